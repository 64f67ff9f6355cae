/* The value function of quantities: reads one match, by kind. What the words around say is added in quantity_settle.c.
 */
#include "value/quantity.h"

#include "value/figures.h"
#include "value/multiple.h"
#include "value/unit.h"

typedef struct {
    const ft_match *match;
    const ft_context *context;
    ft_candidate *candidate;
    ft_figures figures;
    ft_quantity *quantity;
} reading;

static const char too_long[] = "a result of more than 34 digits";

static bool present(ft_stretch at) {
    return at.begin != UINT32_MAX;
}

static ft_stretch slot(const reading *r, ft_slot which) {
    return ft_slot_stretch(r->match, which);
}

static const char *set_figure(reading *r) {
    ft_quantity *q = r->quantity;
    q->low = r->figures.low;
    q->high = r->figures.high;
    q->out.approx = q->out.approx ? q->out.approx : r->figures.approx;
    return ft_figures_text(r->context->arena, q->low, q->high, &q->out.figure) ? NULL : too_long;
}

/* 百家, 亿元: a bare unit is a number only where a word or 余 says that one is meant (上百家, 百余家, 亿元级). */
static bool bare_unit(const reading *r) {
    ft_ustr text = ft_stretch_text(r->context, r->figures.at);
    bool unit =
        text.len == 1 && (text.ptr[0] == u'百' || text.ptr[0] == u'千' || text.ptr[0] == u'万' || text.ptr[0] == u'亿');
    return unit &&
           !ft_setting_near(r->context, (ft_stretch){r->figures.at.begin, r->candidate->end}, FT_USTR(u"unit-alone"));
}

/* Numerals that count nothing, in front of any unit. */
static const char *check_numeral(const reading *r) {
    if (bare_unit(r)) return "a unit alone is no number";
    if (r->figures.first.places) return "digits by place are years and names";
    return NULL;
}

static bool one_numeral(const reading *r) {
    ft_ustr text = ft_stretch_text(r->context, r->figures.at);
    return text.len == 1 && !(ft_unit_class[text.ptr[0]] & FT_C_DIGIT) &&
           ft_decimal_cmp(r->figures.low, ft_decimal_int(10)) < 0;
}

/* ---- Measures ---------------------------------------------------------------------------------------------- */

static const char *divide_by(reading *r, ft_unit *unit, ft_slot which, ft_slot times) {
    ft_stretch per = slot(r, which);
    if (!present(per)) return NULL;
    return ft_unit_per(r->context, per, ft_per_times(r->context, ft_slot_text(r->match, times)), unit);
}

/* 时速350公里, 每小时350公里: the time stands before. */
static const char *divide_by_clock(reading *r, ft_unit *unit) {
    ft_ustr before = {r->context->text->unit, r->candidate->begin};
    for (uint32_t i = 0; i < 3 && before.len > 2; i++, before.len--) {
        if (ft_ustr_ends(before, FT_USTR(u"每小时")))
            return ft_unit_per(r->context, (ft_stretch){before.len - 2, before.len}, (fintag_str){"", 0}, unit);
        if (ft_ustr_ends(before, FT_USTR(u"每秒")))
            return ft_unit_per(r->context, (ft_stretch){before.len - 1, before.len}, (fintag_str){"", 0}, unit);
        if (ft_ustr_ends(before, FT_USTR(u"时速")))
            return ft_unit_per(r->context, (ft_stretch){before.len - 2, before.len - 1}, (fintag_str){"", 0}, unit);
    }
    return NULL;
}

static const char *set_si(reading *r, const ft_unit *unit) {
    ft_figures si = r->figures;
    if (!unit->si.len) return NULL;
    r->quantity->out.si_unit = unit->si;
    if (!ft_figures_scale(&si, &unit->scale)) return too_long;
    return ft_figures_text(r->context->arena, si.low, si.high, &r->quantity->out.si) ? NULL : too_long;
}

