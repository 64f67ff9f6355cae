#include "index/marks.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/str.h"
#include "base/utf8.h"
#include "index/moment.h"
#include "index/schema.h"
#include "text/fold.h"

typedef struct {
    ft_arena *arena;
    const ft_wanted *wanted;
    ft_found *found;
} reader;

static fintag_str keep(ft_arena *arena, sqlite3_stmt *stmt, int at) {
    fintag_str s = ft_column_str(stmt, at);
    return s.ptr ? ft_copy(arena, s.ptr, s.len) : (fintag_str){0};
}

/* ---- Words ---- */

static bool mark_words(reader *r, fintag_str field, bool in_title) {
    ft_folded folded = {0};
    ft_token token;
    if (!field.len || !r->wanted->phrases.count) return true;
    if (!ft_fold(field.ptr, field.len, &folded)) return false;
    ft_ustr text = {folded.unit, folded.count};
    for (uint32_t at = 0, next = 0; ft_token_next(text, &next, &token); at = next) {
        for (size_t i = 0; i < r->wanted->phrases.count; i++) {
            uint32_t end;
            if (!ft_phrase_at(&r->wanted->phrases.items[i], text, at, &end)) continue;
            ft_mark *mark = FT_PUSH(r->arena, &r->found->marks);
            if (!mark) break;
            *mark = (ft_mark){.in_title = in_title, .begin = token.begin, .end = end, .part = (uint32_t)i};
        }
    }
    /* Units to code points. */
    ft_mark *marks = r->found->marks.items;
    for (size_t i = 0; marks && i < r->found->marks.count; i++) {
        ft_mark *mark = &marks[i];
        if (mark->in_title != in_title || mark->is_entity) continue;
        uint64_t begin, end;
        ft_offmap_span(&folded.points, mark->begin, mark->end, &begin, &end);
        mark->begin = (uint32_t)begin;
        mark->end = (uint32_t)end;
    }
    ft_folded_free(&folded);
    return true;
}

/* ---- Entities ---- */

/* Columns of the statement below. */
enum { E_TYPE, E_FIELD, E_START, E_STOP, E_ID, E_SI_UNIT, E_SI_MIN, E_SI_MAX, E_PER, E_UNIT, E_FROM, E_UNTIL, E_ZONE };
static const char entity_sql[] =
    "SELECT type, field, start, stop, CASE type WHEN 'ticker' THEN coalesce(symbol, isin, code) ELSE id END, si_unit,"
    " si_min, si_max, per, unit, from_epoch, until_epoch, zone FROM entities"
    " WHERE entity >= ?1 AND entity < ?2";

static bool is_null(sqlite3_stmt *stmt, int at) {
    return sqlite3_column_type(stmt, at) == SQLITE_NULL;
}

static bool same(fintag_str a, fintag_str b) {
    return a.ptr ? b.ptr && ft_str_eq(a, b) : !b.ptr;
}

static bool overlaps(sqlite3_stmt *stmt, const ft_test *test) {
    int64_t zone = test->utc ? 0 : sqlite3_column_int64(stmt, E_ZONE);
    bool from = !is_null(stmt, E_FROM), until = !is_null(stmt, E_UNTIL);
    if (!from && !until) return false;
    return (!from || sqlite3_column_int64(stmt, E_FROM) + zone < test->until) &&
           (!until || sqlite3_column_int64(stmt, E_UNTIL) + zone > test->from);
}

static bool passes(sqlite3_stmt *stmt, const ft_test *test) {
    const char *type = (const char *)sqlite3_column_text(stmt, E_TYPE);
    switch (test->kind) {
    case FT_TEST_NAME:
        if (strcmp(type, fintag_type_name(test->type)) != 0) return false;
        for (size_t i = 0; i < test->ids.count; i++)
            if (same(ft_column_str(stmt, E_ID), test->ids.items[i])) return true;
        return false;
    case FT_TEST_TYPE: return strcmp(type, fintag_type_name(test->type)) == 0;
    case FT_TEST_QUANTITY:
        return same(ft_column_str(stmt, E_SI_UNIT), test->si_unit) &&
               sqlite3_column_double(stmt, E_SI_MAX) >= test->low &&
               sqlite3_column_double(stmt, E_SI_MIN) <= test->high &&
               (test->any_per || same(ft_column_str(stmt, E_PER), test->per)) &&
               (!test->unit.ptr || same(ft_column_str(stmt, E_UNIT), test->unit));
    case FT_TEST_DATE: return overlaps(stmt, test);
    case FT_TEST_PUBLISHED:
    case FT_TEST_LANG:
    case FT_TEST_MEDIA:
    case FT_TEST_ID: break;
    }
    return false;
}

