#include "index/filter.h"

#include <math.h>

#include "base/decimal.h"
#include "base/str.h"
#include "base/utf8.h"
#include "index/moment.h"
#include "index/rows.h"
#include "index/schema.h"
#include "text/fold.h"

bool ft_filter_needs_rules(ft_field field) {
    return field != FT_FIELD_TYPE && field != FT_FIELD_LANG && field != FT_FIELD_MEDIA && field != FT_FIELD_ID;
}

/* The one entity that is the whole of the text, NULL when fintag sees it otherwise. Stays until the next call. */
static const fintag_entity *read_as_entity(ft_resolver *r, fintag_str text) {
    fintag_source about = {.format = FINTAG_TEXT, .id = FINTAG_STR("query"), .published = r->today};
    fintag_tag_options options = {.numbers = true};
    size_t count;
    if (!text.len || fintag_doc_read(r->doc, text.ptr, text.len, &about, NULL)) return NULL;
    if (fintag_doc_tag(r->doc, &options, NULL)) return NULL;
    const fintag_entity *entities = fintag_doc_entities(r->doc, &count);
    for (size_t i = 0; i < count; i++)
        if (entities[i].byte_begin == 0 && entities[i].byte_end == text.len) return &entities[i];
    return NULL;
}

static fintag_str keep(ft_resolver *r, fintag_str s) {
    return s.ptr ? ft_copy(r->arena, s.ptr, s.len) : s;
}

/* ---- Names ---- */

static void add_id(ft_resolver *r, ft_test *test, fintag_str id) {
    if (!id.len) return;
    for (size_t i = 0; i < test->ids.count; i++)
        if (ft_str_eq(test->ids.items[i], id)) return;
    fintag_str *item = FT_PUSH(r->arena, &test->ids);
    if (item) *item = keep(r, id);
}

/* What the value is when written like this; `sure`: also a code that the security master doesn't know. */
static void try_name(ft_resolver *r, ft_test *test, fintag_str text, bool sure) {
    const fintag_entity *entity = read_as_entity(r, text);
    if (!entity) return;
    if (entity->type == FINTAG_TICKER) {
        const fintag_ticker *ticker = &entity->value.ticker;
        if (!ticker->known && !sure) return;
        fintag_str own = ticker->symbol.len ? ticker->symbol : ticker->isin.len ? ticker->isin : ticker->code;
        add_id(r, test, test->type == FINTAG_TICKER ? own : ticker->id);
    } else if (entity->type == test->type) {
        add_id(r, test, entity->value.name.id);
    }
}

/* A bare code is an identifier only in company: that is what the value of these filters is. */
static void try_codes(ft_resolver *r, ft_test *test, fintag_str code) {
    static const char *const six[] = {".SH", ".SZ", ".BJ", NULL}, *const few[] = {".HK", ".TW", ".TWO", NULL};
    size_t digits = 0, letters = 0;
    for (size_t i = 0; i < code.len; i++) {
        digits += code.ptr[i] >= '0' && code.ptr[i] <= '9';
        letters += (code.ptr[i] | 32) >= 'a' && (code.ptr[i] | 32) <= 'z';
    }
    if (digits == code.len && digits <= 6) {
        for (const char *const *tail = digits == 6 ? six : few; *tail; tail++)
            try_name(r, test, ft_format(r->arena, "%.*s%s", (int)code.len, code.ptr, *tail), false);
    } else if (letters == code.len && letters <= 5) {
        fintag_str symbol = ft_format(r->arena, "$%.*s", (int)code.len, code.ptr);
        for (size_t i = 1; i < symbol.len; i++) ((char *)symbol.ptr)[i] &= ~32;
        try_name(r, test, symbol, false);
    }
}

/* Ids and names of the table that are `text`. */
static bool look_up(ft_resolver *r, ft_test *test, fintag_str text) {
    sqlite3_stmt *stmt;
    if (sqlite3_prepare_v2(r->db, "SELECT key, id FROM names WHERE type = ?1 AND (id = ?2 OR name = ?2)", -1, &stmt,
                           NULL) != SQLITE_OK)
        return false;
    sqlite3_bind_text(stmt, 1, fintag_type_name(test->type), -1, SQLITE_STATIC);
    ft_bind_str(stmt, 2, text);
    int code;
    while ((code = sqlite3_step(stmt)) == SQLITE_ROW) {
        int64_t key = sqlite3_column_int64(stmt, 0);
        bool known = false;
        for (size_t i = 0; test->keys.items && i < test->keys.count; i++) known |= test->keys.items[i] == key;
        int64_t *item = known ? NULL : FT_PUSH(r->arena, &test->keys);
        if (item) *item = key;
        add_id(r, test, ft_column_str(stmt, 1));
    }
    sqlite3_finalize(stmt);
    return code == SQLITE_DONE;
}

