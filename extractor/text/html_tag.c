/* Tags and their attributes. */
#include <string.h>

#include "text/html_states.h"

static size_t skip_space(const ft_html *html, size_t at) {
    while (at < html->len && ft_html_space(html->input[at])) at++;
    return at;
}

/* Tag name: until white space, '/' or '>'. U+0000 becomes U+FFFD; what does not fit is cut off between characters. */
static size_t read_name(const ft_html *html, size_t at, char name[24]) {
    size_t len = 0;
    bool cut = false;
    for (; at < html->len; at++) {
        char c = html->input[at];
        if (ft_html_space(c) || c == '/' || c == '>') break;
        if (c == 0 && len + 3 < 24 && !cut) {
            memcpy(name + len, "\xEF\xBF\xBD", 3);
            len += 3;
        } else if (c != 0 && len + 1 < 24 && !cut) {
            name[len++] = ft_html_lower(c);
        } else {
            cut = true;
        }
    }
    if (cut && len) {
        size_t whole = len;
        while (whole && ((unsigned char)name[whole - 1] & 0xC0) == 0x80) whole--;
        unsigned char lead = whole ? (unsigned char)name[whole - 1] : 0;
        size_t need = lead < 0x80 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
        if (lead >= 0x80 && len - whole < need) len = whole - 1;
    }
    name[len] = 0;
    return at;
}

/* The value behind '=': quoted, or until white space or '>'. */
static size_t read_value(const ft_html *html, size_t at, fintag_str *value) {
    at = skip_space(html, at);
    size_t begin = at;
    char quote = at < html->len ? html->input[at] : 0;
    if (quote == '"' || quote == '\'') {
        begin++;
        const char *end = memchr(html->input + begin, quote, html->len - begin);
        at = end ? (size_t)(end - html->input) : html->len;
        *value = (fintag_str){html->input + begin, at - begin};
        return end ? at + 1 : at;
    }
    while (at < html->len && !ft_html_space(html->input[at]) && html->input[at] != '>') at++;
    *value = (fintag_str){html->input + begin, at - begin};
    return at;
}

static size_t read_attribute(const ft_html *html, size_t at, ft_html_token *token) {
    ft_html_attribute attribute = {.name = {html->input + at, 0}, .value = {NULL, 0}};
    size_t begin = at++; /* the first may be a stray '=' */
    for (; at < html->len; at++) {
        char c = html->input[at];
        if (ft_html_space(c) || c == '/' || c == '>' || c == '=') break;
    }
    attribute.name.len = at - begin;
    size_t next = skip_space(html, at);
    if (next < html->len && html->input[next] == '=')
        at = read_value(html, next + 1, &attribute.value);
    else
        at = next;
    if (token->attribute_count < FT_HTML_ATTRIBUTES) token->attributes[token->attribute_count++] = attribute;
    return at;
}

bool ft_html_read_tag(ft_html *html, ft_html_token *token) {
    bool end_tag = html->input[html->at + 1] == '/';
    token->kind = end_tag ? FT_HTML_END : FT_HTML_START;
    token->self_closing = false;
    token->attribute_count = 0;
    token->begin = html->at;
    size_t at = read_name(html, html->at + 1 + end_tag, token->name);
    for (;;) {
        at = skip_space(html, at);
        if (at >= html->len) break;
        char c = html->input[at];
        if (c == '>') {
            html->at = token->end = at + 1;
            return true;
        }
        if (c == '/') {
            at++;
            if (at < html->len && html->input[at] == '>') token->self_closing = true;
        } else {
            at = read_attribute(html, at, token);
        }
    }
    html->at = html->len;
    return false;
}

const ft_html_attribute *ft_html_find(const ft_html_token *token, const char *name) {
    size_t len = strlen(name);
    for (unsigned i = 0; i < token->attribute_count; i++) {
        fintag_str is = token->attributes[i].name;
        size_t k = 0;
        if (is.len != len) continue;
        while (k < len && ft_html_lower(is.ptr[k]) == ft_html_lower(name[k])) k++;
        if (k == len) return &token->attributes[i];
    }
    return NULL;
}

fintag_str ft_html_value(ft_arena *arena, fintag_str raw) {
    /* A reference is never shorter than its text but for the few of 5 bytes that stand for 6; a NUL becomes three
     * bytes. */
    size_t nuls = 0, references = 0, len = 0;
    for (size_t i = 0; i < raw.len; i++) {
        nuls += raw.ptr[i] == 0;
        references += raw.ptr[i] == '&';
    }
    if (!nuls && !references) return ft_copy(arena, raw.ptr, raw.len);
    char *text = ft_alloc(arena, raw.len + nuls * 2 + references * 8 + 1);
    if (!text) return (fintag_str){0};
    for (size_t at = 0; at < raw.len;) {
        char resolved[8];
        unsigned resolved_len = 0;
        size_t used =
            raw.ptr[at] == '&' ? ft_html_reference(raw.ptr + at, raw.len - at, true, resolved, &resolved_len) : 0;
        if (used)
            memcpy(text + len, resolved, resolved_len);
        else if (raw.ptr[at])
            text[len] = raw.ptr[at];
        else
            memcpy(text + len, "\xEF\xBF\xBD", 3);
        len += used ? resolved_len : raw.ptr[at] ? 1 : 3;
        at += used ? used : 1;
    }
    text[len] = 0;
    return (fintag_str){text, len};
}
