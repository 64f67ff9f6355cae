#include "cli/results.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cmd.h"
#include "cli/message.h"

static bool channel_open(ft_channel *channel, const char *path, ft_compression compression, uint64_t keep,
                         int signal_fd) {
    channel->encoder = ft_encoder_new(compression);
    if (!channel->encoder) ft_say("out of memory");
    channel->open = channel->encoder && ft_output_open(&channel->out, path, keep, signal_fd);
    if (channel->open) return true;
    ft_encoder_free(channel->encoder);
    channel->encoder = NULL;
    return false;
}

static int channel_close(ft_channel *channel, ft_output_fate fate) {
    if (!channel->open) return FT_EXIT_OK;
    ft_encoder_end(channel->encoder, fate == FT_OUTPUT_APPEAR && !channel->out.length && !channel->out.used,
                   &channel->out);
    int status = ft_output_close(&channel->out, fate);
    ft_encoder_free(channel->encoder);
    channel->encoder = NULL;
    channel->open = false;
    return status;
}

static bool put_bytes(ft_results *results, const char *bytes, size_t len) {
    results->now.written += len;
    results->since += len;
    return ft_encoder_put(results->records.encoder, bytes, len, &results->records.out);
}

static bool put_scratch(ft_results *results) {
    if (results->scratch.failed) results->records.out.failure = ENOMEM;
    bool going = put_bytes(results, results->scratch.ptr, results->scratch.len);
    ft_buf_clear(&results->scratch);
    return going;
}

static ft_compression errors_compression(const ft_results *results) {
    return ft_compression_of(results->options->errors);
}

bool ft_results_init(ft_results *results, const ft_results_options *options) {
    *results = (ft_results){.options = options, .sink.json = options->json, .journal.fd = -1};
    results->sink.out = &results->scratch;
    const char *path = options->output && strcmp(options->output, "-") != 0 ? options->output : NULL;
    char *journal = NULL;
    results->in_parts = path && ft_parts_meant(path);
    results->parts = (ft_parts){.folder = path,
                                .shard = options->shard,
                                .shards = options->shards,
                                .ending = options->form->ending,
                                .compressed = ft_compression_ending(options->compression)};
    if (results->in_parts)
        journal = ft_parts_journal(&results->arena, &results->parts);
    else if (path)
        journal = (char *)ft_format(&results->arena, "%s.journal", path).ptr;
    sha256_init(&results->digest);
    bool held = !results->arena.failed && (!journal || ft_journal_init(&results->journal, journal));
    if (!held) ft_say("out of memory");
    return held;
}

void ft_results_clear(ft_results *results) {
    ft_journal_clear(&results->journal);
    ft_buf_free(&results->scratch);
    ft_arena_free(&results->arena);
}

/* SHA-256 of the articles so far. */
static void digest_so_far(const ft_results *results, char *text) {
    struct sha256_ctx so_far = results->digest;
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_digest(&so_far, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++) snprintf(text + 2 * i, 3, "%02x", digest[i]);
}

/* Put on the disk what there is, and write down how far it goes. */
static bool checkpoint(ft_results *results) {
    ft_channel *records = &results->records, *errors = &results->errors;
    results->since = 0;
    if (records->open && !(ft_encoder_end(records->encoder, false, &records->out) && ft_output_sync(&records->out)))
        return false;
    if (errors->open && !(ft_encoder_end(errors->encoder, false, &errors->out) && ft_output_sync(&errors->out)))
        return false;
    digest_so_far(results, results->now.digest);
    results->now.length = records->open ? records->out.length : 0;
    results->now.errors_length = errors->open && ft_output_is_file(&errors->out) ? errors->out.length : 0;
    int failure = ft_journal_add(&results->journal, &results->now);
    if (!failure) return true;
    ft_say("can't write %s: %s", results->journal.path, strerror(failure));
    if (records->open && !records->out.failure) records->out.failure = failure;
    return false;
}

