/* Streaming JSON writer: keys and values in the order of the calls, through one buffer to a callback. */
#ifndef FT_STREAM_H
#define FT_STREAM_H

#include <fintag/fintag.h>

enum { FT_STREAM_BUFFER = 64 * 1024 };

typedef struct {
    fintag_write_fn write;
    void *ctx;
    size_t used;
    unsigned depth;
    bool pretty;
    bool filled; /* the innermost object or array has a member: a comma comes first */
    bool failed; /* the callback asked to stop; nothing is written from then on */
    char buffer[FT_STREAM_BUFFER];
} ft_stream;

/* The buffer is left as it is: clearing 64 KB would cost more than a short document. */
void ft_stream_begin(ft_stream *out, fintag_write_fn write, void *ctx, bool pretty);
/* Hand over what is left. False when the callback asked to stop. */
bool ft_stream_end(ft_stream *out);

/* Bytes as they are. */
void ft_stream_raw(ft_stream *out, const char *bytes, size_t len);

/* bracket is '{' or '[', then '}' or ']'. */
void ft_stream_open(ft_stream *out, char bracket);
void ft_stream_close(ft_stream *out, char bracket);
/* What must stand before an array's next item. Objects call ft_stream_key instead. */
void ft_stream_item(ft_stream *out);
/* Key of an object: len bytes that need no escapes. */
void ft_stream_key(ft_stream *out, const char *key, size_t len);
#define FT_KEY(out, literal) ft_stream_key((out), (literal), sizeof(literal) - 1)

/* A string of valid UTF-8, however long. */
void ft_stream_text(ft_stream *out, fintag_str text);
/* A string of any bytes: ill-formed ones become U+FFFD. Absent is null. */
void ft_stream_string(ft_stream *out, fintag_str text);
void ft_stream_literal(ft_stream *out, const char *text);
void ft_stream_unsigned(ft_stream *out, uint64_t value);
/* A value of 0-1 with at most two decimals: 0.98, 0.9, 1. */
void ft_stream_fraction(ft_stream *out, double value);
void ft_stream_bool(ft_stream *out, bool value);
void ft_stream_null(ft_stream *out);

#endif
