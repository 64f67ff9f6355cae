/* One HTTP connection, kept open, to the server and index that a URL names. */
#ifndef FT_HTTP_H
#define FT_HTTP_H

#include <curl/curl.h>

#include <fintag/fintag.h>

#include "base/buf.h"

typedef struct {
    CURL *easy;
    struct curl_slist *headers;
    char *server;    /* scheme, host, port and path without the index; no name or password */
    char *index;     /* last part of the path, as it stands in the URL */
    char *query;     /* of the URL, or NULL */
    char shown[256]; /* server and index, for messages */
    char failure[CURL_ERROR_SIZE];
    ft_buf url, reply;
} ft_http;

typedef struct {
    const char *url;
    const char *cacert; /* file of certificates to trust, or NULL */
    unsigned timeout;   /* seconds of one request */
    int signal_fd;      /* a request is given up when a signal arrives; -1: never */
} ft_http_options;

typedef struct {
    long status;      /* 0: no whole answer came, and `failure` says why */
    long retry_after; /* seconds that the server asks to wait; 0: it does not say */
    fintag_str body;  /* until the next request */
    const char *failure;
    bool unreachable; /* no connection was made */
} ft_http_reply;

/* False, with a message: not a URL of an index, or out of memory. `command` is for messages. */
bool ft_http_open(ft_http *http, const char *command, const ft_http_options *options);
void ft_http_close(ft_http *http);
/* method: GET, POST or PUT. before and after stand around the index in the path, as in "/_index_template/" INDEX, or
 * INDEX "/_bulk"; parameters come behind those of the URL. body.ptr NULL: none. */
ft_http_reply ft_http_send(ft_http *http, const char *method, const char *before, const char *after,
                           const char *parameters, fintag_str body);

#endif
