#include "cli/shard.h"

#include <stdlib.h>

static bool number(const char **at, unsigned *value) {
    char *end;
    if (**at < '0' || **at > '9') return false;
    unsigned long read = strtoul(*at, &end, 10);
    *at = end;
    *value = (unsigned)read;
    return read > 0 && read <= FT_SHARDS_MOST;
}

bool ft_shard_parse(const char *text, ft_shard *shard) {
    return number(&text, &shard->index) && *text++ == '/' && number(&text, &shard->count) && !*text &&
           shard->index <= shard->count;
}
