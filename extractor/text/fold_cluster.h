/* Slow path of folding: a code point with the combining marks, vowel signs or jamo behind it. */
#ifndef FT_FOLD_CLUSTER_H
#define FT_FOLD_CLUSTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <uchar.h>

#include "text/fold_tables.h"

typedef struct {
    char16_t units[FT_FOLD_EXPANSION_MAX];
    unsigned count;
    uint32_t upper;
} ft_cluster;

/* Value of a code point above U+FFFF, as in ft_fold_unit; *upper: it is an upper-case letter. */
uint16_t ft_fold_wide_value(uint32_t point, bool *upper);
/* Fold the code points of valid UTF-8 as one: canonical order, composition, then as always. What goes beyond 30 marks
 * or FT_FOLD_EXPANSION_MAX units is dropped, so that the work is bounded. */
void ft_fold_cluster(const char *text, size_t len, ft_cluster *out);

#endif
