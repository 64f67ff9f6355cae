/* W3C Web Annotations: a line of JSON-LD per article, an AnnotationPage with an Annotation per entity. An annotation
 * has two targets: the article's plain text, where positions count (title and text each from 0), and, when it has an
 * address, the page there, where only the quotation with its surroundings can point. Offsets are code points. */
#include <stdio.h>
#include <string.h>

#include "cli/collect.h"
#include "cli/sinks.h"
#include "sink/stream.h"
#include "sink/value.h"

enum { AROUND = 32 }; /* code points of prefix and suffix */

/* urn:fintag:ID, and what comes behind it. An id is safe in a URN. */
static void write_urn(ft_stream *out, fintag_str id, const char *field, const fintag_text_span *span) {
    char rest[64] = "";
    if (span)
        snprintf(rest, sizeof rest, ":%s#char=%u,%u", field, span->begin, span->end);
    else if (field)
        snprintf(rest, sizeof rest, ":%s", field);
    ft_stream_raw(out, "\"urn:fintag:", 12);
    ft_stream_raw(out, id.ptr, id.len);
    ft_stream_raw(out, rest, strlen(rest));
    ft_stream_raw(out, "\"", 1);
}

static fintag_str before(fintag_str whole, size_t at) {
    size_t begin = at;
    for (int i = 0; i < AROUND && begin; i++) {
        do begin--;
        while (begin && ((unsigned char)whole.ptr[begin] & 0xC0) == 0x80);
    }
    return (fintag_str){whole.ptr + begin, at - begin};
}

static fintag_str after(fintag_str whole, size_t at) {
    size_t end = at;
    for (int i = 0; i < AROUND && end < whole.len; i++) {
        do end++;
        while (end < whole.len && ((unsigned char)whole.ptr[end] & 0xC0) == 0x80);
    }
    return (fintag_str){whole.ptr + at, end - at};
}

static void write_quote(ft_stream *out, const fintag_entity *entity, fintag_str whole) {
    ft_stream_open(out, '{');
    FT_KEY(out, "type");
    ft_stream_literal(out, "TextQuoteSelector");
    FT_MEMBER(out, "exact", entity->text);
    FT_MEMBER(out, "prefix", before(whole, entity->byte_begin));
    FT_MEMBER(out, "suffix", after(whole, entity->byte_end));
    ft_stream_close(out, '}');
}

static void write_position(ft_stream *out, const fintag_entity *entity) {
    ft_stream_open(out, '{');
    FT_KEY(out, "type");
    ft_stream_literal(out, "TextPositionSelector");
    FT_KEY(out, "start");
    ft_stream_unsigned(out, entity->span.begin);
    FT_KEY(out, "end");
    ft_stream_unsigned(out, entity->span.end);
    ft_stream_close(out, '}');
}

static void write_plain_target(ft_stream *out, const fintag_article *article, const fintag_entity *entity,
                               fintag_str whole) {
    ft_stream_open(out, '{');
    FT_KEY(out, "source");
    ft_stream_open(out, '{');
    FT_KEY(out, "id");
    write_urn(out, article->id, entity->in_title ? "title" : "text", NULL);
    FT_KEY(out, "type");
    ft_stream_literal(out, "Text");
    FT_KEY(out, "format");
    ft_stream_literal(out, "text/plain");
    FT_MEMBER(out, "language", article->lang);
    ft_stream_close(out, '}');
    FT_KEY(out, "selector");
    ft_stream_open(out, '[');
    ft_stream_item(out);
    write_position(out, entity);
    ft_stream_item(out);
    write_quote(out, entity, whole);
    ft_stream_close(out, ']');
    ft_stream_close(out, '}');
}

static void write_targets(ft_stream *out, const fintag_article *article, const fintag_entity *entity) {
    fintag_str whole = entity->in_title ? article->title : article->text;
    FT_KEY(out, "target");
    ft_stream_open(out, '[');
    ft_stream_item(out);
    write_plain_target(out, article, entity, whole);
    if (article->url.len) {
        ft_stream_item(out);
        ft_stream_open(out, '{');
        FT_MEMBER(out, "source", article->url);
        FT_KEY(out, "selector");
        write_quote(out, entity, whole);
        ft_stream_close(out, '}');
    }
    ft_stream_close(out, ']');
}

