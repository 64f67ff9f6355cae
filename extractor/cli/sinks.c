/* Objects one per line, and the same as one array. */
#include "cli/sinks.h"
#include "cli/collect.h"

const ft_choice ft_to_choices[] = {{"ndjson", FT_TO_NDJSON, false},
                                   {"json", FT_TO_JSON, false},
                                   {"html", FT_TO_HTML, false},
                                   {"opensearch", FT_TO_OPENSEARCH, false},
                                   {"annotated-text", FT_TO_ANNOTATED_TEXT, false},
                                   {"groonga", FT_TO_GROONGA, false},
                                   {"meilisearch", FT_TO_MEILISEARCH, false},
                                   {"csv", FT_TO_CSV, false},
                                   {"brat", FT_TO_BRAT, false},
                                   {"conll", FT_TO_CONLL, false},
                                   {"web-annotation", FT_TO_WEB_ANNOTATION, false},
                                   {0}};

const ft_sink_form *ft_sink_find(ft_to to) {
    static const ft_sink_form *const forms[FT_TO_COUNT] = {[FT_TO_NDJSON] = &ft_sink_lines,
                                                           [FT_TO_JSON] = &ft_sink_array,
                                                           [FT_TO_HTML] = &ft_sink_page,
                                                           [FT_TO_OPENSEARCH] = &ft_sink_opensearch,
                                                           [FT_TO_ANNOTATED_TEXT] = &ft_sink_annotated_text,
                                                           [FT_TO_GROONGA] = &ft_sink_groonga,
                                                           [FT_TO_MEILISEARCH] = &ft_sink_meilisearch,
                                                           [FT_TO_CSV] = &ft_sink_csv,
                                                           [FT_TO_BRAT] = &ft_sink_brat,
                                                           [FT_TO_CONLL] = &ft_sink_conll,
                                                           [FT_TO_WEB_ANNOTATION] = &ft_sink_web_annotation};
    return forms[to];
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
