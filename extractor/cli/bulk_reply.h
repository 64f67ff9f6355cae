/* What a server answers to a bulk request. */
#ifndef FT_BULK_REPLY_H
#define FT_BULK_REPLY_H

#include <jansson.h>

#include <fintag/fintag.h>

typedef enum {
    FT_BULK_INDEXED,
    FT_BULK_REPLACED, /* indexed, in place of another of the same id */
    FT_BULK_AGAIN,    /* the server is too busy just now */
    FT_BULK_REJECTED  /* never: the document itself is at fault */
} ft_bulk_fate;

/* Is it a status after which the same may be tried again? */
bool ft_bulk_is_busy(long status);

/* The items of an answer, to be freed with json_decref; NULL when it is none to a request of `count` documents. */
json_t *ft_bulk_parse(fintag_str body, size_t count);
/* What became of the i-th document; *message, of at most `size` bytes, says why when it was not indexed. */
ft_bulk_fate ft_bulk_judge(const json_t *items, size_t i, char *message, size_t size);
/* The reason that an answer to the whole request gives, or its first bytes. */
void ft_bulk_reason(fintag_str body, char *message, size_t size);

#endif
