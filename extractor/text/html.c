/* Text, and which token begins where it ends. */
#include <string.h>

#include "text/html_states.h"

void ft_html_begin(ft_html *html, const char *input, size_t len, ft_html_state state) {
    *html = (ft_html){.input = input, .len = len, .state = state};
}

/* Does "name" and the end of a tag's name stand at s? */
static bool is_tag_name(const char *s, size_t left, const char *name) {
    size_t len = 0;
    while (name[len] && len < left && ft_html_lower(s[len]) == name[len]) len++;
    if (name[len] || len == left) return false;
    return ft_html_space(s[len]) || s[len] == '/' || s[len] == '>';
}

/* Is the '<' at `at` the end tag that RCDATA, RAWTEXT or a script waits for? */
static bool is_awaited_end(const ft_html *html, size_t at) {
    if (!html->last_start[0] || html->len - at < 3 || html->input[at + 1] != '/') return false;
    return is_tag_name(html->input + at + 2, html->len - at - 2, html->last_start);
}

/* Does markup begin at the '<'? Otherwise it is text, as in "a < b". */
static bool is_markup(const ft_html *html, size_t at) {
    if (html->len - at < 2) return false;
    char next = html->input[at + 1];
    if (next == '/') return html->len - at >= 3;
    return ft_html_alpha(next) || next == '!' || next == '?';
}

static bool is_reference(const ft_html *html, size_t at) {
    char out[8];
    unsigned len;
    return ft_html_reference(html->input + at, html->len - at, false, out, &len) != 0;
}

static size_t data_end(const ft_html *html) {
    size_t at = html->at;
    while ((at = ft_html_seek(html->input, at, html->len, '<', '&', '<')) < html->len) {
        if (html->input[at] == '<' ? is_markup(html, at) : is_reference(html, at)) break;
        at++;
    }
    return at;
}

static size_t rcdata_end(const ft_html *html) {
    size_t at = html->at;
    while ((at = ft_html_seek(html->input, at, html->len, '<', '&', 0)) < html->len) {
        char c = html->input[at];
        if (c == 0 || (c == '<' ? is_awaited_end(html, at) : is_reference(html, at))) break;
        at++;
    }
    return at;
}

static size_t rawtext_end(const ft_html *html) {
    size_t at = html->at;
    while ((at = ft_html_seek(html->input, at, html->len, '<', 0, 0)) < html->len) {
        if (html->input[at] == 0 || is_awaited_end(html, at)) break;
        at++;
    }
    return at;
}

/* Over dashes inside <!-- of a script: "-->" ends the escape. */
static size_t skip_dashes(ft_html *html, size_t at, size_t dashes) {
    while (at < html->len && html->input[at] == '-') {
        at++;
        dashes++;
    }
    if (dashes >= 2 && at < html->len && html->input[at] == '>') {
        html->script = 0;
        at++;
    }
    return at;
}

/* The '<' of a script, other than of the end tag: how deep in escapes it leads. Returns where to go on. */
static size_t script_less_than(ft_html *html, size_t at) {
    const char *s = html->input + at;
    size_t left = html->len - at;
    if (html->script == 0) {
        if (left < 4 || memcmp(s, "<!--", 4) != 0) return at + 1;
        html->script = 1;
        return skip_dashes(html, at + 4, 2);
    }
    bool slash = left > 1 && s[1] == '/';
    bool begins = html->script == 1 && !slash && is_tag_name(s + 1, left - 1, "script");
    bool ends = html->script == 2 && slash && is_tag_name(s + 2, left - 2, "script");
    if (!begins && !ends) return at + 1;
    html->script = begins ? 2 : 1;
    return at + 8 + slash;
}

static size_t script_end(ft_html *html) {
    size_t at = html->at;
    while ((at = ft_html_seek(html->input, at, html->len, '<', 0, html->script ? '-' : 0)) < html->len) {
        char c = html->input[at];
        if (c == 0 || (c == '<' && html->script < 2 && is_awaited_end(html, at))) break;
        at = c == '<' ? script_less_than(html, at) : skip_dashes(html, at, 0);
    }
    return at;
}

