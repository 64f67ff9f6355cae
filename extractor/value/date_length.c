#include "value/date_length.h"

#include "value/civil.h"

enum { UNIT_LOOK = 48 };

/* ---- Reading --------------------------------------------------------------------------------------------------------
 */

static ft_ustr slice(ft_ustr text, uint32_t begin, uint32_t end) {
    return (ft_ustr){text.ptr + begin, end - begin};
}

static bool is_letter(char16_t c) {
    return ft_unit_class[c] & FT_C_LETTER;
}

static ft_ustr trim(ft_ustr text) {
    while (text.len && (text.ptr[0] == ' ' || text.ptr[0] == '-')) text = slice(text, 1, text.len);
    while (text.len && (text.ptr[text.len - 1] == ' ' || text.ptr[text.len - 1] == '-')) text.len--;
    return text;
}

static bool cut_end(ft_ustr *text, ft_ustr end) {
    if (!ft_ustr_ends(*text, end)) return false;
    text->len -= end.len;
    *text = trim(*text);
    return true;
}

static bool cut_start(ft_ustr *text, ft_ustr start) {
    if (!ft_ustr_starts(*text, start)) return false;
    *text = trim(slice(*text, start.len, text->len));
    return true;
}

typedef struct {
    ft_decimal low, high;
    fintag_approx approx;
} amount;

static bool add_quarters(amount *a, int64_t quarters) {
    ft_decimal more = ft_decimal_shift(ft_decimal_int(25 * quarters), -2);
    return ft_decimal_add(a->low, more, &a->low) && ft_decimal_add(a->high, more, &a->high);
}

/* Words that count without being numbers. */
static bool read_vague(ft_ustr text, amount *out) {
    static const struct {
        const char16_t *word;
        int64_t quarters; /* of one */
        fintag_approx approx;
    } words[] = {{u"半", 2, FINTAG_APPROX_NONE},
                 {u"a", 4, FINTAG_APPROX_NONE},
                 {u"an", 4, FINTAG_APPROX_NONE},
                 {u"half", 2, FINTAG_APPROX_NONE},
                 {u"half a", 2, FINTAG_APPROX_NONE},
                 {u"half an", 2, FINTAG_APPROX_NONE},
                 {u"a half", 2, FINTAG_APPROX_NONE},
                 {u"half of a", 2, FINTAG_APPROX_NONE},
                 {u"a quarter of an", 1, FINTAG_APPROX_NONE},
                 {u"a couple of", 8, FINTAG_ABOUT},
                 {u"couple of", 8, FINTAG_ABOUT},
                 {u"a couple", 8, FINTAG_ABOUT},
                 {u"few", 12, FINTAG_ABOUT},
                 {u"a few", 12, FINTAG_ABOUT},
                 {u"several", 12, FINTAG_ABOUT},
                 {u"another", 4, FINTAG_APPROX_NONE},
                 {u"other", 8, FINTAG_APPROX_NONE},
                 {u"all", 4, FINTAG_APPROX_NONE},
                 {u"whole", 4, FINTAG_APPROX_NONE}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        uint32_t len = 0;
        while (words[i].word[len]) len++;
        if (!ft_ustr_eq(text, (ft_ustr){words[i].word, len})) continue;
        ft_decimal value = ft_decimal_shift(ft_decimal_int(25 * words[i].quarters), -2);
        *out = (amount){value, value, words[i].approx};
        return true;
    }
    return false;
}

/* The figure before a unit, with what stands between: 三个半, 三个多, two and a half. */
static bool read_amount(ft_ustr text, amount *out) {
    int64_t quarters = 0;
    fintag_approx approx = FINTAG_APPROX_NONE;
    text = trim(text);
    if (cut_end(&text, FT_USTR(u"半"))) {
        if (!text.len) return read_vague(FT_USTR(u"半"), out);
        quarters = 2;
    } else if (cut_end(&text, FT_USTR(u"个多")) || cut_end(&text, FT_USTR(u"个余"))) {
        approx = FINTAG_MORE_THAN;
    }
    if (cut_end(&text, FT_USTR(u"and a half")) || cut_end(&text, FT_USTR(u"and half"))) quarters = 2;
    if (cut_end(&text, FT_USTR(u"and a quarter"))) quarters = 1;
    cut_end(&text, FT_USTR(u"个"));
    cut_start(&text, FT_USTR(u"第"));
    ft_number number;
    if (!read_vague(text, out)) {
        if (!text.len || text.len > FT_NUMBER_MAX || !ft_number_parse(text, &number)) return false;
        if (number.low.negative) return false;
        *out = (amount){number.low, number.high, number.approx};
    }
    if (approx) out->approx = approx;
    return !quarters || add_quarters(out, quarters);
}

