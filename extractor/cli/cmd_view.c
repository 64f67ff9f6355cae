/* Articles as one page for people. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/annotate.h"
#include "cli/cmd.h"
#include "cli/message.h"
#include "cli/output.h"
#include "cli/reading.h"
#include "cli/rules_find.h"
#include "cli/signals.h"

enum { O_OUTPUT };

static const ft_option options[] = {
    {.id = O_OUTPUT,
     .letter = 'o',
     .name = "output",
     .argument = "FILE",
     .help = "write there; the file appears when it is complete"},
    FT_OPTION_FROM,
    FT_OPTION_MAP,
    FT_OPTION_PUBLISHED,
    FT_OPTION_TZ,
    FT_RULES_OPTIONS,
    FT_OPTION_TYPES,
    FT_OPTION_NUMBERS,
};

typedef struct {
    const ft_command *self;
    const char *output;
    ft_rules_choice rules;
    ft_reading reading;
    ft_annotator annotator;
    ft_output out;
    ft_buf part; /* of the page, on its way out */
    uint64_t articles, failures;
    char **paths;
    size_t path_count;
} viewing;

/* False: wrong usage, a message was printed. */
static bool take(void *context, const ft_opt *opt, int id) {
    viewing *v = context;
    if (ft_rules_take(&v->rules, id, opt->value)) return true;
    if (ft_reading_owns(id)) return ft_reading_take(&v->reading, opt, id);
    switch (id) {
    case O_OUTPUT: v->output = opt->value; return true;
    case FT_OPT_OPERAND: v->paths[v->path_count++] = (char *)(uintptr_t)opt->value; return true;
    default: return false;
    }
}

static bool put(viewing *v) {
    if (v->part.failed) v->out.failure = ENOMEM; /* the file is dropped then, and the reason told */
    ft_output_write(&v->out, v->part.ptr, v->part.len);
    ft_buf_clear(&v->part);
    return !v->out.failure;
}

static bool on_article(void *ctx, const ft_input_article *article) {
    viewing *v = ctx;
    ft_record record;
    v->part.failed = !ft_annotator_article(&v->annotator, article, &v->part, &record);
    v->articles++;
    v->failures += record.failed;
    return put(v) && !ft_signals_arrived();
}

static int write_page(viewing *v) {
    ft_sink *sink = &v->annotator.sink;
    v->reading.input.each = on_article;
    v->reading.input.ctx = v;
    sink->out = &v->part;
    v->reading.how.form->begin(sink);
    if (put(v)) ft_input_paths(&v->reading.input, v->paths, v->path_count);
    int signal = ft_signals_arrived();
    sink->out = &v->part;
    v->reading.how.form->end(sink, v->articles > 0);
    put(v);
    int status = ft_output_close(&v->out, signal ? FT_OUTPUT_DROP : FT_OUTPUT_APPEAR);
    if (status) return status;
    if (signal) return signal;
    if (v->failures)
        ft_say("%llu of %llu articles could not be processed; the page says why", (unsigned long long)v->failures,
               (unsigned long long)v->articles);
    return v->reading.input.failed ? FT_EXIT_IO : FT_EXIT_OK;
}

static int prepare_and_write(viewing *v) {
    fintag_rules *rules = ft_rules_find(&v->rules);
    if (!rules) return FT_EXIT_USAGE;
    int status = FT_EXIT_IO;
    v->reading.input.signal_fd = ft_signals_hold();
    v->reading.how.form = ft_sink_find(FT_TO_HTML);
    if (!ft_annotator_init(&v->annotator, &v->reading.how, rules))
        ft_say("out of memory");
    else if (ft_output_open(&v->out, v->output, 0, v->reading.input.signal_fd))
        status = write_page(v);
    ft_annotator_clear(&v->annotator);
    ft_buf_free(&v->part);
    ft_input_free(&v->reading.input);
    fintag_rules_free(rules);
    return status;
}

static bool has_output(const viewing *v) {
    if (v->output || !isatty(STDOUT_FILENO)) return true;
    ft_say_usage(v->self->name, "standard output is a terminal; say where the page goes: -o FILE");
    return false;
}

static int view(const ft_command *self, int argc, char **argv) {
    viewing v = {.self = self, .reading = {.command = self->name, .input = {.max_article = FT_MAX_ARTICLE}}};
    v.paths = calloc((size_t)argc + 1, sizeof *v.paths);
    if (!v.paths) return FT_EXIT_IO;
    int status = ft_command_take(self, argc, argv, take, &v);
    if (status < 0) status = has_output(&v) ? prepare_and_write(&v) : FT_EXIT_USAGE;
    free(v.paths);
    return status;
}

const ft_command ft_command_view = {
    .name = "view",
    .summary = "articles as one HTML page to read, entities marked",
    .usage = "[OPTION]... [PATH|-]...",
    .details =
        "Writes one HTML file that needs no network: each article as it reads, its entities coloured by type, their\n"
        "values on hover, focus and click; beside it the companies, a time line of the dates and a table of the\n"
        "quantities. Several articles get a list with a search. Press ? in the page for its keys. Nothing that stands "
        "in\n"
        "an article can run in the page. Paths are read as annotate reads them.",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .run = view};
