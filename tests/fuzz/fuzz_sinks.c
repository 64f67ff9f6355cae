/* Any text as title and text of an article, in every form of output, read back by simple means. Byte 0 chooses options;
 * what stands before the first NUL is the title, the rest the text. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "cli/feed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int holds, const char *what) {
    if (holds) return;
    fprintf(stderr, "broken promise: %s\n", what);
    abort();
}

static const fintag_rules *rules(void) {
    static fintag_rules *loaded; /* one process, one pack */
    fintag_error err;
    if (loaded) return loaded;
    fintag_rules_source from = {.pack = getenv("FINTAG_RULES")};
    if (fintag_rules_load(&from, &loaded, &err)) {
        fprintf(stderr, "%s: %s (set FINTAG_RULES to a pack)\n", err.file, err.message);
        exit(1);
    }
    return loaded;
}

static json_t *parse(const char *bytes, size_t len) {
    json_t *json = json_loadb(bytes, len, JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, NULL);
    require(json != NULL, "valid JSON");
    return json;
}

/* The last of the `lines` JSON lines. */
static json_t *parse_lines(const ft_buf *out, size_t lines) {
    json_t *last = NULL;
    size_t begin = 0, count = 0;
    for (size_t i = 0; i < out->len; i++) {
        if (out->ptr[i] != '\n') continue;
        json_decref(last);
        last = parse(out->ptr + begin, i - begin);
        begin = i + 1;
        count++;
    }
    require(count == lines && begin == out->len, "so many lines, the last one ended");
    return last;
}

/* What the plugin takes for an annotation at `at`: where its text and its values end; 0: none. */
static size_t annotation(const char *s, size_t len, size_t at, size_t *text_end) {
    size_t i = at + 1;
    if (s[at] != '[') return 0;
    while (i < len && s[i] != '[' && s[i] != ']') i++;
    *text_end = i;
    if (i + 1 >= len || s[i] != ']' || s[i + 1] != '(') return 0;
    for (i += 2; i < len && s[i] != '(' && s[i] != ')'; i++) require(s[i] != '=', "no = in an annotation");
    return i < len && s[i] == ')' ? i + 1 : 0;
}

/* Marked text read as the plugin reads it is the text, but for zero-width spaces between ] and (. */
static void check_marked(const json_t *marked, fintag_str plain) {
    const char *s = json_string_value(marked);
    size_t len = json_string_length(marked), end, next;
    ft_buf read = {0};
    for (size_t i = 0; i < len; i = next) {
        next = annotation(s, len, i, &end);
        if (next)
            ft_buf_put(&read, s + i + 1, end - i - 1);
        else
            ft_buf_byte(&read, s[i]);
        if (!next) next = i + 1;
    }
    size_t at = 0;
    for (size_t i = 0; i < read.len; i++) {
        bool same = at < plain.len && read.ptr[i] == plain.ptr[at];
        bool breaks = read.len - i > 3 && memcmp(read.ptr + i, "\xE2\x80\x8B(", 4) == 0 && i && read.ptr[i - 1] == ']';
        if (breaks && !(at + 3 <= plain.len && memcmp(plain.ptr + at, "\xE2\x80\x8B", 3) == 0)) {
            i += 2;
            continue;
        }
        require(same, "marked text is the text");
        at++;
    }
    require(at == plain.len, "marked text is the whole text");
    ft_buf_free(&read);
}

static void check_annotated(const ft_buf *out, const fintag_doc *doc) {
    const fintag_article *article = fintag_doc_article(doc);
    json_t *document = parse_lines(out, 2);
    if (article->title.len) check_marked(json_object_get(document, "title"), article->title);
    check_marked(json_object_get(document, "text"), article->text);
    json_decref(document);
}

static void check_csv(const ft_buf *out, size_t entities) {
    size_t rows = 0, columns = 1;
    bool quoted = false;
    for (size_t i = 0; i < out->len; i++) {
        if (out->ptr[i] == '"') quoted = !quoted;
        if (quoted) continue;
        if (out->ptr[i] == ',') columns++;
        if (out->ptr[i] != '\n') continue;
        require(i && out->ptr[i - 1] == '\r' && columns == 35, "a row of 35 columns ends with CRLF");
        columns = 1;
        rows++;
    }
    require(!quoted && rows == entities, "a row per entity");
}

