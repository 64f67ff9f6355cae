#include "base/decimal.h"

#include <string.h>

enum { DIGITS_MAX = 34, TEXT_MAX = 80, ROUNDED_DIGITS = 16, EXPONENT_MAX = 100000 };

/* 10^n for n up to 38, the most that 128 bits hold. */
static ft_u128 power_of_ten(int n) {
    static const uint64_t small[] = {1,
                                     10,
                                     100,
                                     1000,
                                     10000,
                                     100000,
                                     1000000,
                                     10000000,
                                     100000000,
                                     1000000000,
                                     10000000000,
                                     100000000000,
                                     1000000000000,
                                     10000000000000,
                                     100000000000000,
                                     1000000000000000,
                                     10000000000000000,
                                     100000000000000000,
                                     1000000000000000000,
                                     10000000000000000000u};
    return n <= 19 ? small[n] : (ft_u128)small[19] * small[n - 19];
}

static int digit_count(ft_u128 value) {
    int count = 1;
    for (; value > UINT64_MAX; value /= 10) count++;
    for (uint64_t rest = (uint64_t)value; rest >= 10; rest /= 10) count++;
    return count;
}

/* Without trailing zeros; false when more than 34 digits are left. Nearly all coefficients fit 64 bits, which divide
 * ten times as fast as 128. */
static bool normalise(ft_decimal *value) {
    if (!value->coefficient) {
        *value = (ft_decimal){0};
        return true;
    }
    for (; value->coefficient > UINT64_MAX; value->exponent++) {
        if (value->coefficient % 10) return value->coefficient < power_of_ten(DIGITS_MAX);
        value->coefficient /= 10;
    }
    uint64_t rest = (uint64_t)value->coefficient;
    for (; rest % 10 == 0; rest /= 10) value->exponent++;
    value->coefficient = rest;
    return true;
}

ft_decimal ft_decimal_int(int64_t value) {
    uint64_t magnitude = value < 0 ? (uint64_t)0 - (uint64_t)value : (uint64_t)value;
    ft_decimal out = {.coefficient = magnitude, .negative = value < 0};
    normalise(&out);
    return out;
}

bool ft_decimal_parse(fintag_str text, ft_decimal *out) {
    size_t i = 0;
    bool point = false, any = false;
    int64_t zeros = 0; /* zeros that only count when a digit follows */
    *out = (ft_decimal){0};
    if (text.len > EXPONENT_MAX) return false;
    if (text.len && (text.ptr[0] == '-' || text.ptr[0] == '+')) out->negative = text.ptr[i++] == '-';
    for (; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '.' && !point) {
            point = true;
            continue;
        }
        if (c < '0' || c > '9') return false;
        any = true;
        if (point) out->exponent--;
        if (c == '0') {
            zeros += out->coefficient != 0;
            continue;
        }
        if (zeros >= DIGITS_MAX || out->coefficient >= power_of_ten(DIGITS_MAX - 1 - (int)zeros)) return false;
        out->coefficient = out->coefficient * power_of_ten((int)zeros + 1) + (unsigned)(c - '0');
        zeros = 0;
    }
    out->exponent += (int32_t)zeros;
    return any && normalise(out);
}

/* Both with the smaller exponent. False when the larger one can't be stretched that far. */
static bool align(ft_decimal *a, ft_decimal *b) {
    ft_decimal *wide = a->exponent > b->exponent ? a : b;
    int32_t target = a->exponent > b->exponent ? b->exponent : a->exponent;
    if (!wide->coefficient) {
        wide->exponent = target;
        return true;
    }
    int64_t shift = (int64_t)wide->exponent - target;
    if (shift + digit_count(wide->coefficient) > 38) return false;
    wide->coefficient *= power_of_ten((int)shift);
    wide->exponent = target;
    return true;
}

