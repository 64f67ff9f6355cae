#include "index/rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "index/moment.h"
#include "index/summary.h"

/* Columns of the tables. What filters compare stands in front, where it is read fastest. */
#define PLACE(X) X(field) X(start) X(stop) X(source_start) X(source_stop) X(text) X(rule) X(confidence)
#define RANGE(X) X(si_unit) X(si_min) X(si_max) X(per) X(unit)
#define AMOUNT(X) X(kind) X(currency) X(number) X(min) X(max) X(word) X(approx) X(direction) X(basis)
#define INTERVAL(X) X(from_epoch) X(until_epoch) X(zone)
#define WHEN(X) X(kind) X(approx) X(timex) X(grain)
#define WHO(X) X(kind) X(id) X(scheme) X(symbol) X(mic) X(code) X(isin)
#define QUANTITIES(X) X(article) X(entity) RANGE(X) PLACE(X) AMOUNT(X)
#define TIMES(X) X(article) X(entity) INTERVAL(X) X(si_min) X(si_max) PLACE(X) WHEN(X)
#define NAMED(X) X(article) X(entity) X(type) PLACE(X) WHO(X)
#define MEASURES(X) X(article) X(n) RANGE(X)
#define PERIODS(X) X(article) X(n) INTERVAL(X)

#define QUANTITY_NUMBER(name) Q_##name,
enum { QUANTITIES(QUANTITY_NUMBER) QUANTITY_COLUMNS };
#define TIME_NUMBER(name) T_##name,
enum { TIMES(TIME_NUMBER) TIME_COLUMNS };
#define NAMED_NUMBER(name) N_##name,
enum { NAMED(NAMED_NUMBER) NAMED_COLUMNS };
#define MEASURE_NUMBER(name) M_##name,
enum { MEASURES(MEASURE_NUMBER) MEASURE_COLUMNS };
#define PERIOD_NUMBER(name) P_##name,
enum { PERIODS(PERIOD_NUMBER) PERIOD_COLUMNS };

#define NAME(name) "," #name
static const struct {
    const char *columns, *feed;
    unsigned count;
} tables[FT_ROWS_TABLES] = {{&QUANTITIES(NAME)[1], "fintag_quantities", QUANTITY_COLUMNS},
                            {&TIMES(NAME)[1], "fintag_times", TIME_COLUMNS},
                            {&NAMED(NAME)[1], "fintag_named", NAMED_COLUMNS},
                            {&MEASURES(NAME)[1], "fintag_measures", MEASURE_COLUMNS},
                            {&PERIODS(NAME)[1], "fintag_periods", PERIOD_COLUMNS}};
/* Columns are in the order of the tables. Not OR ABORT, the usual: that takes a savepoint for each statement. */
const char *const ft_rows_insert[FT_ROWS_TABLES] = {"INSERT OR FAIL INTO quantities SELECT * FROM fintag_quantities",
                                                    "INSERT OR FAIL INTO times SELECT * FROM fintag_times",
                                                    "INSERT OR FAIL INTO named SELECT * FROM fintag_named",
                                                    "INSERT OR FAIL INTO measures SELECT * FROM fintag_measures",
                                                    "INSERT OR FAIL INTO periods SELECT * FROM fintag_periods"};

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

/* What all have, from the column `field` on. */
enum { AT_FIELD, AT_START, AT_STOP, AT_SOURCE_START, AT_SOURCE_STOP, AT_TEXT, AT_RULE, AT_CONFIDENCE };

static void fill_place(uint64_t base, const fintag_entity *entity, ft_cell *cells) {
    ft_cell_text(&cells[AT_FIELD], entity->in_title ? FINTAG_STR("title") : FINTAG_STR("text"));
    ft_cell_integer(&cells[AT_START], entity->span.begin);
    ft_cell_integer(&cells[AT_STOP], entity->span.end);
    ft_cell_integer(&cells[AT_SOURCE_START], (int64_t)(entity->source.begin - base));
    ft_cell_integer(&cells[AT_SOURCE_STOP], (int64_t)(entity->source.end - base));
    ft_cell_text(&cells[AT_TEXT], entity->text);
    ft_cell_text(&cells[AT_RULE], entity->rule);
    ft_cell_real(&cells[AT_CONFIDENCE], entity->confidence);
}

