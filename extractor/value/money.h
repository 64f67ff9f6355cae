/* Currencies: signs, codes and words, and what an open one (元, 块, $, dollars, ¥) means in its context. */
#ifndef FT_MONEY_H
#define FT_MONEY_H

#include "value/admit.h"
#include "value/rational.h"

typedef enum { FT_MONEY_NAMED, FT_MONEY_YUAN, FT_MONEY_DOLLAR, FT_MONEY_YEN_SIGN } ft_money_kind;

typedef struct {
    ft_money_kind kind;
    fintag_str iso; /* of a named currency */
    fintag_currency_by by;
    ft_rational factor; /* 美分 is 1/100 */
} ft_money;

/* The currency that the word before or behind an amount means. False when it means none. */
bool ft_money_read(const ft_context *context, ft_stretch word, ft_stretch figure, ft_money *out);
/* The currency of an open one by the region of the article. */
fintag_str ft_money_of_region(ft_money_kind kind, ft_region region, fintag_currency_by *by);

#endif
