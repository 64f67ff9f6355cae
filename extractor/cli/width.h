/* Text on a terminal: how wide it stands, and printed so that it can't act on it. */
#ifndef FT_WIDTH_H
#define FT_WIDTH_H

#include <stdint.h>
#include <stdio.h>

#include <fintag/fintag.h>

/* Columns of valid UTF-8: two for East Asian wide characters, none for combining marks. */
size_t ft_width(fintag_str text);
/* Print the text, cut to `most` columns with an ellipsis and with a space for each control, then spaces up to `least`.
 */
void ft_print_cell(FILE *out, fintag_str text, size_t least, size_t most);

#endif
