#include "cli/request.h"

#include <stdio.h>
#include <string.h>

#include "cli/message.h"

enum {
    O_TO,
    O_OUTPUT,
    O_ERRORS,
    O_OFFSETS,
    O_NO_TEXT,
    O_PRETTY,
    O_COMPRESS,
    O_PART_SIZE,
    O_RESUME,
    O_CHECKPOINT,
    O_TRAILER,
    O_SHARD,
    O_COUNTERS
};

static const ft_choice offset_choices[] = {
    {"codepoint", FINTAG_CODEPOINT, false}, {"utf16", FINTAG_UTF16, false}, {"byte", FINTAG_BYTE, false}, {0}};

const ft_option ft_request_options[] = {
    FT_OPTION_FROM,
    {.id = O_TO, .name = "to", .argument = "FORMAT", .choices = ft_to_choices, .help = "format of the output:"},
    {.id = O_OUTPUT,
     .letter = 'o',
     .name = "output",
     .argument = "PATH",
     .help = "write to this file, which appears when it is complete; DIR/: a folder of parts"},
    {.id = O_COMPRESS,
     .name = "compress",
     .argument = "HOW",
     .choices = ft_compress_choices,
     .help = "of --output; by default as its name ends, in .gz or .zst:"},
    {.id = O_PART_SIZE,
     .name = "part-size",
     .argument = "SIZE",
     .help = "begin a new part after so much, before compression (default 256M)"},
    {.id = O_RESUME, .name = "resume", .help = "go on with what a run with the same options was killed over"},
    {.id = O_CHECKPOINT,
     .name = "checkpoint",
     .argument = "SIZE",
     .help = "the most output that a killed run loses (default 8M)"},
    {.id = O_ERRORS, .name = "errors", .argument = "FILE", .help = "write error records there, not among the others"},
    FT_OPTION_PUBLISHED,
    FT_OPTION_TZ,
    FT_OPTION_ID,
    FT_RULES_OPTIONS,
    FT_OPTION_TYPES,
    FT_OPTION_NUMBERS,
    {.id = O_OFFSETS,
     .name = "offsets",
     .argument = "UNIT",
     .choices = offset_choices,
     .help = "unit of start and end:"},
    {.id = O_NO_TEXT, .name = "no-text", .help = "leave the text out"},
    {.id = O_PRETTY, .name = "pretty", .help = "objects over several lines"},
    {.id = O_TRAILER, .name = "trailer", .help = "a last line with the counts, which tells that no line is missing"},
    FT_OPTION_JOBS,
    {.id = O_SHARD, .name = "shard", .argument = "I/N", .help = "only every N-th article, from the I-th (1 to N) on"},
    FT_OPTION_MAX_ARTICLE,
    FT_OPTION_FAIL_ON,
    FT_OPTION_PROGRESS,
    {.id = O_COUNTERS, .name = "counters", .help = "lines on standard error that Hadoop Streaming counts by"},
    FT_OPTION_MAP,
};

enum { CHECKPOINT = 8 << 20, PART_SIZE = 256 << 20 };
static const size_t largest_size = (size_t)1 << 40;

static bool take_size(const ft_request *r, const ft_opt *opt, size_t *size) {
    if (ft_parse_size(opt->value, largest_size, size)) return true;
    ft_say_usage(r->reading.command, "--%s: '%s' is no size of 1 byte or more", opt->option->name, opt->value);
    return false;
}

static bool take_shard(ft_request *r, const char *value) {
    if (ft_shard_parse(value, &r->shard)) return true;
    ft_say_usage(r->reading.command, "--shard: '%s' is not such as 1/8, with 1 to 8 before the slash", value);
    return false;
}

/* What is said of the output. */
static bool take_output(ft_request *r, const ft_opt *opt, int id) {
    ft_results_options *results = &r->results;
    switch (id) {
    case O_TO: r->to = (ft_to)opt->choice; return true;
    case O_OUTPUT: results->output = opt->value; return true;
    case O_ERRORS: results->errors = opt->value; return true;
    case O_COMPRESS: results->compression = (ft_compression)opt->choice; return true;
    case O_PART_SIZE: return take_size(r, opt, &results->part_size);
    case O_CHECKPOINT: return take_size(r, opt, &results->checkpoint);
    case O_RESUME: results->resume = true; return true;
    case O_TRAILER: results->trailer = true; return true;
    case O_OFFSETS: r->reading.how.json.offsets = (fintag_offsets)opt->choice; return true;
    case O_NO_TEXT: r->reading.how.json.no_text = true; return true;
    case O_PRETTY: r->reading.how.json.pretty = true; return true;
    default: return false;
    }
}

