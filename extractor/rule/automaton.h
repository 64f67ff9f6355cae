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

enum { FT_DIGITS_DIFFER = UINT16_MAX };
typedef struct {
    uint32_t step;   /* the first one, which begins with unit 0 */
    uint16_t digits; /* where all digits lead to, if that is the same state */
    uint16_t pad;
} ft_state;

typedef struct {
    struct {
        ft_step *items;
        size_t count, capacity;
    } steps;
    struct { /* from FT_STATE_FIRST; the last one is the end of the steps */
        ft_state *items;
        size_t count, capacity;
    } states;
} ft_automaton;

/* False: it cannot be told, and every match may begin anywhere. */
bool ft_automaton_make(ft_arena *arena, ft_ustr pattern, ft_automaton *automaton);

/* Where a unit leads to from the state with these steps, of which the state behind it has the next ones. */
static inline uint16_t ft_state_next(const ft_step *steps, const ft_state *state, char16_t unit) {
    if (unit >= '0' && unit <= '9' && state->digits != FT_DIGITS_DIFFER) return state->digits;
    const ft_step *step = steps + state[0].step;
    for (uint32_t count = state[1].step - state[0].step; count > 1;) {
        uint32_t half = count / 2;
        step += step[half].from <= unit ? half : 0;
        count -= half;
    }
    return step->to;
}

#endif
