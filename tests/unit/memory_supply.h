/* Bytes in memory as a supply, so many at a time. */
#ifndef FT_MEMORY_SUPPLY_H
#define FT_MEMORY_SUPPLY_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input/reader.h"

typedef struct {
    ft_supply supply; /* first, so that it can be cast back */
    const char *bytes;
    size_t len, at, step;
} memory_supply;

static inline ft_read_result pull_memory(ft_supply *supply, char *to, size_t room, size_t *got) {
    memory_supply *m = (memory_supply *)supply;
    size_t len = m->len - m->at;
    if (len > m->step) len = m->step;
    if (len > room) len = room;
    if (!len) return FT_READ_END;
    memcpy(to, m->bytes + m->at, len);
    m->at += len;
    *got = len;
    return FT_READ_OK;
}

static inline memory_supply supply_of(const void *bytes, size_t len, size_t step) {
    return (memory_supply){.supply = {.pull = pull_memory}, .bytes = bytes, .len = len, .step = step};
}

static inline void require(int holds, const char *what) {
    if (holds) return;
    fprintf(stderr, "broken promise: %s\n", what);
    abort();
}

/* Two runs are compared by what they gave. FNV-1a. */
static inline uint64_t digest(uint64_t before, const void *bytes, size_t len) {
    const unsigned char *s = bytes;
    for (size_t i = 0; i < len; i++) before = (before ^ s[i]) * UINT64_C(0x100000001B3);
    return before;
}

#endif
