#include "index/summary.h"

#include <stdlib.h>

#include "base/str.h"
#include "index/moment.h"

typedef struct {
    ft_measure *items;
    size_t count, capacity;
} measure_list;

static void add_measure(ft_arena *arena, measure_list *list, const fintag_quantity *q, fintag_str unit) {
    ft_measured range;
    if (!ft_row_measure(q, &range)) return;
    for (size_t i = 0; i < list->count; i++) {
        ft_measure *m = &list->items[i];
        if (!ft_str_eq(m->range.unit, range.unit) || !ft_str_eq(m->per, q->per) || !ft_str_eq(m->unit, unit)) continue;
        if (range.min < m->range.min) m->range.min = range.min;
        if (range.max > m->range.max) m->range.max = range.max;
        return;
    }
    ft_measure *item = FT_PUSH(arena, list);
    if (item) *item = (ft_measure){range, q->per, unit};
}

size_t ft_summary_measures(ft_arena *arena, const fintag_doc *doc, ft_measure **out) {
    measure_list list = {0};
    size_t count;
    const fintag_entity *entities = fintag_doc_entities(doc, &count);
    for (size_t i = 0; i < count; i++) {
        const fintag_entity *entity = &entities[i];
        if (entity->type == FINTAG_QUANTITY) {
            add_measure(arena, &list, &entity->value.quantity, entity->value.quantity.unit);
        } else if (entity->type == FINTAG_DATE) {
            fintag_quantity length = ft_row_length(&entity->value.time);
            add_measure(arena, &list, &length, (fintag_str){0});
        }
    }
    *out = list.items;
    return list.count;
}

typedef struct {
    ft_period *items;
    size_t count, capacity;
} period_list;

static void add_period(ft_arena *arena, period_list *list, const fintag_time *t) {
    ft_instant from, until;
    bool begins = t->has_interval && ft_instant_read(t->from, &from);
    bool ends = t->has_interval && ft_instant_read(t->until, &until);
    if (!begins && !ends) return;
    ft_period *item = FT_PUSH(arena, list);
    if (!item) return;
    *item = (ft_period){begins ? from.epoch : INT64_MIN, ends ? until.epoch : INT64_MAX, 0};
    if (begins && from.has_zone) item->zone = from.zone;
    if (ends && until.has_zone) item->zone = until.zone;
}

static int by_begin(const void *a, const void *b) {
    const ft_period *x = a, *y = b;
    if (x->zone != y->zone) return x->zone < y->zone ? -1 : 1;
    return (x->from > y->from) - (x->from < y->from);
}

size_t ft_summary_periods(ft_arena *arena, const fintag_doc *doc, ft_period **out) {
    period_list list = {0};
    size_t count, kept = 0;
    const fintag_entity *entities = fintag_doc_entities(doc, &count);
    for (size_t i = 0; i < count; i++)
        if (entities[i].type == FINTAG_DATE) add_period(arena, &list, &entities[i].value.time);
    if (list.count) qsort(list.items, list.count, sizeof *list.items, by_begin);
    for (size_t i = 0; i < list.count; i++) {
        const ft_period *next = &list.items[i];
        ft_period *last = kept ? &list.items[kept - 1] : NULL;
        if (last && last->zone == next->zone && next->from <= last->until)
            last->until = next->until > last->until ? next->until : last->until;
        else
            list.items[kept++] = *next;
    }
    *out = list.items;
    return kept;
}
