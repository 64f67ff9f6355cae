/* The head of an HTTP response, and the body behind it. */
#ifndef FT_HTTP_RESPONSE_H
#define FT_HTTP_RESPONSE_H

#include <fintag/fintag.h>

#include "base/buf.h"

/* Value of a header in lines of "Name: value"; absent when there is none. `name` in lower case. Of several the first.
 */
fintag_str ft_response_header(fintag_str lines, const char *name);
/* Length of the head with the empty line that ends it; 0 when it does not end. */
size_t ft_response_head(fintag_str bytes);
/* Is the value, up to a ';', the word? */
bool ft_response_is(fintag_str value, const char *word);

typedef struct {
    int status;
    fintag_str type;    /* Content-Type, with its parameters */
    fintag_str charset; /* of the type */
    fintag_str body;
} ft_http_response;

/* Read a response; the transfer and content codings of its body are undone, into `body` where there are any. Returns
 * what is wrong, or NULL. `most` bounds the body: a longer one is cut right behind it, so that it can be seen. */
const char *ft_response_read(fintag_str bytes, size_t most, ft_buf *body, ft_http_response *response);

#endif
