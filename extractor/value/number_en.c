/* English number words, with figures among them: twenty-one trillion, 3 hundred and 21, half a million, two
 * thirds, 2.5bn. */
#include "value/number.h"

typedef enum { DIGIT, TEN, HUNDRED, SCALE, DOZEN, TENS, FEW, AND, ARTICLE, PART, POINT, OVER, OUT, OF } word_kind;

typedef struct {
    ft_ustr text;
    word_kind kind;
    int32_t value; /* DIGIT, TEN: the value; SCALE, HUNDRED, TENS: the power of ten; PART: n of 1/n; FEW: the most */
} word_entry;

#define WORD(text, kind, value) \
    { FT_USTR(text), kind, value }
static const word_entry words[] = {
    WORD(u"zero", DIGIT, 0),
    WORD(u"nought", DIGIT, 0),
    WORD(u"naught", DIGIT, 0),
    WORD(u"one", DIGIT, 1),
    WORD(u"two", DIGIT, 2),
    WORD(u"three", DIGIT, 3),
    WORD(u"four", DIGIT, 4),
    WORD(u"five", DIGIT, 5),
    WORD(u"six", DIGIT, 6),
    WORD(u"seven", DIGIT, 7),
    WORD(u"eight", DIGIT, 8),
    WORD(u"nine", DIGIT, 9),
    WORD(u"ten", DIGIT, 10),
    WORD(u"eleven", DIGIT, 11),
    WORD(u"twelve", DIGIT, 12),
    WORD(u"thirteen", DIGIT, 13),
    WORD(u"fourteen", DIGIT, 14),
    WORD(u"fifteen", DIGIT, 15),
    WORD(u"sixteen", DIGIT, 16),
    WORD(u"seventeen", DIGIT, 17),
    WORD(u"eighteen", DIGIT, 18),
    WORD(u"nineteen", DIGIT, 19),
    WORD(u"twenty", TEN, 20),
    WORD(u"thirty", TEN, 30),
    WORD(u"forty", TEN, 40),
    WORD(u"fourty", TEN, 40),
    WORD(u"fifty", TEN, 50),
    WORD(u"sixty", TEN, 60),
    WORD(u"seventy", TEN, 70),
    WORD(u"eighty", TEN, 80),
    WORD(u"ninety", TEN, 90),
    WORD(u"hundred", HUNDRED, 2),
    WORD(u"hundreds", HUNDRED, 2),
    WORD(u"thousand", SCALE, 3),
    WORD(u"thousands", SCALE, 3),
    WORD(u"k", SCALE, 3),
    WORD(u"lakh", SCALE, 5),
    WORD(u"lakhs", SCALE, 5),
    WORD(u"million", SCALE, 6),
    WORD(u"millions", SCALE, 6),
    WORD(u"m", SCALE, 6),
    WORD(u"mn", SCALE, 6),
    WORD(u"mln", SCALE, 6),
    WORD(u"mio", SCALE, 6),
    WORD(u"mil", SCALE, 6),
    WORD(u"mm", SCALE, 6),
    WORD(u"crore", SCALE, 7),
    WORD(u"crores", SCALE, 7),
    WORD(u"cr", SCALE, 7),
    WORD(u"billion", SCALE, 9),
    WORD(u"billions", SCALE, 9),
    WORD(u"b", SCALE, 9),
    WORD(u"bn", SCALE, 9),
    WORD(u"bln", SCALE, 9),
    WORD(u"bil", SCALE, 9),
    WORD(u"trillion", SCALE, 12),
    WORD(u"trillions", SCALE, 12),
    WORD(u"t", SCALE, 12),
    WORD(u"tn", SCALE, 12),
    WORD(u"trn", SCALE, 12),
    WORD(u"tln", SCALE, 12),
    WORD(u"quadrillion", SCALE, 15),
    WORD(u"w", SCALE, 4),
    WORD(u"dozen", DOZEN, 12),
    WORD(u"dozens", DOZEN, 12),
    WORD(u"tens", TENS, 1),
    WORD(u"few", FEW, 9),
    WORD(u"several", FEW, 9),
    WORD(u"couple", FEW, 2),
    WORD(u"and", AND, 0),
    WORD(u"a", ARTICLE, 1),
    WORD(u"an", ARTICLE, 1),
    WORD(u"half", PART, 2),
    WORD(u"halves", PART, 2),
    WORD(u"third", PART, 3),
    WORD(u"quarter", PART, 4),
    WORD(u"fourth", PART, 4),
    WORD(u"fifth", PART, 5),
    WORD(u"sixth", PART, 6),
    WORD(u"seventh", PART, 7),
    WORD(u"eighth", PART, 8),
    WORD(u"ninth", PART, 9),
    WORD(u"tenth", PART, 10),
    WORD(u"eleventh", PART, 11),
    WORD(u"twelfth", PART, 12),
    WORD(u"twentieth", PART, 20),
    WORD(u"hundredth", PART, 100),
    WORD(u"thousandth", PART, 1000),
    WORD(u"millionth", PART, 1000000),
    WORD(u"point", POINT, 0),
    WORD(u"over", OVER, 0),
    WORD(u"out", OUT, 0),
    WORD(u"of", OF, 0),
};

