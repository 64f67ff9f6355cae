/* HTML tokeniser after the WHATWG tokenisation states (https://html.spec.whatwg.org/#tokenization), pulling tokens out
 * of a buffer of valid UTF-8. It builds no tree. Character data comes as raw runs and as single resolved references, so
 * that a caller can map every byte of text to its source. After <script>, <style>, <title>, <textarea>, <xmp>,
 * <iframe>, <noembed>, <noframes>, <plaintext> start tags it switches to the state that the tree builder would set. */
#ifndef FT_HTML_H
#define FT_HTML_H

#include <fintag/fintag.h>

#include "base/arena.h"

typedef enum {
    FT_HTML_TEXT,
    FT_HTML_REFERENCE,
    FT_HTML_START,
    FT_HTML_END,
    FT_HTML_COMMENT,
    FT_HTML_DOCTYPE,
    FT_HTML_EOF
} ft_html_kind;

typedef struct {
    fintag_str name;  /* raw, as in the input */
    fintag_str value; /* raw: references not yet resolved; ptr NULL when there is no value */
} ft_html_attribute;

enum { FT_HTML_ATTRIBUTES = 32 }; /* further ones are dropped */

typedef struct {
    ft_html_kind kind;
    size_t begin, end; /* bytes of the input that the token covers */
    char text[8];      /* REFERENCE: the resolved character(s), UTF-8, text_len bytes */
    unsigned text_len;
    char name[24];   /* START, END: tag name in lower case, cut at 23 bytes; NUL-terminated */
    fintag_str data; /* COMMENT: what is in it, raw; DOCTYPE: its name, raw, ptr NULL when it has none */
    bool self_closing;
    ft_html_attribute attributes[FT_HTML_ATTRIBUTES];
    unsigned attribute_count;
} ft_html_token;

typedef enum {
    FT_HTML_DATA,
    FT_HTML_RCDATA,
    FT_HTML_RAWTEXT,
    FT_HTML_SCRIPT,
    FT_HTML_PLAINTEXT,
    FT_HTML_CDATA
} ft_html_state;

typedef struct {
    const char *input;
    size_t len, at;
    ft_html_state state;
    char last_start[24];  /* name of the last start tag: the appropriate end tag of RCDATA, RAWTEXT and script */
    unsigned char script; /* of FT_HTML_SCRIPT: 0, 1 escaped by <!--, 2 behind a <script in that */
} ft_html;

void ft_html_begin(ft_html *html, const char *input, size_t len, ft_html_state state);
/* The next token. TEXT tokens are as long as possible, never empty; U+0000 and bad tags follow the standard. At the end
 * kind is FT_HTML_EOF, again and again. Amortised linear in the input. */
void ft_html_next(ft_html *html, ft_html_token *token);
/* Raw attribute (ASCII case-insensitive name), or NULL. */
const ft_html_attribute *ft_html_find(const ft_html_token *token, const char *name);
/* Attribute value with its references resolved. Absent when out of memory. */
fintag_str ft_html_value(ft_arena *arena, fintag_str raw);
/* Longest character reference at s (s[0] == '&'): returns its length in bytes and the resolved UTF-8 in out[8], or 0
 * when there is none. in_attribute applies the attribute exception of the standard. */
size_t ft_html_reference(const char *s, size_t len, bool in_attribute, char out[8], unsigned *out_len);

#endif
