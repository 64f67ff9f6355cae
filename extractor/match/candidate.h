/* A candidate: the claim of a rule or dictionary entry on a stretch of text. */
#ifndef FT_CANDIDATE_H
#define FT_CANDIDATE_H

#include "rule/rules.h"

struct ft_quantity; /* value/quantity.h */
struct ft_date;     /* value/date.h */
struct ft_ident;    /* value/ident.h: a ticker */
struct ft_named;    /* link/named.h: a company, organization or index */

typedef struct {
    uint32_t begin, end; /* units of the matching form */
    fintag_type type;
    fintag_fate fate;
    uint32_t rule;    /* index of the rule; for a dictionary hit the pseudo-rule of its class, "company.dictionary" */
    int32_t priority; /* from the rule or class; a value function may lower or raise it */
    uint32_t lost_to; /* index into the candidates, when fate is FINTAG_LOST */
    uint32_t order;   /* of the hit: see ft_hit */
    float confidence; /* 0-1: 0.9 from the rule unless said; a value function or the linker may set it */
    const ft_row *entry; /* dictionary row of a dictionary hit, else NULL */
    const char *reason;  /* static text: why rejected, or by which weight it lost */
    union {
        struct ft_quantity *quantity;
        struct ft_date *date;
        struct ft_ident *ident;
        struct ft_named *named;
    } value; /* by type; in the document's arena */
} ft_candidate;

#endif
