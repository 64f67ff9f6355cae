#include "rule/automaton.h"

/* Steps over more units than this stay steps; the others are units of the table. */
enum { NARROW = 4, SIZE_MAX_LOG = 14, UNITS_END = 65536 };

/* The parts of a state. */
typedef struct {
    uint16_t digits;
    uint32_t steps, units; /* how many */
    uint32_t size;         /* of the table, as a power of two */
} parts;

/* Called for each part of a state. */
typedef void part_fn(void *context, bool step, char16_t unit, uint16_t to);

static uint16_t digits_of(const ft_automaton *a, uint32_t s) {
    uint16_t all = ft_automaton_next(a, s, '0');
    for (unsigned digit = 1; digit < 10; digit++)
        if (ft_automaton_next(a, s, (char16_t)(u'0' + digit)) != all) return FT_DIGITS_DIFFER;
    return all;
}

/* Wide steps, and the units in narrow ones that lead elsewhere than the wide step before. */
static void split(const ft_automaton *a, uint32_t s, uint16_t digits, part_fn *take, void *context) {
    uint32_t usual = UINT32_MAX;
    for (uint32_t i = a->states.items[s]; i < a->states.items[s + 1]; i++) {
        ft_step step = a->steps.items[i];
        uint32_t end = i + 1 < a->states.items[s + 1] ? a->steps.items[i + 1].from : UNITS_END;
        if (usual == step.to || (digits != FT_DIGITS_DIFFER && step.from == '0' && end == '9' + 1)) continue;
        if (step.from == 0 || end - step.from > NARROW) {
            take(context, true, step.from, step.to);
            usual = step.to;
            continue;
        }
        for (uint32_t unit = step.from; unit < end; unit++) take(context, false, (char16_t)unit, step.to);
    }
}

static void count_part(void *context, bool step, char16_t unit, uint16_t to) {
    parts *p = context;
    (void)unit;
    (void)to;
    p->steps += step;
    p->units += !step;
}

static uint32_t words_of(const parts *p) {
    uint32_t words = 2 + 2 * p->steps + ((uint32_t)2 << p->size);
    return (words + FT_STATE_WORDS - 1) / FT_STATE_WORDS;
}

static parts parts_of(const ft_automaton *a, uint32_t s) {
    parts p = {.digits = digits_of(a, s)};
    split(a, s, p.digits, count_part, &p);
    while ((uint32_t)3 << p.size < 4 * p.units + 1) p.size++; /* at most three of four are taken */
    return p;
}

typedef struct {
    const uint16_t *numbers;
    uint16_t *step, *table;
    uint32_t size;
} writer;

static void write_part(void *context, bool step, char16_t unit, uint16_t to) {
    writer *w = context;
    uint32_t slot = ft_state_slot(unit, w->size), mask = ((uint32_t)1 << w->size) - 1;
    while (!step && w->table[2 * slot]) slot = (slot + 1) & mask;
    uint16_t *at = step ? w->step : w->table + 2 * slot;
    if (step) w->step += 2;
    at[0] = unit;
    at[1] = w->numbers[to];
}

bool ft_automaton_pack(ft_arena *arena, const ft_automaton *a, ft_state_words *words) {
    uint32_t count = (uint32_t)a->states.count - 1, end = FT_STATE_FIRST;
    uint16_t *numbers = ft_alloc_zero(arena, (count + FT_STATE_FIRST) * sizeof *numbers);
    if (!numbers) return false;
    numbers[FT_STATE_OPEN] = FT_STATE_OPEN;
    for (uint32_t s = 0; s < count; s++) {
        parts p = parts_of(a, s);
        numbers[s + FT_STATE_FIRST] = (uint16_t)end;
        end += words_of(&p);
        if (p.steps > UINT8_MAX || p.size > SIZE_MAX_LOG || end >= FT_DIGITS_DIFFER) return false;
    }
    words->count = words->capacity = (size_t)end * FT_STATE_WORDS;
    words->items = ft_alloc_zero(arena, words->count * sizeof *words->items);
    for (uint32_t s = 0; words->items && s < count; s++) {
        parts p = parts_of(a, s);
        uint16_t *at = words->items + (size_t)numbers[s + FT_STATE_FIRST] * FT_STATE_WORDS;
        writer w = {numbers, at + 2, at + 2 + 2 * (size_t)p.steps, p.size};
        at[0] = p.digits == FT_DIGITS_DIFFER ? p.digits : numbers[p.digits];
        at[1] = (uint16_t)(p.size << 8 | p.steps);
        split(a, s, p.digits, write_part, &w);
    }
    return words->items;
}
