/* The one pass over a text: dictionary hits, and patterns tried where hits say so. */
#ifndef FT_SCAN_H
#define FT_SCAN_H

#include "match/gate.h"
#include "match/regex.h"
#include "match/tries.h"

/* A match of a pattern or a hit of a class with %entity. */
typedef struct {
    struct ft_compiled_rule *rule;
    const ft_row *row;     /* of a dictionary hit, else NULL */
    const size_t *ovector; /* of a pattern match, else NULL */
    uint32_t begin, end;
    uint32_t near_begin, near_end;
    uint32_t order; /* from 1; of the place where the scan met it, and there of its rule */
} ft_hit;

/* Called for each: those of a rule in text order, those of different rules in any. Returns where the rule may be tried
 * again: the end of the hit, or of what the value function took of it. */
typedef uint32_t ft_hit_fn(void *context, const ft_hit *hit);

/* State per rule of one scan: room for rules->rule_count items, zeroed by the scan. */
typedef struct {
    uint32_t queued;  /* trigger position + 1 last put in the queue */
    uint32_t done;    /* order of its last match */
    uint32_t covered; /* end of its last match */
} ft_scan_state;

typedef struct {
    const fintag_rules *rules;
    const char16_t *text;  /* text[count] is 0 */
    const uint64_t *upper; /* bit i: unit i was upper case as written */
    uint32_t count;
    ft_regex *regex;
    ft_tries *tries;
    ft_scan_state *state;
    bool numbers; /* also rules with `when numbers` */
    ft_hit_fn *emit;
    void *context;
    bool broken;         /* out: a limit was hit somewhere */
    uint32_t orders;     /* out: the highest order given */
    uint32_t first_rule; /* of the pack at hand */
    ft_gates gates;
} ft_scan;

void ft_scan_run(ft_scan *scan);

#endif
