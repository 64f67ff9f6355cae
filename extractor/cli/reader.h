/* Bytes of one file or stream, whole or line by line, in bounded memory. */
#ifndef FT_READER_H
#define FT_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

typedef enum {
    FT_READ_OK,
    FT_READ_END,
    FT_READ_TOO_LONG, /* longer than the limit; a line is skipped, and reading goes on behind it */
    FT_READ_FAILED,   /* see reader->failure, an errno */
    FT_READ_STOPPED   /* a signal arrived while waiting */
} ft_read_result;

typedef struct {
    int fd, signal_fd;
    bool waits; /* reading may have to wait: not a regular file */
    bool eof;
    int failure;
    ft_buf buffer; /* kept over files */
    size_t begin;  /* first byte not yet handed out */
    uint64_t base; /* where buffer[0] stands in the stream */
} ft_reader;

/* Begin with an open descriptor, which stays the caller's. signal_fd may be -1. */
void ft_reader_begin(ft_reader *reader, int fd, int signal_fd);
void ft_reader_free(ft_reader *reader);

/* Skip a byte order mark and white space; *byte gets what stands there, unread. */
ft_read_result ft_reader_peek(ft_reader *reader, size_t most, char *byte);
/* The next line without its line end, valid until the next call, and where it begins. A carriage return before the line
 * feed belongs to the line end. */
ft_read_result ft_reader_line(ft_reader *reader, size_t most, const char **line, size_t *len, uint64_t *at);
/* All that is left, from the beginning of the buffer. */
ft_read_result ft_reader_all(ft_reader *reader, size_t most, const char **bytes, size_t *len);

#endif
