#include "input/reader.h"

#include <string.h>

enum { CHUNK = 128 * 1024 };

void ft_reader_begin(ft_reader *reader, ft_supply *supply) {
    ft_buf_clear(&reader->buffer);
    reader->supply = supply;
    reader->eof = false;
    reader->begin = 0;
    reader->base = 0;
}

void ft_reader_free(ft_reader *reader) {
    ft_buf_free(&reader->buffer);
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

ft_read_result ft_reader_more(ft_reader *reader) {
    if (reader->eof) return FT_READ_END;
    drop(reader);
    ft_buf *buffer = &reader->buffer;
    if (!ft_buf_reserve(buffer, CHUNK)) {
        reader->supply->problem = "out of memory";
        return FT_READ_FAILED;
    }
    size_t got = 0, room = buffer->capacity - buffer->len;
    if (room > 2 * CHUNK) room = 2 * CHUNK; /* what is not needed is not touched */
    ft_read_result result = reader->supply->pull(reader->supply, buffer->ptr + buffer->len, room, &got);
    if (result == FT_READ_OK) buffer->len += got;
    reader->eof = result == FT_READ_END;
    return result;
}

ft_read_result ft_reader_want(ft_reader *reader, size_t len) {
    ft_read_result result = FT_READ_OK;
    while (ft_reader_rest(reader).len < len && result == FT_READ_OK) result = ft_reader_more(reader);
    return result == FT_READ_END ? FT_READ_OK : result;
}

ft_read_result ft_reader_all(ft_reader *reader, size_t most, fintag_str *bytes) {
    ft_read_result result = FT_READ_OK;
    while (result == FT_READ_OK && ft_reader_rest(reader).len <= most) result = ft_reader_more(reader);
    *bytes = ft_reader_rest(reader);
    if (bytes->len > most) return FT_READ_TOO_LONG;
    return result == FT_READ_END ? FT_READ_OK : result;
}

int64_t ft_reader_seek(ft_reader *reader, int64_t offset, int whence) {
    int64_t place = reader->supply->seek(reader->supply, offset, whence);
    if (place < 0) return place;
    ft_buf_clear(&reader->buffer);
    reader->begin = 0;
    reader->base = (uint64_t)place;
    reader->eof = false;
    return place;
}
