#include "index/feed.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct {
    sqlite3_vtab base; /* first: SQLite knows the table by it */
    ft_feed *feed;
} table;

typedef struct {
    sqlite3_vtab_cursor base;
    ft_feed *feed;
    sqlite3_int64 row;
    bool ended;
    ft_cell cells[FT_FEED_COLUMNS];
} cursor;

static int connect_table(sqlite3 *db, void *feed, int argc, const char *const *argv, sqlite3_vtab **out, char **error) {
    (void)argc;
    (void)argv;
    (void)error;
    char *sql = sqlite3_mprintf("CREATE TABLE x (%s)", ((ft_feed *)feed)->columns);
    int code = sql ? sqlite3_declare_vtab(db, sql) : SQLITE_NOMEM;
    sqlite3_free(sql);
    if (code != SQLITE_OK) return code;
    table *made = calloc(1, sizeof *made);
    if (!made) return SQLITE_NOMEM;
    made->feed = feed;
    *out = &made->base;
    return SQLITE_OK;
}

static int disconnect_table(sqlite3_vtab *base) {
    free(base);
    return SQLITE_OK;
}

/* There is one way to read it: from first to last. */
static int plan(sqlite3_vtab *base, sqlite3_index_info *info) {
    (void)base;
    info->estimatedRows = FT_FEED_COLUMNS;
    return SQLITE_OK;
}

static int open_cursor(sqlite3_vtab *base, sqlite3_vtab_cursor **out) {
    cursor *made = calloc(1, sizeof *made);
    if (!made) return SQLITE_NOMEM;
    made->feed = ((table *)base)->feed;
    *out = &made->base;
    return SQLITE_OK;
}

static int close_cursor(sqlite3_vtab_cursor *base) {
    free(base);
    return SQLITE_OK;
}

static int next_row(sqlite3_vtab_cursor *base) {
    cursor *c = (cursor *)base;
    for (unsigned i = 0; i < c->feed->column_count; i++) c->cells[i].kind = FT_CELL_NULL;
    c->ended = !c->feed->next(c->feed->ctx, c->cells);
    c->row++;
    return SQLITE_OK;
}

static int first_row(sqlite3_vtab_cursor *base, int plan_number, const char *plan_text, int argc,
                     sqlite3_value **argv) {
    (void)plan_number;
    (void)plan_text;
    (void)argc;
    (void)argv;
    return next_row(base);
}

static int is_ended(sqlite3_vtab_cursor *base) {
    return ((cursor *)base)->ended;
}

static int give_column(sqlite3_vtab_cursor *base, sqlite3_context *out, int at) {
    const ft_cell *cell = &((cursor *)base)->cells[at];
    switch (cell->kind) {
    case FT_CELL_NULL: break; /* what a result is when nothing is said */
    case FT_CELL_INTEGER: sqlite3_result_int64(out, cell->integer); break;
    case FT_CELL_REAL: sqlite3_result_double(out, cell->real); break;
    case FT_CELL_TEXT: sqlite3_result_text(out, cell->text.ptr, (int)cell->text.len, SQLITE_STATIC); break;
    }
    return SQLITE_OK;
}

static int give_row(sqlite3_vtab_cursor *base, sqlite3_int64 *row) {
    *row = ((cursor *)base)->row;
    return SQLITE_OK;
}

int ft_feed_make(sqlite3 *db, const char *name, ft_feed *feed) {
    /* Without xCreate it is there by its name alone, and leaves nothing in the file. */
    static const sqlite3_module module = {.xConnect = connect_table,
                                          .xDisconnect = disconnect_table,
                                          .xBestIndex = plan,
                                          .xOpen = open_cursor,
                                          .xClose = close_cursor,
                                          .xFilter = first_row,
                                          .xNext = next_row,
                                          .xEof = is_ended,
                                          .xColumn = give_column,
                                          .xRowid = give_row};
    return sqlite3_create_module_v2(db, name, &module, feed, NULL);
}
