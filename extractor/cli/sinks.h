/* Forms of output that `--to` offers. */
#ifndef FT_SINKS_H
#define FT_SINKS_H

#include <fintag/fintag.h>

#include "base/buf.h"
#include "cli/input.h"
#include "cli/opt.h"
#include "cli/zone.h"

/* What a form writes with. Every worker has its own, so a form may keep scratch here, but nothing from one article to
 * the next. */
typedef struct {
    ft_buf *out; /* whatever is written goes to its end */
    fintag_json_options json;
    ft_zone zone;                    /* --tz: of times without one, in forms that can't do without */
    fintag_error *error;             /* for `article`, when it refuses one: ft_fail(sink->error, ...) says why */
    void *ctx;                       /* the form's own; shared by all workers */
    const ft_input_article *article; /* the one at hand, as it came */
} ft_sink;

/* One form. The record of an article must depend on the document and the options alone: records are made by several
 * workers at once, in any order, and put together in the order of the input as
 *
 *     begin  record  between  record  between  record  end
 *
 * once per output file. A record that does not come out FINTAG_OK is dropped, and the failure's written instead. */
typedef struct {
    const char *ending;           /* of the names of files, such as ".ndjson" */
    const char *between;          /* NULL: nothing */
    bool codepoints;              /* offsets can't be of another unit in it */
    void (*begin)(ft_sink *sink); /* NULL: nothing */
    /* The article is read, not tagged yet. True: it need not be, and its record is written. NULL: all are tagged. */
    bool (*known)(ft_sink *sink, const fintag_doc *doc);
    fintag_status (*article)(ft_sink *sink, const fintag_doc *doc);
    fintag_status (*failure)(ft_sink *sink, const fintag_error *error, fintag_str id, fintag_str path);
    void (*end)(ft_sink *sink, bool any); /* any: there were records. NULL: nothing */
} ft_sink_form;

typedef enum {
    FT_TO_NDJSON,
    FT_TO_JSON,
    FT_TO_HTML,
    FT_TO_OPENSEARCH,
    FT_TO_ANNOTATED_TEXT,
    FT_TO_GROONGA,
    FT_TO_MEILISEARCH,
    FT_TO_CSV,
    FT_TO_BRAT,
    FT_TO_CONLL,
    FT_TO_WEB_ANNOTATION,
    FT_TO_COUNT
} ft_to;
extern const ft_choice ft_to_choices[];
/* By ft_to. */
extern const ft_sink_form ft_sink_lines, ft_sink_array, ft_sink_page, ft_sink_opensearch, ft_sink_annotated_text,
    ft_sink_groonga, ft_sink_meilisearch, ft_sink_csv, ft_sink_brat, ft_sink_conll, ft_sink_web_annotation;
const ft_sink_form *ft_sink_find(ft_to to);

#endif