/* 6 feet 2 inches, 三斤二两: all of it in the smaller unit. */
static const char *add_smaller(reading *r, ft_unit *unit) {
    ft_stretch second = slot(r, FT_SLOT_b);
    if (!present(second)) return NULL;
    ft_unit small;
    ft_number part;
    ft_rational written, smaller, ratio;
    const char *reason = ft_unit_read(r->context, slot(r, FT_SLOT_unit2), NULL, &small);
    if (reason) return reason;
    if (!unit->si.len || !ft_str_eq(unit->si, small.si)) return "two units of different kinds";
    if (!ft_number_parse(ft_stretch_text(r->context, second), &part) || ft_decimal_cmp(part.low, part.high))
        return "not a number";
    if (!ft_rational_mul(&unit->factor, &unit->scale, &written) ||
        !ft_rational_mul(&small.factor, &small.scale, &smaller) || !ft_rational_div(&written, &smaller, &ratio))
        return too_long;
    ft_figures one = {.low = ft_decimal_int(1), .high = ft_decimal_int(1)};
    if (!ft_figures_scale(&one, &ratio) || ft_decimal_cmp(part.low, one.low) >= 0) return "not a smaller part";
    if (!ft_figures_scale(&r->figures, &ratio) || !ft_decimal_add(r->figures.low, part.low, &r->figures.low) ||
        !ft_decimal_add(r->figures.high, part.low, &r->figures.high))
        return too_long;
    *unit = small;
    return NULL;
}

/* 一米八, 1米75: what stands behind the unit are its tenths or hundredths. */
static const char *add_decimals(reading *r) {
    ft_ustr tail = ft_slot_text(r->match, FT_SLOT_a);
    int64_t digits;
    if (!tail.ptr) return NULL;
    if (!ft_number_integer(tail, &digits) || digits < 1 || r->figures.pair) return "not tenths or hundredths";
    ft_decimal part = ft_decimal_shift(ft_decimal_int(digits), -(int32_t)tail.len);
    if (!ft_decimal_add(r->figures.low, part, &r->figures.low)) return too_long;
    r->figures.high = r->figures.low;
    return NULL;
}

/* 一千瓦, 一兆瓦: nobody says “a” of those. */
static bool is_multiple(const reading *r, ft_stretch word) {
    char16_t c = r->context->text->unit[word.begin];
    return word.end - word.begin > 1 && (c == u'千' || c == u'兆' || c == u'吉' || c == u'太');
}

static const char *read_measure(reading *r) {
    ft_unit unit;
    fintag_quantity *out = &r->quantity->out;
    ft_stretch word = slot(r, FT_SLOT_unit);
    const char *reason = ft_unit_read(r->context, word, &r->figures.at, &unit);
    if (reason) return reason;
    if ((reason = check_numeral(r))) return reason;
    if (ft_ustr_eq(ft_stretch_text(r->context, r->figures.at), FT_USTR(u"一")) && !is_multiple(r, word) &&
        !present(slot(r, FT_SLOT_a)) && !present(slot(r, FT_SLOT_half)))
        return "一 with a unit is only “a”";
    if ((reason = add_decimals(r)) || (reason = add_smaller(r, &unit))) return reason;
    ft_figures written = r->figures;
    bool same_digits = ft_rational_is_power_of_ten(&unit.factor);
    if (!ft_figures_scale(&r->figures, &unit.factor)) return too_long;
    if ((reason = divide_by(r, &unit, FT_SLOT_per, FT_SLOT_n)) ||
        (reason = divide_by(r, &unit, FT_SLOT_per2, FT_SLOT_n2)))
        return reason;
    if (ft_str_is(unit.si, "m") && (reason = divide_by_clock(r, &unit))) return reason;
    out->kind = FINTAG_MEASURE;
    out->unit = unit.code;
    out->per = unit.per.len ? unit.per : (fintag_str){0};
    if (!same_digits) {
        out->written_unit = unit.written;
        if (!ft_figures_text(r->context->arena, written.low, written.high, &out->written)) return too_long;
    }
    if ((reason = set_figure(r))) return reason;
    return set_si(r, &unit);
}

/* ---- Shares and multiples ---------------------------------------------------------------------------------- */

