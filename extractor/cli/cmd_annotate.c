#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cli/annotate.h"
#include "cli/cmd.h"
#include "cli/map.h"
#include "cli/message.h"
#include "cli/output.h"
#include "cli/rules_find.h"
#include "cli/signals.h"
#include "cli/types.h"

typedef enum { AUTO, ALWAYS, NEVER } when;

enum {
    O_FROM,
    O_TO,
    O_OUTPUT,
    O_ERRORS,
    O_PUBLISHED,
    O_TZ,
    O_ID,
    O_TYPES,
    O_NUMBERS,
    O_OFFSETS,
    O_NO_TEXT,
    O_PRETTY,
    O_MAX_ARTICLE,
    O_FAIL_ON,
    O_PROGRESS,
    O_MAP,
    O_LATER
};

static const ft_choice id_choices[] = {{"own", 0, false}, {"path", 1, false}, {0}};
static const ft_choice offset_choices[] = {
    {"codepoint", FINTAG_CODEPOINT, false}, {"utf16", FINTAG_UTF16, false}, {"byte", FINTAG_BYTE, false}, {0}};
static const ft_choice fail_choices[] = {{"error", 1, false}, {0}};
static const ft_choice when_choices[] = {
    {"auto", AUTO, false}, {"always", ALWAYS, false}, {"never", NEVER, false}, {0}};

static const ft_option options[] = {
    {.id = O_FROM, .name = "from", .argument = "FORMAT", .choices = ft_from_choices, .help = "format of the input:"},
    {.id = O_TO, .name = "to", .argument = "FORMAT", .choices = ft_to_choices, .help = "format of the output:"},
    {.id = O_OUTPUT,
     .letter = 'o',
     .name = "output",
     .argument = "FILE",
     .help = "write there; the file appears when it is complete"},
    {.id = O_ERRORS, .name = "errors", .argument = "FILE", .help = "write error records there, not among the others"},
    {.id = O_PUBLISHED, .name = "published", .argument = "TIME", .help = "ISO 8601, for articles that don't say it"},
    {.id = O_TZ, .name = "tz", .argument = "ZONE", .help = "zone of times without one: +08:00, UTC, Asia/Shanghai"},
    {.id = O_ID,
     .name = "id",
     .argument = "FROM",
     .choices = id_choices,
     .help = "the article's own id, or one made of its path:"},
    FT_RULES_OPTIONS,
    {.id = O_TYPES, .name = "types", .argument = "LIST", .list = ft_type_choices, .help = "only these, with commas:"},
    {.id = O_NUMBERS, .name = "numbers", .help = "also bare numbers"},
    {.id = O_OFFSETS,
     .name = "offsets",
     .argument = "UNIT",
     .choices = offset_choices,
     .help = "unit of start and end:"},
    {.id = O_NO_TEXT, .name = "no-text", .help = "leave the text out"},
    {.id = O_PRETTY, .name = "pretty", .help = "objects over several lines"},
    {.id = O_MAX_ARTICLE,
     .name = "max-article",
     .argument = "SIZE",
     .help = "refuse longer ones (default 64M, at most 256M)"},
    {.id = O_FAIL_ON,
     .name = "fail-on",
     .argument = "WHAT",
     .choices = fail_choices,
     .help = "exit with 1 when there was one:"},
    {.id = O_PROGRESS,
     .name = "progress",
     .argument = "WHEN",
     .optional = true,
     .choices = when_choices,
     .help = "count articles on standard error:"},
    {.id = O_LATER, .name = "jobs", .letter = 'j', .argument = "N", .later = true},
    {.id = O_LATER, .name = "resume", .later = true},
    {.id = O_LATER, .name = "shard", .argument = "I/N", .later = true},
    {.id = O_MAP,
     .name = "map",
     .argument = "LIST",
     .help = "where fields stand in JSON or CSV: title=headline,body=data.content"},
};

/* What the command line says, and what it takes to do it. */
typedef struct {
    const ft_command *self;
    const char *output, *errors;
    ft_to to;
    bool fail_on_error;
    when progress;
    ft_rules_choice rules;
    ft_annotate_options how;
    ft_annotator annotator;
    ft_input input;
    fintag_map map;
    char **paths;
    size_t path_count;
    ft_output out, error_out;
    ft_buf record;
    uint64_t articles, entities, warnings, failures, bytes;
    bool any; /* a record went to `out` */
    bool shows_progress;
    struct timespec shown;
} run;

