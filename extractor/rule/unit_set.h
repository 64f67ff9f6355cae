/* Sets of units, as patterns name them: 年, [一-龥], \d, [^\n]. */
#ifndef FT_UNIT_SET_H
#define FT_UNIT_SET_H

#include "base/arena.h"
#include "base/str.h"

enum { FT_UNITS_END = 65536 };

typedef struct {
    uint32_t first, end;
} ft_unit_range;

typedef struct {
    ft_unit_range *items;
    size_t count, capacity;
    bool loose; /* a property such as \p{Han} made it larger than it is: no complement can be trusted */
} ft_unit_set;

void ft_unit_set_add(ft_arena *arena, ft_unit_set *set, uint32_t first, uint32_t end);
void ft_unit_set_join(ft_arena *arena, ft_unit_set *set, const ft_unit_set *other);
/* Ranges in order, none touching another; what is then not in the set. */
void ft_unit_set_sort(ft_unit_set *set);
/* The number of units; sorts. */
uint32_t ft_unit_set_size(ft_unit_set *set);
ft_unit_set ft_unit_set_rest(ft_arena *arena, const ft_unit_set *sorted);
/* The unit that an escape \x{hhhh} or \xhh at `at` stands for; the place behind it. */
uint32_t ft_unit_hex(ft_ustr pattern, uint32_t at, char16_t *unit);
/* Add what the escape at `at` stands for; the place behind it, or 0 when it stands for no unit. */
uint32_t ft_unit_set_escape(ft_arena *arena, ft_ustr pattern, uint32_t at, ft_unit_set *set);
/* Add the class whose bracket is at `at`; the place behind it. */
uint32_t ft_unit_set_class(ft_arena *arena, ft_ustr pattern, uint32_t at, ft_unit_set *set);

#endif
