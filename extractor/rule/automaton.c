#include "rule/automaton.h"

#include <stdlib.h>

#include "rule/net.h"

/* A state is the set of places in the net that a text may have come to. Which units are told apart is a matter of the
 * whole pattern: between two breaks all are the same, and sets of units are bits, one for each such stretch. A negative
 * look ahead runs beside the place that it was met at, as a state of its own, until it has matched or cannot any more.
 */

enum { STATES_MAX = 2048, SLOTS = 4 * STATES_MAX, SEEN_SIZE = 1 << 16, MEMO = 64, UNKNOWN = UINT16_MAX };

/* A node that takes a unit, or the end; and a state of `never`, or 0, that must not come to its end. */
typedef struct {
    uint32_t node, never;
} place;

typedef struct {
    place *items;
    size_t count, capacity;
} places;

typedef struct {
    uint32_t first, count; /* of its places */
    uint64_t hash;
    uint16_t *steps; /* of `never`: where each stretch leads to, if known yet */
} state;

/* States are numbered from FT_STATE_FIRST. */
typedef struct {
    places places;
    struct {
        state *items;
        size_t count, capacity;
    } states;
    uint32_t *slots; /* numbers of states by hash */
    struct {
        place place;
        uint32_t search;
    } * seen;
    uint32_t searches;
} family;

typedef struct {
    ft_arena *arena;
    const ft_net *net;
    ft_automaton *out;
    char16_t *breaks;
    uint32_t stretches, words;
    uint64_t *bits; /* of each set */
    family main, never;
    places stack;
    uint32_t *begins; /* per stretch: where its targets begin */
    place *targets;   /* places to go on with */
    size_t targets_capacity;
    bool looked_back; /* the last search asked for the unit before */
    bool failed;
} maker;

/* ---- Stretches --------------------------------------------------------------------------------------------------- */

static bool find_breaks(maker *m) {
    bool *told = ft_alloc_zero(m->arena, FT_UNITS_END + 1);
    if (!told) return false;
    told[0] = told[1] = true;
    for (size_t s = 0; s < m->net->sets.count; s++)
        for (size_t i = 0; i < m->net->sets.items[s].count; i++)
            told[m->net->sets.items[s].items[i].first] = told[m->net->sets.items[s].items[i].end] = true;
    m->breaks = ft_alloc(m->arena, FT_UNITS_END * sizeof *m->breaks);
    if (!m->breaks) return false;
    for (uint32_t u = 0; u < FT_UNITS_END; u++)
        if (told[u]) m->breaks[m->stretches++] = (char16_t)u;
    m->words = (m->stretches + 63) / 64;
    return true;
}

static bool fill_bits(maker *m) {
    m->bits = ft_alloc_zero(m->arena, m->net->sets.count * m->words * sizeof *m->bits);
    if (!m->bits) return false;
    for (size_t s = 0; s < m->net->sets.count; s++) {
        const ft_unit_set *set = &m->net->sets.items[s];
        uint64_t *bits = m->bits + s * m->words;
        size_t range = 0;
        for (uint32_t i = 0; i < m->stretches; i++) {
            while (range < set->count && set->items[range].end <= m->breaks[i]) range++;
            if (range < set->count && set->items[range].first <= m->breaks[i]) bits[i / 64] |= (uint64_t)1 << (i % 64);
        }
    }
    return true;
}

static bool has(const maker *m, uint32_t set, uint32_t stretch) {
    return m->bits[(size_t)set * m->words + stretch / 64] >> (stretch % 64) & 1;
}

/* ---- Searching --------------------------------------------------------------------------------------------------- */

static void push(maker *m, places *to, place p) {
    place *at = FT_PUSH(m->arena, to);
    m->failed |= !at;
    if (at) *at = p;
}

