/* Values of SQLite, and as bytes: what one thread makes of an article is read by the one that writes the index. The
 * bytes never leave the process, so they are trusted. */
#ifndef FT_CELL_H
#define FT_CELL_H

#include <stdint.h>

#include <fintag/fintag.h>

#include "base/buf.h"

typedef struct {
    enum { FT_CELL_NULL, FT_CELL_INTEGER, FT_CELL_REAL, FT_CELL_TEXT } kind;
    union {
        int64_t integer;
        double real;
        fintag_str text; /* must stay until it is read */
    };
} ft_cell;

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

/* Where the reading of bytes is. */
typedef struct {
    const char *at;
} ft_packed;

void ft_pack_number(ft_buf *out, uint64_t number);
/* Absent stays absent. */
void ft_pack_str(ft_buf *out, fintag_str text);
void ft_pack_cells(ft_buf *out, const ft_cell *cells, unsigned count);

uint64_t ft_unpack_number(ft_packed *from);
/* Borrows from the bytes. */
fintag_str ft_unpack_str(ft_packed *from);
void ft_unpack_cells(ft_packed *from, ft_cell *cells, unsigned count);

#endif
