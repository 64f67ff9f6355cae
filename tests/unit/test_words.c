/* The full-text table as we write it and as FTS5 does: the same postings, and FTS5's own check finds nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "index/structure.h"
#include "index/varint.h"
#include "index/words.h"

/* `words` is ours, `plain` is FTS5's. */
typedef struct {
    char path[32];
    sqlite3 *db;
    ft_words words;
    sqlite3_stmt *insert, *remove;
    uint32_t random;
} tables;

static void run(sqlite3 *db, const char *sql) {
    char *error = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &error) != SQLITE_OK) fail_msg("%s: %s", sql, error);
}

static int64_t number(sqlite3 *db, const char *sql) {
    sqlite3_stmt *stmt;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    int64_t value = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    return value;
}

static void open_tables(tables *t) {
    *t = (tables){.path = "/tmp/test_words.XXXXXX", .random = 1};
    int fd = mkstemp(t->path);
    assert_true(fd >= 0);
    close(fd);
    assert_int_equal(sqlite3_open(t->path, &t->db), SQLITE_OK);
    run(t->db, "PRAGMA synchronous = OFF;"
               "CREATE VIRTUAL TABLE words USING fts5 (title, text, content = '', tokenize = 'ascii');"
               "CREATE VIRTUAL TABLE plain USING fts5 (title, text, content = '', tokenize = 'ascii');"
               "CREATE VIRTUAL TABLE temp.our_postings USING fts5vocab (main, words, instance);"
               "CREATE VIRTUAL TABLE temp.its_postings USING fts5vocab (main, plain, instance)");
    assert_int_equal(ft_words_open(&t->words, t->db), SQLITE_OK);
    sqlite3_prepare_v2(t->db, "INSERT INTO plain (rowid, title, text) VALUES (?1, ?2, ?3)", -1, &t->insert, NULL);
    sqlite3_prepare_v2(t->db, "INSERT INTO plain (plain, rowid, title, text) VALUES ('delete', ?1, ?2, ?3)", -1,
                       &t->remove, NULL);
}

static void close_tables(tables *t) {
    ft_words_close(&t->words);
    sqlite3_finalize(t->insert);
    sqlite3_finalize(t->remove);
    assert_int_equal(sqlite3_close(t->db), SQLITE_OK);
    unlink(t->path);
}

/* Tokens with spaces between them, as FTS5's tokenizer takes them. */
static void segment(ft_buf *out, ft_ustr units) {
    ft_token token;
    ft_buf_clear(out);
    for (uint32_t at = 0; ft_token_next(units, &at, &token);) {
        ft_token_put(out, units, token);
        ft_buf_byte(out, ' ');
    }
    ft_buf_byte(out, 0);
}

static void to_plain(sqlite3_stmt *stmt, int64_t row, ft_ustr title, ft_ustr text) {
    ft_buf a = {0}, b = {0};
    segment(&a, title);
    segment(&b, text);
    sqlite3_bind_int64(stmt, 1, row);
    sqlite3_bind_text(stmt, 2, a.ptr, -1, SQLITE_STATIC);
    sqlite3_bind_text(stmt, 3, b.ptr, -1, SQLITE_STATIC);
    assert_int_equal(sqlite3_step(stmt), SQLITE_DONE);
    sqlite3_reset(stmt);
    ft_buf_free(&a);
    ft_buf_free(&b);
}

static fintag_str bytes_of(ft_ustr units) {
    return (fintag_str){(const char *)units.ptr, units.len * sizeof *units.ptr};
}

static void put(tables *t, int64_t row, const char *title, const char *text) {
    ft_arena arena = {0};
    ft_ustr a = ft_fold_str(&arena, (fintag_str){title, strlen(title)});
    ft_ustr b = ft_fold_str(&arena, (fintag_str){text, strlen(text)});
    assert_int_equal(ft_words_add(&t->words, row, bytes_of(a), bytes_of(b)), SQLITE_OK);
    to_plain(t->insert, row, a, b);
    ft_arena_free(&arena);
}

