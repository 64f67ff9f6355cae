#include "index/rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "index/moment.h"
#include "index/schema.h"

/* Columns in the order of their parameters: those of every row behind `article`, then those of a class. */
#define ALL(X) X(type) X(field) X(start) X(stop) X(source_start) X(source_stop) X(text) X(rule) X(confidence) X(kind)
#define MEASURED(X) X(si_min) X(si_max) X(si_unit) X(approx)
#define QUANTITY(X) \
    ALL(X)          \
    MEASURED(X) X(number) X(min) X(max) X(unit) X(currency) X(per) X(word) X(direction) X(basis)
#define DATE(X) ALL(X) MEASURED(X) X(timex) X(grain) X(from_epoch) X(until_epoch) X(zone)
#define NAME(X) ALL(X) X(id) X(scheme) X(symbol) X(mic) X(code) X(isin)

#define X(name) A_##name,
enum { A_article = 1, ALL(X) MEASURED(X) }; /* parameters count from 1 */
#undef X
#define X(name) Q_##name,
enum { Q_article = 1, QUANTITY(X) };
#undef X
#define X(name) D_##name,
enum { D_article = 1, DATE(X) };
#undef X
#define X(name) N_##name,
enum { N_article = 1, NAME(X) };
#undef X

#define COLUMN(name) ", " #name
#define PARAMETER(name) ", ?"
#define INSERT(LIST) "INSERT INTO entities (article" LIST(COLUMN) ") VALUES (?" LIST(PARAMETER) ")"
const char *const ft_row_insert[FT_ROW_COUNT] = {INSERT(QUANTITY), INSERT(DATE), INSERT(NAME)};

ft_row_class ft_row_class_of(fintag_type type) {
    return type == FINTAG_QUANTITY ? FT_ROW_QUANTITY : type == FINTAG_DATE ? FT_ROW_DATE : FT_ROW_NAME;
}

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
static void bind_number(sqlite3_stmt *stmt, int at, fintag_str decimal) {
    if (!decimal.len) return;
    int64_t whole = 0;
    size_t sign = decimal.ptr[0] == '-', i = sign;
    for (; i < decimal.len && i < sign + 18 && decimal.ptr[i] >= '0' && decimal.ptr[i] <= '9'; i++)
        whole = whole * 10 + (decimal.ptr[i] - '0');
    if (i == decimal.len)
        sqlite3_bind_int64(stmt, at, sign ? -whole : whole);
    else
        sqlite3_bind_double(stmt, at, ft_row_real(decimal));
}

static const char *const quantity_kinds[] = {"measure", "count", "money", "percent", "ratio", "number"};
static const char *const time_kinds[] = {"date", "time", "period", "duration", "set"};
static const char *const approxes[] = {NULL, "about", "at_least", "at_most", "more_than", "less_than"};
static const char *const directions[] = {NULL, "up", "down"};
static const char *const bases[] = {NULL, "yoy", "qoq", "mom"};

static void bind_word(sqlite3_stmt *stmt, int at, const char *word) {
    if (word) sqlite3_bind_text(stmt, at, word, -1, SQLITE_STATIC);
}

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

static void bind_measured(sqlite3_stmt *stmt, const ft_measured *measured) {
    sqlite3_bind_double(stmt, A_si_min, measured->min);
    sqlite3_bind_double(stmt, A_si_max, measured->max);
    ft_bind_str(stmt, A_si_unit, measured->unit);
}

static void bind_quantity(sqlite3_stmt *stmt, const fintag_quantity *q) {
    ft_measured measured;
    bind_word(stmt, A_kind, quantity_kinds[q->kind]);
    bind_number(stmt, Q_number, q->figure.number);
    bind_number(stmt, Q_min, q->figure.min);
    bind_number(stmt, Q_max, q->figure.max);
    ft_bind_str(stmt, Q_unit, q->unit);
    ft_bind_str(stmt, Q_currency, q->currency);
    ft_bind_str(stmt, Q_per, q->per);
    ft_bind_str(stmt, Q_word, q->word);
    bind_word(stmt, A_approx, approxes[q->approx]);
    bind_word(stmt, Q_direction, directions[q->direction]);
    bind_word(stmt, Q_basis, bases[q->basis]);
    if (ft_row_measure(q, &measured)) bind_measured(stmt, &measured);
}

static void bind_end(sqlite3_stmt *stmt, int at, fintag_str end) {
    ft_instant instant;
    if (!ft_instant_read(end, &instant)) return;
    sqlite3_bind_int64(stmt, at, instant.epoch);
    if (instant.has_zone) sqlite3_bind_int(stmt, D_zone, instant.zone);
}

static void bind_time(sqlite3_stmt *stmt, const fintag_time *t) {
    bind_word(stmt, A_kind, time_kinds[t->kind]);
    bind_word(stmt, A_approx, approxes[t->approx]);
    ft_bind_str(stmt, D_timex, t->timex);
    ft_bind_str(stmt, D_grain, t->grain);
    if (t->has_interval) {
        bind_end(stmt, D_from_epoch, t->from);
        bind_end(stmt, D_until_epoch, t->until);
    }
    fintag_quantity length = {.si = t->si, .si_unit = FINTAG_STR("s"), .approx = t->approx};
    ft_measured measured;
    if (ft_row_measure(&length, &measured)) bind_measured(stmt, &measured);
}

static void bind_ticker(sqlite3_stmt *stmt, const fintag_ticker *t) {
    ft_bind_str(stmt, N_scheme, t->scheme);
    ft_bind_str(stmt, N_symbol, t->symbol);
    ft_bind_str(stmt, N_mic, t->mic);
    ft_bind_str(stmt, N_code, t->code);
    ft_bind_str(stmt, N_isin, t->isin);
    ft_bind_str(stmt, N_id, t->id);
}

void ft_row_bind(sqlite3_stmt *stmt, int64_t article, const fintag_entity *entity, uint64_t base) {
    sqlite3_clear_bindings(stmt);
    sqlite3_bind_int64(stmt, A_article, article);
    bind_word(stmt, A_type, fintag_type_name(entity->type));
    bind_word(stmt, A_field, entity->in_title ? "title" : "text");
    sqlite3_bind_int64(stmt, A_start, entity->span.begin);
    sqlite3_bind_int64(stmt, A_stop, entity->span.end);
    sqlite3_bind_int64(stmt, A_source_start, (sqlite3_int64)(entity->source.begin - base));
    sqlite3_bind_int64(stmt, A_source_stop, (sqlite3_int64)(entity->source.end - base));
    ft_bind_str(stmt, A_text, entity->text);
    ft_bind_str(stmt, A_rule, entity->rule);
    sqlite3_bind_double(stmt, A_confidence, entity->confidence);
    switch (entity->type) {
    case FINTAG_QUANTITY: bind_quantity(stmt, &entity->value.quantity); break;
    case FINTAG_DATE: bind_time(stmt, &entity->value.time); break;
    case FINTAG_TICKER: bind_ticker(stmt, &entity->value.ticker); break;
    case FINTAG_COMPANY:
    case FINTAG_ORGANIZATION:
    case FINTAG_INDEX:
        ft_bind_str(stmt, A_kind, entity->value.name.kind);
        ft_bind_str(stmt, N_id, entity->value.name.id);
        ft_bind_str(stmt, N_code, entity->value.name.code);
        break;
    case FINTAG_TRAP: break;
    }
}
