/* ASCII as HTML, Markdown, YAML and JSON use it for their own marks. */
#ifndef FT_ASCII_H
#define FT_ASCII_H

#include "base/str.h"

/* What HTML calls white space. */
static inline bool ft_ascii_space(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}
static inline bool ft_ascii_blank(char c) {
    return c == ' ' || c == '\t';
}
static inline char ft_ascii_lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}
static inline bool ft_ascii_letter(char c) {
    c = ft_ascii_lower(c);
    return c >= 'a' && c <= 'z';
}
static inline bool ft_ascii_digit(char c) {
    return c >= '0' && c <= '9';
}
static inline bool ft_ascii_punct(char c) {
    return c > ' ' && c < 0x7F && !ft_ascii_letter(c) && !ft_ascii_digit(c);
}
/* Equal but for the case of ASCII letters; word is in lower case. */
static inline bool ft_ascii_is(fintag_str text, const char *word) {
    size_t i = 0;
    for (; i < text.len && word[i]; i++)
        if (ft_ascii_lower(text.ptr[i]) != word[i]) return false;
    return i == text.len && !word[i];
}
static inline bool ft_ascii_starts(fintag_str text, const char *word) {
    size_t len = strlen(word);
    return text.len >= len && ft_ascii_is((fintag_str){text.ptr, len}, word);
}
static inline fintag_str ft_ascii_trim(fintag_str text) {
    while (text.len && ft_ascii_space(text.ptr[0])) text.ptr++, text.len--;
    while (text.len && ft_ascii_space(text.ptr[text.len - 1])) text.len--;
    return text;
}

#endif
