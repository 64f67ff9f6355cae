#include "sink/value.h"

#include <string.h>

void ft_write_member(ft_stream *out, const char *key, size_t key_len, fintag_str text) {
    if (!text.ptr) return;
    ft_stream_key(out, key, key_len);
    ft_stream_string(out, text);
}

/* A word out of a table by its enumerator; the first one, "none", is left out. */
static void write_word(ft_stream *out, const char *key, const char *const *words, size_t count, unsigned index) {
    if (!index || index >= count) return;
    ft_stream_key(out, key, strlen(key));
    ft_stream_literal(out, words[index]);
}
#define WRITE_WORD(out, key, words, index) write_word((out), (key), (words), sizeof(words) / sizeof *(words), (index))

const char *const ft_approx_words[] = {NULL, "about", "at_least", "at_most", "more_than", "less_than"};
const char *const ft_direction_words[] = {NULL, "up", "down"};
const char *const ft_quantity_kinds[] = {"measure", "count", "money", "percent", "ratio", "number"};
const char *const ft_time_kinds[] = {"date", "time", "period", "duration", "set"};

/* Decimals are already the text of a JSON number. */
static void write_decimal(ft_stream *out, const char *key, size_t key_len, fintag_str decimal) {
    if (!decimal.len) return;
    ft_stream_key(out, key, key_len);
    ft_stream_raw(out, decimal.ptr, decimal.len);
}

static void write_figure(ft_stream *out, const fintag_figure *figure) {
    write_decimal(out, "number", 6, figure->number);
    write_decimal(out, "min", 3, figure->min);
    write_decimal(out, "max", 3, figure->max);
}

static bool figure_is_there(const fintag_figure *figure) {
    return figure->number.len || figure->min.len || figure->max.len;
}

static void write_figure_object(ft_stream *out, const char *key, const fintag_figure *figure, fintag_str unit) {
    if (!figure_is_there(figure)) return;
    ft_stream_key(out, key, strlen(key));
    ft_stream_open(out, '{');
    write_figure(out, figure);
    FT_MEMBER(out, "unit", unit);
    ft_stream_close(out, '}');
}

static void write_terms(ft_stream *out, const fintag_str terms[2]) {
    if (!terms[0].len || !terms[1].len) return;
    FT_KEY(out, "terms");
    ft_stream_open(out, '[');
    for (int i = 0; i < 2; i++) {
        ft_stream_item(out);
        ft_stream_raw(out, terms[i].ptr, terms[i].len);
    }
    ft_stream_close(out, ']');
}

static void write_kind(ft_stream *out, const char *const *kinds, size_t count, unsigned index) {
    FT_KEY(out, "kind");
    ft_stream_literal(out, kinds[index < count ? index : count - 1]);
}

static void write_quantity(ft_stream *out, const fintag_quantity *q) {
    static const char *const currency_by[] = {NULL, "symbol", "word", "code", "context", "default"};
    static const char *const bases[] = {NULL, "yoy", "qoq", "mom"};
    write_kind(out, ft_quantity_kinds, sizeof ft_quantity_kinds / sizeof *ft_quantity_kinds, q->kind);
    write_figure(out, &q->figure);
    FT_MEMBER(out, "fraction", q->fraction);
    FT_MEMBER(out, "unit", q->unit);
    FT_MEMBER(out, "currency", q->currency);
    WRITE_WORD(out, "currency_by", currency_by, q->currency_by);
    FT_MEMBER(out, "per", q->per);
    FT_MEMBER(out, "word", q->word);
    WRITE_WORD(out, "approx", ft_approx_words, q->approx);
    WRITE_WORD(out, "direction", ft_direction_words, q->direction);
    WRITE_WORD(out, "basis", bases, q->basis);
    write_terms(out, q->terms);
    write_figure_object(out, "written", &q->written, q->written_unit);
    write_figure_object(out, "si", &q->si, q->si_unit);
}

static void write_time(ft_stream *out, const fintag_time *t) {
    write_kind(out, ft_time_kinds, sizeof ft_time_kinds / sizeof *ft_time_kinds, t->kind);
    FT_MEMBER(out, "timex", t->timex);
    if (t->has_interval) {
        FT_KEY(out, "from");
        ft_stream_string(out, t->from);
        FT_KEY(out, "until");
        ft_stream_string(out, t->until);
    }
    FT_MEMBER(out, "grain", t->grain);
    FT_MEMBER(out, "mod", t->mod);
    WRITE_WORD(out, "approx", ft_approx_words, t->approx);
    FT_MEMBER(out, "calendar", t->calendar);
    FT_MEMBER(out, "anchor", t->anchor);
    write_figure_object(out, "si", &t->si, FINTAG_STR("s"));
}

static void write_ticker(ft_stream *out, const fintag_ticker *t) {
    FT_MEMBER(out, "scheme", t->scheme);
    FT_MEMBER(out, "mic", t->mic);
    FT_MEMBER(out, "code", t->code);
    FT_MEMBER(out, "symbol", t->symbol);
    FT_MEMBER(out, "isin", t->isin);
    FT_MEMBER(out, "id", t->id);
    FT_KEY(out, "known");
    ft_stream_bool(out, t->known);
}

void ft_write_listings(ft_stream *out, const fintag_name *name) {
    FT_KEY(out, "listings");
    ft_stream_open(out, '[');
    for (size_t i = 0; i < name->listing_count; i++) {
        const fintag_listing *listing = &name->listings[i];
        ft_stream_item(out);
        ft_stream_open(out, '{');
        FT_MEMBER(out, "mic", listing->mic);
        FT_MEMBER(out, "code", listing->code);
        FT_MEMBER(out, "isin", listing->isin);
        ft_stream_close(out, '}');
    }
    ft_stream_close(out, ']');
}

static void write_name(ft_stream *out, const fintag_name *name, fintag_type type) {
    FT_MEMBER(out, "id", name->id);
    FT_MEMBER(out, "name", name->name);
    FT_MEMBER(out, "kind", name->kind);
    FT_MEMBER(out, "code", name->code);
    if (type == FINTAG_COMPANY) ft_write_listings(out, name);
    FT_MEMBER(out, "resolved_by", name->resolved_by);
}

void ft_write_entity_value(ft_stream *out, const fintag_entity *entity) {
    ft_stream_open(out, '{');
    switch (entity->type) {
    case FINTAG_QUANTITY: write_quantity(out, &entity->value.quantity); break;
    case FINTAG_DATE: write_time(out, &entity->value.time); break;
    case FINTAG_TICKER: write_ticker(out, &entity->value.ticker); break;
    case FINTAG_COMPANY:
    case FINTAG_ORGANIZATION:
    case FINTAG_INDEX: write_name(out, &entity->value.name, entity->type); break;
    case FINTAG_TRAP: break; /* never reported */
    }
    ft_stream_close(out, '}');
}

fintag_status fintag_write_value(const fintag_entity *entity, fintag_write_fn write, void *ctx) {
    ft_stream out;
    ft_stream_begin(&out, write, ctx, false);
    ft_write_entity_value(&out, entity);
    return ft_stream_end(&out) ? FINTAG_OK : FINTAG_EIO;
}
