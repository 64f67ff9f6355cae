/* How far a text agrees with a pattern, told state by state without trying the pattern. */
#ifndef FT_AUTOMATON_H
#define FT_AUTOMATON_H

#include "base/arena.h"
#include "base/str.h"

/* Unit by unit, beginning with the one before the match, from the state FT_STATE_FIRST until it is closed, no match may
 * begin so, or open: one may. */
enum { FT_STATE_CLOSED, FT_STATE_OPEN, FT_STATE_FIRST };

/* From this unit to that of the next step. */
typedef struct {
    char16_t from;
    uint16_t to;
} ft_step;

typedef struct {
    struct {
        ft_step *items;
        size_t count, capacity;
    } steps;
    struct { /* the first step of each state from FT_STATE_FIRST, which begins with unit 0; the last is their end */
        uint32_t *items;
        size_t count, capacity;
    } states;
} ft_automaton;

/* False: it cannot be told, and every match may begin anywhere. */
bool ft_automaton_make(ft_arena *arena, ft_ustr pattern, ft_automaton *automaton);
/* Where a unit leads to from the state with this index. */
uint16_t ft_automaton_next(const ft_automaton *automaton, uint32_t index, char16_t unit);

/* An automaton for use: the number of a state is the place of its words, by FT_STATE_WORDS. They are
 *   where all digits lead to, or FT_DIGITS_DIFFER; the size of the table as a power of two << 8 | the number of steps;
 *   the steps: from this unit on, to; the table: units by hash and where they lead to instead, 0 for free. */
enum { FT_STATE_WORDS = 4, FT_DIGITS_DIFFER = UINT16_MAX };
typedef struct {
    uint16_t *items;
    size_t count, capacity;
} ft_state_words;

/* False when it is too large, or memory ran out. */
bool ft_automaton_pack(ft_arena *arena, const ft_automaton *automaton, ft_state_words *words);

static inline uint32_t ft_state_slot(char16_t unit, uint32_t size) {
    return (uint32_t)(uint16_t)(unit * 0x9E3Bu) >> (16 - size);
}
static inline uint16_t ft_state_next(const uint16_t *states, uint16_t state, char16_t unit) {
    const uint16_t *words = states + (size_t)state * FT_STATE_WORDS, *step = words + 2;
    if (unit >= '0' && unit <= '9' && words[0] != FT_DIGITS_DIFFER) return words[0];
    const uint16_t *table = step + 2 * (words[1] & 0xFF);
    uint32_t size = words[1] >> 8, mask = ((uint32_t)1 << size) - 1;
    for (uint32_t slot = ft_state_slot(unit, size); table[2 * slot]; slot = (slot + 1) & mask)
        if (table[2 * slot] == unit) return table[2 * slot + 1];
    while (step + 2 < table && step[2] <= unit) step += 2;
    return step[1];
}

#endif
