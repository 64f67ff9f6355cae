/* The one pass over a text: dictionary hits, and patterns tried where hits say so. */
#ifndef FT_SCAN_H
#define FT_SCAN_H

#include "match/regex.h"

/* A match of a pattern or a hit of a class with %entity. */
typedef struct {
    struct ft_compiled_rule *rule;
    const ft_row *row;     /* of a dictionary hit, else NULL */
    const size_t *ovector; /* of a pattern match, else NULL */
    uint32_t begin, end;
    uint32_t near_begin, near_end;
} ft_hit;

/* Called for each, in the order of the triggers. Returns where the rule may be tried again: normally hit->end. */
typedef void ft_hit_fn(void *context, const ft_hit *hit);

/* State per rule of one scan: room for rules->rule_count items, zeroed by the scan. */
typedef struct {
    uint32_t tried;   /* trigger position + 1 last tried */
    uint32_t covered; /* end of its last match */
} ft_scan_state;

/* What the rules that are tried at one place ask for in turn. Places are + 1, 0 for none yet. */
typedef struct {
    uint32_t back_at[FT_BACK_NAME + 1], back_from[FT_BACK_NAME + 1];
    uint32_t gate_at;
    const ft_pack *gate_pack;
    const uint64_t *gate;       /* NULL: open */
    const uint8_t *lead, *next; /* NULL: whatever follows will do */
} ft_scan_memo;

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
    bool broken; /* out: a limit was hit somewhere */
    ft_scan_memo memo;
} ft_scan;

void ft_scan_run(ft_scan *scan);

#endif
