/* Markup inside a line: tags and addresses in angle brackets. */
#include "source/ascii.h"
#include "source/markdown_line.h"

enum { SCHEME_MAX = 32 };

static size_t skip_space(fintag_str text, size_t at) {
    while (at < text.len && ft_ascii_space(text.ptr[at])) at++;
    return at;
}

/* Past the value behind an attribute's '='; 0 when it is malformed. */
static size_t value_end(fintag_str text, size_t at) {
    size_t from = at;
    char quote = at < text.len ? text.ptr[at] : 0;
    if (quote == '"' || quote == '\'') {
        const char *end = memchr(text.ptr + at + 1, quote, text.len - at - 1);
        return end ? (size_t)(end - text.ptr) + 1 : 0;
    }
    while (at < text.len && (unsigned char)text.ptr[at] > ' ' && !strchr("\"'=<>`", text.ptr[at])) at++;
    return at > from ? at : 0;
}

static bool is_name(char c, bool first) {
    return ft_ascii_letter(c) || c == '_' || c == ':' || (!first && (ft_ascii_digit(c) || c == '.' || c == '-'));
}

size_t ft_md_tag(fintag_str text) {
    size_t at = 1;
    bool closes = text.len > 1 && text.ptr[1] == '/';
    if (closes) at++;
    if (at >= text.len || text.ptr[0] != '<' || !ft_ascii_letter(text.ptr[at])) return 0;
    while (at < text.len && (ft_ascii_letter(text.ptr[at]) || ft_ascii_digit(text.ptr[at]) || text.ptr[at] == '-'))
        at++;
    for (;;) {
        size_t name = skip_space(text, at);
        if (name == text.len) return 0;
        if (text.ptr[name] == '>') return name + 1;
        if (text.ptr[name] == '/' && !closes) return name + 1 < text.len && text.ptr[name + 1] == '>' ? name + 2 : 0;
        if (name == at || closes || !is_name(text.ptr[name], true)) return 0;
        for (at = name; at < text.len && is_name(text.ptr[at], false);) at++;
        size_t equals = skip_space(text, at);
        if (equals < text.len && text.ptr[equals] == '=') at = value_end(text, skip_space(text, equals + 1));
        if (!at) return 0;
    }
}

/* Length of "scheme:"; 0 when there is none. */
static size_t scheme_len(fintag_str text) {
    size_t at = 0;
    while (at < text.len && at <= SCHEME_MAX &&
           (ft_ascii_letter(text.ptr[at]) || (at && (ft_ascii_digit(text.ptr[at]) || strchr("+.-", text.ptr[at])))))
        at++;
    return at >= 2 && at <= SCHEME_MAX && at < text.len && text.ptr[at] == ':' ? at + 1 : 0;
}

size_t ft_md_autolink(fintag_str text) {
    if (text.len < 4 || text.ptr[0] != '<') return 0;
    bool scheme = scheme_len((fintag_str){text.ptr + 1, text.len - 1}) != 0, at_sign = false;
    for (size_t at = 1; at < text.len; at++) {
        char c = text.ptr[at];
        if (c == '>') return (scheme || (at_sign && at > 3)) ? at + 1 : 0;
        if ((unsigned char)c <= ' ' || c == '<') return 0;
        if (!scheme && c != '@' && !ft_ascii_letter(c) && !ft_ascii_digit(c) && !strchr(".!#$%&'*+/=?^_`{|}~-", c))
            return 0;
        if (c == '@' && !scheme) {
            if (at_sign || at == 1) return 0;
            at_sign = true;
        }
    }
    return 0;
}
