/* The value function: from the groups of a match to a date expression.
 *
 *   value date                  a [b] [c]: one end or two, c said of both; open, close: words that open an end
 *   value date as=pair          a b: two ends that follow one another at once; otherwise they are two dates
 *   value date as=length        n [n2]: a length, or a range of two
 *   value date as=rolling       n rel [a]: a length before, after or within something (dict/date-span-*.tsv)
 *   value date as=shift         n rel [a]: a length away from a, else from publication
 *   value date as=nth           n grain a: the n-th unit of a
 *   value date as=set           n, or a: every so often, or every such day */
#include "value/date.h"

#include "value/date_shape.h"
#include "value/date_words.h"

static ft_stretch slot(const ft_match *match, ft_slot which) {
    uint32_t begin = ft_slot_begin(match, which);
    ft_ustr text = ft_slot_text(match, which);
    return text.ptr ? (ft_stretch){begin, begin + text.len} : (ft_stretch){0, 0};
}

static bool took_part(const ft_match *match, ft_slot which) {
    return ft_slot_text(match, which).len > 0;
}

/* ---- Words that open an end
 * ----------------------------------------------------------------------------------------------- */

static uint32_t flags_of(const ft_match *match, ft_slot which, ft_class class) {
    ft_ustr text = ft_slot_text(match, which);
    while (text.len && text.ptr[text.len - 1] == ' ') text.len--;
    const ft_row *row = text.len ? ft_dict_find(match->context->rules, class, text) : NULL;
    ft_when said = {0};
    if (!row || !ft_expr_apply(ft_row_get(match->context->rules, row, FT_COL_expr), &said)) return 0;
    return said.flags;
}

/* ---- Ends
 * ------------------------------------------------------------------------------------------------------------------ */

/* 21年 alone is a year only when it is one of these years. */
static const char *short_year(const ft_match *match, ft_stretch at) {
    const char16_t *text = match->context->text->unit + at.begin;
    bool two_digits = at.end - at.begin == 3 && ft_unit_class[text[0]] & FT_C_DIGIT &&
                      ft_unit_class[text[1]] & FT_C_DIGIT && text[2] == u'年';
    return two_digits && !ft_short_year(match->context, at) ? "a length, not a year" : NULL;
}

static const char *read_end(const ft_match *match, ft_slot which, ft_when **out) {
    ft_stretch at = slot(match, which);
    *out = NULL;
    if (at.end == at.begin) return NULL;
    const char *reason = short_year(match, at);
    if (reason) return reason;
    ft_when *when = ft_alloc_zero(match->context->arena, sizeof *when);
    if (!when) return "out of memory";
    *out = when;
    reason = ft_date_read(match->context, at, when);
    return reason ? reason : ft_date_check(match->context, when);
}

/* The n-th of nothing says nothing either (第10周), unless it is a trading day. */
static bool says_nothing(const ft_when *when) {
    bool session = when->nth.unit == FT_T_SESSION || when->nth.unit == FT_T_WORKDAY;
    return !ft_when_finest(when) && !when->feast.kind && !session;
}

/* Read one end after what both share: 7 is an hour when the shared part is a day. */
static const char *read_beside(const ft_match *match, ft_slot which, const ft_when *both, ft_when **out) {
    ft_stretch at = slot(match, which), shared = slot(match, FT_SLOT_c);
    if (!both || at.end == at.begin) return read_end(match, which, out);
    *out = ft_alloc_zero(match->context->arena, sizeof **out);
    if (!*out) return "out of memory";
    (*out)->hours = ft_when_has(both, FT_T_DAY) || ft_when_has(both, FT_T_WEEKDAY) || both->feast.kind;
    const char *reason = ft_date_read(match->context, at, *out);
    (*out)->hours = false;
    return reason ? reason : ft_date_read(match->context, shared, *out);
}

/* 9 to 12 of June, 4-23 in next month: both figures are days. */
static void make_days(ft_when *a, ft_when *b) {
    ft_when *ends[] = {a, b};
    if (!a->has_loose || !b->has_loose || !ft_when_has(a, FT_T_MONTH)) return;
    for (int i = 0; i < 2; i++) {
        ft_when_say(ends[i], FT_T_DAY, FT_SAID, ends[i]->loose);
        ends[i]->has_loose = false;
    }
}