/* The rows of an article's entities. */
static bool entity_range(sqlite3 *db, int64_t docid, int64_t *first, int64_t *end) {
    static const char sql[] = "SELECT entity, entity + entity_count FROM articles WHERE docid = ?1";
    sqlite3_stmt *stmt;
    if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK) return false;
    sqlite3_bind_int64(stmt, 1, docid);
    bool found = sqlite3_step(stmt) == SQLITE_ROW;
    *first = found ? sqlite3_column_int64(stmt, 0) : 0;
    *end = found ? sqlite3_column_int64(stmt, 1) : 0;
    sqlite3_finalize(stmt);
    return found;
}

static fintag_str end_text(ft_arena *arena, sqlite3_stmt *stmt, int at) {
    char text[FT_INSTANT_TEXT];
    if (is_null(stmt, at)) return (fintag_str){0};
    ft_instant end = {.epoch = sqlite3_column_int64(stmt, at), .has_zone = !is_null(stmt, E_ZONE)};
    return ft_copy(arena, text, ft_instant_text(end, text));
}

static void mark_entity(reader *r, sqlite3_stmt *stmt, size_t part) {
    ft_arena *arena = r->arena;
    ft_mark *mark = FT_PUSH(arena, &r->found->marks);
    if (!mark) return;
    *mark = (ft_mark){.in_title = sqlite3_column_text(stmt, E_FIELD)[1] == 'i',
                      .begin = (uint32_t)sqlite3_column_int64(stmt, E_START),
                      .end = (uint32_t)sqlite3_column_int64(stmt, E_STOP),
                      .is_entity = true,
                      .part = (uint32_t)(r->wanted->phrases.count + part),
                      .type = keep(arena, stmt, E_TYPE),
                      .id = keep(arena, stmt, E_ID),
                      .si_unit = keep(arena, stmt, E_SI_UNIT),
                      .from = end_text(arena, stmt, E_FROM),
                      .until = end_text(arena, stmt, E_UNTIL),
                      .si_min = sqlite3_column_double(stmt, E_SI_MIN),
                      .si_max = sqlite3_column_double(stmt, E_SI_MAX)};
}

static bool mark_entities(reader *r, sqlite3 *db, int64_t docid) {
    sqlite3_stmt *stmt;
    int code;
    int64_t first, end;
    if (!r->wanted->tests.count) return true;
    /* Not as part of the statement: only numbers are passed on to the tables of the view. */
    if (!entity_range(db, docid, &first, &end)) return false;
    if (sqlite3_prepare_v2(db, entity_sql, -1, &stmt, NULL) != SQLITE_OK) return false;
    sqlite3_bind_int64(stmt, 1, first);
    sqlite3_bind_int64(stmt, 2, end);
    while ((code = sqlite3_step(stmt)) == SQLITE_ROW)
        for (size_t i = 0; i < r->wanted->tests.count; i++) {
            if (!passes(stmt, r->wanted->tests.items[i])) continue;
            mark_entity(r, stmt, i);
            break;
        }
    sqlite3_finalize(stmt);
    return code == SQLITE_DONE;
}

/* ---- Places ---- */

static int by_place(const void *a, const void *b) {
    const ft_mark *x = a, *y = b;
    if (x->in_title != y->in_title) return x->in_title ? -1 : 1;
    if (x->begin != y->begin) return x->begin < y->begin ? -1 : 1;
    if (x->end != y->end) return x->end > y->end ? -1 : 1;
    return (x->part > y->part) - (x->part < y->part);
}

