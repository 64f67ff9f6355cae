#include "cli/bulk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/bulk_reply.h"
#include "cli/message.h"
#include "sink/stream.h"

enum { MESSAGE = 512 };

static size_t keep_name(ft_buf *names, fintag_str name) {
    size_t at = names->len;
    ft_buf_put(names, name.ptr, name.len);
    ft_buf_byte(names, 0);
    return at;
}

static int write_out(void *ctx, const char *bytes, size_t len) {
    return ft_output_write(ctx, bytes, len);
}

static void write_string(ft_stream *out, const char *key, const char *text) {
    ft_stream_key(out, key, strlen(key));
    ft_stream_string(out, (fintag_str){*text ? text : NULL, strlen(text)});
}

/* The error record of a document that is not in the index, as far as we know. */
static void report(ft_bulk *bulk, const ft_bulk_item *item, const char *code, const char *message) {
    ft_stream out;
    ft_stream_begin(&out, write_out, bulk->errors, false);
    ft_stream_open(&out, '{');
    write_string(&out, "schema", "fintag/1");
    write_string(&out, "id", bulk->names.ptr + item->id);
    write_string(&out, "status", "error");
    write_string(&out, "path", bulk->names.ptr + item->path);
    FT_KEY(&out, "error");
    ft_stream_open(&out, '{');
    write_string(&out, "code", code);
    write_string(&out, "message", message);
    FT_KEY(&out, "at");
    ft_stream_null(&out);
    ft_stream_close(&out, '}');
    ft_stream_close(&out, '}');
    ft_stream_raw(&out, "\n", 1);
    ft_stream_end(&out);
    ft_output_line_end(bulk->errors);
}

void ft_bulk_report_unsent(ft_bulk *bulk, fintag_str id, fintag_str path) {
    ft_bulk_item item = {.id = keep_name(&bulk->names, id), .path = keep_name(&bulk->names, path)};
    if (bulk->names.failed) return;
    bulk->unconfirmed++;
    report(bulk, &item, "unconfirmed", "not sent, because an earlier request failed");
}

static void reject(ft_bulk *bulk, const ft_bulk_item *item, const char *message) {
    bulk->rejected++;
    report(bulk, item, "rejected", message);
}

/* Nothing more will be sent; the documents may be in the index or not. */
static void give_up(ft_bulk *bulk, size_t first, size_t count, const char *message) {
    for (size_t i = first; i < first + count; i++) report(bulk, &bulk->items[i], "unconfirmed", message);
    bulk->unconfirmed += count;
    bulk->stopped = true;
}

/* Settle what the server has decided on and move the other documents together, to be sent again. Returns their number;
 * `message` is why they are. */
static size_t settle(ft_bulk *bulk, size_t first, size_t count, bool first_try, const json_t *answer,
                     char message[MESSAGE]) {
    size_t kept = first, at = bulk->items[first].begin;
    for (size_t i = 0; i < count; i++) {
        char why[MESSAGE];
        ft_bulk_item item = bulk->items[first + i];
        switch (ft_bulk_judge(answer, i, why, sizeof why)) {
        case FT_BULK_REPLACED:
            if (first_try) bulk->replaced++;
            bulk->indexed++;
            break;
        case FT_BULK_INDEXED: bulk->indexed++; break;
        case FT_BULK_REJECTED: reject(bulk, &item, why); break;
        case FT_BULK_AGAIN:
            memmove(bulk->body.ptr + at, bulk->body.ptr + item.begin, item.len);
            item.begin = at;
            at += item.len;
            bulk->items[kept++] = item;
            memcpy(message, why, MESSAGE);
        }
    }
    return kept - first;
}

static bool send_range(ft_bulk *bulk, size_t first, size_t count);

/* The request is too large for the server: two halves, and smaller requests from now on. */
static bool split(ft_bulk *bulk, size_t first, size_t count, size_t bytes) {
    if (count == 1) {
        reject(bulk, &bulk->items[first], "413 the server takes no request that large");
        return true;
    }
    if (bulk->most_bytes > bytes / 2) bulk->most_bytes = bytes / 2;
    size_t half = count / 2;
    if (send_range(bulk, first, half)) return send_range(bulk, first + half, count - half);
    give_up(bulk, first + half, count - half, "not sent, because an earlier request failed");
    return false;
}

