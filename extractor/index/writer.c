#include "index/writer.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "index/schema.h"

/* Enough that taggers go on while one of them, or the writer, is busy with something long. */
enum { SLOTS_ALWAYS = 96, SLOTS_PER_JOB = 2, WAKE = 48 };

typedef struct {
    fintag_doc *doc;
    ft_words_text words;
    ft_writer_job job;
    uint8_t hash[FT_HASH];
    uint64_t base, line;
    bool ready;         /* for the writer */
    fintag_error error; /* of tagging; its status tells */
} writer_slot;

struct ft_writer {
    ft_writer_options options;
    ft_store *store; /* the writing thread's, while it runs */
    sqlite3 *reader; /* the caller's: sees what is committed */
    sqlite3_stmt *find;
    uint64_t told;    /* the caller's: slots whose failure was told */
    unsigned running; /* taggers */
    pthread_t *taggers, thread;
    writer_slot *slots;
    unsigned slot_count;
    pthread_mutex_t lock; /* guards the rest, and slot.ready */
    pthread_cond_t handed, tagged, freed;
    unsigned ready;
    uint64_t head, next, tail; /* slots handed over so far, taken by taggers, done with */
    bool ended;                /* the caller hands over no more */
    bool failed;               /* the thread only throws away from here on */
    fintag_error error;
    ft_writer_counts counts;
};

static writer_slot *slot_of(const ft_writer *writer, uint64_t number) {
    return &writer->slots[number % writer->slot_count];
}

static void count(ft_writer *writer, ft_article_state state) {
    switch (state) {
    case FT_ARTICLE_NEW: writer->counts.added++; break;
    case FT_ARTICLE_SAME:
    case FT_ARTICLE_CHANGED: writer->counts.changed++; break;
    case FT_ARTICLE_TWICE: writer->counts.twice++; break;
    }
}

/* All that needs nothing of the index. */
static fintag_status prepare(const ft_writer *writer, writer_slot *slot) {
    const fintag_article *article = fintag_doc_article(slot->doc);
    fintag_status status = fintag_doc_tag(slot->doc, writer->options.options, &slot->error);
    if (!status && !ft_words_fold(&slot->words, article->title, article->text)) status = ft_fail_memory(&slot->error);
    if (status) slot->job = FT_WRITER_KEEP;
    slot->error.status = status;
    return status;
}

static void *tag_articles(void *ctx) {
    ft_writer *writer = ctx;
    pthread_mutex_lock(&writer->lock);
    for (;;) {
        while (writer->head == writer->next && !writer->ended) pthread_cond_wait(&writer->handed, &writer->lock);
        if (writer->head == writer->next) break;
        uint64_t number = writer->next++;
        writer_slot *slot = slot_of(writer, number);
        bool wanted = slot->job == FT_WRITER_PUT && !writer->failed;
        pthread_mutex_unlock(&writer->lock);
        if (wanted) prepare(writer, slot);
        pthread_mutex_lock(&writer->lock);
        slot->ready = true;
        writer->ready++;
        if (writer->ready >= WAKE || writer->ended) pthread_cond_signal(&writer->tagged);
    }
    pthread_mutex_unlock(&writer->lock);
    return NULL;
}

static fintag_status do_job(ft_writer *writer, writer_slot *slot, fintag_error *err) {
    const fintag_article *article = fintag_doc_article(slot->doc);
    ft_article_state state;
    if (slot->job == FT_WRITER_KEEP)
        return article->id.len ? ft_store_keep(writer->store, article->id, err) : FINTAG_OK;
    fintag_status status =
        ft_store_meet(writer->store, article->id, slot->hash, article->path, slot->base, &state, err);
    if (status) return status;
    if (state == FT_ARTICLE_SAME && !writer->options.all) {
        writer->counts.same++;
        return FINTAG_OK;
    }
    /* Taken for unchanged, but this run has replaced it in the meantime. */
    if (slot->job == FT_WRITER_SAME && (status = prepare(writer, slot))) *err = slot->error;
    if (!status) status = ft_store_put(writer->store, slot->doc, &slot->words, err);
    if (!status) count(writer, state);
    return status;
}