static const char *read_ends(const ft_match *match, ft_date *date) {
    ft_when *both = NULL;
    const char *reason = read_end(match, FT_SLOT_c, &both);
    if (!reason) reason = read_beside(match, FT_SLOT_a, both, &date->a);
    if (!reason) reason = read_beside(match, FT_SLOT_b, both, &date->b);
    if (reason || !date->a) return reason ? reason : "no date";
    if (both && date->b) make_days(date->a, date->b);
    date->shape = date->b ? FT_SHAPE_RANGE : FT_SHAPE_POINT;
    if (date->b) reason = ft_date_share(match->context, date);
    if (!reason) reason = ft_date_check(match->context, date->a);
    if (!reason && date->b) reason = ft_date_check(match->context, date->b);
    if (reason) return reason;
    bool empty =
        says_nothing(date->a) || date->a->has_loose || (date->b && (says_nothing(date->b) || date->b->has_loose));
    return empty ? "a figure that is no part of a date" : NULL;
}

/* The first end alone. */
static const char *read_first(const ft_match *match, ft_date *date) {
    *date = (ft_date){.shape = FT_SHAPE_POINT};
    const char *reason = read_end(match, FT_SLOT_a, &date->a);
    if (!reason && date->a && (says_nothing(date->a) || date->a->has_loose))
        reason = "a figure that is no part of a date";
    return reason ? reason : date->a ? NULL : "no date";
}

/* 4日和5日 is a range, 4日和15日 are two dates. */
static bool is_consecutive(const ft_date *date) {
    static const ft_time_unit units[] = {FT_T_DAY, FT_T_MONTH, FT_T_QUARTER, FT_T_YEAR};
    if (!date->b) return false;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        const ft_said *a = &date->a->said[units[i]], *b = &date->b->said[units[i]];
        if (a->how == FT_SAID && b->how == FT_SAID) return b->value == a->value + 1;
    }
    return false;
}

static const char *read_pair(const ft_match *match, ft_date *date) {
    const char *reason = read_ends(match, date);
    return reason ? reason : is_consecutive(date) ? NULL : "two dates, not a range";
}

/* The article of “the first quarter” is no part of its name. */
static uint32_t article(const ft_match *match, const ft_when *when) {
    bool part_of_year = ft_when_has(when, FT_T_QUARTER) || ft_when_has(when, FT_T_HALF);
    return part_of_year && ft_ustr_starts(ft_slot_text(match, FT_SLOT_a), FT_USTR(u"the ")) ? 4 : 0;
}

/* Nor are the quotes around all of a feast's name (“双11”); those of “五一”假期 are within it. */
static void leave_quotes(const ft_match *match, ft_candidate *candidate) {
    const char16_t *text = match->context->text->unit;
    if (text[candidate->begin] != u'“' || text[candidate->end - 1] != u'”') return;
    candidate->begin++;
    candidate->end--;
}

static const char *read_point(const ft_match *match, ft_date *date, ft_candidate *candidate) {
    const char *reason = read_ends(match, date);
    if (reason && took_part(match, FT_SLOT_b) && !read_first(match, date)) {
        candidate->end = slot(match, FT_SLOT_a).end; /* the first end stands although the second does not fit */
        candidate->begin = slot(match, FT_SLOT_a).begin;
        return NULL;
    }
    if (reason) return reason;
    date->flags = flags_of(match, FT_SLOT_open, FT_CLASS_dateopen) |
                  flags_of(match, FT_SLOT_close, FT_CLASS_dateclose) | date->a->flags;
    if (date->b) date->flags = 0;
    bool opens = flags_of(match, FT_SLOT_open, FT_CLASS_dateopen) != 0;
    bool pair = date->b ? opens || took_part(match, FT_SLOT_close)
                        : opens && date->flags & (FT_WORD_SINCE | FT_WORD_UNTIL | FT_WORD_BEFORE | FT_WORD_AFTER);
    if (!date->b && !took_part(match, FT_SLOT_open)) candidate->begin += article(match, date->a);
    if (!pair && took_part(match, FT_SLOT_open)) candidate->begin = slot(match, FT_SLOT_a).begin; /* 从, 在 alone */
    leave_quotes(match, candidate);
    date->flags &= ~(uint32_t)FT_WORD_FROM;
    /* 或之后, or later: the day itself belongs to it */
    if (date->flags & FT_WORD_SINCE) date->flags &= ~(uint32_t)FT_WORD_AFTER;
    if (date->flags & FT_WORD_UNTIL) date->flags &= ~(uint32_t)FT_WORD_BEFORE;
    return NULL;
}

