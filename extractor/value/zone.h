/* Time zones that texts name (北京时间, ET), with summer time. */
#ifndef FT_ZONE_H
#define FT_ZONE_H

#include "value/date_expr.h"

/* "+08:00", "-05:00 us": the offset in winter, and whose summer time holds. False when it is neither. */
bool ft_zone_read(fintag_str text, ft_zone *zone);
/* Minutes east of UTC of a clock there that shows `moment` (seconds since 1970 as if it were UTC). */
int32_t ft_zone_minutes(const ft_zone *zone, int64_t moment);

#endif
