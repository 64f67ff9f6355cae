/* Check digits of security identifiers. Text is upper-case ASCII. */
#ifndef FT_CHECK_DIGIT_H
#define FT_CHECK_DIGIT_H

#include "base/str.h"

bool ft_isin_valid(fintag_str isin);   /* ISO 6166: Luhn over letters as two digits */
bool ft_lei_valid(fintag_str lei);     /* ISO 17442: ISO 7064 MOD 97-10 */
bool ft_cusip_valid(fintag_str cusip); /* ANSI X9.6: Luhn variant */
bool ft_sedol_valid(fintag_str sedol); /* London Stock Exchange: weights 1 3 1 7 3 9, no vowels */

#endif
