/* Articles into an embedded index, and again only those that changed. */
#include <stdlib.h>
#include <string.h>

#include "cli/cmd.h"
#include "cli/index_records.h"
#include "cli/message.h"
#include "cli/pipeline.h"
#include "cli/reading.h"
#include "cli/rules_find.h"
#include "cli/signals.h"

enum { O_ALL, O_PRUNE };

static const ft_option options[] = {
    FT_OPTION_FROM,
    FT_OPTION_PUBLISHED,
    FT_OPTION_TZ,
    FT_OPTION_ID,
    FT_RULES_OPTIONS,
    FT_OPTION_NUMBERS,
    FT_OPTION_JOBS,
    FT_OPTION_MAX_ARTICLE,
    FT_OPTION_MAP,
    {.id = O_ALL, .name = "all", .help = "also articles that have not changed"},
    {.id = O_PRUNE, .name = "prune", .help = "remove the articles that are not among the input"},
    FT_OPTION_FAIL_ON,
    FT_OPTION_PROGRESS,
};

typedef struct {
    const ft_command *self;
    const char *db;
    ft_rules_choice rules;
    ft_reading reading;
    char **paths;
    size_t path_count;
    bool prune;
    ft_tally tally;
    ft_pipeline pipeline;
    ft_index_records records;
    uint64_t removed;
} run;

/* False: wrong usage, a message was printed. */
static bool take(void *context, const ft_opt *opt, int id) {
    run *r = context;
    if (ft_rules_take(&r->rules, id, opt->value)) return true;
    if (ft_reading_owns(id)) return ft_reading_take(&r->reading, opt, id);
    switch (id) {
    case O_ALL: r->records.all = true; return true;
    case O_PRUNE: r->prune = true; return true;
    case FT_OPT_OPERAND:
        if (r->db)
            r->paths[r->path_count++] = (char *)opt->value;
        else
            r->db = opt->value;
        return true;
    default: return false;
    }
}

static void hash_options(run *r, const fintag_rules *rules) {
    const ft_annotate_options *a = &r->reading.how;
    uint64_t hash = fintag_rules_content(rules);
    int numbers[] = {a->zone.given, a->zone.fixed, a->zone.minutes, a->tag.numbers, (int)r->reading.input.from};
    struct sha256_ctx *ctx = &r->records.options;
    sha256_init(ctx);
    ft_index_hash(ctx, FINTAG_VERSION, strlen(FINTAG_VERSION));
    ft_index_hash(ctx, &hash, sizeof hash);
    ft_index_hash(ctx, numbers, sizeof numbers);
    ft_index_hash(ctx, a->published, a->published ? strlen(a->published) : 0);
    ft_index_hash(ctx, r->reading.mapped, r->reading.mapped ? strlen(r->reading.mapped) : 0);
    /* A zone with summer time is known by its name, which ft_zone_parse hands to libc. */
    const char *zone = a->zone.given && !a->zone.fixed ? getenv("TZ") : NULL;
    ft_index_hash(ctx, zone, zone ? strlen(zone) : 0);
}

/* An article that can't be processed: said, counted, and what the index has of it stays. */
static void say_failure(run *r, const ft_input_article *article, fintag_str message) {
    fintag_str path = article->about.path;
    ft_progress_end(&r->reading.progress, &r->tally);
    if (!path.ptr) path = FINTAG_STR("standard input");
    if (article->line)
        ft_say("%.*s:%llu: %.*s", (int)path.len, path.ptr, (unsigned long long)article->line, (int)message.len,
               message.ptr);
    else
        ft_say("%.*s: %.*s", (int)path.len, path.ptr, (int)message.len, message.ptr);
}

/* In the reader's thread. */
static bool on_article(void *ctx, const ft_input_article *article) {
    run *r = ctx;
    return !ft_signals_arrived() && ft_pipeline_put(&r->pipeline, article) && !ft_signals_arrived();
}

/* In the writer's thread, like `rest`. */
static bool on_record(void *ctx, const ft_input_article *article, const char *bytes, const ft_record *record) {
    run *r = ctx;
    fintag_str failure;
    bool going = ft_index_records_take(&r->records, article, bytes, &failure);
    ft_tally_add(&r->tally, record);
    if (failure.ptr) say_failure(r, article, failure);
    ft_progress_show(&r->reading.progress, &r->tally);
    return going;
}

static void rest(void *ctx) {
    (void)ctx; /* a transaction ends by its own measure */
}

static void say_summary(const run *r) {
    uint64_t failures = r->tally.failures;
    if (r->reading.progress.when == FT_PROGRESS_NEVER && !failures && !r->records.counts.twice) return;
    ft_say("%s: %llu new, %llu changed, %llu unchanged, %llu removed, %llu error%s", r->db,
           (unsigned long long)r->records.counts.added, (unsigned long long)r->records.counts.changed,
           (unsigned long long)r->records.counts.same, (unsigned long long)r->removed, (unsigned long long)failures,
           failures == 1 ? "" : "s");
    if (r->records.counts.twice)
        ft_say("%llu article%s took the place of another with the same id (--id path keeps them apart)",
               (unsigned long long)r->records.counts.twice, r->records.counts.twice == 1 ? "" : "s");
}

