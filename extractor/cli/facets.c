/* Flat lists of what an article names: dashboards count them, where nested entities can't be charted. */
#include <stdlib.h>
#include <string.h>

#include "cli/feed.h"

typedef struct {
    fintag_str text;
    size_t at; /* place in the order of mention */
} mention;

typedef fintag_str pick_fn(const fintag_entity *entity);

static fintag_str pick_ticker(const fintag_entity *entity) {
    if (entity->type != FINTAG_TICKER) return (fintag_str){0};
    const fintag_ticker *ticker = &entity->value.ticker;
    return ticker->symbol.len ? ticker->symbol : ticker->isin.len ? ticker->isin : ticker->code;
}

static fintag_str pick_organization(const fintag_entity *entity) {
    return entity->type == FINTAG_ORGANIZATION ? entity->value.name.name : (fintag_str){0};
}

static fintag_str pick_index(const fintag_entity *entity) {
    return entity->type == FINTAG_INDEX ? entity->value.name.name : (fintag_str){0};
}

static fintag_str pick_currency(const fintag_entity *entity) {
    return entity->type == FINTAG_QUANTITY ? entity->value.quantity.currency : (fintag_str){0};
}

static fintag_str pick_unit(const fintag_entity *entity) {
    return entity->type == FINTAG_QUANTITY ? entity->value.quantity.unit : (fintag_str){0};
}

static int by_text(const void *left, const void *right) {
    const mention *a = left, *b = right;
    size_t len = a->text.len < b->text.len ? a->text.len : b->text.len;
    int order = memcmp(a->text.ptr, b->text.ptr, len);
    if (order) return order;
    if (a->text.len != b->text.len) return a->text.len < b->text.len ? -1 : 1;
    return a->at < b->at ? -1 : a->at > b->at;
}

static int by_place(const void *left, const void *right) {
    const mention *a = left, *b = right;
    return a->at < b->at ? -1 : a->at > b->at;
}

/* Keep the first of each text, in order of mention. Returns how many. */
static size_t keep_distinct(mention *mentions, size_t count) {
    size_t kept = 0;
    if (!count) return 0;
    qsort(mentions, count, sizeof *mentions, by_text);
    for (size_t i = 0; i < count; i++) {
        bool again = kept && mentions[kept - 1].text.len == mentions[i].text.len &&
                     memcmp(mentions[kept - 1].text.ptr, mentions[i].text.ptr, mentions[i].text.len) == 0;
        if (!again) mentions[kept++] = mentions[i];
    }
    qsort(mentions, kept, sizeof *mentions, by_place);
    return kept;
}

static void write_list(ft_stream *out, const char *key, mention *mentions, size_t count) {
    size_t kept = keep_distinct(mentions, count);
    ft_stream_key(out, key, strlen(key));
    ft_stream_open(out, '[');
    for (size_t i = 0; i < kept; i++) {
        ft_stream_item(out);
        ft_stream_string(out, mentions[i].text);
    }
    ft_stream_close(out, ']');
}

fintag_status ft_feed_facets(ft_stream *out, const fintag_doc *doc) {
    static const struct {
        const char *key;
        pick_fn *pick;
    } facets[] = {{"ticker", pick_ticker},
                  {"organization", pick_organization},
                  {"index", pick_index},
                  {"currency", pick_currency},
                  {"unit", pick_unit}};
    size_t entity_count, company_count;
    const fintag_entity *entities = fintag_doc_entities(doc, &entity_count);
    const fintag_company *companies = fintag_doc_companies(doc, &company_count);
    size_t most = entity_count > company_count ? entity_count : company_count;
    mention *mentions = malloc((most + 1) * sizeof *mentions);
    if (!mentions) return FINTAG_ENOMEM;
    for (size_t i = 0; i < company_count; i++) mentions[i] = (mention){companies[i].name.name, i};
    write_list(out, "company", mentions, company_count);
    for (size_t i = 0; i < company_count; i++) mentions[i] = (mention){companies[i].name.id, i};
    write_list(out, "company_id", mentions, company_count);
    for (size_t f = 0; f < sizeof facets / sizeof *facets; f++) {
        size_t count = 0;
        for (size_t i = 0; i < entity_count; i++) {
            fintag_str text = facets[f].pick(&entities[i]);
            if (text.len) mentions[count++] = (mention){text, i};
        }
        write_list(out, facets[f].key, mentions, count);
    }
    free(mentions);
    return FINTAG_OK;
}
