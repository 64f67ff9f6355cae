/* Quantities: measures, counts, money, percents, ratios, numbers. The value function only reads the match; bounds,
 * direction, basis and inferred currency come from the words around it, after selection. */
#ifndef FT_QUANTITY_H
#define FT_QUANTITY_H

#include "base/decimal.h"
#include "value/money.h"
#include "value/value.h"

typedef struct ft_quantity {
    fintag_quantity out;         /* what will be reported; texts in the arena */
    ft_decimal low, high;        /* in `unit`; equal unless a range */
    bool open_currency;          /* currency not written: to be inferred by the settle step */
    ft_money_kind money;         /* ... of which kind the word was */
    fintag_currency_by money_by; /* ... and what it was: symbol, or default for a word */
    bool general_unit;           /* a count whose unit is only what its classifier says */
    uint32_t figure, inside;     /* where it begins, and the words that belong to it: 约 and 800 of 每天约800吨 */
} ft_quantity;

/* Complete the selected quantities, in text order: approx, direction, basis, currency. May reject one (fate and
 * reason). */
void ft_quantity_settle(const ft_context *context, ft_candidate *const *kept, size_t count);

#endif
