/* Where records go, in order: standard output, a file, or a folder of parts, and the error records apart from them when
 * wanted. Keeps the count of what came through, and for files a journal, so that a later run can go on.
 *
 * Checkpoints stand where the records before them say, not where the clock does: they end a frame of compressed output,
 * so the bytes are the same however often a run was broken off. */
#ifndef FT_RESULTS_H
#define FT_RESULTS_H

#include <nettle/sha2.h>

#include "cli/compress.h"
#include "cli/journal.h"
#include "cli/parts.h"

typedef struct {
    const char *output; /* NULL or "-": standard output; a folder: parts; else a file */
    const char *errors; /* NULL: error records stand among the others */
    ft_compression compression;
    size_t part_size; /* bytes before compression after which a new part begins */
    size_t checkpoint;
    bool resume, trailer, flush_lines;
    unsigned shard, shards;
    const ft_sink_form *form;
    fintag_json_options json;
} ft_results_options;

/* One file or stream, with its compression. */
typedef struct {
    bool open;
    ft_output out;
    ft_encoder *encoder;
} ft_channel;

typedef struct {
    const ft_results_options *options;
    ft_arena arena; /* paths */
    int signal_fd;
    bool in_parts;
    ft_parts parts;
    bool journaled;
    ft_journal journal;
    ft_channel records, errors;
    ft_checkpoint now;   /* as the output stands */
    uint64_t skip;       /* articles that an earlier run has done, still to be passed over */
    ft_checkpoint after; /* what `now` will be behind them */
    size_t since;        /* bytes since the last checkpoint */
    struct sha256_ctx digest;
    ft_sink sink; /* of what stands between records */
    ft_buf scratch;
    bool over;        /* an earlier run has done it all */
    bool other_input; /* the articles to be passed over were others */
} ft_results;

/* Decide what the output is. False, with a message, when the options make no sense. What shapes the records is then to
 * be said with ft_journal_setting(&results->journal, ...). */
bool ft_results_init(ft_results *results, const ft_results_options *options);
/* Look for an earlier run when asked to, and open what is written to. An exit status; messages are printed. */
int ft_results_open(ft_results *results, int signal_fd);
/* Is the article one that an earlier run has done? To be asked for each, in order, until results->skip is 0. */
bool ft_results_passed(ft_results *results, const ft_input_article *article);
/* Take the record of an article. False when it makes no sense to go on. */
bool ft_results_put(ft_results *results, const ft_input_article *article, const char *bytes, const ft_record *record);
/* No more may come for a while. */
void ft_results_flush(ft_results *results);

typedef enum {
    FT_RESULTS_COMPLETE,
    FT_RESULTS_INTERRUPTED, /* by a signal: what is done stands, and may be gone on from */
    FT_RESULTS_BROKEN       /* by a failure */
} ft_results_end;
/* Close it all. An exit status; messages are printed. */
int ft_results_close(ft_results *results, ft_results_end end);
/* Did whoever read standard output go away? */
bool ft_results_unread(const ft_results *results);
void ft_results_clear(ft_results *results);

#endif
