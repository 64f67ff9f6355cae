/* JSON strings. `/` stays; U+0085, U+2028 and U+2029 are escaped, because tools that split text into lines split there.
 */
#include <string.h>

#include "base/utf8.h"
#include "sink/stream.h"

/* Bytes that end a clean run: controls, DEL, `"`, `\`, and the lead bytes of U+0085 and U+2028. */
static bool needs_look(unsigned char c) {
    static const bool look[256] = {
        [0x00] = 1, [0x01] = 1, [0x02] = 1, [0x03] = 1, [0x04] = 1, [0x05] = 1, [0x06] = 1, [0x07] = 1,
        [0x08] = 1, [0x09] = 1, [0x0A] = 1, [0x0B] = 1, [0x0C] = 1, [0x0D] = 1, [0x0E] = 1, [0x0F] = 1,
        [0x10] = 1, [0x11] = 1, [0x12] = 1, [0x13] = 1, [0x14] = 1, [0x15] = 1, [0x16] = 1, [0x17] = 1,
        [0x18] = 1, [0x19] = 1, [0x1A] = 1, [0x1B] = 1, [0x1C] = 1, [0x1D] = 1, [0x1E] = 1, [0x1F] = 1,
        ['"'] = 1,  ['\\'] = 1, [0x7F] = 1, [0xC2] = 1, [0xE2] = 1};
    return look[c];
}

static void escape_control(ft_stream *out, unsigned char c) {
    static const char hex[] = "0123456789abcdef";
    static const char letters[] = "btn\0fr"; /* U+0008 to U+000D */
    char escaped[6] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
    if (c >= 0x08 && c <= 0x0D && c != 0x0B) {
        escaped[1] = letters[c - 0x08];
        ft_stream_raw(out, escaped, 2);
    } else {
        ft_stream_raw(out, escaped, 6);
    }
}

/* Write the escape of what stands at s and return its length; 0 when it is clean after all. */
static size_t escape(ft_stream *out, const unsigned char *s, size_t left) {
    if (*s == '"' || *s == '\\') {
        char escaped[2] = {'\\', (char)*s};
        ft_stream_raw(out, escaped, 2);
        return 1;
    }
    if (*s < 0x80) {
        escape_control(out, *s);
        return 1;
    }
    if (*s == 0xC2 && left >= 2 && s[1] == 0x85) {
        ft_stream_raw(out, "\\u0085", 6);
        return 2;
    }
    if (*s == 0xE2 && left >= 3 && s[1] == 0x80 && (s[2] == 0xA8 || s[2] == 0xA9)) {
        ft_stream_raw(out, s[2] == 0xA8 ? "\\u2028" : "\\u2029", 6);
        return 3;
    }
    return 0;
}

static void escape_run(ft_stream *out, const char *text, size_t len) {
    const unsigned char *s = (const unsigned char *)text;
    size_t clean = 0;
    if (!len) return;
    for (size_t i = 0; i < len;) {
        if (!needs_look(s[i])) {
            i++;
            continue;
        }
        ft_stream_raw(out, text + clean, i - clean);
        clean = i;
        size_t taken = escape(out, s + i, len - i);
        i += taken ? taken : 1;
        if (taken) clean = i;
    }
    ft_stream_raw(out, text + clean, len - clean);
}

void ft_stream_text(ft_stream *out, fintag_str text) {
    ft_stream_raw(out, "\"", 1);
    escape_run(out, text.ptr, text.len);
    ft_stream_raw(out, "\"", 1);
}

void ft_stream_string(ft_stream *out, fintag_str text) {
    if (!text.ptr) {
        ft_stream_null(out);
        return;
    }
    ft_stream_raw(out, "\"", 1);
    size_t begin = 0, i = 0, bad;
    while (i < text.len) {
        size_t len = ft_utf8_sequence(text.ptr + i, text.len - i, &bad);
        if (!len) {
            escape_run(out, text.ptr + begin, i - begin);
            ft_stream_raw(out, "\xEF\xBF\xBD", 3);
            begin = i += bad;
        } else {
            i += len;
        }
    }
    escape_run(out, text.ptr + begin, text.len - begin);
    ft_stream_raw(out, "\"", 1);
}
