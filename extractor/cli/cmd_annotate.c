#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cmd.h"
#include "cli/message.h"
#include "cli/pipeline.h"
#include "cli/request.h"
#include "cli/signals.h"

typedef struct {
    ft_request request;
    ft_results results;
    ft_pipeline pipeline;
    uint64_t ordinal; /* of the next article of the input, in any shard */
} run;

/* In the reader's thread. */
static bool on_article(void *ctx, const ft_input_article *article) {
    run *r = ctx;
    if (ft_signals_arrived()) return false;
    if (!ft_shard_has(&r->request.shard, r->ordinal++)) return true;
    if (ft_results_passed(&r->results, article)) return !r->results.other_input;
    return ft_pipeline_put(&r->pipeline, article) && !ft_signals_arrived();
}

/* In the writer's thread, like `rest`. */
static bool on_record(void *ctx, const ft_input_article *article, const char *bytes, const ft_record *record) {
    run *r = ctx;
    bool going = ft_results_put(&r->results, article, bytes, record);
    ft_progress_show(&r->request.reading.progress, &r->results.now.tally);
    return going;
}

static void rest(void *ctx) {
    run *r = ctx;
    ft_results_flush(&r->results);
}

/* The exit status of a run that came to its end. */
static int judge(const run *r) {
    const ft_tally *tally = &r->results.now.tally;
    ft_progress_summary(&r->request.reading.progress, tally);
    if (r->request.reading.input.failed || r->pipeline.lost) return FT_EXIT_IO;
    return r->request.reading.fail_on_error && tally->failures ? FT_EXIT_FOUND : FT_EXIT_OK;
}

static int refuse_input(run *r) {
    ft_say("--resume: the input is not that of the interrupted run: it began with other articles");
    ft_say("give the same input, or leave --resume out to begin anew");
    ft_results_close(&r->results, FT_RESULTS_BROKEN);
    return FT_EXIT_USAGE;
}

/* The input is read; close what was written. */
static int end(run *r, int signal) {
    ft_progress_end(&r->request.reading.progress, &r->results.now.tally);
    if (!signal && (r->results.skip || r->results.other_input)) return refuse_input(r);
    if (r->pipeline.lost) ft_say("out of memory");
    if (r->request.reading.input.failed) r->request.results.trailer = false; /* something is missing */
    ft_results_end how = signal ? FT_RESULTS_INTERRUPTED : r->pipeline.lost ? FT_RESULTS_BROKEN : FT_RESULTS_COMPLETE;
    int status = ft_results_close(&r->results, how);
    if (status) return status;
    if (signal) return signal;
    if (ft_results_unread(&r->results)) return FT_EXIT_OK; /* whoever read the pipe has had enough */
    return judge(r);
}

/* Everything is open: the work, and the exit status. */
static int work(run *r, const fintag_rules *rules) {
    ft_request *request = &r->request;
    ft_input *input = &request->reading.input;
    ft_consumer consumer = {.ctx = r, .put = on_record, .idle = rest};
    if (!ft_pipeline_start(&r->pipeline, request->reading.jobs, &request->reading.how, rules, consumer)) {
        ft_results_close(&r->results, FT_RESULTS_BROKEN);
        return FT_EXIT_IO;
    }
    if (ft_progress_wanted(&request->reading.progress))
        request->reading.progress.total = ft_progress_total(request->paths, request->path_count) / request->shard.count;
    ft_progress_begin(&request->reading.progress, &r->results.now.tally);
    input->each = on_article;
    input->ctx = r;
    ft_input_paths(input, request->paths, request->path_count);
    ft_pipeline_finish(&r->pipeline);
    return end(r, ft_signals_arrived());
}

static int open_and_work(run *r, const fintag_rules *rules) {
    ft_request *request = &r->request;
    request->results.flush_lines = ft_input_is_stream(request->paths, request->path_count);
    int status = FT_EXIT_IO;
    if (ft_results_init(&r->results, &request->results)) {
        ft_request_describe(request, fintag_rules_content(rules), &r->results.journal);
        status = ft_results_open(&r->results, request->reading.input.signal_fd);
        if (r->results.over) {
            if (!status) ft_say("--resume: %s is complete already", request->results.output);
            if (!status) status = judge(r);
        } else if (!status) {
            status = work(r, rules);
        }
    }
    ft_results_clear(&r->results);
    return status;
}

static int prepare_and_work(run *r) {
    fintag_rules *rules = ft_rules_find(&r->request.rules);
    if (!rules) return FT_EXIT_USAGE;
    r->request.reading.input.signal_fd = ft_signals_hold();
    int status = open_and_work(r, rules);
    ft_input_free(&r->request.reading.input);
    fintag_rules_free(rules);
    return status;
}

static bool take(void *request, const ft_opt *opt, int id) {
    return ft_request_take(request, opt, id);
}

static int annotate(const ft_command *self, int argc, char **argv) {
    run r = {
        .request = {.reading = {.command = self->name, .input = {.max_article = FT_MAX_ARTICLE}}, .shard = {1, 1}}};
    r.request.paths = calloc((size_t)argc + 1, sizeof *r.request.paths);
    if (!r.request.paths) {
        ft_say("out of memory");
        return FT_EXIT_IO;
    }
    int status = ft_command_take(self, argc, argv, take, &r.request);
    if (status < 0) status = ft_request_settle(&r.request) ? prepare_and_work(&r) : FT_EXIT_USAGE;
    free(r.request.paths);
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
    .options = ft_request_options,
    .option_count = FT_REQUEST_OPTIONS,
    .run = annotate};