/* 八折 is eight tenths, 八五折 and 85折 85 hundredths, 半折 one half. */
static ft_rational discount(const ft_figures *figures, ft_rational factor) {
    bool tens =
        ft_decimal_cmp(figures->low, ft_decimal_int(10)) > 0 && ft_decimal_cmp(figures->high, ft_decimal_int(100)) < 0;
    if (tens) ft_rational_parse(FINTAG_STR("1"), &factor);
    bool half = ft_decimal_cmp(figures->low, ft_decimal_shift(ft_decimal_int(5), -1)) == 0;
    if (half) ft_rational_parse(FINTAG_STR("100"), &factor);
    return factor;
}

static bool add_tenths(ft_figures *figures, int64_t tenths) {
    ft_decimal part = ft_decimal_shift(ft_decimal_int(tenths), -1);
    return ft_decimal_add(figures->low, part, &figures->low) && ft_decimal_add(figures->high, part, &figures->high);
}

static const char *read_percent(reading *r) {
    static const ft_class classes[] = {FT_CLASS_percentunit, FT_CLASS_percentword};
    const fintag_rules *rules = r->context->rules;
    ft_stretch word = slot(r, FT_SLOT_unit);
    const ft_row *row = ft_row_admitted(r->context, classes, 2, word, &r->figures.at);
    ft_rational factor;
    if (!row) return "the word is no share or multiple here";
    if (bare_unit(r)) return "a unit alone is no number";
    if (!ft_rational_parse(ft_row_get(rules, row, FT_COL_factor), &factor)) return "malformed factor of the unit";
    if (ft_flag(ft_row_get(rules, row, FT_COL_flags), "discount")) {
        if (ft_decimal_cmp(r->figures.high, ft_decimal_int(10)) == 0) return "十折 is the full price";
        factor = discount(&r->figures, factor);
    }
    int64_t tenth;
    ft_ustr digit = ft_slot_text(r->match, FT_SLOT_b); /* 七成八 is 78 % */
    if (digit.ptr && (r->figures.pair || !ft_number_integer(digit, &tenth) || !add_tenths(&r->figures, tenth)))
        return "not tenths";
    if (!ft_figures_scale(&r->figures, &factor)) return too_long;
    ft_stretch per = slot(r, FT_SLOT_per);
    if (present(per)) r->quantity->out.per = ft_per_code(r->context, per, (fintag_str){"", 0});
    r->quantity->out.kind = ft_str_is(ft_row_get(rules, row, FT_COL_kind), "ratio") ? FINTAG_RATIO : FINTAG_PERCENT;
    r->quantity->out.unit = ft_row_get(rules, row, FT_COL_unit);
    return set_figure(r);
}

/* 千分之三, 百分之五: the denominator, a power of ten, is in group a. */
static const char *read_per_mille(reading *r) {
    ft_number whole;
    if (!ft_number_parse(ft_slot_text(r->match, FT_SLOT_a), &whole) || whole.low.coefficient != 1 || whole.approx)
        return "not hundredths, thousandths ...";
    bool hundredths = whole.low.exponent == 2;
    int32_t power = (hundredths ? 2 : 3) - whole.low.exponent;
    r->figures.low = ft_decimal_shift(r->figures.low, power);
    r->figures.high = ft_decimal_shift(r->figures.high, power);
    r->quantity->out.kind = FINTAG_PERCENT;
    r->quantity->out.unit = hundredths ? FINTAG_STR("%") : FINTAG_STR("[ppth]");
    return set_figure(r);
}

/* ---- Counts ------------------------------------------------------------------------------------------------ */

/* 一家 is only “a”; but 一次 (every quarter 一次) counts, where it is not 又一次, 一次性 or 这一次. */
static const char *check_one(const reading *r, fintag_str flags) {
    ft_ustr text = ft_stretch_text(r->context, r->figures.at);
    ft_stretch at = {r->figures.at.begin, r->candidate->end};
    if (ft_ustr_eq(text, FT_USTR(u"几")) && ft_setting_near(r->context, at, FT_USTR(u"few")))
        return "几 asks, or says few";
    if (ft_ustr_eq(text, FT_USTR(u"二")) && ft_flag(flags, "once")) return "二次 is secondary";
    if (!ft_ustr_eq(text, FT_USTR(u"一"))) return NULL;
    if (!ft_flag(flags, "once")) return "一 with a classifier is only “a”";
    char16_t next = r->context->text->unit[at.end];
    if ((ft_unit_class[next] & FT_C_HAN && next != u'的') || ft_setting_near(r->context, at, FT_USTR(u"not-once")))
        return "一次 is only “once more” or part of a word";
    return NULL;
}

