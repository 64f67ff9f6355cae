/* Gates: how a match of each pattern may begin, so that a try which must fail is not made. Each pattern has an
 * automaton (rule/automaton.h); what these say of a run of digits and the unit behind it stands beside in a table, in
 * which one look-up answers for all rules. */
#include <stdlib.h>

#include "base/error.h"
#include "rule/build.h"
#include "rule/unit_set.h"

typedef struct {
    ft_builder *b;
    uint32_t rules, words; /* words of 64 bits, for one bit per rule */
    ft_arena arena;
    ft_automaton *automata; /* per rule */
    uint32_t *breaks;       /* units between two of them are the same to all; the first is 0 */
    uint32_t break_count;
    uint64_t *masks; /* [break][row][words] */
} gates;

/* ---- Automata ---------------------------------------------------------------------------------------------------- */

static void make_automaton(gates *g, uint32_t rule, const ft_packed_rule *packed, const char16_t *units) {
    ft_builder *b = g->b;
    ft_arena arena = {0};
    ft_automaton made = {0}, *kept = &g->automata[rule];
    ft_state_words words = {0};
    ft_ustr pattern = {units + packed->pattern, packed->pattern_len};
    uint32_t first = UINT32_MAX;
    if (!packed->dictionary && ft_automaton_make(&arena, pattern, &made) && ft_automaton_pack(&arena, &made, &words)) {
        first = ft_build_put(b, FT_PACK_STATES, words.items, words.count, sizeof *words.items);
        kept->steps.count = made.steps.count;
        kept->steps.items = ft_alloc(&g->arena, made.steps.count * sizeof *made.steps.items);
        kept->states.items = ft_alloc(&g->arena, made.states.count * sizeof *made.states.items);
        kept->states.count = made.states.count;
        b->failed |= g->arena.failed;
    }
    if (first != UINT32_MAX && !b->failed) {
        memcpy(kept->steps.items, made.steps.items, made.steps.count * sizeof *made.steps.items);
        memcpy(kept->states.items, made.states.items, made.states.count * sizeof *made.states.items);
    }
    ft_build_put(b, FT_PACK_FIRSTS, &first, 1, sizeof first);
    ft_arena_free(&arena);
}

/* Without states it may match anywhere. The end of the steps is no state. */
static uint32_t count_states(const ft_automaton *a) {
    return a->states.count ? (uint32_t)a->states.count - 1 : 0;
}

static bool find_breaks(gates *g) {
    bool *told = calloc(FT_UNITS_END, sizeof *told);
    if (!told) return false;
    told[0] = true;
    for (uint32_t r = 0; r < g->rules; r++)
        for (size_t i = 0; i < g->automata[r].steps.count; i++) told[g->automata[r].steps.items[i].from] = true;
    for (uint32_t u = 0; u < FT_UNITS_END; u++)
        if (told[u]) g->breaks[g->break_count++] = u;
    free(told);
    return true;
}

/* ---- The table --------------------------------------------------------------------------------------------------- */

static size_t mask_size(const gates *g) {
    return (size_t)FT_GATE_ROWS * g->words;
}

/* From any of the states, which are bytes: the units that lead on, as bits of the row. */
static void open_row(gates *g, uint32_t rule, const uint8_t *in, uint32_t row) {
    const ft_automaton *a = &g->automata[rule];
    for (uint32_t s = FT_STATE_OPEN; s < count_states(a) + FT_STATE_FIRST; s++) {
        if (!in[s]) continue;
        bool open = s == FT_STATE_OPEN; /* has no steps; an automaton that can't be told has nothing else */
        uint32_t step = open ? 0 : a->states.items[s - FT_STATE_FIRST];
        uint32_t end = open ? 0 : a->states.items[s - FT_STATE_FIRST + 1];
        for (uint32_t i = 0; i < g->break_count; i++) {
            while (step + 1 < end && a->steps.items[step + 1].from <= g->breaks[i]) step++;
            if (open || a->steps.items[step].to != FT_STATE_CLOSED)
                g->masks[i * mask_size(g) + row * g->words + rule / 64] |= (uint64_t)1 << (rule % 64);
        }
    }
}

/* The states behind any unit from `first` up to `last` are added to a set of them. */
static void take(const ft_automaton *a, const uint8_t *in, uint32_t first, uint32_t last, uint8_t *out) {
    out[FT_STATE_OPEN] |= in[FT_STATE_OPEN];
    for (uint32_t s = 0; s < count_states(a); s++) {
        uint32_t behind = a->states.items[s + 1];
        if (!in[s + FT_STATE_FIRST]) continue;
        for (uint32_t i = a->states.items[s]; i < behind && a->steps.items[i].from <= last; i++) {
            uint32_t end = i + 1 < behind ? a->steps.items[i + 1].from : FT_UNITS_END;
            if (end > first) out[a->steps.items[i].to] = 1;
        }
    }
}

/* Sets of states of one rule. */
typedef struct {
    uint8_t *now, *point, *more, *scratch;
} state_sets;

