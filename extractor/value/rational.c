#include "value/rational.h"

#include <string.h>

/* "2000/3" or "273". */
static bool parse_part(fintag_str text, ft_decimal *numerator, ft_decimal *denominator) {
    const char *stroke = text.len ? memchr(text.ptr, '/', text.len) : NULL;
    size_t above = stroke ? (size_t)(stroke - text.ptr) : text.len;
    *denominator = ft_decimal_int(1);
    if (!ft_decimal_parse((fintag_str){text.ptr, above}, numerator)) return false;
    if (!stroke) return true;
    return ft_decimal_parse((fintag_str){stroke + 1, text.len - above - 1}, denominator) && denominator->coefficient;
}

bool ft_rational_parse(fintag_str text, ft_rational *out) {
    *out = (ft_rational){
        .numerator = ft_decimal_int(1), .denominator = ft_decimal_int(1), .shift_denominator = ft_decimal_int(1)};
    if (!text.len) return true;
    const char *plus = memchr(text.ptr, '+', text.len);
    size_t first = plus ? (size_t)(plus - text.ptr) : text.len;
    if (!parse_part((fintag_str){text.ptr, first}, &out->numerator, &out->denominator)) return false;
    if (!plus) return true;
    return parse_part((fintag_str){plus + 1, text.len - first - 1}, &out->shift_numerator, &out->shift_denominator);
}

bool ft_rational_apply(const ft_rational *f, ft_decimal value, ft_decimal *out) {
    /* (value * n * sd + sn * d) / (d * sd): one division, at the end */
    ft_decimal above, shift, below;
    bool exact;
    if (!ft_decimal_mul(value, f->numerator, &above) || !ft_decimal_mul(above, f->shift_denominator, &above))
        return false;
    if (!ft_decimal_mul(f->shift_numerator, f->denominator, &shift) || !ft_decimal_add(above, shift, &above))
        return false;
    if (!ft_decimal_mul(f->denominator, f->shift_denominator, &below)) return false;
    *out = ft_decimal_div(above, below, &exact);
    return true;
}

bool ft_rational_mul(const ft_rational *a, const ft_rational *b, ft_rational *out) {
    ft_rational product = {.shift_denominator = ft_decimal_int(1)};
    bool fits = ft_decimal_mul(a->numerator, b->numerator, &product.numerator) &&
                ft_decimal_mul(a->denominator, b->denominator, &product.denominator);
    *out = product;
    return fits;
}

bool ft_rational_div(const ft_rational *a, const ft_rational *b, ft_rational *out) {
    ft_rational inverse = {.numerator = b->denominator, .denominator = b->numerator};
    return b->numerator.coefficient && ft_rational_mul(a, &inverse, out);
}

bool ft_rational_is_power_of_ten(const ft_rational *f) {
    bool exact;
    ft_decimal value = ft_decimal_div(f->numerator, f->denominator, &exact);
    return exact && value.coefficient == 1 && !value.negative && !f->shift_numerator.coefficient;
}

bool ft_rational_is_one(const ft_rational *f) {
    return ft_rational_is_power_of_ten(f) && ft_decimal_cmp(f->numerator, f->denominator) == 0;
}
