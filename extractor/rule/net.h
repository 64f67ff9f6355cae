/* A pattern as a net of nodes, which matches wherever the pattern does and in some places more. What PCRE2 holds back
 * (possessive and atomic parts) and what it looks back for further than a unit is left out. */
#ifndef FT_NET_H
#define FT_NET_H

#include "rule/unit_set.h"

typedef enum {
    FT_NET_END,    /* node 0: a match may end here */
    FT_NET_UNIT,   /* takes a unit of the set */
    FT_NET_FORK,   /* either way */
    FT_NET_BEHIND, /* the unit before must be of the set */
    FT_NET_NEVER,  /* what follows must not match `other`, in which there is no such node */
} ft_net_kind;

typedef struct {
    ft_net_kind kind;
    uint32_t set;
    uint32_t next, other;
} ft_net_node;

typedef struct {
    struct {
        ft_net_node *items;
        size_t count, capacity;
    } nodes;
    struct {
        ft_unit_set *items;
        size_t count, capacity;
    } sets;
    uint32_t before; /* takes the unit before the match, whatever it is */
} ft_net;

/* False: the pattern cannot be read, it is too large, or memory ran out. */
bool ft_net_read(ft_arena *arena, ft_ustr pattern, ft_net *net);

#endif
