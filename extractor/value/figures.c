#include "value/figures.h"

ft_stretch ft_slot_stretch(const ft_match *match, ft_slot slot) {
    ft_ustr text = ft_slot_text(match, slot);
    if (!text.ptr || !text.len) return (ft_stretch){UINT32_MAX, UINT32_MAX};
    uint32_t begin = ft_slot_begin(match, slot);
    return (ft_stretch){begin, begin + text.len};
}

static bool shift_below(ft_number *first, const ft_number *second, int32_t power) {
    if (power <= 0 || ft_decimal_cmp(first->high, ft_decimal_shift(second->high, -power)) >= 0) return false;
    first->low = ft_decimal_shift(first->low, power);
    first->high = ft_decimal_shift(first->high, power);
    return true;
}

/* 2至3千万 are thousands of 万 both, 500至3千万 and 几百到几千万 share the 万: the most that keeps the first figure the
 * smaller one. */
static void share_scale(ft_number *first, const ft_number *second) {
    if (first->fraction || first->large) return;
    if (first->scale || !shift_below(first, second, second->scale)) shift_below(first, second, second->large);
}

/* A sign in words, or the bare decimal point of .5, stands where no rule is tried: take it in. Returns the new begin of
 * the figure. */
static uint32_t extend(const ft_match *match, uint32_t begin, bool *negative) {
    static const ft_ustr signs[] = {FT_USTR(u"负"), FT_USTR(u"零下"), FT_USTR(u"minus "), FT_USTR(u"negative ")};
    const char16_t *text = match->context->text->unit;
    ft_ustr before = {text, begin};
    *negative = false;
    if (begin && text[begin - 1] == '.' && ft_unit_class[text[begin]] & FT_C_DIGIT &&
        (begin == 1 ||
         !(ft_unit_class[text[begin - 2]] & (FT_C_DIGIT | FT_C_LETTER | FT_C_NUMERAL) || text[begin - 2] == '.')))
        before.len = --begin;
    if (begin && text[begin] == '.' && text[begin - 1] == '-' &&
        (begin == 1 || ft_unit_class[text[begin - 2]] & FT_C_SPACE)) {
        *negative = true;
        return begin - 1;
    }
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (!ft_ustr_ends(before, signs[i])) continue;
        uint32_t at = begin - signs[i].len;
        bool inside =
            at && (signs[i].len > 1 ? ft_unit_class[text[at - 1]] & FT_C_LETTER
                                    : text[at - 1] == u'胜' || text[at - 1] == u'担' || text[at - 1] == u'正');
        inside = inside || (at > 2 && ft_ustr_ends((ft_ustr){text, at}, FT_USTR(u"or "))); /* plus or minus 2% */
        if (inside) break;
        *negative = true;
        return at;
    }
    return begin;
}

static ft_decimal negated(ft_decimal value) {
    value.negative = value.coefficient && !value.negative;
    return value;
}

static void negate(ft_number *number) {
    ft_decimal low = number->low;
    number->low = negated(number->high);
    number->high = negated(low);
    number->numerator = negated(number->numerator);
}

/* 两笔收购—27亿美元: a long dash behind a word is no minus; but 同比—3.5%. */
static bool is_pause(const ft_match *match, uint32_t at) {
    const ft_folded *text = match->context->text;
    if (!at || !ft_was_long_dash(text, at) || text->unit[at - 1] == u'比') return false;
    return ft_unit_class[text->unit[at - 1]] & (FT_C_HAN | FT_C_LETTER | FT_C_KANA);
}

/* -$5, $(0.12), $(1.5) million: a sign, and a scale word, apart from the figure. */
static const char *read_apart(const ft_match *match, ft_candidate *candidate, ft_number *number) {
    ft_ustr word = ft_slot_text(match, FT_SLOT_scale);
    ft_number scale;
    if (word.ptr && word.len) {
        if (!ft_number_parse(word, &scale) || !ft_decimal_mul(number->low, scale.low, &number->low) ||
            !ft_decimal_mul(number->high, scale.low, &number->high))
            return "not a scale word";
    }
    uint32_t sign = ft_slot_stretch(match, FT_SLOT_sign).begin;
    if (sign == UINT32_MAX) return NULL;
    if (is_pause(match, sign))
        candidate->begin = sign + 1;
    else
        negate(number);
    return NULL;
}

/* The first figure, with what stands before the match but belongs to it. */
static const char *read_first(const ft_match *match, ft_candidate *candidate, ft_figures *out) {
    bool negative = false;
    out->at = ft_slot_stretch(match, FT_SLOT_num);
    if (out->at.begin == UINT32_MAX) return "not a number";
    if (is_pause(match, out->at.begin)) candidate->begin = ++out->at.begin;
    uint32_t begin = out->at.begin == match->begin ? extend(match, out->at.begin, &negative) : out->at.begin;
    bool point = begin < out->at.begin && match->context->text->unit[out->at.begin - 1] == '.';
    ft_stretch figure = {out->at.begin - point, out->at.end};
    if (!ft_number_parse(ft_stretch_text(match->context, figure), &out->first)) return "not a number";
    if (begin == out->at.begin) return NULL;
    candidate->begin = out->at.begin = begin;
    if (negative) negate(&out->first);
    return NULL;
}

/* 三斤半. */
static bool add_half(ft_figures *figures) {
    ft_decimal half = ft_decimal_shift(ft_decimal_int(5), -1);
    return ft_decimal_add(figures->low, half, &figures->low) && ft_decimal_add(figures->high, half, &figures->high);
}