/* 新股101只, 涨停个股达80只: the noun stands before. */
static fintag_str counted_before(const reading *r, ft_ustr classifier) {
    enum { LOOK = 6, PASS = 3 };
    static const char16_t passed[] = u"达有占超逾共约为近仅";
    const ft_context *context = r->context;
    uint32_t at = r->candidate->begin, len;
    for (int i = 0; i < PASS && at; i++)
        for (const char16_t *c = passed; *c; c++)
            if (at && context->text->unit[at - 1] == *c) at--;
    uint32_t begin = at > LOOK ? at - LOOK : 0;
    const ft_row *row =
        ft_dict_longest_back(context->rules, FT_CLASS_counted, ft_stretch_text(context, (ft_stretch){begin, at}), &len);
    fintag_str flags = row ? ft_row_get(context->rules, row, FT_COL_flags) : (fintag_str){0};
    if (!row || (ft_flag(flags, "next") && !ft_flag(flags, "before"))) return (fintag_str){0};
    bool names = ft_listed(ft_row_get(context->rules, row, FT_COL_word), ft_unfold(context->arena, classifier));
    return names ? ft_row_get(context->rules, row, FT_COL_unit) : (fintag_str){0};
}

/* 26只个股: what a general classifier counts, from the nouns behind it. */
static fintag_str counted_unit(const reading *r, ft_ustr classifier) {
    enum { LOOK = 8 };
    const ft_context *context = r->context;
    for (uint32_t at = r->candidate->end; at < context->text->count && at - r->candidate->end < LOOK; at++) {
        char16_t c = context->text->unit[at];
        if (!(ft_unit_class[c] & (FT_C_HAN | FT_C_LETTER))) break;
        uint32_t len, rest = context->text->count - at;
        const ft_row *row =
            ft_dict_longest(context->rules, FT_CLASS_counted, (ft_ustr){context->text->unit + at, rest}, &len);
        if (row && context->text->unit[at + len] == u'东') return (fintag_str){0}; /* 股东 */
        /* 26股被调高评级 are 26 stocks, 1.2亿股被冻结 are shares. */
        bool cue = row && ft_flag(ft_row_get(context->rules, row, FT_COL_flags), "next");
        if (cue && (at > r->candidate->end || r->figures.first.large)) continue;
        if (row && ft_listed(ft_row_get(context->rules, row, FT_COL_word), ft_unfold(context->arena, classifier)))
            return ft_row_get(context->rules, row, FT_COL_unit);
    }
    return (fintag_str){0};
}

static const char *read_count(reading *r) {
    static const ft_class classes[] = {FT_CLASS_classifier, FT_CLASS_countword};
    const ft_context *context = r->context;
    ft_stretch word = slot(r, FT_SLOT_unit);
    const ft_row *row = ft_row_admitted(context, classes, 2, word, &r->figures.at);
    if (!row) return "the word is no classifier here";
    const char *reason = check_one(r, ft_row_get(context->rules, row, FT_COL_flags));
    if (reason) return reason;
    if ((reason = check_numeral(r))) return reason;
    if (r->figures.low.negative || r->figures.low.exponent < -6) return "not a number of things";
    fintag_quantity *out = &r->quantity->out;
    ft_ustr surface = ft_row_surface(context->rules, row);
    out->kind = FINTAG_COUNT;
    out->word = ft_row_get(context->rules, row, FT_COL_word);
    if (!out->word.len) out->word = ft_unfold(context->arena, surface);
    fintag_str noun = counted_unit(r, surface);
    if (!noun.len) noun = counted_before(r, surface);
    r->quantity->general_unit = !noun.len;
    out->unit = noun.len ? noun : ft_row_get(context->rules, row, FT_COL_unit);
    ft_stretch per = slot(r, FT_SLOT_per);
    if (present(per)) {
        out->per = ft_per_code(context, per, ft_per_times(context, ft_slot_text(r->match, FT_SLOT_n)));
        if (!out->per.len) return "no unit behind the stroke";
    }
    return set_figure(r);
}

