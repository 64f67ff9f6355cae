/* --shard i/n: one of n runs that share an input. Articles are dealt out in turn, so whatever they come from (a folder,
 * one file of many, an archive) each is one run's, and the shares are alike. */
#ifndef FT_SHARD_H
#define FT_SHARD_H

#include <stdbool.h>
#include <stdint.h>

typedef struct {
    unsigned index, count; /* index from 1 to count; 1 of 1: all */
} ft_shard;

enum { FT_SHARDS_MOST = 1000000 };

/* "2/8". False when it is none. */
bool ft_shard_parse(const char *text, ft_shard *shard);
/* Is the article with this ordinal, counted from 0, among it? */
static inline bool ft_shard_has(const ft_shard *shard, uint64_t ordinal) {
    return ordinal % shard->count == shard->index - 1;
}

#endif
