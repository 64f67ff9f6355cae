/* Front matter as YAML. libyaml counts its marks in characters: bytes are found by walking along. */
#include <yaml.h>

#include "base/utf8.h"
#include "source/ascii.h"
#include "source/front_matter.h"

typedef struct {
    ft_reading *reading;
    ft_front_matter *matter, found;
    yaml_parser_t parser;
    yaml_event_t event;
    size_t begin, end;     /* of the lines in the content */
    size_t at, characters; /* a place in the content, and its distance from `begin` in characters */
    size_t alias;          /* place of the first alias; SIZE_MAX: none */
    struct {
        fintag_str *items;
        size_t count, capacity;
    } tags, categories;
} reader;

/* The content's byte for a mark; marks are asked for in order. */
static size_t place(reader *r, size_t characters) {
    while (r->characters < characters && r->at < r->end) {
        r->at += ft_utf8_len((unsigned char)r->reading->content.ptr[r->at]);
        r->characters++;
    }
    return r->at;
}

static bool next_event(reader *r) {
    yaml_event_delete(&r->event);
    return yaml_parser_parse(&r->parser, &r->event) == 1;
}

static fintag_str value_of(reader *r) {
    return ft_copy(r->reading->arena, (const char *)r->event.data.scalar.value, r->event.data.scalar.length);
}

/* Past anchor and tag, which count as part of the scalar. */
static size_t skip_properties(const reader *r, size_t at, size_t end) {
    const char *input = r->reading->content.ptr;
    while (at < end && (input[at] == '&' || input[at] == '!')) {
        while (at < end && !ft_ascii_space(input[at])) at++;
        while (at < end && ft_ascii_space(input[at])) at++;
    }
    return at;
}

static bool is_null(fintag_str value) {
    return !value.len || ft_str_is(value, "~") || ft_str_is(value, "null") || ft_str_is(value, "Null") ||
           ft_str_is(value, "NULL");
}

static void take_title(reader *r, size_t begin, size_t end) {
    ft_scalar title = {.there = true, .begin = begin, .end = end, .value = value_of(r)};
    yaml_scalar_style_t style = r->event.data.scalar.style;
    if (r->event.data.scalar.anchor || r->event.data.scalar.tag) title.begin = skip_properties(r, begin, end);
    if (style == YAML_SINGLE_QUOTED_SCALAR_STYLE || style == YAML_DOUBLE_QUOTED_SCALAR_STYLE) {
        title.style = style == YAML_SINGLE_QUOTED_SCALAR_STYLE ? FT_YAML_SINGLE : FT_YAML_DOUBLE;
        title.begin++;
        title.end--;
    } else if (style == YAML_PLAIN_SCALAR_STYLE && is_null(title.value)) {
        title.end = title.begin;
        title.value.len = 0;
    }
    r->found.title = title;
}

/* A value that is not a scalar but stands on one line, such as [快讯]…: a title as it is written. */
static void take_raw_title(reader *r, size_t begin) {
    const char *input = r->reading->content.ptr;
    size_t end = begin;
    while (end < r->end && input[end] != '\n') end++;
    while (end > begin && ft_ascii_space(input[end - 1])) end--;
    r->found.title = (ft_scalar){.there = true, .begin = begin, .end = end, .style = FT_YAML_PLAIN};
}

static void push_tag(reader *r, bool category, fintag_str tag) {
    fintag_str *slot = category ? FT_PUSH(r->reading->arena, &r->categories) : FT_PUSH(r->reading->arena, &r->tags);
    if (slot) *slot = tag;
}

/* Skip or read the value whose first event is at hand. Items of lists are taken as tags where `list` says so. */
static bool walk_value(reader *r, int list) {
    if (r->event.type != YAML_SEQUENCE_START_EVENT) list = 0;
    for (unsigned depth = 0;;) {
        switch (r->event.type) {
        case YAML_SEQUENCE_START_EVENT:
        case YAML_MAPPING_START_EVENT: depth++; break;
        case YAML_SEQUENCE_END_EVENT:
        case YAML_MAPPING_END_EVENT: depth--; break;
        case YAML_ALIAS_EVENT:
            if (r->alias == SIZE_MAX) r->alias = place(r, r->event.start_mark.index);
            break;
        case YAML_SCALAR_EVENT:
            if (list && depth == 1) push_tag(r, list == 2, value_of(r));
            break;
        default: break;
        }
        if (!depth) return true;
        if (!next_event(r)) return false;
    }
}

