/* An entity as a row of the table `entities`. */
#ifndef FT_ROWS_H
#define FT_ROWS_H

#include <sqlite3.h>

#include <fintag/fintag.h>

/* Which columns a row fills: one statement for each saves binding what is never there. */
typedef enum { FT_ROW_QUANTITY, FT_ROW_DATE, FT_ROW_NAME, FT_ROW_COUNT } ft_row_class;
ft_row_class ft_row_class_of(fintag_type type);
/* "INSERT INTO entities ..." with a parameter for each column of the class. */
extern const char *const ft_row_insert[FT_ROW_COUNT];

/* Bind an entity to the statement of its class. `base` is what its source spans are counted from. */
void ft_row_bind(sqlite3_stmt *stmt, int64_t article, const fintag_entity *entity, uint64_t base);

/* What a quantity is compared by; see the columns si_min, si_max and si_unit. False: it has no figure. */
typedef struct {
    double min, max;
    fintag_str unit;
} ft_measured;
bool ft_row_measure(const fintag_quantity *quantity, ft_measured *measured);

/* A decimal of the library as a double, correctly rounded. */
double ft_row_real(fintag_str decimal);

#endif
