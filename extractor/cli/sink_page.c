/* The viewer: one self-contained HTML page (extractor/view) in which every article is a data island. What comes from
 * outside stands only in attributes, escaped, and in JSON without a '<'; the page's own policy lets nothing of it run.
 */
#include <string.h>

#include "cli/sinks.h"
#include "view/page.h"

static void raw(ft_sink *sink, const char *text) {
    ft_buf_put(sink->out, text, strlen(text));
}

/* What an attribute may not hold as it is. NULL: any other byte. */
static const char *reference(char byte) {
    switch (byte) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    case '\n': return "&#10;";
    case '\r': return "&#13;";
    case '\0': return "\xEF\xBF\xBD";
    default: return NULL;
    }
}

/* `name="text"` with a space before it; nothing when the text is absent. */
static void attribute(ft_sink *sink, const char *name, fintag_str text) {
    if (!text.len) return;
    raw(sink, " ");
    raw(sink, name);
    raw(sink, "=\"");
    size_t clean = 0;
    for (size_t i = 0; i < text.len; i++) {
        const char *as = reference(text.ptr[i]);
        if (!as) continue;
        ft_buf_put(sink->out, text.ptr + clean, i - clean);
        raw(sink, as);
        clean = i + 1;
    }
    ft_buf_put(sink->out, text.ptr + clean, text.len - clean);
    raw(sink, "\"");
}

static void number_attribute(ft_sink *sink, const char *name, size_t value) {
    char digits[20];
    size_t at = sizeof digits;
    do digits[--at] = (char)('0' + value % 10);
    while (value /= 10);
    attribute(sink, name, (fintag_str){digits + at, sizeof digits - at});
}

/* A fintag_write_fn on an ft_buf: JSON that can't end the element around it, since a '<' only ever stands in its
 * strings. */
static int write_island(void *ctx, const char *bytes, size_t len) {
    ft_buf *out = ctx;
    for (const char *less; (less = memchr(bytes, '<', len)) != NULL;) {
        size_t clean = (size_t)(less - bytes);
        ft_buf_put(out, bytes, clean);
        ft_buf_put(out, "\\u003c", 6);
        bytes = less + 1;
        len -= clean + 1;
    }
    ft_buf_put(out, bytes, len);
    return out->failed;
}

static void island_begin(ft_sink *sink, fintag_str id, fintag_str title) {
    raw(sink, "<script type=\"application/json\" class=\"record\"");
    attribute(sink, "data-id", id);
    attribute(sink, "data-title", title);
}

static void page_begin(ft_sink *sink) {
    ft_buf_put(sink->out, ft_view_head, ft_view_head_len);
}

static fintag_status page_article(ft_sink *sink, const fintag_doc *doc) {
    const fintag_article *article = fintag_doc_article(doc);
    /* The page's scripts count as its strings do, and show the text whatever else was asked for. */
    fintag_json_options options = {.offsets = FINTAG_UTF16};
    size_t count;
    fintag_doc_entities(doc, &count);
    island_begin(sink, article->id, article->title);
    attribute(sink, "data-published", article->published);
    attribute(sink, "data-media", article->media);
    number_attribute(sink, "data-entities", count);
    raw(sink, ">");
    fintag_status status = fintag_write_json(doc, &options, write_island, sink->out);
    raw(sink, "</script>\n");
    return status;
}

static fintag_status page_failure(ft_sink *sink, const fintag_error *error, fintag_str id, fintag_str path) {
    island_begin(sink, id, path);
    attribute(sink, "data-error", (fintag_str){error->message, strlen(error->message)});
    raw(sink, ">");
    fintag_status status = fintag_write_error(error, id, path, write_island, sink->out);
    raw(sink, "</script>\n");
    return status;
}

static void page_end(ft_sink *sink, bool any) {
    (void)any;
    ft_buf_put(sink->out, ft_view_tail, ft_view_tail_len);
}

const ft_sink_form ft_sink_page = {
    .ending = ".html", .begin = page_begin, .article = page_article, .failure = page_failure, .end = page_end};
