/* --tz: an offset, or the name of a zone whose offset may depend on the date. */
#ifndef FT_ZONE_H
#define FT_ZONE_H

#include <fintag/fintag.h>

typedef struct {
    bool given;
    bool fixed;  /* minutes holds at all times; else ask ft_zone_offset */
    int minutes; /* east of UTC */
} ft_zone;

/* "+08:00", "+0800", "+8", "Z", "UTC", "Asia/Shanghai". A zone with summer time is handed to libc as TZ of this
 * process. False, with a message, when it is none. */
bool ft_zone_parse(const char *command, const char *text, ft_zone *zone);
/* Minutes east of UTC that the zone has at a local time (ISO 8601: a date, with or without a time). */
int ft_zone_offset(const ft_zone *zone, fintag_str local);

/* --published. False, with a message, when it is no time. */
bool ft_published_parse(const char *command, const char *text, const char **published);
/* Is the text an ISO 8601 date, or date and time, with or without zone? */
bool ft_is_iso_time(const char *text);

#endif
