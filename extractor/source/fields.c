/* A row of a CSV file or an item of a feed, whose fields the caller has found. */
#include "base/error.h"
#include "source/ascii.h"
#include "source/escape.h"
#include "source/scratch.h"

/* A field's place in the decoded content. */
typedef struct {
    fintag_escape escape;
    size_t begin, end;
} place;

static place locate(const ft_reading *reading, const fintag_field *field) {
    const ft_offmap *map = &reading->article->decoded_map;
    place p = {field->escape, ft_offmap_output(map, field->begin), ft_offmap_output(map, field->end)};
    if (p.end < p.begin) p.end = p.begin;
    return p;
}

static void unescape(const ft_reading *reading, place p, ft_buf *out, ft_offmap *map) {
    const char *input = reading->content.ptr;
    switch (p.escape) {
    case FINTAG_ESCAPE_CSV: ft_csv_unescape(input, p.begin, p.end, out, map); break;
    case FINTAG_ESCAPE_XML: ft_xml_unescape(input, p.begin, p.end, out, map); break;
    case FINTAG_ESCAPE_NONE:
        ft_buf_put(out, input + p.begin, p.end - p.begin);
        ft_offmap_add(map, (uint32_t)(p.end - p.begin), p.begin, (uint32_t)(p.end - p.begin));
        break;
    }
}

static fintag_str string_of(ft_reading *reading, place p) {
    ft_buf text = {0};
    ft_offmap map = {0};
    fintag_str copy = {0};
    unescape(reading, p, &text, &map);
    if (text.failed || map.failed)
        reading->arena->failed = true;
    else
        copy = ft_copy(reading->arena, text.len ? text.ptr : "", text.len);
    ft_buf_free(&text);
    ft_offmap_free(&map);
    return copy;
}

static bool is_number(fintag_str text) {
    for (size_t i = 0; i < text.len; i++)
        if (!ft_ascii_digit(text.ptr[i])) return false;
    return text.len > 8; /* eight digits are a date */
}

static void set_meta(ft_reading *reading, fintag_field_name name, place p) {
    ft_field *const fields[FINTAG_FIELD_COUNT] = {[FINTAG_FIELD_ID] = &reading->id,
                                                  [FINTAG_FIELD_PUBLISHED] = &reading->published,
                                                  [FINTAG_FIELD_URL] = &reading->url,
                                                  [FINTAG_FIELD_MEDIA] = &reading->media,
                                                  [FINTAG_FIELD_AUTHOR] = &reading->author};
    if (name == FINTAG_FIELD_TAGS)
        ft_reading_tag(reading, string_of(reading, p));
    else if (fields[name])
        ft_reading_set(reading, fields[name], string_of(reading, p), p.begin);
}

/* Which field the body is: text, where it says anything, before HTML, before what may be either. */
static const fintag_field *choose_body(const fintag_source *about) {
    static const fintag_field_name order[] = {FINTAG_FIELD_TEXT, FINTAG_FIELD_HTML, FINTAG_FIELD_BODY};
    const fintag_field *empty = NULL;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        for (size_t k = 0; k < about->field_count; k++) {
            const fintag_field *field = &about->fields[k];
            if (field->name != order[i]) continue;
            if (field->end > field->begin) return field;
            if (!empty) empty = field;
        }
    }
    return empty;
}

fintag_status ft_read_fields(ft_reading *reading, fintag_error *err) {
    const fintag_source *about = reading->about;
    ft_article *article = reading->article;
    const fintag_field *body = choose_body(about);
    for (size_t i = 0; i < about->field_count; i++) {
        const fintag_field *field = &about->fields[i];
        if ((unsigned)field->name >= FINTAG_FIELD_COUNT || field->begin > field->end)
            return ft_fail(err, FINTAG_EUSAGE, "field %zu of the article makes no sense", i);
        set_meta(reading, field->name, locate(reading, field));
    }
    reading->epoch = is_number(reading->published.text);
    for (size_t i = 0; i < about->field_count && !article->scratch.len; i++)
        if (about->fields[i].name == FINTAG_FIELD_TITLE)
            unescape(reading, locate(reading, &about->fields[i]), &article->scratch, &article->scratch_map);
    size_t title = article->scratch.len;
    ft_body kind = FT_BODY_TEXT;
    if (body) {
        unescape(reading, locate(reading, body), &article->scratch, &article->scratch_map);
        if (body->name != FINTAG_FIELD_TEXT) kind = body->name == FINTAG_FIELD_HTML ? FT_BODY_HTML : FT_BODY_EITHER;
    } else {
        ft_reading_warn(reading, "text_missing", 0, "there is no text");
    }
    ft_read_scratch(reading, title, kind, about->format == FINTAG_ITEM);
    return FINTAG_OK;
}