static bool begin_part(ft_results *results, uint64_t keep) {
    const ft_results_options *options = results->options;
    const char *path =
        results->in_parts ? ft_parts_name(&results->arena, &results->parts, results->now.part) : options->output;
    if (results->arena.failed) ft_say("out of memory");
    if (results->arena.failed || !channel_open(&results->records, path, options->compression, keep, results->signal_fd))
        return false;
    results->records.out.flush_lines = options->flush_lines && !ft_output_is_file(&results->records.out);
    if (results->now.written || !options->form->begin) return true;
    options->form->begin(&results->sink);
    return put_scratch(results);
}

/* What stands behind the records of a file. */
static bool put_end(ft_results *results) {
    if (!results->options->form->end) return true;
    results->options->form->end(&results->sink, results->now.any);
    return put_scratch(results);
}

/* The journal speaks of the next part before this one gets its name; a run that goes on puts the name right. */
static bool end_part(ft_results *results) {
    ft_channel *records = &results->records;
    if (!put_end(results) || !ft_encoder_end(records->encoder, false, &records->out) || !ft_output_sync(&records->out))
        return false;
    ft_channel ended = *records;
    *records = (ft_channel){0};
    results->now.part++;
    results->now.written = 0;
    results->now.any = false;
    bool going = checkpoint(results);
    if (channel_close(&ended, going ? FT_OUTPUT_APPEAR : FT_OUTPUT_WAIT) == FT_EXIT_OK) return going;
    records->out.failure = EIO;
    return false;
}

/* A name that a killed run could not put right any more. */
static bool appear(ft_results *results, const char *path) {
    char *target = path ? realpath(path, NULL) : NULL; /* a link is kept, and what it leads to replaced */
    const char *name = target ? target : path;
    const char *part = name ? ft_format(&results->arena, "%s.part", name).ptr : NULL;
    bool done = part && (rename(part, name) == 0 || errno == ENOENT);
    if (!done) ft_say("can't write %s: %s", path ? path : results->options->output, strerror(part ? errno : ENOMEM));
    free(target);
    return done;
}

/* All was done but the names. */
static int finish_names(ft_results *results) {
    const char *path = results->in_parts ? ft_parts_name(&results->arena, &results->parts, results->now.part)
                                         : results->options->output;
    results->over = true;
    if (!appear(results, path)) return FT_EXIT_IO;
    if (results->options->errors && !appear(results, results->options->errors)) return FT_EXIT_IO;
    if (!results->in_parts) {
        ft_journal_remove(&results->journal);
        return FT_EXIT_OK;
    }
    const char *success = ft_parts_success(&results->arena, &results->parts);
    return success && (rename(results->journal.path, success) == 0 || errno == ENOENT) ? FT_EXIT_OK : FT_EXIT_IO;
}

/* The journal of a folder that is complete stands under another name. */
static ft_journal_state load(ft_results *results) {
    ft_journal *journal = &results->journal;
    ft_journal_state state = ft_journal_load(journal, &results->after);
    const char *success = results->in_parts ? ft_parts_success(&results->arena, &results->parts) : NULL;
    if (state != FT_JOURNAL_NONE || !success || access(success, F_OK) != 0) return state;
    char *path = journal->path;
    journal->path = (char *)success;
    state = ft_journal_load(journal, &results->after);
    journal->path = path;
    return state;
}

/* FT_EXIT_OK with results->skip, results->over, or nothing to go on from. */
static int look_back(ft_results *results) {
    switch (load(results)) {
    case FT_JOURNAL_REFUSED: return FT_EXIT_USAGE;
    case FT_JOURNAL_FAILED: return FT_EXIT_IO;
    case FT_JOURNAL_NONE: return FT_EXIT_OK;
    case FT_JOURNAL_FOUND: break;
    }
    results->now = results->after;
    if (results->now.done) return finish_names(results);
    results->skip = results->after.tally.articles;
    if (!results->in_parts || !results->now.part) return FT_EXIT_OK;
    const char *before = ft_parts_name(&results->arena, &results->parts, results->now.part - 1);
    return appear(results, before) ? FT_EXIT_OK : FT_EXIT_IO;
}

