/* Articles into a search index, over HTTP. */
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/bulk.h"
#include "cli/cmd.h"
#include "cli/message.h"
#include "cli/output.h"
#include "cli/pipeline.h"
#include "cli/push_index.h"
#include "cli/reading.h"
#include "cli/rules_find.h"
#include "cli/signals.h"

enum { O_TEMPLATE, O_NO_TEXT, O_ERRORS, O_BATCH_SIZE, O_BATCH_ARTICLES, O_RETRIES, O_WAIT, O_TIMEOUT, O_CACERT };

static const ft_option options[] = {
    {.id = O_TEMPLATE,
     .name = "template",
     .argument = "ENGINE",
     .optional = true,
     .choices = ft_engine_choices,
     .help = "print what the engine must know before a feed, and send nothing:"},
    FT_OPTION_FROM,
    FT_OPTION_PUBLISHED,
    FT_OPTION_TZ,
    FT_OPTION_ID,
    FT_RULES_OPTIONS,
    FT_OPTION_TYPES,
    FT_OPTION_NUMBERS,
    {.id = O_NO_TEXT, .name = "no-text", .help = "leave the text out"},
    FT_OPTION_MAX_ARTICLE,
    FT_OPTION_MAP,
    FT_OPTION_JOBS,
    FT_OPTION_PROGRESS,
    {.id = O_ERRORS, .name = "errors", .argument = "FILE", .help = "write error records there, not on standard output"},
    FT_OPTION_FAIL_ON,
    {.id = O_BATCH_SIZE, .name = "batch-size", .argument = "SIZE", .help = "bytes of a request (default 5M)"},
    {.id = O_BATCH_ARTICLES, .name = "batch-articles", .argument = "N", .help = "articles of a request (default 1000)"},
    {.id = O_RETRIES, .name = "retries", .argument = "N", .help = "tries again without any success (default 8)"},
    {.id = O_WAIT,
     .name = "wait",
     .argument = "MS",
     .help = "milliseconds before the first of them; doubled each time (default 500)"},
    {.id = O_TIMEOUT, .name = "timeout", .argument = "S", .help = "seconds of a request (default 120)"},
    {.id = O_CACERT, .name = "cacert", .argument = "FILE", .help = "certificates to trust, PEM"},
};

enum { MOST_BATCH = 1 << 30 };

typedef struct {
    const ft_command *self;
    bool template;
    ft_engine engine;
    const char *errors;
    size_t retries, wait, timeout;
    ft_http_options server;
    ft_rules_choice rules;
    ft_reading reading;
    ft_pipeline pipeline;
    ft_output out;
    ft_http http;
    ft_bulk bulk;
    ft_tally tally;
    bool stream;
    bool made;    /* the index is new: whatever is replaced came with this run */
    char **paths; /* the URL, then those of articles */
    size_t path_count;
} pushing;

static bool take_number(const pushing *p, const ft_opt *opt, size_t least, size_t most, size_t *number) {
    char *end;
    unsigned long value = strtoul(opt->value, &end, 10);
    *number = value;
    if (*opt->value >= '0' && *opt->value <= '9' && !*end && value >= least && value <= most) return true;
    ft_say_usage(p->self->name, "--%s: '%s' is no number of %zu to %zu", opt->option->name, opt->value, least, most);
    return false;
}

static bool take_size(const pushing *p, const ft_opt *opt, size_t most, size_t *size) {
    if (ft_parse_size(opt->value, most, size)) return true;
    ft_say_usage(p->self->name, "--%s: '%s' is no size of 1 to %zuM", opt->option->name, opt->value, most >> 20);
    return false;
}

/* False: wrong usage, a message was printed. */
static bool take(void *context, const ft_opt *opt, int id) {
    pushing *p = context;
    if (ft_rules_take(&p->rules, id, opt->value)) return true;
    if (ft_reading_owns(id)) return ft_reading_take(&p->reading, opt, id);
    switch (id) {
    case O_TEMPLATE:
        p->template = true;
        p->engine = opt->value ? (ft_engine)opt->choice : FT_ENGINE_OPENSEARCH;
        return true;
    case O_NO_TEXT: p->reading.how.json.no_text = true; return true;
    case O_ERRORS: p->errors = opt->value; return true;
    case O_BATCH_SIZE: return take_size(p, opt, MOST_BATCH, &p->bulk.most_bytes);
    case O_BATCH_ARTICLES: return take_number(p, opt, 1, 100000, &p->bulk.most_items);
    case O_RETRIES: return take_number(p, opt, 0, 1000, &p->retries);
    case O_WAIT: return take_number(p, opt, 1, FT_BACKOFF_MOST_MS, &p->wait);
    case O_TIMEOUT: return take_number(p, opt, 1, 86400, &p->timeout);
    case O_CACERT: p->server.cacert = opt->value; return true;
    case FT_OPT_OPERAND: p->paths[p->path_count++] = (char *)(uintptr_t)opt->value; return true;
    default: return false;
    }
}

