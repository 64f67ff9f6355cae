/* One self-contained HTML page: each article with its entities marked, their values as titles. No script; everything
 * that came from outside is escaped, and the page's own policy forbids whatever might slip through. */
#include <string.h>

#include "base/buf.h"
#include "cli/sinks.h"

static const char page_head[] =
    "<!doctype html>\n<html lang=\"zh\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" "
    "content=\"no-referrer\">\n"
    "<title>fintag</title>\n<style>\n"
    ":root{color-scheme:light dark;--ticker:#b8860b55;--company:#2e8b5755;--organization:#6a5acd55;--index:#20b2aa66;"
    "--date:#cd5c5c55;--quantity:#4682b455}\n"
    "body{max-width:46em;margin:2em auto;padding:0 1em;font:16px/1.9 system-ui,\"Noto Sans CJK SC\",sans-serif}\n"
    "article{border-top:1px solid #8885;padding:1em 0}\nh1{font-size:1.3em;line-height:1.5}\n"
    ".about,.companies{color:#777;font-size:.85em}\n.companies{padding-left:1.2em}\n.failure{color:#c00}\n"
    "mark{color:inherit;border-radius:.2em;padding:.1em .15em;cursor:help}\n"
    ".ticker{background:var(--ticker)}.company{background:var(--company)}.organization{background:var(--organization)}"
    ".index{background:var(--index)}.date{background:var(--date)}.quantity{background:var(--quantity)}\n"
    "mark:target,mark:hover{outline:2px solid currentColor}\n</style>\n</head>\n<body>\n"
    "<p class=\"about\"><mark class=\"ticker\">ticker</mark> <mark class=\"company\">company</mark> "
    "<mark class=\"organization\">organization</mark> <mark class=\"index\">index</mark> <mark "
    "class=\"date\">date</mark> "
    "<mark class=\"quantity\">quantity</mark></p>\n";

static void raw(ft_sink *sink, const char *text) {
    ft_buf_put(sink->out, text, strlen(text));
}

static int escape(void *ctx, const char *bytes, size_t len) {
    ft_buf *out = ctx;
    size_t clean = 0;
    for (size_t i = 0; i < len; i++) {
        const char *as = NULL;
        switch (bytes[i]) {
        case '&': as = "&amp;"; break;
        case '<': as = "&lt;"; break;
        case '>': as = "&gt;"; break;
        case '"': as = "&quot;"; break;
        case '\'': as = "&#39;"; break;
        case '\r': as = "&#13;"; break;
        case '\0': as = "\xEF\xBF\xBD"; break;
        default: continue;
        }
        ft_buf_put(out, bytes + clean, i - clean);
        ft_buf_put(out, as, strlen(as));
        clean = i + 1;
    }
    ft_buf_put(out, bytes + clean, len - clean);
    return out->failed;
}

static void text(ft_sink *sink, fintag_str s) {
    if (s.len) escape(sink->out, s.ptr, s.len);
}

/* A part of a field between entities; a line feed ends a paragraph. */
static void prose(ft_sink *sink, const char *bytes, size_t len) {
    while (len) {
        const char *end = memchr(bytes, '\n', len);
        size_t line = end ? (size_t)(end - bytes) : len;
        escape(sink->out, bytes, line);
        if (end) raw(sink, "</p>\n<p>");
        bytes += line + (end != NULL);
        len -= line + (end != NULL);
    }
}

static void mark(ft_sink *sink, const fintag_entity *entity) {
    raw(sink, "<mark class=\"");
    raw(sink, fintag_type_name(entity->type));
    raw(sink, "\" title=\"");
    fintag_write_value(entity, escape, sink->out);
    raw(sink, " · ");
    text(sink, entity->rule);
    raw(sink, "\">");
    text(sink, entity->text);
    raw(sink, "</mark>");
}

static void field(ft_sink *sink, fintag_str whole, bool title, const fintag_entity *entities, size_t count) {
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        if (entities[i].in_title != title) continue;
        prose(sink, whole.ptr + at, entities[i].byte_begin - at);
        mark(sink, &entities[i]);
        at = entities[i].byte_end;
    }
    if (whole.len > at) prose(sink, whole.ptr + at, whole.len - at);
}

static void about(ft_sink *sink, const fintag_article *article) {
    const fintag_str parts[] = {article->published, article->media, article->author, article->path, article->id};
    bool any = false;
    raw(sink, "<p class=\"about\">");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!parts[i].len) continue;
        if (any) raw(sink, " · ");
        text(sink, parts[i]);
        any = true;
    }
    bool web = article->url.len > 8 &&
               (memcmp(article->url.ptr, "http://", 7) == 0 || memcmp(article->url.ptr, "https://", 8) == 0);
    if (web) {
        raw(sink, any ? " · <a rel=\"noreferrer noopener\" href=\"" : "<a rel=\"noreferrer noopener\" href=\"");
        text(sink, article->url);
        raw(sink, "\">");
        text(sink, article->url);
        raw(sink, "</a>");
    }
    raw(sink, "</p>\n");
}

static void number(ft_sink *sink, uint32_t value) {
    char digits[10];
    size_t at = sizeof digits;
    do digits[--at] = (char)('0' + value % 10);
    while (value /= 10);
    ft_buf_put(sink->out, digits + at, sizeof digits - at);
}

static void companies(ft_sink *sink, const fintag_doc *doc) {
    size_t count;
    const fintag_company *list = fintag_doc_companies(doc, &count);
    if (!count) return;
    raw(sink, "<ul class=\"companies\">\n");
    for (size_t i = 0; i < count; i++) {
        raw(sink, "<li>");
        text(sink, list[i].name.name);
        raw(sink, " (");
        text(sink, list[i].name.id);
        raw(sink, ", ");
        number(sink, list[i].mentions);
        raw(sink, "×)</li>\n");
    }
    raw(sink, "</ul>\n");
}

static void page_begin(ft_sink *sink) {
    raw(sink, page_head);
}

static fintag_status page_article(ft_sink *sink, const fintag_doc *doc) {
    const fintag_article *article = fintag_doc_article(doc);
    size_t count;
    const fintag_entity *entities = fintag_doc_entities(doc, &count);
    raw(sink, "<article lang=\"");
    text(sink, article->lang);
    raw(sink, "\">\n<h1>");
    field(sink, article->title, true, entities, count);
    raw(sink, "</h1>\n");
    about(sink, article);
    raw(sink, "<p>");
    field(sink, article->text, false, entities, count);
    raw(sink, "</p>\n");
    companies(sink, doc);
    raw(sink, "</article>\n");
    return sink->out->failed ? FINTAG_ENOMEM : FINTAG_OK;
}

static fintag_status page_failure(ft_sink *sink, const fintag_error *error, fintag_str id, fintag_str path) {
    raw(sink, "<article>\n<p class=\"failure\">");
    text(sink, path.ptr ? path : id);
    raw(sink, ": ");
    text(sink, (fintag_str){error->message, strlen(error->message)});
    raw(sink, "</p>\n</article>\n");
    return sink->out->failed ? FINTAG_ENOMEM : FINTAG_OK;
}

static void page_end(ft_sink *sink, bool any) {
    (void)any;
    raw(sink, "</body>\n</html>\n");
}

const ft_sink_form ft_sink_page = {
    .ending = ".html", .begin = page_begin, .article = page_article, .failure = page_failure, .end = page_end};
