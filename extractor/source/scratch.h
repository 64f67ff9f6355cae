/* Articles whose fields had to be unescaped first. */
#ifndef FT_SCRATCH_H
#define FT_SCRATCH_H

#include "source/reading.h"

typedef enum {
    FT_BODY_TEXT,
    FT_BODY_HTML,
    FT_BODY_EITHER /* HTML when there are tags in it */
} ft_body;

/* The scratch buffer holds the title, unescaped, and from `body` on the body: make it the content, from which title and
 * text are cut. With `references` the title is escaped once more, as those of feeds are. */
void ft_read_scratch(ft_reading *reading, size_t body, ft_body kind, bool references);

#endif
