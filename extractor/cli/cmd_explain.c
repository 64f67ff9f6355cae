/* Which rule or dictionary entry made each candidate, and what became of it. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/annotate.h"
#include "cli/cmd.h"
#include "cli/color.h"
#include "cli/message.h"
#include "cli/reading.h"
#include "cli/rules_find.h"
#include "cli/trace.h"

enum { O_AT, O_IN, O_JSON, O_COLOR };

static const ft_choice in_choices[] = {{"title", FT_IN_TITLE, false}, {"text", FT_IN_TEXT, false}, {0}};

static const ft_option options[] = {
    {.id = O_AT, .name = "at", .argument = "N", .help = "only what touches character N, as start and end count"},
    {.id = O_IN, .name = "in", .argument = "FIELD", .choices = in_choices, .help = "only what stands in this field:"},
    {.id = O_JSON, .name = "json", .help = "a JSON object per candidate, one per line"},
    {.id = O_COLOR,
     .name = "color",
     .argument = "WHEN",
     .choices = ft_color_choices,
     .help = "colours (auto: on a terminal, without NO_COLOR):"},
    FT_OPTION_FROM,
    FT_OPTION_MAP,
    FT_OPTION_PUBLISHED,
    FT_OPTION_TZ,
    FT_RULES_OPTIONS,
    FT_OPTION_NUMBERS};

typedef struct {
    const ft_command *self;
    ft_rules_choice rules;
    ft_reading reading;
    ft_annotator annotator;
    ft_trace trace;
    ft_color_when color;
    bool json, failed;
    int write_error; /* errno of the first failure to write */
    char **paths;
    size_t path_count;
} explanation;

static bool take_at(explanation *e, const char *value) {
    char *end;
    errno = 0;
    e->trace.at = strtol(value, &end, 10);
    if (*value >= '0' && *value <= '9' && !*end && !errno) return true;
    ft_say_usage(e->self->name, "--at: '%s' is no place such as 95, the start of an entity", value);
    return false;
}

/* False: wrong usage, a message was printed. */
static bool take(void *context, const ft_opt *opt, int id) {
    explanation *e = context;
    if (ft_rules_take(&e->rules, id, opt->value)) return true;
    if (ft_reading_owns(id)) return ft_reading_take(&e->reading, opt, id);
    switch (id) {
    case O_AT: return take_at(e, opt->value);
    case O_IN: e->trace.in = (ft_trace_field)opt->choice; return true;
    case O_JSON: e->json = true; return true;
    case O_COLOR: e->color = (ft_color_when)opt->choice; return true;
    case FT_OPT_OPERAND: e->paths[e->path_count++] = (char *)(uintptr_t)opt->value; return true;
    default: return false;
    }
}

static bool explain_article(void *ctx, const ft_input_article *article) {
    explanation *e = ctx;
    fintag_error error = {.at = -1};
    fintag_doc *doc = e->annotator.doc;
    fintag_status status = ft_annotator_read(&e->annotator, article, &error);
    if (article->failure) {
        status = article->failure->status;
        error = *article->failure;
    }
    if (!status) status = fintag_doc_tag(doc, &e->reading.how.tag, &error);
    if (status) {
        ft_say_error(&error, NULL);
        e->failed = true;
        return true;
    }
    if (e->json)
        ft_trace_json(&e->trace, doc);
    else
        ft_trace_article(&e->trace, doc);
    if (fflush(stdout) != 0) e->write_error = errno;
    return !e->write_error;
}

static int run(explanation *e) {
    e->reading.how.tag.explain = true;
    e->trace.color = !e->json && ft_color_wanted(e->color, stdout);
    e->reading.input.each = explain_article;
    e->reading.input.ctx = e;
    ft_input_paths(&e->reading.input, e->paths, e->path_count);
    if (e->write_error == EPIPE) return FT_EXIT_OK; /* whoever read the pipe has had enough */
    if (e->write_error) ft_say("can't write standard output: %s", strerror(e->write_error));
    if (e->reading.input.failed || e->write_error) return FT_EXIT_IO;
    return e->failed ? FT_EXIT_FOUND : FT_EXIT_OK;
}

static int prepare_and_run(explanation *e) {
    fintag_rules *rules = ft_rules_find(&e->rules);
    if (!rules) return FT_EXIT_USAGE;
    int status = FT_EXIT_IO;
    if (ft_annotator_init(&e->annotator, &e->reading.how, rules))
        status = run(e);
    else
        ft_say("out of memory");
    ft_annotator_clear(&e->annotator);
    ft_input_free(&e->reading.input);
    ft_buf_free(&e->trace.buf);
    fintag_rules_free(rules);
    return status;
}

static int explain(const ft_command *self, int argc, char **argv) {
    explanation e = {.self = self,
                     .reading = {.command = self->name, .input = {.max_article = FT_MAX_ARTICLE, .signal_fd = -1}},
                     .trace = {.out = stdout, .at = -1},
                     .paths = calloc((size_t)argc + 1, sizeof *e.paths)};
    if (!e.paths) return FT_EXIT_IO;
    int status = ft_command_take(self, argc, argv, take, &e);
    if (status < 0) status = prepare_and_run(&e);
    free(e.paths);
    return status;
}

const ft_command ft_command_explain = {
    .name = "explain",
    .summary = "which rule made, or lost, each candidate",
    .usage = "[OPTION]... [PATH|-]...",
    .details =
        "Prints every candidate in the order of the text, neighbours together under the line they stand in:\n"
        "its fate, place, text, rule and dictionary entry; then its value when it was kept, the reason when it was\n"
        "rejected (31 February, a check digit), or what it lost to and by which weight. Paths are read as annotate "
        "reads\n"
        "them. Exit status 1: an article could not be processed.",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .run = explain};