static void fill_quantity(uint64_t base, const fintag_entity *entity, ft_cell *cells) {
    const fintag_quantity *q = &entity->value.quantity;
    ft_measured measured;
    fill_place(base, entity, &cells[Q_field]);
    ft_cell_text(&cells[Q_kind], quantity_kinds[q->kind]);
    fill_number(&cells[Q_number], q->figure.number);
    fill_number(&cells[Q_min], q->figure.min);
    fill_number(&cells[Q_max], q->figure.max);
    ft_cell_text(&cells[Q_unit], q->unit);
    ft_cell_text(&cells[Q_currency], q->currency);
    ft_cell_text(&cells[Q_per], q->per);
    ft_cell_text(&cells[Q_word], q->word);
    ft_cell_text(&cells[Q_approx], approxes[q->approx]);
    ft_cell_text(&cells[Q_direction], directions[q->direction]);
    ft_cell_text(&cells[Q_basis], bases[q->basis]);
    if (!ft_row_measure(q, &measured)) return;
    ft_cell_real(&cells[Q_si_min], measured.min);
    ft_cell_real(&cells[Q_si_max], measured.max);
    ft_cell_text(&cells[Q_si_unit], measured.unit);
}

static void fill_end(ft_cell *cells, int at, fintag_str end) {
    ft_instant instant;
    if (!ft_instant_read(end, &instant)) return;
    ft_cell_integer(&cells[at], instant.epoch);
    if (instant.has_zone) ft_cell_integer(&cells[T_zone], instant.zone);
}

fintag_quantity ft_row_length(const fintag_time *time) {
    return (fintag_quantity){.si = time->si, .si_unit = FINTAG_STR("s"), .approx = time->approx};
}

static void fill_time(uint64_t base, const fintag_entity *entity, ft_cell *cells) {
    const fintag_time *t = &entity->value.time;
    fill_place(base, entity, &cells[T_field]);
    ft_cell_text(&cells[T_kind], time_kinds[t->kind]);
    ft_cell_text(&cells[T_approx], approxes[t->approx]);
    ft_cell_text(&cells[T_timex], t->timex);
    ft_cell_text(&cells[T_grain], t->grain);
    if (t->has_interval) {
        fill_end(cells, T_from_epoch, t->from);
        fill_end(cells, T_until_epoch, t->until);
    }
    fintag_quantity length = ft_row_length(t);
    ft_measured measured;
    if (!ft_row_measure(&length, &measured)) return;
    ft_cell_real(&cells[T_si_min], measured.min);
    ft_cell_real(&cells[T_si_max], measured.max);
}

static void fill_named(uint64_t base, const fintag_entity *entity, ft_cell *cells) {
    const char *type = fintag_type_name(entity->type);
    const fintag_ticker *t = &entity->value.ticker;
    ft_cell_text(&cells[N_type], (fintag_str){type, strlen(type)});
    fill_place(base, entity, &cells[N_field]);
    if (entity->type == FINTAG_TICKER) {
        ft_cell_text(&cells[N_scheme], t->scheme);
        ft_cell_text(&cells[N_symbol], t->symbol);
        ft_cell_text(&cells[N_mic], t->mic);
        ft_cell_text(&cells[N_code], t->code);
        ft_cell_text(&cells[N_isin], t->isin);
        ft_cell_text(&cells[N_id], t->id);
    } else {
        ft_cell_text(&cells[N_kind], entity->value.name.kind);
        ft_cell_text(&cells[N_id], entity->value.name.id);
        ft_cell_text(&cells[N_code], entity->value.name.code);
    }
}

static ft_rows_table table_of(fintag_type type) {
    return type == FINTAG_QUANTITY ? FT_ROWS_QUANTITIES : type == FINTAG_DATE ? FT_ROWS_TIMES : FT_ROWS_NAMED;
}

/* The first two columns: the article is told when they are read, as is the row of its first entity. */
enum { COLUMN_ARTICLE, COLUMN_NUMBER };

/* How many rows, how many bytes, the rows. */
static size_t begin_table(ft_buf *out) {
    size_t at = out->len;
    ft_pack_number(out, 0);
    ft_pack_number(out, 0);
    return at;
}

static void end_table(ft_buf *out, size_t at, uint64_t rows) {
    uint64_t size = out->len - at - 2 * sizeof size;
    if (out->failed) return;
    memcpy(out->ptr + at, &rows, sizeof rows);
    memcpy(out->ptr + at + sizeof rows, &size, sizeof size);
}

static void clear(ft_cell *cells, ft_rows_table which, uint64_t number) {
    for (unsigned c = 0; c < tables[which].count; c++) cells[c].kind = FT_CELL_NULL;
    ft_cell_integer(&cells[COLUMN_NUMBER], (int64_t)number);
}

