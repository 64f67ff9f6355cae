/* Bulk requests for OpenSearch and Elasticsearch: for each article a line with the action and one with the document.
 * templates/opensearch.json maps what is written here; both change together. */
#include <string.h>

#include "cli/collect.h"
#include "cli/feed.h"
#include "sink/value.h"

/* Member of a range field; an open end is left out. */
static void write_bounds(ft_stream *out, const char *key, const ft_bounds *bounds) {
    ft_stream_key(out, key, strlen(key));
    ft_stream_open(out, '{');
    if (bounds->low.len) {
        ft_stream_key(out, bounds->above ? "gt" : "gte", bounds->above ? 2 : 3);
        ft_stream_raw(out, bounds->low.ptr, bounds->low.len);
    }
    if (bounds->high.len) {
        ft_stream_key(out, bounds->below ? "lt" : "lte", bounds->below ? 2 : 3);
        ft_stream_raw(out, bounds->high.ptr, bounds->high.len);
    }
    ft_stream_close(out, '}');
}

static void write_interval(ft_stream *out, const ft_interval *interval) {
    ft_stream_open(out, '{');
    FT_MEMBER(out, "gte", interval->from);
    FT_MEMBER(out, "lt", interval->until);
    ft_stream_close(out, '}');
}

static void write_entity(ft_stream *out, const ft_sink *sink, const fintag_entity *entity) {
    ft_bounds bounds;
    ft_interval interval;
    ft_stream_open(out, '{');
    ft_write_entity_members(out, entity, sink->json.offsets);
    if (entity->type == FINTAG_QUANTITY) {
        const fintag_quantity *quantity = &entity->value.quantity;
        if (ft_feed_bounds(&quantity->figure, quantity->approx, &bounds)) write_bounds(out, "amount", &bounds);
        if (ft_feed_bounds(&quantity->si, quantity->approx, &bounds)) write_bounds(out, "amount_si", &bounds);
    } else if (entity->type == FINTAG_DATE) {
        const fintag_time *time = &entity->value.time;
        if (ft_feed_interval(&sink->zone, time, &interval)) {
            FT_KEY(out, "range");
            write_interval(out, &interval);
        }
        if (ft_feed_bounds(&time->si, time->approx, &bounds)) write_bounds(out, "amount_si", &bounds);
    }
    ft_stream_close(out, '}');
}

static void write_entities(ft_stream *out, const ft_sink *sink, const fintag_doc *doc) {
    size_t count;
    const fintag_entity *entities = fintag_doc_entities(doc, &count);
    FT_KEY(out, "entities");
    ft_stream_open(out, '[');
    for (size_t i = 0; i < count; i++) {
        ft_stream_item(out);
        write_entity(out, sink, &entities[i]);
    }
    ft_stream_close(out, ']');
}

static void write_dates(ft_stream *out, const ft_sink *sink, const fintag_doc *doc) {
    ft_interval interval;
    size_t count;
    const fintag_entity *entities = fintag_doc_entities(doc, &count);
    FT_KEY(out, "date");
    ft_stream_open(out, '[');
    for (size_t i = 0; i < count; i++) {
        if (entities[i].type != FINTAG_DATE || !ft_feed_interval(&sink->zone, &entities[i].value.time, &interval))
            continue;
        ft_stream_item(out);
        write_interval(out, &interval);
    }
    ft_stream_close(out, ']');
}

/* Indexing replaces, so a run may be repeated. */
void ft_bulk_action(ft_stream *out, fintag_str id) {
    ft_stream_open(out, '{');
    FT_KEY(out, "index");
    ft_stream_open(out, '{');
    FT_MEMBER(out, "_id", id);
    ft_stream_close(out, '}');
    ft_stream_close(out, '}');
    ft_stream_raw(out, "\n", 1);
    out->filled = false;
}

static fintag_status write_document(ft_stream *out, const ft_sink *sink, const fintag_doc *doc) {
    static const char *const offsets[] = {"codepoint", "utf16", "byte"};
    const fintag_article *article = fintag_doc_article(doc);
    ft_stream_open(out, '{');
    ft_feed_article(out, &sink->zone, article);
    FT_KEY(out, "offsets");
    ft_stream_literal(out, offsets[sink->json.offsets]);
    FT_KEY(out, "text");
    ft_stream_string(out, sink->json.no_text ? (fintag_str){0} : article->text);
    FT_KEY(out, "facets");
    ft_stream_open(out, '{');
    fintag_status status = ft_feed_facets(out, doc);
    write_dates(out, sink, doc);
    ft_stream_close(out, '}');
    ft_write_companies(out, doc);
    write_entities(out, sink, doc);
    ft_stream_close(out, '}');
    ft_stream_raw(out, "\n", 1);
    return status;
}

static fintag_status opensearch_article(ft_sink *sink, const fintag_doc *doc) {
    ft_stream out;
    fintag_status status = ft_feed_check(sink, doc);
    if (status) return status;
    ft_stream_begin(&out, ft_collect, sink->out, false);
    ft_bulk_action(&out, fintag_doc_article(doc)->id);
    status = write_document(&out, sink, doc);
    if (!ft_stream_end(&out)) return FINTAG_ENOMEM;
    return status;
}

fintag_status ft_bulk_failure(ft_sink *sink, const fintag_error *error, fintag_str id, fintag_str path) {
    ft_stream out;
    ft_stream_begin(&out, ft_collect, sink->out, false);
    ft_bulk_action(&out, id);
    ft_stream_open(&out, '{');
    ft_feed_failure(&out, error, id, path);
    ft_stream_close(&out, '}');
    ft_stream_raw(&out, "\n", 1);
    return ft_stream_end(&out) ? FINTAG_OK : FINTAG_ENOMEM;
}

const ft_sink_form ft_sink_opensearch = {
    .ending = ".bulk.ndjson", .article = opensearch_article, .failure = ft_bulk_failure};
