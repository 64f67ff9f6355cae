/* Sets of articles, one bit for each docid. */
#ifndef FT_SET_H
#define FT_SET_H

#include <stdlib.h>
#include <string.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct {
    uint64_t *bits;
    size_t words;
} ft_set;

/* An empty set of docids 0..most. False when out of memory. */
static inline bool ft_set_make(ft_set *set, int64_t most) {
    set->words = (size_t)most / 64 + 1;
    set->bits = calloc(set->words, sizeof *set->bits);
    return set->bits;
}
static inline void ft_set_free(ft_set *set) {
    free(set->bits);
    set->bits = NULL;
}
/* Docids beyond the set are ignored: they came after it was made. */
static inline void ft_set_add(ft_set *set, int64_t docid) {
    if (docid >= 0 && (size_t)docid / 64 < set->words) set->bits[docid / 64] |= UINT64_C(1) << (docid % 64);
}
static inline bool ft_set_has(const ft_set *set, int64_t docid) {
    return docid >= 0 && (size_t)docid / 64 < set->words && set->bits[docid / 64] >> (docid % 64) & 1;
}
static inline uint64_t ft_set_count(const ft_set *set) {
    uint64_t count = 0;
    for (size_t i = 0; i < set->words; i++) count += (uint64_t)__builtin_popcountll(set->bits[i]);
    return count;
}
static inline void ft_set_and(ft_set *set, const ft_set *other) {
    for (size_t i = 0; i < set->words; i++) set->bits[i] &= other->bits[i];
}
static inline void ft_set_or(ft_set *set, const ft_set *other) {
    for (size_t i = 0; i < set->words; i++) set->bits[i] |= other->bits[i];
}
static inline void ft_set_minus(ft_set *set, const ft_set *other) {
    for (size_t i = 0; i < set->words; i++) set->bits[i] &= ~other->bits[i];
}
/* The next member behind `docid`, -1 = none. Begin with -1. */
static inline int64_t ft_set_next(const ft_set *set, int64_t docid) {
    size_t at = (size_t)(docid + 1);
    for (size_t word = at / 64; word < set->words; word++) {
        uint64_t bits = set->bits[word];
        if (word == at / 64) bits &= ~UINT64_C(0) << (at % 64);
        if (bits) return (int64_t)(word * 64) + __builtin_ctzll(bits);
    }
    return -1;
}

#endif
