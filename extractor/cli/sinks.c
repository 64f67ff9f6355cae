/* Objects one per line, and the same as one array. */
#include "cli/sinks.h"

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

static void nothing(ft_sink *sink) {
    (void)sink;
}

static fintag_status line_article(ft_sink *sink, const fintag_doc *doc) {
    return fintag_write_json(doc, &sink->json, ft_output_write, sink->out);
}

static fintag_status line_failure(ft_sink *sink, const fintag_error *error, fintag_str id, fintag_str path) {
    return fintag_write_error(error, id, path, ft_output_write, sink->out);
}

const ft_sink_form ft_sink_lines = {nothing, line_article, line_failure, nothing};

/* Passes an object on without the line feed at its end, which a comma may have to precede. */
static int write_inside(void *ctx, const char *bytes, size_t len) {
    if (len && bytes[len - 1] == '\n') len--;
    return ft_output_write(ctx, bytes, len);
}

static void separate(ft_sink *sink) {
    ft_output_write(sink->out, sink->any ? ",\n" : "[\n", 2);
    sink->any = true;
}

static fintag_status array_article(ft_sink *sink, const fintag_doc *doc) {
    separate(sink);
    return fintag_write_json(doc, &sink->json, write_inside, sink->out);
}

static fintag_status array_failure(ft_sink *sink, const fintag_error *error, fintag_str id, fintag_str path) {
    separate(sink);
    return fintag_write_error(error, id, path, write_inside, sink->out);
}

static void array_end(ft_sink *sink) {
    if (sink->any)
        ft_output_write(sink->out, "\n]\n", 3);
    else
        ft_output_write(sink->out, "[]\n", 3);
}

const ft_sink_form ft_sink_array = {nothing, array_article, array_failure, array_end};
