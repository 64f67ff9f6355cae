/* One article in, one record out. */
#ifndef FT_ANNOTATE_H
#define FT_ANNOTATE_H

#include "cli/input.h"
#include "cli/sinks.h"
#include "cli/zone.h"

/* How articles are annotated; shared by all workers. */
typedef struct {
    fintag_tag_options tag;
    fintag_json_options json;
    const char *published; /* NULL: not given */
    ft_zone zone;
    bool id_is_path;
    bool errors_apart; /* error records go to another place: written as JSON lines, whatever the form */
    const ft_sink_form *form;
    void *form_ctx; /* its sink.ctx */
} ft_annotate_options;

/* One worker's. */
typedef struct {
    const ft_annotate_options *options;
    const fintag_rules *rules;
    fintag_doc *doc;
    bool large; /* the last article was so long that the document is made anew */
    ft_sink sink;
} ft_annotator;

/* What became of an article. */
typedef struct {
    size_t len; /* of its record */
    bool failed;
    uint32_t entities, warnings;
    uint64_t bytes; /* of the article */
} ft_record;

/* False when out of memory. */
bool ft_annotator_init(ft_annotator *annotator, const ft_annotate_options *options, const fintag_rules *rules);
void ft_annotator_clear(ft_annotator *annotator);
/* Read the article into annotator->doc; nothing is tagged yet. */
fintag_status ft_annotator_read(ft_annotator *annotator, const ft_input_article *article, fintag_error *error);
/* Read and tag it, and put its record at the end of `out`. False when there was no memory even for the record of that
 * failure. */
bool ft_annotator_article(ft_annotator *annotator, const ft_input_article *article, ft_buf *out, ft_record *record);

#endif
