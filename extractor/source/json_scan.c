#include "source/json_scan.h"

#include "source/ascii.h"

enum { DEPTH_MAX = 2048 };

/* Which of the open containers are objects. */
typedef struct {
    uint64_t objects[DEPTH_MAX / 64];
    unsigned depth;
} nesting;

static bool fail(ft_json *json, const char *problem) {
    json->problem = problem;
    return false;
}

char ft_json_peek(ft_json *json) {
    while (json->at < json->len) {
        char c = json->input[json->at];
        if (c != ' ' && c != '\n' && c != '\r' && c != '\t') return c;
        json->at++;
    }
    return 0;
}

bool ft_json_take(ft_json *json, char c) {
    if (ft_json_peek(json) != c || json->at == json->len) return false;
    json->at++;
    return true;
}

/* Where the run of characters that a string may hold as they are ends. */
static size_t plain_end(const char *input, size_t at, size_t len) {
    const uint64_t ones = UINT64_C(0x0101010101010101), high = ones << 7;
    for (; at + 8 <= len; at += 8) {
        uint64_t bytes, quote, escape;
        memcpy(&bytes, input + at, 8);
        quote = bytes ^ ones * '"';
        escape = bytes ^ ones * '\\';
        uint64_t stop = ((quote - ones) & ~quote) | ((escape - ones) & ~escape) | ((bytes - ones * ' ') & ~bytes);
        if (stop & high) break;
    }
    while (at < len && (unsigned char)input[at] >= ' ' && input[at] != '"' && input[at] != '\\') at++;
    return at;
}

static bool is_hex(char c) {
    c = ft_ascii_lower(c);
    return ft_ascii_digit(c) || (c >= 'a' && c <= 'f');
}

static bool scan_escape(ft_json *json) {
    size_t left = json->len - json->at;
    char c = left > 1 ? json->input[json->at + 1] : 0;
    if (c == 'u') {
        for (size_t i = 2; i < 6; i++)
            if (i >= left || !is_hex(json->input[json->at + i])) return fail(json, "\\u needs four hexadecimal digits");
        json->at += 6;
        return true;
    }
    if (!c || !strchr("\"\\/bfnrt", c)) return fail(json, "no such escape");
    json->at += 2;
    return true;
}

static bool scan_string(ft_json *json, ft_json_value *value) {
    *value = (ft_json_value){.kind = FT_JSON_STRING, .begin = ++json->at};
    for (;;) {
        json->at = plain_end(json->input, json->at, json->len);
        if (json->at == json->len) return fail(json, "the string is not closed");
        char c = json->input[json->at];
        if (c == '"') break;
        if (c != '\\') return fail(json, "a control character in a string must be escaped");
        if (!scan_escape(json)) return false;
    }
    value->end = json->at++;
    return true;
}

static size_t digits(ft_json *json) {
    size_t from = json->at;
    while (json->at < json->len && ft_ascii_digit(json->input[json->at])) json->at++;
    return json->at - from;
}

static bool at_char(const ft_json *json, const char *any) {
    return json->at < json->len && json->input[json->at] && strchr(any, json->input[json->at]);
}

static bool scan_number(ft_json *json, ft_json_value *value) {
    *value = (ft_json_value){.kind = FT_JSON_NUMBER, .begin = json->at};
    if (at_char(json, "-")) json->at++;
    bool zero = at_char(json, "0");
    size_t whole = digits(json);
    if (!whole || (zero && whole > 1)) return fail(json, "a number is malformed");
    if (at_char(json, ".")) {
        json->at++;
        if (!digits(json)) return fail(json, "a number is malformed");
    }
    if (at_char(json, "eE")) {
        json->at++;
        if (at_char(json, "+-")) json->at++;
        if (!digits(json)) return fail(json, "a number is malformed");
    }
    value->end = json->at;
    return true;
}

static bool scan_word(ft_json *json, ft_json_value *value) {
    static const struct {
        const char *word;
        ft_json_kind kind;
    } words[] = {{"true", FT_JSON_TRUE}, {"false", FT_JSON_FALSE}, {"null", FT_JSON_NULL}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t len = strlen(words[i].word);
        if (json->len - json->at < len || memcmp(json->input + json->at, words[i].word, len) != 0) continue;
        *value = (ft_json_value){words[i].kind, json->at, json->at + len};
        json->at += len;
        return true;
    }
    return fail(json, "a value is expected");
}

static bool scan_scalar(ft_json *json, char first, ft_json_value *value) {
    if (first == '"') return scan_string(json, value);
    if (first == '-' || ft_ascii_digit(first)) return scan_number(json, value);
    return scan_word(json, value);
}

/* A member's name and colon, where the innermost container is an object. */
static bool scan_name(ft_json *json, const nesting *open) {
    ft_json_value name;
    unsigned innermost = open->depth - 1;
    if (!open->depth || !(open->objects[innermost / 64] >> (innermost % 64) & 1)) return true;
    if (ft_json_peek(json) != '"') return fail(json, "a member's name in double quotes is expected");
    if (!scan_string(json, &name)) return false;
    return ft_json_take(json, ':') || fail(json, "':' is expected");
}

/* What follows a value: the ends of containers, then a comma, or nothing once all are closed. */
static bool scan_ends(ft_json *json, nesting *open) {
    while (open->depth) {
        unsigned innermost = open->depth - 1;
        bool object = open->objects[innermost / 64] >> (innermost % 64) & 1;
        if (ft_json_take(json, ',')) return true;
        if (!ft_json_take(json, object ? '}' : ']'))
            return fail(json, object ? "',' or '}' is expected" : "',' or ']' is expected");
        open->depth--;
    }
    return true;
}

static bool open_container(ft_json *json, char first, nesting *open) {
    if (open->depth == DEPTH_MAX) return fail(json, "nested too deeply");
    uint64_t bit = UINT64_C(1) << (open->depth % 64);
    if (first == '{')
        open->objects[open->depth / 64] |= bit;
    else
        open->objects[open->depth / 64] &= ~bit;
    open->depth++;
    json->at++;
    return true;
}

bool ft_json_next(ft_json *json, ft_json_value *value) {
    nesting open = {.depth = 0};
    char first = ft_json_peek(json);
    bool container = first == '{' || first == '[';
    size_t begin = json->at;
    do {
        if (!scan_name(json, &open)) return false;
        char c = ft_json_peek(json);
        if (json->at == json->len) return fail(json, "a value is expected");
        if (c == '{' || c == '[') {
            if (!open_container(json, c, &open)) return false;
            if (!ft_json_take(json, c == '{' ? '}' : ']')) continue;
            open.depth--;
        } else if (!scan_scalar(json, c, value)) {
            return false;
        }
        if (!scan_ends(json, &open)) return false;
    } while (open.depth);
    if (container) *value = (ft_json_value){first == '{' ? FT_JSON_OBJECT : FT_JSON_ARRAY, begin, json->at};
    return true;
}
