/* The tables of an index. Their own comments, which `sqlite3 news.db .schema` shows, are their manual. */
#ifndef FT_SCHEMA_H
#define FT_SCHEMA_H

#include <sqlite3.h>

#include <fintag/fintag.h>

enum {
    FT_SCHEMA_APPLICATION = 0x666E7467, /* "fntg": PRAGMA application_id */
    FT_SCHEMA_VERSION = 2               /* PRAGMA user_version */
};

/* Is the open file an index that this program can use? An empty file becomes one when `make` is set; one of another
 * program, another version or another folding is refused. `path` is for messages. */
fintag_status ft_schema_check(sqlite3 *db, const char *path, bool make, fintag_error *err);

/* Make the indexes that are put off until the first run ends. A file without them, of a run that was killed, answers
 * the same, slowly. */
fintag_status ft_schema_complete(sqlite3 *db, const char *path, fintag_error *err);

/* Fill *err from the last failure of the connection. */
fintag_status ft_sqlite_fail(sqlite3 *db, const char *path, fintag_error *err);
/* Run statements without results. */
fintag_status ft_sqlite_run(sqlite3 *db, const char *sql, const char *path, fintag_error *err);
/* The number that a statement gives; 0 when it gives none. */
fintag_status ft_sqlite_number(sqlite3 *db, const char *sql, const char *path, int64_t *out, fintag_error *err);

/* A slice as a parameter; NULL when it is absent. The bytes must stay until the statement is reset. */
static inline int ft_bind_str(sqlite3_stmt *stmt, int at, fintag_str s) {
    return s.ptr ? sqlite3_bind_text(stmt, at, s.ptr, (int)s.len, SQLITE_STATIC) : SQLITE_OK;
}

/* A text of the row at hand, valid until the next step. */
static inline fintag_str ft_column_str(sqlite3_stmt *stmt, int at) {
    const char *text = (const char *)sqlite3_column_text(stmt, at);
    return (fintag_str){text, (size_t)sqlite3_column_bytes(stmt, at)};
}

#endif
