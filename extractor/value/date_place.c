#include "value/date_place.h"

#include "value/civil.h"
#include "value/timex.h"

void ft_unit_around(ft_time_unit unit, int64_t moment, int64_t *from, int64_t *until) {
    int64_t day = ft_floor_div(moment, FT_DAY_SECONDS), months = 0;
    ft_civil date = ft_civil_of(day);
    int64_t month = (int64_t)date.year * 12 + date.month - 1;
    switch (unit) {
    case FT_T_CENTURY: months = 1200; break;
    case FT_T_DECADE: months = 120; break;
    case FT_T_YEAR: months = 12; break;
    case FT_T_HALF: months = 6; break;
    case FT_T_SEASON:
    case FT_T_QUARTER: months = 3; break;
    case FT_T_HALFMONTH:
    case FT_T_TENDAY:
    case FT_T_MONTH: months = 1; break;
    case FT_T_WEEK:
    case FT_T_WEEKEND:
        *from = (day - ft_weekday(day) + 1) * FT_DAY_SECONDS;
        *until = *from + 7 * FT_DAY_SECONDS;
        return;
    case FT_T_HOUR:
        *from = ft_floor_div(moment, 3600) * 3600;
        *until = *from + 3600;
        return;
    case FT_T_MINUTE:
        *from = ft_floor_div(moment, 60) * 60;
        *until = *from + 60;
        return;
    case FT_T_SECOND:
        *from = moment;
        *until = moment + 1;
        return;
    default:
        *from = day * FT_DAY_SECONDS;
        *until = *from + FT_DAY_SECONDS;
        return;
    }
    int64_t shift = unit == FT_T_SEASON ? 2 : 0; /* spring begins in March */
    int64_t first = ft_floor_div(month - shift, months) * months + shift;
    *from = ft_civil_days(ft_floor_div(first, 12), ft_floor_mod(first, 12) + 1, 1) * FT_DAY_SECONDS;
    *until = ft_civil_days(ft_floor_div(first + months, 12), ft_floor_mod(first + months, 12) + 1, 1) * FT_DAY_SECONDS;
}

/* ---- Time of day
 * --------------------------------------------------------------------------------------------------------- */

/* The hour on the 24-hour clock, 24 and more on the next day: 下午3点, 晚上12点, 凌晨12点, 12am. */
static int32_t full_hour(const ft_when *when) {
    int32_t hour = when->said[FT_T_HOUR].value;
    if (when->meridiem == 1) return hour == 12 ? 0 : hour;
    if (when->meridiem == 2) return hour < 12 ? hour + 12 : hour;
    if (!ft_when_has(when, FT_T_PART) || hour > 12) return hour;
    int32_t from = when->part_from / 60, until = when->part_until / 60;
    if (hour == 12) return from >= 18 ? 24 : until <= 9 ? 0 : 12;
    if (from >= 18) return hour < 6 ? hour + 24 : hour + 12;
    if (from >= 12) return hour + 12;
    return from >= 11 && hour < 6 ? hour + 12 : hour; /* 中午1点 */
}

static void place_clock(const ft_when *when, ft_placed *out) {
    int64_t clock =
        (int64_t)full_hour(when) * 3600 + when->said[FT_T_MINUTE].value * 60 + when->said[FT_T_SECOND].value;
    int64_t length = ft_when_has(when, FT_T_SECOND) ? 1 : ft_when_has(when, FT_T_MINUTE) ? 60 : 3600;
    out->level = length == 1 ? FT_T_SECOND : length == 60 ? FT_T_MINUTE : FT_T_HOUR;
    out->from += clock;
    out->until = out->from + length;
    out->base = out->from;
    out->grain = out->level;
    out->mod = FT_MOD_NONE;
}

/* early morning, late night: halves of the part. */
static void place_part(const ft_when *when, ft_placed *out) {
    int64_t day = out->from, middle = (when->part_from + when->part_until) / 2;
    bool early = when->mod == FT_MOD_EARLY || when->mod == FT_MOD_START,
         late = when->mod == FT_MOD_LATE || when->mod == FT_MOD_END;
    out->from = day + 60 * (late ? middle : when->part_from);
    out->until = day + 60 * (early ? middle : when->part_until);
    out->level = out->grain = FT_T_PART;
    memcpy(out->part, when->part, sizeof out->part);
}

/* Hours and minutes from now: 两小时前 as a word. */
static bool from_now(const ft_when *when, const ft_anchor *anchor, ft_placed *out) {
    for (int unit = FT_T_HOUR; unit <= FT_T_SECOND; unit++) {
        if (when->said[unit].how != FT_FROM_NOW || !anchor->has_now) continue;
        int64_t length = unit == FT_T_HOUR ? 3600 : unit == FT_T_MINUTE ? 60 : 1;
        ft_unit_around((ft_time_unit)unit, anchor->now + when->said[unit].value * length, &out->from, &out->until);
        out->known = true;
        out->base = out->from;
        out->level = out->grain = (ft_time_unit)unit;
        return true;
    }
    return false;
}

