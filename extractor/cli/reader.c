#include "cli/reader.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/signals.h"

enum { CHUNK = 128 * 1024 };

void ft_reader_begin(ft_reader *reader, int fd, int signal_fd) {
    struct stat info;
    ft_buf_clear(&reader->buffer);
    reader->fd = fd;
    reader->signal_fd = signal_fd;
    reader->waits = fstat(fd, &info) != 0 || !S_ISREG(info.st_mode);
    reader->eof = false;
    reader->failure = 0;
    reader->begin = 0;
    reader->base = 0;
}

void ft_reader_free(ft_reader *reader) {
    ft_buf_free(&reader->buffer);
}

/* Read once, behind what is there. OK when bytes came. */
static ft_read_result fill(ft_reader *reader) {
    if (reader->eof) return FT_READ_END;
    if (reader->waits && !ft_signals_wait_readable(reader->fd, reader->signal_fd)) return FT_READ_STOPPED;
    if (!ft_buf_reserve(&reader->buffer, CHUNK)) {
        reader->failure = ENOMEM;
        return FT_READ_FAILED;
    }
    ssize_t got;
    do got = read(reader->fd, reader->buffer.ptr + reader->buffer.len, reader->buffer.capacity - reader->buffer.len);
    while (got < 0 && errno == EINTR);
    if (got < 0) {
        reader->failure = errno;
        return FT_READ_FAILED;
    }
    reader->buffer.len += (size_t)got;
    reader->eof = got == 0;
    return reader->eof ? FT_READ_END : FT_READ_OK;
}

/* Forget what was handed out. */
static void drop(ft_reader *reader) {
    ft_buf *buffer = &reader->buffer;
    if (!reader->begin) return;
    memmove(buffer->ptr, buffer->ptr + reader->begin, buffer->len - reader->begin);
    buffer->len -= reader->begin;
    reader->base += reader->begin;
    reader->begin = 0;
}

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

ft_read_result ft_reader_peek(ft_reader *reader, size_t most, char *byte) {
    size_t at = 0;
    for (;;) {
        if (at == 0 && reader->buffer.len >= 3 && memcmp(reader->buffer.ptr, "\xEF\xBB\xBF", 3) == 0) at = 3;
        while (at < reader->buffer.len && is_space(reader->buffer.ptr[at])) at++;
        bool maybe_mark =
            at == 0 && reader->buffer.len && reader->buffer.len < 3 && reader->buffer.ptr[0] == '\xEF' && !reader->eof;
        if (at < reader->buffer.len && !maybe_mark) break;
        if (at > most) return FT_READ_TOO_LONG;
        ft_read_result result = fill(reader);
        if (result == FT_READ_END && maybe_mark) continue;
        if (result != FT_READ_OK) return result;
    }
    *byte = reader->buffer.ptr[at];
    return FT_READ_OK;
}

/* Skip to behind the next line feed, keeping nothing. */
static ft_read_result skip_line(ft_reader *reader) {
    for (;;) {
        const char *from = reader->buffer.ptr + reader->begin;
        const char *end = memchr(from, '\n', reader->buffer.len - reader->begin);
        if (end) {
            reader->begin = (size_t)(end - reader->buffer.ptr) + 1;
            return FT_READ_TOO_LONG;
        }
        reader->begin = reader->buffer.len;
        drop(reader);
        ft_read_result result = fill(reader);
        if (result == FT_READ_END) return FT_READ_TOO_LONG;
        if (result != FT_READ_OK) return result;
    }
}

ft_read_result ft_reader_line(ft_reader *reader, size_t most, const char **line, size_t *len, uint64_t *at) {
    ft_buf *buffer = &reader->buffer;
    size_t searched = reader->begin;
    for (;;) {
        const char *end = buffer->len > searched ? memchr(buffer->ptr + searched, '\n', buffer->len - searched) : NULL;
        *at = reader->base + reader->begin;
        size_t length = end ? (size_t)(end - buffer->ptr) - reader->begin : buffer->len - reader->begin;
        if (length > most + 1) return skip_line(reader);
        if (end || (reader->eof && length)) {
            *line = buffer->ptr + reader->begin;
            reader->begin += length + (end != NULL);
            if (length && (*line)[length - 1] == '\r') length--;
            *len = length;
            return length > most ? FT_READ_TOO_LONG : FT_READ_OK;
        }
        if (reader->eof) return FT_READ_END;
        drop(reader);
        searched = buffer->len;
        ft_read_result result = fill(reader);
        if (result != FT_READ_OK && result != FT_READ_END) return result;
    }
}

ft_read_result ft_reader_all(ft_reader *reader, size_t most, const char **bytes, size_t *len) {
    ft_read_result result = FT_READ_OK;
    while (result == FT_READ_OK && reader->buffer.len <= most) result = fill(reader);
    if (result == FT_READ_OK) return FT_READ_TOO_LONG;
    if (result != FT_READ_END) return result;
    if (reader->buffer.len > most) return FT_READ_TOO_LONG;
    *bytes = reader->buffer.len ? reader->buffer.ptr : "";
    *len = reader->buffer.len;
    return FT_READ_OK;
}
