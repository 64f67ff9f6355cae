/* What gen_fold.c works out at build time; private to fold*.c and the generator. */
#ifndef FT_FOLD_TABLES_H
#define FT_FOLD_TABLES_H

#include <stdbool.h>
#include <stdint.h>
#include <uchar.h>

/* Folded form of a code point: a unit, or, where no unit can be (surrogates), what else is to be done. */
enum {
    FT_FOLD_GONE = 0xD800,       /* vanishes */
    FT_FOLD_JOINS = 0xD801,      /* may compose with, or must be sorted behind, what stands before it */
    FT_FOLD_APOSTROPHE = 0xD802, /* ' between letters, else ’ */
    FT_FOLD_RAISED = 0xD803,     /* superscript digit: itself behind a digit, else the digit */
    FT_FOLD_CIRCLE = 0xD804,     /* 〇 behind a Chinese numeral, else ○ */
    FT_FOLD_SPECIAL = 0xD810,    /* from here on: an expansion */
    FT_FOLD_EXPANSION_MAX = 18   /* units of an expansion */
};

typedef struct {
    uint16_t at; /* in ft_fold_pool */
    uint8_t len;
    uint32_t upper; /* bit i: its unit i was upper case */
} ft_expansion;

/* A code point above U+FFFF that is not just its stand-in. */
typedef struct {
    uint32_t point;
    uint16_t value;
    bool upper;
} ft_wide;

extern const uint16_t ft_fold_unit[65536];
extern const uint64_t ft_fold_upper[1024]; /* bit per code point: upper case */
extern const ft_expansion ft_fold_expansions[];
extern const char16_t ft_fold_pool[];
extern const ft_wide ft_fold_wide[]; /* ascending */
extern const uint32_t ft_fold_wide_count;

/* Private-use unit that stands for a code point above U+FFFF: U+E000-U+EFFF for ideographs, U+F000-U+F8FF for the rest.
 */
static inline uint16_t ft_fold_stand_in(uint32_t point) {
    uint32_t hash = point * UINT32_C(2654435761);
    bool han = point >= 0x20000 && point < 0x40000;
    return (uint16_t)(han ? 0xE000 + (hash >> 20) : 0xF000 + (hash >> 8) % 0x900);
}

static inline bool ft_fold_is_special(uint32_t value) {
    return (value & 0xF800) == 0xD800;
}

#endif
