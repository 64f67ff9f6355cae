/* A store with threads of its own: some tag, one writes, side by side, and the caller only reads.
 *
 *     caller reads  ─►  slots, in order  ─►  taggers, each the next slot  ─►  one writer, slot by slot
 *
 * A slot is a document that goes round: the caller reads an article into the one that is free and hands it over. */
#ifndef FT_WRITER_H
#define FT_WRITER_H

#include "index/store.h"

typedef struct ft_writer ft_writer;

typedef enum {
    FT_WRITER_PUT,  /* the document is to be tagged, and goes into the index */
    FT_WRITER_SAME, /* it is only read: the index has the article as it is */
    FT_WRITER_KEEP  /* it could not be processed: what the index has of its id stays */
} ft_writer_job;

/* What became of the articles. */
typedef struct {
    uint64_t added, changed, same, twice;
} ft_writer_counts;

typedef struct {
    const fintag_rules *rules; /* these two may not go away before the writer */
    const fintag_tag_options *options;
    unsigned jobs; /* articles that are tagged at once, 1 or more */
    bool all;      /* nothing is skipped */
    void *ctx;
    /* An article could not be tagged; what the index has of it stays. Called in the caller's thread. */
    void (*failed)(void *ctx, const fintag_article *article, uint64_t line, const fintag_error *error);
} ft_writer_options;

/* Open the store and start the threads. */
fintag_status ft_writer_open(const char *path, const ft_writer_options *options, ft_writer **out, fintag_error *err);
/* The document for the next article. Waits for one to be free. */
fintag_doc *ft_writer_doc(ft_writer *writer);
/* Is the article that was read into it the one that the index holds? */
bool ft_writer_has(ft_writer *writer, const uint8_t hash[static FT_HASH]);
/* Hand it over. `base` is where the article's bytes begin in its file, `line` is for failed(). False: writing has
 * failed; see ft_writer_close. */
bool ft_writer_hand(ft_writer *writer, ft_writer_job job, const uint8_t hash[static FT_HASH], uint64_t base,
                    uint64_t line);
/* Wait for the threads. After that failed() is not called any more. */
void ft_writer_finish(ft_writer *writer);
/* When finished: with `prune` remove what was not met, commit and free. *removed may be NULL without prune. */
fintag_status ft_writer_close(ft_writer *writer, bool prune, ft_writer_counts *counts, uint64_t *removed,
                              fintag_error *err);

#endif
