/* Helpers on borrowed slices: UTF-8 (fintag_str) and matching form (ft_ustr, 16-bit units, see text/fold.h). */
#ifndef FT_STR_H
#define FT_STR_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <uchar.h>

#include <fintag/fintag.h>

/* A slice of the matching form. Literals are u"..." (char16_t is uint_least16_t). ptr NULL = absent. */
typedef struct {
    const char16_t *ptr;
    uint32_t len;
} ft_ustr;

#define FT_USTR(literal) ((ft_ustr){(literal), (uint32_t)(sizeof(literal) / sizeof(char16_t) - 1)})

static inline bool ft_str_eq(fintag_str a, fintag_str b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}
static inline bool ft_str_is(fintag_str a, const char *literal) {
    size_t len = strlen(literal);
    return a.len == len && (len == 0 || memcmp(a.ptr, literal, len) == 0);
}
static inline bool ft_ustr_eq(ft_ustr a, ft_ustr b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len * sizeof(char16_t)) == 0);
}
static inline bool ft_ustr_starts(ft_ustr s, ft_ustr prefix) {
    return s.len >= prefix.len && (prefix.len == 0 || memcmp(s.ptr, prefix.ptr, prefix.len * sizeof(char16_t)) == 0);
}
static inline bool ft_ustr_ends(ft_ustr s, ft_ustr suffix) {
    return s.len >= suffix.len &&
           (suffix.len == 0 || memcmp(s.ptr + (s.len - suffix.len), suffix.ptr, suffix.len * sizeof(char16_t)) == 0);
}
/* By unit, a beginning before what goes on: also the order of the UTF-8 of both. */
static inline int ft_ustr_compare(ft_ustr a, ft_ustr b) {
    for (uint32_t i = 0; i < a.len && i < b.len; i++)
        if (a.ptr[i] != b.ptr[i]) return a.ptr[i] < b.ptr[i] ? -1 : 1;
    return (a.len > b.len) - (a.len < b.len);
}

#endif