static bool take_member(reader *r, fintag_str key) {
    bool title = ft_str_is(key, "title");
    int list = ft_str_is(key, "tags") ? 1 : ft_str_is(key, "categories") || ft_str_is(key, "category") ? 2 : 0;
    size_t begin = place(r, r->event.start_mark.index);
    if (list) *(list == 2 ? &r->categories.count : &r->tags.count) = 0; /* of two members of a name the last counts */
    if (r->event.type != YAML_SCALAR_EVENT) {
        if (title) take_raw_title(r, begin);
        return walk_value(r, list);
    }
    size_t end = place(r, r->event.end_mark.index);
    fintag_str value = value_of(r);
    ft_field *field = ft_front_matter_field(&r->found, key);
    if (title) take_title(r, begin, end);
    bool plain = r->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    if (plain && is_null(value)) value.len = 0;
    if (list && value.len) push_tag(r, list == 2, value);
    if (field) *field = (ft_field){0};
    if (field) ft_reading_set(r->reading, field, value, begin);
    return true;
}

static bool read_members(reader *r) {
    for (;;) {
        if (!next_event(r)) return false;
        if (r->event.type == YAML_MAPPING_END_EVENT) return true;
        bool named = r->event.type == YAML_SCALAR_EVENT;
        fintag_str key = named ? value_of(r) : (fintag_str){0};
        if (!named && !walk_value(r, 0)) return false;
        if (!next_event(r)) return false;
        if (!(named ? take_member(r, key) : walk_value(r, 0))) return false;
    }
}

/* The stream: at most one document, and that a mapping. *mapping: it was one, or nothing at all. */
static bool read_stream(reader *r, bool *mapping) {
    *mapping = true;
    for (;;) {
        if (!next_event(r)) return false;
        switch (r->event.type) {
        case YAML_STREAM_END_EVENT: return true;
        case YAML_MAPPING_START_EVENT:
            if (!read_members(r)) return false;
            break;
        case YAML_STREAM_START_EVENT:
        case YAML_DOCUMENT_START_EVENT:
        case YAML_DOCUMENT_END_EVENT: break;
        case YAML_SCALAR_EVENT:
            if (!r->event.data.scalar.length) break;
            *mapping = false;
            return true;
        default: *mapping = false; return true;
        }
    }
}

static void give(reader *r) {
    size_t body = r->matter->body;
    bool tags = r->tags.count > 0;
    *r->matter = r->found;
    r->matter->body = body;
    r->matter->present = true;
    size_t count = tags ? r->tags.count : r->categories.count;
    const fintag_str *items = tags ? r->tags.items : r->categories.items;
    for (size_t i = 0; i < count; i++) {
        if (count == 1)
            ft_front_matter_tags(r->reading, items[i]);
        else
            ft_reading_tag(r->reading, items[i]);
    }
    r->matter->has_tags = count > 0;
    if (r->alias != SIZE_MAX)
        ft_reading_warn(r->reading, "front_matter_alias", r->alias, "YAML aliases are not followed");
}

static void explain(reader *r, bool mapping, size_t *bad, const char **reason) {
    const yaml_parser_t *parser = &r->parser;
    *bad = r->begin;
    *reason = "it has no members";
    if (!mapping) return;
    *reason = "it cannot be parsed";
    if (parser->error == YAML_READER_ERROR) {
        *bad = r->begin + parser->problem_offset;
        *reason = "it holds a control character";
        return;
    }
    r->at = r->begin;
    r->characters = 0;
    *bad = place(r, parser->problem_mark.index);
    if (parser->problem) { /* libyaml's own words: static strings */
        *reason = parser->problem;
    }
}

bool ft_front_matter_yaml(ft_reading *reading, size_t begin, size_t end, ft_front_matter *matter, size_t *bad,
                          const char **reason) {
    reader r = {.reading = reading, .matter = matter, .begin = begin, .end = end, .at = begin, .alias = SIZE_MAX};
    bool mapping = true;
    if (!yaml_parser_initialize(&r.parser)) {
        reading->arena->failed = true;
        return true;
    }
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)reading->content.ptr + begin, end - begin);
    bool good = read_stream(&r, &mapping) && mapping;
    if (good)
        give(&r);
    else if (r.parser.error == YAML_MEMORY_ERROR)
        reading->arena->failed = true;
    else
        explain(&r, mapping, bad, reason);
    yaml_event_delete(&r.event);
    yaml_parser_delete(&r.parser);
    return good || reading->arena->failed;
}
