/* A table of bits, rows (beginnings) by columns (what may follow), with equal rows and equal columns told once. */
#ifndef FT_GATE_CLASSES_H
#define FT_GATE_CLASSES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Classes fit into a byte. Class 0 of rows and of columns is all open: what there is no class left for goes there. */
enum { FT_GATE_CLASSES = 256, FT_GATE_NEXT_WORDS = FT_GATE_CLASSES / 64 };

typedef struct {
    size_t cells;         /* rows, and columns, there may be */
    uint8_t *lead, *next; /* class of each row, of each column */
    uint32_t leads;       /* classes of rows */
    uint64_t *bits;       /* [lead][FT_GATE_NEXT_WORDS]; set by end */
    uint8_t *rows;        /* [lead][cells]: one row of each class */
} ft_gate_classes;

/* begin and end return false when out of memory; free in any case. */
bool ft_gate_classes_begin(ft_gate_classes *g, size_t cells);
/* open: a byte per column. Rows that are not added stay in class 0. */
void ft_gate_classes_add(ft_gate_classes *g, size_t row, const uint8_t *open);
bool ft_gate_classes_end(ft_gate_classes *g);
void ft_gate_classes_free(ft_gate_classes *g);

#endif
