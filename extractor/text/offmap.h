/* Run-length map from positions of an output to positions of the input it was made from.
 *
 *   output   |----run 0----|-run 1-|------run 2------|            runs cover the output without gaps
 *   input    |----run 0----|   (dropped)   |-run 1-|------run 2------|
 *
 * A run whose output length equals its input length maps position by position; any other run is an atom: an output position
 * inside it stands for the whole input range (a character reference, folded white space, an escape).
 * Input ranges normally ascend; they need not (a title that stands after the text). */
#ifndef FT_OFFMAP_H
#define FT_OFFMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    uint32_t out;      /* first output position */
    uint32_t in_len;   /* length of the input range */
    uint64_t in;       /* first input position */
} ft_run;

typedef struct {
    ft_run *runs;
    size_t count, capacity;
    uint32_t out_len; /* total output length */
    bool failed;      /* out of memory while appending: sticky until clear */
} ft_offmap;

void ft_offmap_clear(ft_offmap *map);
void ft_offmap_free(ft_offmap *map);
/* Append out_len output positions made from in..in+in_len. Merges with the last run when both are one-to-one and adjoin. */
void ft_offmap_add(ft_offmap *map, uint32_t out_len, uint64_t in, uint32_t in_len);
/* Smallest input range that covers the output range begin..end (begin < end <= out_len). */
void ft_offmap_span(const ft_offmap *map, uint32_t begin, uint32_t end, uint64_t *in_begin, uint64_t *in_end);
/* result = outer after inner: outer maps C to B, inner maps B to A, result maps C to A. result is cleared first. */
void ft_offmap_compose(const ft_offmap *outer, const ft_offmap *inner, ft_offmap *result);
/* Add `base` to every input position. */
void ft_offmap_shift(ft_offmap *map, uint64_t base);

#endif