static bool seen_before(maker *m, family *f, place p) {
    uint32_t slot = (p.node * 0x9E3779B1u ^ p.never * 0x85EBCA6Bu) >> 16, tried = 0;
    for (; f->seen[slot].search == f->searches; slot = (slot + 1) % SEEN_SIZE) {
        if (f->seen[slot].place.node == p.node && f->seen[slot].place.never == p.never) return true;
        m->failed |= ++tried > SEEN_SIZE / 2;
        if (m->failed) return true;
    }
    f->seen[slot].place = p;
    f->seen[slot].search = f->searches;
    return false;
}

static uint32_t join_never(maker *m, uint32_t never, uint32_t node, uint32_t stretch);

/* Where one gets from the places on the stack, from `low` up, without taking a unit; true when that is the end. They
 * are added to those of the family. */
static bool follow(maker *m, family *f, size_t low, uint32_t stretch) {
    f->searches++;
    while (m->stack.count > low && !m->failed) {
        place p = m->stack.items[--m->stack.count];
        if (seen_before(m, f, p)) continue;
        const ft_net_node *node = &m->net->nodes.items[p.node];
        uint32_t never;
        if (node->kind == FT_NET_END && !p.never) {
            m->stack.count = low;
            return true;
        }
        switch (node->kind) {
        case FT_NET_END:
        case FT_NET_UNIT: push(m, &f->places, p); break;
        case FT_NET_FORK:
            push(m, &m->stack, (place){node->other, p.never});
            push(m, &m->stack, (place){node->next, p.never});
            break;
        case FT_NET_BEHIND:
            m->looked_back = true;
            if (has(m, node->set, stretch)) push(m, &m->stack, (place){node->next, p.never});
            break;
        case FT_NET_NEVER:
            never = join_never(m, p.never, node->other, stretch);
            if (never != FT_STATE_OPEN) push(m, &m->stack, (place){node->next, never});
            break;
        }
    }
    return false;
}

static int in_order(const void *left, const void *right) {
    return memcmp(left, right, sizeof(place));
}

static uint32_t sort_places(place *items, uint32_t count) {
    uint32_t kept = 0;
    qsort(items, count, sizeof *items, in_order);
    for (uint32_t i = 0; i < count; i++)
        if (!kept || in_order(&items[kept - 1], &items[i]) != 0) items[kept++] = items[i];
    return kept;
}

/* The state whose places are the last ones from `first` on; FT_STATE_CLOSED for no places, `full` when there are too
 * many states. */
static uint32_t number_of(maker *m, family *f, size_t first, uint32_t full) {
    if (f->places.count == first) return FT_STATE_CLOSED;
    place *items = f->places.items + first;
    state new = {(uint32_t)first, sort_places(items, (uint32_t)(f->places.count - first)), 0, NULL};
    for (uint32_t i = 0; i < new.count; i++)
        new.hash = (new.hash ^ ((uint64_t)items[i].node << 32 | items[i].never)) * 0x9E3779B97F4A7C15u;
    uint32_t slot = (uint32_t)(new.hash >> 32) % SLOTS;
    f->places.count = first;
    for (; f->slots[slot]; slot = (slot + 1) % SLOTS) {
        const state *old = &f->states.items[f->slots[slot] - FT_STATE_FIRST];
        if (old->hash == new.hash &&
            old->count == new.count &&memcmp(f->places.items + old->first, items, new.count * sizeof *items) == 0)
            return f->slots[slot];
    }
    state *at = f->states.count < STATES_MAX ? FT_PUSH(m->arena, &f->states) : NULL;
    if (!at) return full;
    *at = new;
    f->places.count = first + new.count;
    return f->slots[slot] = (uint32_t)f->states.count - 1 + FT_STATE_FIRST;
}

/* ---- Looks ahead ------------------------------------------------------------------------------------------------- */

