/* Articles through workers to a writer, in order.
 *
 *     reader (the caller's thread)  ─►  batches  ─►  workers  ─►  writer (a thread)
 *
 * An idle worker takes the batch that the reader is still filling: on a slow stream each article is worked on at once,
 * on a fast one batches fill up while the workers are busy. What is between reader and writer is bounded, articles and
 * records together; one article that is larger goes through alone. With one job there are no threads at all. */
#ifndef FT_PIPELINE_H
#define FT_PIPELINE_H

#include <pthread.h>

#include "cli/batch.h"

enum { FT_JOBS_MOST = 512 };

typedef struct {
    void *ctx;
    /* Take the record of an article, in order. False: no more. */
    bool (*put)(void *ctx, const ft_input_article *article, const char *bytes, const ft_record *record);
    /* Nothing more is there just now: the input is slow. */
    void (*idle)(void *ctx);
    /* Memory for each job of records that may wait for it, more than usual when it is at times busy for long; or 0. */
    size_t waiting_per_job;
} ft_consumer;

typedef struct ft_pipeline ft_pipeline;

typedef struct {
    ft_pipeline *pipeline;
    pthread_t thread;
    ft_annotator annotator;
} ft_worker;

struct ft_pipeline {
    ft_consumer consumer;
    unsigned jobs;
    ft_worker *workers; /* one per job */
    unsigned running;   /* those with a thread */
    pthread_t writer;
    ft_buf record; /* of the only job */
    size_t queued_most, begun_most;
    /* What follows is shared by the threads. */
    pthread_mutex_t lock;
    pthread_cond_t work, done, room; /* for workers, writer, reader */
    ft_batch *first, *last;          /* all batches between reader and writer */
    ft_batch *waiting;               /* the first that no worker has taken */
    ft_batch *spare;                 /* to be filled again */
    size_t queued;                   /* memory of those that no worker has taken */
    size_t begun;                    /* of the others, articles and records */
    unsigned idle;                   /* workers without work */
    bool closed;                     /* no more will come, or be taken */
    bool stopped;                    /* the writer takes no more */
    bool lost;                       /* memory ran out, so that articles were left without a record */
};

/* Processors that this process may run on; FT_JOBS_MOST at most. */
unsigned ft_processors(void);
/* jobs is 1 or more. False, with a message, when threads or memory can't be had. */
bool ft_pipeline_start(ft_pipeline *pipeline, unsigned jobs, const ft_annotate_options *options,
                       const fintag_rules *rules, ft_consumer consumer);
/* Hand in the next article, which is copied; may wait for room. False: stop. */
bool ft_pipeline_put(ft_pipeline *pipeline, const ft_input_article *article);
/* Wait until all is written; after a signal, all that a worker has begun. Then pipeline->lost tells. */
void ft_pipeline_finish(ft_pipeline *pipeline);
#endif