static const ft_row *unit_row(const ft_context *context, ft_ustr text, uint32_t at, uint32_t *len) {
    if (at && is_letter(text.ptr[at]) && is_letter(text.ptr[at - 1])) return NULL;
    const ft_row *row = ft_dict_longest(context->rules, FT_CLASS_timeunit, slice(text, at, text.len), len);
    if (!row) row = ft_dict_longest(context->rules, FT_CLASS_en_timeunit, slice(text, at, text.len), len);
    if (!row) return NULL;
    uint32_t end = at + *len;
    bool inside = end < text.len && is_letter(text.ptr[end - 1]) && is_letter(text.ptr[end]);
    return inside ? NULL : row;
}

/* What may stand behind a unit: 三年半, 一年多, a year and a half. */
static uint32_t read_tail(ft_ustr text, uint32_t at, amount *a) {
    ft_ustr rest = slice(text, at, text.len);
    char16_t next = rest.len > 1 ? rest.ptr[1] : 0;
    if (rest.len && rest.ptr[0] == u'半' && next != u'年' && next != u'个' && next != u'小' && next != u'天')
        return add_quarters(a, 2) ? at + 1 : at;
    if (rest.len && (rest.ptr[0] == u'多' || rest.ptr[0] == u'余')) {
        a->approx = FINTAG_MORE_THAN;
        return at + 1;
    }
    static const char16_t *const halves[] = {u" and a half", u" and half"};
    static const uint32_t lengths[] = {11, 9};
    for (int i = 0; i < 2; i++)
        if (ft_ustr_starts(rest, (ft_ustr){halves[i], lengths[i]})) return add_quarters(a, 2) ? at + lengths[i] : at;
    return at;
}

static uint32_t skip_joiners(ft_ustr text, uint32_t at) {
    for (;;) {
        ft_ustr rest = slice(text, at, text.len);
        if (rest.len && (rest.ptr[0] == ' ' || rest.ptr[0] == ',' || rest.ptr[0] == u'又' || rest.ptr[0] == u'加'))
            at++;
        else if (rest.len > 1 && (rest.ptr[0] == u'零' || rest.ptr[0] == u'和'))
            at++;
        else if (at && ft_ustr_starts(rest, FT_USTR(u"and ")))
            at += 4;
        else
            return at;
    }
}

static bool read_part(const ft_context *context, ft_ustr text, uint32_t *at, ft_length *out) {
    uint32_t begin = *at, len;
    for (uint32_t unit = begin + 1; unit < text.len && unit - begin <= UNIT_LOOK; unit++) {
        const ft_row *row = unit_row(context, text, unit, &len);
        amount a;
        if (!row || !read_amount(slice(text, begin, unit), &a)) continue;
        ft_when said = {0};
        ft_time_unit which = FT_T_NONE;
        fintag_str expr = ft_row_get(context->rules, row, FT_COL_expr);
        if (ft_expr_apply(expr, &said)) which = ft_when_finest(&said);
        if (!which || out->count == FT_LENGTH_PARTS) return false;
        ft_decimal times = ft_decimal_int(said.said[which].value);
        if (!ft_decimal_mul(a.low, times, &a.low) || !ft_decimal_mul(a.high, times, &a.high)) return false;
        *at = read_tail(text, unit + len, &a);
        out->part[out->count++] = (ft_length_part){which, a.low, a.high};
        if (a.approx) out->approx = a.approx;
        return true;
    }
    return false;
}

const char *ft_length_read(const ft_context *context, ft_ustr text, ft_length *out) {
    *out = (ft_length){0};
    uint32_t at = skip_joiners(text, 0);
    while (at < text.len) {
        if (!read_part(context, text, &at, out)) return "no length of time";
        at = skip_joiners(text, at);
    }
    return out->count ? NULL : "no length of time";
}

