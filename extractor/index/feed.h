/* Rows that the program makes, as a table of SQLite: one INSERT ... SELECT takes them all, where a statement bound and
 * stepped for every row takes twice the time. */
#ifndef FT_FEED_H
#define FT_FEED_H

#include <sqlite3.h>

#include "index/cell.h"

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

#endif
