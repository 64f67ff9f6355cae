/* From kept candidates to what is reported. */
#include <stdlib.h>

#include "base/utf8.h"
#include "engine/doc.h"

/* A place in the shown text in all units; moves forward only. */
typedef struct {
    const char *text;
    size_t len;
    uint32_t byte, point, utf16;
} cursor;

static void advance(cursor *c, uint32_t point) {
    while (c->point < point && c->byte < c->len) {
        unsigned len = ft_utf8_len((unsigned char)c->text[c->byte]);
        c->byte += len;
        c->utf16 += len == 4 ? 2 : 1;
        c->point++;
    }
}

static int by_begin(const void *left, const void *right) {
    const ft_candidate *a = *(ft_candidate *const *)left, *b = *(ft_candidate *const *)right;
    if (a->begin != b->begin) return a->begin < b->begin ? -1 : 1;
    if (a->end != b->end) return a->end < b->end ? -1 : 1;
    return a < b ? -1 : a > b;
}

static void copy_value(const ft_candidate *candidate, fintag_entity *entity) {
    switch (candidate->type) {
    case FINTAG_QUANTITY: entity->value.quantity = candidate->value.quantity->out; break;
    case FINTAG_DATE: entity->value.time = *ft_date_value(candidate->value.date); break;
    case FINTAG_TICKER: entity->value.ticker = candidate->value.ident->out; break;
    default: entity->value.name = candidate->value.named->out; break;
    }
}

/* Spans of the candidate; the cursor must not be past it. title: the cursor at the text's first byte. */
static void place(const fintag_doc *doc, const ft_candidate *candidate, cursor *at, const cursor *body,
                  fintag_entity *entity) {
    uint64_t first, last;
    ft_offmap_span(&doc->folded.points, candidate->begin, candidate->end, &first, &last);
    advance(at, (uint32_t)first);
    cursor end = *at;
    advance(&end, (uint32_t)last);
    bool in_title = at->byte < body->byte;
    cursor zero = in_title ? (cursor){0} : *body;
    entity->in_title = in_title;
    entity->span = (fintag_text_span){at->point - zero.point, end.point - zero.point};
    entity->byte_begin = at->byte - zero.byte;
    entity->byte_end = end.byte - zero.byte;
    entity->utf16_begin = at->utf16 - zero.utf16;
    entity->utf16_end = end.utf16 - zero.utf16;
    entity->text = (fintag_str){at->text + at->byte, end.byte - at->byte};
    if (end.byte > at->byte)
        ft_offmap_span(&doc->article.map, at->byte, end.byte, &entity->source.begin, &entity->source.end);
}

static cursor body_cursor(const fintag_doc *doc) {
    cursor at = {.text = doc->article.shown.ptr, .len = doc->article.shown.len};
    while (at.byte < doc->article.body) advance(&at, at.point + 1);
    return at;
}

static ft_candidate **sorted(fintag_doc *doc, bool all, size_t *count) {
    ft_candidate **order = ft_alloc(&doc->arena, (doc->candidates.count + 1) * sizeof(ft_candidate *));
    *count = 0;
    if (!order) return NULL;
    for (size_t i = 0; i < doc->candidates.count; i++)
        if (all || doc->candidates.items[i].fate == FINTAG_KEPT) order[(*count)++] = &doc->candidates.items[i];
    qsort(order, *count, sizeof(ft_candidate *), by_begin);
    return order;
}

void ft_entities_fill(fintag_doc *doc, uint32_t types) {
    size_t count;
    ft_candidate **order = sorted(doc, false, &count);
    cursor body = body_cursor(doc), at = {.text = doc->article.shown.ptr, .len = doc->article.shown.len};
    for (size_t i = 0; order && i < count; i++) {
        const ft_candidate *candidate = order[i];
        if (candidate->type == FINTAG_TRAP || (types && !(types >> candidate->type & 1))) continue;
        fintag_entity *entity = FT_PUSH(&doc->arena, &doc->entities);
        if (!entity) return;
        *entity = (fintag_entity){
            .type = candidate->type, .rule = doc->rules->list[candidate->rule].id, .confidence = candidate->confidence};
        place(doc, candidate, &at, &body, entity);
        copy_value(candidate, entity);
    }
}

void ft_candidates_show(fintag_doc *doc) {
    size_t count, entity = 0;
    ft_candidate **order = sorted(doc, true, &count);
    uint32_t *position = ft_alloc(&doc->arena, (doc->candidates.count + 1) * sizeof *position);
    cursor body = body_cursor(doc), at = {.text = doc->article.shown.ptr, .len = doc->article.shown.len};
    if (!order || !position) return;
    for (size_t i = 0; i < count; i++) position[order[i] - doc->candidates.items] = (uint32_t)i;
    for (size_t i = 0; i < count; i++) {
        const ft_candidate *candidate = order[i];
        fintag_candidate *shown = FT_PUSH(&doc->arena, &doc->shown);
        fintag_entity spans = {0};
        if (!shown) return;
        place(doc, candidate, &at, &body, &spans);
        *shown = (fintag_candidate){.type = candidate->type,
                                    .in_title = spans.in_title,
                                    .span = spans.span,
                                    .text = spans.text,
                                    .rule = doc->rules->list[candidate->rule].id,
                                    .fate = candidate->fate,
                                    .priority = candidate->priority};
        if (candidate->entry) shown->entry = ft_row_get(doc->rules, candidate->entry, FT_COL_id);
        if (candidate->reason) shown->reason = (fintag_str){candidate->reason, strlen(candidate->reason)};
        if (candidate->fate == FINTAG_LOST) shown->lost_to = position[candidate->lost_to];
        while (entity < doc->entities.count && doc->entities.items[entity].text.ptr < spans.text.ptr) entity++;
        shown->entity = (uint32_t)entity;
    }
}
