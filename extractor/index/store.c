#include "index/store.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/error.h"
#include "index/mentions.h"
#include "index/rows.h"
#include "index/schema.h"
#include "index/words.h"

/* A transaction ends after so many articles or seconds, whichever comes first. */
enum { BATCH = 2000, BATCH_SECONDS = 30 };

typedef enum {
    S_MEET,
    S_SEEN,
    S_KEEP,
    S_ARTICLE,
    S_CONTENTS,
    S_ENTITIES,
    S_ENTITIES_LAST = S_ENTITIES + FT_ROWS_TABLES - 1,
    S_MENTIONS,
    S_OLD_TEXT,
    S_DROP_MEASURES, /* before the quantities, which tell where they are */
    S_DROP_PERIODS,
    S_DROP_QUANTITIES,
    S_DROP_TIMES,
    S_DROP_NAMED,
    S_DROP_MENTIONS,
    S_DROP_CONTENTS,
    S_DROP_ARTICLE,
    S_UNSEEN,
    STATEMENTS
} statement;

/* The rows of an article, by what it says of them. */
#define DROP(TABLE, KEY)                                                                     \
    "DELETE FROM " TABLE " WHERE " KEY " >= (SELECT " KEY " FROM articles WHERE docid = ?1)" \
    " AND " KEY " < (SELECT " KEY " + " KEY "_count FROM articles WHERE docid = ?1)"

static const char *const sql[STATEMENTS] = {
    [S_MEET] = "SELECT docid, hash, seen FROM articles WHERE id = ?1",
    [S_SEEN] = "UPDATE articles SET seen = ?2, path = ?3, base = ?4 WHERE docid = ?1",
    [S_KEEP] = "UPDATE articles SET seen = ?2 WHERE id = ?1",
    [S_ARTICLE] =
        ("INSERT INTO articles (docid, hash, seen, entity, entity_count, mention, mention_count,"
         " " FT_ARTICLE_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7,"
         " ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27)"),
    [S_CONTENTS] = "INSERT INTO contents (docid, title, text) VALUES (?1, ?2, ?3)",
    [S_MENTIONS] = ft_mentions_insert,
    [S_OLD_TEXT] = "SELECT title, text FROM contents WHERE docid = ?1",
    [S_DROP_MEASURES] = ("DELETE FROM measures WHERE article = ?1 AND si_unit IN (SELECT si_unit FROM quantities"
                         " WHERE entity >= (SELECT entity FROM articles WHERE docid = ?1)"
                         " AND entity < (SELECT entity + entity_count FROM articles WHERE docid = ?1)"
                         " UNION SELECT 's')"),
    [S_DROP_PERIODS] = "DELETE FROM periods WHERE article = ?1",
    [S_DROP_QUANTITIES] = DROP("quantities", "entity"),
    [S_DROP_TIMES] = DROP("times", "entity"),
    [S_DROP_NAMED] = DROP("named", "entity"),
    [S_DROP_MENTIONS] = DROP("mentions", "mention"),
    [S_DROP_CONTENTS] = "DELETE FROM contents WHERE docid = ?1",
    [S_DROP_ARTICLE] = "DELETE FROM articles WHERE docid = ?1",
    [S_UNSEEN] = "SELECT docid FROM articles WHERE docid > ?2 AND seen <> ?1 ORDER BY docid LIMIT 1",
};

static const char *sql_of(statement s) {
    return s >= S_ENTITIES && s <= S_ENTITIES_LAST ? ft_rows_insert[s - S_ENTITIES] : sql[s];
}

struct ft_store {
    sqlite3 *db;
    char *path;
    sqlite3_stmt *stmt[STATEMENTS];
    int64_t run, next, next_entity;
    int64_t version; /* of the data, as other connections change it */
    bool open;       /* a transaction is */
    uint32_t batch;
    struct timespec begun;
    /* the article that was met last */
    int64_t docid; /* 0: a new one */
    bool twice;    /* this run has met it before */
    uint8_t hash[FT_HASH];
    /* scratch, kept over articles */
    ft_words words;
    ft_rows rows;
    ft_mentions mentions;
};

static fintag_status failed(ft_store *store, fintag_error *err) {
    return ft_sqlite_fail(store->db, store->path, err);
}

