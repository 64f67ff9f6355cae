#include "cli/pipeline.h"

#include <sched.h>
#include <stdlib.h>
#include <string.h>

#include "cli/message.h"
#include "cli/signals.h"

/* Memory between reader and writer: enough for all workers to have something to do while one of them is busy with a
 * long article, little beside the dictionary. Records are several times as long as their articles, so those that wait
 * for a slow writer have a bound of their own. */
enum { QUEUED_ALWAYS = 2 << 20, QUEUED_PER_JOB = 1 << 20, BEGUN_ALWAYS = 4 << 20, BEGUN_PER_JOB = 4 << 20 };
enum { RECORD_KEPT = 1 << 20 };

/* The first batch that nobody has taken; none while too much waits for the writer, unless he waits for this one. Called
 * with the lock held. */
static ft_batch *take(ft_pipeline *p) {
    ft_batch *batch = p->stopped ? NULL : p->waiting;
    if (!batch || (p->begun > p->begun_most && batch != p->first)) return NULL;
    size_t memory = ft_batch_memory(batch);
    p->queued -= memory;
    p->begun += memory;
    pthread_cond_signal(&p->room);
    batch->state = FT_BATCH_TAKEN;
    p->waiting = batch->next;
    return batch;
}

/* A signal ends the run: forget what no worker has begun. Called with the lock held. */
static void drop_waiting(ft_pipeline *p) {
    ft_batch **end = &p->first;
    ft_batch *last = NULL;
    for (; *end && *end != p->waiting; end = &(*end)->next) last = *end;
    p->last = last;
    *end = NULL;
    for (ft_batch *next; p->waiting; p->waiting = next) {
        next = p->waiting->next;
        ft_batch_free(p->waiting);
    }
    p->closed = true;
    pthread_cond_broadcast(&p->work);
    pthread_cond_signal(&p->done);
    pthread_cond_signal(&p->room);
}

