/* Exact factors between units: 2000/3, and 5/9+45967/180 where the zero point moves too. */
#ifndef FT_RATIONAL_H
#define FT_RATIONAL_H

#include "base/decimal.h"

/* x becomes x * numerator / denominator + shift. */
typedef struct {
    ft_decimal numerator, denominator;
    ft_decimal shift_numerator, shift_denominator;
} ft_rational;

/* "" is 1. False when malformed. */
bool ft_rational_parse(fintag_str text, ft_rational *out);
/* False when the exact result needs more than 34 digits; an endless one is rounded to 16. */
bool ft_rational_apply(const ft_rational *factor, ft_decimal value, ft_decimal *out);
/* a times b, and a over b; shifts are dropped. */
bool ft_rational_mul(const ft_rational *a, const ft_rational *b, ft_rational *out);
bool ft_rational_div(const ft_rational *a, const ft_rational *b, ft_rational *out);
/* 1, 10, 1/1000 ... without a shift. */
bool ft_rational_is_power_of_ten(const ft_rational *factor);
bool ft_rational_is_one(const ft_rational *factor);

#endif
