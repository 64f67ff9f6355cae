/* Objects one per line, and the same as one array. */
#include "cli/sinks.h"
#include "cli/collect.h"

const ft_choice ft_to_choices[] = {{"ndjson", FT_TO_NDJSON, false},
                                   {"json", FT_TO_JSON, false},
                                   {"html", FT_TO_HTML, false},
                                   {"opensearch", 0, true},
                                   {"annotated-text", 0, true},
                                   {"groonga", 0, true},
                                   {"meilisearch", 0, true},
                                   {"brat", 0, true},
                                   {"conll", 0, true},
                                   {"csv", 0, true},
                                   {"web-annotation", 0, true},
                                   {0}};

const ft_sink_form *ft_sink_find(ft_to to) {
    switch (to) {
    case FT_TO_JSON: return &ft_sink_array;
    case FT_TO_HTML: return &ft_sink_page;
    case FT_TO_NDJSON:
    case FT_TO_COUNT: break;
    }
    return &ft_sink_lines;
}

static fintag_status line_article(ft_sink *sink, const fintag_doc *doc) {
    return fintag_write_json(doc, &sink->json, ft_collect, sink->out);
}

static fintag_status line_failure(ft_sink *sink, const fintag_error *error, fintag_str id, fintag_str path) {
    return fintag_write_error(error, id, path, ft_collect, sink->out);
}

const ft_sink_form ft_sink_lines = {.ending = ".ndjson", .article = line_article, .failure = line_failure};

/* Objects of an array: each begins a line and leaves it open, for the comma that may follow. */
static void array_begin(ft_sink *sink) {
    ft_buf_byte(sink->out, '[');
}

static fintag_status close_object(ft_sink *sink, fintag_status status) {
    if (!status) sink->out->len--; /* its line feed */
    return status;
}

static fintag_status array_article(ft_sink *sink, const fintag_doc *doc) {
    ft_buf_byte(sink->out, '\n');
    return close_object(sink, line_article(sink, doc));
}

static fintag_status array_failure(ft_sink *sink, const fintag_error *error, fintag_str id, fintag_str path) {
    ft_buf_byte(sink->out, '\n');
    return close_object(sink, line_failure(sink, error, id, path));
}

static void array_end(ft_sink *sink, bool any) {
    if (any) ft_buf_byte(sink->out, '\n');
    ft_buf_put(sink->out, "]\n", 2);
}

const ft_sink_form ft_sink_array = {.ending = ".json",
                                    .between = ",",
                                    .begin = array_begin,
                                    .article = array_article,
                                    .failure = array_failure,
                                    .end = array_end};
