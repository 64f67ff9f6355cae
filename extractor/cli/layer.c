#include "cli/layer.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "cli/message.h"
#include "input/csv.h"
#include "input/json_values.h"
#include "input/lines.h"
#include "input/rss.h"
#include "input/warc.h"

static fintag_str shown(const ft_layer *layer) {
    return (fintag_str){layer->path, layer->path ? strlen(layer->path) : 0};
}

void ft_layer_article(ft_input *input, const ft_layer *layer, ft_input_article *article) {
    if (!article->about.path.ptr) article->about.path = shown(layer);
    article->about.part = article->line;
    article->about.map = input->map;
    input->articles++;
    if (!input->each(input->ctx, article)) input->stopped = true;
}

void ft_layer_failure(ft_input *input, const ft_layer *layer, uint64_t part, int64_t at, fintag_status status,
                      const char *message) {
    fintag_error error;
    ft_fail(&error, status, "%s", message);
    error.at = at;
    /* As text, so that the id can be made of its path and number. */
    ft_input_article article = {
        .bytes = FINTAG_STR(""), .about = {.format = FINTAG_TEXT}, .line = part, .failure = &error};
    ft_layer_article(input, layer, &article);
}

void ft_layer_too_long(ft_input *input, const ft_layer *layer, uint64_t part, uint64_t at) {
    fintag_error error;
    ft_fail(&error, FINTAG_ELIMIT, "longer than %zu bytes (--max-article)", input->max_article);
    ft_layer_failure(input, layer, part, (int64_t)at, FINTAG_ELIMIT, error.message);
}

void ft_layer_broke_off(ft_input *input, const ft_layer *layer, ft_read_result result) {
    if (result == FT_READ_STOPPED) input->stopped = true;
    if (result != FT_READ_FAILED) return;
    const char *problem = layer->reader->supply->problem ? layer->reader->supply->problem : "can't be read";
    input->broken++;
    if (layer->named && !layer->depth) {
        ft_say("can't read %s: %s", layer->path ? layer->path : "standard input", problem);
        input->failed = true;
        return;
    }
    fintag_error error;
    bool rest_lost = layer->archive && ft_archive_is_dead(layer->archive);
    ft_fail(&error, FINTAG_EIO, "%s%s", problem, rest_lost ? "; nothing behind it can be read" : "");
    ft_layer_failure(input, layer, 0, (int64_t)(layer->reader->base + layer->reader->buffer.len), FINTAG_EIO,
                     error.message);
}

/* One splitter at work: what it cuts is of one format and charset. */
typedef struct {
    ft_input *input;
    const ft_layer *layer;
    fintag_format format;
    const ft_charset *charset;
} cutting;

static void take_part(const cutting *c, const ft_part *part) {
    if (part->too_long) {
        ft_layer_too_long(c->input, c->layer, part->line, part->at);
    } else if (part->problem) {
        ft_layer_failure(c->input, c->layer, part->line, (int64_t)part->at, FINTAG_EINPUT, part->problem);
    } else {
        ft_input_article article = {
            .bytes = part->bytes,
            .about = {.format = c->format, .base = part->at, .fields = part->fields, .field_count = part->field_count},
            .line = part->line};
        if (c->charset) article.about.charset = (fintag_str){c->charset->name, strlen(c->charset->name)};
        ft_layer_article(c->input, c->layer, &article);
    }
}

static ft_read_result read_lines(const cutting *c) {
    ft_lines lines = {.reader = c->layer->reader, .units = ft_units_of(c->charset), .most = c->input->max_article};
    ft_part part;
    ft_read_result result = FT_READ_OK;
    while (!c->input->stopped && (result = ft_lines_next(&lines, &part)) == FT_READ_OK) take_part(c, &part);
    return result;
}

static ft_read_result read_json(const cutting *c) {
    ft_json_values values = {
        .reader = c->layer->reader, .units = ft_units_of(c->charset), .most = c->input->max_article};
    ft_part part;
    ft_read_result result = FT_READ_OK;
    while (!c->input->stopped && (result = ft_json_values_next(&values, &part)) == FT_READ_OK) take_part(c, &part);
    return result;
}

static ft_read_result out_of_memory(const cutting *c) {
    c->layer->reader->supply->problem = "out of memory";
    return FT_READ_FAILED;
}

static ft_read_result read_csv(const cutting *c) {
    ft_csv *csv = calloc(1, sizeof *csv);
    ft_part part;
    ft_read_result result = FT_READ_OK;
    if (!csv) return out_of_memory(c);
    csv->reader = c->layer->reader;
    csv->charset = c->charset;
    csv->map = c->input->map;
    csv->most = c->input->max_article;
    while (!c->input->stopped && (result = ft_csv_next(csv, &part)) == FT_READ_OK) take_part(c, &part);
    free(csv);
    return result;
}

static ft_read_result read_feed(const cutting *c) {
    ft_rss *feed = ft_rss_open(c->layer->reader, c->charset, c->input->max_article);
    ft_part part;
    ft_read_result result = FT_READ_OK;
    if (!feed) return out_of_memory(c);
    while (!c->input->stopped && (result = ft_rss_next(feed, &part)) == FT_READ_OK) take_part(c, &part);
    ft_rss_close(feed);
    return result;
}

