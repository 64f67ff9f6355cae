/* Houses of funds in the names of their products. */
#ifndef FT_FUNDS_H
#define FT_FUNDS_H

#include "value/value.h"

/* 华夏上证50ETF, 睿远成长价值: is the company's name the house's in the name of a fund? */
bool ft_in_fund(const ft_context *context, const ft_candidate *c);

#endif
