/* What the files of the HTML tokeniser share. Functions named read_ take html->at at the '<' of what they read. */
#ifndef FT_HTML_STATES_H
#define FT_HTML_STATES_H

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "text/html.h"

/* A start or end tag. False when the input ends in it: then it is no token and nothing is left. */
bool ft_html_read_tag(ft_html *html, ft_html_token *token);
/* <!-- -->, <!DOCTYPE>, and what is treated as a comment: <!x>, <?x>, </1>. */
void ft_html_read_declaration(ft_html *html, ft_html_token *token);

static inline bool ft_html_space(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static inline bool ft_html_alpha(char c) {
    return (unsigned char)((c | 0x20) - 'a') < 26;
}

static inline char ft_html_lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* First place at or after `at` of one of three bytes, or len. */
static inline size_t ft_html_seek(const char *s, size_t at, size_t len, char a, char b, char c) {
#ifdef __SSE2__
    const __m128i va = _mm_set1_epi8(a), vb = _mm_set1_epi8(b), vc = _mm_set1_epi8(c);
    for (; len - at >= 16; at += 16) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(s + at));
        __m128i hit =
            _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, va), _mm_cmpeq_epi8(bytes, vb)), _mm_cmpeq_epi8(bytes, vc));
        unsigned mask = (unsigned)_mm_movemask_epi8(hit);
        if (mask) return at + (unsigned)__builtin_ctz(mask);
    }
#endif
    while (at < len && s[at] != a && s[at] != b && s[at] != c) at++;
    return at;
}

#endif
