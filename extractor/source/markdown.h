/* Markdown with HTML in it, as Jekyll posts have it, to shown text.
 *
 * Blocks by lines, after CommonMark: quotes, headings, lists, fences, HTML blocks, tables. Where an HTML block hides
 * something across blank lines, what stands between stays hidden. */
#ifndef FT_MARKDOWN_H
#define FT_MARKDOWN_H

#include "source/reading.h"

/* Show the content from `from` on. A link alone on the last line is the post's own address: metadata, not text. */
void ft_markdown(ft_reading *reading, size_t from);

#endif
