/* The one pass over a text: dictionary hits, and patterns tried where hits say so. */
#ifndef FT_SCAN_H
#define FT_SCAN_H

#include "match/gate.h"
#include "match/regex.h"

/* A match of a pattern or a hit of a class with %entity. */
typedef struct {
    struct ft_compiled_rule *rule;
    const ft_row *row;     /* of a dictionary hit, else NULL */
    const size_t *ovector; /* of a pattern match, else NULL */
    uint32_t begin, end;
    uint32_t near_begin, near_end;
} ft_hit;

/* Called for each, in the order of the triggers. Returns where the rule may be tried again: the end of the hit, or of
 * what the value function took of it. */
typedef uint32_t ft_hit_fn(void *context, const ft_hit *hit);

/* State per rule of one scan: room for rules->rule_count items, zeroed by the scan. */
typedef struct {
    uint32_t tried;   /* trigger position + 1 last tried */
    uint32_t covered; /* end of its last match */
} ft_scan_state;

typedef struct {
    const fintag_rules *rules;
    const char16_t *text;  /* text[count] is 0 */
    const uint64_t *upper; /* bit i: unit i was upper case as written */
    uint32_t count;
    ft_regex *regex;
    ft_scan_state *state;
    bool numbers; /* also rules with `when numbers` */
    ft_hit_fn *emit;
    void *context;
    bool broken;         /* out: a limit was hit somewhere */
    uint32_t first_rule; /* of the pack at hand */
    ft_gates gates;
} ft_scan;

void ft_scan_run(ft_scan *scan);

#endif
