/* Ranges whose ends share parts: 10月8日至12日, 1至2月, 2019-2021年, Nov 18-19, 5 to 6pm. */
#include "value/date_shape.h"
#include "value/date_words.h"

static bool has(const ft_when *when, ft_time_unit unit) {
    return ft_when_has(when, unit);
}

/* The unit that a bare figure of one end takes from the other. */
static ft_time_unit unit_of_figure(const ft_when *other) {
    static const ft_time_unit order[] = {FT_T_HOUR, FT_T_DAY, FT_T_WEEK, FT_T_MONTH, FT_T_QUARTER, FT_T_YEAR};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (other->said[order[i]].how == FT_SAID) return order[i];
    return FT_T_NONE;
}

static bool give_unit(const ft_context *context, ft_when *when, const ft_when *other) {
    if (!when->has_loose) return true;
    ft_time_unit unit = unit_of_figure(other);
    if (!unit) return false;
    when->has_loose = false;
    bool short_year = unit == FT_T_YEAR && when->loose < 100;
    return ft_when_say(when, unit, FT_SAID, short_year ? ft_full_year(context, when->loose) : when->loose);
}

static void copy(ft_when *to, const ft_when *from, ft_time_unit unit) {
    if (!has(to, unit)) to->said[unit] = from->said[unit];
}

static void copy_day(ft_when *to, const ft_when *from) {
    for (int unit = FT_T_YEAR; unit <= FT_T_DAY; unit++) copy(to, from, (ft_time_unit)unit);
    if (!to->feast.kind) to->feast = from->feast, to->add = from->add;
    if (!to->nth.unit) to->nth = from->nth;
    if (!to->side) to->side = from->side;
}

static bool has_day_part(const ft_when *when) {
    for (int unit = FT_T_CENTURY; unit <= FT_T_DAY; unit++)
        if (has(when, (ft_time_unit)unit)) return true;
    return when->feast.kind != FT_FEAST_NONE;
}

/* Take from the other end what is coarser than all that this end says. Returns whether the year came that way. */
static bool inherit(ft_when *to, const ft_when *from, bool first) {
    if (!has_day_part(to)) {
        copy_day(to, from);
        return has(to, FT_T_YEAR);
    }
    if (has(to, FT_T_YEAR) && has(to, FT_T_DAY) && !has(to, FT_T_MONTH))
        copy(to, from, FT_T_MONTH); /* Oct 8-12, 2022 */
    if (has(to, FT_T_YEAR) || has(to, FT_T_DECADE) || has(to, FT_T_CENTURY)) return false;
    if (to->said[FT_T_DAY].how == FT_FROM_NOW || to->said[FT_T_DAY].how == FT_FROM_NAMED) return false;
    if (has(to, FT_T_WEEKDAY) && !has(to, FT_T_DAY)) {
        copy(to, from, FT_T_WEEK);
        return false;
    }
    if (has(to, FT_T_WEEK)) return false;
    bool of_month = has(to, FT_T_DAY) || has(to, FT_T_TENDAY) || has(to, FT_T_HALFMONTH);
    /* 28日至3月5日: the 28th of the month before */
    bool later = has(from, FT_T_DAY) && to->said[FT_T_DAY].value > from->said[FT_T_DAY].value && first;
    if (of_month && !has(to, FT_T_MONTH) && !later) copy(to, from, FT_T_MONTH);
    /* 3月初至月底 */
    ft_said *month = &to->said[FT_T_MONTH];
    if (month->how == FT_FROM_NOW && month->value == 0 && to->mod && from->said[FT_T_MONTH].how == FT_SAID)
        *month = from->said[FT_T_MONTH];
    bool of_year =
        month->how == FT_SAID || has(to, FT_T_QUARTER) || has(to, FT_T_HALF) || has(to, FT_T_SEASON) || to->feast.kind;
    bool known = from->said[FT_T_YEAR].how == FT_SAID || from->said[FT_T_YEAR].how == FT_FROM_NOW;
    if (!of_year || to->side || !known) return false;
    copy(to, from, FT_T_YEAR);
    return true;
}

