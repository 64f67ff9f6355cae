/* Lengths that are counted from something: 近三年, 未来12个月, 前三季度, the last two weeks of March, 三天前. */
#include "value/civil.h"
#include "value/date_shape.h"
#include "value/timex.h"

static ft_placed day_at(int64_t day) {
    return (ft_placed){.known = true,
                       .from = day * FT_DAY_SECONDS,
                       .until = (day + 1) * FT_DAY_SECONDS,
                       .base = day * FT_DAY_SECONDS,
                       .level = FT_T_DAY,
                       .grain = FT_T_DAY};
}

static ft_placed moment_at(int64_t at, ft_time_unit unit) {
    ft_placed out = {.known = true, .level = unit, .grain = unit};
    ft_unit_around(unit, at, &out.from, &out.until);
    out.base = out.from;
    return out;
}

static bool below_day(ft_time_unit unit) {
    return unit >= FT_T_HOUR && unit <= FT_T_SECOND;
}

/* Whole number of the only part of a length, 0 when there is none. */
static int32_t whole(const ft_length *length) {
    const ft_length_part *part = &length->part[0];
    if (length->count != 1 || part->low.exponent < 0 || part->low.exponent > 3 || part->low.coefficient > 10000)
        return 0;
    int32_t value = (int32_t)part->low.coefficient;
    for (int32_t i = 0; i < part->low.exponent; i++) value *= 10;
    return value;
}

static void set_grain(ft_placed_pair *pair, ft_time_unit unit) {
    pair->first.grain = pair->last.grain = unit;
}

/* Without a publication date a span is only its length. */
static const char *unknown_span(const ft_context *context, const ft_date *date, ft_placed_pair *out) {
    ft_placed placed = {.timex = ft_length_timex(context->arena, date->length, false),
                        .grain = ft_length_unit(date->length)};
    if (placed.grain == FT_T_SESSION) placed.calendar = "trading";
    *out = (ft_placed_pair){placed, placed, false};
    return NULL;
}

static ft_placed quarter_at(int64_t index) {
    ft_placed out = {.known = true, .level = FT_T_QUARTER, .grain = FT_T_QUARTER};
    out.from = out.base = ft_civil_days(ft_floor_div(index, 4), ft_floor_mod(index, 4) * 3 + 1, 1) * FT_DAY_SECONDS;
    out.until = ft_civil_days(ft_floor_div(index + 1, 4), ft_floor_mod(index + 1, 4) * 3 + 1, 1) * FT_DAY_SECONDS;
    return out;
}

/* Quarters are those of the calendar: the last two are the two before this one. */
static const char *quarters(int32_t count, bool future, int64_t today, ft_placed_pair *out) {
    ft_civil date = ft_civil_of(today);
    int64_t current = (int64_t)date.year * 4 + (date.month - 1) / 3;
    int64_t first = future ? current + 1 : current - count;
    *out = (ft_placed_pair){quarter_at(first), quarter_at(first + count - 1), count > 1};
    return NULL;
}

/* The three months ended March 31: so long until a day, which belongs to it. */
static const char *until_day(const ft_date *date, const ft_placed *day, ft_placed_pair *out) {
    int64_t from = day->until;
    if (day->level > FT_T_DAY || below_day(ft_length_unit(date->length))) return "a time of day of more than a day";
    if (!ft_length_move(date->length, -1, true, &from)) return "a span out of the calendar";
    *out = (ft_placed_pair){day_at(ft_floor_div(from, FT_DAY_SECONDS)), *day, true};
    set_grain(out, ft_length_unit(date->length));
    return NULL;
}

/* 2 weeks starting May 20th: so long from a day on. */
static const char *from_day(const ft_context *context, const ft_date *date, const ft_anchor *anchor,
                            ft_placed_pair *out) {
    ft_placed day;
    const char *reason = ft_date_place(context->arena, date->a, anchor, &day);
    if (reason || !day.known) return reason ? reason : unknown_span(context, date, out);
    if (date->flags & FT_WORD_PAST) return until_day(date, &day, out);
    int64_t until = day.from;
    if (!ft_length_move(date->length, 1, true, &until)) return "a span out of the calendar";
    bool clock = below_day(ft_length_unit(date->length)) || day.level > FT_T_DAY;
    ft_placed last = clock ? moment_at(until, FT_T_MINUTE) : day_at(ft_floor_div(until, FT_DAY_SECONDS) - 1);
    *out = (ft_placed_pair){day, last, last.from > day.from};
    set_grain(out, ft_length_unit(date->length));
    return NULL;
}

static const char *rolling(const ft_context *context, ft_date *date, const ft_anchor *anchor, ft_placed_pair *out) {
    bool future = date->flags & FT_WORD_FUTURE;
    ft_time_unit unit = ft_length_unit(date->length);
    if (date->a) return from_day(context, date, anchor, out);
    if (!anchor->has_now || unit == FT_T_SESSION) return unknown_span(context, date, out);
    int32_t count = whole(date->length);
    if (unit == FT_T_QUARTER && count) return quarters(count, future, anchor->today, out);
    if (below_day(unit)) {
        int64_t other = anchor->now;
        if (!ft_length_move(date->length, future ? 1 : -1, true, &other)) return "a span out of the calendar";
        ft_placed now = moment_at(anchor->now, FT_T_MINUTE), away = moment_at(other, FT_T_MINUTE);
        *out = (ft_placed_pair){future ? now : away, future ? away : now, true};
    } else {
        int64_t other = anchor->today * FT_DAY_SECONDS;
        if (!ft_length_move(date->length, future ? 1 : -1, true, &other)) return "a span out of the calendar";
        ft_placed now = day_at(anchor->today), away = day_at(ft_floor_div(other, FT_DAY_SECONDS));
        bool whole_days = !(date->flags & FT_WORD_LATER); /* within 5 days begins today */
        if (future && whole_days && (unit == FT_T_DAY || unit == FT_T_WORKDAY) && away.from > now.from)
            now = day_at(anchor->today + 1);
        *out = (ft_placed_pair){future ? now : away, future ? away : now, true};
    }
    set_grain(out, unit);
    return NULL;
}

