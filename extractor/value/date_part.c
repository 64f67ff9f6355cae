/* Parts of a stretch of the calendar: its beginning, middle and end, its n-th unit. */
#include "value/civil.h"
#include "value/date_place.h"

void ft_frame_set(ft_frame *frame, ft_time_unit level, int64_t from, int64_t until) {
    *frame = (ft_frame){
        .known = true, .from = from, .until = until, .base = from, .level = level, .grain = level, .days = frame->days};
}

int64_t ft_month_index(int64_t days) {
    ft_civil date = ft_civil_of(days);
    return (int64_t)date.year * 12 + date.month - 1;
}

/* ---- Parts of a month, a week
 * ----------------------------------------------------------------------------------------- */

static void narrow_months(ft_frame *frame, ft_mod mod) {
    int64_t first = ft_month_index(frame->from), count = ft_month_index(frame->until - 1) - first + 1;
    /* month from, months; of a year, half, quarter */
    int64_t from = 0, length = 1;
    switch (mod) {
    case FT_MOD_MID:
        from = (count - 1) / 2;
        length = count % 2 ? 1 : 2;
        break;
    case FT_MOD_END: from = count - 1; break;
    case FT_MOD_EARLY: length = count == 12 ? 4 : count / 3; break;
    case FT_MOD_LATE:
        length = count == 12 ? 4 : count / 3;
        from = count - length;
        break;
    case FT_MOD_START:
    case FT_MOD_NONE: break;
    }
    frame->from = ft_civil_days(ft_floor_div(first + from, 12), ft_floor_mod(first + from, 12) + 1, 1);
    frame->until =
        ft_civil_days(ft_floor_div(first + from + length, 12), ft_floor_mod(first + from + length, 12) + 1, 1);
    frame->grain = FT_T_MONTH;
}

static void narrow_days(ft_frame *frame, ft_mod mod) {
    int64_t length = frame->until - frame->from, third = length / 3;
    bool month = frame->level == FT_T_MONTH;
    if (month) third = 10;
    if (mod == FT_MOD_START || mod == FT_MOD_EARLY)
        frame->until = frame->from + third;
    else if (mod == FT_MOD_MID)
        frame->from += third, frame->until = frame->from + (month ? third : length - 2 * third);
    else
        frame->from += month ? 20 : length - third;
    frame->grain = month ? FT_T_TENDAY : FT_T_DAY;
}

static void narrow_years(ft_frame *frame, ft_mod mod) {
    ft_civil first = ft_civil_of(frame->from), last = ft_civil_of(frame->until);
    int32_t third = (last.year - first.year) / 3;
    if (mod == FT_MOD_START || mod == FT_MOD_EARLY)
        last.year = first.year + third;
    else if (mod == FT_MOD_MID)
        first.year += third, last.year -= third;
    else
        first.year = last.year - third;
    frame->from = ft_civil_days(first.year, 1, 1);
    frame->until = ft_civil_days(last.year, 1, 1);
    frame->grain = FT_T_YEAR;
}

void ft_frame_narrow(ft_frame *frame, ft_mod mod) {
    if (!mod || !frame->known) return;
    switch (frame->level) {
    case FT_T_CENTURY:
    case FT_T_DECADE: narrow_years(frame, mod); break;
    case FT_T_YEAR:
    case FT_T_HALF:
    case FT_T_SEASON:
    case FT_T_QUARTER: narrow_months(frame, mod); break;
    case FT_T_MONTH:
    case FT_T_WEEK: narrow_days(frame, mod); break;
    default: break;
    }
    frame->mod = mod;
}

/* ---- The n-th of a period
 * ---------------------------------------------------------------------------------------------- */

/* First day of the n-th unit of the frame, counted from its begin, or from its end when n is negative. A week belongs
 * to the period that its Thursday is in. */
static int64_t nth_begin(const ft_frame *frame, ft_time_unit unit, int64_t n) {
    int64_t first = ft_month_index(frame->from), last = ft_month_index(frame->until - 1), at;
    switch (unit) {
    case FT_T_WEEK:
        if (n > 0)
            return frame->from - ft_weekday(frame->from) + 1 + (ft_weekday(frame->from) > 4 ? 7 : 0) + 7 * (n - 1);
        return frame->until - ft_weekday(frame->until) + 1 + (ft_weekday(frame->until) > 4 ? 7 : 0) + 7 * n;
    case FT_T_MONTH:
        at = n > 0 ? first + n - 1 : last + 1 + n;
        return ft_civil_days(ft_floor_div(at, 12), ft_floor_mod(at, 12) + 1, 1);
    case FT_T_QUARTER:
        at = n > 0 ? first + 3 * (n - 1) : last + 1 + 3 * n;
        return ft_civil_days(ft_floor_div(at, 12), ft_floor_mod(at, 12) + 1, 1);
    case FT_T_YEAR: return ft_civil_days(ft_civil_of(frame->from).year + n - 1, 1, 1);
    default: return n > 0 ? frame->from + n - 1 : frame->until + n;
    }
}

int64_t ft_units_end(ft_time_unit unit, int64_t from, int32_t count) {
    if (unit == FT_T_WEEK) return from + 7 * (int64_t)count;
    if (unit == FT_T_MONTH) return ft_add_months(from, count);
    if (unit == FT_T_QUARTER || unit == FT_T_SEASON) return ft_add_months(from, 3 * (int64_t)count);
    return unit == FT_T_YEAR ? ft_add_months(from, 12 * (int64_t)count) : from + count;
}

const char *ft_frame_take_nth(ft_frame *frame, const ft_nth *nth) {
    if (!nth->unit || nth->unit == FT_T_SESSION || nth->unit == FT_T_WORKDAY) return NULL;
    int64_t from;
    if (nth->unit == FT_T_WEEKDAY) {
        int64_t shift = nth->n > 0 ? ft_floor_mod(nth->weekday - ft_weekday(frame->from), 7) + 7 * ((int64_t)nth->n - 1)
                                   : frame->until - frame->from - 1 -
                                         ft_floor_mod(ft_weekday(frame->until - 1) - nth->weekday, 7) +
                                         7 * ((int64_t)nth->n + 1);
        from = frame->from + shift;
    } else {
        from = nth_begin(frame, nth->unit, nth->n);
    }
    int64_t until = ft_units_end(nth->unit, from, nth->count);
    if (from < frame->from - 6 || until > frame->until + 6) return "the period has no such part";
    ft_time_unit level = nth->unit == FT_T_WEEKDAY ? FT_T_DAY : nth->unit;
    if (level > FT_T_DAY) return "the period has no such part";
    ft_frame_set(frame, level, from, until);
    if (nth->count > 1) frame->days = (int32_t)(until - from);
    return NULL;
}