/* The rest of the year: from the day of publication on. */
static void keep_rest(const ft_anchor *anchor, ft_placed *out) {
    int64_t today = anchor->today * FT_DAY_SECONDS;
    if (out->from >= today || out->until <= today + FT_DAY_SECONDS) return;
    out->from = out->base = today;
    out->level = FT_T_DAY;
    out->days = (int32_t)((out->until - today) / FT_DAY_SECONDS);
}

/* ---- All of it
 * ------------------------------------------------------------------------------------------------------------- */

static ft_time_unit unknown_grain(const ft_when *when) {
    ft_time_unit finest = ft_when_finest(when);
    if (when->feast.kind && finest < FT_T_DAY) return FT_T_DAY;
    if (when->nth.unit) return when->nth.unit == FT_T_WEEKDAY ? FT_T_DAY : when->nth.unit;
    if (!when->mod) return finest;
    if (finest == FT_T_YEAR || finest == FT_T_QUARTER || finest == FT_T_HALF) return FT_T_MONTH;
    return finest == FT_T_MONTH ? FT_T_TENDAY : finest;
}

static const char *session_anchor(const ft_when *when) {
    if (when->nth.unit == FT_T_SESSION || when->nth.unit == FT_T_WORKDAY)
        return when->nth.n < 0 ? "last" : when->nth.n == 1 ? "first" : "nth";
    const ft_said *session = &when->said[FT_T_SESSION];
    return session->value < 0 ? "previous" : session->value > 0 ? "next" : "current";
}

/* Trading days and financial years need a calendar that is not known here: the value names it. */
static bool place_elsewhere(ft_arena *arena, const ft_when *when, const ft_frame *frame, ft_placed *out) {
    bool session = ft_when_has(when, FT_T_SESSION) || when->nth.unit == FT_T_SESSION || when->nth.unit == FT_T_WORKDAY;
    if (!session && !when->fiscal) return false;
    out->known = false;
    if (session) {
        out->calendar = when->nth.unit == FT_T_WORKDAY ? "business" : "trading";
        out->anchor = session_anchor(when);
        out->grain = FT_T_DAY;
        ft_placed container = {.known = true, .base = frame->base * FT_DAY_SECONDS, .level = frame->level};
        out->timex = frame->known ? ft_timex_known(arena, &container) : ft_timex_unknown(arena, when);
        return true;
    }
    out->calendar = "fiscal";
    out->grain = ft_when_finest(when);
    ft_when shown = *when;
    if (frame->known && !ft_when_has(when, FT_T_QUARTER) && !ft_when_has(when, FT_T_HALF))
        shown.said[FT_T_YEAR] = (ft_said){ft_civil_of(frame->from).year, FT_SAID};
    out->timex = ft_timex_unknown(arena, &shown);
    return true;
}

static bool has_days(const ft_when *when) {
    if (when->feast.kind) return true;
    for (int unit = FT_T_CENTURY; unit <= FT_T_DAY; unit++)
        if (ft_when_has(when, (ft_time_unit)unit)) return true;
    return ft_when_has(when, FT_T_SESSION) || when->nth.unit;
}

const char *ft_date_place(ft_arena *arena, const ft_when *when, const ft_anchor *anchor, ft_placed *out) {
    *out = (ft_placed){.grain = unknown_grain(when), .zone = when->zone, .mod = when->mod};
    ft_frame frame = {0};
    bool timed = ft_when_has(when, FT_T_HOUR) || ft_when_has(when, FT_T_PART);
    if (from_now(when, anchor, out)) return NULL;
    if (has_days(when)) {
        const char *reason = ft_frame_find(when, anchor, &frame);
        if (reason) return reason;
    } else if (timed && anchor->has_clock_day) {
        frame = (ft_frame){true,     anchor->clock_day, anchor->clock_day + 1, anchor->clock_day,
                           FT_T_DAY, FT_T_DAY,          FT_MOD_NONE,           0};
    }
    if (place_elsewhere(arena, when, &frame, out)) return NULL;
    out->calendar = when->lunar ? "lunar" : NULL;
    if (!frame.known) {
        ft_when shown = *when;
        if (shown.said[FT_T_HOUR].how == FT_SAID) shown.said[FT_T_HOUR].value = full_hour(when) % 24;
        out->timex = ft_timex_unknown(arena, &shown);
        return NULL;
    }
    out->known = true;
    out->from = frame.from * FT_DAY_SECONDS;
    out->until = frame.until * FT_DAY_SECONDS;
    out->base = frame.base * FT_DAY_SECONDS;
    out->level = frame.level;
    out->grain = frame.grain;
    out->mod = frame.mod;
    out->days = frame.days;
    if (when->rest && anchor->has_now) keep_rest(anchor, out);
    if (!timed) return NULL;
    if (frame.level != FT_T_DAY) return "a time of day of more than a day";
    if (ft_when_has(when, FT_T_HOUR))
        place_clock(when, out);
    else
        place_part(when, out);
    return NULL;
}