static void take_page(const cutting *c, const ft_warc_record *record, ft_buf *path) {
    ft_layer member = *c->layer;
    ft_buf_clear(path);
    if (c->layer->path) ft_buf_put(path, c->layer->path, strlen(c->layer->path));
    ft_buf_byte(path, '!');
    ft_buf_put(path, record->key, strlen(record->key) + 1);
    member.path = path->failed ? c->layer->path : path->ptr;
    if (path->failed) {
        ft_layer_failure(c->input, &member, 0, (int64_t)record->at, FINTAG_ENOMEM, "out of memory");
    } else if (record->too_long) {
        ft_layer_too_long(c->input, &member, 0, 0);
    } else if (record->problem) {
        fintag_error error;
        ft_fail(&error, FINTAG_EINPUT, "record at byte %llu: %s", (unsigned long long)record->at, record->problem);
        ft_layer_failure(c->input, &member, 0, -1, FINTAG_EINPUT, error.message);
    } else {
        ft_input_article article = {.bytes = record->page,
                                    .about = {.format = record->format, .id = record->id, .url = record->url}};
        if (record->charset) article.about.charset = (fintag_str){record->charset, strlen(record->charset)};
        ft_layer_article(c->input, &member, &article);
    }
}

static ft_read_result read_warc(const cutting *c) {
    ft_warc warc = {.reader = c->layer->reader, .most = c->input->max_article};
    ft_warc_record record;
    ft_buf path = {0};
    ft_read_result result = FT_READ_OK;
    while (!c->input->stopped && (result = ft_warc_next(&warc, &record)) == FT_READ_OK) take_page(c, &record, &path);
    ft_buf_free(&path);
    unsigned long long status = warc.other_status, type = warc.other_type;
    if (status + type)
        ft_say("%s: %llu responses are no articles (%llu of another status than 200, %llu of another type than HTML)",
               c->layer->path ? c->layer->path : "standard input", status + type, status, type);
    ft_warc_free(&warc);
    return result;
}

static fintag_format format_of(ft_from from) {
    return from == FT_FROM_JEKYLL ? FINTAG_JEKYLL
           : from == FT_FROM_HTML ? FINTAG_HTML
           : from == FT_FROM_TEXT ? FINTAG_TEXT
                                  : FINTAG_AUTO;
}

static ft_read_result read_whole(const cutting *c) {
    ft_input_article article = {.about = {.format = format_of(c->input->from)}};
    ft_read_result result = ft_reader_all(c->layer->reader, c->input->max_article, &article.bytes);
    if (result == FT_READ_TOO_LONG) ft_layer_too_long(c->input, c->layer, 0, 0);
    if (result == FT_READ_OK) ft_layer_article(c->input, c->layer, &article);
    return result;
}

/* --from decides, but not over what the bytes say of compression and archives. */
static ft_kind choose(ft_from from, ft_kind seen) {
    if (seen == FT_KIND_GZIP || seen == FT_KIND_COMPRESSED || seen == FT_KIND_ZIP) return seen;
    if (seen == FT_KIND_TAR && from != FT_FROM_ZIP) return seen;
    switch (from) {
    case FT_FROM_AUTO: return seen;
    case FT_FROM_JSONL: return FT_KIND_LINES;
    case FT_FROM_JSON: return FT_KIND_JSON;
    case FT_FROM_CSV: return FT_KIND_CSV;
    case FT_FROM_RSS: return FT_KIND_FEED;
    case FT_FROM_WARC: return FT_KIND_WARC;
    case FT_FROM_TAR: return FT_KIND_TAR;
    case FT_FROM_ZIP: return FT_KIND_ZIP;
    case FT_FROM_JEKYLL:
    case FT_FROM_HTML:
    case FT_FROM_TEXT: break;
    }
    return FT_KIND_ARTICLE;
}

static ft_read_result read_text(ft_kind kind, cutting *c) {
    ft_reader *reader = c->layer->reader;
    if (kind == FT_KIND_ARTICLE) return read_whole(c);
    if (kind == FT_KIND_WARC) return read_warc(c);
    c->charset = ft_sniff_charset(reader);
    switch (kind) {
    case FT_KIND_CSV: c->format = FINTAG_ROW; return read_csv(c);
    case FT_KIND_FEED:
        c->format = FINTAG_ITEM;
        c->charset = ft_rss_charset(reader, c->charset);
        return read_feed(c);
    case FT_KIND_JSON: return read_json(c);
    default: return read_lines(c);
    }
}

void ft_layer_read(ft_input *input, const ft_layer *layer) {
    ft_kind kind;
    ft_read_result result = ft_sniff_kind(layer->reader, layer->path, input->from == FT_FROM_JSONL, input->map, &kind);
    kind = choose(input->from, kind);
    cutting c = {.input = input, .layer = layer, .format = FINTAG_RECORD};
    if (result != FT_READ_OK) {
        ft_layer_broke_off(input, layer, result);
    } else if (kind == FT_KIND_GZIP) {
        ft_layer_read_gzip(input, layer);
    } else if (kind == FT_KIND_TAR || kind == FT_KIND_ZIP || kind == FT_KIND_COMPRESSED) {
        ft_layer_read_archive(input, layer, kind);
    } else if (kind == FT_KIND_XML) {
        ft_layer_failure(input, layer, 0, 0, FINTAG_EINPUT, "an XML file that is neither RSS nor Atom");
    } else {
        ft_layer_broke_off(input, layer, read_text(kind, &c));
    }
}
