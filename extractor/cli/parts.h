/* A folder of parts: part-00000.ndjson, part-00001.ndjson...; part-2of8-00000.ndjson of a shard, so that all shards may
 * write to one folder. Names that begin with '_' are not data for Hadoop and Spark: _journal while the run goes on,
 * _SUCCESS when it is complete. */
#ifndef FT_PARTS_H
#define FT_PARTS_H

#include <fintag/fintag.h>

#include "base/arena.h"

typedef struct {
    const char *folder;
    unsigned shard, shards; /* 1 and 1: not sharded */
    const char *ending;     /* ".ndjson" */
    const char *compressed; /* ".gz", or "" */
} ft_parts;

/* Does the path mean a folder: one that is there, or a name that ends in '/'? */
bool ft_parts_meant(const char *path);
/* Paths in the arena; NULL when out of memory. */
char *ft_parts_name(ft_arena *arena, const ft_parts *parts, uint64_t number);
char *ft_parts_journal(ft_arena *arena, const ft_parts *parts);
char *ft_parts_success(ft_arena *arena, const ft_parts *parts);
/* Make the folder when it is not there. It must hold nothing that a reader could take for parts of this run: no
 * complete parts of this shard (unless `own` allows them), none that were cut into another number of shards. False,
 * with a message. */
bool ft_parts_open(const ft_parts *parts, bool own);

#endif