static bool resolve_name(ft_resolver *r, ft_test *test, const ft_query *node, ft_query_error *error) {
    static const fintag_type types[] = {FINTAG_COMPANY, FINTAG_TICKER, FINTAG_ORGANIZATION, FINTAG_INDEX};
    fintag_str value = node->subject;
    test->kind = FT_TEST_NAME;
    test->type = types[node->field - FT_FIELD_COMPANY];
    try_name(r, test, value, true);
    if (test->type == FINTAG_COMPANY || test->type == FINTAG_TICKER) try_codes(r, test, value);
    if (!look_up(r, test, value) || !look_up(r, test, ft_unfold(r->arena, ft_fold_str(r->arena, value))))
        return ft_query_fail(error, node, "%s", sqlite3_errmsg(r->db));
    for (size_t i = 0, count = test->ids.count; i < count; i++)
        if (!look_up(r, test, test->ids.items[i])) return ft_query_fail(error, node, "%s", sqlite3_errmsg(r->db));
    return true;
}

/* ---- Quantities ---- */

/* Figures as people type them: 1e9, 1.5bn, 20k. The plain decimal, else the text as it is, for fintag to read. */
static fintag_str plain_figure(ft_arena *arena, fintag_str text) {
    static const struct {
        const char *name;
        int32_t power;
    } scales[] = {{"k", 3},  {"m", 6},   {"mn", 6}, {"mm", 6}, {"b", 9},
                  {"bn", 9}, {"tn", 12}, {"万", 4}, {"亿", 8}, {"億", 8}};
    size_t end = 0;
    while (end < text.len &&
           ((text.ptr[end] >= '0' && text.ptr[end] <= '9') || text.ptr[end] == '.' || (!end && text.ptr[end] == '-')))
        end++;
    ft_decimal value;
    if (!ft_decimal_parse((fintag_str){text.ptr, end}, &value)) return text;
    fintag_str rest = {text.ptr + end, text.len - end};
    int32_t power = 0;
    bool known = !rest.len;
    if (rest.len >= 2 && rest.len <= 4 && (rest.ptr[0] | 32) == 'e') {
        size_t at = rest.ptr[1] == '-' || rest.ptr[1] == '+' ? 2 : 1;
        for (known = at < rest.len; at < rest.len; at++) {
            known &= rest.ptr[at] >= '0' && rest.ptr[at] <= '9';
            power = power * 10 + (rest.ptr[at] - '0');
        }
        if (rest.ptr[1] == '-') power = -power;
    }
    for (size_t i = 0; !known && i < sizeof scales / sizeof *scales; i++) {
        bool same = strlen(scales[i].name) == rest.len;
        for (size_t c = 0; same && c < rest.len; c++)
            same = rest.ptr[c] == scales[i].name[c] || (rest.ptr[c] | 32) == scales[i].name[c];
        if (!same) continue;
        known = true;
        power = scales[i].power;
    }
    fintag_str plain =
        known && power > -40 && power < 40 ? ft_decimal_text(arena, ft_decimal_shift(value, power)) : (fintag_str){0};
    return plain.len ? plain : text;
}

/* Figure and unit as fintag reads them, in any of the orders in which they are written. */
static bool read_measure(ft_resolver *r, fintag_str figure, fintag_str unit, ft_measured *measured, ft_test *test) {
    fintag_str plain = plain_figure(r->arena, figure);
    for (int order = 0; order < 4; order++) {
        fintag_str a = order < 2 ? plain : unit, b = order < 2 ? unit : plain;
        fintag_str text = order & 1 ? ft_format(r->arena, "%.*s %.*s", (int)a.len, a.ptr, (int)b.len, b.ptr)
                                    : ft_format(r->arena, "%.*s%.*s", (int)a.len, a.ptr, (int)b.len, b.ptr);
        const fintag_entity *entity = read_as_entity(r, text);
        if (!entity) continue;
        fintag_quantity q = {0};
        if (entity->type == FINTAG_QUANTITY) q = entity->value.quantity;
        if (entity->type == FINTAG_DATE)
            q = (fintag_quantity){.si = entity->value.time.si, .si_unit = FINTAG_STR("s"), .kind = FINTAG_MEASURE};
        if (q.kind == FINTAG_NUMBER || !ft_row_measure(&q, measured)) continue;
        test->si_unit = keep(r, measured->unit);
        test->per = keep(r, q.per);
        test->unit = keep(r, q.kind == FINTAG_MONEY || entity->type == FINTAG_DATE ? (fintag_str){0} : q.unit);
        return true;
    }
    return false;
}

