/* Figures, signs, exponents and fractions; what is left goes to the Chinese or the English reader. */
#include "value/number.h"

static bool is_digit(char16_t c) {
    return c >= '0' && c <= '9';
}

static ft_ustr part(ft_ustr text, uint32_t begin, uint32_t end) {
    return (ft_ustr){text.ptr + begin, end - begin};
}

static ft_ustr trim(ft_ustr text) {
    while (text.len && text.ptr[0] == ' ') text = part(text, 1, text.len);
    while (text.len && text.ptr[text.len - 1] == ' ') text.len--;
    return text;
}

/* ---- Figures ----------------------------------------------------------------------------------------------- */

/* Groups between separators, cut at the decimal point. */
typedef struct {
    char digits[FT_NUMBER_MAX + 2]; /* without separators, with '.' */
    size_t len;
    uint32_t group[FT_NUMBER_MAX + 1]; /* digits per group before the point */
    uint32_t groups;
} figure;

static bool read_figure(ft_ustr text, char16_t separator, char16_t point, figure *out) {
    bool after = false;
    *out = (figure){.groups = 1};
    for (uint32_t i = 0; i < text.len; i++) {
        char16_t c = text.ptr[i];
        if (is_digit(c)) {
            out->digits[out->len++] = (char)c;
            if (!after) out->group[out->groups - 1]++;
        } else if (c == point && !after) {
            out->digits[out->len++] = '.';
            after = true;
        } else if (c == separator && !after) {
            out->group[out->groups++] = 0;
        } else {
            return false;
        }
    }
    return true;
}

/* 1,234,567 and, in India, 12,34,567. */
static bool groups_agree(const figure *f) {
    if (f->groups == 1) return true;
    uint32_t first = f->group[0];
    bool threes = first >= 1 && first <= 3, twos = first >= 1 && first <= 2 && f->group[f->groups - 1] == 3;
    for (uint32_t i = 1; i < f->groups; i++) {
        threes = threes && f->group[i] == 3;
        if (i + 1 < f->groups) twos = twos && f->group[i] == 2;
    }
    return threes || twos;
}

bool ft_number_parse_figure(ft_ustr text, ft_decimal *out) {
    static const char16_t forms[][2] = {{',', '.'}, {' ', '.'}, {'.', ','}};
    figure f;
    if (!text.len || text.len > FT_NUMBER_MAX) return false;
    for (int i = 0; i < 3; i++) {
        if (!read_figure(text, forms[i][0], forms[i][1], &f)) continue;
        if (!groups_agree(&f) || (i == 2 && f.groups == 1)) continue;
        return ft_decimal_parse((fintag_str){f.digits, f.len}, out);
    }
    return false;
}

/* e+14, x10^6 after a figure; returns where it begins, text.len when there is none. */
static uint32_t find_exponent(ft_ustr text, int32_t *power) {
    uint32_t at = 0;
    while (at < text.len && (is_digit(text.ptr[at]) || text.ptr[at] == '.' || text.ptr[at] == ',')) at++;
    ft_ustr rest = part(text, at, text.len);
    uint32_t skip = ft_ustr_starts(rest, FT_USTR(u"e"))                                                ? 1
                    : ft_ustr_starts(rest, FT_USTR(u"x10^")) || ft_ustr_starts(rest, FT_USTR(u"×10^")) ? 4
                                                                                                       : 0;
    *power = 0;
    if (!at || !skip) return text.len;
    uint32_t i = skip;
    bool negative = i < rest.len && rest.ptr[i] == '-';
    if (i < rest.len && (rest.ptr[i] == '-' || rest.ptr[i] == '+')) i++;
    uint32_t begin = i;
    for (; i < rest.len && is_digit(rest.ptr[i]) && i - begin < 3; i++) *power = *power * 10 + (rest.ptr[i] - '0');
    if (i == begin || i != rest.len) return text.len;
    if (negative) *power = -*power;
    return at;
}

/* ---- Fractions --------------------------------------------------------------------------------------------- */

static bool parse_whole(ft_ustr text, ft_number *out);

