#include "input/json_values.h"

#include <string.h>

/* A value being passed over. */
typedef struct {
    size_t depth;
    bool string, scalar, escaped;
} walk;

static bool is_blank(unsigned c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool begins_value(unsigned c) {
    return c < FT_UNIT_OTHER && c && strchr("{[\"-0123456789tfn", (int)c);
}

/* Where the run ends of characters in a string that need no look. */
static size_t plain_end(fintag_str rest, size_t at, ft_units units) {
    while (units == FT_UNITS_BYTES && at < rest.len && rest.ptr[at] != '"' && rest.ptr[at] != '\\') at++;
    return at;
}

/* Take one character; true when the value is complete. `before`: the character does not belong to it. */
static bool step(walk *w, unsigned c, bool *before) {
    *before = false;
    if (w->string) {
        bool closes = c == '"' && !w->escaped;
        w->escaped = c == '\\' && !w->escaped;
        w->string = !closes;
        return closes && !w->depth;
    }
    if (w->scalar) return *before = is_blank(c) || c == ',' || c == ']' || c == '}' || c == '{' || c == '[';
    w->string = c == '"';
    if (c == '{' || c == '[') w->depth++;
    if ((c == '}' || c == ']') && w->depth) return --w->depth == 0;
    if (!w->depth && !w->string) w->scalar = true;
    return false;
}

/* The value that begins at the reader's place. */
static ft_read_result take(ft_json_values *values, ft_part *part) {
    walk w = {0};
    size_t at = 0;
    for (;;) {
        fintag_str rest = ft_reader_rest(values->reader);
        bool complete = false, before = false;
        while (at < rest.len && !complete) {
            if (w.string && !w.escaped) at = plain_end(rest, at, values->units);
            unsigned len = 0, c = at < rest.len ? ft_unit(rest.ptr + at, rest.len - at, values->units, &len) : 0;
            if (!len && at < rest.len && values->reader->eof) len = (unsigned)(rest.len - at);
            if (!len) break;
            complete = step(&w, c, &before);
            if (!before) at += len;
        }
        if (complete || (values->reader->eof && at >= rest.len)) {
            part->too_long = part->too_long || at > values->most;
            part->bytes = part->too_long ? FINTAG_STR("") : (fintag_str){rest.ptr, at};
            ft_reader_skip(values->reader, at);
            return FT_READ_OK;
        }
        if (at > values->most) {
            part->too_long = true; /* what is passed over is not kept */
            ft_reader_skip(values->reader, at);
            at = 0;
        }
        ft_read_result result = ft_reader_more(values->reader);
        if (result != FT_READ_OK && result != FT_READ_END) return result;
    }
}

static ft_read_result fail(ft_json_values *values, ft_part *part, const char *problem) {
    part->problem = problem;
    values->lost = true;
    return FT_READ_OK;
}

/* What stands between values; *c gets the character that begins the next one. */
static ft_read_result between(ft_json_values *values, ft_part *part, unsigned *c) {
    for (;;) {
        fintag_str rest = ft_reader_rest(values->reader);
        unsigned len = 0;
        *part = (ft_part){.at = ft_reader_place(values->reader)};
        *c = rest.len ? ft_unit(rest.ptr, rest.len, values->units, &len) : 0;
        if (!len) {
            if (values->reader->eof) return FT_READ_END;
            ft_read_result result = ft_reader_more(values->reader);
            if (result != FT_READ_OK && result != FT_READ_END) return result;
            continue;
        }
        bool opens = *c == '[' && !values->in_array, closes = *c == ']' && values->in_array;
        bool passed = is_blank(*c) || *c == ',' || opens || closes;
        if (!passed && !values->lost && !begins_value(*c))
            return fail(values, part, "not JSON: the beginning of an object is expected");
        if (values->lost && *c == '{') values->lost = false;
        if (!passed && !values->lost) return FT_READ_OK;
        if (opens) values->in_array = true;
        if (closes) values->in_array = false;
        ft_reader_skip(values->reader, len);
    }
}

ft_read_result ft_json_values_next(ft_json_values *values, ft_part *part) {
    unsigned c;
    ft_read_result result = between(values, part, &c);
    if (result == FT_READ_END && values->in_array) {
        values->in_array = false;
        part->problem = "the array is not closed: the file may be cut";
        part->line = ++values->count;
        return FT_READ_OK;
    }
    if (result == FT_READ_OK && !part->problem) result = take(values, part);
    if (result == FT_READ_OK) part->line = ++values->count;
    return result;
}