/* 5 to 6pm, 下午5点到6点: one end's half of the day is the other's, when the order stays. */
static void share_half_day(ft_when *a, ft_when *b) {
    if (!has(a, FT_T_HOUR) || !has(b, FT_T_HOUR)) return;
    int32_t from = a->said[FT_T_HOUR].value * 60 + a->said[FT_T_MINUTE].value;
    int32_t until = b->said[FT_T_HOUR].value * 60 + b->said[FT_T_MINUTE].value;
    bool a_said = a->meridiem || has(a, FT_T_PART), b_said = b->meridiem || has(b, FT_T_PART);
    if (a_said == b_said || from >= 13 * 60 || until >= 13 * 60) return;
    if (from % 720 >= until % 720) return;
    ft_when *to = a_said ? b : a;
    const ft_when *source = a_said ? a : b;
    to->meridiem = source->meridiem;
    if (!has(source, FT_T_PART)) return;
    to->said[FT_T_PART] = source->said[FT_T_PART];
    memcpy(to->part, source->part, sizeof to->part);
    to->part_from = source->part_from;
    to->part_until = source->part_until;
}

bool ft_same_day(const ft_when *a, const ft_when *b) {
    for (int unit = FT_T_CENTURY; unit <= FT_T_DAY; unit++)
        if (a->said[unit].how != b->said[unit].how || a->said[unit].value != b->said[unit].value) return false;
    bool same_feast = a->feast.kind == b->feast.kind && a->feast.a == b->feast.a && a->feast.b == b->feast.b;
    return same_feast && has_day_part(a);
}

/* An hour whose only date is a week, a month or more. */
static bool is_time_of_period(const ft_when *when) {
    bool timed = has(when, FT_T_HOUR) || has(when, FT_T_PART);
    bool day =
        has(when, FT_T_DAY) || has(when, FT_T_WEEKDAY) || has(when, FT_T_SESSION) || when->feast.kind || when->nth.unit;
    return timed && !day && has_day_part(when);
}

const char *ft_date_share(const ft_context *context, ft_date *date) {
    ft_when *a = date->a, *b = date->b;
    if (!give_unit(context, a, b) || !give_unit(context, b, a)) return "the ends of the range have no common unit";
    bool one_day = !has_day_part(a) || !has_day_part(b) || ft_same_day(a, b);
    if (a->fiscal != b->fiscal) a->fiscal = b->fiscal = true;
    if (b->said[FT_T_YEAR].how == FT_SAID || !has(a, FT_T_YEAR)) date->shared_a = inherit(a, b, true);
    date->shared_b = inherit(b, a, false);
    if (one_day) share_half_day(a, b);
    if (is_time_of_period(a) || is_time_of_period(b)) return "a time of day of more than a day";
    if (!a->zone.said) a->zone = b->zone;
    if (!b->zone.said) b->zone = a->zone;
    return NULL;
}

/* 下周二和周三, next Tuesday and Wednesday, 周二或周三: a weekday that follows another one is of the same week. */
bool ft_date_follows_weekday(const ft_context *context, const ft_when *last, uint32_t last_end, const ft_when *when,
                             uint32_t begin) {
    enum { AND = 5 };
    if (!last || begin < last_end || begin - last_end > AND || !has(last, FT_T_WEEKDAY) || !has(when, FT_T_WEEKDAY))
        return false;
    ft_ustr between = {context->text->unit + last_end, begin - last_end};
    bool joined = between.len == 1 && (between.ptr[0] == u'和' || between.ptr[0] == u'、' || between.ptr[0] == u'及' ||
                                       between.ptr[0] == u'与' || between.ptr[0] == u'或');
    joined = joined || ft_ustr_eq(between, FT_USTR(u" and ")) || ft_ustr_eq(between, FT_USTR(u" or "));
    bool more =
        has(when, FT_T_WEEK) || has(when, FT_T_DAY) || has(when, FT_T_MONTH) || has(when, FT_T_YEAR) || when->side;
    return joined && !more && when->said[FT_T_WEEKDAY].value > last->said[FT_T_WEEKDAY].value;
}
