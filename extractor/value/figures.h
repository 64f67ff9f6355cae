/* The figures of a match: one number, or the two ends of a range. */
#ifndef FT_FIGURES_H
#define FT_FIGURES_H

#include "value/admit.h"
#include "value/number.h"
#include "value/rational.h"

typedef struct {
    ft_decimal low, high; /* equal when one figure was written without 几 or 数 */
    fintag_approx approx; /* from 几 数 余 多 */
    ft_number first;      /* the number in group num */
    bool pair;            /* group num2 took part */
    ft_stretch at;        /* from the first to the last figure */
} ft_figures;

/* Read the groups num and num2. 2至3亿 and 5-20k share the closing scale, unless a unit stands behind the first figure
 * (group unit2). Group half (三斤半) adds one half. NULL, or the reason why the figures are none. */
const char *ft_figures_read(const ft_match *match, ft_candidate *candidate, ft_figures *out);
/* Multiply both by a factor. False when exact results need more than 34 digits. */
bool ft_figures_scale(ft_figures *figures, const ft_rational *factor);
/* As text: one number, or min and max (the smaller first). False when a text would be longer than any output allows. */
bool ft_figures_text(ft_arena *arena, ft_decimal low, ft_decimal high, fintag_figure *out);
/* The stretch of a group; empty at UINT32_MAX when it took no part. */
ft_stretch ft_slot_stretch(const ft_match *match, ft_slot slot);

#endif
