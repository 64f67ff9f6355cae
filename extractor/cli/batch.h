/* A few articles with their records: what the reader hands to a worker, and the worker to the writer. */
#ifndef FT_BATCH_H
#define FT_BATCH_H

#include "cli/annotate.h"

/* Articles of one batch: enough that handing it over costs nothing beside them. A longer article is a batch alone. */
enum { FT_BATCH_BYTES = 16 * 1024, FT_BATCH_ARTICLES = 256 };

typedef struct {
    ft_input_article article; /* borrows from the batch */
    ft_record record;
} ft_slot;

typedef struct ft_batch ft_batch;
struct ft_batch {
    ft_batch *next; /* in the order of the input */
    enum { FT_BATCH_FILLING, FT_BATCH_TAKEN, FT_BATCH_DONE } state;
    bool lost; /* no memory even for the record of a failure: the last slots have none */
    ft_slot *slots;
    size_t count, capacity;
    char *bytes; /* never moved: articles point into it */
    size_t used, size;
    ft_buf records;
};

/* Room for at least `bytes`. NULL when out of memory. */
ft_batch *ft_batch_new(size_t bytes);
void ft_batch_free(ft_batch *batch);
/* Forget the articles. False when it has grown so large that it is better freed. */
bool ft_batch_reset(ft_batch *batch);
/* Bytes that the article may take in a batch. */
size_t ft_batch_need(const ft_input_article *article);
bool ft_batch_has_room(const ft_batch *batch, size_t need);
/* Copy it in; there is room. False when out of memory. */
bool ft_batch_add(ft_batch *batch, const ft_input_article *article);
/* Memory that it takes. */
size_t ft_batch_memory(const ft_batch *batch);
/* Make the records. */
void ft_batch_annotate(ft_batch *batch, ft_annotator *annotator);

#endif
