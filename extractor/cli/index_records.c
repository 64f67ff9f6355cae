#include "cli/index_records.h"

#include <string.h>

#include "base/error.h"

/* How a record begins. */
typedef enum {
    PUT,  /* the hash, then the packed article */
    SAME, /* the hash, the id: the index has the article as it is */
    KEEP  /* the id, a message: it could not be processed, and what the index has of it stays */
} job;

void ft_index_hash(struct sha256_ctx *ctx, const void *ptr, size_t len) {
    uint64_t size = len;
    sha256_update(ctx, sizeof size, (const uint8_t *)&size);
    if (len) sha256_update(ctx, len, ptr);
}

static void hash_article(const ft_index_records *records, const ft_input_article *article, const fintag_doc *doc,
                         uint8_t hash[static FT_HASH]) {
    struct sha256_ctx ctx = records->options;
    const fintag_article *read = fintag_doc_article(doc);
    ft_index_hash(&ctx, article->bytes.ptr, article->bytes.len);
    /* A path, a row of CSV, an item of a feed may have given what the bytes don't say. */
    const fintag_str fields[] = {read->published, read->url,    read->format, read->lang,
                                 read->media,     read->author, read->title,  read->text};
    size_t count = sizeof fields / sizeof *fields - (article->about.field_count ? 0 : 2);
    for (size_t i = 0; i < count; i++) ft_index_hash(&ctx, fields[i].ptr, fields[i].len);
    sha256_digest(&ctx, FT_HASH, hash);
}

static bool is_known(ft_sink *sink, const fintag_doc *doc) {
    const ft_index_records *records = sink->ctx;
    uint8_t hash[FT_HASH];
    fintag_str id = fintag_doc_article(doc)->id;
    hash_article(records, sink->article, doc, hash);
    bool known = !records->all && ft_known_has(records->known, id, hash);
    ft_pack_number(sink->out, known ? SAME : PUT);
    ft_buf_put(sink->out, (const char *)hash, FT_HASH);
    if (known) ft_pack_str(sink->out, id);
    return known;
}

static fintag_status pack_article(ft_sink *sink, const fintag_doc *doc) {
    return ft_article_pack(sink->out, doc, sink->article->about.base) ? FINTAG_OK : FINTAG_ENOMEM;
}

static fintag_status pack_failure(ft_sink *sink, const fintag_error *error, fintag_str id, fintag_str path) {
    (void)path;
    ft_pack_number(sink->out, KEEP);
    ft_pack_str(sink->out, id);
    ft_pack_str(sink->out, (fintag_str){error->message, strlen(error->message)});
    return FINTAG_OK;
}

const ft_sink_form ft_index_form = {.ending = "", .known = is_known, .article = pack_article, .failure = pack_failure};

static bool tag_all(ft_sink *sink, const fintag_doc *doc) {
    is_known(sink, doc);
    return false;
}

/* The record of an article that was taken for unchanged: this run has replaced it in the meantime. */
static bool tag_again(ft_index_records *records, const ft_input_article *article, ft_packed *from) {
    static const ft_sink_form form = {.ending = "", .known = tag_all, .article = pack_article, .failure = pack_failure};
    ft_record record;
    ft_annotate_options *how = &records->again_how;
    how->form = &form;
    ft_buf_clear(&records->again_record);
    if (!records->again.doc && !ft_annotator_init(&records->again, how, records->rules)) return false;
    if (!ft_annotator_article(&records->again, article, &records->again_record, &record)) return false;
    from->at = records->again_record.ptr;
    return true;
}

static void count(ft_index_counts *counts, ft_article_state state) {
    switch (state) {
    case FT_ARTICLE_NEW: counts->added++; break;
    case FT_ARTICLE_SAME:
    case FT_ARTICLE_CHANGED: counts->changed++; break;
    case FT_ARTICLE_TWICE: counts->twice++; break;
    }
}

static fintag_status keep(ft_index_records *records, ft_packed *from, fintag_str *failure) {
    fintag_str id = ft_unpack_str(from);
    *failure = ft_unpack_str(from);
    return id.len ? ft_store_keep(records->store, id, &records->error) : FINTAG_OK;
}

static fintag_status take(ft_index_records *records, const ft_input_article *article, ft_packed from,
                          fintag_str *failure) {
    ft_packed_article packed;
    ft_article_state state;
    uint8_t hash[FT_HASH];
    job wanted = (job)ft_unpack_number(&from);
    if (wanted == KEEP) return keep(records, &from, failure);
    memcpy(hash, from.at, FT_HASH);
    from.at += FT_HASH;
    fintag_str id;
    if (wanted == PUT) {
        ft_article_unpack(from, &packed);
        id = packed.cells[FT_ARTICLE_ID].text;
    } else {
        id = ft_unpack_str(&from);
    }
    fintag_status status =
        ft_store_meet(records->store, id, hash, article->about.path, article->about.base, &state, &records->error);
    if (status) return status;
    if (state == FT_ARTICLE_SAME && !records->all) {
        records->counts.same++;
        return FINTAG_OK;
    }
    if (wanted == SAME) {
        if (!tag_again(records, article, &from)) return ft_fail_memory(&records->error);
        if ((job)ft_unpack_number(&from) == KEEP) return keep(records, &from, failure);
        from.at += FT_HASH;
        ft_article_unpack(from, &packed);
    }
    status = ft_store_put(records->store, &packed, &records->error);
    if (!status) count(&records->counts, state);
    return status;
}

bool ft_index_records_take(ft_index_records *records, const ft_input_article *article, const char *bytes,
                           fintag_str *failure) {
    *failure = (fintag_str){0};
    records->broken = take(records, article, (ft_packed){bytes}, failure) != FINTAG_OK;
    return !records->broken;
}

void ft_index_records_clear(ft_index_records *records) {
    ft_known_close(records->known);
    records->known = NULL;
    if (records->again.doc) ft_annotator_clear(&records->again);
    ft_buf_free(&records->again_record);
}