static size_t plaintext_end(const ft_html *html) {
    const char *nul = memchr(html->input + html->at, 0, html->len - html->at);
    return nul ? (size_t)(nul - html->input) : html->len;
}

static size_t cdata_end(const ft_html *html) {
    const char *s = html->input;
    for (size_t at = html->at; at < html->len; at++) {
        const char *bracket = memchr(s + at, ']', html->len - at);
        if (!bracket) break;
        at = (size_t)(bracket - s);
        if (html->len - at >= 3 && s[at + 1] == ']' && s[at + 2] == '>') return at;
    }
    return html->len;
}

static size_t text_end(ft_html *html) {
    switch (html->state) {
    case FT_HTML_RCDATA: return rcdata_end(html);
    case FT_HTML_RAWTEXT: return rawtext_end(html);
    case FT_HTML_SCRIPT: return script_end(html);
    case FT_HTML_PLAINTEXT: return plaintext_end(html);
    case FT_HTML_CDATA: return cdata_end(html);
    case FT_HTML_DATA: break;
    }
    return data_end(html);
}

/* The state that the tree builder sets after a start tag. */
static ft_html_state state_after(const char *name) {
    static const struct {
        const char *name;
        ft_html_state state;
    } elements[] = {{"script", FT_HTML_SCRIPT},   {"style", FT_HTML_RAWTEXT},    {"title", FT_HTML_RCDATA},
                    {"textarea", FT_HTML_RCDATA}, {"xmp", FT_HTML_RAWTEXT},      {"iframe", FT_HTML_RAWTEXT},
                    {"noembed", FT_HTML_RAWTEXT}, {"noframes", FT_HTML_RAWTEXT}, {"plaintext", FT_HTML_PLAINTEXT}};
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
        if (strcmp(name, elements[i].name) == 0) return elements[i].state;
    return FT_HTML_DATA;
}

static bool read_tag(ft_html *html, ft_html_token *token) {
    if (!ft_html_read_tag(html, token)) return false;
    html->script = 0;
    html->state = FT_HTML_DATA;
    if (token->kind == FT_HTML_START) {
        memcpy(html->last_start, token->name, sizeof html->last_start);
        html->state = state_after(token->name);
    }
    return true;
}

/* One character of text that does not stand for itself. */
static void read_reference(ft_html *html, ft_html_token *token) {
    token->kind = FT_HTML_REFERENCE;
    token->begin = html->at;
    if (html->input[html->at] == '&') {
        html->at +=
            ft_html_reference(html->input + html->at, html->len - html->at, false, token->text, &token->text_len);
    } else { /* U+0000 */
        memcpy(token->text, "\xEF\xBF\xBD", 3);
        token->text_len = 3;
        html->at++;
    }
    token->end = html->at;
}

/* What stands where text ends. False when it is no token. */
static bool read_other(ft_html *html, ft_html_token *token) {
    const char *s = html->input + html->at;
    if (html->state == FT_HTML_CDATA) { /* ]]> */
        html->state = FT_HTML_DATA;
        html->at += 3;
        return false;
    }
    if (*s != '<') return read_reference(html, token), true;
    if (html->state != FT_HTML_DATA || ft_html_alpha(s[1]) || (s[1] == '/' && ft_html_alpha(s[2])))
        return read_tag(html, token);
    if (s[1] == '/' && s[2] == '>') {
        html->at += 3;
        return false;
    }
    ft_html_read_declaration(html, token);
    return true;
}

void ft_html_next(ft_html *html, ft_html_token *token) {
    while (html->at < html->len) {
        size_t end = text_end(html);
        if (end > html->at) {
            token->kind = FT_HTML_TEXT;
            token->begin = html->at;
            token->end = html->at = end;
            return;
        }
        if (read_other(html, token)) return;
    }
    token->kind = FT_HTML_EOF;
    token->begin = token->end = html->len;
}