bool ft_length_one(const ft_context *context, ft_ustr word, ft_length *out) {
    uint32_t len;
    ft_when said = {0};
    *out = (ft_length){0};
    word = trim(word);
    if (word.len && word.ptr[0] == u'个') word = slice(word, 1, word.len);
    if (!word.len) return false;
    const ft_row *row = unit_row(context, word, 0, &len);
    if (!row || len != word.len || !ft_expr_apply(ft_row_get(context->rules, row, FT_COL_expr), &said)) return false;
    ft_time_unit unit = ft_when_finest(&said);
    ft_decimal times = ft_decimal_int(said.said[unit].value);
    out->part[out->count++] = (ft_length_part){unit, times, times};
    return true;
}

const char *ft_length_from(const ft_context *context, ft_ustr low, ft_length *length) {
    ft_length from;
    amount a;
    if (length->count != 1) return "a range of lengths needs one unit";
    ft_length_part *part = &length->part[0];
    if (!ft_length_read(context, low, &from)) {
        if (from.count != 1 || from.part[0].unit != part->unit) return "a range of lengths needs one unit";
        a = (amount){from.part[0].low, from.part[0].high, from.approx};
    } else if (!read_amount(low, &a)) {
        return "no length of time";
    }
    if (ft_decimal_cmp(a.low, part->high) >= 0) return "the range ends before it begins";
    part->low = a.low;
    return NULL;
}

/* ---- Meaning --------------------------------------------------------------------------------------------------------
 */

ft_time_unit ft_length_unit(const ft_length *length) {
    static const uint8_t rank[FT_T_COUNT] = {
        [FT_T_DECADE] = 1,  [FT_T_YEAR] = 2,    [FT_T_HALF] = 3,    [FT_T_QUARTER] = 4, [FT_T_MONTH] = 5,
        [FT_T_TENDAY] = 6,  [FT_T_WEEK] = 7,    [FT_T_WEEKEND] = 8, [FT_T_WEEKDAY] = 8, [FT_T_DAY] = 9,
        [FT_T_WORKDAY] = 9, [FT_T_SESSION] = 9, [FT_T_HOUR] = 10,   [FT_T_MINUTE] = 11, [FT_T_SECOND] = 12};
    ft_time_unit finest = FT_T_NONE;
    for (unsigned i = 0; i < length->count; i++)
        if (!finest || rank[length->part[i].unit] > rank[finest]) finest = length->part[i].unit;
    return finest;
}

/* How TIMEX writes a unit, and how many of them the unit is. */
static const char *designator(ft_time_unit unit, ft_decimal *times) {
    *times = ft_decimal_int(1);
    switch (unit) {
    case FT_T_CENTURY: *times = ft_decimal_int(100); return "Y";
    case FT_T_DECADE: *times = ft_decimal_int(10); return "Y";
    case FT_T_YEAR: return "Y";
    case FT_T_HALF: *times = ft_decimal_shift(ft_decimal_int(5), -1); return "Y"; /* H is the hour */
    case FT_T_QUARTER: return "Q";
    case FT_T_MONTH: return "M";
    case FT_T_TENDAY: *times = ft_decimal_int(10); return "D";
    case FT_T_WEEK: return "W";
    case FT_T_WEEKEND: return "WE";
    case FT_T_WORKDAY: return "BD";
    case FT_T_SESSION: return "TD";
    case FT_T_HOUR: return "H";
    case FT_T_MINUTE: return "M";
    case FT_T_SECOND: return "S";
    default: return "D";
    }
}

fintag_str ft_length_timex(ft_arena *arena, const ft_length *length, bool high) {
    /* by falling size, as TIMEX wants it; days before hours */
    static const ft_time_unit order[] = {FT_T_CENTURY, FT_T_DECADE, FT_T_YEAR, FT_T_HALF,    FT_T_QUARTER,
                                         FT_T_MONTH,   FT_T_TENDAY, FT_T_WEEK, FT_T_WEEKEND, FT_T_WORKDAY,
                                         FT_T_SESSION, FT_T_DAY,    FT_T_HOUR, FT_T_MINUTE,  FT_T_SECOND};
    fintag_str out = FINTAG_STR("P");
    bool clock = false;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        for (unsigned n = 0; n < length->count; n++) {
            const ft_length_part *part = &length->part[n];
            if (part->unit != order[i]) continue;
            ft_decimal times;
            const char *letter = designator(part->unit, &times);
            ft_decimal value;
            if (!ft_decimal_mul(high ? part->high : part->low, times, &value)) return (fintag_str){0};
            fintag_str figure = ft_decimal_text(arena, value);
            if (!figure.ptr) return (fintag_str){0};
            bool begins = part->unit >= FT_T_HOUR && part->unit <= FT_T_SECOND && !clock;
            clock |= begins;
            out = ft_format(arena, "%.*s%s%.*s%s", (int)out.len, out.ptr, begins ? "T" : "", (int)figure.len,
                            figure.ptr, letter);
            if (!out.ptr) return out;
        }
    }
    return out;
}