/* The input is read: what could not be read is not gone. */
static bool is_complete(const run *r) {
    return !r->records.broken && !r->pipeline.lost && !r->reading.input.failed && !r->reading.input.stopped &&
           !r->tally.failures;
}

/* Everything is read and tagged: close the index. An exit status. */
static int close_index(run *r, int signal) {
    ft_index_records *records = &r->records;
    bool prune = r->prune && is_complete(r) && !signal;
    if (r->prune && !prune && !records->broken) ft_say("nothing was pruned: not all of the input could be read");
    /* Who reads must be gone for the file to be left alone. */
    ft_index_records_clear(records);
    fintag_status status = records->broken ? records->error.status : FINTAG_OK;
    if (!status && prune) status = ft_store_prune(records->store, &r->removed, &records->error);
    if (status)
        ft_store_drop(records->store);
    else
        status = ft_store_close(records->store, &records->error);
    if (status) ft_say_error(&records->error, NULL);
    return status ? FT_EXIT_IO : FT_EXIT_OK;
}

/* The index is open: the work, and the exit status. */
static int work(run *r, const fintag_rules *rules) {
    /* A transaction that ends waits for the disk for half a second. */
    enum { WAITING_PER_JOB = 16 << 20 };
    ft_consumer consumer = {.ctx = r, .put = on_record, .idle = rest, .waiting_per_job = WAITING_PER_JOB};
    if (!ft_pipeline_start(&r->pipeline, r->reading.jobs ? r->reading.jobs : ft_processors(), &r->reading.how, rules,
                           consumer)) {
        ft_index_records_clear(&r->records);
        ft_store_drop(r->records.store);
        return FT_EXIT_IO;
    }
    if (ft_progress_wanted(&r->reading.progress))
        r->reading.progress.total = ft_progress_total(r->paths, r->path_count);
    ft_progress_begin(&r->reading.progress, &r->tally);
    r->reading.input.each = on_article;
    r->reading.input.ctx = r;
    ft_input_paths(&r->reading.input, r->paths, r->path_count);
    ft_pipeline_finish(&r->pipeline);
    int signal = ft_signals_arrived();
    ft_progress_end(&r->reading.progress, &r->tally);
    if (r->pipeline.lost) ft_say("out of memory");
    if (close_index(r, signal)) return FT_EXIT_IO;
    say_summary(r);
    if (signal) return signal;
    if (r->reading.input.failed || r->pipeline.lost) return FT_EXIT_IO;
    return r->reading.fail_on_error && r->tally.failures ? FT_EXIT_FOUND : FT_EXIT_OK;
}

static int open_and_work(run *r, const fintag_rules *rules) {
    ft_index_records *records = &r->records;
    fintag_status status = ft_store_open(r->db, &records->store, &records->error);
    if (!status && (status = ft_known_open(r->db, &records->known, &records->error))) ft_store_drop(records->store);
    if (!status) return work(r, rules);
    ft_say_error(&records->error, NULL);
    return status == FINTAG_EVERSION || status == FINTAG_EUSAGE ? FT_EXIT_USAGE : FT_EXIT_IO;
}

static int prepare_and_work(run *r) {
    fintag_rules *rules = ft_rules_find(&r->rules);
    if (!rules) return FT_EXIT_USAGE;
    r->reading.input.signal_fd = ft_signals_hold();
    hash_options(r, rules);
    r->reading.how.form = &ft_index_form;
    r->reading.how.form_ctx = &r->records;
    r->records.rules = rules;
    r->records.again_how = r->reading.how;
    int status = open_and_work(r, rules);
    ft_input_free(&r->reading.input);
    fintag_rules_free(rules);
    return status;
}

static int index_articles(const ft_command *self, int argc, char **argv) {
    run r = {.self = self, .reading = {.command = self->name, .input = {.max_article = FT_MAX_ARTICLE}}};
    r.paths = calloc((size_t)argc + 1, sizeof *r.paths);
    if (!r.paths) return FT_EXIT_IO;
    int status = ft_command_take(self, argc, argv, take, &r);
    if (status < 0 && !r.db) {
        ft_say_usage(self->name, "which index? fintag index DB [PATH]...");
        status = FT_EXIT_USAGE;
    }
    if (status < 0) status = prepare_and_work(&r);
    free(r.paths);
    return status;
}

const ft_command ft_command_index = {
    .name = "index",
    .summary = "articles into an SQLite file, for fintag search",
    .usage = "[OPTION]... DB [PATH|-]...",
    .details =
        "Builds or updates the index DB, an SQLite file: an article whose id, bytes, options and rules are those of\n"
        "last time is skipped, one that changed is replaced. Input is read as by fintag annotate. An article that\n"
        "can't be processed is named on standard error and counted. Interrupted at any moment the file holds whole\n"
        "articles; the next run does the rest. `sqlite3 DB .schema` explains the tables.",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .run = index_articles};
