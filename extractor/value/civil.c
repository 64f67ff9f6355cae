#include "value/civil.h"

int64_t ft_floor_div(int64_t a, int64_t b) {
    int64_t quotient = a / b;
    return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient;
}

int64_t ft_floor_mod(int64_t a, int64_t b) {
    return a - ft_floor_div(a, b) * b;
}

bool ft_leap_year(int32_t year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int32_t ft_month_length(int32_t year, int32_t month) {
    if (month == 2) return ft_leap_year(year) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

bool ft_civil_valid(int32_t year, int64_t month, int64_t day) {
    if (year < FT_YEAR_MIN || year > FT_YEAR_MAX || month < 1 || month > 12 || day < 1) return false;
    return day <= ft_month_length(year, (int32_t)month);
}

/* Years are counted from March, so that the leap day is the last of its year; eras are the 400 years after which the
 * calendar repeats, 146097 days. */
int64_t ft_civil_days(int64_t year, int64_t month, int64_t day) {
    int64_t months = year * 12 + month - 1;
    int64_t from_march = ft_floor_mod(months, 12) - 2;
    int64_t y = ft_floor_div(months, 12);
    if (from_march < 0) {
        from_march += 12;
        y--;
    }
    int64_t era = ft_floor_div(y, 400), of_era = ft_floor_mod(y, 400);
    int64_t of_year = (153 * from_march + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

ft_civil ft_civil_of(int64_t days) {
    int64_t since = days + 719468;
    int64_t era = ft_floor_div(since, 146097), of_era = ft_floor_mod(since, 146097);
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
    int64_t from_march = (5 * of_year + 2) / 153;
    int64_t day = of_year - (153 * from_march + 2) / 5 + 1;
    int64_t month = from_march < 10 ? from_march + 3 : from_march - 9;
    int64_t civil_year = year + era * 400 + (month <= 2 ? 1 : 0);
    return (ft_civil){(int32_t)civil_year, (int32_t)month, (int32_t)day};
}

int32_t ft_weekday(int64_t days) {
    return (int32_t)ft_floor_mod(days + 3, 7) + 1; /* 1970-01-01 was a Thursday */
}

int64_t ft_iso_week_start(int32_t year, int32_t week) {
    int64_t fourth = ft_civil_days(year, 1, 4); /* always in week 1 */
    return fourth - (ft_weekday(fourth) - 1) + 7 * ((int64_t)week - 1);
}

void ft_iso_week(int64_t days, int32_t *year, int32_t *week) {
    int64_t thursday = days - ft_weekday(days) + 4; /* a week belongs to the year of its Thursday */
    *year = ft_civil_of(thursday).year;
    *week = (int32_t)((thursday - ft_civil_days(*year, 1, 1)) / 7) + 1;
}

int32_t ft_iso_weeks(int32_t year) {
    int32_t of, week;
    ft_iso_week(ft_civil_days(year, 12, 28), &of, &week);
    return week;
}

int64_t ft_add_months(int64_t days, int64_t months) {
    ft_civil date = ft_civil_of(days);
    int64_t total = (int64_t)date.year * 12 + date.month - 1 + months;
    int64_t year = ft_floor_div(total, 12), month = ft_floor_mod(total, 12) + 1;
    int64_t first = ft_civil_days(year, month, 1), next = ft_civil_days(year, month + 1, 1);
    int64_t day = first + date.day - 1;
    return day < next ? day : next - 1;
}

bool ft_nth_weekday(int32_t year, int32_t month, int32_t weekday, int32_t n, int64_t *days) {
    int64_t first = ft_civil_days(year, month, 1), next = ft_civil_days(year, (int64_t)month + 1, 1);
    if (n > 0)
        *days = first + ft_floor_mod(weekday - ft_weekday(first), 7) + 7 * ((int64_t)n - 1);
    else if (n < 0)
        *days = next - 1 - ft_floor_mod(ft_weekday(next - 1) - weekday, 7) + 7 * ((int64_t)n + 1);
    else
        return false;
    return *days >= first && *days < next;
}

/* The nearest day from `days` on, in steps of `step`, that is not Saturday or Sunday. */
static int64_t to_weekday(int64_t days, int step) {
    while (ft_weekday(days) > 5) days += step;
    return days;
}

int64_t ft_add_weekdays(int64_t days, int64_t count) {
    if (!count) return days;
    int step = count < 0 ? -1 : 1;
    int64_t left = count < 0 ? -count : count;
    days = to_weekday(days, -step); /* the first of them counts from the last weekday before a weekend */
    days += step * (left / 5 * 7);
    for (left %= 5; left; left--) days = to_weekday(days + step, step);
    return days;
}

/* The anonymous Gregorian algorithm, as in the explanatory supplements to almanacs. */
int64_t ft_easter(int32_t year) {
    int32_t golden = year % 19, century = year / 100, rest = year % 100;
    int32_t skipped = century / 4, correction = (century - (century + 8) / 25 + 1) / 3;
    int32_t moon = (19 * golden + century - skipped - correction + 15) % 30;
    int32_t sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % 7;
    int32_t shift = (golden + 11 * moon + 22 * sunday) / 451;
    int32_t sum = moon + sunday - 7 * shift + 114;
    return ft_civil_days(year, sum / 31, sum % 31 + 1);
}
