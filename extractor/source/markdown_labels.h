/* Labels of link reference definitions: [label]: address. */
#ifndef FT_MARKDOWN_LABELS_H
#define FT_MARKDOWN_LABELS_H

#include "base/arena.h"

typedef struct {
    uint64_t *items; /* hashes, ascending */
    size_t count, capacity;
} ft_md_labels;

/* Collect those that lines of the content define from `from` on. */
void ft_md_labels_collect(ft_md_labels *labels, ft_arena *arena, fintag_str content, size_t from);
/* Is the text between brackets a label that is defined? */
bool ft_md_labels_have(const ft_md_labels *labels, fintag_str label);
/* Does the line define a label? *label is what stands between its brackets. */
bool ft_md_is_definition(fintag_str line, fintag_str *label);

#endif
