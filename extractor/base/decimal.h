/* Exact decimals: sign, up to 34 significant digits, power of ten. Money never meets a double. */
#ifndef FT_DECIMAL_H
#define FT_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

__extension__ typedef unsigned __int128 ft_u128;

/* Value is (negative ? -1 : 1) * coefficient * 10^exponent. Zero has coefficient 0. */
typedef struct {
    ft_u128 coefficient;
    int32_t exponent;
    bool negative;
} ft_decimal;

ft_decimal ft_decimal_int(int64_t value);
/* ASCII digits with at most one '.', optional sign, no separators. False: empty, malformed, more than 34 significant
 * digits. */
bool ft_decimal_parse(fintag_str text, ft_decimal *out);
/* False when the exact result needs more than 34 digits. */
bool ft_decimal_add(ft_decimal a, ft_decimal b, ft_decimal *out);
bool ft_decimal_mul(ft_decimal a, ft_decimal b, ft_decimal *out);
/* a times 10^power; never fails. */
ft_decimal ft_decimal_shift(ft_decimal a, int32_t power);
/* a / b: exact when it ends within 34 digits, else rounded half-even to 16 significant digits and *exact = false. b is
 * not 0. */
ft_decimal ft_decimal_div(ft_decimal a, ft_decimal b, bool *exact);
int ft_decimal_cmp(ft_decimal a, ft_decimal b);
/* Shortest plain form without exponent or trailing zeros ("1525.5", "-0.3", "0"). Absent when out of memory, or when
 * the plain form would be longer than 80 characters. */
fintag_str ft_decimal_text(ft_arena *arena, ft_decimal value);

#endif