/* ---- Money ------------------------------------------------------------------------------------------------- */

static bool read_currency(reading *r, ft_slot which, ft_money *out) {
    ft_stretch word = slot(r, which);
    return present(word) && ft_money_read(r->context, word, r->figures.at, out);
}

/* 五元三毛, 50元6角三分: group a holds tenths, group b hundredths. */
static const char *add_change(reading *r) {
    static const ft_slot slots[] = {FT_SLOT_a, FT_SLOT_b};
    for (int32_t i = 0; i < 2; i++) {
        int64_t digit;
        ft_ustr text = ft_slot_text(r->match, slots[i]);
        if (!text.ptr) continue;
        if (!ft_number_integer(text, &digit) || digit < 0 || digit > 99 || r->figures.pair)
            return "not tenths or hundredths";
        ft_decimal part = ft_decimal_shift(ft_decimal_int(digit), -1 - i);
        if (!ft_decimal_add(r->figures.low, part, &r->figures.low)) return too_long;
        r->figures.high = r->figures.low;
    }
    return NULL;
}

static const char *set_money_per(reading *r) {
    ft_stretch per = slot(r, FT_SLOT_per), per2 = slot(r, FT_SLOT_per2);
    fintag_str code = ft_match_arg(r->match, "per"),
               times = ft_per_times(r->context, ft_slot_text(r->match, FT_SLOT_n));
    if (code.len) {
        r->quantity->out.per =
            ft_format(r->context->arena, "%.*s.%.*s", (int)times.len, times.ptr, (int)code.len, code.ptr);
        return NULL;
    }
    if (!present(per)) return NULL;
    code = ft_per_code(r->context, per, times);
    if (!code.len) return "no unit behind the stroke";
    if (present(per2)) {
        fintag_str more = ft_per_code(r->context, per2, (fintag_str){"", 0});
        if (!more.len) return "no unit behind the stroke";
        code = ft_format(r->context->arena, "%.*s.%.*s", (int)code.len, code.ptr, (int)more.len, more.ptr);
    }
    r->quantity->out.per = code;
    return NULL;
}

/* Which of the words around the figure names the currency: 港币…元, 3万元欧元, $…. An open word yields to a named one.
 */
static const char *find_currency(reading *r, ft_money *money) {
    ft_money before, behind, tail;
    bool has_before = read_currency(r, FT_SLOT_cur, &before), has_behind = read_currency(r, FT_SLOT_cur2, &behind);
    bool has_tail = read_currency(r, FT_SLOT_tail, &tail);
    if (!has_before && !has_behind) return "no currency here";
    if (has_tail && has_behind && (behind.kind == FT_MONEY_NAMED || tail.kind != FT_MONEY_NAMED)) {
        r->candidate->end = slot(r, FT_SLOT_tail).begin;
        has_tail = false;
    }
    ft_rational factor = has_behind ? behind.factor : before.factor;
    *money = has_tail ? tail : has_before && (!has_behind || behind.kind != FT_MONEY_NAMED) ? before : behind;
    if (has_before && has_behind && before.kind == FT_MONEY_NAMED && behind.kind == FT_MONEY_NAMED &&
        !ft_str_eq(before.iso, behind.iso))
        return "two currencies for one amount";
    money->factor = factor;
    return NULL;
}

/* 李四人民币, 三元: one numeral before the currency is part of a name, unless it is said to be a price (仅三元) or goes
 * on (三元五角). */
