/* Quantities that are no plain figure with a unit: ratios (10送3, 3:2), doublings (翻两番), two-sided bounds
 * (大于10小于20). */
#ifndef FT_MULTIPLE_H
#define FT_MULTIPLE_H

#include "value/figures.h"
#include "value/quantity.h"

/* Groups a and b; the rule's form=share reads 10送3 as 0.3, form=colon 3:2 and form=for 3-for-2 as 1.5. */
const char *ft_ratio_read(const ft_match *match, ft_quantity *out);
/* 翻番, 翻倍; 翻两番 with the count in group num. */
const char *ft_doubling_read(const ft_match *match, ft_quantity *out);
/* doubled, tenfold, 腰斩: a word of the class multiple. */
const char *ft_multiple_read(const ft_match *match, ft_quantity *out);
/* 对折: what the rule's arguments number, unit and of=percent|ratio say. */
const char *ft_fixed_read(const ft_match *match, ft_quantity *out);
/* Words of the class bound inside the match (groups bound and bound2): one sets *approx, two make the figures a range.
 */
const char *ft_bounds_read(const ft_match *match, ft_figures *figures, fintag_approx *approx);
/* "at_least" and its kin; FINTAG_APPROX_NONE for any other word. */
fintag_approx ft_approx_of(fintag_str name);

#endif