static void *write_articles(void *ctx) {
    ft_writer *writer = ctx;
    bool failed = false, going = false;
    pthread_mutex_lock(&writer->lock);
    for (;;) {
        writer_slot *slot = slot_of(writer, writer->tail);
        while (writer->head == writer->tail ? !writer->ended
                                            : !slot->ready || (!going && !writer->ended && writer->ready < WAKE)) {
            going = false;
            pthread_cond_wait(&writer->tagged, &writer->lock);
        }
        going = true;
        if (writer->head == writer->tail) break;
        fintag_error error;
        pthread_mutex_unlock(&writer->lock);
        bool fails = !failed && do_job(writer, slot, &error) != FINTAG_OK;
        pthread_mutex_lock(&writer->lock);
        if (fails) {
            failed = writer->failed = true;
            writer->error = error;
        }
        writer->tail++;
        writer->ready--;
        if (writer->head - writer->tail <= WAKE) pthread_cond_signal(&writer->freed);
    }
    pthread_mutex_unlock(&writer->lock);
    return NULL;
}

static void free_feed(ft_writer *writer) {
    sqlite3_finalize(writer->find);
    sqlite3_close(writer->reader);
    for (unsigned i = 0; writer->slots && i < writer->slot_count; i++) {
        fintag_doc_free(writer->slots[i].doc);
        ft_words_text_free(&writer->slots[i].words);
    }
    free(writer->slots);
    free(writer->taggers);
    pthread_cond_destroy(&writer->handed);
    pthread_cond_destroy(&writer->tagged);
    pthread_cond_destroy(&writer->freed);
    pthread_mutex_destroy(&writer->lock);
    free(writer);
}

