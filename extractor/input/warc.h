/* WARC (ISO 28500, CC-NEWS): the pages of its responses. */
#ifndef FT_WARC_H
#define FT_WARC_H

#include "input/reader.h"

/* A response with status 200 whose type is that of an article. Valid until the next. */
typedef struct {
    char key[80];         /* WARC-Record-ID without <urn:uuid:>, else "@" and the place of the record */
    fintag_str id;        /* what else than the key names it: the whole WARC-Record-ID, or its address; may be absent */
    fintag_str url;       /* WARC-Target-URI */
    fintag_format format; /* by its Content-Type */
    const char *charset;  /* that the HTTP head gives, where the bytes do not speak against it; else NULL */
    fintag_str page;      /* the body, its codings undone; spans count from its beginning */
    uint64_t at;          /* where the record stands in the stream */
    bool too_long;
    const char *problem;
} ft_warc_record;

typedef struct {
    ft_reader *reader;
    size_t most;
    ft_buf body, meta;
    /* Responses passed over, and records of other kinds. */
    uint64_t other_status, other_type, other_records;
} ft_warc;

void ft_warc_free(ft_warc *warc);
ft_read_result ft_warc_next(ft_warc *warc, ft_warc_record *record);

#endif
