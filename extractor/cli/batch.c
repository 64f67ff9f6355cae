#include "cli/batch.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 4, RECORDS_KEPT = 1 << 20 };

ft_batch *ft_batch_new(size_t bytes) {
    ft_batch *batch = calloc(1, sizeof *batch);
    if (!batch) return NULL;
    batch->size = bytes > FT_BATCH_BYTES ? bytes : FT_BATCH_BYTES;
    batch->bytes = malloc(batch->size);
    if (batch->bytes) return batch;
    free(batch);
    return NULL;
}

void ft_batch_free(ft_batch *batch) {
    if (!batch) return;
    ft_buf_free(&batch->records);
    free(batch->slots);
    free(batch->bytes);
    free(batch);
}

bool ft_batch_reset(ft_batch *batch) {
    if (batch->size > FT_BATCH_BYTES || batch->records.capacity > RECORDS_KEPT) return false;
    ft_buf_clear(&batch->records);
    batch->next = NULL;
    batch->state = FT_BATCH_FILLING;
    batch->lost = false;
    batch->count = batch->used = 0;
    return true;
}

size_t ft_batch_need(const ft_input_article *article) {
    const fintag_source *about = &article->about;
    size_t failure = article->failure ? sizeof *article->failure + alignof(fintag_error) : 0;
    size_t fields = about->field_count * sizeof *about->fields + alignof(fintag_field);
    return article->bytes.len + about->path.len + about->id.len + about->published.len + about->url.len + fields +
           failure;
}

bool ft_batch_has_room(const ft_batch *batch, size_t need) {
    return batch->count < FT_BATCH_ARTICLES && batch->size - batch->used >= need;
}

/* An absent string stays absent, an empty one empty. */
static fintag_str keep(ft_batch *batch, fintag_str s) {
    if (!s.ptr) return s;
    char *copy = batch->bytes + batch->used;
    if (s.len) memcpy(copy, s.ptr, s.len);
    batch->used += s.len;
    return (fintag_str){copy, s.len};
}

static const void *keep_items(ft_batch *batch, const void *items, size_t size, size_t align) {
    if (!items) return NULL;
    char *copy = batch->bytes + (batch->used + align - 1) / align * align;
    memcpy(copy, items, size);
    batch->used = (size_t)(copy + size - batch->bytes);
    return copy;
}

bool ft_batch_add(ft_batch *batch, const ft_input_article *article) {
    if (batch->count == batch->capacity) {
        size_t capacity = batch->capacity ? batch->capacity * 2 : FIRST_SLOTS;
        ft_slot *slots = realloc(batch->slots, capacity * sizeof *slots);
        if (!slots) return false;
        batch->slots = slots;
        batch->capacity = capacity;
    }
    ft_input_article *kept = &batch->slots[batch->count++].article;
    *kept = *article;
    kept->bytes = keep(batch, article->bytes);
    kept->about.path = keep(batch, article->about.path);
    kept->about.id = keep(batch, article->about.id);
    kept->about.published = keep(batch, article->about.published);
    kept->about.url = keep(batch, article->about.url);
    kept->about.fields = keep_items(batch, article->about.fields, article->about.field_count * sizeof(fintag_field),
                                    alignof(fintag_field));
    kept->failure = keep_items(batch, article->failure, sizeof(fintag_error), alignof(fintag_error));
    return true;
}

size_t ft_batch_memory(const ft_batch *batch) {
    return sizeof *batch + batch->size + batch->capacity * sizeof *batch->slots + batch->records.capacity;
}

void ft_batch_annotate(ft_batch *batch, ft_annotator *annotator) {
    for (size_t i = 0; i < batch->count && !batch->lost; i++) {
        ft_slot *slot = &batch->slots[i];
        batch->lost = !ft_annotator_article(annotator, &slot->article, &batch->records, &slot->record);
        if (batch->lost) batch->count = i;
    }
}
