/* Comments, DOCTYPE, and what becomes a comment for want of a better meaning. */
#include <string.h>

#include "text/html_states.h"

static bool starts(const ft_html *html, size_t at, const char *lower) {
    size_t len = strlen(lower);
    if (html->len - at < len) return false;
    for (size_t i = 0; i < len; i++)
        if (ft_html_lower(html->input[at + i]) != lower[i]) return false;
    return true;
}

static void comment(ft_html *html, ft_html_token *token, size_t begin, size_t end, size_t next) {
    token->kind = FT_HTML_COMMENT;
    token->data = (fintag_str){html->input + begin, end - begin};
    html->at = token->end = next;
}

/* Everything up to the next '>'. */
static void read_bogus(ft_html *html, ft_html_token *token, size_t begin) {
    const char *close = memchr(html->input + begin, '>', html->len - begin);
    size_t end = close ? (size_t)(close - html->input) : html->len;
    comment(html, token, begin, end, close ? end + 1 : end);
}

/* After <!--. The end is -->, --!>, or > and -> at once; when the input ends first, dashes that could have begun the
 * end do not belong to the comment. */
static void read_comment(ft_html *html, ft_html_token *token, size_t begin) {
    const char *s = html->input;
    size_t len = html->len, at = begin;
    if (at < len && s[at] == '>') return comment(html, token, begin, begin, at + 1);
    if (len - at >= 2 && s[at] == '-' && s[at + 1] == '>') return comment(html, token, begin, begin, at + 2);
    for (;;) {
        const char *dash = memchr(s + at, '-', len - at);
        if (!dash) return comment(html, token, begin, len, len);
        size_t first = at = (size_t)(dash - s);
        while (at < len && s[at] == '-') at++;
        size_t dashes = at - first, kept = at - (dashes < 2 ? dashes : 2);
        if (at == len) return comment(html, token, begin, kept, len);
        if (dashes < 2) continue;
        if (s[at] == '>') return comment(html, token, begin, kept, at + 1);
        if (s[at] != '!') continue;
        if (at + 1 == len) return comment(html, token, begin, kept, len);
        if (s[at + 1] == '>') return comment(html, token, begin, kept, at + 2);
        at++;
    }
}

/* After <!DOCTYPE. A '>' ends it wherever it stands, between quotes too. */
static void read_doctype(ft_html *html, ft_html_token *token, size_t at) {
    token->kind = FT_HTML_DOCTYPE;
    token->data = (fintag_str){0};
    while (at < html->len && ft_html_space(html->input[at])) at++;
    size_t begin = at;
    while (at < html->len && !ft_html_space(html->input[at]) && html->input[at] != '>') at++;
    if (at > begin) token->data = (fintag_str){html->input + begin, at - begin};
    const char *close = memchr(html->input + at, '>', html->len - at);
    html->at = token->end = close ? (size_t)(close - html->input) + 1 : html->len;
}

void ft_html_read_declaration(ft_html *html, ft_html_token *token) {
    size_t at = token->begin = html->at;
    if (html->input[at + 1] == '?') return read_bogus(html, token, at + 1);
    at += 2; /* behind "<!" or "</" */
    if (html->input[at - 1] == '/') return read_bogus(html, token, at);
    if (starts(html, at, "--")) return read_comment(html, token, at + 2);
    if (starts(html, at, "doctype")) return read_doctype(html, token, at + 7);
    read_bogus(html, token, at); /* <![CDATA[ too: only in SVG and MathML, which need a tree, is it another thing */
}
