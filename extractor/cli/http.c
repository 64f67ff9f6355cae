#include "cli/http.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/message.h"
#include "cli/signals.h"

enum { REPLY_MOST = 64 << 20, CONNECT_SECONDS = 10 };

static size_t take_reply(char *bytes, size_t size, size_t count, void *ctx) {
    ft_buf *reply = ctx;
    size_t len = size * count;
    if (len > REPLY_MOST - reply->len) return 0;
    ft_buf_put(reply, bytes, len);
    return reply->failed ? 0 : len;
}

static int on_progress(void *ctx, curl_off_t total, curl_off_t now, curl_off_t up_total, curl_off_t up_now) {
    (void)ctx, (void)total, (void)now, (void)up_total, (void)up_now;
    return ft_signals_arrived() != 0;
}

/* A part of the URL in memory of its own; NULL when it has none. */
static char *part(CURLU *url, CURLUPart what, unsigned flags) {
    char *text = NULL;
    if (curl_url_get(url, what, &text, flags) != CURLUE_OK || !text) return NULL;
    char *copy = strdup(text);
    curl_free(text);
    return copy;
}

/* Cut the last part off the path, the index; the URL keeps the rest. */
static bool split_path(ft_http *http, CURLU *url) {
    char *path = part(url, CURLUPART_PATH, 0);
    if (!path) return false;
    size_t len = strlen(path);
    while (len && path[len - 1] == '/') path[--len] = 0;
    char *slash = strrchr(path, '/');
    http->index = slash && slash[1] ? strdup(slash + 1) : NULL;
    if (slash) *slash = 0;
    bool split = http->index && curl_url_set(url, CURLUPART_PATH, *path ? path : "/", 0) == CURLUE_OK;
    free(path);
    return split;
}

static bool take_url(ft_http *http, const char *text) {
    CURLU *url = curl_url();
    bool taken = url && curl_url_set(url, CURLUPART_URL, text, 0) == CURLUE_OK && split_path(http, url);
    if (taken) {
        char *user = part(url, CURLUPART_USER, CURLU_URLDECODE);
        char *password = part(url, CURLUPART_PASSWORD, CURLU_URLDECODE);
        http->query = part(url, CURLUPART_QUERY, 0);
        if (user) curl_easy_setopt(http->easy, CURLOPT_USERNAME, user);
        if (password) curl_easy_setopt(http->easy, CURLOPT_PASSWORD, password);
        free(user);
        free(password);
        curl_url_set(url, CURLUPART_USER, NULL, 0);
        curl_url_set(url, CURLUPART_PASSWORD, NULL, 0);
        curl_url_set(url, CURLUPART_QUERY, NULL, 0);
        curl_url_set(url, CURLUPART_FRAGMENT, NULL, 0);
        http->server = part(url, CURLUPART_URL, 0);
        size_t len = http->server ? strlen(http->server) : 0;
        if (len && http->server[len - 1] == '/') http->server[len - 1] = 0;
    }
    curl_url_cleanup(url);
    return taken && http->server;
}

static void set_up(ft_http *http, const ft_http_options *options) {
    CURL *easy = http->easy;
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, http->failure);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_NETRC, (long)CURL_NETRC_OPTIONAL);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT, (long)options->timeout);
    curl_easy_setopt(easy, CURLOPT_USERAGENT, "fintag/" FINTAG_VERSION);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_reply);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &http->reply);
    curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, on_progress);
    curl_easy_setopt(easy, CURLOPT_NOPROGRESS, options->signal_fd < 0 ? 1L : 0L);
    if (options->cacert) curl_easy_setopt(easy, CURLOPT_CAINFO, options->cacert);
}

/* Headers of every request. A key is taken from the environment, where no list of processes shows it. */
static bool set_headers(ft_http *http) {
    static const char *const always[] = {"Content-Type: application/json", "Accept: application/json", "Expect:"};
    const char *key = getenv("FINTAG_AUTHORIZATION");
    struct curl_slist *list = NULL, *longer = NULL;
    for (size_t i = 0; i < sizeof always / sizeof *always; i++) {
        longer = curl_slist_append(list, always[i]);
        if (!longer) break;
        list = longer;
    }
    if (longer && key && *key) {
        char *header = NULL;
        longer = asprintf(&header, "Authorization: %s", key) > 0 ? curl_slist_append(list, header) : NULL;
        if (longer) free(header);
    }
    http->headers = list;
    return longer && curl_easy_setopt(http->easy, CURLOPT_HTTPHEADER, list) == CURLE_OK;
}