/* One stretch: the rows for 0 digits and a unit, 1 digit and a unit, and so on. */
static void open_stretch(gates *g, uint32_t rule, const state_sets *sets, uint8_t *now, uint32_t first_row) {
    const ft_automaton *a = &g->automata[rule];
    for (uint32_t digits = 0; digits <= FT_GATE_DIGITS; digits++) {
        open_row(g, rule, now, first_row + digits);
        if (!first_row) {
            take(a, now, '.', '.', sets->point);
            take(a, now, 0, '.' - 1, sets->more);
            take(a, now, '.' + 1, '0' - 1, sets->more);
            take(a, now, '9' + 1, FT_UNITS_END - 1, sets->more);
        }
        memset(sets->scratch, 0, count_states(a) + FT_STATE_FIRST);
        take(a, now, '0', '9', sets->scratch);
        memcpy(now, sets->scratch, count_states(a) + FT_STATE_FIRST);
    }
}

static void open_rule(gates *g, uint32_t rule) {
    const ft_automaton *a = &g->automata[rule];
    size_t size = count_states(a) + FT_STATE_FIRST;
    uint8_t *room = calloc(size, 4);
    g->b->failed |= !room;
    if (!room) return;
    state_sets sets = {room, room + size, room + 2 * size, room + 3 * size};
    for (uint32_t i = 0; i < g->break_count; i++) {
        uint16_t state = a->states.count ? ft_automaton_next(a, 0, (char16_t)g->breaks[i]) : FT_STATE_OPEN;
        sets.now[state] = 1;
        if (state != FT_STATE_CLOSED)
            g->masks[i * mask_size(g) + FT_GATE_BEFORE * g->words + rule / 64] |= (uint64_t)1 << (rule % 64);
    }
    open_stretch(g, rule, &sets, sets.now, 0);
    open_stretch(g, rule, &sets, sets.point, FT_GATE_POINT);
    open_stretch(g, rule, &sets, sets.more, FT_GATE_MORE);
    free(room);
}

/* ---- Kinds ------------------------------------------------------------------------------------------------------- */

static bool same_kind(const gates *g, uint32_t a, uint32_t b) {
    size_t masks = mask_size(g);
    return memcmp(g->masks + a * masks, g->masks + b * masks, masks * sizeof *g->masks) == 0;
}

static uint64_t kind_hash(const gates *g, uint32_t at) {
    size_t masks = mask_size(g);
    uint64_t hash = 0;
    for (size_t i = 0; i < masks; i++) hash = (hash ^ hash >> 29 ^ g->masks[at * masks + i]) * 0x9E3779B97F4A7C15u;
    return hash;
}

/* Units that all rules treat the same share a kind: there are some hundred. */
static void put_kinds(gates *g) {
    size_t size = (size_t)1 << 17, masks = mask_size(g);      /* more than twice the units */
    uint32_t *table = calloc(size, sizeof *table), kinds = 0; /* break + 1 that was first of its kind */
    uint16_t *kind = calloc(FT_UNITS_END, sizeof *kind);
    g->b->failed |= !table || !kind;
    for (uint32_t at = 0; !g->b->failed && at < g->break_count; at++) {
        size_t slot = kind_hash(g, at) >> 47;
        while (table[slot] && !same_kind(g, table[slot] - 1, at)) slot = (slot + 1) % size;
        uint32_t number = table[slot] ? kind[g->breaks[table[slot] - 1]] : kinds;
        if (!table[slot]) {
            table[slot] = at + 1;
            kinds++;
            ft_build_put(g->b, FT_PACK_GATES, g->masks + at * masks, masks, sizeof *g->masks);
        }
        uint32_t end = at + 1 < g->break_count ? g->breaks[at + 1] : FT_UNITS_END;
        for (uint32_t u = g->breaks[at]; u < end; u++) kind[u] = (uint16_t)number;
    }
    if (!g->b->failed) ft_build_put(g->b, FT_PACK_KINDS, kind, FT_UNITS_END, sizeof *kind);
    free(table);
    free(kind);
}

fintag_status ft_build_gates(ft_builder *b) {
    const ft_packed_rule *rules = (const void *)b->section[FT_PACK_RULES].ptr;
    uint32_t count = (uint32_t)(b->section[FT_PACK_RULES].len / sizeof *rules);
    gates g = {.b = b, .rules = count, .words = (count + 63) / 64};
    g.automata = calloc(count + 1, sizeof *g.automata);
    g.breaks = calloc(FT_UNITS_END, sizeof *g.breaks);
    b->failed |= !g.automata || !g.breaks;
    for (uint32_t r = 0; r < count && !b->failed; r++)
        make_automaton(&g, r, &rules[r], (const void *)b->section[FT_PACK_UNITS].ptr);
    b->failed |= b->failed || !find_breaks(&g);
    g.masks = calloc(g.break_count * mask_size(&g) + 1, sizeof *g.masks);
    b->failed |= !g.masks;
    for (uint32_t r = 0; r < count && !b->failed; r++) open_rule(&g, r);
    if (!b->failed) put_kinds(&g);
    free(g.automata);
    ft_arena_free(&g.arena);
    free(g.breaks);
    free(g.masks);
    return b->failed ? ft_fail_memory(b->err) : FINTAG_OK;
}