static bool exact(const ft_number *number) {
    return !number->approx && !number->fraction && ft_decimal_cmp(number->low, number->high) == 0;
}

/* whole + numerator / denominator. */
static bool make_fraction(ft_decimal whole, ft_decimal numerator, ft_decimal denominator, ft_number *out) {
    bool ends;
    if (!denominator.coefficient || !ft_decimal_mul(whole, denominator, &whole) ||
        !ft_decimal_add(whole, numerator, &numerator))
        return false;
    ft_decimal value = ft_decimal_div(numerator, denominator, &ends);
    *out = (ft_number){.low = value,
                       .high = value,
                       .fraction = true,
                       .endless = !ends,
                       .numerator = numerator,
                       .denominator = denominator};
    return true;
}

/* Where `needle` begins in text, spaces inside it ignored; *end gets where it ends. UINT32_MAX when it is not there. */
static uint32_t find(ft_ustr text, ft_ustr needle, uint32_t *end) {
    for (uint32_t i = 0; i < text.len; i++) {
        uint32_t at = i, n = 0;
        while (at < text.len && n < needle.len) {
            if (text.ptr[at] == needle.ptr[n])
                n++;
            else if (text.ptr[at] != ' ' || !n)
                break;
            at++;
        }
        if (n < needle.len) continue;
        *end = at;
        return i;
    }
    return UINT32_MAX;
}

/* 三分之一, 3又一千分之23. */
static bool parse_parts(ft_ustr text, ft_number *out) {
    uint32_t end, and_end;
    uint32_t at = find(text, FT_USTR(u"分之"), &end);
    if (at == UINT32_MAX) return false;
    ft_number whole = {0}, numerator, denominator;
    uint32_t and_at = find(part(text, 0, at), FT_USTR(u"又"), &and_end);
    if (and_at != UINT32_MAX && (!parse_whole(part(text, 0, and_at), &whole) || !exact(&whole))) return false;
    if (and_at == UINT32_MAX) and_end = 0;
    if (!parse_whole(part(text, and_end, at), &denominator) || !exact(&denominator)) return false;
    if (!parse_whole(part(text, end, text.len), &numerator) || !exact(&numerator)) return false;
    return make_fraction(whole.low, numerator.low, denominator.low, out);
}

/* 1/2, 10 1/2, 10-1/2; the half of 4.52-1/2 is one of hundredths. The stroke of ½ is U+2044 after folding. */
static bool parse_stroke(ft_ustr text, ft_number *out) {
    uint32_t stroke = 0;
    while (stroke < text.len && text.ptr[stroke] != '/' && text.ptr[stroke] != 0x2044) stroke++;
    if (stroke == text.len) return false;
    ft_ustr above = trim(part(text, 0, stroke)), below = trim(part(text, stroke + 1, text.len));
    uint32_t begin = above.len;
    while (begin && is_digit(above.ptr[begin - 1])) begin--;
    ft_decimal whole = {0}, numerator, denominator;
    ft_ustr before = trim(part(above, 0, begin));
    if (before.len && before.ptr[before.len - 1] == '-' && above.ptr[begin - 1] == '-')
        before.len--;
    else if (before.len && above.ptr[begin - 1] != ' ')
        return false;
    if (before.len && !ft_number_parse_figure(before, &whole)) return false;
    if (!ft_number_parse_figure(part(above, begin, above.len), &numerator) ||
        !ft_number_parse_figure(below, &denominator))
        return false;
    for (uint32_t i = before.len; i > 0; i--)
        if (before.ptr[i - 1] == '.') denominator = ft_decimal_shift(denominator, (int32_t)(before.len - i));
    return make_fraction(whole, numerator, denominator, out);
}

