/* The document handle. */
#include "engine/doc.h"

#include <stdlib.h>

#include "base/error.h"

enum { ARTICLE_MAX = 256 << 20 };

fintag_doc *fintag_doc_new(const fintag_rules *rules) {
    fintag_doc *doc = calloc(1, sizeof *doc);
    if (!doc) return NULL;
    doc->rules = rules;
    doc->regex = ft_regex_new();
    doc->tries = ft_tries_new(rules->rule_count);
    doc->state = calloc(rules->rule_count + 1, sizeof *doc->state);
    if (doc->regex && doc->tries && doc->state) return doc;
    fintag_doc_free(doc);
    return NULL;
}

void fintag_doc_free(fintag_doc *doc) {
    if (!doc) return;
    ft_arena_free(&doc->arena);
    ft_article_free(&doc->article);
    ft_folded_free(&doc->folded);
    ft_regex_free(doc->regex);
    ft_tries_free(doc->tries);
    ft_selector_free(&doc->selector);
    free(doc->state);
    free(doc);
}

/* Forget results; their memory belongs to the arena. */
static void drop_results(fintag_doc *doc) {
    memset(&doc->candidates, 0, sizeof doc->candidates);
    memset(&doc->companies, 0, sizeof doc->companies);
    memset(&doc->entities, 0, sizeof doc->entities);
    memset(&doc->shown, 0, sizeof doc->shown);
}

fintag_status fintag_doc_read(fintag_doc *doc, const void *bytes, size_t len, const fintag_source *about,
                              fintag_error *err) {
    static const fintag_source nothing;
    ft_arena_reset(&doc->arena);
    drop_results(doc);
    if (len > ARTICLE_MAX)
        return ft_fail(err, FINTAG_ELIMIT, "an article of %zu bytes; the limit is %d", len, ARTICLE_MAX);
    fintag_str source = {len ? bytes : "", len};
    fintag_status status = ft_article_read(&doc->article, &doc->arena, source, about ? about : &nothing, err);
    if (!status && doc->arena.failed) status = ft_fail_memory(err);
    return status;
}

static uint32_t on_hit(void *context, const ft_hit *hit) {
    fintag_doc *doc = context;
    ft_candidate *candidate = FT_PUSH(&doc->arena, &doc->candidates);
    if (!candidate) return hit->end;
    const ft_packed_rule *packed = hit->rule->packed;
    *candidate = (ft_candidate){.begin = hit->begin,
                                .end = hit->end,
                                .type = (fintag_type)packed->type,
                                .rule = hit->rule->index,
                                .priority = packed->priority,
                                .order = hit->order,
                                .confidence = packed->confidence,
                                .entry = hit->row};
    if (hit->row) return hit->end; /* the link step values dictionary hits */
    ft_match match = {.context = &doc->context,
                      .rule = hit->rule,
                      .ovector = hit->ovector,
                      .begin = hit->begin,
                      .end = hit->end,
                      .near_begin = hit->near_begin,
                      .near_end = hit->near_end};
    const char *reason = ((ft_value_fn *)hit->rule->value)(&match, candidate);
    if (!reason && candidate->begin >= candidate->end) reason = "empty";
    if (!reason && candidate->begin < doc->context.body && candidate->end >= doc->context.body)
        reason = "crosses from title to text";
    if (!reason) return candidate->end < hit->end ? candidate->end : hit->end;
    candidate->fate = FINTAG_REJECTED;
    candidate->reason = reason;
    return hit->end;
}

/* The candidates in the order of their hits: as the scan met them, not rule by rule. */
static void put_in_order(fintag_doc *doc, uint32_t orders) {
    ft_candidates *candidates = &doc->candidates;
    uint32_t *at = ft_alloc_zero(&doc->arena, ((size_t)orders + 1) * sizeof *at);
    ft_candidate *sorted = ft_alloc(&doc->arena, (candidates->count + 1) * sizeof *sorted);
    if (!at || !sorted) return;
    for (size_t i = 0; i < candidates->count; i++) at[candidates->items[i].order] = (uint32_t)i + 1;
    size_t count = 0;
    for (uint32_t order = 1; order <= orders; order++)
        if (at[order]) sorted[count++] = candidates->items[at[order] - 1];
    candidates->items = sorted;
    candidates->capacity = count + 1;
}

static int in_text_order(const void *left, const void *right) {
    const ft_candidate *a = *(ft_candidate *const *)left, *b = *(ft_candidate *const *)right;
    if (a->begin != b->begin) return a->begin < b->begin ? -1 : 1;
    return (a->end > b->end) - (a->end < b->end);
}

/* The kept candidates in text order; NULL when there are none or memory ran out. */
static ft_candidate **kept_candidates(fintag_doc *doc, size_t *count) {
    ft_candidate **kept = ft_alloc(&doc->arena, (doc->candidates.count + 1) * sizeof(ft_candidate *));
    *count = 0;
    if (!kept) return NULL;
    for (size_t i = 0; i < doc->candidates.count; i++)
        if (doc->candidates.items[i].fate == FINTAG_KEPT) kept[(*count)++] = &doc->candidates.items[i];
    qsort(kept, *count, sizeof *kept, in_text_order);
    return kept;
}

fintag_status fintag_doc_tag(fintag_doc *doc, const fintag_tag_options *options, fintag_error *err) {
    static const fintag_tag_options defaults;
    if (!options) options = &defaults;
    drop_results(doc);
    if (!ft_fold(doc->article.shown.ptr, doc->article.shown.len, &doc->folded)) return ft_fail_memory(err);
    ft_context_fill(doc, options);
    ft_scan scan = {.rules = doc->rules,
                    .text = doc->folded.unit,
                    .upper = doc->folded.upper,
                    .count = doc->folded.count,
                    .regex = doc->regex,
                    .tries = doc->tries,
                    .state = doc->state,
                    .numbers = options->numbers,
                    .emit = on_hit,
                    .context = doc};
    ft_scan_run(&scan);
    put_in_order(doc, scan.orders);
    ft_link_evidence(&doc->context, &doc->candidates);
    if (doc->arena.failed || !ft_select(&doc->selector, &doc->candidates, doc->folded.count))
        return ft_fail_memory(err);
    size_t count;
    ft_candidate **kept = kept_candidates(doc, &count);
    if (!kept) return ft_fail_memory(err);
    ft_date_settle(&doc->context, kept, count);
    ft_quantity_settle(&doc->context, kept, count);
    ft_link_settle(&doc->context, kept, count, &doc->companies);
    ft_entities_fill(doc, options->types);
    ft_names_as_written(doc);
    if (options->explain) ft_candidates_show(doc);
    return doc->arena.failed ? ft_fail_memory(err) : FINTAG_OK;
}

const fintag_article *fintag_doc_article(const fintag_doc *doc) {
    return &doc->article.meta;
}

const fintag_entity *fintag_doc_entities(const fintag_doc *doc, size_t *count) {
    *count = doc->entities.count;
    return doc->entities.items;
}

const fintag_company *fintag_doc_companies(const fintag_doc *doc, size_t *count) {
    *count = doc->companies.count;
    return doc->companies.items;
}

const fintag_candidate *fintag_doc_candidates(const fintag_doc *doc, size_t *count) {
    *count = doc->shown.count;
    return doc->shown.items;
}
