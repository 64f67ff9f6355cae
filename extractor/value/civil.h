/* The proleptic Gregorian calendar: days, weeks, months, and moments as seconds without a zone. */
#ifndef FT_CIVIL_H
#define FT_CIVIL_H

#include <stdbool.h>
#include <stdint.h>

enum { FT_YEAR_MIN = 1, FT_YEAR_MAX = 9999, FT_DAY_SECONDS = 86400 };

/* Year, month and day; month and day from 1. */
typedef struct {
    int32_t year;
    int32_t month, day;
} ft_civil;

bool ft_leap_year(int32_t year);
/* 28 to 31. month is 1 to 12. */
int32_t ft_month_length(int32_t year, int32_t month);
/* A date that exists, in the years that are written with four digits. */
bool ft_civil_valid(int32_t year, int64_t month, int64_t day);
/* Days since 1970-01-01. The month may be outside 1 to 12 and the day outside its month: both carry. */
int64_t ft_civil_days(int64_t year, int64_t month, int64_t day);
ft_civil ft_civil_of(int64_t days);
/* 1 Monday to 7 Sunday. */
int32_t ft_weekday(int64_t days);
/* The Monday of week `week` of the ISO 8601 week-numbering year. */
int64_t ft_iso_week_start(int32_t year, int32_t week);
/* Week and week-numbering year that the day belongs to. */
void ft_iso_week(int64_t days, int32_t *year, int32_t *week);
/* 52 or 53. */
int32_t ft_iso_weeks(int32_t year);
/* `months` later; a day that the month does not have becomes its last one. */
int64_t ft_add_months(int64_t days, int64_t months);
/* The n-th such weekday of the month, from its end when n is negative; false when it has no such one. */
bool ft_nth_weekday(int32_t year, int32_t month, int32_t weekday, int32_t n, int64_t *days);
/* `count` days later that are not Saturday or Sunday. Public holidays are not known here. */
int64_t ft_add_weekdays(int64_t days, int64_t count);
/* Easter Sunday of the western churches. */
int64_t ft_easter(int32_t year);

/* Division and remainder that round towards minus infinity. */
int64_t ft_floor_div(int64_t a, int64_t b);
int64_t ft_floor_mod(int64_t a, int64_t b);

#endif
