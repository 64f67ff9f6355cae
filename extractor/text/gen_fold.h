/* Parts of the build-time program that makes fold_tables.c. Not in the library. */
#ifndef FT_GEN_FOLD_H
#define FT_GEN_FOLD_H

#include <stdbool.h>
#include <stdint.h>

enum { GEN_POINTS = 0x110000, GEN_SEQUENCE = 40 };

typedef struct {
    uint32_t points[GEN_SEQUENCE];
    unsigned count;
} gen_sequence;

/* What variants.tsv says of a code point. */
typedef enum { GEN_NONE, GEN_TO, GEN_SAME, GEN_GONE, GEN_APOSTROPHE, GEN_RAISED, GEN_CIRCLE } gen_rule;

typedef struct {
    uint8_t rule[GEN_POINTS];    /* gen_rule */
    uint32_t to[GEN_POINTS];     /* of GEN_TO */
    uint32_t simple[GEN_POINTS]; /* Unihan: simplified form, 0 = none */
    bool gb2312[0x10000];        /* ideographs of GB 2312: simplified text is written in them */
} gen_data;

/* Read the three sources; print file and line to stderr and return false when one is malformed. */
bool gen_read_unihan(gen_data *data, const char *path);
bool gen_read_variants(gen_data *data, const char *path);
bool gen_read_radicals(gen_data *data, const char *path);
bool gen_read_gb2312(gen_data *data);

/* Folded form of one code point, letter case in *upper (bit per point of the result). False when it does not settle. */
bool gen_fold_point(const gen_data *data, uint32_t point, gen_sequence *folded, uint32_t *upper);
/* Can the point change what stands before it, or move: combining marks, vowels and finals of Hangul? */
bool gen_joins(uint32_t point);
/* Work out which second halves of compositions exist; once, before gen_joins. */
void gen_joins_prepare(void);
/* Class bits of a unit. */
uint8_t gen_class(uint32_t unit);

#endif
