/* Patterns that wait to be tried. The machine code of one pattern is tens of KB, that of all is megabytes: tried as
 * their triggers come, each is fetched from far memory again, which takes longer than it runs. So tries stand in rows,
 * one per rule, and are taken row by row. */
#ifndef FT_TRIES_H
#define FT_TRIES_H

#include <stdbool.h>
#include <stdint.h>

typedef struct {
    uint32_t rule;                 /* index in the handle */
    uint32_t at;                   /* where the match must begin */
    uint32_t near_begin, near_end; /* the trigger */
    uint32_t order;                /* of rule and trigger, in the order of the scan: of one order one match is wanted */
} ft_try;

typedef struct ft_tries ft_tries;
typedef void ft_try_fn(void *context, const ft_try *item);

/* NULL when memory ran out. */
ft_tries *ft_tries_new(uint32_t rule_count);
void ft_tries_free(ft_tries *tries);
/* False, and nothing done, when there is no room: take them first. */
bool ft_tries_add(ft_tries *tries, const ft_try *item);
/* Hand all over, those of a rule in the order they were added, and forget them. */
void ft_tries_take(ft_tries *tries, ft_try_fn *take, void *context);

#endif
