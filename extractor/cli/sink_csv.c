/* One row per entity, RFC 4180: CRLF, a header row, quotes where they are needed. */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "cli/collect.h"
#include "cli/sinks.h"
#include "sink/value.h"

static const char header[] =
    "id,path,title,published,lang,url,type,in,start,end,source_start,source_end,text,entity_id,name,kind,symbol,mic,"
    "code,isin,number,min,max,unit,currency,per,approx,direction,timex,from,until,grain,rule,confidence,value\r\n";

/* A field between quotes; bytes that are no UTF-8 (only a path has any) become U+FFFD. */
static void put_quoted(ft_buf *out, fintag_str text) {
    size_t bad;
    ft_buf_byte(out, '"');
    for (size_t i = 0; i < text.len;) {
        size_t len = ft_utf8_sequence(text.ptr + i, text.len - i, &bad);
        if (!len)
            ft_buf_put(out, "\xEF\xBF\xBD", 3);
        else if (text.ptr[i] == '"')
            ft_buf_put(out, "\"\"", 2);
        else
            ft_buf_put(out, text.ptr + i, len);
        i += len ? len : bad;
    }
    ft_buf_byte(out, '"');
}

static bool is_plain(fintag_str text) {
    size_t len, bad;
    for (size_t i = 0; i < text.len; i += len) {
        unsigned char c = (unsigned char)text.ptr[i];
        len = ft_utf8_sequence(text.ptr + i, text.len - i, &bad);
        if (!len || c < ' ' || c == 0x7F || c == '"' || c == ',') return false;
    }
    return text.len == 0 || (text.ptr[0] != ' ' && text.ptr[text.len - 1] != ' ');
}

static void put(ft_buf *out, fintag_str text) {
    if (is_plain(text))
        ft_buf_put(out, text.ptr, text.len);
    else
        put_quoted(out, text);
}

static void next(ft_buf *out, fintag_str text) {
    ft_buf_byte(out, ',');
    put(out, text);
}

static void next_word(ft_buf *out, const char *word) {
    next(out, (fintag_str){word, word ? strlen(word) : 0});
}

static void next_number(ft_buf *out, uint64_t number) {
    char digits[24];
    int len = snprintf(digits, sizeof digits, ",%llu", (unsigned long long)number);
    ft_buf_put(out, digits, (size_t)len);
}

/* Columns entity_id to grain; what does not apply is empty. */
typedef struct {
    fintag_str id, name, symbol, mic, code, isin, unit, currency, per, timex, from, until, grain;
    const char *kind, *approx, *direction;
    fintag_str kind_word;
    fintag_figure figure;
} columns;

static columns columns_of(const fintag_entity *entity) {
    const fintag_quantity *q = &entity->value.quantity;
    const fintag_time *t = &entity->value.time;
    const fintag_ticker *k = &entity->value.ticker;
    const fintag_name *n = &entity->value.name;
    switch (entity->type) {
    case FINTAG_QUANTITY:
        return (columns){.kind = ft_quantity_kinds[q->kind],
                         .figure = q->figure,
                         .unit = q->unit,
                         .currency = q->currency,
                         .per = q->per,
                         .approx = ft_approx_words[q->approx],
                         .direction = ft_direction_words[q->direction]};
    case FINTAG_DATE:
        return (columns){.kind = ft_time_kinds[t->kind],
                         .timex = t->timex,
                         .from = t->from,
                         .until = t->until,
                         .grain = t->grain,
                         .approx = ft_approx_words[t->approx]};
    case FINTAG_TICKER:
        return (columns){.id = k->id, .symbol = k->symbol, .mic = k->mic, .code = k->code, .isin = k->isin};
    case FINTAG_COMPANY:
    case FINTAG_ORGANIZATION:
    case FINTAG_INDEX: return (columns){.id = n->id, .name = n->name, .kind_word = n->kind, .code = n->code};
    case FINTAG_TRAP: break; /* never reported */
    }
    return (columns){0};
}

static void put_columns(ft_buf *out, const columns *c) {
    next(out, c->id);
    next(out, c->name);
    if (c->kind)
        next_word(out, c->kind);
    else
        next(out, c->kind_word);
    const fintag_str middle[] = {c->symbol,     c->mic,        c->code, c->isin,     c->figure.number,
                                 c->figure.min, c->figure.max, c->unit, c->currency, c->per};
    for (size_t i = 0; i < sizeof middle / sizeof *middle; i++) next(out, middle[i]);
    next_word(out, c->approx);
    next_word(out, c->direction);
    const fintag_str dates[] = {c->timex, c->from, c->until, c->grain};
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) next(out, dates[i]);
}

static void put_span(ft_buf *out, const fintag_entity *entity, fintag_offsets offsets) {
    switch (offsets) {
    case FINTAG_CODEPOINT:
        next_number(out, entity->span.begin);
        next_number(out, entity->span.end);
        break;
    case FINTAG_UTF16:
        next_number(out, entity->utf16_begin);
        next_number(out, entity->utf16_end);
        break;
    case FINTAG_BYTE:
        next_number(out, entity->byte_begin);
        next_number(out, entity->byte_end);
        break;
    }
    next_number(out, entity->source.begin);
    next_number(out, entity->source.end);
}

static void csv_begin(ft_sink *sink) {
    ft_buf_put(sink->out, header, sizeof header - 1);
}

static fintag_status csv_article(ft_sink *sink, const fintag_doc *doc) {
    ft_buf *out = sink->out, value = {0};
    bool failed = false;
    char confidence[16];
    size_t count;
    const fintag_article *article = fintag_doc_article(doc);
    const fintag_entity *entities = fintag_doc_entities(doc, &count);
    for (size_t i = 0; i < count; i++) {
        const fintag_entity *entity = &entities[i];
        columns c = columns_of(entity);
        put(out, article->id);
        next(out, article->path);
        next(out, article->title);
        next(out, article->published);
        next(out, article->lang);
        next(out, article->url);
        next_word(out, fintag_type_name(entity->type));
        next_word(out, entity->in_title ? "title" : "text");
        put_span(out, entity, sink->json.offsets);
        next(out, entity->text);
        put_columns(out, &c);
        next(out, entity->rule);
        int len = snprintf(confidence, sizeof confidence, "%.2f", entity->confidence);
        next(out, (fintag_str){confidence, (size_t)len});
        fintag_str json = ft_collect_value(&value, entity);
        failed = failed || !json.len;
        next(out, json);
        ft_buf_put(out, "\r\n", 2);
    }
    ft_buf_free(&value);
    return failed || out->failed ? FINTAG_ENOMEM : FINTAG_OK;
}

/* A row of type "error" whose text is the message. */
static fintag_status csv_failure(ft_sink *sink, const fintag_error *error, fintag_str id, fintag_str path) {
    static const char nothing[] = ",,,,,,,,,,,,,,,,,,,,,,"; /* columns entity_id to value */
    ft_buf *out = sink->out;
    put(out, id);
    next(out, path);
    ft_buf_put(out, ",,,,,error,,,", 13);
    if (error->at >= 0)
        next_number(out, (uint64_t)error->at);
    else
        ft_buf_byte(out, ',');
    ft_buf_byte(out, ',');
    next(out, (fintag_str){error->message, strnlen(error->message, sizeof error->message)});
    ft_buf_put(out, nothing, sizeof nothing - 1);
    ft_buf_put(out, "\r\n", 2);
    return out->failed ? FINTAG_ENOMEM : FINTAG_OK;
}

const ft_sink_form ft_sink_csv = {.ending = ".csv", .begin = csv_begin, .article = csv_article, .failure = csv_failure};
