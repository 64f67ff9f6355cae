#include "value/multiple.h"

#include "value/rational.h"

/* ---- Ratios ------------------------------------------------------------------------------------------------ */

/* 3:2 of a match, 8:30 of a clock. */
static const char *check_colon(const ft_match *match, ft_decimal second) {
    ft_stretch at = {match->begin, match->end}, b = ft_slot_stretch(match, FT_SLOT_b);
    if (ft_setting_near(match->context, at, FT_USTR(u"score"))) return "a score";
    bool minutes = b.end - b.begin == 2 && ft_decimal_cmp(second, ft_decimal_int(60)) < 0;
    if (minutes && !ft_setting_near(match->context, at, FT_USTR(u"ratio"))) return "a time of day";
    return NULL;
}

const char *ft_ratio_read(const ft_match *match, ft_quantity *out) {
    ft_number a, b;
    bool exact;
    if (!ft_number_parse(ft_slot_text(match, FT_SLOT_a), &a) || !ft_number_parse(ft_slot_text(match, FT_SLOT_b), &b))
        return "not a number";
    if (a.approx || b.approx || ft_decimal_cmp(a.low, a.high) || ft_decimal_cmp(b.low, b.high))
        return "a term that is no exact number";
    if (!a.low.coefficient || !b.low.coefficient) return "a term is zero";
    bool share = ft_str_is(ft_match_arg(match, "form"), "share");
    const char *reason = ft_str_is(ft_match_arg(match, "form"), "colon") ? check_colon(match, b.low) : NULL;
    if (reason) return reason;
    out->low = out->high = share ? ft_decimal_div(b.low, a.low, &exact) : ft_decimal_div(a.low, b.low, &exact);
    out->out.kind = FINTAG_RATIO;
    out->out.terms[0] = ft_decimal_text(match->context->arena, a.low);
    out->out.terms[1] = ft_decimal_text(match->context->arena, b.low);
    return ft_figures_text(match->context->arena, out->low, out->high, &out->out.figure)
               ? NULL
               : "a result of more than 34 digits";
}

static fintag_approx bound_of(const ft_match *match, ft_slot slot);

const char *ft_doubling_read(const ft_match *match, ft_quantity *out) {
    enum { MOST = 20 };
    int64_t times = 1;
    ft_ustr text = ft_slot_text(match, FT_SLOT_num);
    if (text.ptr && (!ft_number_integer(text, &times) || times < 1 || times > MOST)) return "not a number of doublings";
    out->low = out->high = ft_decimal_int((int64_t)1 << times);
    out->out.kind = FINTAG_RATIO;
    out->out.unit = FINTAG_STR("{times}");
    out->out.direction = FINTAG_UP;
    out->out.approx = bound_of(match, FT_SLOT_bound);
    return ft_figures_text(match->context->arena, out->low, out->high, &out->out.figure) ? NULL : "out of memory";
}

/* ---- Words that are a quantity ----------------------------------------------------------------------------- */

/* doubled, tenfold, 腰斩. */
const char *ft_multiple_read(const ft_match *match, ft_quantity *out) {
    static const ft_class classes[] = {FT_CLASS_multiple};
    ft_stretch at = {match->begin, match->end};
    const fintag_rules *rules = match->context->rules;
    const ft_row *row = ft_row_admitted(match->context, classes, 1, at, &at);
    ft_rational factor;
    if (!row) return "the word is no multiple here";
    if (!ft_rational_parse(ft_row_get(rules, row, FT_COL_factor), &factor) ||
        !ft_rational_apply(&factor, ft_decimal_int(1), &out->low))
        return "malformed factor of the word";
    fintag_str way = ft_row_get(rules, row, FT_COL_value);
    out->high = out->low;
    out->out.kind = FINTAG_RATIO;
    out->out.unit = FINTAG_STR("{times}");
    out->out.direction = ft_str_is(way, "up") ? FINTAG_UP : ft_str_is(way, "down") ? FINTAG_DOWN : out->out.direction;
    return ft_figures_text(match->context->arena, out->low, out->high, &out->out.figure) ? NULL : "out of memory";
}

const char *ft_fixed_read(const ft_match *match, ft_quantity *out) {
    if (!ft_decimal_parse(ft_match_arg(match, "number"), &out->low)) return "the rule names no number";
    out->high = out->low;
    out->out.kind = ft_str_is(ft_match_arg(match, "of"), "percent") ? FINTAG_PERCENT : FINTAG_RATIO;
    out->out.unit = ft_match_arg(match, "unit");
    return ft_figures_text(match->context->arena, out->low, out->high, &out->out.figure) ? NULL : "out of memory";
}

/* ---- Bounds inside the match ------------------------------------------------------------------------------- */

fintag_approx ft_approx_of(fintag_str name) {
    static const struct {
        const char *name;
        fintag_approx approx;
    } names[] = {{"about", FINTAG_ABOUT},
                 {"at_least", FINTAG_AT_LEAST},
                 {"at_most", FINTAG_AT_MOST},
                 {"more_than", FINTAG_MORE_THAN},
                 {"less_than", FINTAG_LESS_THAN}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (ft_str_is(name, names[i].name)) return names[i].approx;
    return FINTAG_APPROX_NONE;
}

static fintag_approx bound_of(const ft_match *match, ft_slot slot) {
    static const ft_class classes[] = {FT_CLASS_bound};
    ft_stretch at = ft_slot_stretch(match, slot);
    if (at.begin == UINT32_MAX) return FINTAG_APPROX_NONE;
    const ft_row *row = ft_row_admitted(match->context, classes, 1, at, NULL);
    fintag_approx approx = FINTAG_APPROX_NONE;
    for (; row && !approx; row = ft_row_next(match->context->rules, row))
        approx = ft_approx_of(ft_row_get(match->context->rules, row, FT_COL_value));
    return approx;
}

static bool is_floor(fintag_approx approx) {
    return approx == FINTAG_AT_LEAST || approx == FINTAG_MORE_THAN;
}

const char *ft_bounds_read(const ft_match *match, ft_figures *figures, fintag_approx *approx) {
    fintag_approx first = bound_of(match, FT_SLOT_bound), second = bound_of(match, FT_SLOT_bound2);
    bool second_written = ft_slot_stretch(match, FT_SLOT_bound2).begin != UINT32_MAX;
    if (!second_written) {
        *approx = first;
        return NULL;
    }
    if (!figures->pair) { /* equal to 5000 or less */
        *approx = second;
        return NULL;
    }
    if (!first || !second || is_floor(first) == is_floor(second)) return "bounds that make no range";
    ft_decimal low = figures->low;
    if (!is_floor(first)) {
        figures->low = figures->high;
        figures->high = low;
    }
    return ft_decimal_cmp(figures->low, figures->high) < 0 ? NULL : "bounds that contradict each other";
}