bool ft_request_take(ft_request *r, const ft_opt *opt, int id) {
    if (ft_rules_take(&r->rules, id, opt->value)) return true;
    if (ft_reading_owns(id)) return ft_reading_take(&r->reading, opt, id);
    switch (id) {
    case O_SHARD: return take_shard(r, opt->value);
    case O_COUNTERS: r->reading.progress.counters = true; return true;
    case FT_OPT_OPERAND: r->paths[r->path_count++] = (char *)opt->value; return true;
    default: return take_output(r, opt, id);
    }
}

bool ft_request_settle(ft_request *r) {
    ft_results_options *results = &r->results;
    bool to_file = results->output && strcmp(results->output, "-") != 0;
    if (results->resume && !to_file) {
        ft_say_usage(r->reading.command, "--resume needs --output: what went to standard output can't be gone on with");
        return false;
    }
    if (results->compression > FT_COMPRESS_NONE && !to_file) {
        ft_say_usage(r->reading.command, "--compress needs --output; or write to a pipe, as in | zstd > FILE");
        return false;
    }
    if (results->trailer && r->to != FT_TO_NDJSON) {
        ft_say_usage(r->reading.command, "--trailer needs --to ndjson");
        return false;
    }
    if (r->reading.how.json.pretty && r->to > FT_TO_HTML) {
        ft_say_usage(r->reading.command, "--pretty needs --to ndjson or json");
        return false;
    }
    if (r->reading.how.json.offsets != FINTAG_CODEPOINT && ft_sink_find(r->to)->codepoints) {
        ft_say_usage(r->reading.command, "--to %s has offsets in code points only",
                     ft_choice_name(ft_to_choices, (int)r->to));
        return false;
    }
    if (results->compression == FT_COMPRESS_BY_NAME)
        results->compression = to_file ? ft_compression_of(results->output) : FT_COMPRESS_NONE;
    if (!results->part_size) results->part_size = PART_SIZE;
    if (!results->checkpoint) results->checkpoint = CHECKPOINT;
    if (!r->reading.jobs) r->reading.jobs = ft_processors();
    results->form = r->reading.how.form = ft_sink_find(r->to);
    results->json = r->reading.how.json;
    results->shard = r->shard.index;
    results->shards = r->shard.count;
    r->reading.how.errors_apart = results->errors != NULL;
    return true;
}

void ft_request_describe(const ft_request *r, uint64_t rules, ft_journal *journal) {
    const ft_results_options *results = &r->results;
    const ft_annotate_options *how = &r->reading.how;
    char text[64];
    ft_journal_setting(journal, "version", FINTAG_VERSION);
    snprintf(text, sizeof text, "%016llx", (unsigned long long)rules);
    ft_journal_setting(journal, "rules", text);
    snprintf(text, sizeof text, "%u/%u", r->shard.index, r->shard.count);
    ft_journal_setting(journal, "--shard", text);
    ft_journal_setting(journal, "--from", ft_choice_name(ft_from_choices, (int)r->reading.input.from));
    ft_journal_setting(journal, "--map", r->reading.mapped ? r->reading.mapped : "");
    ft_journal_setting(journal, "--to", ft_choice_name(ft_to_choices, (int)r->to));
    ft_journal_setting(journal, "--errors", results->errors ? results->errors : "");
    ft_journal_setting(journal, "--compress", ft_choice_name(ft_compress_choices, (int)results->compression));
    ft_journal_number(journal, "--part-size", results->part_size);
    ft_journal_number(journal, "--checkpoint", results->checkpoint);
    ft_journal_number(journal, "--trailer", results->trailer);
    ft_journal_setting(journal, "--published", how->published ? how->published : "");
    ft_journal_setting(journal, "--tz", r->reading.tz ? r->reading.tz : "");
    ft_journal_setting(journal, "--id", ft_choice_name(ft_id_choices, how->id_is_path));
    ft_journal_number(journal, "--types", how->tag.types);
    ft_journal_number(journal, "--numbers", how->tag.numbers);
    ft_journal_setting(journal, "--offsets", ft_choice_name(offset_choices, (int)how->json.offsets));
    ft_journal_number(journal, "--no-text", how->json.no_text);
    ft_journal_number(journal, "--pretty", how->json.pretty);
    ft_journal_number(journal, "--max-article", r->reading.input.max_article);
}
