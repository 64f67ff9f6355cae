/* A store that is written in a thread of its own, so that tagging and writing go on side by side.
 *
 * Documents go round: the caller reads an article into the one that is free, tags it and hands it over. */
#ifndef FT_WRITER_H
#define FT_WRITER_H

#include "index/store.h"

typedef struct ft_writer ft_writer;

typedef enum {
    FT_WRITER_PUT,  /* the document is tagged */
    FT_WRITER_SAME, /* it is only read: the index has the article as it is */
    FT_WRITER_KEEP  /* it could not be processed: what the index has of its id stays */
} ft_writer_job;

/* What became of the articles. */
typedef struct {
    uint64_t added, changed, same, twice;
} ft_writer_counts;

/* Open the store and start the thread. `options` are those of tagging; with `all` nothing is skipped. Neither they nor
 * the rules may go away before the writer. */
fintag_status ft_writer_open(const char *path, const fintag_rules *rules, const fintag_tag_options *options, bool all,
                             ft_writer **out, fintag_error *err);
/* The document for the next article. Waits for one to be free. */
fintag_doc *ft_writer_doc(ft_writer *writer);
/* Is the article that was read into it the one that the index holds? */
bool ft_writer_has(ft_writer *writer, const uint8_t hash[static FT_HASH]);
/* Hand it over. `base` is where the article's bytes begin in its file. False: writing has failed; see ft_writer_close.
 */
bool ft_writer_hand(ft_writer *writer, ft_writer_job job, const uint8_t hash[static FT_HASH], uint64_t base);
/* Wait for the thread, with `prune` remove what was not met, commit and free. *removed may be NULL without prune. */
fintag_status ft_writer_close(ft_writer *writer, bool prune, ft_writer_counts *counts, uint64_t *removed,
                              fintag_error *err);

#endif
