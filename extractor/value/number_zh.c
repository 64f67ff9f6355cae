/* Chinese numerals, financial ones and Arabic figures among them: 3万6千, 十几万, 两三千, 一百零五, 四亿五千万,
 * 十五点七亿.
 *
 * A number is a row of pieces. A digit or figure waits until a unit (十 百 千) makes a piece of it; 万 亿 兆 multiply
 * all pieces smaller than themselves; a digit that ends the number right after a unit counts tenths of that unit
 * (一万三 = 13000). */
#include "value/number.h"

enum { PIECES = 12 };

/* A value and its upper bound: equal unless 几, 数 or two digits in a row (两三) stand in it. */
typedef struct {
    ft_decimal low, high;
} pair;

typedef struct {
    pair value;
    int32_t power; /* of its last unit */
} piece;

typedef struct {
    ft_ustr text;
    uint32_t at;
    piece pieces[PIECES];
    uint32_t count;
    pair pending;
    bool has_pending, plain; /* plain: the pending figure was Arabic of more than one digit, or came after 零 */
    bool after_zero;
    int32_t last_unit;    /* power of the unit just before the pending digit, -1: none */
    bool loose;           /* 几 数 两三 were seen */
    fintag_approx approx; /* 余 多 来 把 were seen: only units may follow */
    int32_t scale;        /* sum of the unit powers that end the number */
    int32_t large;        /* ... of 万 亿 兆 among them */
} parser;

static int digit_value(char16_t c) {
    static const char16_t digits[] = u"零一二三四五六七八九", financial[] = u"〇壹贰叁肆伍陆柒捌玖";
    if (c == u'两') return 2;
    if (c == u'○') return 0;
    for (int i = 0; i < 10; i++)
        if (c == digits[i] || c == financial[i]) return i;
    return -1;
}

static int unit_power(char16_t c) {
    switch (c) {
    case u'十':
    case u'拾': return 1;
    case u'百':
    case u'佰': return 2;
    case u'千':
    case u'仟': return 3;
    case u'万': return 4;
    case u'亿': return 8;
    case u'兆': return 12;
    default: return -1;
    }
}

static char16_t peek(const parser *p) {
    return p->at < p->text.len ? p->text.ptr[p->at] : 0;
}

static void skip_spaces(parser *p) {
    while (peek(p) == ' ') p->at++;
}

static pair pair_shift(pair value, int32_t power) {
    return (pair){ft_decimal_shift(value.low, power), ft_decimal_shift(value.high, power)};
}

static bool pair_add(pair *sum, pair more) {
    return ft_decimal_add(sum->low, more.low, &sum->low) && ft_decimal_add(sum->high, more.high, &sum->high);
}

static bool push(parser *p, pair value, int32_t power) {
    if (p->count == PIECES) return false;
    p->pieces[p->count++] = (piece){value, power};
    return true;
}

static bool wait(parser *p, int64_t low, int64_t high) {
    if (p->has_pending) return false;
    p->pending = (pair){ft_decimal_int(low), ft_decimal_int(high)};
    p->has_pending = true;
    p->loose = p->loose || low != high;
    return true;
}

/* 两三, 七八, 三五: two digits that name a range. */
static bool names_range(int first, int second) {
    return first > 0 && (second == first + 1 || (first == 3 && second == 5));
}

/* A run of Chinese digits. Two in a row are a range; after a unit zeros only say that places are empty. */
static bool take_digits(parser *p) {
    int digits[2], count = 0;
    bool zero = false;
    for (int value; (value = digit_value(peek(p))) >= 0; p->at++, skip_spaces(p)) {
        if (value == 0 && !count && p->count) {
            zero = true;
            continue;
        }
        if (count == 2) return false;
        digits[count++] = value;
        if (count == 1 && p->at + 2 < p->text.len && p->text.ptr[p->at + 1] == u'、') p->at++; /* 两、三万 */
    }
    p->after_zero = zero;
    if (!count)
        return zero && (digit_value(peek(p)) >= 0 || unit_power(peek(p)) == 1 || peek(p) == u'几' ||
                        (peek(p) >= '0' && peek(p) <= '9'));
    if (count == 1) return wait(p, digits[0], digits[0]);
    return names_range(digits[0], digits[1]) && wait(p, digits[0], digits[1]);
}

/* Arabic digits with separators and a decimal part. */
static bool take_figure(parser *p) {
    uint32_t begin = p->at;
    while ((peek(p) >= '0' && peek(p) <= '9') || peek(p) == '.' || peek(p) == ',') p->at++;
    ft_decimal value;
    if (p->has_pending || !ft_number_parse_figure((ft_ustr){p->text.ptr + begin, p->at - begin}, &value)) return false;
    p->pending = (pair){value, value};
    p->has_pending = true;
    p->plain = p->at - begin > 1;
    return true;
}

/* The pending figure as a piece of its own: tenths of the unit before it, unless 零 or several digits say otherwise. */
static bool flush(parser *p) {
    if (!p->has_pending) return true;
    bool tenths = p->last_unit > 1 && !p->after_zero && !p->plain;
    int32_t power = tenths ? p->last_unit - 1 : 0;
    p->has_pending = false;
    return push(p, pair_shift(p->pending, power), power);
}

/* 万 亿 兆: all smaller pieces together, times the unit. Without any (万亿, 万万) the last piece. */
static bool take_large_unit(parser *p, int32_t power) {
    pair sum = {{0}, {0}};
    bool any = p->has_pending;
    if (any) sum = p->pending;
    p->has_pending = false;
    while (p->count && p->pieces[p->count - 1].power < power) {
        if (!pair_add(&sum, p->pieces[--p->count].value)) return false;
        any = true;
    }
    if (any) return push(p, pair_shift(sum, power), power);
    if (!p->count) return push(p, (pair){ft_decimal_int(1), ft_decimal_int(1)}, 0) && take_large_unit(p, power);
    piece *last = &p->pieces[p->count - 1];
    last->value = pair_shift(last->value, power);
    last->power += power;
    return true;
}

