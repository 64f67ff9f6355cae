/* Written numbers: Arabic with separators, Chinese and financial numerals, both mixed, English words, fractions.
 *
 * All functions read the matching form (text/fold.h): ASCII digits, simplified characters, lower case. The whole text
 * must be a number; nothing else may stand before or after it. */
#ifndef FT_NUMBER_H
#define FT_NUMBER_H

#include <fintag/fintag.h>

#include "base/decimal.h"
#include "base/str.h"

typedef struct {
    ft_decimal low, high; /* equal, but for 数百 200-900, 十几 11-19, 两三千 2000-3000 */
    fintag_approx approx; /* about: 数 几 来 两三; more_than: 余 多; else none */
    int32_t scale; /* power of ten of the closing scale words (2.5亿: 8, 3千万: 7, 3 million: 6), 0 without one */
    int32_t large; /* ... of 万 亿 兆 among them alone (3千万: 4) */
    bool places;   /* Chinese digits one by one: 二〇二二 */
    bool fraction; /* numerator / denominator was written */
    bool endless;  /* ... and its decimal does not end: low is rounded to 16 digits */
    ft_decimal numerator, denominator;
} ft_number;

/* False when `text` is no number, or one of more than 34 digits. Bounded by the length of the text, which must be at
 * most FT_NUMBER_MAX units. */
enum { FT_NUMBER_MAX = 128 };
bool ft_number_parse(ft_ustr text, ft_number *out);
/* A whole number in digits (007), Chinese numerals by place or digit by digit (二〇二二, 十二, 廿三, 1千零5) or English
 * words (two, twenty-five). False for fractions, ranges, approximations and what does not fit. */
bool ft_number_integer(ft_ustr text, int64_t *out);

/* Parts, one file each: Arabic figures and Chinese numerals; English words. */
bool ft_number_parse_zh(ft_ustr text, ft_number *out);
bool ft_number_parse_en(ft_ustr text, ft_number *out);
/* Digits with separators (1,234.5; 1 234 567; 12,34,567; 1.234,5), without sign. */
bool ft_number_parse_figure(ft_ustr text, ft_decimal *out);

#endif
