#include "sink/stream.h"

#include <string.h>

void ft_stream_begin(ft_stream *out, fintag_write_fn write, void *ctx, bool pretty) {
    out->write = write;
    out->ctx = ctx;
    out->used = 0;
    out->depth = 0;
    out->pretty = pretty;
    out->filled = false;
    out->failed = false;
}

static void hand_over(ft_stream *out, const char *bytes, size_t len) {
    if (len && !out->failed && out->write(out->ctx, bytes, len) != 0) out->failed = true;
}

static void flush(ft_stream *out) {
    hand_over(out, out->buffer, out->used);
    out->used = 0;
}

bool ft_stream_end(ft_stream *out) {
    flush(out);
    return !out->failed;
}

void ft_stream_raw(ft_stream *out, const char *bytes, size_t len) {
    if (len > FT_STREAM_BUFFER - out->used) {
        flush(out);
        if (len > FT_STREAM_BUFFER / 2) {
            hand_over(out, bytes, len);
            return;
        }
    }
    if (len) memcpy(out->buffer + out->used, bytes, len);
    out->used += len;
}

static void put(ft_stream *out, char byte) {
    if (out->used == FT_STREAM_BUFFER) flush(out);
    out->buffer[out->used++] = byte;
}

static void new_line(ft_stream *out) {
    put(out, '\n');
    for (unsigned i = 0; i < out->depth; i++) ft_stream_raw(out, "  ", 2);
}

void ft_stream_item(ft_stream *out) {
    if (out->filled) put(out, ',');
    if (out->pretty && out->depth) new_line(out);
    out->filled = true;
}

void ft_stream_open(ft_stream *out, char bracket) {
    put(out, bracket);
    out->depth++;
    out->filled = false;
}

void ft_stream_close(ft_stream *out, char bracket) {
    out->depth--;
    if (out->pretty && out->filled) new_line(out);
    put(out, bracket);
    out->filled = true;
}

void ft_stream_key(ft_stream *out, const char *key, size_t len) {
    enum { AROUND = 4 };
    if (!out->pretty && len + AROUND <= FT_STREAM_BUFFER - out->used) { /* at once: dozens are written for an entity */
        char *at = out->buffer + out->used;
        *at = ',';
        at += out->filled;
        *at++ = '"';
        memcpy(at, key, len);
        memcpy(at + len, "\":", 2);
        out->used = (size_t)(at + len + 2 - out->buffer);
        out->filled = true;
        return;
    }
    ft_stream_item(out);
    put(out, '"');
    ft_stream_raw(out, key, len);
    ft_stream_raw(out, "\": ", out->pretty ? 3 : 2);
}

void ft_stream_literal(ft_stream *out, const char *text) {
    put(out, '"');
    ft_stream_raw(out, text, strlen(text));
    put(out, '"');
}

void ft_stream_unsigned(ft_stream *out, uint64_t value) {
    char digits[20];
    size_t at = sizeof digits;
    do digits[--at] = (char)('0' + value % 10);
    while (value /= 10);
    ft_stream_raw(out, digits + at, sizeof digits - at);
}

void ft_stream_fraction(ft_stream *out, double value) {
    unsigned hundredths = value >= 1 ? 100 : value > 0 ? (unsigned)(value * 100 + 0.5) : 0;
    if (hundredths % 100 == 0) {
        put(out, hundredths ? '1' : '0');
        return;
    }
    ft_stream_raw(out, "0.", 2);
    put(out, (char)('0' + hundredths / 10));
    if (hundredths % 10) put(out, (char)('0' + hundredths % 10));
}

void ft_stream_bool(ft_stream *out, bool value) {
    if (value)
        ft_stream_raw(out, "true", 4);
    else
        ft_stream_raw(out, "false", 5);
}

void ft_stream_null(ft_stream *out) {
    ft_stream_raw(out, "null", 4);
}