static void take_out(tables *t, int64_t row, const char *title, const char *text) {
    ft_arena arena = {0};
    fintag_str a = {title, strlen(title)}, b = {text, strlen(text)};
    assert_int_equal(ft_words_remove(&t->words, row, a, b), SQLITE_OK);
    to_plain(t->remove, row, ft_fold_str(&arena, a), ft_fold_str(&arena, b));
    ft_arena_free(&arena);
}

/* Our table is written, and both are the same. Another connection looks: FTS5 knows its own writes only. */
static void assert_same(tables *t) {
    static const char *const same[] = {
        "SELECT count(*) FROM (SELECT * FROM our_postings EXCEPT SELECT * FROM its_postings)",
        "SELECT count(*) FROM (SELECT * FROM its_postings EXCEPT SELECT * FROM our_postings)",
        "SELECT count(*) FROM (SELECT * FROM words_docsize EXCEPT SELECT * FROM plain_docsize)",
        "SELECT (SELECT count(*) FROM words_docsize) <> (SELECT count(*) FROM plain_docsize)",
        "SELECT (SELECT hex(block) FROM words_data WHERE id = 1) <> (SELECT hex(block) FROM plain_data WHERE id = 1)"};
    sqlite3 *db;
    assert_int_equal(ft_words_flush(&t->words), SQLITE_OK);
    assert_int_equal(sqlite3_open(t->path, &db), SQLITE_OK);
    run(db, "CREATE VIRTUAL TABLE temp.our_postings USING fts5vocab (main, words, instance);"
            "CREATE VIRTUAL TABLE temp.its_postings USING fts5vocab (main, plain, instance);"
            "INSERT INTO words (words) VALUES ('integrity-check')");
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) assert_int_equal(number(db, same[i]), 0);
    sqlite3_close(db);
}

static void test_a_few_articles(void **state) {
    (void)state;
    tables t;
    open_tables(&t);
    put(&t, 1, "微盟集團捐赠物资", "微盟集团(2013.HK)首批捐赠21吨物资，运抵上海。上海上海上海");
    put(&t, 2, "", "Interest, interested, interests, interest: internal inter int");
    put(&t, 5, "只有标题", "");
    put(&t, 6, "", "");
    assert_same(&t);
    put(&t, 9, "更多 more", "又一段，上海");
    assert_same(&t);
    assert_int_equal(number(t.db, "SELECT count(*) FROM words WHERE words MATCH '\"上海\"'"), 2);
    close_tables(&t);
}

static void test_articles_that_go_and_change(void **state) {
    (void)state;
    tables t;
    open_tables(&t);
    for (int64_t row = 1; row <= 40; row++) put(&t, row, "标题 title", row % 2 ? "上海物资 alpha" : "北京物资 beta");
    assert_same(&t);
    take_out(&t, 7, "标题 title", "上海物资 alpha");
    take_out(&t, 9, "标题 title", "上海物资 alpha");
    put(&t, 9, "新标题", "上海与广州 gamma");
    take_out(&t, 2, "标题 title", "北京物资 beta"); /* rows need not come in their order */
    put(&t, 50, "末", "上海");
    put(&t, 45, "前", "上海");
    assert_same(&t);
    take_out(&t, 50, "末", "上海");
    assert_same(&t);
    assert_int_equal(number(t.db, "SELECT count(*) FROM words WHERE words MATCH '\"上海\"'"), 20);
    assert_int_equal(number(t.db, "SELECT count(*) FROM words WHERE words MATCH 'alpha'"), 18);
    close_tables(&t);
}

static uint32_t next(tables *t) {
    t->random = t->random * 1664525u + 1013904223u;
    return t->random >> 8;
}