static bool take_published(run *r, const char *value) {
    r->how.published = value;
    if (ft_is_iso_time(value)) return true;
    ft_say_usage(r->self->name, "--published: '%s' is no ISO 8601 time such as 2022-04-10T17:45:11+08:00", value);
    return false;
}

static bool take_max_article(run *r, const char *value) {
    if (ft_parse_size(value, FT_MAX_ARTICLE_LIMIT, &r->input.max_article)) return true;
    ft_say_usage(r->self->name, "--max-article: '%s' is no size of 1 to 256M", value);
    return false;
}

/* False: wrong usage, a message was printed. */
static bool take(run *r, const ft_opt *opt, int id) {
    ft_annotate_options *how = &r->how;
    if (ft_rules_take(&r->rules, id, opt->value)) return true;
    switch (id) {
    case O_FROM: r->input.from = (ft_from)opt->choice; return true;
    case O_TO: r->to = (ft_to)opt->choice; return true;
    case O_OUTPUT: r->output = opt->value; return true;
    case O_ERRORS: r->errors = opt->value; return true;
    case O_PUBLISHED: return take_published(r, opt->value);
    case O_TZ: return ft_zone_parse(r->self->name, opt->value, &how->zone);
    case O_ID: how->id_is_path = opt->choice == 1; return true;
    case O_TYPES: return ft_types_parse(r->self->name, opt->value, &how->tag.types);
    case O_NUMBERS: how->tag.numbers = true; return true;
    case O_OFFSETS: how->json.offsets = (fintag_offsets)opt->choice; return true;
    case O_NO_TEXT: how->json.no_text = true; return true;
    case O_PRETTY: how->json.pretty = true; return true;
    case O_MAX_ARTICLE: return take_max_article(r, opt->value);
    case O_FAIL_ON: r->fail_on_error = true; return true;
    case O_MAP: r->input.map = &r->map; return ft_map_parse(r->self->name, opt->value, &r->map);
    case O_PROGRESS: r->progress = opt->value ? (when)opt->choice : ALWAYS; return true;
    case FT_OPT_OPERAND: r->paths[r->path_count++] = (char *)opt->value; return true;
    default: return false;
    }
}

/* Rewrite the line of progress, at most five times a second. */
static void show_progress(run *r) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    long long passed = (now.tv_sec - r->shown.tv_sec) * 1000LL + (now.tv_nsec - r->shown.tv_nsec) / 1000000;
    if (passed < 200) return;
    r->shown = now;
    fprintf(stderr, "\r%llu articles, %.1f MB", (unsigned long long)r->articles, (double)r->bytes / 1e6);
    fflush(stderr);
}

static bool put(run *r, const ft_record *record) {
    ft_output *to = record->failed && r->errors ? &r->error_out : &r->out;
    if (to == &r->out) {
        if (r->any && r->how.form->between) ft_output_write(to, r->how.form->between, strlen(r->how.form->between));
        r->any = true;
    }
    ft_output_write(to, r->record.ptr, r->record.len);
    return ft_output_line_end(to);
}

static bool on_article(void *ctx, const ft_input_article *article) {
    run *r = ctx;
    ft_record record;
    ft_buf_clear(&r->record);
    if (!ft_annotator_article(&r->annotator, article, &r->record, &record)) {
        ft_say("out of memory");
        r->input.failed = true;
        return false;
    }
    r->articles++;
    r->bytes += record.bytes;
    r->entities += record.entities;
    r->warnings += record.warnings;
    r->failures += record.failed;
    bool going = put(r, &record);
    if (r->shows_progress) show_progress(r);
    return going && !ft_signals_arrived();
}

static void put_end(run *r) {
    ft_buf_clear(&r->record);
    r->annotator.sink.out = &r->record;
    if (r->how.form->end) r->how.form->end(&r->annotator.sink, r->any);
    ft_output_write(&r->out, r->record.ptr, r->record.len);
}

static void put_begin(run *r) {
    ft_buf_clear(&r->record);
    r->annotator.sink.out = &r->record;
    if (r->how.form->begin) r->how.form->begin(&r->annotator.sink);
    ft_output_write(&r->out, r->record.ptr, r->record.len);
}

static void say_summary(const run *r) {
    bool on_terminal = isatty(STDERR_FILENO) && r->progress != NEVER;
    if (r->shows_progress) fputs("\r\033[K", stderr);
    if (!r->failures && !on_terminal) return;
    ft_say("%llu article%s, %llu entities, %llu warning%s, %llu error%s", (unsigned long long)r->articles,
           r->articles == 1 ? "" : "s", (unsigned long long)r->entities, (unsigned long long)r->warnings,
           r->warnings == 1 ? "" : "s", (unsigned long long)r->failures, r->failures == 1 ? "" : "s");
}