/* A unit that fintag doesn't read may still be one of the table: {vehicle}. */
static bool is_unit_of_table(ft_resolver *r, fintag_str unit) {
    sqlite3_stmt *stmt;
    static const char sql[] = "SELECT 1 FROM measures WHERE si_unit = ?1 LIMIT 1";
    if (sqlite3_prepare_v2(r->db, sql, -1, &stmt, NULL) != SQLITE_OK) return false;
    ft_bind_str(stmt, 1, unit);
    bool found = sqlite3_step(stmt) == SQLITE_ROW;
    sqlite3_finalize(stmt);
    return found;
}

static bool read_bound(ft_resolver *r, const ft_query *node, fintag_str figure, fintag_str unit, ft_measured *measured,
                       ft_test *test, ft_query_error *error) {
    if (read_measure(r, figure, unit, measured, test)) return true;
    fintag_str plain = plain_figure(r->arena, figure);
    ft_decimal value;
    if (is_unit_of_table(r, unit) && ft_decimal_parse(plain, &value)) {
        measured->min = measured->max = ft_row_real(plain);
        test->si_unit = unit;
        return true;
    }
    return ft_query_fail(error, node, "‘%.*s %.*s’ is no quantity that fintag reads", (int)figure.len, figure.ptr,
                         (int)unit.len, unit.ptr);
}

static bool resolve_quantity(ft_resolver *r, ft_test *test, const ft_query *node, ft_query_error *error) {
    fintag_str unit = node->field == FT_FIELD_PERCENT ? FINTAG_STR("%") : node->subject;
    ft_measured first = {0}, second = {0};
    test->kind = FT_TEST_QUANTITY;
    test->type = FINTAG_QUANTITY;
    test->low = -INFINITY;
    test->high = INFINITY;
    if (!unit.len) return ft_query_fail(error, node, "which %s?", node->field == FT_FIELD_MONEY ? "currency" : "unit");
    if (!node->op) {
        test->any_per = true;
        return read_bound(r, node, FINTAG_STR("1"), unit, &first, test, error);
    }
    /* 30% says the unit once more. */
    fintag_str value = node->value, until = node->until;
    if (node->field == FT_FIELD_PERCENT && value.len && value.ptr[value.len - 1] == '%') value.len--;
    if (node->field == FT_FIELD_PERCENT && until.len && until.ptr[until.len - 1] == '%') until.len--;
    if (value.len && !read_bound(r, node, value, unit, &first, test, error)) return false;
    if (until.len && !read_bound(r, node, until, unit, &second, test, error)) return false;
    test->unit = (fintag_str){0};
    switch (node->op) {
    case FT_OP_GE: test->low = first.min; break;
    case FT_OP_GT: test->low = nextafter(first.max, INFINITY); break;
    case FT_OP_LE: test->high = first.max; break;
    case FT_OP_LT: test->high = nextafter(first.min, -INFINITY); break;
    case FT_OP_RANGE:
        if (value.len) test->low = first.min;
        if (until.len) test->high = second.max;
        break;
    case FT_OP_EQ:
        test->low = first.min;
        test->high = first.max;
        break;
    case FT_OP_NONE: break;
    }
    return true;
}

/* ---- Dates ---- */

typedef struct {
    int64_t from, until;
    bool utc;
} interval;

/* On the wall's clock, but for a moment that says its zone. */
static int64_t wall(ft_instant instant, bool *utc) {
    *utc |= instant.has_zone;
    return instant.epoch;
}

/* 2022-04-10, perhaps with a time and a zone. */
static bool read_iso(fintag_str text, interval *out) {
    ft_instant instant;
    for (size_t i = 0; i < text.len; i++)
        if (!strchr("0123456789-:+TZ.", text.ptr[i])) return false;
    if (!ft_instant_read(text, &instant)) return false;
    out->from = wall(instant, &out->utc);
    out->until = out->from + (text.len == 10 ? 86400 : text.len > 16 && text.ptr[16] == ':' ? 1 : 60);
    return true;
}

