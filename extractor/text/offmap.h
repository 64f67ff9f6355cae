/* Run-length map from positions of an output to positions of the input it was made from.
 *
 *   output   |----run 0----|-run 1-|------run 2------|            runs cover the output without gaps
 *   input    |----run 0----|   (dropped)   |-run 1-|------run 2------|
 *
 * A run is one of two things. One-to-one: output and input are equally long and correspond position by position. Atoms:
 * an output position stands for the whole input range of its atom (a character reference, folded white space, an
 * escape, a character of another encoding); equal atoms that adjoin share one run, so a text of two-byte characters is
 * not a run per character. Input ranges normally ascend; they need not (a title that stands after the text). */
#ifndef FT_OFFMAP_H
#define FT_OFFMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    uint32_t out;       /* first output position */
    uint32_t in_len;    /* length of the input range */
    uint64_t in : 56;   /* first input position */
    uint64_t shape : 8; /* of equal atoms: output length << 4 | input length of each; 0 = one-to-one, or one atom */
} ft_run;

typedef struct {
    ft_run *runs;
    size_t count, capacity;
    uint32_t out_len; /* total output length */
    bool failed;      /* out of memory, or longer than 32 bits can say, while appending: sticky until clear */
} ft_offmap;

void ft_offmap_clear(ft_offmap *map);
void ft_offmap_free(ft_offmap *map);
/* Append out_len output positions made from in..in+in_len: one-to-one when the lengths are equal, else an atom. Merges
 * with the last run where that says the same. */
void ft_offmap_add(ft_offmap *map, uint32_t out_len, uint64_t in, uint32_t in_len);
/* Append an atom, even when the lengths happen to be equal. */
void ft_offmap_atom(ft_offmap *map, uint32_t out_len, uint64_t in, uint32_t in_len);
/* Smallest input range that covers the output range begin..end (begin < end <= out_len). What was inserted without any
 * input (in_len 0) only counts when there is nothing else in the range. */
void ft_offmap_span(const ft_offmap *map, uint32_t begin, uint32_t end, uint64_t *in_begin, uint64_t *in_end);
/* The first output position that stands for the input position or one behind it; out_len when there is none. Of a map
 * whose input ascends. */
uint32_t ft_offmap_output(const ft_offmap *map, uint64_t in);
/* result = outer after inner: outer maps C to B, inner maps B to A, result maps C to A. result is cleared first. */
void ft_offmap_compose(const ft_offmap *outer, const ft_offmap *inner, ft_offmap *result);
/* Add `base` to every input position. */
void ft_offmap_shift(ft_offmap *map, uint64_t base);

#endif