/* What must not match, and neither what begins at the node; FT_STATE_OPEN when that matches already. */
static uint32_t join_never(maker *m, uint32_t never, uint32_t node, uint32_t stretch) {
    family *f = &m->never;
    size_t first = f->places.count, low = m->stack.count;
    state old = never ? f->states.items[never - FT_STATE_FIRST] : (state){0};
    for (uint32_t i = 0; i < old.count; i++) push(m, &f->places, f->places.items[old.first + i]);
    push(m, &m->stack, (place){node, 0});
    if (!follow(m, f, low, stretch)) return number_of(m, f, first, never);
    f->places.count = first;
    return FT_STATE_OPEN;
}

static uint32_t find_never_step(maker *m, const state *s, uint32_t stretch) {
    family *f = &m->never;
    size_t first = f->places.count, low = m->stack.count;
    for (uint32_t i = 0; i < s->count; i++) {
        const ft_net_node *node = &m->net->nodes.items[f->places.items[s->first + i].node];
        if (has(m, node->set, stretch)) push(m, &m->stack, (place){node->next, 0});
    }
    if (!follow(m, f, low, stretch)) return number_of(m, f, first, FT_STATE_CLOSED);
    f->places.count = first;
    return FT_STATE_OPEN;
}

/* Where the unit leads to that must not match. */
static uint32_t never_step(maker *m, uint32_t never, uint32_t stretch) {
    if (!never) return FT_STATE_CLOSED;
    state s = m->never.states.items[never - FT_STATE_FIRST];
    if (!s.steps) {
        s.steps = ft_alloc(m->arena, m->stretches * sizeof *s.steps);
        m->failed |= !s.steps;
        if (!s.steps) return FT_STATE_CLOSED;
        memset(s.steps, 0xFF, m->stretches * sizeof *s.steps);
        m->never.states.items[never - FT_STATE_FIRST].steps = s.steps;
    }
    if (s.steps[stretch] == UNKNOWN) s.steps[stretch] = (uint16_t)find_never_step(m, &s, stretch);
    return s.steps[stretch];
}

/* ---- Steps ------------------------------------------------------------------------------------------------------- */

/* For each stretch the targets of the state's places: counted, or put where m->begins says. */
static void spread(maker *m, const state *s, bool count) {
    for (uint32_t i = 0; i < s->count; i++) {
        place p = m->main.places.items[s->first + i];
        const ft_net_node *node = &m->net->nodes.items[p.node];
        for (uint32_t stretch = 0; stretch < m->stretches; stretch++) {
            if (node->kind == FT_NET_UNIT) {
                uint64_t bits = m->bits[(size_t)node->set * m->words + stretch / 64] >> (stretch % 64);
                if (!bits) stretch |= 63;
                if (!(bits & 1)) continue;
            }
            uint32_t never = never_step(m, p.never, stretch);
            if (never == FT_STATE_OPEN) continue;
            if (count)
                m->begins[stretch + 1]++;
            else
                m->targets[m->begins[stretch]++] = (place){node->next, never};
        }
    }
}

static bool list_targets(maker *m, const state *s) {
    memset(m->begins, 0, (m->stretches + 1) * sizeof *m->begins);
    spread(m, s, true);
    for (uint32_t i = 0; i < m->stretches; i++) m->begins[i + 1] += m->begins[i];
    size_t total = m->begins[m->stretches];
    if (total > m->targets_capacity) {
        m->targets = ft_alloc(m->arena, total * 2 * sizeof *m->targets);
        m->targets_capacity = m->targets ? total * 2 : 0;
    }
    if (total && !m->targets) return false;
    spread(m, s, false);
    return true;
}

static uint32_t state_behind(maker *m, const place *targets, uint32_t count, uint32_t stretch) {
    size_t first = m->main.places.count;
    m->looked_back = false;
    for (uint32_t i = 0; i < count; i++) push(m, &m->stack, targets[i]);
    if (!follow(m, &m->main, 0, stretch)) return number_of(m, &m->main, first, FT_STATE_OPEN);
    m->main.places.count = first;
    return FT_STATE_OPEN;
}

