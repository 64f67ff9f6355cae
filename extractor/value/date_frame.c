/* Which days: years, quarters, months, weeks, feasts, and the choice of the year that a date leaves open. */
#include "value/civil.h"
#include "value/date_place.h"
#include "value/lunar.h"

static const char no_such_day[] = "the month has no such day";
static const char no_such_place[] = "the period has no such part";

static void set_months(ft_frame *frame, ft_time_unit level, int64_t first, int64_t count) {
    int64_t year = ft_floor_div(first, 12), month = ft_floor_mod(first, 12) + 1;
    ft_frame_set(frame, level, ft_civil_days(year, month, 1), ft_civil_days(year, month + count, 1));
}

static bool said(const ft_when *when, ft_time_unit unit) {
    return ft_when_has(when, unit);
}

static bool is_offset(const ft_when *when, ft_time_unit unit) {
    return when->said[unit].how == FT_FROM_NOW || when->said[unit].how == FT_FROM_NAMED;
}

/* ---- Within a month and a year
 * ------------------------------------------------------------------------------------------ */

static void part_of_month(ft_frame *frame, int64_t first, int64_t until, ft_mod mod) {
    frame->from = first;
    frame->until = until;
    frame->mod = mod;
    frame->grain = FT_T_TENDAY;
}

static const char *within_month(const ft_when *when, int64_t month, ft_frame *out) {
    set_months(out, FT_T_MONTH, month, 1);
    int64_t first = out->from, until = out->until;
    int32_t half = said(when, FT_T_HALFMONTH) ? when->said[FT_T_HALFMONTH].value
                   : said(when, FT_T_HALF)    ? when->said[FT_T_HALF].value
                                              : 0;
    if (when->said[FT_T_DAY].how == FT_SAID) {
        int64_t day = first + when->said[FT_T_DAY].value - 1;
        if (day >= until) return no_such_day;
        ft_frame_set(out, FT_T_DAY, day, day + 1);
    } else if (when->said[FT_T_TENDAY].how == FT_SAID) {
        int32_t n = when->said[FT_T_TENDAY].value;
        part_of_month(out, first + 10 * (n - 1), n == 3 ? until : first + 10 * n,
                      n == 1   ? FT_MOD_START
                      : n == 2 ? FT_MOD_MID
                               : FT_MOD_END);
    } else if (half) {
        part_of_month(out, half == 1 ? first : first + 15, half == 1 ? first + 15 : until,
                      half == 1 ? FT_MOD_START : FT_MOD_END);
    } else if (when->said[FT_T_WEEK].how == FT_SAID) {
        return ft_frame_take_nth(out, &(ft_nth){FT_T_WEEK, when->said[FT_T_WEEK].value, 1, 0});
    }
    return NULL;
}

static const char *feast_of_year(const ft_when *when, int32_t year, ft_frame *out) {
    const ft_feast *feast = &when->feast;
    int64_t day = 0;
    bool found = false;
    switch (feast->kind) {
    case FT_FEAST_LUNAR: found = ft_lunar_days(year, feast->a, feast->b, false, &day); break;
    case FT_FEAST_EVE: found = ft_lunar_eve(year - 1, &day); break;
    case FT_FEAST_QINGMING:
        found = ft_qingming(year) > 0;
        day = ft_civil_days(year, 4, ft_qingming(year));
        break;
    case FT_FEAST_NTH: found = feast->a <= 12 && ft_nth_weekday(year, feast->a, feast->b, feast->c, &day); break;
    case FT_FEAST_EASTER:
        found = true;
        day = ft_easter(year) + feast->a;
        break;
    case FT_FEAST_NONE: break;
    }
    if (!found) return "the year has no such feast, or its calendar is not known";
    ft_frame_set(out, FT_T_DAY, day, day + 1);
    return NULL;
}

static const char *lunar_of_year(const ft_when *when, int32_t year, ft_frame *out) {
    int32_t month = when->said[FT_T_MONTH].value, day = when->said[FT_T_DAY].value;
    int64_t from;
    if (!ft_lunar_days(year, month, said(when, FT_T_DAY) ? day : 1, when->leap, &from))
        return "the lunar year has no such day";
    if (said(when, FT_T_DAY))
        ft_frame_set(out, FT_T_DAY, from, from + 1);
    else
        ft_frame_set(out, FT_T_MONTH, from, from + ft_lunar_month_length(year, month, when->leap));
    return NULL;
}

