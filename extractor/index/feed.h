/* Rows that the program makes, as a table of SQLite: one INSERT ... SELECT takes them all, where a statement bound and
 * stepped for every row takes twice the time. */
#ifndef FT_FEED_H
#define FT_FEED_H

#include <sqlite3.h>

#include <fintag/fintag.h>

typedef struct {
    enum { FT_CELL_NULL, FT_CELL_INTEGER, FT_CELL_REAL, FT_CELL_TEXT } kind;
    union {
        int64_t integer;
        double real;
        fintag_str text; /* must stay until the statement has ended */
    };
} ft_cell;

enum { FT_FEED_COLUMNS = 64 };

/* Before each statement the owner sets what `next` reads from. */
typedef struct {
    void *ctx;
    /* Fill the next row; its cells are NULL. False: there is none. */
    bool (*next)(void *ctx, ft_cell *cells);
    const char *columns; /* their names, with commas between them */
    unsigned column_count;
} ft_feed;

/* Make the table, for this connection only. The feed must outlive it. An SQLite result code. */
int ft_feed_make(sqlite3 *db, const char *name, ft_feed *feed);

static inline void ft_cell_integer(ft_cell *cell, int64_t value) {
    cell->kind = FT_CELL_INTEGER;
    cell->integer = value;
}
static inline void ft_cell_real(ft_cell *cell, double value) {
    cell->kind = FT_CELL_REAL;
    cell->real = value;
}
/* Absent: NULL. */
static inline void ft_cell_text(ft_cell *cell, fintag_str text) {
    cell->kind = text.ptr ? FT_CELL_TEXT : FT_CELL_NULL;
    cell->text = text;
}

#endif
