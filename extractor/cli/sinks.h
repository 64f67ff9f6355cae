/* Forms of output that `--to` offers. */
#ifndef FT_SINKS_H
#define FT_SINKS_H

#include <fintag/fintag.h>

#include "cli/opt.h"
#include "cli/output.h"

typedef struct {
    ft_output *out;
    fintag_json_options json;
    bool any; /* something was written between begin and end */
} ft_sink;

/* One form. Failures of writing show in sink->out. */
typedef struct {
    void (*begin)(ft_sink *sink);
    fintag_status (*article)(ft_sink *sink, const fintag_doc *doc);
    fintag_status (*failure)(ft_sink *sink, const fintag_error *error, fintag_str id, fintag_str path);
    void (*end)(ft_sink *sink);
} ft_sink_form;

typedef enum { FT_TO_NDJSON, FT_TO_JSON, FT_TO_HTML, FT_TO_COUNT } ft_to;
extern const ft_choice ft_to_choices[];
/* By ft_to. */
extern const ft_sink_form ft_sink_lines, ft_sink_array, ft_sink_page;
const ft_sink_form *ft_sink_find(ft_to to);

#endif