bool ft_decimal_add(ft_decimal a, ft_decimal b, ft_decimal *out) {
    if (!normalise(&a) || !normalise(&b)) return false;
    if (!a.coefficient || !b.coefficient) {
        *out = a.coefficient ? a : b;
        return true;
    }
    if (!align(&a, &b)) return false;
    *out = a;
    if (a.negative == b.negative) {
        out->coefficient = a.coefficient + b.coefficient; /* each below 10^38, the sum below 2^128 */
    } else {
        bool smaller = a.coefficient < b.coefficient;
        out->coefficient = smaller ? b.coefficient - a.coefficient : a.coefficient - b.coefficient;
        out->negative = smaller ? b.negative : a.negative;
    }
    return normalise(out);
}

/* 256-bit value as limbs of 10^19, the smallest first. */
typedef struct {
    uint64_t limb[4];
} wide_decimal;
static const uint64_t LIMB = 10000000000000000000u;

static wide_decimal wide_product(ft_u128 a, ft_u128 b) {
    uint64_t x[2] = {(uint64_t)(a % LIMB), (uint64_t)(a / LIMB)}, y[2] = {(uint64_t)(b % LIMB), (uint64_t)(b / LIMB)};
    wide_decimal out = {{0}};
    for (int i = 0; i < 2; i++) {
        uint64_t carry = 0;
        for (int j = 0; j < 2; j++) {
            ft_u128 sum = (ft_u128)x[i] * y[j] + out.limb[i + j] + carry;
            out.limb[i + j] = (uint64_t)(sum % LIMB);
            carry = (uint64_t)(sum / LIMB);
        }
        out.limb[i + 2] += carry;
    }
    return out;
}

static unsigned wide_divide_by_ten(wide_decimal *value) {
    uint64_t rest = 0;
    for (int i = 3; i >= 0; i--) {
        ft_u128 part = (ft_u128)rest * LIMB + value->limb[i];
        value->limb[i] = (uint64_t)(part / 10);
        rest = (uint64_t)(part % 10);
    }
    return (unsigned)rest;
}

bool ft_decimal_mul(ft_decimal a, ft_decimal b, ft_decimal *out) {
    if (!normalise(&a) || !normalise(&b)) return false;
    int64_t exponent = (int64_t)a.exponent + b.exponent;
    if (a.coefficient <= UINT32_MAX && b.coefficient <= UINT32_MAX && exponent == (int32_t)exponent) {
        *out = (ft_decimal){.coefficient = (uint64_t)a.coefficient * (uint64_t)b.coefficient,
                            .exponent = (int32_t)exponent,
                            .negative = a.negative != b.negative};
        return normalise(out);
    }
    wide_decimal product = wide_product(a.coefficient, b.coefficient);
    for (wide_decimal rest = product;
         wide_divide_by_ten(&rest) == 0 && (rest.limb[0] | rest.limb[1] | rest.limb[2] | rest.limb[3]); exponent++)
        product = rest;
    if (exponent > INT32_MAX || exponent < INT32_MIN || product.limb[2] || product.limb[3]) return false;
    *out = (ft_decimal){.coefficient = (ft_u128)product.limb[1] * LIMB + product.limb[0],
                        .exponent = (int32_t)exponent,
                        .negative = a.negative != b.negative};
    return normalise(out);
}

ft_decimal ft_decimal_shift(ft_decimal a, int32_t power) {
    int64_t exponent = (int64_t)a.exponent + power;
    if (a.coefficient)
        a.exponent = exponent > INT32_MAX ? INT32_MAX : exponent < INT32_MIN ? INT32_MIN : (int32_t)exponent;
    return a;
}

/* One more digit of the quotient rest/divisor. divisor is below 10^34, so rest * 10 fits. */
static unsigned next_digit(ft_u128 *rest, ft_u128 divisor) {
    *rest *= 10;
    unsigned digit = (unsigned)(*rest / divisor);
    *rest %= divisor;
    return digit;
}

