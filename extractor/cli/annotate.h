/* One article in, one record out. */
#ifndef FT_ANNOTATE_H
#define FT_ANNOTATE_H

#include "cli/input.h"
#include "cli/sinks.h"
#include "cli/zone.h"

typedef struct {
    fintag_doc *doc;
    fintag_tag_options tag;
    const char *published; /* NULL: not given */
    ft_zone zone;
    bool id_is_path;
    const ft_sink_form *form;
    ft_sink sink;
    ft_output *errors; /* where error records go; NULL: into the sink */
    /* what has come through */
    uint64_t articles, entities, warnings, failures;
    uint64_t bytes;
} ft_annotator;

/* Read the article into annotator->doc; nothing is tagged yet. */
fintag_status ft_annotator_read(ft_annotator *annotator, const ft_input_article *article, fintag_error *error);
/* Read, tag and write it. False when writing failed. */
bool ft_annotator_article(ft_annotator *annotator, const ft_input_article *article);

#endif