bool ft_http_open(ft_http *http, const char *command, const ft_http_options *options) {
    *http = (ft_http){0};
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK || !(http->easy = curl_easy_init())) {
        ft_say("out of memory");
        return false;
    }
    bool is_web = strncmp(options->url, "http://", 7) == 0 || strncmp(options->url, "https://", 8) == 0;
    if (!is_web || !take_url(http, options->url)) {
        ft_say_usage(command, "'%s' is no URL of an index, such as http://localhost:9200/news",
                     strchr(options->url, '@') ? "the first operand" : options->url);
        ft_http_close(http);
        return false;
    }
    set_up(http, options);
    if (!set_headers(http)) {
        ft_say("out of memory");
        ft_http_close(http);
        return false;
    }
    snprintf(http->shown, sizeof http->shown, "%s/%s", http->server, http->index);
    return true;
}

void ft_http_close(ft_http *http) {
    curl_easy_cleanup(http->easy);
    curl_slist_free_all(http->headers);
    free(http->server);
    free(http->index);
    free(http->query);
    ft_buf_free(&http->url);
    ft_buf_free(&http->reply);
    curl_global_cleanup();
    *http = (ft_http){0};
}

/* The whole URL, NUL-terminated in http->url. */
static bool make_url(ft_http *http, const char *before, const char *after, const char *parameters) {
    const char *separator = "?";
    ft_buf *url = &http->url;
    ft_buf_clear(url);
    ft_buf_put(url, http->server, strlen(http->server));
    ft_buf_put(url, before, strlen(before));
    ft_buf_put(url, http->index, strlen(http->index));
    ft_buf_put(url, after, strlen(after));
    const char *const queries[] = {http->query, parameters};
    for (size_t i = 0; i < 2; i++) {
        if (!queries[i] || !*queries[i]) continue;
        ft_buf_put(url, separator, 1);
        ft_buf_put(url, queries[i], strlen(queries[i]));
        separator = "&";
    }
    ft_buf_byte(url, 0);
    return !url->failed;
}

ft_http_reply ft_http_send(ft_http *http, const char *method, const char *before, const char *after,
                           const char *parameters, fintag_str body) {
    ft_http_reply reply = {.failure = "out of memory"};
    if (!make_url(http, before, after, parameters)) return reply;
    ft_buf_clear(&http->reply);
    http->failure[0] = 0;
    curl_easy_setopt(http->easy, CURLOPT_URL, http->url.ptr);
    curl_easy_setopt(http->easy, CURLOPT_CUSTOMREQUEST, method);
    if (body.ptr) {
        curl_easy_setopt(http->easy, CURLOPT_POST, 1L);
        curl_easy_setopt(http->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)body.len);
        curl_easy_setopt(http->easy, CURLOPT_POSTFIELDS, body.ptr);
    } else {
        curl_easy_setopt(http->easy, CURLOPT_HTTPGET, 1L);
    }
    CURLcode code = curl_easy_perform(http->easy);
    if (code != CURLE_OK) {
        reply.failure = http->failure[0] ? http->failure : curl_easy_strerror(code);
        reply.unreachable = code == CURLE_COULDNT_CONNECT || code == CURLE_COULDNT_RESOLVE_HOST;
        return reply;
    }
    curl_off_t wait = 0;
    curl_easy_getinfo(http->easy, CURLINFO_RESPONSE_CODE, &reply.status);
    curl_easy_getinfo(http->easy, CURLINFO_RETRY_AFTER, &wait);
    reply.retry_after = wait > 0 && wait < 86400 ? (long)wait : 0;
    reply.body = (fintag_str){http->reply.ptr, http->reply.len};
    reply.failure = NULL;
    return reply;
}
