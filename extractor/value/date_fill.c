/* From places on the calendar to what is reported. */
#include "value/civil.h"
#include "value/date_shape.h"
#include "value/timex.h"
#include "value/zone.h"

static bool is_clock(ft_time_unit level) {
    return level == FT_T_HOUR || level == FT_T_MINUTE || level == FT_T_SECOND;
}

static ft_time_unit finer(ft_time_unit a, ft_time_unit b) {
    return a > b ? a : b;
}

/* A moment of the text's clock in the article's zone, or else in the one that the text names. */
static fintag_str moment(const ft_context *context, const ft_zone *zone, int64_t at) {
    int32_t minutes = context->published.zone;
    bool zoned = context->has_published && context->published.has_zone;
    if (zone->said) {
        int32_t there = ft_zone_minutes(zone, at);
        if (zoned)
            at += (int64_t)(minutes - there) * 60;
        else
            minutes = there;
    }
    return ft_moment_text(context->arena, at, zoned || zone->said ? &minutes : NULL);
}

static fintag_str mod_name(ft_mod mod) {
    switch (mod) {
    case FT_MOD_START:
    case FT_MOD_EARLY: return FINTAG_STR("START");
    case FT_MOD_MID: return FINTAG_STR("MID");
    case FT_MOD_END:
    case FT_MOD_LATE: return FINTAG_STR("END");
    case FT_MOD_NONE: break;
    }
    return (fintag_str){0};
}

static fintag_str word(const char *text) {
    return text ? (fintag_str){text, strlen(text)} : (fintag_str){0};
}

/* TIMEX of a clock time in another zone carries the offset of that day. */
static fintag_str timex(const ft_context *context, const ft_placed *placed) {
    if (!placed->known) return placed->timex;
    ft_placed shown = *placed;
    if (shown.zone.said) shown.zone.minutes = (int16_t)ft_zone_minutes(&placed->zone, placed->from);
    /* the article's own zone goes without saying */
    bool own = context->has_published && context->published.has_zone && context->published.zone == shown.zone.minutes;
    if (own) shown.zone.said = false;
    return ft_timex_known(context->arena, &shown);
}

static fintag_str joined(const ft_context *context, fintag_str a, fintag_str b) {
    if (!a.ptr || !b.ptr) return (fintag_str){0};
    return ft_format(context->arena, "%.*s/%.*s", (int)a.len, a.ptr, (int)b.len, b.ptr);
}

static void fill(const ft_context *context, fintag_time *out, const ft_placed *placed) {
    *out = (fintag_time){.kind = placed->grain >= FT_T_PART && placed->grain <= FT_T_SECOND ? FINTAG_TIME
                                                                                            : FINTAG_CALENDAR_DATE,
                         .timex = timex(context, placed),
                         .grain = ft_grain_name(placed->grain),
                         .mod = mod_name(placed->mod),
                         .calendar = word(placed->calendar),
                         .anchor = word(placed->anchor),
                         .has_interval = placed->known};
    if (!placed->known) return;
    out->from = moment(context, &placed->zone, placed->from);
    out->until = moment(context, &placed->zone, placed->until);
}

/* The last unit of a place that is several of them long. */
static ft_placed last_unit(const ft_placed *placed) {
    ft_placed last = *placed;
    ft_unit_around(placed->level, placed->until - 1, &last.from, &last.until);
    last.base = last.from;
    return last;
}

void ft_date_fill_point(const ft_context *context, ft_date *date, const ft_placed *placed) {
    fill(context, &date->out, placed);
    if (!placed->known || placed->days <= 1) return;
    ft_placed first = *placed, last = *placed;
    last.until = placed->level == FT_T_DAY ? placed->from + placed->days * FT_DAY_SECONDS : placed->until;
    first = last;
    last = last_unit(&last);
    date->out.kind = FINTAG_PERIOD;
    date->out.timex = joined(context, timex(context, &first), timex(context, &last));
    date->out.until = moment(context, &placed->zone, last.until);
}

const char *ft_date_fill_range(const ft_context *context, ft_date *date, const ft_placed *first,
                               const ft_placed *last) {
    int64_t until = is_clock(last->level) ? last->from : last->until;
    bool known = first->known && last->known;
    if (known && (until <= first->from || (!is_clock(last->level) && last->until < first->until)))
        return "the range ends before it begins";
    date->out = (fintag_time){.kind = FINTAG_PERIOD,
                              .timex = joined(context, timex(context, first), timex(context, last)),
                              .grain = ft_grain_name(finer(first->grain, last->grain)),
                              .calendar = word(first->calendar ? first->calendar : last->calendar),
                              .anchor = word(first->anchor ? first->anchor : last->anchor),
                              .has_interval = known};
    if (!known) return NULL;
    date->out.from = moment(context, &first->zone, first->from);
    date->out.until = moment(context, &last->zone, until);
    return NULL;
}

