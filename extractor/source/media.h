/* The line that says where an article comes from. */
#ifndef FT_MEDIA_H
#define FT_MEDIA_H

#include <fintag/fintag.h>

/* X of “（文章来源：X）”, “(来源：X)” or a line “来源：X” among the last lines of the text; a slice of it, absent when
 * there is none. */
fintag_str ft_media_find(fintag_str text);

#endif