static void put_step(maker *m, uint32_t stretch, uint32_t to) {
    if (stretch && m->out->steps.items[m->out->steps.count - 1].to == to) return;
    ft_step *step = FT_PUSH(m->arena, &m->out->steps);
    m->failed |= !step;
    if (step) *step = (ft_step){m->breaks[stretch], (uint16_t)to};
}

/* Where the steps of the next state begin. */
static bool begin_state(ft_arena *arena, ft_automaton *a) {
    uint32_t *first = FT_PUSH(arena, &a->states);
    if (first) *first = (uint32_t)a->steps.count;
    return first;
}

/* The steps of one state. Stretches with the same targets lead to the same state. */
static void put_steps(maker *m, state s) {
    struct {
        uint32_t begin, count, to;
    } memo[MEMO] = {0};
    m->failed |= !begin_state(m->arena, m->out) || !list_targets(m, &s);
    for (uint32_t i = 0, begin = 0; i < m->stretches && !m->failed; i++) {
        uint32_t count = m->begins[i] - begin, to = FT_STATE_CLOSED; /* they have moved on to the end */
        const place *targets = m->targets + begin;
        uint32_t hash = count;
        for (uint32_t k = 0; k < count; k++) hash = (hash ^ targets[k].node ^ targets[k].never << 20) * 0x9E3779B1u;
        uint32_t slot = hash >> 26;
        if (count && memo[slot].count == count &&
            memcmp(m->targets + memo[slot].begin, targets, count * sizeof *targets) == 0) {
            to = memo[slot].to;
        } else if (count) {
            to = state_behind(m, targets, count, i);
            if (!m->looked_back) memo[slot].begin = begin, memo[slot].count = count, memo[slot].to = to;
        }
        put_step(m, i, to);
        begin = m->begins[i];
    }
}

/* ---- Merging ----------------------------------------------------------------------------------------------------- */

/* States that lead to the same for all texts become one: many differ in what matters no more. `class` is what is known
 * so far, of each state's number. */
typedef struct {
    const ft_automaton *in;
    const uint16_t *class;
    uint16_t *finer;
} merger;

/* The next step that leads to another class; UINT32_MAX behind the last. */
static uint32_t next_step(const merger *g, uint32_t s, uint32_t step) {
    const ft_step *steps = g->in->steps.items;
    uint32_t end = g->in->states.items[s + 1], from = step;
    while (++step < end)
        if (g->class[steps[step].to] != g->class[steps[from].to]) return step;
    return UINT32_MAX;
}

static bool same_state(const merger *g, uint32_t a, uint32_t b) {
    const ft_step *steps = g->in->steps.items;
    uint32_t i = g->in->states.items[a], k = g->in->states.items[b];
    if (g->class[a + FT_STATE_FIRST] != g->class[b + FT_STATE_FIRST]) return false;
    for (; i != UINT32_MAX && k != UINT32_MAX; i = next_step(g, a, i), k = next_step(g, b, k))
        if (steps[i].from != steps[k].from || g->class[steps[i].to] != g->class[steps[k].to]) return false;
    return i == k;
}

/* The number of classes when states are told apart by the classes of where they lead to. */
static uint32_t refine(const merger *g, uint32_t count, uint32_t *slots) {
    const ft_step *steps = g->in->steps.items;
    uint32_t classes = FT_STATE_FIRST;
    memset(slots, 0, SLOTS * sizeof *slots); /* a state of each class + 1 */
    for (uint32_t s = 0; s < count; s++) {
        uint32_t hash = g->class[s + FT_STATE_FIRST];
        for (uint32_t i = g->in->states.items[s]; i != UINT32_MAX; i = next_step(g, s, i))
            hash = (hash ^ ((uint32_t)steps[i].from << 16 | g->class[steps[i].to])) * 0x9E3779B1u, hash ^= hash >> 15;
        uint32_t slot = hash % SLOTS;
        while (slots[slot] && !same_state(g, slots[slot] - 1, s)) slot = (slot + 1) % SLOTS;
        g->finer[s + FT_STATE_FIRST] = slots[slot] ? g->finer[slots[slot] - 1 + FT_STATE_FIRST] : (uint16_t)classes++;
        if (!slots[slot]) slots[slot] = s + 1;
    }
    return classes;
}