/* Step a statement that gives no row, and make it ready for the next time. */
static bool done(ft_store *store, statement which) {
    int code = sqlite3_step(store->stmt[which]);
    return sqlite3_reset(store->stmt[which]) == SQLITE_OK && code == SQLITE_DONE;
}

static fintag_status begin_run(ft_store *store, fintag_error *err) {
    int64_t run;
    fintag_status status = ft_sqlite_number(
        store->db, "UPDATE meta SET value = value + 1 WHERE key = 'run' RETURNING value", store->path, &run, err);
    if (status) return status;
    store->run = run;
    if (ft_rows_open(&store->rows, store->db) != SQLITE_OK) return failed(store, err);
    if (ft_mentions_open(&store->mentions, store->db) != SQLITE_OK) return failed(store, err);
    for (int i = 0; i < STATEMENTS; i++)
        if (sqlite3_prepare_v3(store->db, sql_of((statement)i), -1, SQLITE_PREPARE_PERSISTENT, &store->stmt[i], NULL) !=
            SQLITE_OK)
            return failed(store, err);
    return ft_words_open(&store->words, store->db) == SQLITE_OK ? FINTAG_OK : failed(store, err);
}

fintag_status ft_store_open(const char *path, ft_store **out, fintag_error *err) {
    *out = NULL;
    ft_store *store = calloc(1, sizeof *store);
    if (store) store->path = strdup(path);
    if (!store || !store->path) {
        free(store);
        return ft_fail_memory(err);
    }
    fintag_status status = FINTAG_OK;
    /* No accounts of memory, which take a lock for each allocation. Too late is no harm. */
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    if (sqlite3_open_v2(path, &store->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL) !=
        SQLITE_OK)
        status = failed(store, err);
    if (!status) {
        sqlite3_busy_timeout(store->db, 5000);
        status = ft_schema_check(store->db, path, true, err);
    }
    /* While it is written, readers see the last batch that was committed. */
    if (!status)
        status = ft_sqlite_run(store->db,
                               "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536;"
                               "PRAGMA temp_store = MEMORY",
                               path, err);
    if (!status) status = begin_run(store, err);
    if (status) {
        ft_store_drop(store);
        return status;
    }
    *out = store;
    return FINTAG_OK;
}

void ft_store_drop(ft_store *store) {
    if (!store) return;
    for (int i = 0; i < STATEMENTS; i++) sqlite3_finalize(store->stmt[i]);
    ft_mentions_close(&store->mentions);
    ft_words_close(&store->words);
    sqlite3_close(store->db);
    free(store->path);
    free(store);
}

static fintag_status begin(ft_store *store, fintag_error *err) {
    if (store->open) return FINTAG_OK;
    int64_t version, last, last_entity;
    fintag_status status = ft_sqlite_run(store->db, "BEGIN IMMEDIATE", store->path, err);
    if (status) return status;
    store->open = true;
    store->batch = 0;
    clock_gettime(CLOCK_MONOTONIC, &store->begun);
    /* Another process may have written since the last batch. */
    status = ft_sqlite_number(store->db, "PRAGMA data_version", store->path, &version, err);
    if (!status) status = ft_sqlite_number(store->db, "SELECT max(docid) FROM articles", store->path, &last, err);
    if (!status)
        status = ft_sqlite_number(store->db,
                                  "SELECT max(ifnull((SELECT max(entity) FROM quantities), 0),"
                                  " ifnull((SELECT max(entity) FROM times), 0),"
                                  " ifnull((SELECT max(entity) FROM named), 0))",
                                  store->path, &last_entity, err);
    if (status) return status;
    if (version != store->version) ft_name_keys_forget(&store->mentions.names);
    store->version = version;
    store->next = last + 1;
    store->next_entity = last_entity + 1;
    return FINTAG_OK;
}

static fintag_status commit(ft_store *store, fintag_error *err) {
    if (!store->open) return FINTAG_OK;
    if (ft_words_flush(&store->words) != SQLITE_OK) return failed(store, err);
    fintag_status status = ft_sqlite_run(store->db, "COMMIT", store->path, err);
    store->open = status != FINTAG_OK;
    if (!status && ft_words_many(&store->words) && ft_words_merge(store->path) != SQLITE_OK)
        status = ft_fail(err, FINTAG_EIO, "%s: the segments of its full-text table could not be merged", store->path);
    return status;
}

