/* Documents for Meilisearch, one per line. It flattens nested objects and knows only numbers as ranges, so times stand
 * as seconds too. templates/meilisearch.json says what can be filtered by. */
#include <string.h>

#include "cli/collect.h"
#include "cli/feed.h"
#include "sink/value.h"

static void write_seconds(ft_stream *out, const char *key, fintag_str zoned) {
    char room[FT_FEED_TIME];
    if (!zoned.len) return;
    fintag_str seconds = ft_feed_seconds(zoned, room);
    ft_stream_key(out, key, strlen(key));
    ft_stream_raw(out, seconds.ptr, seconds.len);
}

static void write_entity(ft_stream *out, const ft_sink *sink, const fintag_entity *entity) {
    ft_interval interval;
    ft_stream_open(out, '{');
    ft_write_entity_members(out, entity, sink->json.offsets);
    if (entity->type == FINTAG_DATE && ft_feed_interval(&sink->zone, &entity->value.time, &interval)) {
        write_seconds(out, "from_time", interval.from);
        write_seconds(out, "until_time", interval.until);
    }
    ft_stream_close(out, '}');
}

static fintag_status write_document(ft_stream *out, const ft_sink *sink, const fintag_doc *doc) {
    char room[FT_FEED_TIME];
    const fintag_article *article = fintag_doc_article(doc);
    size_t count;
    const fintag_entity *entities = fintag_doc_entities(doc, &count);
    ft_stream_open(out, '{');
    ft_feed_article(out, &sink->zone, article);
    if (article->published.len)
        write_seconds(out, "published_time", ft_feed_time(&sink->zone, article->published, room));
    FT_KEY(out, "text");
    ft_stream_string(out, sink->json.no_text ? (fintag_str){0} : article->text);
    FT_KEY(out, "facets");
    ft_stream_open(out, '{');
    fintag_status status = ft_feed_facets(out, doc);
    ft_stream_close(out, '}');
    ft_write_companies(out, doc);
    FT_KEY(out, "entities");
    ft_stream_open(out, '[');
    for (size_t i = 0; i < count; i++) {
        ft_stream_item(out);
        write_entity(out, sink, &entities[i]);
    }
    ft_stream_close(out, ']');
    ft_stream_close(out, '}');
    ft_stream_raw(out, "\n", 1);
    return status;
}

static fintag_status meilisearch_article(ft_sink *sink, const fintag_doc *doc) {
    ft_stream out;
    fintag_status status = ft_feed_check(sink, doc);
    if (status) return status;
    ft_stream_begin(&out, ft_collect, sink->out, false);
    status = write_document(&out, sink, doc);
    return ft_stream_end(&out) ? status : FINTAG_ENOMEM;
}

static fintag_status meilisearch_failure(ft_sink *sink, const fintag_error *error, fintag_str id, fintag_str path) {
    char room[FT_FEED_ID];
    ft_stream out;
    ft_stream_begin(&out, ft_collect, sink->out, false);
    ft_stream_open(&out, '{');
    ft_feed_failure(&out, error, ft_feed_failure_id(error, id, room), path);
    ft_stream_close(&out, '}');
    ft_stream_raw(&out, "\n", 1);
    return ft_stream_end(&out) ? FINTAG_OK : FINTAG_ENOMEM;
}

const ft_sink_form ft_sink_meilisearch = {
    .ending = ".meilisearch.ndjson", .article = meilisearch_article, .failure = meilisearch_failure};
