/* The Chinese lunisolar calendar, 1900 to 2100, and the one solar term that is a public holiday. */
#ifndef FT_LUNAR_H
#define FT_LUNAR_H

#include <stdbool.h>
#include <stdint.h>

enum { FT_LUNAR_MIN = 1900, FT_LUNAR_MAX = 2100 };

/* Days since 1970-01-01 of a lunar date. The year is named by the solar year in which it begins; leap asks for the leap
 * month after `month`. False when there is no such day, or the year is out of range. */
bool ft_lunar_days(int32_t year, int32_t month, int32_t day, bool leap, int64_t *days);
/* Length of a lunar month, 29 or 30; 0 when there is no such month. */
int32_t ft_lunar_month_length(int32_t year, int32_t month, bool leap);
/* Last day of the lunar year. */
bool ft_lunar_eve(int32_t year, int64_t *days);
/* 清明, day of April; 0 when the year is out of range. */
int32_t ft_qingming(int32_t year);

#endif