typedef enum { SETTLED, AGAIN, SPLIT, REFUSED } outcome;

/* Send once. *left are the documents that are not settled. */
static outcome send_once(ft_bulk *bulk, size_t first, size_t *left, bool first_try, long *retry_after,
                         char message[MESSAGE]) {
    const ft_bulk_item *begin = &bulk->items[first], *last = &bulk->items[first + *left - 1];
    fintag_str body = {bulk->body.ptr + begin->begin, last->begin + last->len - begin->begin};
    ft_http_reply reply =
        ft_http_send(bulk->http, "POST", "/", "/_bulk", "filter_path=errors,items.*.status,items.*.error", body);
    *retry_after = reply.retry_after;
    if (reply.status == 0) {
        snprintf(message, MESSAGE, "%s", reply.failure);
        return AGAIN;
    }
    if (reply.status == 413) return SPLIT;
    if (reply.status < 200 || reply.status > 299) {
        size_t len = (size_t)snprintf(message, MESSAGE, "%ld ", reply.status);
        ft_bulk_reason(reply.body, message + len, MESSAGE - len);
        return ft_bulk_is_busy(reply.status) ? AGAIN : REFUSED;
    }
    json_t *answer = ft_bulk_parse(reply.body, *left);
    if (!answer) {
        snprintf(message, MESSAGE, "the answer is not one to a bulk request of %zu documents", *left);
        return AGAIN;
    }
    *left = settle(bulk, first, *left, first_try, answer, message);
    json_decref(answer);
    return *left ? AGAIN : SETTLED;
}

static bool send_range(ft_bulk *bulk, size_t first, size_t count) {
    char message[MESSAGE] = "";
    unsigned failures = 0;
    bool tried = false;
    while (count) {
        size_t left = count;
        long retry_after = 0;
        switch (send_once(bulk, first, &left, !tried, &retry_after, message)) {
        case SETTLED: return true;
        case SPLIT: {
            const ft_bulk_item *last = &bulk->items[first + count - 1];
            return split(bulk, first, count, last->begin + last->len - bulk->items[first].begin);
        }
        case REFUSED:
            ft_say("%s: refused: %s", bulk->http->shown, message);
            give_up(bulk, first, count, message);
            return false;
        case AGAIN: break;
        }
        tried = true;
        failures = left < count ? 1 : failures + 1; /* some got through: it is not hopeless */
        count = left;
        if (!ft_backoff_wait(&bulk->retry, failures, retry_after, bulk->http->shown, message)) {
            ft_say("%s: given up: %s", bulk->http->shown, message);
            give_up(bulk, first, count, message);
            return false;
        }
    }
    return true;
}

bool ft_bulk_flush(ft_bulk *bulk) {
    bool going = !bulk->stopped && (!bulk->count || send_range(bulk, 0, bulk->count));
    bulk->count = 0;
    ft_buf_clear(&bulk->body);
    ft_buf_clear(&bulk->names);
    return going && !bulk->errors->failure;
}

bool ft_bulk_add(ft_bulk *bulk, const char *lines, size_t len, fintag_str id, fintag_str path) {
    if (bulk->stopped) return false;
    bool full = bulk->count == bulk->most_items || bulk->body.len + len > bulk->most_bytes;
    if (full && bulk->count && !ft_bulk_flush(bulk)) return false;
    if (bulk->count == bulk->capacity) {
        size_t capacity = bulk->capacity ? bulk->capacity * 2 : 64;
        ft_bulk_item *items = realloc(bulk->items, capacity * sizeof *items);
        if (!items) {
            ft_say("out of memory");
            bulk->stopped = true;
            return false;
        }
        bulk->items = items;
        bulk->capacity = capacity;
    }
    ft_bulk_item item = {.begin = bulk->body.len, .len = len};
    ft_buf_put(&bulk->body, lines, len);
    item.id = keep_name(&bulk->names, id);
    item.path = keep_name(&bulk->names, path);
    if (bulk->body.failed || bulk->names.failed) {
        ft_say("out of memory");
        bulk->stopped = true;
        return false;
    }
    bulk->items[bulk->count++] = item;
    return true;
}

void ft_bulk_clear(ft_bulk *bulk) {
    ft_buf_free(&bulk->body);
    ft_buf_free(&bulk->names);
    free(bulk->items);
    bulk->items = NULL;
    bulk->count = bulk->capacity = 0;
}
