#include "index/words.h"

#include <stdlib.h>
#include <string.h>

#include "index/varint.h"

/* Postings that are kept before a segment is written: 24 MB, and as much again to sort them. */
enum { MOST_WAITING = 2 << 20 };
/* Each segment is one more look-up for a word, a hundredth of a millisecond. */
enum { MOST_SEGMENTS = 200 };

static const char *const sql[FT_W_STATEMENTS] = {
    [FT_W_PUT_DATA] = "REPLACE INTO words_data (id, block) VALUES (?1, ?2)",
    [FT_W_PUT_TERM] = "INSERT INTO words_idx (segid, term, pgno) VALUES (?1, ?2, ?3)",
    [FT_W_GET_DATA] = "SELECT block FROM words_data WHERE id = ?1",
    [FT_W_PUT_SIZE] = "REPLACE INTO words_docsize (id, sz) VALUES (?1, ?2)",
    [FT_W_DROP_SIZE] = "DELETE FROM words_docsize WHERE id = ?1",
};

int ft_words_open(ft_words *words, sqlite3 *db) {
    int code = SQLITE_OK;
    for (int i = 0; i < FT_W_STATEMENTS && code == SQLITE_OK; i++)
        code = sqlite3_prepare_v3(db, sql[i], -1, SQLITE_PREPARE_PERSISTENT, &words->stmt[i], NULL);
    return code;
}

void ft_words_close(ft_words *words) {
    for (int i = 0; i < FT_W_STATEMENTS; i++) sqlite3_finalize(words->stmt[i]);
    ft_folded_free(&words->folded);
    free(words->units);
    ft_postings_free(&words->postings);
}

static int run(sqlite3_stmt *stmt) {
    int code = sqlite3_step(stmt), reset = sqlite3_reset(stmt);
    return code == SQLITE_DONE ? SQLITE_OK : reset != SQLITE_OK ? reset : SQLITE_ERROR;
}

static int put_size(ft_words *words, int64_t row, const uint32_t tokens[static FT_POSTING_COLUMNS]) {
    unsigned char bytes[FT_POSTING_COLUMNS * FT_VARINT_MOST];
    unsigned len = 0;
    for (unsigned c = 0; c < FT_POSTING_COLUMNS; c++) len += ft_varint_put(bytes + len, tokens[c]);
    sqlite3_bind_int64(words->stmt[FT_W_PUT_SIZE], 1, row);
    sqlite3_bind_blob(words->stmt[FT_W_PUT_SIZE], 2, bytes, (int)len, SQLITE_STATIC);
    return run(words->stmt[FT_W_PUT_SIZE]);
}

/* Units where they are aligned. Absent when out of memory. */
static ft_ustr aligned(ft_words *words, fintag_str bytes) {
    size_t count = bytes.len / sizeof *words->units;
    if (count > words->unit_capacity || !words->units) {
        char16_t *units = realloc(words->units, (count + 1) * sizeof *units);
        if (!units) return (ft_ustr){0};
        words->units = units;
        words->unit_capacity = count;
    }
    if (count) memcpy(words->units, bytes.ptr, count * sizeof *words->units);
    return (ft_ustr){words->units, (uint32_t)count};
}

int ft_words_add(ft_words *words, int64_t row, fintag_str title, fintag_str text) {
    ft_postings *postings = &words->postings;
    const fintag_str columns[FT_POSTING_COLUMNS] = {title, text};
    uint32_t tokens[FT_POSTING_COLUMNS];
    ft_postings_article(postings, row);
    for (uint32_t c = 0; c < FT_POSTING_COLUMNS; c++) {
        ft_ustr units = aligned(words, columns[c]);
        if (!units.ptr) return SQLITE_NOMEM;
        tokens[c] = ft_postings_add(postings, units, c);
        words->tokens[c] += tokens[c];
    }
    words->rows++;
    if (postings->failed) return SQLITE_NOMEM;
    int code = put_size(words, row, tokens);
    if (code != SQLITE_OK || postings->shorts.count + postings->longs.count < MOST_WAITING) return code;
    return ft_words_flush(words);
}