/* Half-even to 16 significant digits; `more` says that digits follow beyond the coefficient. */
static ft_decimal round_digits(ft_decimal value, bool more) {
    unsigned last = 0;
    for (int digits = digit_count(value.coefficient); digits > ROUNDED_DIGITS; digits--) {
        more = more || last;
        last = (unsigned)(value.coefficient % 10);
        value.coefficient /= 10;
        value.exponent++;
    }
    if (last > 5 || (last == 5 && (more || value.coefficient % 2))) value.coefficient++;
    normalise(&value);
    return value;
}

ft_decimal ft_decimal_div(ft_decimal a, ft_decimal b, bool *exact) {
    normalise(&a);
    normalise(&b);
    *exact = true;
    if (!a.coefficient || !b.coefficient) return (ft_decimal){0};
    ft_decimal out = ft_decimal_shift(a, -b.exponent);
    ft_u128 rest = a.coefficient % b.coefficient;
    out.coefficient = a.coefficient / b.coefficient;
    out.negative = a.negative != b.negative;
    while (rest && out.coefficient < power_of_ten(DIGITS_MAX - 1)) {
        out.coefficient = out.coefficient * 10 + next_digit(&rest, b.coefficient);
        out.exponent--;
    }
    *exact = rest == 0;
    if (rest) return round_digits(out, true);
    normalise(&out);
    return out;
}

/* Sign of a - b for magnitudes of any exponents. */
static int compare_magnitude(ft_decimal a, ft_decimal b) {
    if (!a.coefficient || !b.coefficient) return (a.coefficient != 0) - (b.coefficient != 0);
    int64_t a_top = (int64_t)a.exponent + digit_count(a.coefficient),
            b_top = (int64_t)b.exponent + digit_count(b.coefficient);
    if (a_top != b_top) return a_top < b_top ? -1 : 1;
    /* Equal leading places: the exponents differ by less than the digits do, so aligning can't fail after normalising.
     */
    normalise(&a);
    normalise(&b);
    if (!align(&a, &b)) return 0;
    return (a.coefficient > b.coefficient) - (a.coefficient < b.coefficient);
}

int ft_decimal_cmp(ft_decimal a, ft_decimal b) {
    bool a_below = a.negative && a.coefficient, b_below = b.negative && b.coefficient;
    if (a_below != b_below) return a_below ? -1 : 1;
    return a_below ? -compare_magnitude(a, b) : compare_magnitude(a, b);
}

fintag_str ft_decimal_text(ft_arena *arena, ft_decimal value) {
    char digits[40], text[TEXT_MAX + 1];
    int count = 0;
    size_t len = 0;
    if (!value.coefficient) return ft_copy(arena, "0", 1);
    while (value.coefficient % 10 == 0 && value.exponent < INT32_MAX) {
        value.coefficient /= 10;
        value.exponent++;
    }
    ft_u128 wide = value.coefficient;
    for (; wide > UINT64_MAX; wide /= 10) digits[count++] = (char)('0' + (int)(wide % 10));
    for (uint64_t rest = (uint64_t)wide; rest; rest /= 10) digits[count++] = (char)('0' + rest % 10);
    int64_t before = (int64_t)count + value.exponent; /* digits before the point; zero or less: zeros after it */
    int64_t whole = before > 0 ? before : 1, after = value.exponent < 0 ? -(int64_t)value.exponent : 0;
    if (whole + after + (after ? 1 : 0) + value.negative > TEXT_MAX) return (fintag_str){0};
    if (value.negative) text[len++] = '-';
    if (before <= 0) text[len++] = '0';
    for (int64_t i = 0; i < before; i++) text[len++] = i < count ? digits[count - 1 - i] : '0';
    if (after) text[len++] = '.';
    for (int64_t i = before; i < 0 && after; i++) text[len++] = '0';
    for (int64_t i = before > 0 ? before : 0; i < count && after; i++) text[len++] = digits[count - 1 - i];
    return ft_copy(arena, text, len);
}
