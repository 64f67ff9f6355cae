/* The two records of an FTS5 index that say what it holds, in its own format: the segments, and the sums for bm25(). */
#ifndef FT_STRUCTURE_H
#define FT_STRUCTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    FT_STRUCTURE_ROW = 10, /* in words_data */
    FT_SUMS_ROW = 1,
    FT_STRUCTURE_SEGMENTS = 2000, /* most, FTS5's limit */
    FT_STRUCTURE_BYTES = 32768,   /* more than so many take */
    FT_SUMS = 3,                  /* articles, tokens of title, of text */
    FT_SUMS_BYTES = 9 * FT_SUMS
};

typedef struct {
    unsigned char bytes[FT_STRUCTURE_BYTES];
    size_t len;
} ft_structure;

/* The lowest number that no segment has; 0: too many, or the record is damaged. */
uint32_t ft_structure_free(const ft_structure *structure);
/* How many segments there are. */
uint32_t ft_structure_count(const ft_structure *structure);
/* Add a segment of so many pages as the newest. False: the record is damaged. */
bool ft_structure_add(ft_structure *structure, uint32_t segment, uint32_t pages);

/* Add to the sums of a record, which is absent (len 0) or FT_SUMS numbers. Returns the new length, 0: damaged. */
size_t ft_sums_add(unsigned char bytes[static FT_SUMS_BYTES], size_t len, const int64_t more[static FT_SUMS]);

#endif
