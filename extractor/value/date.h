/* Dates, times, periods, durations, sets (TIMEX3). The value function parses the match into an expression; what depends
 * on the publication time or on dates named before is resolved after selection, in text order. */
#ifndef FT_DATE_H
#define FT_DATE_H

#include "value/value.h"

typedef struct ft_date ft_date; /* an expression, then a value: private to value/date*.c */

/* Resolve the selected dates, in text order. May reject one (fate and reason). */
void ft_date_settle(const ft_context *context, ft_candidate *const *kept, size_t count);
/* The value of a settled date. */
const fintag_time *ft_date_value(const ft_date *date);

#endif