int ft_results_open(ft_results *results, int signal_fd) {
    const ft_results_options *options = results->options;
    results->signal_fd = signal_fd;
    bool has_journal = results->journal.path != NULL;
    if (options->resume) {
        int status = look_back(results);
        if (status || results->over) return status;
    }
    if (results->in_parts && !ft_parts_open(&results->parts, results->skip)) return FT_EXIT_USAGE;
    bool between_parts = results->in_parts && results->skip && !results->now.written;
    if (!between_parts && !begin_part(results, results->now.length)) {
        if (results->records.open) ft_results_close(results, FT_RESULTS_BROKEN);
        return FT_EXIT_IO;
    }
    results->journaled = has_journal && (between_parts || ft_output_is_file(&results->records.out));
    if (options->errors) {
        if (!channel_open(&results->errors, options->errors, errors_compression(results), results->now.errors_length,
                          signal_fd)) {
            ft_results_close(results, FT_RESULTS_BROKEN);
            return FT_EXIT_IO;
        }
        results->errors.out.flush_lines = options->flush_lines;
    }
    /* Now that the outputs are ours, and before they are cut: what an earlier run left must not be taken for what this
     * one does. */
    if (results->journaled && !results->skip) ft_journal_remove(&results->journal);
    if (!options->resume || results->journaled) return FT_EXIT_OK;
    ft_say("--resume: %s is no file", options->output);
    ft_results_close(results, FT_RESULTS_BROKEN);
    return FT_EXIT_USAGE;
}

static void hash(ft_results *results, const void *bytes, size_t len) {
    if (len) sha256_update(&results->digest, len, bytes);
}

static void hash_article(ft_results *results, const ft_input_article *article) {
    const fintag_error *failure = article->failure;
    const uint64_t about[] = {article->about.path.len, article->bytes.len, article->line, article->about.base,
                              failure ? 1 + (uint64_t)failure->status : 0};
    hash(results, about, sizeof about);
    hash(results, article->about.path.ptr, article->about.path.len);
    hash(results, article->bytes.ptr, article->bytes.len);
}

bool ft_results_passed(ft_results *results, const ft_input_article *article) {
    if (!results->skip) return false;
    hash_article(results, article);
    if (--results->skip) return true;
    char text[sizeof results->after.digest];
    digest_so_far(results, text);
    results->other_input = strcmp(text, results->after.digest) != 0;
    return true;
}

static bool has_failed(const ft_results *results) {
    return results->records.out.failure || results->errors.out.failure;
}

static bool put_error(ft_results *results, const char *bytes, size_t len) {
    results->since += len;
    return ft_encoder_put(results->errors.encoder, bytes, len, &results->errors.out) &&
           ft_output_line_end(&results->errors.out);
}

static bool put_record(ft_results *results, const char *bytes, size_t len) {
    const ft_results_options *options = results->options;
    const char *between = options->form->between;
    if (results->in_parts && results->records.open && results->now.written >= options->part_size && !end_part(results))
        return false;
    if (!results->records.open && !begin_part(results, 0)) {
        results->records.out.failure = EIO;
        return false;
    }
    if (results->now.any && between) put_bytes(results, between, strlen(between));
    results->now.any = true;
    return put_bytes(results, bytes, len) && ft_output_line_end(&results->records.out);
}

bool ft_results_put(ft_results *results, const ft_input_article *article, const char *bytes, const ft_record *record) {
    if (has_failed(results)) return false;
    bool apart = record->failed && results->errors.open;
    if (!(apart ? put_error(results, bytes, record->len) : put_record(results, bytes, record->len))) return false;
    if (results->journaled) hash_article(results, article);
    ft_tally_add(&results->now.tally, record);
    return !results->journaled || results->since < results->options->checkpoint || checkpoint(results);
}

