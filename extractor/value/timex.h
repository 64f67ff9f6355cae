/* Writing TIMEX3 values and moments. */
#ifndef FT_TIMEX_H
#define FT_TIMEX_H

#include "value/date_place.h"

/* Of a place that is known; the unit that begins at its base. Absent when out of memory. */
fintag_str ft_timex_known(ft_arena *arena, const ft_placed *placed);
/* Of what the words say, with X for what is missing: XXXX-05-24, XXXX-WXX-5, T15:30. */
fintag_str ft_timex_unknown(ft_arena *arena, const ft_when *when);
/* YYYY-MM-DDThh:mm:ss with offset when `minutes` is not NULL. */
fintag_str ft_moment_text(ft_arena *arena, int64_t moment, const int32_t *minutes);

#endif