/* Numbers that an offset gives although the year is named: 去年本月. */
static int64_t number_in_year(const ft_when *when, ft_time_unit unit, const ft_anchor *anchor) {
    int64_t value = when->said[unit].value;
    if (when->said[unit].how == FT_SAID) return value;
    int64_t month = ft_month_index(anchor->today);
    if (when->said[unit].how == FT_FROM_NAMED && anchor->has_month) month = anchor->month;
    if (unit == FT_T_MONTH) return ft_floor_mod(month + value, 12) + 1;
    return ft_floor_mod(ft_floor_div(month, unit == FT_T_QUARTER ? 3 : 6) + value, unit == FT_T_QUARTER ? 4 : 2) + 1;
}

static const char *part_of_year(const ft_when *when, int32_t year, const ft_anchor *anchor, ft_frame *out) {
    int64_t first = (int64_t)year * 12;
    if (when->feast.kind) return feast_of_year(when, year, out);
    if (when->lunar && said(when, FT_T_MONTH)) return lunar_of_year(when, year, out);
    if (said(when, FT_T_MONTH)) return within_month(when, first + number_in_year(when, FT_T_MONTH, anchor) - 1, out);
    if (said(when, FT_T_QUARTER))
        set_months(out, FT_T_QUARTER, first + 3 * (number_in_year(when, FT_T_QUARTER, anchor) - 1), 3);
    else if (said(when, FT_T_HALF))
        set_months(out, FT_T_HALF, first + 6 * (number_in_year(when, FT_T_HALF, anchor) - 1), 6);
    else if (said(when, FT_T_SEASON))
        set_months(out, FT_T_SEASON, first + 3 * (int64_t)when->said[FT_T_SEASON].value - 1, 3);
    else if (when->said[FT_T_WEEK].how == FT_SAID) {
        int32_t week = when->said[FT_T_WEEK].value;
        if (week > ft_iso_weeks(year)) return no_such_place;
        ft_frame_set(out, FT_T_WEEK, ft_iso_week_start(year, week), ft_iso_week_start(year, week) + 7);
    } else if (said(when, FT_T_DAY)) {
        return "a day without its month";
    } else {
        set_months(out, FT_T_YEAR, first, 12);
    }
    return NULL;
}

static const char *of_year(const ft_when *when, int32_t year, const ft_anchor *anchor, ft_frame *out) {
    if (year < FT_YEAR_MIN || year > FT_YEAR_MAX) return "a year out of the calendar";
    const char *reason = part_of_year(when, year, anchor, out);
    if (reason || !when->add) return reason;
    out->from += when->add;
    out->until += when->add;
    out->base += when->add;
    return NULL;
}

/* ---- The choice
 * ----------------------------------------------------------------------------------------------------------- */

typedef const char *frame_of(const ft_when *when, int64_t index, const ft_anchor *anchor, ft_frame *out);

static const char *year_frame(const ft_when *when, int64_t index, const ft_anchor *anchor, ft_frame *out) {
    return of_year(when, (int32_t)index, anchor, out);
}

static const char *month_frame(const ft_when *when, int64_t index, const ft_anchor *anchor, ft_frame *out) {
    (void)anchor;
    return within_month(when, index, out);
}

static const char *week_frame(const ft_when *when, int64_t index, const ft_anchor *anchor, ft_frame *out) {
    (void)anchor;
    int64_t monday = index * 7 - 3;
    int64_t day = monday + (said(when, FT_T_WEEKDAY) ? when->said[FT_T_WEEKDAY].value - 1 : 5);
    ft_frame_set(out, said(when, FT_T_WEEKDAY) ? FT_T_DAY : FT_T_WEEKEND, day,
                 day + (said(when, FT_T_WEEKDAY) ? 1 : 2));
    return NULL;
}

static bool weekday_agrees(const ft_when *when, const ft_frame *frame) {
    return !said(when, FT_T_WEEKDAY) || frame->level != FT_T_DAY ||
           ft_weekday(frame->from) == when->said[FT_T_WEEKDAY].value;
}

/* 上半年净利, written in February: of the one before. */
static bool has_no_results(const ft_anchor *anchor, const ft_frame *frame) {
    enum { NEARLY_OVER = 60 };
    return anchor->tense == FT_TENSE_RESULTS && (frame->level == FT_T_HALF || frame->level == FT_T_QUARTER) &&
           frame->until - anchor->today > NEARLY_OVER;
}