static void *work(void *argument) {
    ft_worker *worker = argument;
    ft_pipeline *p = worker->pipeline;
    pthread_mutex_lock(&p->lock);
    for (;;) {
        if (p->waiting && ft_signals_arrived()) drop_waiting(p);
        ft_batch *batch = take(p);
        if (!batch && (p->stopped || (p->closed && !p->waiting))) break;
        if (!batch) {
            p->idle++;
            pthread_cond_wait(&p->work, &p->lock);
            p->idle--;
            continue;
        }
        size_t before = ft_batch_memory(batch);
        pthread_mutex_unlock(&p->lock);
        ft_batch_annotate(batch, &worker->annotator);
        pthread_mutex_lock(&p->lock);
        p->begun += ft_batch_memory(batch) - before;
        batch->state = FT_BATCH_DONE;
        if (batch == p->first) pthread_cond_signal(&p->done);
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

/* False: the consumer wants no more, or records are missing. */
static bool hand_over(const ft_pipeline *p, const ft_batch *batch) {
    const char *record = batch->records.ptr;
    for (size_t i = 0; i < batch->count; i++) {
        const ft_slot *slot = &batch->slots[i];
        if (!p->consumer.put(p->consumer.ctx, &slot->article, record, &slot->record)) return false;
        record += slot->record.len;
    }
    return !batch->lost;
}

/* Take the written batch out. Called with the lock held. */
static void retire(ft_pipeline *p, ft_batch *batch) {
    p->first = batch->next;
    if (!p->first) p->last = NULL;
    p->begun -= ft_batch_memory(batch);
    if (!p->spare && ft_batch_reset(batch))
        p->spare = batch;
    else
        ft_batch_free(batch);
    if (p->idle) pthread_cond_broadcast(&p->work); /* they may have waited for us */
    pthread_cond_signal(&p->room);
}

static void stop(ft_pipeline *p) {
    p->stopped = true;
    pthread_cond_broadcast(&p->work);
    pthread_cond_signal(&p->room);
}

static void *write_all(void *argument) {
    ft_pipeline *p = argument;
    pthread_mutex_lock(&p->lock);
    while (!p->stopped && (p->first || !p->closed)) {
        ft_batch *batch = p->first;
        if (!batch || batch->state != FT_BATCH_DONE) {
            pthread_cond_wait(&p->done, &p->lock);
            continue;
        }
        bool more = batch->next && batch->next->state == FT_BATCH_DONE;
        pthread_mutex_unlock(&p->lock);
        bool going = hand_over(p, batch);
        if (!more) p->consumer.idle(p->consumer.ctx);
        pthread_mutex_lock(&p->lock);
        p->lost = p->lost || batch->lost;
        retire(p, batch);
        if (!going) stop(p);
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

static bool start_threads(ft_pipeline *p) {
    for (; p->running < p->jobs; p->running++)
        if (pthread_create(&p->workers[p->running].thread, NULL, work, &p->workers[p->running]) != 0) return false;
    return pthread_create(&p->writer, NULL, write_all, p) == 0;
}

static void release(ft_pipeline *p) {
    for (unsigned i = 0; p->workers && i < p->jobs; i++) ft_annotator_clear(&p->workers[i].annotator);
    free(p->workers);
    p->workers = NULL;
    ft_buf_free(&p->record);
    ft_batch_free(p->spare);
    for (ft_batch *next; p->first; p->first = next) {
        next = p->first->next;
        ft_batch_free(p->first);
    }
    pthread_mutex_destroy(&p->lock);
    pthread_cond_destroy(&p->work);
    pthread_cond_destroy(&p->done);
    pthread_cond_destroy(&p->room);
}

static void join_workers(ft_pipeline *p) {
    for (unsigned i = 0; i < p->running; i++) pthread_join(p->workers[i].thread, NULL);
}

bool ft_pipeline_start(ft_pipeline *p, unsigned jobs, const ft_annotate_options *options, const fintag_rules *rules,
                       ft_consumer consumer) {
    *p = (ft_pipeline){.consumer = consumer,
                       .jobs = jobs,
                       .queued_most = QUEUED_ALWAYS + (size_t)jobs * QUEUED_PER_JOB,
                       .begun_most = BEGUN_ALWAYS + (size_t)jobs * (consumer.waiting_per_job ? consumer.waiting_per_job
                                                                                             : BEGUN_PER_JOB)};
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->work, NULL);
    pthread_cond_init(&p->done, NULL);
    pthread_cond_init(&p->room, NULL);
    p->workers = calloc(jobs, sizeof *p->workers);
    bool made = p->workers != NULL;
    for (unsigned i = 0; made && i < jobs; i++) {
        p->workers[i].pipeline = p;
        made = ft_annotator_init(&p->workers[i].annotator, options, rules);
    }
    if (!made) ft_say("out of memory");
    if (made && jobs > 1 && !start_threads(p)) {
        ft_say("can't start %u threads (--jobs)", jobs + 1);
        pthread_mutex_lock(&p->lock);
        stop(p);
        pthread_mutex_unlock(&p->lock);
        join_workers(p);
        made = false;
    }
    if (!made) release(p);
    return made;
}

static bool put_alone(ft_pipeline *p, const ft_input_article *article) {
    ft_record record;
    ft_buf_clear(&p->record);
    p->lost = !ft_annotator_article(&p->workers[0].annotator, article, &p->record, &record);
    bool going = !p->lost && p->consumer.put(p->consumer.ctx, article, p->record.ptr, &record);
    p->consumer.idle(p->consumer.ctx);
    if (p->record.capacity > RECORD_KEPT) ft_buf_free(&p->record);
    return going;
}

/* Is there a batch that the article may be added to, or room for another? Called with the lock held. */
static bool has_room(const ft_pipeline *p, size_t need, bool *another) {
    *another = !p->last || p->last->state != FT_BATCH_FILLING || !ft_batch_has_room(p->last, need);
    return !*another || !p->first || p->queued + need + FT_BATCH_BYTES <= p->queued_most;
}

/* A new batch with the article in it. Called with the lock held, which is given up while bytes are copied. */
static ft_batch *begin_batch(ft_pipeline *p, const ft_input_article *article, size_t need) {
    ft_batch *batch = need <= FT_BATCH_BYTES ? p->spare : NULL;
    if (batch) p->spare = NULL;
    pthread_mutex_unlock(&p->lock);
    if (!batch) batch = ft_batch_new(need);
    if (batch && !ft_batch_add(batch, article)) {
        ft_batch_free(batch);
        batch = NULL;
    }
    pthread_mutex_lock(&p->lock);
    return batch;
}

static void append(ft_pipeline *p, ft_batch *batch) {
    if (p->last)
        p->last->next = batch;
    else
        p->first = batch;
    p->last = batch;
    if (!p->waiting) p->waiting = batch;
    p->queued += ft_batch_memory(batch);
}

/* No more is wanted, by the writer or after a signal. Called with the lock held. */
static bool is_over(const ft_pipeline *p) {
    return p->stopped || p->closed;
}

bool ft_pipeline_put(ft_pipeline *p, const ft_input_article *article) {
    if (p->jobs == 1) return put_alone(p, article);
    size_t need = ft_batch_need(article);
    bool another, added = false;
    pthread_mutex_lock(&p->lock);
    while (!has_room(p, need, &another) && !is_over(p)) pthread_cond_wait(&p->room, &p->lock);
    if (another) {
        ft_batch *batch = is_over(p) ? NULL : begin_batch(p, article, need);
        added = batch != NULL && !is_over(p); /* asked again: the lock was given up */
        if (added)
            append(p, batch);
        else
            ft_batch_free(batch);
    } else if (!is_over(p)) {
        size_t before = ft_batch_memory(p->last);
        added = ft_batch_add(p->last, article);
        p->queued += ft_batch_memory(p->last) - before;
    }
    if (!added && !is_over(p)) p->lost = true;
    if (added && p->idle) pthread_cond_signal(&p->work);
    bool going = added && !is_over(p);
    pthread_mutex_unlock(&p->lock);
    return going;
}

void ft_pipeline_finish(ft_pipeline *p) {
    if (p->jobs > 1) {
        pthread_mutex_lock(&p->lock);
        p->closed = true;
        pthread_cond_broadcast(&p->work);
        pthread_cond_signal(&p->done);
        pthread_mutex_unlock(&p->lock);
        join_workers(p);
        pthread_join(p->writer, NULL);
    }
    release(p);
}

unsigned ft_processors(void) {
    cpu_set_t set;
    int count = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    return count < 1 ? 1 : count < FT_JOBS_MOST ? (unsigned)count : FT_JOBS_MOST;
}
