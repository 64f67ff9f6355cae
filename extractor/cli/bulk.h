/* Bulk requests: documents are gathered, sent together, and each is accounted for: indexed, refused by the server, or
 * not confirmed. What can be tried again is, and nothing else. */
#ifndef FT_BULK_H
#define FT_BULK_H

#include "cli/backoff.h"
#include "cli/http.h"
#include "cli/output.h"

typedef struct {
    size_t begin, len; /* in body */
    size_t id, path;   /* in names, each ended by a NUL byte */
} ft_bulk_item;

typedef struct {
    /* to be set */
    ft_http *http;
    ft_output *errors; /* where error records of documents go */
    size_t most_bytes; /* of a request; one document that is longer goes alone */
    size_t most_items;
    ft_retry retry;
    /* results */
    uint64_t indexed, rejected, unconfirmed;
    uint64_t replaced; /* of the indexed: there was another of the same id, not counting what was sent twice */
    bool stopped;      /* the server can't be reached or refuses everything, or a signal came: no more is sent */
    /* private */
    ft_buf body, names;
    ft_bulk_item *items;
    size_t count, capacity;
} ft_bulk;

/* Take the two lines of a document; sends when enough has come together. False: stop. */
bool ft_bulk_add(ft_bulk *bulk, const char *lines, size_t len, fintag_str id, fintag_str path);
/* Send what has come together. False: stop. */
bool ft_bulk_flush(ft_bulk *bulk);
/* A document that comes after the stop. */
void ft_bulk_report_unsent(ft_bulk *bulk, fintag_str id, fintag_str path);
void ft_bulk_clear(ft_bulk *bulk);

#endif
