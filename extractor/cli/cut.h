/* Is a stretch of source what an entity's text says? An independent reading of markup and escapes, simpler than the
 * library's. */
#ifndef FT_CUT_H
#define FT_CUT_H

#include <fintag/fintag.h>

#include "base/buf.h"

/* Room to undo escapes and charsets in. Begin with zeros. */
typedef struct {
    ft_buf decoded, unescaped;
} ft_cutter;

/* Decode the cut, undo the escapes of its format (as in the record; may be NULL), and walk it: tags and Markdown marks
 * may stand between characters, references and escapes for them, white space for a space. */
bool ft_cut_agrees(ft_cutter *cutter, fintag_str cut, const char *format, fintag_str text);
void ft_cutter_free(ft_cutter *cutter);

#endif
