/* Where a match of which rules may begin: the gates of a pack (rule/build_gates.c), asked for all rules at once before
 * any pattern is tried. */
#ifndef FT_GATE_H
#define FT_GATE_H

#include "rule/pack.h"

typedef struct {
    uint32_t at;                       /* place + 1 */
    uint64_t rules[FT_RULE_WORDS_MAX]; /* the set that a match may begin with */
} ft_gate;

/* The beginnings before a trigger that rules of one ft_back are tried at. */
typedef struct {
    uint32_t trigger; /* + 1 */
    uint32_t from;
    uint64_t begins; /* bit i: from + i */
    uint64_t rules[FT_RULE_WORDS_MAX];
} ft_gate_back;

/* What was found for the last places and triggers: many rules ask for the same. */
enum { FT_GATE_PLACES = 64 };
typedef struct {
    const ft_pack *pack;
    const char16_t *text; /* ends with a 0 */
    ft_gate place[FT_GATE_PLACES];
    ft_gate_back back[FT_BACK_COUNT];
} ft_gates;

void ft_gates_init(ft_gates *gates, const ft_pack *pack, const char16_t *text);
/* The rules that may match there, by the unit before, the digits and the unit behind them. Valid until places further
 * on than FT_GATE_PLACES are asked for. */
const uint64_t *ft_gate_at(ft_gates *gates, uint32_t at);
/* Not for FT_BACK_NONE. */
const ft_gate_back *ft_gate_before(ft_gates *gates, ft_back back, uint32_t trigger);
/* May a match of the rule (its number in the pack) begin there? Its automaton reads as much of the text as it must;
 * text[count] is 0. */
bool ft_gate_open(const ft_pack *pack, uint32_t rule, const char16_t *text, uint32_t at, uint32_t count);

#endif
