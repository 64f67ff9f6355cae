#include "input/lines.h"

#include <string.h>

static bool is_wide(const ft_lines *lines) {
    return lines->units == FT_UNITS_LITTLE || lines->units == FT_UNITS_BIG;
}

/* Length of the line with its end in rest, of which `searched` bytes hold none; 0 when there is no end yet. */
static size_t find_end(const ft_lines *lines, fintag_str rest, size_t searched) {
    bool wide = is_wide(lines);
    for (size_t at = searched; at < rest.len; at++) {
        const char *end = memchr(rest.ptr + at, '\n', rest.len - at);
        if (!end) return 0;
        at = (size_t)(end - rest.ptr);
        if (!wide) return at + 1;
        size_t unit = at & ~(size_t)1;
        unsigned len;
        if (ft_unit(rest.ptr + unit, rest.len - unit, lines->units, &len) == '\n') return unit + 2;
    }
    return 0;
}

static bool is_blank(const ft_lines *lines, fintag_str line) {
    unsigned len = 1;
    for (size_t at = 0; at < line.len && len; at += len) {
        unsigned c = ft_unit(line.ptr + at, line.len - at, lines->units, &len);
        if (c != ' ' && c != '\t' && c != '\r') return false;
    }
    return true;
}

/* Take the line end off. */
static fintag_str trim(const ft_lines *lines, fintag_str line, bool ended) {
    size_t width = is_wide(lines) ? 2 : 1;
    unsigned len;
    if (ended) line.len -= width;
    if (line.len >= width && ft_unit(line.ptr + line.len - width, width, lines->units, &len) == '\r') line.len -= width;
    return line;
}

/* Skip to behind the next line end, keeping nothing. */
static ft_read_result skip_line(ft_lines *lines) {
    size_t searched = 0;
    for (;;) {
        fintag_str rest = ft_reader_rest(lines->reader);
        size_t len = find_end(lines, rest, searched);
        /* An odd byte may be half of a unit. */
        size_t kept = len || !is_wide(lines) ? 0 : rest.len % 2;
        ft_reader_skip(lines->reader, len ? len : rest.len - kept);
        if (len) return FT_READ_OK;
        searched = 0;
        ft_read_result result = ft_reader_more(lines->reader);
        if (result == FT_READ_END) ft_reader_skip(lines->reader, kept);
        if (result != FT_READ_OK) return result == FT_READ_END ? FT_READ_OK : result;
    }
}

/* The next line, blank or not. */
static ft_read_result next(ft_lines *lines, ft_part *part) {
    size_t searched = 0;
    for (;;) {
        fintag_str rest = ft_reader_rest(lines->reader);
        size_t len = find_end(lines, rest, searched);
        *part = (ft_part){.bytes = {rest.ptr, len ? len : rest.len}, .at = ft_reader_place(lines->reader)};
        if (part->bytes.len > lines->most + 4) {
            part->too_long = true;
            part->bytes = FINTAG_STR("");
            return skip_line(lines);
        }
        if (len || (lines->reader->eof && rest.len)) {
            ft_reader_skip(lines->reader, part->bytes.len);
            part->bytes = trim(lines, part->bytes, len != 0);
            part->too_long = part->bytes.len > lines->most;
            return FT_READ_OK;
        }
        if (lines->reader->eof) return FT_READ_END;
        searched = rest.len & ~(size_t)1;
        ft_read_result result = ft_reader_more(lines->reader);
        if (result != FT_READ_OK && result != FT_READ_END) return result;
    }
}

ft_read_result ft_lines_next(ft_lines *lines, ft_part *part) {
    ft_read_result result;
    do {
        result = next(lines, part);
        lines->count++;
    } while (result == FT_READ_OK && !part->too_long && is_blank(lines, part->bytes));
    part->line = lines->count;
    return result;
}