/* The nearest frame at or before today (step -1) or that does not end before today (step 1). */
static bool nearest(const ft_when *when, int64_t index, int step, frame_of *frame, const ft_anchor *anchor,
                    ft_frame *out) {
    /* leap days are at most eight years apart; a weekday tells which month a day without one is in, and the nearest
     * years */
    enum { REACH = 9, REACH_YEARS = 1 };
    int reach = frame == month_frame ? REACH : REACH_YEARS;
    bool weekday = said(when, FT_T_WEEKDAY) && said(when, FT_T_DAY);
    for (int agree = 1; agree >= 0; agree--) {
        for (int64_t i = index - step; i != index + step * ((agree && weekday ? reach : REACH) + 1); i += step) {
            ft_frame candidate = {.days = out->days};
            if (frame(when, i, anchor, &candidate) || (agree && !weekday_agrees(when, &candidate))) continue;
            bool there = step < 0 ? candidate.from <= anchor->today : candidate.until > anchor->today;
            if (when->side > 0 && when->side != 2) there = candidate.from > anchor->today;
            if (when->side < 0) there = candidate.until <= anchor->today;
            if (step < 0 && has_no_results(anchor, &candidate)) there = false;
            if (!there) continue;
            *out = candidate;
            return true;
        }
        if (!weekday) break;
    }
    return false;
}

/* Whether what a text that looks forward names lies ahead. It does not when it is just over and the next one far away:
 * a quarter whose results are expected, 29日将评级下调 written on the 30th (将 also marks an object). */
static bool is_ahead(int64_t ago, int64_t ahead) {
    enum { FAR_TIMES = 3, NEAR = 10 };
    return ahead <= NEAR || ago > (ahead - NEAR) / FAR_TIMES;
}

/* What is still to come although news look back: 下半年 in May, when that of last year is long over; a month or a
 * quarter only where what it is said of is known before it takes place (9月议息会议). */
static bool is_nearer_ahead(const ft_anchor *anchor, const ft_frame *past, const ft_frame *future) {
    enum { LONG_AGO = 300, SOON = 45, OVER = 120 };
    int64_t ago = anchor->today - past->until, ahead = future->from - anchor->today;
    bool this_year = ft_civil_of(anchor->today).year == ft_civil_of(future->from).year;
    bool may = past->grain == FT_T_HALF || anchor->event || anchor->toward; /* 6月21日，公司完成收购 is told */
    return (ago > LONG_AGO && ahead <= SOON && anchor->tense != FT_TENSE_RESULTS) ||
           (anchor->tense == 0 && !anchor->alone && may && this_year && ago > OVER && ahead < ago);
}

/* News look back, unless the text looks forward; what would lie most of a year away that way lies the other way. */
static const char *choose(const ft_when *when, int64_t index, frame_of *frame, const ft_anchor *anchor, ft_frame *out) {
    enum { SOON = 2, LONG_AGO = 14 };
    ft_frame past = *out, future = *out;
    bool has_past = nearest(when, index, -1, frame, anchor, &past),
         has_future = nearest(when, index, 1, frame, anchor, &future);
    if (!has_past && !has_future) return frame(when, index, anchor, out) ? no_such_day : no_such_place;
    int64_t ago = has_past ? anchor->today - past.until : INT64_MAX,
            ahead = has_future ? future.from - anchor->today : INT64_MAX;
    bool forward = anchor->tense > 0
                       ? anchor->tense == FT_TENSE_AHEAD || is_ahead(ago, ahead)
                       : has_past && has_future && past.grain >= FT_T_HALF && is_nearer_ahead(anchor, &past, &future);
    bool by_weekday = said(when, FT_T_WEEKDAY) && said(when, FT_T_DAY);
    if (anchor->tense == 0 && (when->feast.kind || by_weekday || anchor->begins))
        forward = ahead < ago + anchor->begins;
    bool told_apart = by_weekday && !said(when, FT_T_MONTH) && has_past && has_future;
    if (told_apart && weekday_agrees(when, &past) != weekday_agrees(when, &future))
        forward = weekday_agrees(when, &future); /* Sunday 31 */
    bool tomorrow = said(when, FT_T_DAY) && !said(when, FT_T_MONTH) && ahead <= SOON && ago >= LONG_AGO;
    if (anchor->tense == 0 && anchor->event && tomorrow) forward = true; /* 16日召开, written on the 15th */
    if (when->side) forward = when->side > 0;
    if (anchor->since) forward = false;
    *out = (forward && has_future) || !has_past ? future : past;
    return NULL;
}

/* ---- Offsets
 * ------------------------------------------------------------------------------------------------------------- */

