#include "engine/select.h"

#include <stdlib.h>

#include "engine/weights.h"

static int type_rank(fintag_type type) {
    switch (type) {
#define X(type, rank, why) \
    case type: return rank;
        FT_TYPE_RANKS(X)
#undef X
    }
    return 0;
}

/* Positive when a beats b; *why gets the weight that told them apart. */
static int compare(const ft_candidate *a, const ft_candidate *b, const char **why) {
    uint32_t a_len = a->end - a->begin, b_len = b->end - b->begin;
    int a_rank = type_rank(a->type), b_rank = type_rank(b->type);
    *why = "lower priority";
    if (a->priority != b->priority) return a->priority > b->priority ? 1 : -1;
    *why = "shorter";
    if (a_len != b_len) return a_len > b_len ? 1 : -1;
    *why = "lower type rank";
    if (a_rank != b_rank) return a_rank > b_rank ? 1 : -1;
    *why = "begins later";
    if (a->begin != b->begin) return a->begin < b->begin ? 1 : -1;
    *why = "later rule";
    if (a->rule != b->rule) return a->rule < b->rule ? 1 : -1;
    *why = "same claim";
    return 0;
}

typedef struct {
    const ft_candidate *candidate;
    uint32_t index;
} ranked;

static int by_weight(const void *left, const void *right) {
    const ranked *a = left, *b = right;
    const char *why;
    int order = compare(a->candidate, b->candidate, &why);
    if (order) return -order;
    return (a->index > b->index) - (a->index < b->index);
}

static bool reserve(void **at, size_t *capacity, size_t count, size_t size) {
    if (*capacity >= count) return true;
    size_t more = count + count / 2 + 64;
    void *grown = realloc(*at, more * size);
    if (!grown) return false;
    *at = grown;
    *capacity = more;
    return true;
}

/* Take the stretch for candidate `index`, or name the one that holds a part of it. Each unit is held by one candidate,
 * so this costs the length of the claim, which rules bound. */
static uint32_t claim(ft_selector *s, const ft_candidate *candidate, uint32_t index) {
    for (uint32_t at = candidate->begin; at < candidate->end; at++)
        if (s->owner[at]) return s->owner[at] - 1;
    for (uint32_t at = candidate->begin; at < candidate->end; at++) s->owner[at] = index + 1;
    return index;
}

bool ft_select(ft_selector *s, ft_candidates *candidates, uint32_t text_len) {
    size_t live = 0;
    if (!reserve(&s->order, &s->order_capacity, candidates->count, sizeof(ranked))) return false;
    if (!reserve((void **)&s->owner, &s->owner_capacity, (size_t)text_len + 1, sizeof *s->owner)) return false;
    ranked *order = s->order;
    for (size_t i = 0; i < candidates->count; i++)
        if (candidates->items[i].fate == FINTAG_KEPT) order[live++] = (ranked){&candidates->items[i], (uint32_t)i};
    if (live) qsort(order, live, sizeof *order, by_weight);
    memset(s->owner, 0, ((size_t)text_len + 1) * sizeof *s->owner);
    for (size_t i = 0; i < live; i++) {
        uint32_t index = order[i].index;
        ft_candidate *candidate = &candidates->items[index];
        uint32_t winner = claim(s, candidate, index);
        if (winner == index) continue;
        candidate->fate = FINTAG_LOST;
        candidate->lost_to = winner;
        compare(&candidates->items[winner], candidate, &candidate->reason);
    }
    return true;
}

void ft_selector_free(ft_selector *s) {
    free(s->order);
    free(s->owner);
    *s = (ft_selector){0};
}