/* ---- Lengths
 * --------------------------------------------------------------------------------------------------------------- */

/* A unit whose figure stands apart from it, in group num. */
static const char *counted_unit(const ft_match *match, ft_length *length) {
    ft_number number;
    ft_ustr text = ft_slot_text(match, FT_SLOT_num);
    if (text.len > FT_NUMBER_MAX || !ft_number_parse(text, &number)) return "no length of time";
    if (!ft_length_one(match->context, ft_slot_text(match, FT_SLOT_n), length)) return "no length of time";
    bool fits = ft_decimal_mul(length->part[0].low, number.low, &length->part[0].low) &&
                ft_decimal_mul(length->part[0].high, number.high, &length->part[0].high);
    return fits ? NULL : "no length of time";
}

static const char *read_length(const ft_match *match, ft_date *date) {
    const ft_context *context = match->context;
    ft_stretch at = slot(match, FT_SLOT_n), second = slot(match, FT_SLOT_n2);
    bool range = second.end > second.begin;
    date->length = ft_alloc_zero(context->arena, sizeof *date->length);
    if (!date->length) return "out of memory";
    const char *reason = ft_length_read(context, ft_stretch_text(context, range ? second : at), date->length);
    if (reason && took_part(match, FT_SLOT_num)) reason = counted_unit(match, date->length); /* 5 past years */
    if (reason && !range && ft_length_one(context, ft_stretch_text(context, at), date->length))
        reason = NULL; /* the week ended Friday */
    if (!reason && range) reason = ft_length_from(context, ft_stretch_text(context, at), date->length);
    return reason;
}

static const char *read_plain_length(const ft_match *match, ft_date *date) {
    ft_stretch at = slot(match, FT_SLOT_n);
    date->shape = FT_SHAPE_LENGTH;
    if (!took_part(match, FT_SLOT_n2) && ft_short_year(match->context, at)) return "a year, not a length";
    return read_length(match, date);
}

/* The highest level in two years: what stands before is the most of that time. */
static bool is_superlative(const ft_match *match) {
    enum { REACH = 40 };
    const ft_context *context = match->context;
    ft_stretch at = {match->begin, match->begin};
    if (ft_words_near(context, at, REACH, 0,
                      FT_USTR(u"most |least |first |record |lowest|highest|biggest|largest|time in|best |worst ")))
        return true;
    return ft_words_near(context, at, REACH, 0, FT_USTR(u"est "));
}

static const char *read_span(const ft_match *match, ft_date *date, ft_date_shape shape) {
    date->shape = shape;
    date->flags = flags_of(match, FT_SLOT_rel, FT_CLASS_spancue);
    if (ft_match_arg(match, "unless").len && is_superlative(match)) return "a length, after a superlative";
    if (!date->flags) return "no direction";
    const char *reason = read_end(match, FT_SLOT_a, &date->a);
    if (!reason && date->a && (says_nothing(date->a) || date->a->has_loose))
        reason = "a figure that is no part of a date";
    if (!reason) reason = read_length(match, date);
    bool opening = date->flags & FT_WORD_FIRST && !(date->flags & (FT_WORD_AGO | FT_WORD_PAST)) && !date->a;
    if (!reason && opening && ft_length_unit(date->length) >= FT_T_WEEK) return "the first days of something unsaid";
    bool vague = !reason && shape == FT_SHAPE_SHIFT && date->length->approx == FINTAG_MORE_THAN;
    return vague ? "too vague to count from" : reason; /* 2000多年前 */
}

