/* Overlap resolution. Nothing is deleted: losers keep what they lost to. */
#ifndef FT_SELECT_H
#define FT_SELECT_H

#include "link/link.h"

/* Scratch of the selection, reused over documents. */
typedef struct {
    void *order;
    size_t order_capacity;
    uint32_t *owner; /* per unit of text: candidate + 1 that holds it */
    size_t owner_capacity;
} ft_selector;

/* Decide between the candidates whose fate is FINTAG_KEPT. text_len in units. False when out of memory. */
bool ft_select(ft_selector *selector, ft_candidates *candidates, uint32_t text_len);
void ft_selector_free(ft_selector *selector);

#endif
