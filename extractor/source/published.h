/* When an article was published, in the forms in which articles say so. */
#ifndef FT_PUBLISHED_H
#define FT_PUBLISHED_H

#include "base/arena.h"

typedef struct {
    bool has_zone;
    int zone; /* minutes east of UTC, for a time that names no zone itself */
} ft_default_zone;

/* Read a date with or without time and zone ("2021-12-08 10:46:18 +0800", "2022/4/10", ISO 8601, RFC 822) and write it
 * as ISO 8601: YYYY-MM-DD, or YYYY-MM-DDThh:mm:ss, then a fraction as given, then Z or an offset when one is known.
 * Absent when the text is no such date, or one that does not exist. */
fintag_str ft_published_read(ft_arena *arena, fintag_str text, ft_default_zone zone);
/* The date of mail, HTTP and RSS (RFC 822: "Sun, 10 Apr 2022 17:45:11 +0800") in the order of ISO 8601, for the
 * function above. Absent when the text is not of that form. */
fintag_str ft_published_mail(ft_arena *arena, fintag_str text);
/* Seconds (or, above 11 digits, milliseconds) since 1970 as ISO 8601 in UTC. Absent when out of range. */
fintag_str ft_published_epoch(ft_arena *arena, fintag_str digits);
/* Length of the prefix "YYYY-MM-DD-" of a file name, when it names a day that exists; else 0. */
size_t ft_published_prefix(fintag_str name);

#endif