static void pack_entities(ft_buf *out, const fintag_doc *doc, uint64_t base, ft_rows_table which) {
    static void (*const fill[FT_ROWS_ENTITIES])(uint64_t, const fintag_entity *, ft_cell *) = {fill_quantity, fill_time,
                                                                                               fill_named};
    ft_cell cells[FT_FEED_COLUMNS];
    size_t count, at = begin_table(out);
    uint64_t rows = 0;
    const fintag_entity *entities = fintag_doc_entities(doc, &count);
    for (size_t i = 0; i < count; i++) {
        if (table_of(entities[i].type) != which) continue;
        clear(cells, which, i);
        fill[which](base, &entities[i], cells);
        ft_pack_cells(out, cells, tables[which].count);
        rows++;
    }
    end_table(out, at, rows);
}

static void pack_measures(ft_buf *out, const fintag_doc *doc, ft_arena *arena) {
    ft_cell cells[MEASURE_COLUMNS];
    ft_measure *measures;
    size_t count = ft_summary_measures(arena, doc, &measures), at = begin_table(out);
    for (size_t i = 0; i < count; i++) {
        clear(cells, FT_ROWS_MEASURES, i);
        ft_cell_text(&cells[M_si_unit], measures[i].range.unit);
        ft_cell_real(&cells[M_si_min], measures[i].range.min);
        ft_cell_real(&cells[M_si_max], measures[i].range.max);
        ft_cell_text(&cells[M_per], measures[i].per);
        ft_cell_text(&cells[M_unit], measures[i].unit);
        ft_pack_cells(out, cells, MEASURE_COLUMNS);
    }
    end_table(out, at, count);
}

static void pack_periods(ft_buf *out, const fintag_doc *doc, ft_arena *arena) {
    ft_cell cells[PERIOD_COLUMNS];
    ft_period *periods;
    size_t count = ft_summary_periods(arena, doc, &periods), at = begin_table(out);
    for (size_t i = 0; i < count; i++) {
        clear(cells, FT_ROWS_PERIODS, i);
        if (periods[i].from != INT64_MIN) ft_cell_integer(&cells[P_from_epoch], periods[i].from);
        if (periods[i].until != INT64_MAX) ft_cell_integer(&cells[P_until_epoch], periods[i].until);
        if (periods[i].zone) ft_cell_integer(&cells[P_zone], periods[i].zone);
        ft_pack_cells(out, cells, PERIOD_COLUMNS);
    }
    end_table(out, at, count);
}

void ft_rows_pack(ft_buf *out, const fintag_doc *doc, uint64_t base) {
    ft_arena arena = {0};
    for (int i = 0; i < FT_ROWS_ENTITIES; i++) pack_entities(out, doc, base, (ft_rows_table)i);
    pack_measures(out, doc, &arena);
    pack_periods(out, doc, &arena);
    out->failed |= arena.failed;
    ft_arena_free(&arena);
}

uint64_t ft_rows_unpack(ft_rows *rows, ft_packed *from) {
    uint64_t count = 0;
    for (int i = 0; i < FT_ROWS_TABLES; i++) {
        ft_rows_feed *feed = &rows->feeds[i];
        feed->left = ft_unpack_number(from);
        uint64_t size = ft_unpack_number(from);
        feed->from = *from;
        from->at += size;
        if (i < FT_ROWS_ENTITIES) count += feed->left;
    }
    return count;
}

static bool next_row(void *ctx, ft_cell *cells) {
    ft_rows_feed *feed = ctx;
    if (!feed->left) return false;
    feed->left--;
    ft_unpack_cells(&feed->from, cells, tables[feed->which].count);
    if (feed->which < FT_ROWS_ENTITIES) cells[COLUMN_NUMBER].integer += feed->rows->first;
    ft_cell_integer(&cells[COLUMN_ARTICLE], feed->rows->article);
    return true;
}

int ft_rows_open(ft_rows *rows, sqlite3 *db) {
    int code = SQLITE_OK;
    for (int i = 0; i < FT_ROWS_TABLES && code == SQLITE_OK; i++) {
        ft_rows_feed *feed = &rows->feeds[i];
        *feed = (ft_rows_feed){.rows = rows, .which = (ft_rows_table)i};
        feed->feed =
            (ft_feed){.ctx = feed, .next = next_row, .columns = tables[i].columns, .column_count = tables[i].count};
        code = ft_feed_make(db, tables[i].feed, &feed->feed);
    }
    return code;
}