static bool read_interval(ft_resolver *r, fintag_str text, interval *out) {
    bool year = text.len == 4;
    for (size_t i = 0; i < text.len; i++) year &= text.ptr[i] >= '0' && text.ptr[i] <= '9';
    *out = (interval){INT64_MIN, INT64_MAX, false};
    if (read_iso(text, out)) return true;
    const fintag_entity *entity =
        read_as_entity(r, year ? ft_format(r->arena, "%.*s年", (int)text.len, text.ptr) : text);
    if (!entity || entity->type != FINTAG_DATE || !entity->value.time.has_interval) return false;
    const fintag_time *time = &entity->value.time;
    ft_instant instant;
    if (ft_instant_read(time->from, &instant)) out->from = wall(instant, &out->utc);
    if (ft_instant_read(time->until, &instant)) out->until = wall(instant, &out->utc);
    return true;
}

static bool resolve_date(ft_resolver *r, ft_test *test, const ft_query *node, ft_query_error *error) {
    interval first = {INT64_MIN, INT64_MAX, false}, second = first;
    test->kind = node->field == FT_FIELD_DATE ? FT_TEST_DATE : FT_TEST_PUBLISHED;
    test->type = FINTAG_DATE;
    if (node->subject.len) return ft_query_fail(error, node, "write date:>=2022-04, without anything before the sign");
    if (node->value.len && !read_interval(r, node->value, &first))
        return ft_query_fail(error, node, "‘%.*s’ is no date that fintag reads", (int)node->value.len, node->value.ptr);
    if (node->until.len && !read_interval(r, node->until, &second))
        return ft_query_fail(error, node, "‘%.*s’ is no date that fintag reads", (int)node->until.len, node->until.ptr);
    if (node->value.len && node->until.len && first.utc != second.utc)
        return ft_query_fail(error, node, "only one end of the range has a zone");
    test->utc = first.utc || second.utc;
    test->from = node->op == FT_OP_GT                           ? first.until
                 : node->op == FT_OP_LE || node->op == FT_OP_LT ? INT64_MIN
                                                                : first.from;
    test->until = node->op == FT_OP_RANGE                        ? second.until
                  : node->op == FT_OP_GT || node->op == FT_OP_GE ? INT64_MAX
                  : node->op == FT_OP_LT                         ? first.from
                                                                 : first.until;
    return test->from < test->until || ft_query_fail(error, node, "the end lies before the beginning");
}

/* ---- The rest ---- */

static bool resolve_type(ft_test *test, const ft_query *node, ft_query_error *error) {
    test->kind = FT_TEST_TYPE;
    for (int i = 0; i < FINTAG_TYPE_COUNT; i++) {
        test->type = (fintag_type)i;
        if (ft_str_is(node->subject, fintag_type_name(test->type))) return true;
    }
    return ft_query_fail(error, node,
                         "unknown type ‘%.*s’; known: ticker, company, organization, index, date, quantity",
                         (int)node->subject.len, node->subject.ptr);
}

ft_test *ft_filter_resolve(ft_resolver *r, const ft_query *node, ft_query_error *error) {
    ft_test *test = ft_alloc_zero(r->arena, sizeof *test);
    bool fine = test != NULL;
    if (!fine) ft_query_fail(error, node, "out of memory");
    if (fine) test->text = node->subject;
    switch (node->field) {
    case FT_FIELD_COMPANY:
    case FT_FIELD_TICKER:
    case FT_FIELD_ORGANIZATION:
    case FT_FIELD_INDEX: fine = fine && resolve_name(r, test, node, error); break;
    case FT_FIELD_TYPE: fine = fine && resolve_type(test, node, error); break;
    case FT_FIELD_UNIT:
    case FT_FIELD_MONEY:
    case FT_FIELD_PERCENT: fine = fine && resolve_quantity(r, test, node, error); break;
    case FT_FIELD_DATE:
    case FT_FIELD_PUBLISHED: fine = fine && resolve_date(r, test, node, error); break;
    case FT_FIELD_LANG:
        if (fine) test->kind = FT_TEST_LANG;
        break;
    case FT_FIELD_MEDIA:
        if (fine) test->kind = FT_TEST_MEDIA;
        break;
    case FT_FIELD_ID:
    case FT_FIELD_COUNT:
        if (fine) test->kind = FT_TEST_ID;
        break;
    }
    if (fine && r->arena->failed) fine = ft_query_fail(error, node, "out of memory");
    return fine ? test : NULL;
}
