#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 64 * 1024, ALIGNMENT = _Alignof(max_align_t) };

struct ft_block {
    ft_block *next;
    size_t used, size;
    _Alignas(max_align_t) unsigned char data[];
};

static size_t round_up(size_t size) {
    return (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
}

/* The next kept block that is large enough, or a new one put after the current block. */
static ft_block *next_block(ft_arena *arena, size_t size) {
    ft_block *current = arena->current;
    ft_block *kept = current ? current->next : arena->first;
    if (kept && kept->size >= size) {
        kept->used = 0;
        return arena->current = kept;
    }
    size_t capacity = size > BLOCK_SIZE ? size : BLOCK_SIZE;
    ft_block *block = capacity < SIZE_MAX - sizeof *block ? malloc(sizeof *block + capacity) : NULL;
    if (!block) {
        arena->failed = true;
        return NULL;
    }
    *block = (ft_block){.next = kept, .used = 0, .size = capacity};
    if (current)
        current->next = block;
    else
        arena->first = block;
    return arena->current = block;
}

void *ft_alloc(ft_arena *arena, size_t size) {
    if (size > SIZE_MAX / 2) {
        arena->failed = true;
        return NULL;
    }
    size = round_up(size ? size : 1);
    ft_block *block = arena->current;
    if (!block || block->size - block->used < size) block = next_block(arena, size);
    if (!block) return NULL;
    void *at = block->data + block->used;
    block->used += size;
    return at;
}

void *ft_alloc_zero(ft_arena *arena, size_t size) {
    void *at = ft_alloc(arena, size);
    if (at) memset(at, 0, size);
    return at;
}

void *ft_grow(ft_arena *arena, void *old, size_t old_size, size_t new_size) {
    ft_block *block = arena->current;
    size_t had = round_up(old_size ? old_size : 1);
    if (old && block && (unsigned char *)old + had == block->data + block->used && new_size < SIZE_MAX / 2) {
        size_t want = round_up(new_size), start = block->used - had;
        if (want <= block->size - start) {
            block->used = start + want;
            return old;
        }
    }
    void *at = ft_alloc(arena, new_size);
    if (at && old_size) memcpy(at, old, old_size < new_size ? old_size : new_size);
    return at;
}

fintag_str ft_copy(ft_arena *arena, const char *ptr, size_t len) {
    char *at = ft_alloc(arena, len + 1);
    if (!at) return (fintag_str){0};
    if (len) memcpy(at, ptr, len);
    at[len] = 0;
    return (fintag_str){at, len};
}

fintag_str ft_format(ft_arena *arena, const char *format, ...) {
    char small[128];
    va_list args;
    va_start(args, format);
    int len = vsnprintf(small, sizeof small, format, args);
    va_end(args);
    if (len < 0) return (fintag_str){0};
    if ((size_t)len < sizeof small) return ft_copy(arena, small, (size_t)len);
    char *at = ft_alloc(arena, (size_t)len + 1);
    if (!at) return (fintag_str){0};
    va_start(args, format);
    vsnprintf(at, (size_t)len + 1, format, args);
    va_end(args);
    return (fintag_str){at, (size_t)len};
}

void ft_arena_reset(ft_arena *arena) {
    arena->current = NULL;
    arena->failed = false;
    if (arena->first) {
        arena->first->used = 0;
        arena->current = arena->first;
    }
}

void ft_arena_free(ft_arena *arena) {
    for (ft_block *block = arena->first; block;) {
        ft_block *next = block->next;
        free(block);
        block = next;
    }
    *arena = (ft_arena){0};
}

bool ft_vec_grow(ft_arena *arena, void **items, size_t *capacity, size_t item_size) {
    size_t more = *capacity ? *capacity * 2 : 16;
    if (more > SIZE_MAX / 2 / item_size) {
        arena->failed = true;
        return false;
    }
    void *at = ft_grow(arena, *items, *capacity * item_size, more * item_size);
    if (!at) return false;
    *items = at;
    *capacity = more;
    return true;
}