/* The id as the action line of a bulk request has it. */
static fintag_str id_of(const char *record, size_t len) {
    static const char before[] = "\"_id\":\"";
    const char *end = memchr(record, '\n', len);
    const char *id = end ? memmem(record, (size_t)(end - record), before, sizeof before - 1) : NULL;
    if (!id) return (fintag_str){0};
    id += sizeof before - 1;
    const char *quote = memchr(id, '"', (size_t)(end - id));
    return (fintag_str){id, quote ? (size_t)(quote - id) : 0};
}

/* A record into the bulk request, or an error record out. In the writer's thread, like `rest`. False: stop. */
static bool on_record(void *ctx, const ft_input_article *article, const char *bytes, const ft_record *record) {
    pushing *p = ctx;
    ft_tally_add(&p->tally, record);
    ft_progress_show(&p->reading.progress, &p->tally);
    if (record->failed) {
        ft_output_write(&p->out, bytes, record->len);
        return ft_output_line_end(&p->out);
    }
    fintag_str id = id_of(bytes, record->len);
    if (ft_bulk_add(&p->bulk, bytes, record->len, id, article->about.path)) return true;
    ft_bulk_report_unsent(&p->bulk, id, article->about.path);
    return false;
}

/* What has come together is sent when a stream pauses: somebody waits for it. */
static void rest(void *ctx) {
    pushing *p = ctx;
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    if (p->stream && poll(&input, 1, 0) == 0) ft_bulk_flush(&p->bulk);
}

/* In the reader's thread. */
static bool on_article(void *ctx, const ft_input_article *article) {
    pushing *p = ctx;
    return !ft_signals_arrived() && ft_pipeline_put(&p->pipeline, article) && !ft_signals_arrived();
}

/* A line on a terminal, or when something is missing in the index. */
static void say_summary(const pushing *p) {
    if (p->made && p->bulk.replaced)
        ft_say("%llu article%s took the place of another with the same id (--id path keeps them apart)",
               (unsigned long long)p->bulk.replaced, p->bulk.replaced == 1 ? "" : "s");
    uint64_t missing = p->tally.failures + p->bulk.rejected + p->bulk.unconfirmed;
    if (!missing && !isatty(STDERR_FILENO)) return;
    ft_say("%llu article%s: %llu indexed, %llu rejected, %llu unconfirmed, %llu error%s",
           (unsigned long long)p->tally.articles, p->tally.articles == 1 ? "" : "s",
           (unsigned long long)p->bulk.indexed, (unsigned long long)p->bulk.rejected,
           (unsigned long long)p->bulk.unconfirmed, (unsigned long long)p->tally.failures,
           p->tally.failures == 1 ? "" : "s");
    if (p->bulk.stopped) ft_say("stopped there: what comes after in the input was not sent");
}

/* The exit status of a run that came to its end. */
static int judge(const pushing *p) {
    bool missing = p->bulk.stopped || p->bulk.rejected || p->bulk.unconfirmed;
    if (missing || p->reading.input.failed || p->pipeline.lost) return FT_EXIT_IO;
    return p->reading.fail_on_error && p->tally.failures ? FT_EXIT_FOUND : FT_EXIT_OK;
}

/* The server is there: the work, and the exit status. */
static int work(pushing *p, const fintag_rules *rules) {
    char **paths = p->paths + 1;
    size_t count = p->path_count - 1;
    if (!ft_pipeline_start(&p->pipeline, p->reading.jobs, &p->reading.how, rules,
                           (ft_consumer){.ctx = p, .put = on_record, .idle = rest}))
        return FT_EXIT_IO;
    p->stream = ft_input_is_stream(paths, count);
    if (ft_progress_wanted(&p->reading.progress)) p->reading.progress.total = ft_progress_total(paths, count);
    ft_progress_begin(&p->reading.progress, &p->tally);
    p->reading.input.each = on_article;
    p->reading.input.ctx = p;
    ft_input_paths(&p->reading.input, paths, count);
    ft_pipeline_finish(&p->pipeline);
    ft_bulk_flush(&p->bulk);
    ft_progress_end(&p->reading.progress, &p->tally);
    if (p->pipeline.lost) ft_say("out of memory");
    say_summary(p);
    return judge(p);
}

