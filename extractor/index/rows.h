/* Entities as rows of three tables, each with the columns that its types have, and two tables of what they come to. */
#ifndef FT_ROWS_H
#define FT_ROWS_H

#include "index/feed.h"

typedef enum {
    FT_ROWS_QUANTITIES,
    FT_ROWS_TIMES,
    FT_ROWS_NAMED,
    FT_ROWS_ENTITIES, /* the tables before hold entities; those that follow, what they come to */
    FT_ROWS_MEASURES = FT_ROWS_ENTITIES,
    FT_ROWS_PERIODS,
    FT_ROWS_TABLES
} ft_rows_table;

/* Put the rows of a tagged document behind one another, as bytes. `base` is what its source spans are counted from. */
void ft_rows_pack(ft_buf *out, const fintag_doc *doc, uint64_t base);

typedef struct ft_rows ft_rows;
typedef struct {
    const ft_rows *rows;
    ft_rows_table which;
    ft_packed from;
    uint64_t left;
    ft_feed feed;
} ft_rows_feed;

/* The rows of the article at hand; the tables fintag_quantities, ... show them to the statements of
 * `ft_rows_insert`. */
struct ft_rows {
    int64_t article, first; /* the row of the article, of its first entity */
    ft_rows_feed feeds[FT_ROWS_TABLES];
};

extern const char *const ft_rows_insert[FT_ROWS_TABLES];
/* Make the tables. An SQLite result code. */
int ft_rows_open(ft_rows *rows, sqlite3 *db);
/* Set what they show. Returns how many entities there are. */
uint64_t ft_rows_unpack(ft_rows *rows, ft_packed *from);

/* What a quantity is compared by; see the columns si_min, si_max and si_unit. False: it has no figure. */
typedef struct {
    double min, max;
    fintag_str unit;
} ft_measured;
bool ft_row_measure(const fintag_quantity *quantity, ft_measured *measured);
/* The length of a time as a quantity of seconds. */
fintag_quantity ft_row_length(const fintag_time *time);

/* A decimal of the library as a double, correctly rounded. */
double ft_row_real(fintag_str decimal);

#endif
