#include "source/json_path.h"

#include "base/utf8.h"
#include "source/ascii.h"

static bool hex4(const char *s, size_t left, uint32_t *c) {
    *c = 0;
    if (left < 6 || s[0] != '\\' || s[1] != 'u') return false;
    for (int i = 2; i < 6; i++) {
        char digit = ft_ascii_lower(s[i]);
        *c = *c << 4 | (uint32_t)(ft_ascii_digit(digit) ? digit - '0' : digit - 'a' + 10);
    }
    return true;
}

/* Does the raw name, escapes and all, say the word? */
static bool is_name(fintag_str raw, fintag_str word) {
    static const char letters[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    if (!memchr(raw.ptr, '\\', raw.len)) return ft_str_eq(raw, word);
    size_t at = 0, seen = 0;
    while (at < raw.len) {
        char said[4] = {raw.ptr[at]};
        size_t len = 1, step = 1;
        uint32_t c, low;
        if (hex4(raw.ptr + at, raw.len - at, &c)) {
            step = 6;
            if (c >= 0xD800 && c < 0xDC00 && hex4(raw.ptr + at + 6, raw.len - at - 6, &low)) {
                c = 0x10000 + ((c - 0xD800) << 10) + (low & 0x3FF);
                step = 12;
            }
            len = ft_utf8_put(said, c);
        } else if (raw.ptr[at] == '\\' && at + 1 < raw.len) {
            const char *letter = strchr(letters, raw.ptr[at + 1]);
            said[0] = letter && *letter ? meant[letter - letters] : raw.ptr[at + 1];
            step = 2;
        }
        if (len > word.len - seen || memcmp(said, word.ptr + seen, len) != 0) return false;
        at += step;
        seen += len;
    }
    return seen == word.len;
}

static bool find_member(const char *input, ft_json_value object, fintag_str name, ft_json_value *value) {
    ft_json json = {.input = input, .at = object.begin + 1, .len = object.end};
    ft_json_value key, found;
    bool there = false;
    while (ft_json_peek(&json) == '"' && ft_json_next(&json, &key) && ft_json_take(&json, ':') &&
           ft_json_next(&json, &found)) {
        if (is_name((fintag_str){input + key.begin, key.end - key.begin}, name)) {
            *value = found;
            there = true;
        }
        if (!ft_json_take(&json, ',')) break;
    }
    return there;
}

static bool find_element(const char *input, ft_json_value array, fintag_str number, ft_json_value *value) {
    size_t index = 0;
    if (!number.len || number.len > 9) return false;
    for (size_t i = 0; i < number.len; i++) {
        if (!ft_ascii_digit(number.ptr[i])) return false;
        index = index * 10 + (size_t)(number.ptr[i] - '0');
    }
    ft_json json = {.input = input, .at = array.begin + 1, .len = array.end};
    for (size_t i = 0; ft_json_peek(&json) != ']' && ft_json_next(&json, value); i++) {
        if (i == index) return true;
        if (!ft_json_take(&json, ',')) break;
    }
    return false;
}

bool ft_json_path(const char *input, size_t len, fintag_str path, ft_json_value *value) {
    ft_json json = {.input = input, .len = len};
    ft_json_value here;
    if (ft_json_peek(&json) != '{' || !ft_json_next(&json, &here)) return false;
    for (;;) {
        if (here.kind == FT_JSON_OBJECT && find_member(input, here, path, value)) return true;
        const char *dot = memchr(path.ptr, '.', path.len);
        fintag_str name = {path.ptr, dot ? (size_t)(dot - path.ptr) : path.len};
        bool found = here.kind == FT_JSON_OBJECT  ? dot && find_member(input, here, name, value)
                     : here.kind == FT_JSON_ARRAY ? find_element(input, here, name, value)
                                                  : false;
        if (!found || !dot) return found;
        here = *value;
        path.ptr += name.len + 1;
        path.len -= name.len + 1;
    }
}