static fintag_status end_batch(ft_store *store, fintag_error *err) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (++store->batch < BATCH && now.tv_sec - store->begun.tv_sec < BATCH_SECONDS) return FINTAG_OK;
    return commit(store, err);
}

fintag_status ft_store_close(ft_store *store, fintag_error *err) {
    fintag_status status = commit(store, err);
    if (!status) status = ft_schema_complete(store->db, store->path, err);
    /* Back to a file without companions. With a reader at work that must wait for another time. */
    if (!status) sqlite3_exec(store->db, "PRAGMA optimize; PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
    ft_store_drop(store);
    return status;
}

fintag_status ft_store_meet(ft_store *store, fintag_str id, const uint8_t hash[static FT_HASH], fintag_str path,
                            uint64_t base, ft_article_state *state, fintag_error *err) {
    fintag_status status = begin(store, err);
    if (status) return status;
    sqlite3_stmt *meet = store->stmt[S_MEET];
    ft_bind_str(meet, 1, id);
    int code = sqlite3_step(meet);
    bool found = code == SQLITE_ROW, same = false;
    store->docid = 0;
    store->twice = false;
    if (found) {
        store->docid = sqlite3_column_int64(meet, 0);
        same = sqlite3_column_bytes(meet, 1) == FT_HASH && memcmp(sqlite3_column_blob(meet, 1), hash, FT_HASH) == 0;
        store->twice = sqlite3_column_int64(meet, 2) == store->run;
    }
    sqlite3_reset(meet);
    if (!found && code != SQLITE_DONE) return failed(store, err);
    memcpy(store->hash, hash, FT_HASH);
    *state = !found ? FT_ARTICLE_NEW : same ? FT_ARTICLE_SAME : store->twice ? FT_ARTICLE_TWICE : FT_ARTICLE_CHANGED;
    if (*state != FT_ARTICLE_SAME) return FINTAG_OK;
    sqlite3_stmt *seen = store->stmt[S_SEEN];
    sqlite3_clear_bindings(seen);
    sqlite3_bind_int64(seen, 1, store->docid);
    sqlite3_bind_int64(seen, 2, store->run);
    ft_bind_str(seen, 3, path);
    sqlite3_bind_int64(seen, 4, (sqlite3_int64)base);
    return done(store, S_SEEN) ? end_batch(store, err) : failed(store, err);
}

fintag_status ft_store_keep(ft_store *store, fintag_str id, fintag_error *err) {
    fintag_status status = begin(store, err);
    if (status) return status;
    ft_bind_str(store->stmt[S_KEEP], 1, id);
    sqlite3_bind_int64(store->stmt[S_KEEP], 2, store->run);
    return done(store, S_KEEP) ? FINTAG_OK : failed(store, err);
}

static fintag_status remove_article(ft_store *store, int64_t docid, fintag_error *err) {
    sqlite3_stmt *old = store->stmt[S_OLD_TEXT];
    /* It may be among what waits. */
    if (store->twice && ft_words_flush(&store->words) != SQLITE_OK) return failed(store, err);
    sqlite3_bind_int64(old, 1, docid);
    int code = sqlite3_step(old);
    if (code == SQLITE_ROW) code = ft_words_remove(&store->words, docid, ft_column_str(old, 0), ft_column_str(old, 1));
    fintag_status status = code == SQLITE_OK || code == SQLITE_DONE ? FINTAG_OK : failed(store, err);
    sqlite3_reset(old);
    for (statement s = S_DROP_MEASURES; !status && s <= S_DROP_ARTICLE; s++) {
        sqlite3_bind_int64(store->stmt[s], 1, docid);
        if (!done(store, s)) status = failed(store, err);
    }
    return status;
}

/* Rows of a table that follow one another. */
typedef struct {
    int64_t first, count;
} row_range;

static void bind_rows(sqlite3_stmt *stmt, int at, row_range rows) {
    sqlite3_bind_int64(stmt, at, rows.first);
    sqlite3_bind_int64(stmt, at + 1, rows.count);
}

static void bind_cell(sqlite3_stmt *stmt, int at, const ft_cell *cell) {
    switch (cell->kind) {
    case FT_CELL_NULL: sqlite3_bind_null(stmt, at); break;
    case FT_CELL_INTEGER: sqlite3_bind_int64(stmt, at, cell->integer); break;
    case FT_CELL_REAL: sqlite3_bind_double(stmt, at, cell->real); break;
    case FT_CELL_TEXT: ft_bind_str(stmt, at, cell->text); break;
    }
}

static fintag_status put_article(ft_store *store, int64_t docid, const ft_packed_article *article,
                                 row_range entity_rows, row_range mention_rows, fintag_error *err) {
    sqlite3_stmt *stmt = store->stmt[S_ARTICLE];
    sqlite3_bind_int64(stmt, 1, docid);
    sqlite3_bind_blob(stmt, 2, store->hash, FT_HASH, SQLITE_STATIC);
    sqlite3_bind_int64(stmt, 3, store->run);
    bind_rows(stmt, 4, entity_rows);
    bind_rows(stmt, 6, mention_rows);
    for (int i = 0; i < FT_ARTICLE_CELLS; i++) bind_cell(stmt, 8 + i, &article->cells[i]);
    if (!done(store, S_ARTICLE)) return failed(store, err);
    stmt = store->stmt[S_CONTENTS];
    sqlite3_clear_bindings(stmt);
    sqlite3_bind_int64(stmt, 1, docid);
    ft_bind_str(stmt, 2, article->title);
    ft_bind_str(stmt, 3, article->text);
    return done(store, S_CONTENTS) ? FINTAG_OK : failed(store, err);
}

static fintag_status put_entities(ft_store *store, int64_t docid, ft_packed rows, row_range *out, fintag_error *err) {
    store->rows.article = docid;
    store->rows.first = store->next_entity;
    int64_t count = (int64_t)ft_rows_unpack(&store->rows, &rows);
    *out = (row_range){store->next_entity, count};
    store->next_entity += count;
    for (int table = 0; table < FT_ROWS_TABLES; table++)
        if (store->rows.feeds[table].left && !done(store, S_ENTITIES + (statement)table)) return failed(store, err);
    return FINTAG_OK;
}

static fintag_status put_mentions(ft_store *store, int64_t docid, ft_packed mentions, row_range *out,
                                  fintag_error *err) {
    if (ft_mentions_unpack(&store->mentions, docid, &mentions) != SQLITE_OK) return failed(store, err);
    int64_t count = (int64_t)store->mentions.list.count;
    if (!count) return FINTAG_OK;
    if (!done(store, S_MENTIONS)) return failed(store, err);
    *out = (row_range){sqlite3_last_insert_rowid(store->db) - count + 1, count};
    return FINTAG_OK;
}

fintag_status ft_store_put(ft_store *store, const ft_packed_article *article, fintag_error *err) {
    fintag_status status = begin(store, err);
    if (!status && store->docid) status = remove_article(store, store->docid, err);
    int64_t docid = store->docid ? store->docid : store->next++;
    row_range entities = {0}, mentions = {0};
    if (!status) status = put_entities(store, docid, article->rows, &entities, err);
    if (!status) status = put_mentions(store, docid, article->mentions, &mentions, err);
    if (!status) status = put_article(store, docid, article, entities, mentions, err);
    if (!status && ft_words_add(&store->words, docid, article->title_units, article->text_units) != SQLITE_OK)
        status = failed(store, err);
    return status ? status : end_batch(store, err);
}

fintag_status ft_store_prune(ft_store *store, uint64_t *removed, fintag_error *err) {
    sqlite3_stmt *unseen = store->stmt[S_UNSEEN];
    fintag_status status = begin(store, err);
    int64_t docid = 0;
    *removed = 0;
    while (!status) {
        /* One at a time: the rows that are read must not be those that go. */
        sqlite3_bind_int64(unseen, 1, store->run);
        sqlite3_bind_int64(unseen, 2, docid);
        int code = sqlite3_step(unseen);
        if (code == SQLITE_ROW) docid = sqlite3_column_int64(unseen, 0);
        sqlite3_reset(unseen);
        if (code == SQLITE_DONE) break;
        if (code != SQLITE_ROW) return failed(store, err);
        status = remove_article(store, docid, err);
        *removed += !status;
    }
    if (!status && *removed)
        status = ft_sqlite_run(store->db, "DELETE FROM names WHERE key NOT IN (SELECT name FROM mentions)", store->path,
                               err);
    return status;
}
