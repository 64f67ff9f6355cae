#include "index/words.h"

#include "index/segment.h"

enum { MOST_WAITING = 8 << 20 };

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
    ft_segmented_free(&words->old);
    ft_buf_free(&words->waiting);
    ft_arena_free(&words->arena);
}

static bool segment(ft_segmented *s, fintag_str field) {
    if (!field.len) return true;
    if (!ft_fold(field.ptr, field.len, &s->folded)) return false;
    ft_segment(&s->bytes, (ft_ustr){s->folded.unit, s->folded.count});
    return !s->bytes.failed;
}

bool ft_segmented_make(ft_segmented *s, fintag_str title, fintag_str text) {
    ft_buf_clear(&s->bytes);
    if (!segment(s, title)) return false;
    s->title_len = s->bytes.len;
    return segment(s, text);
}

void ft_segmented_free(ft_segmented *s) {
    ft_folded_free(&s->folded);
    ft_buf_free(&s->bytes);
}

static bool wait_with(ft_words *words, int64_t docid, const ft_segmented *s) {
    struct ft_waiting *item = FT_PUSH(&words->arena, &words->list);
    if (!item) return false;
    *item = (struct ft_waiting){.docid = docid,
                                .title = words->waiting.len,
                                .title_len = s->title_len,
                                .text_len = s->bytes.len - s->title_len};
    ft_buf_put(&words->waiting, s->bytes.ptr, s->bytes.len);
    return !words->waiting.failed;
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

int ft_words_add(ft_words *words, int64_t docid, const ft_segmented *segmented) {
    if (!wait_with(words, docid, segmented)) return SQLITE_NOMEM;
    return words->waiting.len < MOST_WAITING ? SQLITE_OK : ft_words_flush(words);
}

int ft_words_remove(ft_words *words, int64_t docid, fintag_str title, fintag_str text) {
    int code = ft_words_flush(words); /* it may be what waits */
    if (code != SQLITE_OK) return code;
    bool fine = ft_segmented_make(&words->old, title, text) && wait_with(words, docid, &words->old);
    return fine ? write_all(words, words->remove) : SQLITE_NOMEM;
}