/* Index of the unit that an offset counts from. False when it is not known. */
static bool origin(const ft_when *when, ft_time_unit unit, const ft_anchor *anchor, int64_t *index) {
    bool named = when->said[unit].how == FT_FROM_NAMED;
    int64_t month = ft_month_index(anchor->today);
    switch (unit) {
    case FT_T_CENTURY: *index = ft_floor_div(month, 1200); break;
    case FT_T_DECADE: *index = ft_floor_div(month, 120); break;
    case FT_T_YEAR: *index = named && anchor->has_year ? anchor->year : ft_floor_div(month, 12); break;
    case FT_T_HALF: *index = ft_floor_div(month, 6); break;
    case FT_T_QUARTER: *index = named && anchor->has_quarter ? anchor->quarter : ft_floor_div(month, 3); break;
    case FT_T_MONTH: *index = named && anchor->has_month ? anchor->month : month; break;
    case FT_T_WEEK: *index = named && anchor->has_week ? anchor->week : ft_floor_div(anchor->today + 3, 7); break;
    default: *index = named && anchor->has_day ? anchor->day : anchor->today; break;
    }
    bool from_named =
        named && ((unit == FT_T_YEAR && anchor->has_year) || (unit == FT_T_QUARTER && anchor->has_quarter) ||
                  (unit == FT_T_MONTH && anchor->has_month) || (unit == FT_T_WEEK && anchor->has_week) ||
                  (unit == FT_T_DAY && anchor->has_day));
    return anchor->has_now || from_named;
}

static const char *from_week(const ft_when *when, int64_t index, ft_frame *out) {
    int64_t monday = index * 7 - 3;
    if (said(when, FT_T_WEEKDAY))
        ft_frame_set(out, FT_T_DAY, monday + when->said[FT_T_WEEKDAY].value - 1,
                     monday + when->said[FT_T_WEEKDAY].value);
    else if (said(when, FT_T_WEEKEND))
        ft_frame_set(out, FT_T_WEEKEND, monday + 5, monday + 7);
    else
        ft_frame_set(out, FT_T_WEEK, monday, monday + 7);
    return NULL;
}

static const char *from_offset(const ft_when *when, ft_time_unit unit, const ft_anchor *anchor, ft_frame *out) {
    int64_t index;
    if (!origin(when, unit, anchor, &index)) return NULL; /* stays unknown */
    index += when->said[unit].value;
    if (index > 4000000 || index < -800000) return "a day out of the calendar";
    switch (unit) {
    case FT_T_CENTURY: set_months(out, FT_T_CENTURY, index * 1200, 1200); return NULL;
    case FT_T_DECADE: set_months(out, FT_T_DECADE, index * 120, 120); return NULL;
    case FT_T_HALF: set_months(out, FT_T_HALF, index * 6, 6); return NULL;
    case FT_T_SEASON: return NULL;
    case FT_T_QUARTER: set_months(out, FT_T_QUARTER, index * 3, 3); return NULL;
    case FT_T_MONTH: return within_month(when, index, out);
    case FT_T_WEEK: return from_week(when, index, out);
    default: ft_frame_set(out, FT_T_DAY, index, index + 1); return NULL;
    }
}

/* A year that is said to be that of publication, but whose end lies behind: 年底 in a January that reports on it. */
static int32_t year_at_hand(const ft_when *when, const ft_anchor *anchor, int32_t year) {
    enum { REPORTS = 2, LATE_REPORTS = 6 }; /* months in which the year before is still the one to speak of */
    bool open = when->said[FT_T_YEAR].how == FT_FROM_NOW && when->said[FT_T_YEAR].value == 0;
    bool end = when->mod == FT_MOD_END && ft_when_finest(when) == FT_T_YEAR;
    int month = ft_civil_of(anchor->today).month;
    bool behind = anchor->tense < 0 ? month <= LATE_REPORTS
                                    : anchor->tense == 0 && !anchor->alone && !anchor->toward && month <= REPORTS;
    return open && end && behind ? year - 1 : year;
}

/* 2017年11月签约，2月完成: the year of a month far before the one that the sentence named with its year is the next. */
static int32_t year_in_sentence(const ft_when *when, const ft_anchor *anchor) {
    enum { FAR = 6 };
    int32_t month = when->said[FT_T_MONTH].value, year = anchor->sentence_year;
    bool next = when->said[FT_T_MONTH].how == FT_SAID && !when->lunar && anchor->sentence_month - month > FAR;
    bool over = !anchor->has_now || ft_civil_days(year + 1, month, 1) <= anchor->today;
    return next && over ? year + 1 : year;
}