static int connect_and_work(pushing *p, const fintag_rules *rules) {
    int status = FT_EXIT_IO;
    if (ft_push_index(&p->http, &p->bulk.retry, &p->made) &&
        ft_output_open(&p->out, p->errors, 0, p->reading.input.signal_fd)) {
        p->out.flush_lines = true;
        status = work(p, rules);
        int closed = ft_output_close(&p->out, FT_OUTPUT_APPEAR);
        if (closed) status = closed;
    }
    int signal = ft_signals_arrived();
    return signal ? signal : status;
}

static int prepare_and_work(pushing *p) {
    if (!p->path_count) {
        ft_say_usage(p->self->name, "no URL of an index is given, such as http://localhost:9200/news");
        return FT_EXIT_USAGE;
    }
    p->reading.input.signal_fd = ft_signals_hold();
    p->server.url = p->paths[0];
    p->server.timeout = (unsigned)p->timeout;
    p->server.signal_fd = p->reading.input.signal_fd;
    if (!ft_http_open(&p->http, p->self->name, &p->server)) return FT_EXIT_USAGE;
    fintag_rules *rules = ft_rules_find(&p->rules);
    int status = FT_EXIT_USAGE;
    if (rules) {
        p->bulk.http = &p->http;
        p->bulk.errors = &p->out;
        p->bulk.retry = (ft_retry){(unsigned)p->retries, (uint32_t)p->wait, p->reading.input.signal_fd};
        p->reading.how.form = ft_sink_find(FT_TO_OPENSEARCH);
        p->reading.how.errors_apart = true;
        if (!p->reading.jobs) p->reading.jobs = ft_processors();
        status = connect_and_work(p, rules);
    }
    ft_bulk_clear(&p->bulk);
    ft_input_free(&p->reading.input);
    fintag_rules_free(rules);
    ft_http_close(&p->http);
    return status;
}

static int print_template(const pushing *p) {
    const char *url = p->path_count ? p->paths[0] : NULL;
    if (!ft_push_template(p->engine, p->self->name, url)) return FT_EXIT_USAGE;
    return fflush(stdout) == 0 ? FT_EXIT_OK : FT_EXIT_IO;
}

static int push(const ft_command *self, int argc, char **argv) {
    pushing p = {.self = self,
                 .retries = 8,
                 .wait = 500,
                 .timeout = 120,
                 .reading = {.command = self->name, .input = {.max_article = FT_MAX_ARTICLE}},
                 .bulk = {.most_bytes = 5 << 20, .most_items = 1000}};
    p.paths = calloc((size_t)argc + 1, sizeof *p.paths);
    if (!p.paths) {
        ft_say("out of memory");
        return FT_EXIT_IO;
    }
    int status = ft_command_take(self, argc, argv, take, &p);
    if (status < 0) status = p.template ? print_template(&p) : prepare_and_work(&p);
    free(p.paths);
    return status;
}

const ft_command ft_command_push = {
    .name = "push",
    .summary = "articles into an index of OpenSearch or Elasticsearch",
    .usage = "[OPTION]... http://HOST:PORT/INDEX [PATH|-]...",
    .details =
        "Annotates the articles and sends them in bulk requests; an article with the same id is replaced. A missing\n"
        "index is made as --template says, unless a template of the server knows the fields. Times without a zone are\n"
        "refused unless --tz gives one. With --template the URL, which may be left out, only names the index.\n\n"
        "On 429, 502, 503, 504 and broken connections it waits and sends again what is not indexed, as long as\n"
        "Retry-After says, else longer each time. What can't be annotated, what the server rejects, and what it has "
        "not\n"
        "confirmed when it is given up gives an error record on standard output; the last two end with status 3.\n\n"
        "Name and password come from the URL or ~/.netrc, another Authorization header from FINTAG_AUTHORIZATION.",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .run = push};
