#include "rule/gate_classes.h"

#include <stdlib.h>
#include <string.h>

bool ft_gate_classes_begin(ft_gate_classes *g, size_t cells) {
    *g = (ft_gate_classes){.cells = cells, .leads = 1};
    g->lead = calloc(cells + 1, 1);
    g->next = calloc(cells + 1, 1);
    g->rows = malloc(FT_GATE_CLASSES * (cells + 1));
    if (!g->lead || !g->next || !g->rows) return false;
    memset(g->rows, 1, cells);
    return true;
}

void ft_gate_classes_add(ft_gate_classes *g, size_t row, const uint8_t *open) {
    uint32_t id = g->leads;
    while (id-- && memcmp(g->rows + id * g->cells, open, g->cells) != 0) {
    }
    if (id == UINT32_MAX) {
        if (g->leads == FT_GATE_CLASSES) return; /* stays open */
        id = g->leads++;
        memcpy(g->rows + id * g->cells, open, g->cells);
    }
    g->lead[row] = (uint8_t)id;
}

static bool same_column(const ft_gate_classes *g, size_t a, size_t b) {
    for (uint32_t lead = 1; lead < g->leads; lead++)
        if (g->rows[lead * g->cells + a] != g->rows[lead * g->cells + b]) return false;
    return true;
}

bool ft_gate_classes_end(ft_gate_classes *g) {
    size_t first[FT_GATE_CLASSES]; /* a column of each class */
    uint32_t nexts = 1;
    g->bits = calloc((size_t)g->leads * FT_GATE_NEXT_WORDS, sizeof *g->bits);
    if (!g->bits) return false;
    for (size_t column = 0; column < g->cells; column++) {
        uint32_t id = 1;
        while (id < nexts && !same_column(g, first[id], column)) id++;
        if (id == FT_GATE_CLASSES) continue;
        if (id == nexts) first[nexts++] = column;
        g->next[column] = (uint8_t)id;
    }
    for (uint32_t lead = 0; lead < g->leads; lead++)
        for (uint32_t id = 0; id < nexts; id++)
            if (!lead || !id || g->rows[lead * g->cells + first[id]])
                g->bits[lead * FT_GATE_NEXT_WORDS + id / 64] |= (uint64_t)1 << (id % 64);
    return true;
}

void ft_gate_classes_free(ft_gate_classes *g) {
    free(g->lead);
    free(g->next);
    free(g->bits);
    free(g->rows);
    *g = (ft_gate_classes){0};
}
