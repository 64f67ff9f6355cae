#include "index/rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "index/moment.h"

/* All columns but the key. */
#define PLACE(X) X(article) X(type) X(field) X(start) X(stop) X(source_start) X(source_stop) X(text)
#define MEASURED(X) X(rule) X(confidence) X(kind) X(si_min) X(si_max) X(si_unit) X(approx)
#define QUANTITY(X) X(per) X(unit) X(currency) X(number) X(min) X(max) X(word) X(direction) X(basis)
#define DATE(X) X(from_epoch) X(until_epoch) X(zone) X(timex) X(grain)
#define NAMED(X) X(id) X(scheme) X(symbol) X(mic) X(code) X(isin)
#define COLUMNS(X) PLACE(X) MEASURED(X) QUANTITY(X) DATE(X) NAMED(X)

#define NUMBER(name) C_##name,
enum { COLUMNS(NUMBER) COLUMN_COUNT };
#define NAME(name) "," #name
static const char names[] = COLUMNS(NAME);
/* Not OR ABORT, the usual: that takes a savepoint, at which FTS5 writes out what it has. */
const char ft_rows_insert[] =
    "INSERT OR FAIL INTO entities (entity" COLUMNS(NAME) ") SELECT NULL" COLUMNS(NAME) " FROM fintag_entities";