static bool stdin_is_read(const run *r) {
    for (size_t i = 0; i < r->path_count; i++)
        if (strcmp(r->paths[i], "-") == 0) return true;
    return !r->path_count;
}

static bool open_outputs(run *r, int signal_fd) {
    struct stat info;
    if (!ft_output_open(&r->out, r->output, signal_fd)) return false;
    r->out.flush_lines = stdin_is_read(r) && (fstat(STDIN_FILENO, &info) != 0 || !S_ISREG(info.st_mode));
    if (!r->errors) return true;
    if (!ft_output_open(&r->error_out, r->errors, signal_fd)) {
        ft_output_close(&r->out, false);
        return false;
    }
    r->error_out.flush_lines = r->out.flush_lines;
    return true;
}

/* Everything is open: the work, and the exit status. */
static int work(run *r) {
    r->shows_progress =
        r->progress == ALWAYS || (r->progress == AUTO && isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO));
    r->input.each = on_article;
    r->input.ctx = r;
    put_begin(r);
    ft_input_paths(&r->input, r->paths, r->path_count);
    int signal = ft_signals_arrived();
    put_end(r);
    /* A file that is named must be complete; what has gone out on standard output can't be taken back. */
    int status = ft_output_close(&r->out, !signal || !r->output);
    if (r->errors) {
        int other = ft_output_close(&r->error_out, true);
        if (!status) status = other;
    }
    if (status) return status;
    if (signal) return signal;
    if (r->out.failure) return FT_EXIT_OK; /* whoever read the pipe has had enough */
    say_summary(r);
    if (r->input.failed) return FT_EXIT_IO;
    return r->fail_on_error && r->failures ? FT_EXIT_FOUND : FT_EXIT_OK;
}

static int prepare_and_work(run *r) {
    fintag_rules *rules = ft_rules_find(&r->rules);
    if (!rules) return FT_EXIT_USAGE;
    int status = FT_EXIT_IO;
    int signal_fd = ft_signals_hold();
    r->input.signal_fd = signal_fd;
    r->how.form = ft_sink_find(r->to);
    r->how.errors_apart = r->errors != NULL;
    if (!ft_annotator_init(&r->annotator, &r->how, rules))
        ft_say("out of memory");
    else if (open_outputs(r, signal_fd))
        status = work(r);
    ft_annotator_clear(&r->annotator);
    ft_buf_free(&r->record);
    ft_input_free(&r->input);
    fintag_rules_free(rules);
    return status;
}

static int annotate(const ft_command *self, int argc, char **argv) {
    run r = {.self = self, .input = {.max_article = FT_MAX_ARTICLE}};
    ft_opt opt = ft_command_arguments(self, argc, argv);
    r.paths = calloc((size_t)argc + 1, sizeof *r.paths);
    if (!r.paths) return FT_EXIT_IO;
    int status = FT_EXIT_OK, id;
    while ((id = ft_opt_next(&opt)) != FT_OPT_END) {
        if (id == FT_OPT_HELP) {
            free(r.paths);
            return ft_command_help(self);
        }
        if (id == FT_OPT_BAD || !take(&r, &opt, id)) {
            free(r.paths);
            return FT_EXIT_USAGE;
        }
    }
    status = prepare_and_work(&r);
    free(r.paths);
    return status;
}

const ft_command ft_command_annotate = {
    .name = "annotate",
    .summary = "articles to annotated JSON, one line each",
    .usage = "[OPTION]... [PATH|-]...",
    .details =
        "Writes one JSON object per article, in the order of the input; one that can't be processed gives an error\n"
        "record. A folder is read with all below it, in the order of the paths: *.md *.markdown *.html *.htm *.txt "
        "*.jsonl\n"
        "*.ndjson *.json *.csv *.tsv *.xml *.rss *.atom *.rdf *.warc, those compressed (*.gz *.zst *.xz *.bz2 *.lz4), "
        "*.tar and\n"
        "*.zip with such members, nothing hidden. A named file is always read; a quoted pattern is expanded. Without "
        "a\n"
        "path, or for -, standard input: JSON Lines when it begins with {. What a file is shows in its bytes, then in "
        "its\n"
        "name; --from decides. Text is UTF-8, UTF-16, GB18030 or Big5: as it declares, else as it looks.\n"
        "\n"
        "--map says where fields stand in JSON (a dotted path) or CSV (a column): id, title, text (plain), html, body\n"
        "(either), published, url, media, author, tags.",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .run = annotate};