/* Bytes of the marks of one field, which are in order of their beginnings; their ends may overlap. */
static void find_bytes(ft_found *found, fintag_str field, bool in_title) {
    uint32_t point = 0;
    size_t at = 0;
    for (size_t i = 0; i < found->marks.count; i++) {
        ft_mark *mark = &found->marks.items[i];
        if (mark->in_title != in_title) continue;
        for (; point < mark->begin && at < field.len; point++) at += ft_utf8_len((unsigned char)field.ptr[at]);
        size_t end = at;
        for (uint32_t p = point; p < mark->end && end < field.len; p++)
            end += ft_utf8_len((unsigned char)field.ptr[end]);
        mark->byte_begin = (uint32_t)at;
        mark->byte_end = (uint32_t)end;
        mark->text = (fintag_str){field.ptr + at, end - at};
    }
}

static size_t back(fintag_str text, size_t at, unsigned points) {
    for (; points && at; points--) do
            at--;
        while (at && ((unsigned char)text.ptr[at] & 0xC0) == 0x80);
    return at;
}

static size_t forward(fintag_str text, size_t at, unsigned points) {
    for (; points && at < text.len; points--) at += ft_utf8_len((unsigned char)text.ptr[at]);
    return at < text.len ? at : text.len;
}

/* The stretch that shows most parts of the query, then most marks, then comes first. */
static void choose_snippet(ft_found *found) {
    ft_mark *marks = found->marks.items;
    size_t count = found->marks.count, first = 0, best = 0;
    uint32_t best_value = 0;
    while (first < count && marks[first].in_title) first++;
    size_t best_last = best = first;
    for (size_t i = first; i < count; i++) {
        uint64_t parts = 0;
        size_t last = i;
        enum { LOOK = 40 }; /* marks: a text of nothing but hits is still read in linear time */
        for (size_t j = i; j < count && j < i + LOOK && marks[j].end <= marks[i].begin + FT_SNIPPET; j++) {
            parts |= UINT64_C(1) << (marks[j].part & 63);
            last = j;
        }
        uint32_t value = (uint32_t)__builtin_popcountll(parts) * 1000 + (uint32_t)(last - i);
        if (value <= best_value) continue;
        best_value = value;
        best = i;
        best_last = last;
    }
    fintag_str text = found->text;
    size_t begin = 0, end = forward(text, 0, FT_SNIPPET);
    if (first < count) {
        unsigned shown = marks[best_last].end - marks[best].begin;
        unsigned spare = shown < FT_SNIPPET ? FT_SNIPPET - shown : 0;
        begin = back(text, marks[best].byte_begin, spare / 3);
        /* A long entity is cut. */
        size_t least =
            shown > FT_SNIPPET ? forward(text, marks[best].byte_begin, FT_SNIPPET) : marks[best_last].byte_end;
        end = forward(text, least, spare - spare / 3);
    }
    found->begin = (uint32_t)begin;
    found->end = (uint32_t)end;
}

fintag_status ft_found_read(sqlite3 *db, const char *path, ft_arena *arena, const ft_wanted *wanted, int64_t docid,
                            ft_found *found, fintag_error *err) {
    sqlite3_stmt *stmt;
    reader r = {arena, wanted, found};
    *found = (ft_found){0};
    int code = sqlite3_prepare_v2(db,
                                  "SELECT id, title, text, published, lang, url, media, path FROM articles"
                                  " JOIN contents USING (docid) WHERE docid = ?1",
                                  -1, &stmt, NULL);
    if (code != SQLITE_OK) return ft_sqlite_fail(db, path, err);
    sqlite3_bind_int64(stmt, 1, docid);
    fintag_str *fields[] = {&found->id,   &found->title, &found->text,  &found->published,
                            &found->lang, &found->url,   &found->media, &found->path};
    if ((code = sqlite3_step(stmt)) == SQLITE_ROW)
        for (int i = 0; i < 8; i++) *fields[i] = keep(arena, stmt, i);
    sqlite3_finalize(stmt);
    if (code != SQLITE_ROW)
        return ft_fail(err, FINTAG_EIO, "%s: damaged: article %lld is missing", path, (long long)docid);
    if (!mark_words(&r, found->title, true) || !mark_words(&r, found->text, false)) return ft_fail_memory(err);
    if (!mark_entities(&r, db, docid)) return ft_sqlite_fail(db, path, err);
    if (arena->failed) return ft_fail_memory(err);
    if (found->marks.count) qsort(found->marks.items, found->marks.count, sizeof(ft_mark), by_place);
    find_bytes(found, found->title, true);
    find_bytes(found, found->text, false);
    choose_snippet(found);
    return FINTAG_OK;
}