int ft_words_remove(ft_words *words, int64_t row, fintag_str title, fintag_str text) {
    ft_postings *postings = &words->postings;
    const fintag_str columns[FT_POSTING_COLUMNS] = {title, text};
    ft_postings_article(postings, row);
    for (unsigned c = 0; c < FT_POSTING_COLUMNS; c++) {
        if (!ft_fold(columns[c].len ? columns[c].ptr : "", columns[c].len, &words->folded)) return SQLITE_NOMEM;
        words->tokens[c] -= ft_postings_remove(postings, (ft_ustr){words->folded.unit, words->folded.count});
    }
    words->rows--;
    if (postings->failed) return SQLITE_NOMEM;
    sqlite3_bind_int64(words->stmt[FT_W_DROP_SIZE], 1, row);
    return run(words->stmt[FT_W_DROP_SIZE]);
}

/* A record that is not there has no bytes. */
static int get_record(ft_words *words, int64_t id, unsigned char *bytes, size_t most, size_t *len) {
    sqlite3_stmt *stmt = words->stmt[FT_W_GET_DATA];
    sqlite3_bind_int64(stmt, 1, id);
    int code = sqlite3_step(stmt);
    *len = code == SQLITE_ROW ? (size_t)sqlite3_column_bytes(stmt, 0) : 0;
    bool fits = *len <= most;
    if (fits && *len) memcpy(bytes, sqlite3_column_blob(stmt, 0), *len);
    sqlite3_reset(stmt);
    if (code != SQLITE_ROW && code != SQLITE_DONE) return code;
    return fits ? SQLITE_OK : SQLITE_CORRUPT;
}

static int put_record(ft_words *words, int64_t id, const unsigned char *bytes, size_t len) {
    sqlite3_bind_int64(words->stmt[FT_W_PUT_DATA], 1, id);
    sqlite3_bind_blob(words->stmt[FT_W_PUT_DATA], 2, bytes, (int)len, SQLITE_STATIC);
    return run(words->stmt[FT_W_PUT_DATA]);
}

static int put_sums(ft_words *words) {
    unsigned char bytes[FT_SUMS_BYTES];
    size_t len;
    int64_t more[] = {words->rows, words->tokens[0], words->tokens[1]};
    int code = get_record(words, FT_SUMS_ROW, bytes, sizeof bytes, &len);
    if (code != SQLITE_OK) return code;
    if (!(len = ft_sums_add(bytes, len, more))) return SQLITE_CORRUPT;
    words->rows = words->tokens[0] = words->tokens[1] = 0;
    return put_record(words, FT_SUMS_ROW, bytes, len);
}

static int put_segment(ft_words *words) {
    ft_structure *structure = &words->structure;
    int code = get_record(words, FT_STRUCTURE_ROW, structure->bytes, sizeof structure->bytes, &structure->len);
    uint32_t pages, segment = code == SQLITE_OK ? ft_structure_free(structure) : 0;
    if (!segment) return code == SQLITE_OK ? SQLITE_CORRUPT : code;
    if (!ft_postings_sort(&words->postings)) return SQLITE_NOMEM;
    ft_leaves_begin(&words->leaves, words->stmt[FT_W_PUT_DATA], words->stmt[FT_W_PUT_TERM], segment);
    while (ft_postings_next(&words->postings, &words->term))
        ft_leaves_add(&words->leaves, &words->term, words->postings.articles.items);
    code = ft_leaves_end(&words->leaves, &pages);
    if (code != SQLITE_OK || !pages) return code;
    if (!ft_structure_add(structure, segment, pages)) return SQLITE_CORRUPT;
    return put_record(words, FT_STRUCTURE_ROW, structure->bytes, structure->len);
}

int ft_words_flush(ft_words *words) {
    if (!words->postings.articles.count) return SQLITE_OK;
    int code = put_segment(words);
    if (code == SQLITE_OK) code = put_sums(words);
    ft_postings_clear(&words->postings);
    return code;
}

bool ft_words_many(const ft_words *words) {
    return words->structure.len && ft_structure_count(&words->structure) > MOST_SEGMENTS;
}

int ft_words_merge(const char *path) {
    sqlite3 *db;
    int code = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    if (code == SQLITE_OK) {
        sqlite3_busy_timeout(db, 5000);
        code = sqlite3_exec(db, "INSERT INTO words (words, rank) VALUES ('merge', 1000000000)", NULL, NULL, NULL);
    }
    sqlite3_close(db);
    return code == SQLITE_BUSY ? SQLITE_OK : code; /* somebody writes: the next transaction sees to it */
}