static void write_body(ft_stream *out, const char *purpose, const char *format, fintag_str value) {
    if (!value.len) return;
    ft_stream_item(out);
    ft_stream_open(out, '{');
    FT_KEY(out, "type");
    ft_stream_literal(out, "TextualBody");
    FT_KEY(out, "purpose");
    ft_stream_literal(out, purpose);
    FT_KEY(out, "format");
    ft_stream_literal(out, format);
    FT_MEMBER(out, "value", value);
    ft_stream_close(out, '}');
}

/* What the entity is the same as, in other data. */
static fintag_str identity(const fintag_entity *entity) {
    switch (entity->type) {
    case FINTAG_TICKER: return entity->value.ticker.symbol;
    case FINTAG_COMPANY:
    case FINTAG_ORGANIZATION:
    case FINTAG_INDEX: return entity->value.name.id;
    case FINTAG_DATE: return entity->value.time.timex;
    case FINTAG_QUANTITY:
    case FINTAG_TRAP: break;
    }
    return (fintag_str){0};
}

static bool write_annotation(ft_stream *out, const fintag_article *article, const fintag_entity *entity,
                             ft_buf *value) {
    const char *type = fintag_type_name(entity->type);
    fintag_str json = ft_collect_value(value, entity);
    ft_stream_open(out, '{');
    FT_KEY(out, "id");
    write_urn(out, article->id, entity->in_title ? "title" : "text", &entity->span);
    FT_KEY(out, "type");
    ft_stream_literal(out, "Annotation");
    FT_KEY(out, "motivation");
    ft_stream_literal(out, "tagging");
    FT_KEY(out, "body");
    ft_stream_open(out, '[');
    write_body(out, "tagging", "text/plain", (fintag_str){type, strlen(type)});
    write_body(out, "identifying", "text/plain", identity(entity));
    write_body(out, "describing", "application/json", json);
    ft_stream_close(out, ']');
    write_targets(out, article, entity);
    ft_stream_close(out, '}');
    return json.len != 0;
}

static bool write_page(ft_stream *out, const fintag_doc *doc, ft_buf *value) {
    const fintag_article *article = fintag_doc_article(doc);
    size_t count;
    const fintag_entity *entities = fintag_doc_entities(doc, &count);
    ft_stream_open(out, '{');
    FT_KEY(out, "@context");
    ft_stream_literal(out, "http://www.w3.org/ns/anno.jsonld");
    FT_KEY(out, "id");
    write_urn(out, article->id, "annotations", NULL);
    FT_KEY(out, "type");
    ft_stream_literal(out, "AnnotationPage");
    FT_KEY(out, "items");
    ft_stream_open(out, '[');
    bool whole = true;
    for (size_t i = 0; i < count && whole; i++) {
        ft_stream_item(out);
        whole = write_annotation(out, article, &entities[i], value);
    }
    ft_stream_close(out, ']');
    ft_stream_close(out, '}');
    ft_stream_raw(out, "\n", 1);
    return whole;
}

static fintag_status annotation_article(ft_sink *sink, const fintag_doc *doc) {
    ft_stream out;
    ft_buf value = {0};
    ft_stream_begin(&out, ft_collect, sink->out, false);
    bool whole = write_page(&out, doc, &value);
    ft_buf_free(&value);
    return !ft_stream_end(&out) || !whole ? FINTAG_ENOMEM : FINTAG_OK;
}

/* The error record of the annotated JSON: it has no "@context". */
static fintag_status annotation_failure(ft_sink *sink, const fintag_error *error, fintag_str id, fintag_str path) {
    return fintag_write_error(error, id, path, ft_collect, sink->out);
}

const ft_sink_form ft_sink_web_annotation = {
    .ending = ".annotations.ndjson", .codepoints = true, .article = annotation_article, .failure = annotation_failure};