static int64_t unit_seconds(ft_time_unit unit) {
    switch (unit) {
    case FT_T_WEEK: return 7 * FT_DAY_SECONDS;
    case FT_T_TENDAY: return 10 * FT_DAY_SECONDS;
    case FT_T_DAY: return FT_DAY_SECONDS;
    case FT_T_HOUR: return 3600;
    case FT_T_MINUTE: return 60;
    case FT_T_SECOND: return 1;
    default: return 0;
    }
}

bool ft_length_seconds(const ft_length *length, bool high, ft_decimal *out) {
    *out = ft_decimal_int(0);
    for (unsigned i = 0; i < length->count; i++) {
        int64_t seconds = unit_seconds(length->part[i].unit);
        ft_decimal part;
        if (!seconds) return false;
        if (!ft_decimal_mul(high ? length->part[i].high : length->part[i].low, ft_decimal_int(seconds), &part))
            return false;
        if (!ft_decimal_add(*out, part, out)) return false;
    }
    return true;
}

/* The value in hundredths, for lengths that a calendar can hold. */
static bool hundredths(ft_decimal value, int64_t *out) {
    ft_decimal scaled = ft_decimal_shift(value, 2);
    if (scaled.coefficient > 1000000000u || scaled.exponent > 9 || scaled.exponent < -9) return false;
    int64_t whole = (int64_t)scaled.coefficient;
    for (; scaled.exponent > 0; scaled.exponent--) whole *= 10;
    for (; scaled.exponent < 0; scaled.exponent++) whole /= 10;
    *out = whole;
    return whole < 1000000000000;
}

static int64_t unit_months(ft_time_unit unit) {
    switch (unit) {
    case FT_T_CENTURY: return 1200;
    case FT_T_DECADE: return 120;
    case FT_T_YEAR: return 12;
    case FT_T_HALF: return 6;
    case FT_T_QUARTER: return 3;
    case FT_T_MONTH: return 1;
    default: return 0;
    }
}

static bool move_part(const ft_length_part *part, int sign, bool high, int64_t *moment) {
    int64_t count, months = unit_months(part->unit), seconds = unit_seconds(part->unit);
    int64_t day = ft_floor_div(*moment, FT_DAY_SECONDS), clock = ft_floor_mod(*moment, FT_DAY_SECONDS);
    if (!hundredths(high ? part->high : part->low, &count)) return false;
    if (months) {
        int64_t whole = count * months / 100, rest = count * months % 100;
        if (whole > 12 * FT_YEAR_MAX) return false;
        day = ft_add_months(day, sign * whole) + sign * (rest * 30 / 100);
    } else if (part->unit == FT_T_WORKDAY) {
        if (count > 100 * 3000000) return false;
        day = ft_add_weekdays(day, sign * (count / 100));
    } else if (seconds) {
        if (count > (int64_t)100 * 366 * FT_YEAR_MAX * (FT_DAY_SECONDS / seconds + 1)) return false;
        *moment += sign * (count * seconds / 100);
        return true;
    } else {
        return false;
    }
    *moment = day * FT_DAY_SECONDS + clock;
    return true;
}

bool ft_length_move(const ft_length *length, int sign, bool high, int64_t *moment) {
    for (unsigned i = 0; i < length->count; i++)
        if (!move_part(&length->part[i], sign, high, moment)) return false;
    return *moment >= ft_civil_days(FT_YEAR_MIN, 1, 1) * FT_DAY_SECONDS &&
           *moment < ft_civil_days(FT_YEAR_MAX + 1, 1, 1) * FT_DAY_SECONDS;
}
