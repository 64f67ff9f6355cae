#include "index/writer.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "index/schema.h"

enum { SLOTS = 4 };

typedef struct {
    fintag_doc *doc;
    ft_writer_job job;
    uint8_t hash[FT_HASH];
    uint64_t base;
} writer_slot;

struct ft_writer {
    ft_store *store; /* the thread's, while it runs */
    sqlite3 *reader; /* the caller's: sees what is committed */
    sqlite3_stmt *find;
    const fintag_tag_options *options;
    bool all;
    pthread_t thread;
    writer_slot slots[SLOTS];
    pthread_mutex_t lock; /* guards the rest */
    pthread_cond_t handed, freed;
    uint64_t head, tail; /* slots handed over so far, slots done with so far */
    bool ended;          /* the caller hands over no more */
    bool failed;         /* the thread only throws away from here on */
    fintag_error error;
    ft_writer_counts counts;
};

static void count(ft_writer *writer, ft_article_state state) {
    switch (state) {
    case FT_ARTICLE_NEW: writer->counts.added++; break;
    case FT_ARTICLE_SAME:
    case FT_ARTICLE_CHANGED: writer->counts.changed++; break;
    case FT_ARTICLE_TWICE: writer->counts.twice++; break;
    }
}

static fintag_status do_job(ft_writer *writer, writer_slot *slot, fintag_error *err) {
    const fintag_article *article = fintag_doc_article(slot->doc);
    ft_article_state state;
    if (slot->job == FT_WRITER_KEEP)
        return article->id.len ? ft_store_keep(writer->store, article->id, err) : FINTAG_OK;
    fintag_status status =
        ft_store_meet(writer->store, article->id, slot->hash, article->path, slot->base, &state, err);
    if (status) return status;
    if (state == FT_ARTICLE_SAME && !writer->all) {
        writer->counts.same++;
        return FINTAG_OK;
    }
    /* Taken for unchanged, but this run has replaced it in the meantime. */
    if (slot->job == FT_WRITER_SAME) status = fintag_doc_tag(slot->doc, writer->options, err);
    if (!status) status = ft_store_put(writer->store, slot->doc, err);
    if (!status) count(writer, state);
    return status;
}

static void *write_articles(void *ctx) {
    ft_writer *writer = ctx;
    bool failed = false;
    pthread_mutex_lock(&writer->lock);
    for (;;) {
        while (writer->head == writer->tail && !writer->ended) pthread_cond_wait(&writer->handed, &writer->lock);
        if (writer->head == writer->tail) break;
        writer_slot *next = &writer->slots[writer->tail % SLOTS];
        fintag_error error;
        pthread_mutex_unlock(&writer->lock);
        bool fails = !failed && do_job(writer, next, &error) != FINTAG_OK;
        pthread_mutex_lock(&writer->lock);
        if (fails) {
            failed = writer->failed = true;
            writer->error = error;
        }
        writer->tail++;
        pthread_cond_signal(&writer->freed);
    }
    pthread_mutex_unlock(&writer->lock);
    return NULL;
}

static void free_feed(ft_writer *writer) {
    sqlite3_finalize(writer->find);
    sqlite3_close(writer->reader);
    for (int i = 0; i < SLOTS; i++) fintag_doc_free(writer->slots[i].doc);
    pthread_cond_destroy(&writer->handed);
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

fintag_status ft_writer_open(const char *path, const fintag_rules *rules, const fintag_tag_options *options, bool all,
                             ft_writer **out, fintag_error *err) {
    ft_writer *writer = calloc(1, sizeof *writer);
    *out = NULL;
    if (!writer) return ft_fail_memory(err);
    writer->options = options;
    writer->all = all;
    pthread_mutex_init(&writer->lock, NULL);
    pthread_cond_init(&writer->handed, NULL);
    pthread_cond_init(&writer->freed, NULL);
    fintag_status status = FINTAG_OK;
    for (int i = 0; i < SLOTS; i++)
        if (!(writer->slots[i].doc = fintag_doc_new(rules))) status = ft_fail_memory(err);
    if (!status) status = ft_store_open(path, &writer->store, err);
    if (!status) status = open_reader(writer, path, err);
    if (!status && pthread_create(&writer->thread, NULL, write_articles, writer) != 0)
        status = ft_fail(err, FINTAG_ENOMEM, "a thread could not be started");
    if (status) {
        ft_store_drop(writer->store);
        free_feed(writer);
        return status;
    }
    *out = writer;
    return FINTAG_OK;
}

fintag_doc *ft_writer_doc(ft_writer *writer) {
    pthread_mutex_lock(&writer->lock);
    while (writer->head - writer->tail == SLOTS) pthread_cond_wait(&writer->freed, &writer->lock);
    fintag_doc *doc = writer->slots[writer->head % SLOTS].doc;
    pthread_mutex_unlock(&writer->lock);
    return doc;
}

bool ft_writer_has(ft_writer *writer, const uint8_t hash[static FT_HASH]) {
    if (writer->all) return false;
    /* Only the caller changes head. */
    ft_bind_str(writer->find, 1, fintag_doc_article(writer->slots[writer->head % SLOTS].doc)->id);
    bool has = sqlite3_step(writer->find) == SQLITE_ROW && sqlite3_column_bytes(writer->find, 0) == FT_HASH &&
               memcmp(sqlite3_column_blob(writer->find, 0), hash, FT_HASH) == 0;
    sqlite3_reset(writer->find);
    return has;
}

bool ft_writer_hand(ft_writer *writer, ft_writer_job job, const uint8_t hash[static FT_HASH], uint64_t base) {
    writer_slot *slot = &writer->slots[writer->head % SLOTS];
    slot->job = job;
    slot->base = base;
    memcpy(slot->hash, hash, FT_HASH);
    pthread_mutex_lock(&writer->lock);
    writer->head++;
    bool failed = writer->failed;
    pthread_cond_signal(&writer->handed);
    pthread_mutex_unlock(&writer->lock);
    return !failed;
}

fintag_status ft_writer_close(ft_writer *writer, bool prune, ft_writer_counts *counts, uint64_t *removed,
                              fintag_error *err) {
    pthread_mutex_lock(&writer->lock);
    writer->ended = true;
    pthread_cond_signal(&writer->handed);
    pthread_mutex_unlock(&writer->lock);
    pthread_join(writer->thread, NULL);
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