typedef struct {
    word_kind kind;
    bool figure; /* written in digits: `number` */
    bool many;   /* hundreds, millions */
    int32_t value;
    ft_decimal number;
} token;

enum { TOKENS = 24 };
typedef struct {
    token items[TOKENS];
    uint32_t count;
    bool plus; /* 100+ million */
} tokens;

static bool is_letter(char16_t c) {
    return c >= 'a' && c <= 'z';
}

static bool find_word(ft_ustr text, token *out) {
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        bool plural = words[i].kind == PART && text.len == words[i].text.len + 1 && text.ptr[text.len - 1] == 's';
        ft_ustr stem = {text.ptr, text.len - plural};
        if (!ft_ustr_eq(stem, words[i].text)) continue;
        word_kind kind = words[i].kind;
        bool unit = kind == HUNDRED || kind == SCALE || kind == DOZEN || kind == TENS;
        *out = (token){
            .kind = kind, .value = words[i].value, .many = unit && text.len > 3 && text.ptr[text.len - 1] == 's'};
        return true;
    }
    return false;
}

static bool is_figure_unit(ft_ustr text, uint32_t at) {
    char16_t c = text.ptr[at];
    return (c >= '0' && c <= '9') ||
           ((c == '.' || c == ',') && at + 1 < text.len && text.ptr[at + 1] >= '0' && text.ptr[at + 1] <= '9');
}

static bool tokenise(ft_ustr text, tokens *out) {
    out->count = 0;
    out->plus = false;
    for (uint32_t at = 0; at < text.len;) {
        if (text.ptr[at] == ' ' || text.ptr[at] == '-' || text.ptr[at] == '+') {
            out->plus = out->plus || text.ptr[at] == '+';
            at++;
            continue;
        }
        uint32_t begin = at;
        if (out->count == TOKENS) return false;
        token *next = &out->items[out->count++];
        if (is_letter(text.ptr[at])) {
            while (at < text.len && is_letter(text.ptr[at])) at++;
            if (!find_word((ft_ustr){text.ptr + begin, at - begin}, next)) return false;
        } else {
            while (at < text.len && is_figure_unit(text, at)) at++;
            *next = (token){.kind = DIGIT, .figure = true};
            if (at == begin || !ft_number_parse_figure((ft_ustr){text.ptr + begin, at - begin}, &next->number))
                return false;
        }
    }
    return out->count > 0;
}

/* ---- Whole numbers ----------------------------------------------------------------------------------------- */

typedef struct {
    ft_decimal total, group; /* closed thousands, millions ...; what stands since */
    bool any, closed;        /* group holds something; a scale word closed the last group */
    int32_t room; /* digits that the next word may still fill of the group: 3 figure, 2 after hundred, 1 after a ten */
    int32_t last_scale;
    bool may_and; /* the last word was a number */
} sum;

static bool add_value(sum *s, const token *t) {
    ft_decimal value = t->figure ? t->number : ft_decimal_int(t->value);
    int32_t needs = t->figure ? (s->any ? 2 : 3) : t->kind == TEN || t->value > 9 ? 2 : 1;
    if (s->any &&
        (needs > s->room || (t->figure && (value.exponent < 0 || ft_decimal_cmp(value, ft_decimal_int(100)) >= 0))))
        return false;
    if (!ft_decimal_add(s->group, value, &s->group)) return false;
    s->any = true;
    s->room = t->kind == TEN && !t->figure ? 1 : t->figure ? -1 : 0;
    return true;
}