/* What the sentence tells is of long ago, whatever it looked forward to then: 2017年10月签约，将于11月完成. */
static bool is_history(const ft_anchor *anchor) {
    return anchor->sentence_month && anchor->has_now && ft_civil_of(anchor->today).year - anchor->sentence_year > 1;
}

static const char *find(const ft_when *when, const ft_anchor *anchor, ft_frame *out) {
    static const ft_time_unit offsets[] = {FT_T_DAY,  FT_T_WEEK,   FT_T_MONTH,  FT_T_QUARTER,
                                           FT_T_HALF, FT_T_DECADE, FT_T_CENTURY};
    int64_t index;
    if (when->said[FT_T_YEAR].how == FT_SAID) return of_year(when, when->said[FT_T_YEAR].value, anchor, out);
    if (is_offset(when, FT_T_YEAR) && is_offset(when, FT_T_DAY) && anchor->has_now) { /* 去年今日 */
        index = ft_add_months(anchor->today, 12 * (int64_t)when->said[FT_T_YEAR].value);
        return ft_frame_set(out, FT_T_DAY, index, index + 1), NULL;
    }
    if (is_offset(when, FT_T_YEAR)) {
        if (!origin(when, FT_T_YEAR, anchor, &index)) return NULL;
        return of_year(when, year_at_hand(when, anchor, (int32_t)(index + when->said[FT_T_YEAR].value)), anchor, out);
    }
    for (size_t i = 0; i < sizeof offsets / sizeof *offsets; i++)
        if (is_offset(when, offsets[i])) return from_offset(when, offsets[i], anchor, out);
    if (said(when, FT_T_DECADE))
        return set_months(out, FT_T_DECADE, (int64_t)when->said[FT_T_DECADE].value * 12, 120), NULL;
    if (said(when, FT_T_CENTURY))
        return set_months(out, FT_T_CENTURY, ((int64_t)when->said[FT_T_CENTURY].value - 1) * 1200, 1200), NULL;
    bool of_a_year = said(when, FT_T_MONTH) || said(when, FT_T_QUARTER) || said(when, FT_T_HALF) ||
                     said(when, FT_T_SEASON) || when->feast.kind || said(when, FT_T_WEEK);
    if (of_a_year && anchor->has_sentence_year && !when->side) {
        ft_frame then = *out;
        bool there = !of_year(when, year_in_sentence(when, anchor), anchor, &then);
        bool over = anchor->tense > 0 && then.until <= anchor->today && !is_history(anchor); /* 2022年…；3月销量目标 */
        bool reached = !anchor->has_now || then.from <= anchor->today || then.from >= anchor->sentence_end;
        if (there && reached && !over) return *out = then, NULL;
    }
    if (!anchor->has_now) return NULL;
    int64_t month = ft_month_index(anchor->today), week = ft_floor_div(anchor->today + 3, 7);
    if (of_a_year && when->side == 2) return of_year(when, (int32_t)ft_floor_div(month, 12), anchor, out);
    if (said(when, FT_T_WEEKDAY) && !said(when, FT_T_DAY) && when->side)
        return from_week(when, week + (when->side == 2 ? 0 : when->side), out);
    if (of_a_year) return choose(when, ft_floor_div(month, 12), year_frame, anchor, out);
    if (said(when, FT_T_DAY) || said(when, FT_T_TENDAY) || said(when, FT_T_HALFMONTH))
        return choose(when, month, month_frame, anchor, out);
    if (said(when, FT_T_WEEKDAY) || said(when, FT_T_WEEKEND)) return choose(when, week, week_frame, anchor, out);
    return NULL;
}

const char *ft_frame_find(const ft_when *when, const ft_anchor *anchor, ft_frame *out) {
    *out = (ft_frame){.days = when->days};
    const char *reason = find(when, anchor, out);
    if (!reason && out->known) reason = ft_frame_take_nth(out, &when->nth);
    if (!reason && out->known && when->count > 1) {
        out->until = ft_units_end(out->level, out->from, when->count);
        out->days = (int32_t)(out->until - out->from);
    }
    if (!reason && out->known && when->around && out->level == FT_T_DAY)
        ft_frame_set(out, FT_T_WEEK, out->from - ft_weekday(out->from) + 1, out->from - ft_weekday(out->from) + 8);
    if (!reason && out->known && !out->mod) ft_frame_narrow(out, when->mod);
    bool in_calendar = !out->known || (out->from >= ft_civil_days(FT_YEAR_MIN, 1, 1) &&
                                       out->until <= ft_civil_days(FT_YEAR_MAX, 12, 31));
    return reason ? reason : in_calendar ? NULL : "a day out of the calendar";
}