static fintag_status open_reader(ft_writer *writer, const char *path, fintag_error *err) {
    if (sqlite3_open_v2(path, &writer->reader, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
        return ft_sqlite_fail(writer->reader, path, err);
    sqlite3_busy_timeout(writer->reader, 5000);
    if (sqlite3_prepare_v3(writer->reader, "SELECT hash FROM articles WHERE id = ?1", -1, SQLITE_PREPARE_PERSISTENT,
                           &writer->find, NULL) != SQLITE_OK)
        return ft_sqlite_fail(writer->reader, path, err);
    return FINTAG_OK;
}

static fintag_status make_slots(ft_writer *writer, fintag_error *err) {
    unsigned count = SLOTS_ALWAYS + SLOTS_PER_JOB * writer->options.jobs;
    writer->slots = calloc(count, sizeof *writer->slots);
    writer->taggers = calloc(writer->options.jobs, sizeof *writer->taggers);
    if (!writer->slots || !writer->taggers) return ft_fail_memory(err);
    writer->slot_count = count;
    for (unsigned i = 0; i < count; i++)
        if (!(writer->slots[i].doc = fintag_doc_new(writer->options.rules))) return ft_fail_memory(err);
    return FINTAG_OK;
}

/* Tell the threads that no more comes. */
static void end(ft_writer *writer) {
    pthread_mutex_lock(&writer->lock);
    writer->ended = true;
    pthread_cond_broadcast(&writer->handed);
    pthread_cond_signal(&writer->tagged);
    pthread_mutex_unlock(&writer->lock);
    for (unsigned i = 0; i < writer->running; i++) pthread_join(writer->taggers[i], NULL);
}

static fintag_status start(ft_writer *writer, fintag_error *err) {
    bool started = true;
    for (; started && writer->running < writer->options.jobs; writer->running += started)
        started = pthread_create(&writer->taggers[writer->running], NULL, tag_articles, writer) == 0;
    if (started && pthread_create(&writer->thread, NULL, write_articles, writer) == 0) return FINTAG_OK;
    end(writer);
    return ft_fail(err, FINTAG_ENOMEM, "can't start %u threads (--jobs)", writer->options.jobs + 1);
}

fintag_status ft_writer_open(const char *path, const ft_writer_options *options, ft_writer **out, fintag_error *err) {
    ft_writer *writer = calloc(1, sizeof *writer);
    *out = NULL;
    if (!writer) return ft_fail_memory(err);
    writer->options = *options;
    pthread_mutex_init(&writer->lock, NULL);
    pthread_cond_init(&writer->handed, NULL);
    pthread_cond_init(&writer->tagged, NULL);
    pthread_cond_init(&writer->freed, NULL);
    fintag_status status = make_slots(writer, err);
    if (!status) status = ft_store_open(path, &writer->store, err);
    if (!status) status = open_reader(writer, path, err);
    if (!status) status = start(writer, err);
    if (status) {
        ft_store_drop(writer->store);
        free_feed(writer);
        return status;
    }
    *out = writer;
    return FINTAG_OK;
}

/* Tell the failures of the slots before `number`, which are done with. */
static void tell_failures(ft_writer *writer, uint64_t number) {
    for (; writer->told < number; writer->told++) {
        const writer_slot *slot = slot_of(writer, writer->told);
        if (slot->error.status)
            writer->options.failed(writer->options.ctx, fintag_doc_article(slot->doc), slot->line, &slot->error);
    }
}

fintag_doc *ft_writer_doc(ft_writer *writer) {
    pthread_mutex_lock(&writer->lock);
    if (writer->head - writer->tail == writer->slot_count)
        while (writer->head - writer->tail > WAKE) pthread_cond_wait(&writer->freed, &writer->lock);
    uint64_t done = writer->tail;
    pthread_mutex_unlock(&writer->lock);
    tell_failures(writer, done);
    return slot_of(writer, writer->head)->doc; /* only the caller changes head */
}

bool ft_writer_has(ft_writer *writer, const uint8_t hash[static FT_HASH]) {
    if (writer->options.all) return false;
    ft_bind_str(writer->find, 1, fintag_doc_article(slot_of(writer, writer->head)->doc)->id);
    bool has = sqlite3_step(writer->find) == SQLITE_ROW && sqlite3_column_bytes(writer->find, 0) == FT_HASH &&
               memcmp(sqlite3_column_blob(writer->find, 0), hash, FT_HASH) == 0;
    sqlite3_reset(writer->find);
    return has;
}

bool ft_writer_hand(ft_writer *writer, ft_writer_job job, const uint8_t hash[static FT_HASH], uint64_t base,
                    uint64_t line) {
    writer_slot *slot = slot_of(writer, writer->head);
    slot->job = job;
    slot->base = base;
    slot->line = line;
    slot->ready = false;
    slot->error = (fintag_error){.at = -1};
    memcpy(slot->hash, hash, FT_HASH);
    pthread_mutex_lock(&writer->lock);
    writer->head++;
    bool failed = writer->failed;
    pthread_cond_signal(&writer->handed);
    pthread_mutex_unlock(&writer->lock);
    return !failed;
}

void ft_writer_finish(ft_writer *writer) {
    end(writer);
    pthread_join(writer->thread, NULL);
    tell_failures(writer, writer->head);
}

fintag_status ft_writer_close(ft_writer *writer, bool prune, ft_writer_counts *counts, uint64_t *removed,
                              fintag_error *err) {
    *counts = writer->counts;
    fintag_status status = FINTAG_OK;
    if (writer->failed) {
        status = writer->error.status ? writer->error.status : FINTAG_EIO;
        if (err) *err = writer->error;
    }
    /* The reader must be gone for the file to be left alone. */
    sqlite3_finalize(writer->find);
    sqlite3_close(writer->reader);
    writer->find = NULL;
    writer->reader = NULL;
    if (!status && prune) status = ft_store_prune(writer->store, removed, err);
    if (status)
        ft_store_drop(writer->store);
    else
        status = ft_store_close(writer->store, err);
    free_feed(writer);
    return status;
}