static const char *check_name(const reading *r, const ft_money *money) {
    ft_stretch at = {r->figures.at.begin, r->candidate->end};
    char16_t next = r->context->text->unit[r->figures.at.end];
    bool goes_on = present(slot(r, FT_SLOT_a)) || r->context->text->unit[at.end - 1] == u'钱' ||
                   present(slot(r, FT_SLOT_b)) ||
                   ft_ustr_eq(ft_stretch_text(r->context, r->figures.at), FT_USTR(u"两"));
    if (!one_numeral(r) || goes_on || r->figures.first.approx || (money->kind != FT_MONEY_YUAN && next != u'人'))
        return NULL;
    return ft_setting_near(r->context, at, FT_USTR(u"one-yuan")) ? NULL : "a numeral of a name";
}

static const char *read_money(reading *r) {
    ft_money money;
    const char *reason = find_currency(r, &money);
    if (reason) return reason;
    if ((reason = check_numeral(r)) || (reason = check_name(r, &money))) return reason;
    if ((reason = add_change(r)) || (reason = set_money_per(r))) return reason;
    if (!ft_figures_scale(&r->figures, &money.factor)) return too_long;
    ft_quantity *q = r->quantity;
    q->out.kind = FINTAG_MONEY;
    q->open_currency = money.kind != FT_MONEY_NAMED;
    q->money = money.kind;
    q->money_by = money.by;
    if (!q->open_currency) {
        q->out.currency = money.iso;
        q->out.currency_by = money.by;
    }
    return set_figure(r);
}

/* ---- Bare numbers ------------------------------------------------------------------------------------------ */

static const char *read_number(reading *r) {
    const ft_number *first = &r->figures.first;
    const char *reason = ft_bounds_read(r->match, &r->figures, &r->quantity->out.approx);
    if (reason) return reason;
    if (bare_unit(r)) return "a unit alone is no number";
    ft_rational times;
    if (!ft_rational_parse(ft_match_arg(r->match, "times"), &times)) return "the rule's factor is malformed";
    if (!ft_figures_scale(&r->figures, &times)) return too_long;
    if (r->context->region == FT_REGION_CN && ft_ustr_ends(ft_stretch_text(r->context, r->figures.at), FT_USTR(u"兆")))
        return "兆 alone is mega on the mainland, or a million millions";
    if (r->figures.pair && ft_decimal_cmp(r->figures.low, r->figures.high) >= 0) return "not a rising range";
    r->quantity->out.kind = FINTAG_NUMBER;
    if (first->endless && !r->figures.pair) {
        fintag_str above = ft_decimal_text(r->context->arena, first->numerator);
        fintag_str below = ft_decimal_text(r->context->arena, first->denominator);
        r->quantity->out.fraction =
            ft_format(r->context->arena, "%.*s/%.*s", (int)above.len, above.ptr, (int)below.len, below.ptr);
    }
    return set_figure(r);
}

/* ---- The function ------------------------------------------------------------------------------------------ */

const char *ft_value_quantity(const ft_match *match, ft_candidate *candidate) {
    static const struct {
        const char *name;
        const char *(*read)(reading *r);
    } kinds[] = {{"measure", read_measure}, {"percent", read_percent}, {"fraction", read_per_mille},
                 {"count", read_count},     {"money", read_money},     {"number", read_number}};
    fintag_str kind = ft_match_arg(match, "kind");
    ft_quantity *quantity = ft_alloc_zero(match->context->arena, sizeof *quantity);
    if (!quantity) return "out of memory";
    candidate->value.quantity = quantity;
    if (ft_str_is(kind, "ratio")) return ft_ratio_read(match, quantity);
    if (ft_str_is(kind, "doubling")) return ft_doubling_read(match, quantity);
    if (ft_str_is(kind, "multiple")) return ft_multiple_read(match, quantity);
    if (ft_str_is(kind, "fixed")) return ft_fixed_read(match, quantity);
    reading r = {.match = match, .context = match->context, .candidate = candidate, .quantity = quantity};
    const char *reason = ft_figures_read(match, candidate, &r.figures);
    if (reason) return reason;
    quantity->figure = r.figures.at.begin;
    ft_stretch per = slot(&r, FT_SLOT_per);
    quantity->inside = present(per) && per.end < quantity->figure ? per.end : quantity->figure;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (ft_str_is(kind, kinds[i].name)) return kinds[i].read(&r);
    return "the rule names no kind of quantity";
}
