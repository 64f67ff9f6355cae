#include "value/timex.h"

#include <stdio.h>

#include "value/civil.h"

static const char *const seasons[] = {"XX", "SP", "SU", "FA", "WI"};

/* The last `count` digits of a number. */
static char *put_digits(char *at, int32_t value, int count) {
    for (int i = count; i-- > 0; value /= 10) at[i] = (char)('0' + value % 10);
    return at + count;
}

/* Written for every date, so by hand: +08:00. */
static char *put_offset(char *at, int32_t minutes) {
    int32_t away = minutes < 0 ? -minutes : minutes;
    *at++ = minutes < 0 ? '-' : '+';
    at = put_digits(at, away / 60, 2);
    *at++ = ':';
    return put_digits(at, away % 60, 2);
}

fintag_str ft_moment_text(ft_arena *arena, int64_t moment, const int32_t *minutes) {
    ft_civil date = ft_civil_of(ft_floor_div(moment, FT_DAY_SECONDS));
    int32_t clock = (int32_t)ft_floor_mod(moment, FT_DAY_SECONDS);
    char text[32], *at = text;
    at = put_digits(at, date.year, date.year > FT_YEAR_MAX ? 5 : 4); /* a zone further on */
    *at++ = '-';
    at = put_digits(at, date.month, 2);
    *at++ = '-';
    at = put_digits(at, date.day, 2);
    *at++ = 'T';
    at = put_digits(at, clock / 3600, 2);
    *at++ = ':';
    at = put_digits(at, clock / 60 % 60, 2);
    *at++ = ':';
    at = put_digits(at, clock % 60, 2);
    if (minutes) at = put_offset(at, *minutes);
    return ft_copy(arena, text, (size_t)(at - text));
}

/* ---- Known
 * -------------------------------------------------------------------------------------------------------------- */

static fintag_str clock_text(ft_arena *arena, const ft_placed *placed, ft_civil date) {
    int32_t clock = (int32_t)ft_floor_mod(placed->base, FT_DAY_SECONDS);
    char zone[16] = "";
    if (placed->zone.said) {
        int32_t minutes = placed->zone.minutes, away = minutes < 0 ? -minutes : minutes;
        snprintf(zone, sizeof zone, "%c%02d:%02d", minutes < 0 ? '-' : '+', away / 60 % 100, away % 60);
    }
    if (placed->level == FT_T_SECOND)
        return ft_format(arena, "%04d-%02d-%02dT%02d:%02d:%02d%s", date.year, date.month, date.day, clock / 3600,
                         clock / 60 % 60, clock % 60, zone);
    return ft_format(arena, "%04d-%02d-%02dT%02d:%02d%s", date.year, date.month, date.day, clock / 3600,
                     clock / 60 % 60, zone);
}

fintag_str ft_timex_known(ft_arena *arena, const ft_placed *placed) {
    int64_t day = ft_floor_div(placed->base, FT_DAY_SECONDS);
    ft_civil date = ft_civil_of(day);
    int32_t year = 0, week = 0;
    ft_iso_week(day, &year, &week);
    switch (placed->level) {
    case FT_T_CENTURY: return ft_format(arena, "%02d", date.year / 100);
    case FT_T_DECADE: return ft_format(arena, "%03d", date.year / 10);
    case FT_T_YEAR: return ft_format(arena, "%04d", date.year);
    case FT_T_HALF: return ft_format(arena, "%04d-H%d", date.year, date.month > 6 ? 2 : 1);
    case FT_T_QUARTER: return ft_format(arena, "%04d-Q%d", date.year, (date.month + 2) / 3);
    case FT_T_SEASON: return ft_format(arena, "%04d-%s", date.year, seasons[date.month / 3 < 1 ? 4 : date.month / 3]);
    case FT_T_HALFMONTH:
    case FT_T_TENDAY:
    case FT_T_MONTH: return ft_format(arena, "%04d-%02d", date.year, date.month);
    case FT_T_WEEK: return ft_format(arena, "%04d-W%02d", year, week);
    case FT_T_WEEKEND: return ft_format(arena, "%04d-W%02d-WE", year, week);
    case FT_T_PART: return ft_format(arena, "%04d-%02d-%02dT%s", date.year, date.month, date.day, placed->part);
    case FT_T_HOUR:
    case FT_T_MINUTE:
    case FT_T_SECOND: return clock_text(arena, placed, date);
    default: return ft_format(arena, "%04d-%02d-%02d", date.year, date.month, date.day);
    }
}