static bool add_scale(sum *s, int32_t power) {
    if (!s->any) {
        if (!s->closed)
            s->group = ft_decimal_int(1);
        else { /* lakh crore: the one times the other */
            bool rises = power >= s->last_scale;
            s->total = ft_decimal_shift(s->total, power);
            s->last_scale = power;
            return rises;
        }
    }
    s->group = ft_decimal_shift(s->group, power);
    if (s->closed && power >= s->last_scale) return false;
    if (!ft_decimal_add(s->total, s->group, &s->total)) return false;
    s->group = (ft_decimal){0};
    s->any = false;
    s->closed = true;
    s->last_scale = power;
    return true;
}

static bool add_token(sum *s, const token *t, bool first) {
    switch (t->kind) {
    case DIGIT:
    case TEN: return add_value(s, t);
    case ARTICLE:
        s->group = ft_decimal_int(1);
        s->any = true;
        s->room = -1;
        return first;
    case HUNDRED:
        if (!s->any) s->group = ft_decimal_int(1);
        s->group = ft_decimal_shift(s->group, 2);
        s->any = true;
        s->room = 2;
        return true;
    case DOZEN:
        if (!s->any) s->group = ft_decimal_int(1);
        s->any = true;
        s->room = -1;
        return ft_decimal_mul(s->group, ft_decimal_int(12), &s->group);
    case SCALE: return add_scale(s, t->value);
    case AND: return !first && (s->room == 2 || s->closed);
    default: return false;
    }
}

/* Tokens begin..end as a whole number, or a figure with its scale words. */
static bool parse_sum(const tokens *t, uint32_t begin, uint32_t end, ft_decimal *out, int32_t *scale) {
    sum s = {.last_scale = 99};
    if (begin >= end || t->items[end - 1].kind == AND || (end - begin == 1 && t->items[begin].kind == ARTICLE))
        return false;
    for (uint32_t i = begin; i < end; i++) {
        if (!s.any) s.room = s.closed ? 3 : s.room;
        if (!add_token(&s, &t->items[i], i == begin)) return false;
    }
    const token *last = &t->items[end - 1];
    *scale = last->kind == SCALE ? last->value : 0;
    return ft_decimal_add(s.total, s.group, out);
}

/* ---- Fractions and decimals -------------------------------------------------------------------------------- */

static uint32_t find_kind(const tokens *t, uint32_t begin, uint32_t end, word_kind kind) {
    while (begin < end && t->items[begin].kind != kind) begin++;
    return begin;
}

static bool make_ratio(ft_decimal whole, ft_decimal above, ft_decimal below, ft_number *out) {
    bool ends;
    if (!below.coefficient || !ft_decimal_mul(whole, below, &whole) || !ft_decimal_add(whole, above, &above))
        return false;
    ft_decimal value = ft_decimal_div(above, below, &ends);
    *out = (ft_number){
        .low = value, .high = value, .fraction = true, .endless = !ends, .numerator = above, .denominator = below};
    return true;
}

/* nought point nought three, zero point eleven. */
static bool parse_point(const tokens *t, uint32_t point, ft_number *out) {
    ft_decimal value, part;
    int32_t scale, power = 0;
    if (!parse_sum(t, 0, point, &value, &scale) || point + 1 == t->count) return false;
    uint32_t end = t->count;
    int32_t closing = t->items[end - 1].kind == SCALE ? t->items[--end].value : 0;
    for (uint32_t i = point + 1; i < end; i++) {
        if (t->items[i].kind != DIGIT || t->items[i].figure) return false;
        power -= t->items[i].value > 9 ? 2 : 1;
        part = ft_decimal_shift(ft_decimal_int(t->items[i].value), power);
        if (!ft_decimal_add(value, part, &value)) return false;
    }
    value = ft_decimal_shift(value, closing);
    *out = (ft_number){.low = value, .high = value, .scale = closing};
    return power < 0;
}

/* one over three, two out of five hundred. */
static bool parse_over(const tokens *t, uint32_t at, uint32_t after, ft_number *out) {
    ft_decimal above, below;
    int32_t scale;
    if (!parse_sum(t, 0, at, &above, &scale) || !parse_sum(t, after, t->count, &below, &scale)) return false;
    return make_ratio((ft_decimal){0}, above, below, out);
}

