/* Any bytes, read as any kind of article: annotate, then check what is promised of every result.
 * Byte 0 chooses format and options; the rest is the article. */
#include <assert.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fintag/fintag.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct {
    char *ptr;
    size_t len, capacity;
} output;

static int collect(void *context, const char *bytes, size_t len) {
    output *out = context;
    if (out->len + len > out->capacity) {
        out->capacity = (out->len + len) * 2;
        out->ptr = realloc(out->ptr, out->capacity);
        if (!out->ptr) abort();
    }
    memcpy(out->ptr + out->len, bytes, len);
    out->len += len;
    return 0;
}

static void require(int holds, const char *what) {
    if (holds) return;
    fprintf(stderr, "broken promise: %s\n", what);
    abort();
}

static void check_entities(const fintag_doc *doc, size_t size) {
    const fintag_article *article = fintag_doc_article(doc);
    size_t count;
    const fintag_entity *entities = fintag_doc_entities(doc, &count);
    for (size_t i = 0; i < count; i++) {
        const fintag_entity *e = &entities[i];
        fintag_str field = e->in_title ? article->title : article->text;
        require(e->span.begin < e->span.end, "spans are not empty");
        require(e->byte_end <= field.len && e->byte_begin < e->byte_end, "spans lie in their field");
        require(e->text.len == e->byte_end - e->byte_begin &&
                    memcmp(field.ptr + e->byte_begin, e->text.ptr, e->text.len) == 0,
                "text is what the span cuts out");
        require(e->source.begin < e->source.end && e->source.end <= size, "source spans lie in the source");
        require(e->confidence >= 0 && e->confidence <= 1, "confidence is 0-1");
        if (i && entities[i - 1].in_title == e->in_title)
            require(entities[i - 1].span.end <= e->span.begin, "no two entities overlap");
    }
}

static const fintag_rules *rules(void) {
    static fintag_rules *loaded; /* one process, one pack */
    fintag_error err;
    if (!loaded) {
        const char *pack = getenv("FINTAG_RULES");
        fintag_rules_source from = {.pack = pack};
        if (fintag_rules_load(&from, &loaded, &err)) {
            fprintf(stderr, "%s: %s (set FINTAG_RULES to a pack)\n", err.file, err.message);
            exit(1);
        }
    }
    return loaded;
}

static output annotate(fintag_doc *doc, const uint8_t *data, size_t size) {
    static const fintag_format formats[] = {FINTAG_AUTO, FINTAG_JEKYLL, FINTAG_HTML, FINTAG_TEXT, FINTAG_RECORD};
    fintag_source about = {.format = formats[data[0] % 5], .path = FINTAG_STR("2022-04-10-fuzz.md")};
    if (data[0] & 64) about.published = FINTAG_STR("2022-04-10T17:45:11+08:00");
    fintag_tag_options options = {.numbers = (data[0] & 128) != 0, .explain = (data[0] & 32) != 0};
    output out = {0};
    fintag_error err;
    fintag_status status = fintag_doc_read(doc, data + 1, size - 1, &about, &err);
    if (!status) status = fintag_doc_tag(doc, &options, &err);
    if (status) {
        fintag_write_error(&err, (fintag_str){0}, about.path, collect, &out);
    } else {
        check_entities(doc, size - 1);
        fintag_write_json(doc, NULL, collect, &out);
    }
    return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (!size) return 0;
    fintag_doc *doc = fintag_doc_new(rules());
    if (!doc) return 0;
    output first = annotate(doc, data, size), second = annotate(doc, data, size);
    require(first.len == second.len && memcmp(first.ptr, second.ptr, first.len) == 0,
            "the same input gives the same bytes");
    json_error_t error;
    json_t *json = json_loadb(first.ptr, first.len, JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, &error);
    require(json != NULL, "the output is valid JSON");
    require(first.ptr[first.len - 1] == '\n' && memchr(first.ptr, '\n', first.len) == first.ptr + first.len - 1,
            "one line");
    json_decref(json);
    free(first.ptr);
    free(second.ptr);
    fintag_doc_free(doc);
    return 0;
}