double ft_row_real(fintag_str decimal) {
    char text[96];
    int64_t digits = 0;
    size_t i = 0, after = 0, count = 0;
    bool negative = decimal.len && decimal.ptr[0] == '-', point = false;
    /* A whole number of 15 digits over a power of ten to 10^22 is one exact division. */
    static const double power[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    for (i = negative; i < decimal.len && count <= 15; i++) {
        if (decimal.ptr[i] == '.') {
            point = true;
            continue;
        }
        digits = digits * 10 + (decimal.ptr[i] - '0');
        count += digits != 0;
        after += point;
    }
    if (count <= 15 && after <= 15) return (negative ? -1 : 1) * ((double)digits / power[after]);
    size_t len = decimal.len < sizeof text ? decimal.len : sizeof text - 1;
    memcpy(text, decimal.ptr, len);
    text[len] = 0;
    return strtod(text, NULL);
}

/* Whole numbers that fit stay exact. */
static void fill_number(ft_cell *cell, fintag_str decimal) {
    if (!decimal.len) return;
    int64_t whole = 0;
    size_t sign = decimal.ptr[0] == '-', i = sign;
    for (; i < decimal.len && i < sign + 18 && decimal.ptr[i] >= '0' && decimal.ptr[i] <= '9'; i++)
        whole = whole * 10 + (decimal.ptr[i] - '0');
    if (i == decimal.len)
        ft_cell_integer(cell, sign ? -whole : whole);
    else
        ft_cell_real(cell, ft_row_real(decimal));
}

static const fintag_str quantity_kinds[] = {FINTAG_STR("measure"), FINTAG_STR("count"), FINTAG_STR("money"),
                                            FINTAG_STR("percent"), FINTAG_STR("ratio"), FINTAG_STR("number")};
static const fintag_str time_kinds[] = {FINTAG_STR("date"), FINTAG_STR("time"), FINTAG_STR("period"),
                                        FINTAG_STR("duration"), FINTAG_STR("set")};
static const fintag_str approxes[] = {{0},
                                      FINTAG_STR("about"),
                                      FINTAG_STR("at_least"),
                                      FINTAG_STR("at_most"),
                                      FINTAG_STR("more_than"),
                                      FINTAG_STR("less_than")};
static const fintag_str directions[] = {{0}, FINTAG_STR("up"), FINTAG_STR("down")};
static const fintag_str bases[] = {{0}, FINTAG_STR("yoy"), FINTAG_STR("qoq"), FINTAG_STR("mom")};

bool ft_row_measure(const fintag_quantity *q, ft_measured *measured) {
    bool si = q->si.number.len || q->si.min.len;
    const fintag_figure *figure = si ? &q->si : &q->figure;
    if (!figure->number.len && !(figure->min.len && figure->max.len)) return false;
    measured->min = ft_row_real(figure->number.len ? figure->number : figure->min);
    measured->max = figure->number.len ? measured->min : ft_row_real(figure->max);
    measured->unit = si ? q->si_unit : q->currency.len ? q->currency : q->unit;
    if (!measured->unit.ptr) measured->unit = FINTAG_STR("1");
    if (q->approx == FINTAG_MORE_THAN) {
        measured->min = nextafter(measured->min, INFINITY);
        measured->max = nextafter(measured->max, INFINITY);
    } else if (q->approx == FINTAG_LESS_THAN) {
        measured->min = nextafter(measured->min, -INFINITY);
        measured->max = nextafter(measured->max, -INFINITY);
    }
    return true;
}

static void fill_measured(ft_cell *cells, const ft_measured *measured) {
    ft_cell_real(&cells[C_si_min], measured->min);
    ft_cell_real(&cells[C_si_max], measured->max);
    ft_cell_text(&cells[C_si_unit], measured->unit);
}

static void fill_quantity(ft_cell *cells, const fintag_quantity *q) {
    ft_measured measured;
    ft_cell_text(&cells[C_kind], quantity_kinds[q->kind]);
    fill_number(&cells[C_number], q->figure.number);
    fill_number(&cells[C_min], q->figure.min);
    fill_number(&cells[C_max], q->figure.max);
    ft_cell_text(&cells[C_unit], q->unit);
    ft_cell_text(&cells[C_currency], q->currency);
    ft_cell_text(&cells[C_per], q->per);
    ft_cell_text(&cells[C_word], q->word);
    ft_cell_text(&cells[C_approx], approxes[q->approx]);
    ft_cell_text(&cells[C_direction], directions[q->direction]);
    ft_cell_text(&cells[C_basis], bases[q->basis]);
    if (ft_row_measure(q, &measured)) fill_measured(cells, &measured);
}

static void fill_end(ft_cell *cells, int at, fintag_str end) {
    ft_instant instant;
    if (!ft_instant_read(end, &instant)) return;
    ft_cell_integer(&cells[at], instant.epoch);
    if (instant.has_zone) ft_cell_integer(&cells[C_zone], instant.zone);
}

static void fill_time(ft_cell *cells, const fintag_time *t) {
    ft_cell_text(&cells[C_kind], time_kinds[t->kind]);
    ft_cell_text(&cells[C_approx], approxes[t->approx]);
    ft_cell_text(&cells[C_timex], t->timex);
    ft_cell_text(&cells[C_grain], t->grain);
    if (t->has_interval) {
        fill_end(cells, C_from_epoch, t->from);
        fill_end(cells, C_until_epoch, t->until);
    }
    fintag_quantity length = {.si = t->si, .si_unit = FINTAG_STR("s"), .approx = t->approx};
    ft_measured measured;
    if (ft_row_measure(&length, &measured)) fill_measured(cells, &measured);
}

static void fill_ticker(ft_cell *cells, const fintag_ticker *t) {
    ft_cell_text(&cells[C_scheme], t->scheme);
    ft_cell_text(&cells[C_symbol], t->symbol);
    ft_cell_text(&cells[C_mic], t->mic);
    ft_cell_text(&cells[C_code], t->code);
    ft_cell_text(&cells[C_isin], t->isin);
    ft_cell_text(&cells[C_id], t->id);
}

static void fill_row(const ft_rows *rows, const fintag_entity *entity, ft_cell *cells) {
    const char *type = fintag_type_name(entity->type);
    ft_cell_integer(&cells[C_article], rows->article);
    ft_cell_text(&cells[C_type], (fintag_str){type, strlen(type)});
    ft_cell_text(&cells[C_field], entity->in_title ? FINTAG_STR("title") : FINTAG_STR("text"));
    ft_cell_integer(&cells[C_start], entity->span.begin);
    ft_cell_integer(&cells[C_stop], entity->span.end);
    ft_cell_integer(&cells[C_source_start], (int64_t)(entity->source.begin - rows->base));
    ft_cell_integer(&cells[C_source_stop], (int64_t)(entity->source.end - rows->base));
    ft_cell_text(&cells[C_text], entity->text);
    ft_cell_text(&cells[C_rule], entity->rule);
    ft_cell_real(&cells[C_confidence], entity->confidence);
    switch (entity->type) {
    case FINTAG_QUANTITY: fill_quantity(cells, &entity->value.quantity); break;
    case FINTAG_DATE: fill_time(cells, &entity->value.time); break;
    case FINTAG_TICKER: fill_ticker(cells, &entity->value.ticker); break;
    case FINTAG_COMPANY:
    case FINTAG_ORGANIZATION:
    case FINTAG_INDEX:
        ft_cell_text(&cells[C_kind], entity->value.name.kind);
        ft_cell_text(&cells[C_id], entity->value.name.id);
        ft_cell_text(&cells[C_code], entity->value.name.code);
        break;
    case FINTAG_TRAP: break;
    }
}

static bool next_row(void *ctx, ft_cell *cells) {
    ft_rows *rows = ctx;
    if (rows->at == rows->count) return false;
    fill_row(rows, &rows->entities[rows->at++], cells);
    return true;
}

int ft_rows_open(ft_rows *rows, sqlite3 *db) {
    rows->feed = (ft_feed){.ctx = rows, .next = next_row, .columns = names + 1, .column_count = COLUMN_COUNT};
    return ft_feed_make(db, "fintag_entities", &rows->feed);
}
