/* What `fintag index` does with articles: a form of output whose records are the articles packed for the index, and the
 * taking of them, in order, by the one thread that writes it. */
#ifndef FT_INDEX_RECORDS_H
#define FT_INDEX_RECORDS_H

#include <nettle/sha2.h>

#include "cli/annotate.h"
#include "index/known.h"

/* What became of the articles. */
typedef struct {
    uint64_t added, changed, same, twice;
} ft_index_counts;

typedef struct {
    /* For the workers, who change nothing of it. */
    struct sha256_ctx options; /* what the result depends on beside the article */
    ft_known *known;
    bool all; /* nothing is skipped */
    /* For the one who writes. */
    ft_store *store;
    const fintag_rules *rules;
    ft_annotate_options again_how; /* an article taken for unchanged is tagged after all */
    ft_annotator again;
    ft_buf again_record;
    ft_index_counts counts;
    bool broken; /* the index can't be written, see error */
    fintag_error error;
} ft_index_records;

/* Its ctx is the ft_index_records, which the options of the workers must name, too. */
extern const ft_sink_form ft_index_form;

/* Add a string to what the result depends on. */
void ft_index_hash(struct sha256_ctx *ctx, const void *ptr, size_t len);
/* Take a record. An article that could not be processed is named in *failure, which is empty else. False when the index
 * can't be written. */
bool ft_index_records_take(ft_index_records *records, const ft_input_article *article, const char *bytes,
                           fintag_str *failure);
void ft_index_records_clear(ft_index_records *records);

#endif