/* Words of a few letters, characters of a small alphabet: terms that many articles share and lists over many pages. */
static void random_text(tables *t, ft_buf *out, uint32_t tokens) {
    static const char characters[] = "上海物资运抵微盟集团的的的的";
    ft_buf_clear(out);
    for (uint32_t i = 0; i < tokens; i++) {
        if (next(t) % 3) {
            ft_buf_put(out, &characters[3 * (next(t) % 14)], 3);
        } else {
            for (uint32_t n = 1 + next(t) % 7; n; n--) ft_buf_byte(out, (char)('a' + next(t) % 3));
            ft_buf_byte(out, ' ');
        }
    }
    ft_buf_byte(out, 0);
}

static void test_many_random_articles(void **state) {
    (void)state;
    tables t;
    ft_buf title = {0}, text = {0};
    open_tables(&t);
    run(t.db, "BEGIN");
    for (int64_t row = 1; row <= 1500; row++) {
        random_text(&t, &title, next(&t) % 8);
        random_text(&t, &text, row % 100 ? next(&t) % 200 : 20000); /* now and then, lists longer than a page */
        put(&t, row * 3, title.ptr, text.ptr);
        if (row % 500 == 0) assert_int_equal(ft_words_flush(&t.words), SQLITE_OK);
    }
    assert_int_equal(ft_words_flush(&t.words), SQLITE_OK);
    run(t.db, "COMMIT");
    assert_same(&t);
    close_tables(&t);
    ft_buf_free(&title);
    ft_buf_free(&text);
}

static void test_segments_are_merged(void **state) {
    (void)state;
    tables t;
    open_tables(&t);
    for (int64_t row = 1; !ft_words_many(&t.words); row++) {
        assert_true(row < FT_STRUCTURE_SEGMENTS);
        put(&t, row, "标题", row % 2 ? "上海 word" : "北京 word");
        assert_int_equal(ft_words_flush(&t.words), SQLITE_OK);
    }
    assert_int_equal(ft_words_merge(t.path), SQLITE_OK);
    put(&t, 5000, "标题", "上海 word");
    assert_same(&t);
    assert_false(ft_words_many(&t.words));
    close_tables(&t);
}

static void test_numbers_are_those_of_sqlite(void **state) {
    (void)state;
    for (unsigned bits = 0; bits < 64; bits++)
        for (int step = -1; step <= 1; step++) {
            unsigned char bytes[FT_VARINT_MOST] = {0};
            uint64_t value = ((uint64_t)1 << bits) + (uint64_t)(int64_t)step, back;
            unsigned len = ft_varint_put(bytes, value);
            unsigned want = 1;
            for (uint64_t rest = value >> 7; rest && want < 9; rest >>= 7) want++;
            assert_int_equal(len, value >> 56 ? 9 : want);
            assert_int_equal(ft_varint_get(bytes, len, &back), len);
            assert_true(back == value);
            assert_int_equal(ft_varint_get(bytes, len - 1, &back), 0);
        }
}

static void test_damaged_records(void **state) {
    (void)state;
    ft_structure whole = {.bytes = {0, 0, 0, 0, 0, 0, 0}, .len = 7}, structure;
    assert_int_equal(ft_structure_free(&whole), 1);
    assert_true(ft_structure_add(&whole, 1, 300));
    assert_true(ft_structure_add(&whole, 2, 5));
    assert_int_equal(ft_structure_count(&whole), 2);
    assert_int_equal(ft_structure_free(&whole), 3);
    for (size_t len = 0; len < whole.len; len++) {
        structure = whole;
        structure.len = len;
        assert_int_equal(ft_structure_free(&structure), 0);
    }
    unsigned char sums[FT_SUMS_BYTES] = {0x80};
    assert_int_equal(ft_sums_add(sums, 1, (int64_t[FT_SUMS]){1, 1, 1}), 0);
    assert_int_equal(ft_sums_add(sums, 0, (int64_t[FT_SUMS]){1, 2, 200}), 4);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_numbers_are_those_of_sqlite),
                                       cmocka_unit_test(test_damaged_records),
                                       cmocka_unit_test(test_a_few_articles),
                                       cmocka_unit_test(test_articles_that_go_and_change),
                                       cmocka_unit_test(test_many_random_articles),
                                       cmocka_unit_test(test_segments_are_merged)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