/* The unit before (or after) the one that is excluded. */
static ft_placed neighbour(const ft_placed *placed, bool before) {
    ft_placed next = *placed;
    if (is_clock(placed->level) || placed->mod || placed->level == FT_T_PART) return next;
    ft_unit_around(placed->level, before ? placed->base - 1 : placed->until, &next.from, &next.until);
    next.base = next.from;
    return next;
}

void ft_date_fill_open(const ft_context *context, ft_date *date, const ft_placed *placed) {
    bool clock = is_clock(placed->level), after = date->flags & FT_WORD_AFTER,
         since = after || date->flags & FT_WORD_SINCE;
    /* before the end of a year is until its end */
    bool before = date->flags & FT_WORD_BEFORE && placed->mod != FT_MOD_END;
    ft_placed named = placed->known && (before || after) ? neighbour(placed, before) : *placed;
    fintag_str end = timex(context, &named), open = FINTAG_STR("..");
    if (placed->days > 1 && placed->known && !since) named = last_unit(placed), end = timex(context, &named);
    date->out = (fintag_time){.kind = FINTAG_PERIOD,
                              .timex = since ? joined(context, end, open) : joined(context, open, end),
                              .grain = ft_grain_name(placed->grain),
                              .mod = mod_name(placed->mod),
                              .calendar = word(placed->calendar),
                              .anchor = word(placed->anchor),
                              .has_interval = placed->known};
    if (!placed->known) return;
    int64_t at = since             ? (after && !clock ? placed->until : placed->from)
                 : before || clock ? placed->from
                                   : placed->until;
    *(since ? &date->out.from : &date->out.until) = moment(context, &placed->zone, at);
}

/* ---- Lengths and sets
 * ------------------------------------------------------------------------------------------------- */

static bool is_range(const ft_length *length) {
    const ft_length_part *part = &length->part[length->count - 1];
    return ft_decimal_cmp(part->low, part->high) != 0;
}

static void fill_seconds(const ft_context *context, ft_date *date) {
    ft_decimal low, high;
    if (!ft_length_seconds(date->length, false, &low) || !ft_length_seconds(date->length, true, &high)) return;
    fintag_figure *si = &date->out.si;
    if (!is_range(date->length)) {
        si->number = ft_decimal_text(context->arena, low);
        return;
    }
    si->min = ft_decimal_text(context->arena, low);
    si->max = ft_decimal_text(context->arena, high);
}

static fintag_str length_calendar(ft_time_unit unit) {
    return unit == FT_T_WORKDAY   ? FINTAG_STR("business")
           : unit == FT_T_SESSION ? FINTAG_STR("trading")
                                  : (fintag_str){0};
}

void ft_date_fill_length(const ft_context *context, ft_date *date) {
    fintag_str low = ft_length_timex(context->arena, date->length, false);
    bool range = is_range(date->length);
    ft_time_unit unit = ft_length_unit(date->length);
    date->out =
        (fintag_time){.kind = FINTAG_DURATION,
                      .timex = range ? joined(context, low, ft_length_timex(context->arena, date->length, true)) : low,
                      .grain = ft_grain_name(unit),
                      .approx = date->length->approx,
                      .calendar = length_calendar(unit)};
    fill_seconds(context, date);
}

void ft_date_fill_set(const ft_context *context, ft_date *date) {
    date->out = (fintag_time){.kind = FINTAG_SET};
    if (date->a) {
        ft_placed nowhere;
        const ft_anchor none = {0};
        ft_date_place(context->arena, date->a, &none, &nowhere);
        date->out.timex = nowhere.timex;
        date->out.grain = ft_grain_name(ft_when_finest(date->a));
        if (!date->b) return; /* else 每周一至周五 */
        ft_placed last;
        ft_date_place(context->arena, date->b, &none, &last);
        date->out.timex = ft_format(context->arena, "%.*s/%.*s", (int)nowhere.timex.len, nowhere.timex.ptr,
                                    (int)last.timex.len, last.timex.ptr);
        return;
    }
    ft_time_unit unit = ft_length_unit(date->length);
    date->out.timex = ft_length_timex(context->arena, date->length, false);
    date->out.grain = ft_grain_name(unit);
    date->out.calendar = length_calendar(unit);
}
