/* Is a stretch of source what an entity's text says? An independent reading of markup and escapes, simpler than the
 * library's. */
#ifndef FT_CUT_H
#define FT_CUT_H

#include <fintag/fintag.h>

/* Walk the cut: tags and Markdown marks may stand between characters, references and escapes for them, white space for
 * a space. */
bool ft_cut_agrees(fintag_str cut, fintag_str text);

#endif
