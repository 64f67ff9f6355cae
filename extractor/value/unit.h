/* Units of measure: a word of the text to its UCUM code, and the exact factors to it and to coherent SI units. */
#ifndef FT_UNIT_H
#define FT_UNIT_H

#include "value/admit.h"
#include "value/rational.h"

typedef struct {
    fintag_str code;    /* UCUM */
    fintag_str si;      /* coherent SI unit, empty when there is none (counts, bits) */
    fintag_str per;     /* calendar time or thing that the amount is per; empty: none */
    fintag_str written; /* the unit as written, simplified */
    ft_rational factor; /* written unit to code */
    ft_rational scale;  /* code to si */
} ft_unit;

/* The unit that `word` means behind `figure`; any size of figure when that is NULL. NULL, or the reason why it is none
 * here. */
const char *ft_unit_read(const ft_context *context, ft_stretch word, const ft_stretch *figure, ft_unit *out);
/* Make the unit one per what `word` names, `times` of it (100公里; "" for one): calendar time and things go to per,
 * other units and hours into the code (m3/h, g/(kW.h)). */
const char *ft_unit_per(const ft_context *context, ft_stretch word, fintag_str times, ft_unit *unit);
/* UCUM of what an amount of money or things is per: "{share}", "t", "10.{share}". Absent when `word` is no unit. */
fintag_str ft_per_code(const ft_context *context, ft_stretch word, fintag_str times);
/* "10" from 10, 十, 百万; "" from nothing or one. */
fintag_str ft_per_times(const ft_context *context, ft_ustr text);

#endif
