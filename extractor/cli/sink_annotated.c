/* Bulk requests whose title and text are in the syntax of the mapper-annotated-text plugin:
 *
 *     [微盟集团](company&XHKG%3A02013&%E5%BE%AE...)(2013.HK) ...
 *
 * The plugin takes \[([^\]\[]*)\]\(([^\)\(]*)\) for an annotation, splits what is in the round brackets at & and
 * decodes it as of an URL. It knows no escape for the text itself. */
#include <string.h>

#include "base/buf.h"
#include "cli/collect.h"
#include "cli/feed.h"

/* Text outside of annotations. What would read as an annotation there is broken up by a zero-width space, for which no
 * analyzer makes a token. `last` is the byte before, 0 at the beginning. */
static void put_plain(ft_buf *out, const char *text, size_t len) {
    static const char zero_width_space[] = "\xE2\x80\x8B";
    char last = out->len ? out->ptr[out->len - 1] : 0;
    for (size_t i = 0; i < len; i++) {
        if (text[i] == '(' && last == ']') ft_buf_put(out, zero_width_space, sizeof zero_width_space - 1);
        ft_buf_byte(out, text[i]);
        last = text[i];
    }
}

static bool is_unreserved(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '.' ||
           c == '_' || c == '~';
}

/* One value of an annotation, after &. */
static void put_value(ft_buf *out, fintag_str value) {
    static const char hex[] = "0123456789ABCDEF";
    if (!value.len) return;
    ft_buf_byte(out, '&');
    for (size_t i = 0; i < value.len; i++) {
        unsigned char c = (unsigned char)value.ptr[i];
        if (is_unreserved(value.ptr[i])) {
            ft_buf_byte(out, value.ptr[i]);
        } else {
            char escaped[3] = {'%', hex[c >> 4], hex[c & 15]};
            ft_buf_put(out, escaped, sizeof escaped);
        }
    }
}

/* What the entity can be found by, the type first. */
static void put_values(ft_buf *out, const fintag_entity *entity) {
    const char *type = fintag_type_name(entity->type);
    ft_buf_put(out, type, strlen(type));
    switch (entity->type) {
    case FINTAG_TICKER:
        put_value(out, entity->value.ticker.symbol);
        put_value(out, entity->value.ticker.isin);
        put_value(out, entity->value.ticker.id);
        break;
    case FINTAG_COMPANY:
    case FINTAG_ORGANIZATION:
    case FINTAG_INDEX:
        put_value(out, entity->value.name.id);
        put_value(out, entity->value.name.name);
        break;
    case FINTAG_DATE: put_value(out, entity->value.time.timex); break;
    case FINTAG_QUANTITY:
        put_value(out, entity->value.quantity.currency);
        put_value(out, entity->value.quantity.unit);
        break;
    case FINTAG_TRAP: break;
    }
}

static bool has_square_bracket(fintag_str text) {
    return memchr(text.ptr, '[', text.len) || memchr(text.ptr, ']', text.len);
}

/* A field with its entities marked. One that overlaps what went before, or has brackets in it, stays unmarked. */
static fintag_str annotate(ft_buf *out, fintag_str whole, bool title, const fintag_entity *entities, size_t count) {
    size_t at = 0;
    ft_buf_clear(out);
    for (size_t i = 0; i < count; i++) {
        const fintag_entity *entity = &entities[i];
        if (entity->in_title != title || entity->byte_begin < at || has_square_bracket(entity->text)) continue;
        put_plain(out, whole.ptr + at, entity->byte_begin - at);
        ft_buf_byte(out, '[');
        ft_buf_put(out, entity->text.ptr, entity->text.len);
        ft_buf_put(out, "](", 2);
        put_values(out, entity);
        ft_buf_byte(out, ')');
        at = entity->byte_end;
    }
    put_plain(out, whole.ptr + at, whole.len - at);
    return (fintag_str){out->ptr, out->len};
}

static fintag_status write_document(ft_stream *out, const ft_sink *sink, const fintag_doc *doc, ft_buf *marked) {
    const fintag_article *article = fintag_doc_article(doc);
    fintag_article shown = *article;
    size_t count;
    const fintag_entity *entities = fintag_doc_entities(doc, &count);
    ft_stream_open(out, '{');
    if (article->title.len) shown.title = annotate(marked, article->title, true, entities, count);
    if (marked->failed) return FINTAG_ENOMEM;
    ft_feed_article(out, &sink->zone, &shown);
    FT_KEY(out, "text");
    if (sink->json.no_text)
        ft_stream_null(out);
    else
        ft_stream_text(out, annotate(marked, article->text, false, entities, count));
    FT_KEY(out, "facets");
    ft_stream_open(out, '{');
    fintag_status status = ft_feed_facets(out, doc);
    ft_stream_close(out, '}');
    ft_stream_close(out, '}');
    ft_stream_raw(out, "\n", 1);
    return marked->failed ? FINTAG_ENOMEM : status;
}

static fintag_status annotated_article(ft_sink *sink, const fintag_doc *doc) {
    ft_stream out;
    ft_buf marked = {0};
    fintag_status status = ft_feed_check(sink, doc);
    if (status) return status;
    ft_stream_begin(&out, ft_collect, sink->out, false);
    ft_bulk_action(&out, fintag_doc_article(doc)->id);
    status = write_document(&out, sink, doc, &marked);
    ft_buf_free(&marked);
    return ft_stream_end(&out) ? status : FINTAG_ENOMEM;
}

const ft_sink_form ft_sink_annotated_text = {
    .ending = ".bulk.ndjson", .article = annotated_article, .failure = ft_bulk_failure};
