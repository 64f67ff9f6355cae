/* Lengths of time: 数十小时, 三个半月, 2 weeks and 3 days. */
#ifndef FT_DATE_LENGTH_H
#define FT_DATE_LENGTH_H

#include "value/date_expr.h"
#include "value/number.h"

enum { FT_LENGTH_PARTS = 8 };

typedef struct {
    ft_time_unit unit;
    ft_decimal low, high; /* equal unless 数, 几, 十几 or a range is written */
} ft_length_part;

typedef struct {
    ft_length_part part[FT_LENGTH_PARTS];
    unsigned count;
    fintag_approx approx; /* of the figure itself: 三十余年 */
} ft_length;

/* Read a length. NULL, or the reason why it is none. */
const char *ft_length_read(const ft_context *context, ft_ustr text, ft_length *out);
/* Make it the range from the figure `low` (without a unit: 5 in 5至7年, or with one) to itself. */
const char *ft_length_from(const ft_context *context, ft_ustr low, ft_length *length);
/* The finest unit in it. */
ft_time_unit ft_length_unit(const ft_length *length);
/* TIMEX of its low or high end: "P1Y6M", "PT0.5H", "P15BD". Absent when out of memory or a figure is too long to print.
 */
fintag_str ft_length_timex(ft_arena *arena, const ft_length *length, bool high);
/* Seconds of its low or high end, when all its units have a fixed length. */
bool ft_length_seconds(const ft_length *length, bool high, ft_decimal *out);
/* A unit alone as a length of one: 每周. False when `word` is no unit. */
bool ft_length_one(const ft_context *context, ft_ustr word, ft_length *out);
/* Move a moment (seconds) by `sign` times the length (its high end when `high`): months by the calendar, half a month
 * as 15 days. False when that is not known (trading days) or out of the calendar. */
bool ft_length_move(const ft_length *length, int sign, bool high, int64_t *moment);

#endif
