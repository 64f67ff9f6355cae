/* A pattern that matches wherever the given one does, and in more places: for asking how a match may begin. */
#ifndef FT_WIDEN_H
#define FT_WIDEN_H

#include "base/arena.h"
#include "base/str.h"

typedef struct {
    char16_t *items;
    size_t count, capacity;
} ft_units;

/* The pattern without what forbids, looks back or holds back, and with every digit become any digit. strict: what it
 * forbids ahead stays where that says the same of all digits; of a text cut short that says less, since what is
 * forbidden may be what was cut. False: it holds something that this does not know, or memory ran out. */
bool ft_widen(ft_arena *arena, ft_ustr pattern, bool strict, ft_units *out);
/* The unit that an escape \x{hhhh} or \xhh at `at` stands for; the place behind it. */
uint32_t ft_widen_hex(ft_ustr pattern, uint32_t at, char16_t *unit);

#endif
