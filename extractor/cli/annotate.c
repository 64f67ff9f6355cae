#include "cli/annotate.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "cli/collect.h"

bool ft_annotator_init(ft_annotator *annotator, const ft_annotate_options *options, const fintag_rules *rules) {
    *annotator = (ft_annotator){.options = options,
                                .rules = rules,
                                .doc = fintag_doc_new(rules),
                                .sink = {.json = options->json, .zone = options->zone, .ctx = options->form_ctx}};
    return annotator->doc != NULL;
}

void ft_annotator_clear(ft_annotator *annotator) {
    fintag_doc_free(annotator->doc);
    annotator->doc = NULL;
}

/* A document keeps its memory for the next article; after a very long one that would be held by every worker for ever.
 */
static void renew(ft_annotator *annotator, size_t len) {
    enum { LARGE = 1 << 20 };
    fintag_doc *fresh = annotator->large ? fintag_doc_new(annotator->rules) : NULL;
    if (fresh) {
        fintag_doc_free(annotator->doc);
        annotator->doc = fresh;
    }
    annotator->large = len > LARGE;
}

/* Does the ISO 8601 time lack a zone? */
static bool is_floating(fintag_str time) {
    if (!time.len || time.ptr[time.len - 1] == 'Z') return false;
    return !(time.len > 6 && time.ptr[time.len - 3] == ':' &&
             (time.ptr[time.len - 6] == '+' || time.ptr[time.len - 6] == '-'));
}

fintag_status ft_annotator_read(ft_annotator *annotator, const ft_input_article *article, fintag_error *error) {
    char id[4200];
    fintag_source about = article->about;
    fintag_str bytes = article->bytes;
    const ft_annotate_options *options = annotator->options;
    if (options->published) about.published = (fintag_str){options->published, strlen(options->published)};
    about.has_tz = options->zone.given && options->zone.fixed;
    about.tz_minutes = options->zone.minutes;
    if (options->id_is_path && about.path.len) {
        about.id = about.path;
        int len = article->line ? snprintf(id, sizeof id, "%.*s:%llu", (int)about.path.len, about.path.ptr,
                                           (unsigned long long)article->line)
                                : 0;
        if (len > 0 && (size_t)len < sizeof id) about.id = (fintag_str){id, (size_t)len};
    }
    fintag_status status = fintag_doc_read(annotator->doc, bytes.ptr, bytes.len, &about, error);
    if (status || !options->zone.given || options->zone.fixed) return status;
    /* A zone with summer time: its offset depends on the date that has just been read. */
    fintag_str published = fintag_doc_article(annotator->doc)->published;
    if (!is_floating(published)) return status;
    about.has_tz = true;
    about.tz_minutes = ft_zone_offset(&options->zone, published);
    return fintag_doc_read(annotator->doc, bytes.ptr, bytes.len, &about, error);
}

/* The error record, in place of whatever stands behind `begin`. */
static bool write_failure(ft_annotator *annotator, const ft_input_article *article, const fintag_error *error,
                          size_t begin) {
    ft_buf *out = annotator->sink.out;
    out->len = begin;
    out->failed = false;
    fintag_str id = fintag_doc_article(annotator->doc)->id;
    fintag_status status = annotator->options->errors_apart
                               ? fintag_write_error(error, id, article->about.path, ft_collect, out)
                               : annotator->options->form->failure(&annotator->sink, error, id, article->about.path);
    return status == FINTAG_OK && !out->failed;
}

static fintag_status write_article(ft_annotator *annotator, ft_record *record, fintag_error *error) {
    size_t count;
    fintag_doc_entities(annotator->doc, &count);
    record->entities = (uint32_t)count;
    record->warnings = (uint32_t)fintag_doc_article(annotator->doc)->warning_count;
    ft_fail(error, FINTAG_EINPUT, "the article can't be written in this form");
    annotator->sink.error = error;
    fintag_status status = annotator->options->form->article(&annotator->sink, annotator->doc);
    return annotator->sink.out->failed || status == FINTAG_ENOMEM ? ft_fail_memory(error) : status;
}

bool ft_annotator_article(ft_annotator *annotator, const ft_input_article *article, ft_buf *out, ft_record *record) {
    fintag_error error = {.at = -1};
    size_t begin = out->len;
    annotator->sink.out = out;
    annotator->sink.article = article;
    *record = (ft_record){.bytes = article->bytes.len};
    renew(annotator, article->bytes.len);
    /* What can't be had is read as empty, for the id that its path gives. */
    fintag_status status = ft_annotator_read(annotator, article, &error);
    if (article->failure) {
        status = article->failure->status;
        error = *article->failure;
    }
    const ft_sink_form *form = annotator->options->form;
    if (!status && !(form->known && form->known(&annotator->sink, annotator->doc))) {
        status = fintag_doc_tag(annotator->doc, &annotator->options->tag, &error);
        if (!status) status = write_article(annotator, record, &error);
    }
    bool written = true;
    if (status) {
        *record = (ft_record){.bytes = article->bytes.len, .failed = true};
        written = write_failure(annotator, article, &error, begin);
    }
    record->len = out->len - begin;
    return written;
}
