#include "source/escape.h"

#include "base/utf8.h"
#include "source/ascii.h"

typedef struct {
    const char *input;
    size_t at, end;
    ft_buf *out;
    ft_offmap *map;
} unescaper;

/* As written. */
static void copy(unescaper *u, size_t len) {
    ft_buf_put(u->out, u->input + u->at, len);
    ft_offmap_add(u->map, (uint32_t)len, u->at, (uint32_t)len);
    u->at += len;
}

/* The next in_len bytes stand for the text. */
static void put(unescaper *u, const char *text, size_t len, size_t in_len) {
    ft_buf_put(u->out, text, len);
    ft_offmap_atom(u->map, (uint32_t)len, u->at, (uint32_t)in_len);
    u->at += in_len;
}

static void put_point(unescaper *u, uint32_t point, size_t in_len) {
    char text[4];
    put(u, text, ft_utf8_put(text, point), in_len);
}

/* `digits` hexadecimal digits at `at`; UINT32_MAX when there are none. */
static uint32_t hex(const unescaper *u, size_t at, unsigned digits) {
    uint32_t value = 0;
    if (at + digits > u->end) return UINT32_MAX;
    for (unsigned i = 0; i < digits; i++) {
        char c = ft_ascii_lower(u->input[at + i]);
        if (!ft_ascii_digit(c) && (c < 'a' || c > 'f')) return UINT32_MAX;
        value = value << 4 | (uint32_t)(ft_ascii_digit(c) ? c - '0' : c - 'a' + 10);
    }
    return value;
}

static bool is_high(uint32_t c) {
    return c >= 0xD800 && c < 0xDC00;
}
static bool is_low(uint32_t c) {
    return c >= 0xDC00 && c < 0xE000;
}

/* \uXXXX, or two that are a surrogate pair. False for a surrogate that stands alone. */
static bool put_unit(unescaper *u) {
    uint32_t first = hex(u, u->at + 2, 4);
    if (is_high(first) && u->at + 12 <= u->end && memcmp(u->input + u->at + 6, "\\u", 2) == 0) {
        uint32_t second = hex(u, u->at + 8, 4);
        if (is_low(second)) {
            put_point(u, 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00), 12);
            return true;
        }
    }
    put_point(u, first, 6);
    return !is_high(first) && !is_low(first);
}

size_t ft_json_unescape(const char *input, size_t begin, size_t end, ft_buf *out, ft_offmap *map) {
    static const char letters[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    unescaper u = {.input = input, .at = begin, .end = end, .out = out, .map = map};
    size_t alone = SIZE_MAX;
    while (u.at < end) {
        const char *escape = memchr(input + u.at, '\\', end - u.at);
        copy(&u, escape ? (size_t)(escape - input) - u.at : end - u.at);
        if (u.at + 1 >= end) break;
        size_t at = u.at;
        const char *letter = strchr(letters, input[at + 1]);
        if (letter && *letter)
            put(&u, meant + (letter - letters), 1, 2);
        else if (!put_unit(&u) && alone == SIZE_MAX)
            alone = at;
    }
    return alone;
}

static bool is_break(const unescaper *u) {
    return u->at < u->end && (u->input[u->at] == '\n' || u->input[u->at] == '\r');
}

static void skip_break(unescaper *u) {
    u->at += u->input[u->at] == '\r' && u->at + 1 < u->end && u->input[u->at + 1] == '\n' ? 2 : 1;
}

static void skip_blanks(unescaper *u) {
    while (u->at < u->end && ft_ascii_blank(u->input[u->at])) u->at++;
}

/* Blanks: kept inside a line, dropped before its end; one line end is a space, more are so many less one. */
static void fold_lines(unescaper *u) {
    size_t from = u->at, breaks = 0;
    skip_blanks(u);
    if (!is_break(u)) {
        size_t to = u->at;
        u->at = from;
        copy(u, to - from);
        return;
    }
    while (is_break(u)) {
        skip_break(u);
        breaks++;
        skip_blanks(u);
    }
    uint32_t len = (uint32_t)(u->at - from);
    u->at = from;
    for (size_t i = 1; i < breaks; i++) {
        ft_buf_byte(u->out, '\n');
        ft_offmap_atom(u->map, 1, from, len);
    }
    if (breaks == 1) {
        ft_buf_byte(u->out, ' ');
        ft_offmap_atom(u->map, 1, from, len);
    }
    u->at = from + len;
}

/* An escape of a double-quoted scalar. */
static bool put_yaml_escape(unescaper *u) {
    static const char letters[] = "abtnvfre \"/\\\t", meant[] = "\a\b\t\n\v\f\r\x1B \"/\\\t";
    if (u->at + 1 >= u->end) return false;
    char c = u->input[u->at + 1];
    const char *letter = c ? strchr(letters, c) : NULL;
    unsigned digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
    if (letter) {
        put(u, meant + (letter - letters), 1, 2);
    } else if (digits) {
        uint32_t point = hex(u, u->at + 2, digits);
        if (point == UINT32_MAX) return false;
        put_point(u, point, 2 + digits);
    } else if (c == '\n' || c == '\r') {
        u->at++;
        skip_break(u);
        skip_blanks(u);
    } else if (c == '0' || c == 'N' || c == '_' || c == 'L' || c == 'P') {
        put_point(u, c == '0' ? 0 : c == 'N' ? 0x85 : c == '_' ? 0xA0 : c == 'L' ? 0x2028 : 0x2029, 2);
    } else {
        return false;
    }
    return true;
}

bool ft_yaml_unescape(const char *input, size_t begin, size_t end, ft_yaml_style style, ft_buf *out, ft_offmap *map) {
    unescaper u = {.input = input, .at = begin, .end = end, .out = out, .map = map};
    bool well_formed = true;
    while (u.at < end) {
        char c = input[u.at];
        if (ft_ascii_blank(c) || c == '\n' || c == '\r') {
            fold_lines(&u);
        } else if (style == FT_YAML_SINGLE && c == '\'' && u.at + 1 < end && input[u.at + 1] == '\'') {
            put(&u, "'", 1, 2);
        } else if (style == FT_YAML_DOUBLE && c == '\\') {
            if (put_yaml_escape(&u)) continue;
            well_formed = false;
            copy(&u, 1);
        } else {
            size_t len = 1;
            while (u.at + len < end && !strchr(" \t\n\r\\'", input[u.at + len])) len++;
            copy(&u, len);
        }
    }
    return well_formed;
}
