/* Numbers for the terms of a batch, and their order once all are known. */
#ifndef FT_TERMS_H
#define FT_TERMS_H

#include <stddef.h>

#include "base/str.h"

typedef struct {
    uint32_t at, len; /* in ft_terms.units */
    uint32_t hash;
} ft_term_place;

typedef struct {
    char16_t *units;
    size_t unit_count, unit_capacity;
    ft_term_place *places; /* by number; by rank once they are in order */
    uint32_t *rank;
    size_t count, capacity;
    uint32_t *slots; /* open addressing: number + 1, or 0 */
    size_t slot_count;
} ft_terms;

/* Zero `terms` first. */
void ft_terms_free(ft_terms *terms);
/* Forget all; memory is kept. */
void ft_terms_clear(ft_terms *terms);
/* The number of a term, a new one if need be; from 0. False when out of memory. */
bool ft_terms_number(ft_terms *terms, ft_ustr term, uint32_t *number);
/* Put them in order: no more numbers until cleared. Returns the rank of each number, NULL when out of memory or
 * without terms. */
const uint32_t *ft_terms_order(ft_terms *terms);
/* Of a rank. */
ft_ustr ft_terms_ranked(const ft_terms *terms, uint32_t rank);

#endif