/* ½, 5¾: one character is numerator and denominator. */
static bool parse_vulgar(ft_ustr text, ft_number *out) {
    static const struct {
        char16_t unit;
        int8_t above, below;
    } vulgar[] = {{u'\u00BC', 1, 4}, {u'\u00BD', 1, 2}, {u'\u00BE', 3, 4}, {u'\u2153', 1, 3}, {u'\u2154', 2, 3},
                  {u'\u2155', 1, 5}, {u'\u2156', 2, 5}, {u'\u2157', 3, 5}, {u'\u2158', 4, 5}, {u'\u2159', 1, 6},
                  {u'\u215A', 5, 6}, {u'\u215B', 1, 8}, {u'\u215C', 3, 8}, {u'\u215D', 5, 8}, {u'\u215E', 7, 8}};
    ft_decimal whole = {0};
    ft_ustr before = trim(part(text, 0, text.len - 1));
    for (size_t i = 0; i < sizeof vulgar / sizeof *vulgar; i++) {
        if (text.ptr[text.len - 1] != vulgar[i].unit) continue;
        if (before.len && !ft_number_parse_figure(before, &whole)) return false;
        return make_fraction(whole, ft_decimal_int(vulgar[i].above), ft_decimal_int(vulgar[i].below), out);
    }
    return false;
}

/* ---- The whole --------------------------------------------------------------------------------------------- */

static bool has_letter(ft_ustr text) {
    for (uint32_t i = 0; i < text.len; i++)
        if (text.ptr[i] >= 'a' && text.ptr[i] <= 'z') return true;
    return false;
}

/* A number without sign or fraction. */
static bool parse_whole(ft_ustr text, ft_number *out) {
    text = trim(text);
    int32_t power;
    ft_decimal value;
    uint32_t at = find_exponent(text, &power);
    if (ft_number_parse_figure(part(text, 0, at), &value)) {
        value = ft_decimal_shift(value, power);
        *out = (ft_number){.low = value, .high = value};
        return true;
    }
    return has_letter(text) ? ft_number_parse_en(text, out) : ft_number_parse_zh(text, out);
}

/* Cut the sign off: -, +, 负, 正, minus, negative. */
static ft_ustr cut_sign(ft_ustr text, bool *negative) {
    static const struct {
        ft_ustr word;
        bool negative;
    } signs[] = {{FT_USTR(u"-"), true},      {FT_USTR(u"+"), false},        {FT_USTR(u"负"), true},
                 {FT_USTR(u"minus "), true}, {FT_USTR(u"negative "), true}, {FT_USTR(u"正"), false}};
    *negative = false;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (!ft_ustr_starts(text, signs[i].word)) continue;
        *negative = signs[i].negative;
        return trim(part(text, signs[i].word.len, text.len));
    }
    return text;
}

/* 100+, 1,000-plus. */
static ft_ustr cut_plus(ft_ustr text, fintag_approx *approx) {
    static const ft_ustr ends[] = {FT_USTR(u"+"), FT_USTR(u"-plus")};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (text.len <= ends[i].len || !ft_ustr_ends(text, ends[i])) continue;
        *approx = FINTAG_MORE_THAN;
        return part(text, 0, text.len - ends[i].len);
    }
    return text;
}

bool ft_number_parse(ft_ustr text, ft_number *out) {
    bool negative;
    fintag_approx approx = FINTAG_APPROX_NONE;
    *out = (ft_number){0};
    if (text.len > FT_NUMBER_MAX) return false;
    text = cut_plus(text, &approx);
    text = cut_sign(trim(text), &negative);
    if (!text.len ||
        (!parse_parts(text, out) && !parse_stroke(text, out) && !parse_vulgar(text, out) && !parse_whole(text, out)))
        return false;
    if (approx) out->approx = approx;
    if (!negative) return true;
    ft_decimal low = out->low;
    out->low = out->high;
    out->high = low;
    out->low.negative = out->low.coefficient != 0;
    out->high.negative = out->high.coefficient != 0;
    out->numerator.negative = out->numerator.coefficient != 0;
    return true;
}

bool ft_number_integer(ft_ustr text, int64_t *out) {
    ft_number number;
    if (!ft_number_parse(text, &number) || !exact(&number) || number.low.exponent < 0 || number.low.exponent > 18)
        return false;
    ft_u128 value = number.low.coefficient;
    if (value > INT64_MAX) return false;
    for (int32_t i = 0; i < number.low.exponent; i++)
        if ((value *= 10) > INT64_MAX) return false;
    *out = number.low.negative ? -(int64_t)value : (int64_t)value;
    return true;
}