/* daily, quarterly */
static const char *read_adverb(const ft_match *match, ft_date *date) {
    const ft_row *row = ft_dict_find(match->context->rules, FT_CLASS_setcue, ft_slot_text(match, FT_SLOT_expr));
    ft_when said = {0};
    if (!row || !ft_expr_apply(ft_row_get(match->context->rules, row, FT_COL_expr), &said))
        return "no word of recurrence";
    ft_time_unit unit = ft_when_finest(&said);
    ft_decimal times = ft_decimal_int(said.said[unit].value);
    date->length->part[date->length->count++] = (ft_length_part){unit, times, times};
    return NULL;
}

static const char *read_set(const ft_match *match, ft_date *date) {
    bool day = took_part(match, FT_SLOT_a);
    const char *reason = day ? read_ends(match, date) : NULL;
    date->shape = FT_SHAPE_SET;
    if (day) {
        bool open =
            !reason && date->a && !ft_when_has(date->a, FT_T_YEAR) && !says_nothing(date->a) && !date->a->has_loose;
        return reason ? reason : open ? NULL : "no day that comes again";
    }
    date->length = ft_alloc_zero(match->context->arena, sizeof *date->length);
    if (!date->length) return "out of memory";
    if (took_part(match, FT_SLOT_expr)) return read_adverb(match, date);
    if (ft_length_one(match->context, ft_slot_text(match, FT_SLOT_n), date->length)) return NULL;
    reason = read_length(match, date);
    return !reason && !date->length->part[0].low.coefficient ? "no length to come again after" : reason;
}

/* ---- The n-th of something
 * ---------------------------------------------------------------------------------------------------- */

static const char *read_nth(const ft_match *match, ft_date *date) {
    const ft_context *context = match->context;
    ft_when number = {0};
    date->shape = FT_SHAPE_POINT;
    const char *reason = read_end(match, FT_SLOT_a, &date->a);
    if (reason || !date->a) return reason ? reason : "no date";
    fintag_str last = ft_match_arg(match, "from");
    int32_t n = ft_str_is(last, "end") ? -1 : 0;
    if (!n && (reason = ft_date_read(context, slot(match, FT_SLOT_n), &number))) return reason;
    if (!n) n = number.has_loose ? number.loose : number.said[FT_T_DAY].value;
    ft_stretch unit = slot(match, FT_SLOT_grain);
    const ft_row *row = ft_dict_find(context->rules, FT_CLASS_en_timeunit, ft_stretch_text(context, unit));
    ft_when said = {0};
    if (row && !ft_expr_apply(ft_row_get(context->rules, row, FT_COL_expr), &said)) return "no unit of time";
    if (!row && (reason = ft_date_read(context, unit, &said))) return reason;
    if (!n || date->a->nth.unit || says_nothing(date->a)) return "no such part of a period";
    date->a->nth = (ft_nth){ft_when_finest(&said), n, 1, said.said[FT_T_WEEKDAY].value};
    return NULL;
}

static const char *read(const ft_match *match, ft_date *date, ft_candidate *candidate) {
    fintag_str as = ft_match_arg(match, "as");
    if (!as.len) return read_point(match, date, candidate);
    if (ft_str_is(as, "pair")) return read_pair(match, date);
    if (ft_str_is(as, "length")) return read_plain_length(match, date);
    if (ft_str_is(as, "rolling")) return read_span(match, date, FT_SHAPE_ROLLING);
    if (ft_str_is(as, "shift")) return read_span(match, date, FT_SHAPE_SHIFT);
    if (ft_str_is(as, "nth")) return read_nth(match, date);
    if (ft_str_is(as, "set")) return read_set(match, date);
    return "the rule asks for an unknown kind of date";
}

const char *ft_value_date(const ft_match *match, ft_candidate *candidate) {
    ft_date *date = ft_alloc_zero(match->context->arena, sizeof *date);
    if (!date) return "out of memory";
    const char *reason = read(match, date, candidate);
    candidate->value.date = date;
    return reason;
}

const fintag_time *ft_date_value(const ft_date *date) {
    return &date->out;
}
