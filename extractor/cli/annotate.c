#include "cli/annotate.h"

#include <stdio.h>
#include <string.h>

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
    if (annotator->published) about.published = (fintag_str){annotator->published, strlen(annotator->published)};
    about.has_tz = annotator->zone.given && annotator->zone.fixed;
    about.tz_minutes = annotator->zone.minutes;
    if (annotator->id_is_path && about.path.len) {
        about.id = about.path;
        int len = article->line ? snprintf(id, sizeof id, "%.*s:%llu", (int)about.path.len, about.path.ptr,
                                           (unsigned long long)article->line)
                                : 0;
        if (len > 0 && (size_t)len < sizeof id) about.id = (fintag_str){id, (size_t)len};
    }
    fintag_status status = fintag_doc_read(annotator->doc, bytes.ptr, bytes.len, &about, error);
    if (status || !annotator->zone.given || annotator->zone.fixed) return status;
    /* A zone with summer time: its offset depends on the date that has just been read. */
    fintag_str published = fintag_doc_article(annotator->doc)->published;
    if (!is_floating(published)) return status;
    about.has_tz = true;
    about.tz_minutes = ft_zone_offset(&annotator->zone, published);
    return fintag_doc_read(annotator->doc, bytes.ptr, bytes.len, &about, error);
}

static void write_failure(ft_annotator *annotator, const ft_input_article *article, const fintag_error *error) {
    annotator->failures++;
    const fintag_article *read = fintag_doc_article(annotator->doc);
    fintag_str id = read->id;
    if (annotator->errors) {
        fintag_write_error(error, id, article->about.path, ft_output_write, annotator->errors);
        ft_output_line_end(annotator->errors);
    } else {
        annotator->form->failure(&annotator->sink, error, id, article->about.path);
    }
}

bool ft_annotator_article(ft_annotator *annotator, const ft_input_article *article) {
    fintag_error error = {.at = -1};
    /* What can't be had is read as empty, for the id that its path gives. */
    fintag_status status = ft_annotator_read(annotator, article, &error);
    if (article->failure) {
        status = article->failure->status;
        error = *article->failure;
    }
    if (!status) status = fintag_doc_tag(annotator->doc, &annotator->tag, &error);
    annotator->articles++;
    annotator->bytes += article->bytes.len;
    if (status) {
        write_failure(annotator, article, &error);
    } else {
        size_t count;
        fintag_doc_entities(annotator->doc, &count);
        annotator->entities += count;
        annotator->warnings += fintag_doc_article(annotator->doc)->warning_count;
        annotator->form->article(&annotator->sink, annotator->doc);
    }
    ft_output_line_end(annotator->sink.out);
    return !annotator->sink.out->failure && !(annotator->errors && annotator->errors->failure);
}