/* ---- The first or last units of a period
 * -------------------------------------------------------------------------------- */

/* The year whose first months are meant when none is named: this one once they are over or nearly so, or when the text
 * looks forward. */
static int32_t year_of_first(const ft_anchor *anchor, int32_t months) {
    ft_civil today = ft_civil_of(anchor->today);
    if (anchor->has_sentence_year && anchor->sentence_year <= today.year) return anchor->sentence_year;
    int64_t end = ft_civil_days(today.year, (int64_t)months + 1, 1);
    return anchor->tense > 0 || end - anchor->today <= 93 ? today.year : today.year - 1;
}

static const char *of_period(const ft_context *context, ft_date *date, const ft_anchor *anchor, ft_placed_pair *out) {
    ft_time_unit unit = ft_length_unit(date->length);
    int32_t count = whole(date->length);
    ft_when when = date->a ? *date->a : (ft_when){0};
    if (!count) return "not a whole number of them";
    if (!date->a) {
        int32_t months = unit == FT_T_QUARTER ? 3 * count : count;
        if ((unit != FT_T_QUARTER && unit != FT_T_MONTH) || months > 12) return "the first of nothing that is named";
        if (!anchor->has_now && !anchor->has_sentence_year) return unknown_span(context, date, out);
        ft_when_say(&when, FT_T_YEAR, FT_SAID, anchor->has_now ? year_of_first(anchor, months) : anchor->sentence_year);
    }
    if (when.nth.unit || unit > FT_T_DAY) return "the first of nothing that is named";
    ft_placed container;
    const char *reason = ft_date_place(context->arena, &when, anchor, &container);
    if (reason || !container.known) return reason ? reason : unknown_span(context, date, out);
    when.nth = (ft_nth){unit, date->flags & FT_WORD_LAST ? -count : 1, 1, 0};
    reason = ft_date_place(context->arena, &when, anchor, &out->first);
    when.nth.n = date->flags & FT_WORD_LAST ? -1 : count;
    if (!reason) reason = ft_date_place(context->arena, &when, anchor, &out->last);
    out->range = count > 1;
    return reason;
}

const char *ft_date_span(const ft_context *context, ft_date *date, const ft_anchor *anchor, ft_placed_pair *out) {
    *out = (ft_placed_pair){0};
    if (date->flags & (FT_WORD_FIRST | FT_WORD_LAST)) {
        ft_time_unit unit = ft_length_unit(date->length);
        bool of_year = unit == FT_T_QUARTER || (unit == FT_T_MONTH && whole(date->length) > 1);
        if (date->a || (date->flags & FT_WORD_FIRST && of_year && !(date->flags & FT_WORD_PAST)))
            return of_period(context, date, anchor, out);
    }
    return rolling(context, date, anchor, out);
}

/* ---- Shifts
 * ---------------------------------------------------------------------------------------------------------------- */

/* 几周前: somewhere between the shortest and the longest that it may be. */
static const char *shift_further(const ft_date *date, int sign, int64_t from, ft_placed_pair *out) {
    int64_t at = from;
    ft_time_unit unit = ft_length_unit(date->length);
    if (!ft_length_move(date->length, sign, true, &at)) return "a shift out of the calendar";
    ft_placed far = below_day(unit) ? moment_at(at, FT_T_MINUTE) : day_at(ft_floor_div(at, FT_DAY_SECONDS));
    *out = sign < 0 ? (ft_placed_pair){far, out->first, true} : (ft_placed_pair){out->first, far, true};
    set_grain(out, unit);
    return NULL;
}

const char *ft_date_shift(const ft_context *context, ft_date *date, const ft_anchor *anchor, ft_placed_pair *out) {
    ft_time_unit unit = ft_length_unit(date->length);
    int sign = date->flags & FT_WORD_AGO ? -1 : 1;
    ft_placed base = {.known = anchor->has_now,
                      .from = below_day(unit) ? anchor->now : anchor->today * FT_DAY_SECONDS,
                      .level = FT_T_DAY};
    if (date->a) {
        const char *reason = ft_date_place(context->arena, date->a, anchor, &base);
        if (reason) return reason;
    }
    int64_t at = base.from;
    *out = (ft_placed_pair){0};
    if (!base.known || unit == FT_T_SESSION) {
        out->first = (ft_placed){.grain = below_day(unit) ? unit : FT_T_DAY,
                                 .timex = below_day(unit) ? FINTAG_STR("XXXX-XX-XXTXX") : FINTAG_STR("XXXX-XX-XX")};
        if (unit == FT_T_SESSION) out->first.calendar = "trading";
        return NULL;
    }
    if (!ft_length_move(date->length, sign, false, &at)) return "a shift out of the calendar";
    bool clock = below_day(unit) || (base.level >= FT_T_HOUR && base.level <= FT_T_SECOND);
    out->first = clock ? moment_at(at, unit == FT_T_SECOND ? FT_T_SECOND : FT_T_MINUTE)
                       : day_at(ft_floor_div(at, FT_DAY_SECONDS));
    out->first.zone = base.zone;
    const ft_length_part *part = &date->length->part[0];
    bool vague = date->length->count == 1 && !date->a && ft_decimal_cmp(part->low, part->high) < 0;
    return vague ? shift_further(date, sign, base.from, out) : NULL;
}
