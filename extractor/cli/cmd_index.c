/* Articles into an embedded index, and again only those that changed. */
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/annotate.h"
#include "cli/cmd.h"
#include "cli/message.h"
#include "cli/pipeline.h"
#include "cli/reading.h"
#include "cli/rules_find.h"
#include "cli/signals.h"
#include "index/writer.h"

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
    ft_annotator annotator; /* reads; tagging and writing are the writer's */
    char **paths;
    size_t path_count;
    bool all, prune;
    ft_tally tally;
    ft_writer *writer;
    struct sha256_ctx options; /* what the result depends on beside the article */
    fintag_error error;
    bool broken; /* the index could not be written */
    ft_writer_counts counts;
    uint64_t removed;
} run;

/* False: wrong usage, a message was printed. */
static bool take(void *context, const ft_opt *opt, int id) {
    run *r = context;
    if (ft_rules_take(&r->rules, id, opt->value)) return true;
    if (ft_reading_owns(id)) return ft_reading_take(&r->reading, opt, id);
    switch (id) {
    case O_ALL: r->all = true; return true;
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

static void hash_str(struct sha256_ctx *ctx, const void *ptr, size_t len) {
    uint64_t size = len;
    sha256_update(ctx, sizeof size, (const uint8_t *)&size);
    if (len) sha256_update(ctx, len, ptr);
}

static void hash_options(run *r, const fintag_rules *rules) {
    const ft_annotate_options *a = &r->reading.how;
    uint64_t hash = fintag_rules_content(rules);
    int numbers[] = {a->zone.given, a->zone.fixed, a->zone.minutes, a->tag.numbers, (int)r->reading.input.from};
    sha256_init(&r->options);
    hash_str(&r->options, FINTAG_VERSION, strlen(FINTAG_VERSION));
    hash_str(&r->options, &hash, sizeof hash);
    hash_str(&r->options, numbers, sizeof numbers);
    hash_str(&r->options, a->published, a->published ? strlen(a->published) : 0);
    hash_str(&r->options, r->reading.mapped, r->reading.mapped ? strlen(r->reading.mapped) : 0);
    /* A zone with summer time is known by its name, which ft_zone_parse hands to libc. */
    const char *zone = a->zone.given && !a->zone.fixed ? getenv("TZ") : NULL;
    hash_str(&r->options, zone, zone ? strlen(zone) : 0);
}

static void hash_article(const run *r, const ft_input_article *article, uint8_t hash[static FT_HASH]) {
    struct sha256_ctx ctx = r->options;
    const fintag_article *read = fintag_doc_article(r->annotator.doc);
    hash_str(&ctx, article->bytes.ptr, article->bytes.len);
    /* A path, a row of CSV, an item of a feed may have given what the bytes don't say. */
    const fintag_str fields[] = {read->published, read->url,    read->format, read->lang,
                                 read->media,     read->author, read->title,  read->text};
    size_t count = sizeof fields / sizeof *fields - (article->about.field_count ? 0 : 2);
    for (size_t i = 0; i < count; i++) hash_str(&ctx, fields[i].ptr, fields[i].len);
    sha256_digest(&ctx, FT_HASH, hash);
}

/* An article that can't be processed: said, counted, and what the index has of it stays. */
static void say_failure(void *ctx, const fintag_article *article, uint64_t line, const fintag_error *error) {
    run *r = ctx;
    fintag_str path = article->path;
    ft_progress_end(&r->reading.progress, &r->tally);
    if (line)
        ft_say("%.*s:%llu: %s", path.ptr ? (int)path.len : 14, path.ptr ? path.ptr : "standard input",
               (unsigned long long)line, error->message);
    else
        ft_say("%.*s: %s", path.ptr ? (int)path.len : 14, path.ptr ? path.ptr : "standard input", error->message);
    r->tally.failures++;
}

static void index_article(run *r, const ft_input_article *article) {
    fintag_error error = {.at = -1};
    uint8_t hash[FT_HASH] = {0};
    r->annotator.doc = ft_writer_doc(r->writer);
    fintag_status status = ft_annotator_read(&r->annotator, article, &error);
    if (article->failure) {
        status = article->failure->status;
        error = *article->failure;
    }
    ft_writer_job job = FT_WRITER_KEEP;
    if (status) {
        fintag_article about = {.path = article->about.path};
        say_failure(r, &about, article->line, &error);
    } else {
        hash_article(r, article, hash);
        job = ft_writer_has(r->writer, hash) ? FT_WRITER_SAME : FT_WRITER_PUT;
    }
    r->broken = !ft_writer_hand(r->writer, job, hash, article->about.base, article->line);
}

static bool on_article(void *ctx, const ft_input_article *article) {
    run *r = ctx;
    index_article(r, article);
    r->tally.articles++;
    r->tally.bytes += article->bytes.len;
    ft_progress_show(&r->reading.progress, &r->tally);
    return !r->broken && !ft_signals_arrived();
}

static void say_summary(const run *r) {
    uint64_t failures = r->tally.failures;
    if (r->reading.progress.when == FT_PROGRESS_NEVER && !failures && !r->counts.twice) return;
    ft_say("%s: %llu new, %llu changed, %llu unchanged, %llu removed, %llu error%s", r->db,
           (unsigned long long)r->counts.added, (unsigned long long)r->counts.changed,
           (unsigned long long)r->counts.same, (unsigned long long)r->removed, (unsigned long long)failures,
           failures == 1 ? "" : "s");
    if (r->counts.twice)
        ft_say("%llu article%s took the place of another with the same id (--id path keeps them apart)",
               (unsigned long long)r->counts.twice, r->counts.twice == 1 ? "" : "s");
}

/* The index is open: the work, and the exit status. */
static int work(run *r) {
    if (ft_progress_wanted(&r->reading.progress))
        r->reading.progress.total = ft_progress_total(r->paths, r->path_count);
    ft_progress_begin(&r->reading.progress, &r->tally);
    r->reading.input.each = on_article;
    r->reading.input.ctx = r;
    ft_input_paths(&r->reading.input, r->paths, r->path_count);
    ft_writer_finish(r->writer);
    int signal = ft_signals_arrived();
    ft_progress_end(&r->reading.progress, &r->tally);
    /* What could not be read is not gone. */
    bool complete =
        !r->broken && !signal && !r->reading.input.failed && !r->reading.input.stopped && !r->tally.failures;
    if (r->prune && !complete && !r->broken) ft_say("nothing was pruned: not all of the input could be read");
    if (ft_writer_close(r->writer, r->prune && complete, &r->counts, &r->removed, &r->error)) {
        ft_say_error(&r->error, NULL);
        return FT_EXIT_IO;
    }
    say_summary(r);
    if (signal) return signal;
    if (r->reading.input.failed) return FT_EXIT_IO;
    return r->reading.fail_on_error && r->tally.failures ? FT_EXIT_FOUND : FT_EXIT_OK;
}

static int prepare_and_work(run *r) {
    fintag_rules *rules = ft_rules_find(&r->rules);
    if (!rules) return FT_EXIT_USAGE;
    int status = FT_EXIT_IO;
    r->reading.input.signal_fd = ft_signals_hold();
    hash_options(r, rules);
    r->annotator.options = &r->reading.how;
    const ft_writer_options how = {.rules = rules,
                                   .options = &r->reading.how.tag,
                                   .jobs = r->reading.jobs ? r->reading.jobs : ft_processors(),
                                   .all = r->all,
                                   .ctx = r,
                                   .failed = say_failure};
    if (ft_writer_open(r->db, &how, &r->writer, &r->error)) {
        ft_say_error(&r->error, NULL);
        bool unfit = r->error.status == FINTAG_EVERSION || r->error.status == FINTAG_EUSAGE;
        status = unfit ? FT_EXIT_USAGE : FT_EXIT_IO;
    } else {
        status = work(r);
    }
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
