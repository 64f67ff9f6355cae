/* Entities as rows of the table `entities`. */
#ifndef FT_ROWS_H
#define FT_ROWS_H

#include "index/feed.h"

/* The entities of the article at hand; the table fintag_entities shows them to `ft_rows_insert`. */
typedef struct {
    int64_t article;
    uint64_t base; /* what source spans are counted from */
    const fintag_entity *entities;
    size_t count, at;
    ft_feed feed;
} ft_rows;

extern const char ft_rows_insert[];
/* Make the table. An SQLite result code. */
int ft_rows_open(ft_rows *rows, sqlite3 *db);

/* What a quantity is compared by; see the columns si_min, si_max and si_unit. False: it has no figure. */
typedef struct {
    double min, max;
    fintag_str unit;
} ft_measured;
bool ft_row_measure(const fintag_quantity *quantity, ft_measured *measured);

/* A decimal of the library as a double, correctly rounded. */
double ft_row_real(fintag_str decimal);

#endif