/* 库存增加572万桶至5496万桶: a change and the level that it led to, many times as much, are two amounts. */
static bool is_change_to_level(const ft_match *match, const ft_figures *figures, const ft_number *second) {
    enum { VERB = 2, VERB_EN = 8, VERB_FAR = 14, TIMES = 3 };
    ft_stretch unit = ft_slot_stretch(match, FT_SLOT_unit2), verb = {match->begin, match->begin};
    ft_decimal most;
    if (unit.begin == UINT32_MAX && !figures->first.large) return false;
    if (!ft_decimal_mul(figures->first.high, ft_decimal_int(TIMES), &most) || ft_decimal_cmp(second->low, most) < 0)
        return false;
    if (ft_words_near(match->context, verb, VERB_FAR, 0, FT_USTR(u"上调|下调|调升|调降|上修|下修"))) return true;
    return ft_words_near(match->context, verb, VERB, 0,
                         FT_USTR(u"增加|减少|上升|下降|增长|上涨|下跌|回升|回落|攀升|下滑|提高|降低|上调|下调|反弹|"
                                 u"净增|扩大|收窄|缩减")) ||
           ft_words_near(
               match->context, verb, VERB_EN, 0,
               FT_USTR(u"by |fell |rose |gained |lost |up |down |dropped |jumped |climbed |slid |increased "));
}

/* Leave the other of two amounts to another match: of 1.1 million to 10.1 million barrels the second is the one with
 * the unit, of $300 million to $2.1 billion and 572万桶至5496万桶 each has its own. */
static void keep_one(const ft_match *match, ft_candidate *candidate, ft_figures *out, ft_number *second) {
    ft_stretch first = ft_slot_stretch(match, FT_SLOT_num), last = ft_slot_stretch(match, FT_SLOT_num2),
               own = ft_slot_stretch(match, FT_SLOT_unit2), unit = ft_slot_stretch(match, FT_SLOT_unit);
    out->pair = false;
    if (own.begin == UINT32_MAX && (unit.begin != UINT32_MAX || ft_slot_text(match, FT_SLOT_cur2).len)) {
        candidate->begin = out->at.begin = last.begin;
        out->first = *second;
        return;
    }
    bool behind = own.begin != UINT32_MAX && own.begin <= first.end + 1;
    candidate->end = behind ? own.end : first.end;
    out->at.end = first.end;
    *second = out->first;
}

const char *ft_figures_read(const ft_match *match, ft_candidate *candidate, ft_figures *out) {
    ft_number second;
    *out = (ft_figures){0};
    const char *reason = read_first(match, candidate, out);
    if (reason || (reason = read_apart(match, candidate, &out->first))) return reason;
    ft_stretch last = ft_slot_stretch(match, FT_SLOT_num2);
    out->pair = last.begin != UINT32_MAX;
    if (out->pair) {
        if (!ft_number_parse(ft_slot_text(match, FT_SLOT_num2), &second)) return "the second figure is not a number";
        ft_stretch again = ft_slot_stretch(match, FT_SLOT_unit2); /* $1.5-$2 billion, but 50元至100万元 */
        bool touches =
            again.end == last.begin || (again.end + 1 == last.begin && match->context->text->unit[again.end] == ' ');
        bool sign = again.begin != UINT32_MAX && touches;
        if (again.begin == UINT32_MAX || sign) share_scale(&out->first, &second);
        out->at.end = last.end;
        if (is_change_to_level(match, out, &second)) keep_one(match, candidate, out, &second);
    } else {
        second = out->first;
    }
    out->low = out->first.low;
    out->high = second.high;
    out->approx = out->first.approx ? out->first.approx : second.approx;
    if (ft_slot_stretch(match, FT_SLOT_half).begin != UINT32_MAX && (out->pair || !add_half(out)))
        return "a half behind a range";
    return NULL;
}

/* An endless fraction is scaled by its terms: what was rounded must not be multiplied. */
static bool scale_fraction(ft_figures *figures, const ft_rational *factor) {
    ft_number *first = &figures->first;
    bool exact;
    if (!ft_decimal_mul(first->numerator, factor->numerator, &first->numerator) ||
        !ft_decimal_mul(first->denominator, factor->denominator, &first->denominator))
        return false;
    figures->low = figures->high = ft_decimal_div(first->numerator, first->denominator, &exact);
    return true;
}

bool ft_figures_scale(ft_figures *figures, const ft_rational *factor) {
    bool fraction = figures->first.endless && ft_decimal_cmp(figures->low, figures->high) == 0;
    if (fraction && !factor->shift_numerator.coefficient) return scale_fraction(figures, factor);
    return ft_rational_apply(factor, figures->low, &figures->low) &&
           ft_rational_apply(factor, figures->high, &figures->high);
}

bool ft_figures_text(ft_arena *arena, ft_decimal low, ft_decimal high, fintag_figure *out) {
    int order = ft_decimal_cmp(low, high);
    *out = (fintag_figure){0};
    if (order == 0) {
        out->number = ft_decimal_text(arena, low);
        return out->number.ptr || arena->failed;
    }
    out->min = ft_decimal_text(arena, order < 0 ? low : high);
    out->max = ft_decimal_text(arena, order < 0 ? high : low);
    return (out->min.ptr && out->max.ptr) || arena->failed;
}
