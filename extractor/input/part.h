/* What a splitter cuts out of a file that holds many articles. */
#ifndef FT_PART_H
#define FT_PART_H

#include <fintag/fintag.h>

/* Valid until the next part is asked for. */
typedef struct {
    fintag_str bytes;
    uint64_t at;         /* where they stand in the stream */
    uint64_t line;       /* number of their line, or of the part itself, from 1 */
    bool too_long;       /* longer than the limit: no bytes */
    const char *problem; /* why the article can't be had; no bytes */
    const fintag_field *fields;
    size_t field_count;
} ft_part;

#endif
