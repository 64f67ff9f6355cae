/* Bytes of one file, stream or archive member, in bounded memory: a window that moves over what a supply gives. */
#ifndef FT_READER_H
#define FT_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <fintag/fintag.h>

#include "base/buf.h"

typedef enum {
    FT_READ_OK,
    FT_READ_END,
    FT_READ_TOO_LONG, /* longer than the limit */
    FT_READ_FAILED,   /* supply->problem says why */
    FT_READ_STOPPED   /* a signal arrived while waiting */
} ft_read_result;

/* Where bytes come from. Embedded in what knows how to get them. */
typedef struct ft_supply ft_supply;
struct ft_supply {
    /* Put up to `room` bytes at `to`; OK with *got > 0, END, FAILED or STOPPED. */
    ft_read_result (*pull)(ft_supply *supply, char *to, size_t room, size_t *got);
    /* Go to a byte, as lseek does; its place, or -1. NULL when that can't be done. */
    int64_t (*seek)(ft_supply *supply, int64_t offset, int whence);
    const char *problem;
    bool waits; /* somebody may be waiting for what comes of the bytes that are here already */
};

typedef struct {
    ft_supply *supply;
    bool eof;
    ft_buf buffer; /* kept over files */
    size_t begin;  /* first byte not yet handed out */
    uint64_t base; /* where buffer[0] stands in the stream */
} ft_reader;

/* Begin with a supply, which stays the caller's. */
void ft_reader_begin(ft_reader *reader, ft_supply *supply);
void ft_reader_free(ft_reader *reader);

/* The bytes that are here and not yet handed out; valid until more is read. */
static inline fintag_str ft_reader_rest(const ft_reader *reader) {
    return (fintag_str){reader->buffer.len > reader->begin ? reader->buffer.ptr + reader->begin : "",
                        reader->buffer.len - reader->begin};
}
/* Where they stand in the stream. */
static inline uint64_t ft_reader_place(const ft_reader *reader) {
    return reader->base + reader->begin;
}
/* Hand out that many of them. */
static inline void ft_reader_skip(ft_reader *reader, size_t len) {
    reader->begin += len;
}
/* Read once more, behind what is there. OK when bytes came. */
ft_read_result ft_reader_more(ft_reader *reader);
/* Read until so many bytes are here, or the end is. Else FAILED or STOPPED. */
ft_read_result ft_reader_want(ft_reader *reader, size_t len);
/* All that is left; TOO_LONG when that is more than `most`. */
ft_read_result ft_reader_all(ft_reader *reader, size_t most, fintag_str *bytes);
/* As lseek; everything in the window is forgotten. */
int64_t ft_reader_seek(ft_reader *reader, int64_t offset, int whence);

#endif
