/* ISO 8601 moments as seconds. */
#ifndef FT_MOMENT_H
#define FT_MOMENT_H

#include <stdbool.h>
#include <stdint.h>

#include <fintag/fintag.h>

/* Of a floating moment, which has no zone, `epoch` is what it would be in UTC. */
typedef struct {
    int64_t epoch; /* seconds since 1970-01-01T00:00Z */
    bool has_zone;
    int32_t zone; /* seconds east of UTC */
} ft_instant;

enum { FT_INSTANT_TEXT = 24 };

/* YYYY-MM-DD, then perhaps Thh:mm[:ss[.f]], then perhaps Z or ±hh:mm. */
bool ft_instant_read(fintag_str text, ft_instant *instant);
/* A form that sorts: YYYY-MM-DDThh:mm:ssZ, without the Z when floating. Returns the length, 0 when it can't be written.
 */
size_t ft_instant_text(ft_instant instant, char out[static FT_INSTANT_TEXT]);

#endif
