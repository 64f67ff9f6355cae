/* Bump arena: many small allocations, one reset. Blocks are kept over a reset, so a warm arena calls malloc no more.
 * Not thread safe. Memory is not zeroed unless asked. */
#ifndef FT_ARENA_H
#define FT_ARENA_H

#include <stdbool.h>
#include <stddef.h>

#include <fintag/fintag.h>

typedef struct ft_block ft_block;
typedef struct {
    ft_block *first, *current;
    bool failed; /* an allocation failed since the last reset: sticky, so that callers may check once */
} ft_arena;

/* All return NULL when out of memory and set `failed`. Alignment is that of max_align_t. */
void *ft_alloc(ft_arena *arena, size_t size);
void *ft_alloc_zero(ft_arena *arena, size_t size);
/* Grow the allocation `old` of old_size to new_size: in place when it is the last one, else a copy. */
void *ft_grow(ft_arena *arena, void *old, size_t old_size, size_t new_size);
/* Copy of len bytes as a string; an absent string when out of memory. A NUL follows it, not counted. */
fintag_str ft_copy(ft_arena *arena, const char *ptr, size_t len);
/* printf into the arena. */
fintag_str ft_format(ft_arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

void ft_arena_reset(ft_arena *arena);
void ft_arena_free(ft_arena *arena);

/* Growable array in an arena: a struct with members `items`, `count`, `capacity`. Evaluates to the address of a fresh,
 * uninitialised item, or NULL when out of memory. */
#define FT_PUSH(arena, vec)                                                                 \
    (((vec)->count < (vec)->capacity ||                                                     \
      ft_vec_grow((arena), (void **)&(vec)->items, &(vec)->capacity, sizeof *(vec)->items)) \
         ? &(vec)->items[(vec)->count++]                                                    \
         : NULL)
bool ft_vec_grow(ft_arena *arena, void **items, size_t *capacity, size_t item_size);

#endif
