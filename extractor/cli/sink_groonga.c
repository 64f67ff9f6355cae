/* Rows for groonga's `load --table Articles`: an array, each article with its entities as rows of the table Entities
 * within it. templates/groonga.grn makes the tables. A column knows no null: what is absent is left out and counts as
 * 0 or "", so an open end has the largest or smallest value instead. */
#include <stdio.h>
#include <string.h>

#include "cli/collect.h"
#include "cli/feed.h"
#include "sink/value.h"

#define LOWEST "-1.7976931348623157e308"
#define HIGHEST "1.7976931348623157e308"
#define FIRST_SECOND "-62135596800" /* 0001-01-01 */
#define LAST_SECOND "253402300799"  /* 9999-12-31 */

static void decimal(ft_stream *out, const char *key, fintag_str value, const char *otherwise) {
    ft_stream_key(out, key, strlen(key));
    if (value.len)
        ft_stream_raw(out, value.ptr, value.len);
    else
        ft_stream_raw(out, otherwise, strlen(otherwise));
}

static void write_quantity(ft_stream *out, const fintag_quantity *quantity) {
    ft_bounds bounds;
    FT_MEMBER(out, "unit", quantity->unit);
    FT_MEMBER(out, "currency", quantity->currency);
    if (ft_feed_bounds(&quantity->figure, quantity->approx, &bounds)) {
        decimal(out, "low", bounds.low, LOWEST);
        decimal(out, "high", bounds.high, HIGHEST);
    }
    if (ft_feed_bounds(&quantity->si, quantity->approx, &bounds)) {
        FT_MEMBER(out, "si_unit", quantity->si_unit);
        decimal(out, "si_low", bounds.low, LOWEST);
        decimal(out, "si_high", bounds.high, HIGHEST);
    }
}

/* Times are numbers: groonga would take their text for the machine's local time. */
static void write_date(ft_stream *out, const ft_zone *zone, const fintag_time *time) {
    ft_interval interval;
    char room[FT_FEED_TIME];
    FT_MEMBER(out, "timex", time->timex);
    if (!ft_feed_interval(zone, time, &interval)) return;
    decimal(out, "from", interval.from.len ? ft_feed_seconds(interval.from, room) : interval.from, FIRST_SECOND);
    decimal(out, "until", interval.until.len ? ft_feed_seconds(interval.until, room) : interval.until, LAST_SECOND);
}

static void write_names(ft_stream *out, const fintag_entity *entity) {
    if (entity->type == FINTAG_TICKER) {
        FT_MEMBER(out, "id", entity->value.ticker.id);
        FT_MEMBER(out, "name", entity->value.ticker.symbol);
    } else {
        FT_MEMBER(out, "id", entity->value.name.id);
        FT_MEMBER(out, "name", entity->value.name.name);
    }
}

static fintag_status write_entity(ft_stream *out, const ft_sink *sink, const fintag_article *article, size_t number,
                                  const fintag_entity *entity, ft_buf *value) {
    char key[200];
    int len = snprintf(key, sizeof key, "%.*s#%zu", (int)article->id.len, article->id.ptr, number);
    ft_stream_open(out, '{');
    FT_MEMBER(out, "_key", ((fintag_str){key, len < 0 ? 0 : (size_t)len}));
    FT_MEMBER(out, "article", article->id);
    FT_KEY(out, "type");
    ft_stream_literal(out, fintag_type_name(entity->type));
    FT_KEY(out, "in_title");
    ft_stream_bool(out, entity->in_title);
    FT_KEY(out, "start");
    ft_stream_unsigned(out, entity->span.begin);
    FT_KEY(out, "end");
    ft_stream_unsigned(out, entity->span.end);
    FT_MEMBER(out, "text", entity->text);
    if (entity->type == FINTAG_QUANTITY)
        write_quantity(out, &entity->value.quantity);
    else if (entity->type == FINTAG_DATE)
        write_date(out, &sink->zone, &entity->value.time);
    else
        write_names(out, entity);
    fintag_str json = ft_collect_value(value, entity);
    FT_MEMBER(out, "value", json);
    ft_stream_close(out, '}');
    return json.len ? FINTAG_OK : FINTAG_ENOMEM;
}

static fintag_status write_row(ft_stream *out, const ft_sink *sink, const fintag_doc *doc, ft_buf *value) {
    char zoned[FT_FEED_TIME], room[FT_FEED_TIME];
    const fintag_article *article = fintag_doc_article(doc);
    size_t count;
    const fintag_entity *entities = fintag_doc_entities(doc, &count);
    ft_stream_open(out, '{');
    FT_MEMBER(out, "_key", article->id);
    FT_MEMBER(out, "path", article->path);
    FT_MEMBER(out, "title", article->title);
    if (!sink->json.no_text) FT_MEMBER(out, "text", article->text);
    if (article->published.len) {
        FT_KEY(out, "published");
        fintag_str seconds = ft_feed_seconds(ft_feed_time(&sink->zone, article->published, zoned), room);
        ft_stream_raw(out, seconds.ptr, seconds.len);
    }
    FT_MEMBER(out, "lang", article->lang);
    FT_MEMBER(out, "url", article->url);
    FT_MEMBER(out, "media", article->media);
    FT_MEMBER(out, "author", article->author);
    ft_write_tags(out, article);
    fintag_status status = ft_feed_facets(out, doc);
    FT_KEY(out, "entities");
    ft_stream_open(out, '[');
    for (size_t i = 0; i < count && !status; i++) {
        ft_stream_item(out);
        status = write_entity(out, sink, article, i, &entities[i], value);
    }
    ft_stream_close(out, ']');
    ft_stream_close(out, '}');
    return status;
}

static void groonga_begin(ft_sink *sink) {
    ft_buf_put(sink->out, "[\n", 2);
}

static fintag_status groonga_article(ft_sink *sink, const fintag_doc *doc) {
    ft_stream out;
    ft_buf value = {0};
    fintag_status status = ft_feed_check(sink, doc);
    if (status) return status;
    ft_stream_begin(&out, ft_collect, sink->out, false);
    status = write_row(&out, sink, doc, &value);
    ft_buf_free(&value);
    return ft_stream_end(&out) ? status : FINTAG_ENOMEM;
}

static fintag_status groonga_failure(ft_sink *sink, const fintag_error *error, fintag_str id, fintag_str path) {
    char room[FT_FEED_ID];
    ft_stream out;
    ft_stream_begin(&out, ft_collect, sink->out, false);
    ft_stream_open(&out, '{');
    FT_MEMBER(&out, "_key", ft_feed_failure_id(error, id, room));
    FT_MEMBER(&out, "path", path);
    FT_MEMBER(&out, "error", ((fintag_str){error->message, strnlen(error->message, sizeof error->message)}));
    ft_stream_close(&out, '}');
    return ft_stream_end(&out) ? FINTAG_OK : FINTAG_ENOMEM;
}

static void groonga_end(ft_sink *sink, bool any) {
    ft_buf_put(sink->out, any ? "\n]\n" : "]\n", any ? 3 : 2);
}

const ft_sink_form ft_sink_groonga = {.ending = ".groonga.json",
                                      .codepoints = true,
                                      .between = ",\n",
                                      .begin = groonga_begin,
                                      .article = groonga_article,
                                      .failure = groonga_failure,
                                      .end = groonga_end};
