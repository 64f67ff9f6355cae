#include "index/words.h"

#include "index/segment.h"

enum { MOST_WAITING = 1 << 20 };

/* Two fields in ft_words.waiting, the text behind the title. */
struct ft_waiting {
    int64_t docid;
    size_t title, title_len, text_len;
};

int ft_words_open(ft_words *words, sqlite3 *db) {
    int code = sqlite3_prepare_v3(db, "INSERT INTO words (rowid, title, text) VALUES (?1, ?2, ?3)", -1,
                                  SQLITE_PREPARE_PERSISTENT, &words->insert, NULL);
    if (code != SQLITE_OK) return code;
    return sqlite3_prepare_v3(db, "INSERT INTO words (words, rowid, title, text) VALUES ('delete', ?1, ?2, ?3)", -1,
                              SQLITE_PREPARE_PERSISTENT, &words->remove, NULL);
}

void ft_words_close(ft_words *words) {
    sqlite3_finalize(words->insert);
    sqlite3_finalize(words->remove);
    ft_folded_free(&words->folded);
    ft_buf_free(&words->waiting);
    ft_arena_free(&words->arena);
}

static bool segment(ft_words *words, fintag_str field) {
    if (!field.len) return true;
    if (!ft_fold(field.ptr, field.len, &words->folded)) return false;
    ft_segment(&words->waiting, (ft_ustr){words->folded.unit, words->folded.count});
    return !words->waiting.failed;
}

static bool wait_with(ft_words *words, int64_t docid, fintag_str title, fintag_str text) {
    struct ft_waiting *item = FT_PUSH(&words->arena, &words->list);
    if (!item) return false;
    *item = (struct ft_waiting){.docid = docid, .title = words->waiting.len};
    if (!segment(words, title)) return false;
    item->title_len = words->waiting.len - item->title;
    if (!segment(words, text)) return false;
    item->text_len = words->waiting.len - item->title - item->title_len;
    return true;
}

static int write_item(const ft_words *words, sqlite3_stmt *stmt, const struct ft_waiting *item) {
    const char *title = item->title_len + item->text_len ? words->waiting.ptr + item->title : "";
    sqlite3_bind_int64(stmt, 1, item->docid);
    sqlite3_bind_text(stmt, 2, title, (int)item->title_len, SQLITE_STATIC);
    sqlite3_bind_text(stmt, 3, title + item->title_len, (int)item->text_len, SQLITE_STATIC);
    int code = sqlite3_step(stmt);
    sqlite3_reset(stmt);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

static int write_all(ft_words *words, sqlite3_stmt *stmt) {
    int code = SQLITE_OK;
    for (size_t i = 0; i < words->list.count && code == SQLITE_OK; i++)
        code = write_item(words, stmt, &words->list.items[i]);
    ft_buf_clear(&words->waiting);
    ft_arena_reset(&words->arena);
    words->list.items = NULL;
    words->list.count = words->list.capacity = 0;
    return code;
}

int ft_words_flush(ft_words *words) {
    return write_all(words, words->insert);
}

int ft_words_add(ft_words *words, int64_t docid, fintag_str title, fintag_str text) {
    if (!wait_with(words, docid, title, text)) return SQLITE_NOMEM;
    return words->waiting.len < MOST_WAITING ? SQLITE_OK : ft_words_flush(words);
}

int ft_words_remove(ft_words *words, int64_t docid, fintag_str title, fintag_str text) {
    int code = ft_words_flush(words); /* it may be what waits */
    if (code != SQLITE_OK) return code;
    return wait_with(words, docid, title, text) ? write_all(words, words->remove) : SQLITE_NOMEM;
}
