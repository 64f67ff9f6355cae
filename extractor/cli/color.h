/* Colours on a terminal, where they are wanted. */
#ifndef FT_COLOR_H
#define FT_COLOR_H

#include "cli/opt.h"

typedef enum { FT_COLOR_AUTO, FT_COLOR_ALWAYS, FT_COLOR_NEVER } ft_color_when;
/* Words of --color. */
extern const ft_choice ft_color_choices[];
/* Should `out` get colours? By itself: when it is a terminal, and neither NO_COLOR nor TERM=dumb says otherwise. */
bool ft_color_wanted(ft_color_when when, FILE *out);

#endif