void ft_results_flush(ft_results *results) {
    if (results->records.open && results->records.out.flush_lines) ft_output_flush(&results->records.out);
    if (results->errors.open && results->errors.out.flush_lines) ft_output_flush(&results->errors.out);
}

/* So that whoever reads can tell a stream that is complete from one that was cut. */
static bool put_trailer(ft_results *results) {
    const ft_results_options *options = results->options;
    const ft_tally *t = &results->now.tally;
    char line[256], shard[32] = "null";
    if (options->shards > 1) snprintf(shard, sizeof shard, "\"%u/%u\"", options->shard, options->shards);
    int len = snprintf(line, sizeof line,
                       "{\"schema\":\"fintag/1\",\"status\":\"trailer\",\"articles\":%" PRIu64 ",\"errors\":%" PRIu64
                       ",\"entities\":%" PRIu64 ",\"warnings\":%" PRIu64 ",\"bytes\":%" PRIu64 ",\"shard\":%s}\n",
                       t->articles, t->failures, t->entities, t->warnings, t->bytes, shard);
    return put_bytes(results, line, (size_t)len);
}

static bool complete(ft_results *results) {
    if (!results->records.open && !begin_part(results, 0)) return false;
    if (results->options->trailer && !put_trailer(results)) return false;
    if (!put_end(results)) return false;
    results->now.done = true;
    /* A run that was over before its first checkpoint leaves no journal behind, wherever it is killed. */
    bool wanted = results->in_parts || results->journal.fd >= 0;
    return !results->journaled || !wanted || checkpoint(results);
}

static int close_complete(ft_results *results) {
    bool done = complete(results);
    ft_output_fate fate = done ? FT_OUTPUT_APPEAR : results->journal.fd >= 0 ? FT_OUTPUT_WAIT : FT_OUTPUT_DROP;
    int status = channel_close(&results->records, fate);
    int other = channel_close(&results->errors, results->journaled ? fate : FT_OUTPUT_APPEAR);
    if (!status) status = other ? other : done || results->records.out.failure == EPIPE ? FT_EXIT_OK : FT_EXIT_IO;
    if (status || !results->journaled || results->journal.fd < 0) return status;
    return finish_names(results);
}

static int close_interrupted(ft_results *results) {
    bool plain = results->options->compression == FT_COMPRESS_NONE &&
                 (!results->errors.open || errors_compression(results) == FT_COMPRESS_NONE);
    if (!results->journaled) {
        if (results->records.open) put_end(results);
        int status = channel_close(&results->records, FT_OUTPUT_APPEAR);
        int other = channel_close(&results->errors, FT_OUTPUT_APPEAR);
        return status ? status : other;
    }
    if (plain && !results->skip && !has_failed(results)) checkpoint(results);
    if (results->journal.fd >= 0)
        ft_say("interrupted; the same command with --resume goes on with %s", results->options->output);
    int status = channel_close(&results->records, FT_OUTPUT_WAIT);
    int other = channel_close(&results->errors, FT_OUTPUT_WAIT);
    return status ? status : other;
}

int ft_results_close(ft_results *results, ft_results_end end) {
    if (end == FT_RESULTS_COMPLETE && !has_failed(results)) return close_complete(results);
    if (end == FT_RESULTS_INTERRUPTED) return close_interrupted(results);
    ft_output_fate fate = results->journal.fd >= 0 || results->skip ? FT_OUTPUT_WAIT : FT_OUTPUT_DROP;
    int status = channel_close(&results->records, fate);
    int other = channel_close(&results->errors, results->journaled ? fate : FT_OUTPUT_APPEAR);
    if (!status) status = other;
    return !status && has_failed(results) && !ft_results_unread(results) ? FT_EXIT_IO : status;
}

bool ft_results_unread(const ft_results *results) {
    return results->records.out.failure == EPIPE;
}
