/* From the text of one end of a date to what it says. */
#ifndef FT_DATE_WORDS_H
#define FT_DATE_WORDS_H

#include "value/admit.h"
#include "value/date_expr.h"

enum { FT_FIGURES_LOOSE = 4 };

/* A figure that no unit stands beside: the 12 of “12 of Sept”, the 4 of “at 4”. */
typedef struct {
    int32_t value;
    int32_t digits;
    bool ordinal, clock;
} ft_loose;

/* A reading under way. */
typedef struct {
    const ft_context *context;
    ft_ustr text;
    uint32_t at;
    ft_when *when;
    ft_loose loose[FT_FIGURES_LOOSE];
    unsigned loose_count;
    bool clock_next; /* “at” was read */
    bool week_next;  /* “week” was read */
    int32_t era;     /* base of an era that was named, 0 = none */
    bool nth_next;   /* 第, 最后 or 首 was read */
} ft_reading;

/* Read all of the stretch, adding to what `out` says already. NULL, or the reason why it says nothing or contradicts
 * itself. */
const char *ft_date_read(const ft_context *context, ft_stretch at, ft_when *out);
/* Give the figures without a unit their meaning, then see whether such a date can be. Called once, when all is read. */
const char *ft_date_check(const ft_context *context, ft_when *when);

/* A year of two digits in the century that is meant. */
int32_t ft_full_year(const ft_context *context, int32_t two_digits);
/* A length of two digits and 年 that is a year: 21年, not 30年. */
bool ft_short_year(const ft_context *context, ft_stretch at);

/* date_figures.c: a figure in digits or numerals and its unit, a clock, a date in figures only. False when `at` begins
 * none. */
bool ft_read_figure(ft_reading *reading, const char **reason);
/* Say what a figure in front of a unit of the language says: 年 月 日 点, st, pm. Returns false when no unit follows.
 */
bool ft_read_numeral(ft_reading *reading, const char **reason);
/* English number words. */
bool ft_read_number_words(ft_reading *reading, const char **reason);
bool ft_keep_loose(ft_reading *reading, int64_t value, int32_t digits, bool ordinal);

#endif