/* ---- Unknown
 * ------------------------------------------------------------------------------------------------------------ */

static bool said(const ft_when *when, ft_time_unit unit) {
    return when->said[unit].how == FT_SAID;
}

static int32_t number(const ft_when *when, ft_time_unit unit) {
    return when->said[unit].value;
}

/* Hour of the day from an hour of the clock and what part of the day was said. */
static fintag_str time_text(ft_arena *arena, const ft_when *when) {
    if (!said(when, FT_T_HOUR))
        return ft_when_has(when, FT_T_PART) ? ft_format(arena, "T%s", when->part) : FINTAG_STR("");
    int32_t hour = number(when, FT_T_HOUR);
    if (said(when, FT_T_SECOND))
        return ft_format(arena, "T%02d:%02d:%02d", hour, number(when, FT_T_MINUTE), number(when, FT_T_SECOND));
    return ft_format(arena, "T%02d:%02d", hour, number(when, FT_T_MINUTE));
}

static fintag_str day_text(ft_arena *arena, const ft_when *when, const char *year) {
    bool month = said(when, FT_T_MONTH) && !when->lunar;
    char mm[16] = "XX";
    if (month) snprintf(mm, sizeof mm, "%02d", number(when, FT_T_MONTH) % 100);
    if (when->feast.kind || when->lunar) return ft_format(arena, "%s-XX-XX", year);
    if (said(when, FT_T_DAY)) return ft_format(arena, "%s-%s-%02d", year, mm, number(when, FT_T_DAY));
    if (when->nth.unit == FT_T_SESSION) return ft_format(arena, "%s-%s-XX", year, mm);
    if (when->nth.unit && !month && !ft_when_has(when, FT_T_MONTH)) return ft_format(arena, "%s", year);
    if (said(when, FT_T_WEEKDAY)) return ft_format(arena, "%s-WXX-%d", year, number(when, FT_T_WEEKDAY));
    if (ft_when_has(when, FT_T_WEEKEND)) return ft_format(arena, "%s-WXX-WE", year);
    if (said(when, FT_T_WEEK)) return ft_format(arena, "%s-W%02d", year, number(when, FT_T_WEEK));
    if (ft_when_has(when, FT_T_WEEK)) return ft_format(arena, "%s-WXX", year);
    if (ft_when_has(when, FT_T_DAY) || ft_when_has(when, FT_T_SESSION)) return ft_format(arena, "%s-XX-XX", year);
    if (said(when, FT_T_QUARTER)) return ft_format(arena, "%s-Q%d", year, number(when, FT_T_QUARTER));
    if (ft_when_has(when, FT_T_QUARTER)) return ft_format(arena, "%s-QX", year);
    if (said(when, FT_T_HALF)) return ft_format(arena, "%s-H%d", year, number(when, FT_T_HALF));
    if (ft_when_has(when, FT_T_HALF)) return ft_format(arena, "%s-HX", year);
    if (said(when, FT_T_SEASON)) return ft_format(arena, "%s-%s", year, seasons[number(when, FT_T_SEASON) % 5]);
    bool of_month =
        ft_when_has(when, FT_T_MONTH) || ft_when_has(when, FT_T_TENDAY) || ft_when_has(when, FT_T_HALFMONTH);
    return of_month ? ft_format(arena, "%s-%s", year, mm) : ft_format(arena, "%s", year);
}

fintag_str ft_timex_unknown(ft_arena *arena, const ft_when *when) {
    char year[16] = "XXXX";
    if (said(when, FT_T_YEAR)) snprintf(year, sizeof year, "%04d", number(when, FT_T_YEAR) % 10000);
    fintag_str time = time_text(arena, when);
    ft_time_unit finest = FT_T_NONE;
    for (int unit = FT_T_CENTURY; unit < FT_T_COUNT; unit++)
        if ((unit < FT_T_PART || unit > FT_T_SECOND) && ft_when_has(when, (ft_time_unit)unit))
            finest = (ft_time_unit)unit;
    if (finest == FT_T_NONE && !when->feast.kind && time.len) return time;
    fintag_str day = day_text(arena, when, year);
    if (when->fiscal) day = ft_format(arena, "FY%.*s", (int)day.len, day.ptr ? day.ptr : "");
    if (!time.len || !day.ptr) return day;
    return ft_format(arena, "%.*s%.*s", (int)day.len, day.ptr, (int)time.len, time.ptr);
}