/* 十 百 千 make a piece of what waits. Nothing may wait only at the very beginning (千余) and before 十 (一百十). */
static bool take_small_unit(parser *p, int32_t power) {
    pair value = p->has_pending ? p->pending : (pair){ft_decimal_int(1), ft_decimal_int(1)};
    if (p->count && (p->pieces[p->count - 1].power <= power || (!p->has_pending && power > 1))) return false;
    p->has_pending = false;
    return push(p, pair_shift(value, power), power);
}

static bool take_unit(parser *p, int32_t power) {
    p->at++;
    p->scale += power;
    p->large += power >= 4 ? power : 0;
    bool done = power >= 4 ? take_large_unit(p, power) : take_small_unit(p, power);
    p->last_unit = power;
    p->plain = p->after_zero = false;
    return done;
}

/* 点 and digits. */
static bool take_decimals(parser *p) {
    if (!p->has_pending && !p->count) return false;
    if (!flush(p)) return false;
    int32_t power = 0;
    p->at++;
    for (;; p->at++) {
        skip_spaces(p);
        int value = digit_value(peek(p));
        if (value < 0 && peek(p) >= '0' && peek(p) <= '9') value = peek(p) - '0';
        if (value < 0) break;
        ft_decimal part = ft_decimal_shift(ft_decimal_int(value), --power);
        if (!push(p, (pair){part, part}, power)) return false;
        piece *sum = &p->pieces[p->count - 2];
        if (!pair_add(&sum->value, p->pieces[--p->count].value)) return false;
        sum->power = sum->power < power ? sum->power : power;
    }
    p->last_unit = -1;
    return power < 0;
}

static bool take_loose(parser *p, char16_t c) {
    p->at++;
    if (c == u'几' || c == u'数') {
        bool first = !p->count && !p->has_pending;
        if (!first && (c == u'数' || (p->has_pending && !p->plain) || !flush(p))) return false;
        p->after_zero = p->after_zero || !first;
        return wait(p, first ? 2 : 1, 9);
    }
    if (!p->has_pending && !p->count) return false;
    if (p->has_pending && !p->plain) return false;
    if (!flush(p)) return false;
    p->approx = c == u'余' || c == u'多' ? FINTAG_MORE_THAN : FINTAG_ABOUT;
    return true;
}

static bool take(parser *p) {
    char16_t c = peek(p);
    int32_t power = unit_power(c);
    if (power > 0) return take_unit(p, power);
    p->scale = p->large = 0;
    if (c == u'余' || c == u'多' || c == u'来' || c == u'把')
        return p->approx == FINTAG_APPROX_NONE && take_loose(p, c);
    if (p->approx) return false;
    if (c == u'几' || c == u'数') return take_loose(p, c);
    if (c == u'个' && p->has_pending && p->at + 1 < p->text.len &&
        unit_power(p->text.ptr[p->at + 1]) > 1) { /* 10个亿 */
        p->at++;
        return true;
    }
    if (c == u'廿' || c == u'卅') {
        p->at++;
        p->last_unit = 1;
        return !p->count && !p->has_pending &&
               push(p, (pair){ft_decimal_int(c == u'廿' ? 20 : 30), ft_decimal_int(c == u'廿' ? 20 : 30)}, 1);
    }
    if (c == u'点') return take_decimals(p);
    if (digit_value(c) >= 0) return take_digits(p);
    return take_figure(p);
}

/* 二〇二二, 一二三四: digits by place. One digit is left to the other reading; two that name a range (二三) too. */
static bool parse_places(ft_ustr text, ft_number *out) {
    ft_decimal value = {0};
    uint32_t count = 0;
    for (uint32_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == ' ') continue;
        int digit = digit_value(text.ptr[i]);
        if (digit < 0 || text.ptr[i] == u'两') return false;
        if (!ft_decimal_add(ft_decimal_shift(value, 1), ft_decimal_int(digit), &value)) return false;
        count++;
    }
    if (count < 2 || (count == 2 && names_range(digit_value(text.ptr[0]), digit_value(text.ptr[text.len - 1]))))
        return false;
    *out = (ft_number){.low = value, .high = value, .places = true};
    return true;
}

bool ft_number_parse_zh(ft_ustr text, ft_number *out) {
    if (!text.len || text.len > FT_NUMBER_MAX) return false;
    if (parse_places(text, out)) return true;
    if (ft_ustr_eq(text, FT_USTR(u"半"))) {
        *out = (ft_number){.low = {.coefficient = 5, .exponent = -1}, .high = {.coefficient = 5, .exponent = -1}};
        return true;
    }
    parser p = {.text = text, .last_unit = -1};
    while (true) {
        skip_spaces(&p);
        if (p.at >= text.len) break;
        uint32_t before = p.at;
        if (!take(&p) || p.at == before) return false;
    }
    if (!flush(&p) || !p.count) return false;
    pair sum = {{0}, {0}};
    for (uint32_t i = 0; i < p.count; i++)
        if (!pair_add(&sum, p.pieces[i].value)) return false;
    *out = (ft_number){.low = sum.low, .high = sum.high, .approx = p.approx, .scale = p.scale, .large = p.large};
    if (p.loose && !p.approx) out->approx = FINTAG_ABOUT;
    return true;
}