static bool put_merged(ft_arena *arena, const merger *g, uint32_t count, ft_automaton *out) {
    const ft_step *steps = g->in->steps.items;
    uint32_t done = FT_STATE_FIRST;
    for (uint32_t s = 0; s < count; s++) {
        if (g->class[s + FT_STATE_FIRST] != done) continue; /* classes come in the order of their first states */
        done++;
        if (!begin_state(arena, out)) return false;
        for (uint32_t i = g->in->states.items[s]; i != UINT32_MAX; i = next_step(g, s, i)) {
            ft_step *step = FT_PUSH(arena, &out->steps);
            if (!step) return false;
            *step = (ft_step){steps[i].from, g->class[steps[i].to]};
        }
    }
    return begin_state(arena, out);
}

static bool merge(ft_arena *arena, const ft_automaton *in, uint32_t *slots, ft_automaton *out) {
    uint32_t count = (uint32_t)in->states.count - 1, classes = 0, before;
    uint16_t *class = ft_alloc_zero(arena, (count + FT_STATE_FIRST) * sizeof *class);
    uint16_t *finer = ft_alloc_zero(arena, (count + FT_STATE_FIRST) * sizeof *finer);
    if (!class || !finer) return false;
    for (uint32_t i = 0; i < count; i++) class[i + FT_STATE_FIRST] = FT_STATE_FIRST;
    class[FT_STATE_OPEN] = finer[FT_STATE_OPEN] = FT_STATE_OPEN;
    do {
        before = classes;
        classes = refine(&(merger){in, class, finer}, count, slots);
        memcpy(class, finer, (count + FT_STATE_FIRST) * sizeof *class);
    } while (classes != before);
    return put_merged(arena, &(merger){in, class, finer}, count, out);
}

static bool begin_family(maker *m, family *f) {
    f->slots = ft_alloc_zero(m->arena, SLOTS * sizeof *f->slots);
    f->seen = ft_alloc_zero(m->arena, SEEN_SIZE * sizeof *f->seen);
    return f->slots && f->seen;
}

bool ft_automaton_make(ft_arena *arena, ft_ustr pattern, ft_automaton *automaton) {
    ft_net net;
    ft_automaton whole = {0};
    maker m = {.arena = arena, .net = &net, .out = &whole};
    *automaton = (ft_automaton){0};
    if (!ft_net_read(arena, pattern, &net) || !find_breaks(&m) || !fill_bits(&m)) return false;
    m.begins = ft_alloc(arena, (m.stretches + 1) * sizeof *m.begins);
    if (!m.begins || !begin_family(&m, &m.main) || !begin_family(&m, &m.never)) return false;
    push(&m, &m.main.places, (place){net.before, 0});
    number_of(&m, &m.main, 0, FT_STATE_OPEN);
    for (size_t i = 0; i < m.main.states.count && !m.failed; i++) put_steps(&m, m.main.states.items[i]);
    if (m.failed || !begin_state(arena, &whole)) return false;
    return merge(arena, &whole, m.main.slots, automaton) && !arena->failed;
}

uint16_t ft_automaton_next(const ft_automaton *automaton, uint32_t index, char16_t unit) {
    const ft_step *step = automaton->steps.items + automaton->states.items[index];
    for (uint32_t count = automaton->states.items[index + 1] - automaton->states.items[index]; count > 1;) {
        uint32_t half = count / 2;
        step += step[half].from <= unit ? half : 0;
        count -= half;
    }
    return step->to;
}
