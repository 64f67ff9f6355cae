#include "value/zone.h"

#include "value/civil.h"

static bool digits(const char *at, int32_t *out) {
    if (at[0] < '0' || at[0] > '9' || at[1] < '0' || at[1] > '9') return false;
    *out = (at[0] - '0') * 10 + (at[1] - '0');
    return true;
}

bool ft_zone_read(fintag_str text, ft_zone *zone) {
    int32_t hours, minutes;
    if (text.len < 6 || (text.ptr[0] != '+' && text.ptr[0] != '-') || text.ptr[3] != ':') return false;
    if (!digits(text.ptr + 1, &hours) || !digits(text.ptr + 4, &minutes)) return false;
    *zone = (ft_zone){.said = true, .minutes = (int16_t)(hours * 60 + minutes)};
    if (text.ptr[0] == '-') zone->minutes = (int16_t)-zone->minutes;
    fintag_str rule = {text.ptr + 6, text.len - 6};
    if (!rule.len) return true;
    if (ft_str_is(rule, " us"))
        zone->summer = FT_SUMMER_US;
    else if (ft_str_is(rule, " eu"))
        zone->summer = FT_SUMMER_EU;
    else if (ft_str_is(rule, " au"))
        zone->summer = FT_SUMMER_AU;
    else
        return false;
    return true;
}

static int64_t sunday(int32_t year, int32_t month, int32_t n) {
    int64_t days = 0;
    ft_nth_weekday(year, month, 7, n, &days);
    return days * FT_DAY_SECONDS;
}

/* The moments, by the winter clock, at which summer time begins and ends. */
static void summer_bounds(const ft_zone *zone, int32_t year, int64_t *begin, int64_t *end) {
    enum { HOUR = 3600 };
    switch (zone->summer) {
    case FT_SUMMER_US: /* since 2007; before, by the rule of 1987 */
        *begin = (year >= 2007 ? sunday(year, 3, 2) : sunday(year, 4, 1)) + 2 * HOUR;
        *end = (year >= 2007 ? sunday(year, 11, 1) : sunday(year, 10, -1)) + HOUR;
        return;
    case FT_SUMMER_EU: /* everywhere at 1:00 UTC */
        *begin = sunday(year, 3, -1) + HOUR + zone->minutes * 60;
        *end = sunday(year, 10, -1) + HOUR + zone->minutes * 60;
        return;
    case FT_SUMMER_AU: /* the southern summer goes over the year's end */
        *begin = sunday(year, 10, 1) + 2 * HOUR;
        *end = sunday(year, 4, 1) + 2 * HOUR;
        return;
    case FT_SUMMER_NONE: break;
    }
    *begin = *end = 0;
}

int32_t ft_zone_minutes(const ft_zone *zone, int64_t moment) {
    int64_t begin, end, year = ft_civil_of(ft_floor_div(moment, FT_DAY_SECONDS)).year;
    if (zone->summer == FT_SUMMER_NONE || year < 1987) return zone->minutes;
    summer_bounds(zone, (int32_t)year, &begin, &end);
    end += 3600; /* by the summer clock, which is what the moment was read from */
    bool summer = begin < end ? moment >= begin && moment < end : moment >= begin || moment < end;
    return zone->minutes + (summer ? 60 : 0);
}
