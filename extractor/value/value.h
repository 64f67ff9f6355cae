/* Value functions: from a match to a value, or to the reason why there is none.
 *
 * To add one: a line in value/kinds.h, a function of this type in value/ or link/, a rule that calls it. It must not
 * look at other candidates: those are not selected yet. What depends on them (the date last named, the company of a
 * bare code) is done by the settle step of its type, after selection (see engine/doc.c). */
#ifndef FT_VALUE_H
#define FT_VALUE_H

#include "base/arena.h"
#include "match/candidate.h"
#include "rule/slots.h"
#include "text/fold.h"

/* A moment on the proleptic Gregorian calendar, with or without time of day and zone. */
typedef struct {
    int32_t year;
    int8_t month, day, hour, minute, second; /* month and day from 1 */
    bool has_time, has_zone;
    int16_t zone; /* minutes east of UTC */
} ft_moment;

typedef enum { FT_REGION_CN, FT_REGION_HK, FT_REGION_TW, FT_REGION_US } ft_region;

/* What a value function may look at. Shared by all candidates of one document. */
typedef struct {
    const fintag_rules *rules;
    ft_arena *arena;       /* values live here */
    const ft_folded *text; /* matching form of title '\n' text */
    uint32_t body;         /* first unit of the text field */
    bool has_published;
    ft_moment published;
    ft_region region; /* whose usage an unmarked 元, 兆, 1/10 follows; from script, tickers and words */
    bool traditional;
    bool english; /* mostly Latin letters */
    bool numbers; /* bare numbers are wanted */
} ft_context;

typedef struct ft_compiled_rule ft_compiled_rule;

/* One match of one pattern. */
typedef struct {
    const ft_context *context;
    const ft_compiled_rule *rule;
    const size_t *ovector;         /* PCRE2 offsets, in units of context->text->unit */
    uint32_t begin, end;           /* the whole match */
    uint32_t near_begin, near_end; /* the trigger hit */
} ft_match;

/* Text of a named group; ptr NULL when the group is not in the rule or did not take part. */
ft_ustr ft_slot_text(const ft_match *match, ft_slot slot);
/* Its first unit in the text, or UINT32_MAX. */
uint32_t ft_slot_begin(const ft_match *match, ft_slot slot);
/* Argument `key=...` of the rule's value line, in UTF-8; absent when not given. */
fintag_str ft_match_arg(const ft_match *match, const char *key);

/* Fill candidate->value and, where the span should differ from the whole match, candidate->begin and end (set to the
 * match before the call). Returns NULL when there is a value, else a static text with the reason of the rejection. Out
 * of memory shows in arena->failed; any return will do then. */
typedef const char *ft_value_fn(const ft_match *match, ft_candidate *candidate);

#endif
