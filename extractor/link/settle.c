/* The companies of the article: each once, with its mentions and salience.
 *
 * salience = 0.4 in title + 0.2 in the first 120 code points of the text + 0.4 * mentions / most mentions of any
 * company. */
#include <stdlib.h>

#include "link/names.h"

enum { LEAD = 120 };

typedef struct {
    const ft_candidate *first;
    ft_named *named;
    uint32_t mentions;
    bool in_title, in_lead;
    int salience; /* percent */
} tally;

typedef struct {
    tally *items;
    size_t count, capacity;
} tallies;

static tally *tally_of(const ft_context *context, tallies *all, uint32_t *table, uint32_t mask, ft_candidate *c) {
    fintag_str id = c->value.named->out.id;
    uint32_t slot = ft_id_hash(id) & mask;
    for (; table[slot] && all->items; slot = (slot + 1) & mask)
        if (ft_str_eq(all->items[table[slot] - 1].named->out.id, id)) return &all->items[table[slot] - 1];
    tally *made = FT_PUSH(context->arena, all);
    if (!made) return NULL;
    *made = (tally){.first = c, .named = c->value.named};
    table[slot] = (uint32_t)all->count;
    return made;
}

static int by_salience(const void *left, const void *right) {
    const tally *a = left, *b = right;
    if (a->salience != b->salience) return a->salience > b->salience ? -1 : 1;
    return a->first->begin < b->first->begin ? -1 : 1;
}

static void write_companies(const ft_context *context, tallies *all, ft_companies *companies) {
    uint32_t most = 1;
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].mentions > most) most = all->items[i].mentions;
    for (size_t i = 0; i < all->count; i++) {
        tally *t = &all->items[i];
        t->salience = (t->in_title ? 40 : 0) + (t->in_lead ? 20 : 0) + (int)(40.0 * t->mentions / most + 0.5);
    }
    if (all->count) qsort(all->items, all->count, sizeof *all->items, by_salience);
    for (size_t i = 0; i < all->count; i++) {
        fintag_company *company = FT_PUSH(context->arena, companies);
        if (!company) return;
        *company = (fintag_company){.name = all->items[i].named->out,
                                    .mentions = all->items[i].mentions,
                                    .salience = all->items[i].salience / 100.0};
    }
}

void ft_link_settle(const ft_context *context, ft_candidate *const *kept, size_t count, ft_companies *companies) {
    ft_link_pronouns(context, kept, count);
    tallies all = {0};
    uint32_t size = 64;
    while (size < count * 2) size *= 2;
    uint32_t *table = ft_alloc_zero(context->arena, size * sizeof *table);
    if (!table) return;
    for (size_t i = 0; i < count; i++) {
        ft_candidate *c = kept[i];
        if (c->type != FINTAG_COMPANY || c->fate != FINTAG_KEPT || !c->value.named) continue;
        tally *t = tally_of(context, &all, table, size - 1, c);
        if (!t) return;
        t->mentions++;
        if (c->begin < context->body)
            t->in_title = true;
        else if (c->begin < context->body + LEAD)
            t->in_lead = true;
    }
    write_companies(context, &all, companies);
}