/* two thirds [of a million], five and a quarter, a million and a half. `part` is the token that names the denominator.
 */
static bool parse_part(const tokens *t, uint32_t part, ft_number *out) {
    int32_t scale = 0, of = 0;
    uint32_t rest = part + 1, begin = 0;
    bool half = t->items[part].value == 2 || t->items[part].value == 4;
    if (rest < t->count && t->items[rest].kind == OF) rest++;
    if (rest < t->count && t->items[rest].kind == ARTICLE) rest++;
    bool dozen = rest + 1 == t->count && t->items[rest].kind == DOZEN;
    if (rest + 1 == t->count && t->items[rest].kind == SCALE)
        of = t->items[rest].value;
    else if (rest != t->count && !dozen)
        return false;
    ft_decimal whole = {0}, above = ft_decimal_int(1), below = ft_decimal_int(t->items[part].value);
    for (uint32_t i = 0; i < part; i++)
        if (t->items[i].kind == AND && (i + 1 == part || i + 2 <= part)) begin = i;
    bool split = begin > 0 && parse_sum(t, 0, begin, &whole, &scale);
    uint32_t from = split ? begin + 1 : 0;
    if (from < part && t->items[from].kind == ARTICLE) from++;
    if (from < part && !parse_sum(t, from, part, &above, &scale)) return false;
    if (from == part && part && !half && t->items[part - 1].kind != ARTICLE) return false;
    if (split && scale && half && of == 0) above = ft_decimal_shift(above, scale); /* three million and a half */
    if (!make_ratio(whole, above, below, out)) return false;
    ft_decimal factor = dozen ? ft_decimal_int(12) : ft_decimal_shift(ft_decimal_int(1), of);
    out->scale = of;
    bool scaled =
        ft_decimal_mul(out->low, factor, &out->low) && ft_decimal_mul(out->numerator, factor, &out->numerator);
    out->high = out->low;
    return scaled;
}

/* hundreds of millions, several thousand, a couple of billion: 2 to 9 of the unit, as 数 and 几 are; a couple is two.
 */
static bool parse_loose(const tokens *t, ft_number *out) {
    uint32_t at = t->items[0].kind == ARTICLE, units = 0;
    ft_decimal low = ft_decimal_int(2), high = ft_decimal_int(9);
    if (at < t->count && t->items[at].kind == FEW)
        high = ft_decimal_int(t->items[at++].value);
    else if (at || !t->items[at].many)
        return false;
    for (; at < t->count; at++) {
        const token *unit = &t->items[at];
        if (unit->kind == OF) continue;
        ft_decimal factor = unit->kind == DOZEN ? ft_decimal_int(12) : ft_decimal_shift(ft_decimal_int(1), unit->value);
        if (unit->kind != DOZEN && unit->kind != TENS && unit->kind != HUNDRED && unit->kind != SCALE) return false;
        if (!ft_decimal_mul(low, factor, &low) || !ft_decimal_mul(high, factor, &high)) return false;
        units++;
    }
    *out = (ft_number){.low = low, .high = high, .approx = FINTAG_ABOUT};
    return units > 0;
}

bool ft_number_parse_en(ft_ustr text, ft_number *out) {
    tokens t;
    *out = (ft_number){0};
    if (text.len > FT_NUMBER_MAX || !tokenise(text, &t)) return false;
    if (parse_loose(&t, out)) return true;
    *out = (ft_number){0};
    uint32_t at;
    if ((at = find_kind(&t, 0, t.count, POINT)) < t.count) return parse_point(&t, at, out);
    if ((at = find_kind(&t, 0, t.count, OVER)) < t.count) return parse_over(&t, at, at + 1, out);
    if ((at = find_kind(&t, 0, t.count, OUT)) + 1 < t.count && t.items[at + 1].kind == OF)
        return parse_over(&t, at, at + 2, out);
    if ((at = find_kind(&t, 0, t.count, PART)) < t.count) return parse_part(&t, at, out);
    if (!parse_sum(&t, 0, t.count, &out->low, &out->scale)) return false;
    out->high = out->low;
    out->large = out->scale;
    if (t.plus) out->approx = FINTAG_MORE_THAN;
    return true;
}