static void check_conll(const ft_buf *out) {
    size_t tabs = 0, begin = 0;
    for (size_t i = 0; i < out->len; i++) {
        if (out->ptr[i] == '\t') tabs++;
        if (out->ptr[i] != '\n') continue;
        bool comment = i - begin > 1 && memcmp(out->ptr + begin, "# ", 2) == 0;
        require(i == begin || comment || tabs == 2, "a token has three columns");
        begin = i + 1;
        tabs = 0;
    }
    require(begin == out->len, "the last line is ended");
}

/* One form; `out` is its record. */
static void check_form(int to, const ft_buf *out, const fintag_doc *doc) {
    size_t entities;
    fintag_doc_entities(doc, &entities);
    switch (to) {
    case FT_TO_OPENSEARCH: json_decref(parse_lines(out, 2)); break;
    case FT_TO_ANNOTATED_TEXT: check_annotated(out, doc); break;
    case FT_TO_GROONGA: json_decref(parse(out->ptr, out->len)); break;
    case FT_TO_MEILISEARCH:
    case FT_TO_WEB_ANNOTATION: json_decref(parse_lines(out, 1)); break;
    case FT_TO_CSV: check_csv(out, entities); break;
    case FT_TO_CONLL: check_conll(out); break;
    case FT_TO_BRAT: require(out->len % 512 == 0, "blocks of tar"); break;
    default: break;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const ft_sink_form *const forms[FT_TO_COUNT] = {[FT_TO_OPENSEARCH] = &ft_sink_opensearch,
                                                           [FT_TO_ANNOTATED_TEXT] = &ft_sink_annotated_text,
                                                           [FT_TO_GROONGA] = &ft_sink_groonga,
                                                           [FT_TO_MEILISEARCH] = &ft_sink_meilisearch,
                                                           [FT_TO_CSV] = &ft_sink_csv,
                                                           [FT_TO_BRAT] = &ft_sink_brat,
                                                           [FT_TO_CONLL] = &ft_sink_conll,
                                                           [FT_TO_WEB_ANNOTATION] = &ft_sink_web_annotation};
    if (!size) return 0;
    const char *bytes = (const char *)data + 1;
    const char *end = memchr(bytes, 0, size - 1);
    json_t *record = json_pack("{s:s, s:s%, s:s%}", "id", "fuzz", "title", bytes, end ? (size_t)(end - bytes) : 0,
                               "text", end ? end + 1 : bytes, end ? size - 2 - (size_t)(end - bytes) : size - 1);
    if (record && (data[0] & 1)) json_object_set_new(record, "published", json_string("2022-04-10T17:45:11.5+08:00"));
    if (record && (data[0] & 2)) json_object_set_new(record, "url", json_string("https://news.example/?q=\"<&"));
    char *text = record ? json_dumps(record, JSON_COMPACT) : NULL; /* NULL: no UTF-8 */
    json_decref(record);
    if (!text) return 0;
    fintag_doc *doc = fintag_doc_new(rules());
    fintag_source about = {.format = FINTAG_RECORD, .path = FINTAG_STR("a\xFF,\"\n.jsonl")};
    fintag_tag_options options = {.numbers = (data[0] & 4) != 0};
    fintag_error err;
    if (doc && !fintag_doc_read(doc, text, strlen(text), &about, &err) && !fintag_doc_tag(doc, &options, &err)) {
        ft_buf out = {0};
        ft_sink sink = {
            .out = &out, .error = &err, .zone = {.given = (data[0] & 8) != 0, .fixed = true, .minutes = -570}};
        for (int to = 0; to < FT_TO_COUNT; to++) {
            ft_buf_clear(&out);
            if (forms[to] && forms[to]->article(&sink, doc) == FINTAG_OK) check_form(to, &out, doc);
            require(!out.failed, "memory");
        }
        ft_buf_free(&out);
    }
    fintag_doc_free(doc);
    free(text);
    return 0;
}
