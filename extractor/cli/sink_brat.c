/* brat standoff: a folder with ID.txt and ID.ann for each article, as a tar archive, so that it fits into one stream:
 *
 *     fintag annotate --to brat PATH | tar -x -C FOLDER
 *
 * The .txt is the title, a line feed, and the text. Offsets count characters of it. */
#include <stdio.h>
#include <string.h>

#include "cli/collect.h"
#include "cli/feed.h"
#include "cli/tar.h"

static const char configuration[] = "[entities]\nTicker\nCompany\nOrganization\nIndex\nDate\nQuantity\n\n"
                                    "[relations]\n\n[events]\n\n[attributes]\n";

static void put_number(ft_buf *out, const char *before, uint64_t number) {
    char text[40];
    ft_buf_put(out, text, (size_t)snprintf(text, sizeof text, "%s%llu", before, (unsigned long long)number));
}

/* Length in code points. */
static uint32_t length(fintag_str text) {
    uint32_t count = 0;
    for (size_t i = 0; i < text.len; i++) count += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
    return count;
}

/* A span may not cross a line feed: it is written in parts then, as a discontinuous one. */
static void put_spans(ft_buf *out, fintag_str text, uint32_t begin) {
    uint32_t at = begin, part = begin;
    bool any = false;
    for (size_t i = 0; i <= text.len; i++) {
        bool ends = i == text.len || text.ptr[i] == '\n';
        if (ends && at > part) {
            put_number(out, any ? ";" : " ", part);
            put_number(out, " ", at);
            any = true;
        }
        if (i == text.len) break;
        if (((unsigned char)text.ptr[i] & 0xC0) != 0x80) at++;
        if (text.ptr[i] == '\n') part = at;
    }
    ft_buf_byte(out, '\t');
    for (size_t i = 0; i < text.len; i++) ft_buf_byte(out, text.ptr[i]);
}

static bool put_annotation(ft_buf *out, size_t number, const fintag_entity *entity, uint32_t shift, ft_buf *value) {
    static const char *const names[] = {"Ticker", "Company", "Organization", "Index", "Date", "Quantity"};
    const char *name = names[entity->type < FINTAG_TYPE_COUNT ? entity->type : 0];
    put_number(out, "T", number);
    ft_buf_byte(out, '\t');
    ft_buf_put(out, name, strlen(name));
    put_spans(out, entity->text, entity->span.begin + shift);
    put_number(out, "\n#", number);
    put_number(out, "\tAnnotatorNotes T", number);
    ft_buf_byte(out, '\t');
    fintag_str json = ft_collect_value(value, entity);
    ft_buf_put(out, json.ptr, json.len);
    ft_buf_byte(out, '\n');
    return json.len != 0;
}

static bool put_annotations(ft_buf *out, const fintag_doc *doc, ft_buf *value) {
    size_t count;
    const fintag_article *article = fintag_doc_article(doc);
    const fintag_entity *entities = fintag_doc_entities(doc, &count);
    uint32_t shift = article->title.len ? length(article->title) + 1 : 0;
    for (size_t i = 0; i < count; i++)
        if (!put_annotation(out, i + 1, &entities[i], entities[i].in_title ? 0 : shift, value)) return false;
    return true;
}

static void brat_begin(ft_sink *sink) {
    size_t at = ft_tar_open(sink->out, FINTAG_STR("annotation"), ".conf");
    ft_buf_put(sink->out, configuration, sizeof configuration - 1);
    ft_tar_close(sink->out, at);
}

static fintag_status brat_article(ft_sink *sink, const fintag_doc *doc) {
    const fintag_article *article = fintag_doc_article(doc);
    ft_buf *out = sink->out, value = {0};
    size_t at = ft_tar_open(out, article->id, ".txt");
    ft_buf_put(out, article->title.ptr, article->title.len);
    if (article->title.len) ft_buf_byte(out, '\n');
    ft_buf_put(out, article->text.ptr, article->text.len);
    ft_tar_close(out, at);
    at = ft_tar_open(out, article->id, ".ann");
    bool put = put_annotations(out, doc, &value);
    ft_tar_close(out, at);
    ft_buf_free(&value);
    return !put || out->failed ? FINTAG_ENOMEM : FINTAG_OK;
}

/* ID.error.json, the error record. */
static fintag_status brat_failure(ft_sink *sink, const fintag_error *error, fintag_str id, fintag_str path) {
    char room[FT_FEED_ID];
    size_t at = ft_tar_open(sink->out, ft_feed_failure_id(error, id, room), ".error.json");
    fintag_status status = fintag_write_error(error, id, path, ft_collect, sink->out);
    ft_tar_close(sink->out, at);
    return sink->out->failed ? FINTAG_ENOMEM : status;
}

static void brat_end(ft_sink *sink, bool any) {
    (void)any;
    ft_tar_end(sink->out);
}

const ft_sink_form ft_sink_brat = {.ending = ".brat.tar",
                                   .codepoints = true,
                                   .begin = brat_begin,
                                   .article = brat_article,
                                   .failure = brat_failure,
                                   .end = brat_end};
