#include "cli/bulk_reply.h"

#include <stdio.h>
#include <string.h>

bool ft_bulk_is_busy(long status) {
    return status == 429 || status == 502 || status == 503 || status == 504;
}

json_t *ft_bulk_parse(fintag_str body, size_t count) {
    json_t *whole = json_loadb(body.ptr ? body.ptr : "", body.len, JSON_DISABLE_EOF_CHECK, NULL);
    json_t *items = json_incref(json_object_get(whole, "items"));
    json_decref(whole);
    if (json_is_array(items) && json_array_size(items) == count) return items;
    json_decref(items);
    return NULL;
}

static const char *member(const json_t *object, const char *key) {
    return json_string_value(json_object_get(object, key));
}

/* "type: reason; cause" as far as they are given. */
static void explain(const json_t *error, char *message, size_t size) {
    const json_t *cause = json_object_get(error, "caused_by");
    const char *type = member(error, "type"), *reason = member(error, "reason"), *why = member(cause, "reason");
    if (json_is_string(error)) reason = json_string_value(error);
    snprintf(message, size, "%s%s%s%s%s", type ? type : "", type && reason ? ": " : "", reason ? reason : "",
             why ? "; " : "", why ? why : "");
}

ft_bulk_fate ft_bulk_judge(const json_t *items, size_t i, char *message, size_t size) {
    const json_t *item = json_array_get(items, i);
    const json_t *result = json_object_get(item, "index");
    long status = (long)json_integer_value(json_object_get(result, "status"));
    if (status >= 200 && status < 300) return status == 200 ? FT_BULK_REPLACED : FT_BULK_INDEXED;
    if (!status) {
        snprintf(message, size, "the answer has no status for it");
        return FT_BULK_REJECTED;
    }
    size_t len = (size_t)snprintf(message, size, "%ld ", status);
    if (len < size) explain(json_object_get(result, "error"), message + len, size - len);
    return ft_bulk_is_busy(status) ? FT_BULK_AGAIN : FT_BULK_REJECTED;
}

void ft_bulk_reason(fintag_str body, char *message, size_t size) {
    json_t *whole = json_loadb(body.ptr ? body.ptr : "", body.len, JSON_DISABLE_EOF_CHECK, NULL);
    const json_t *error = json_object_get(whole, "error");
    message[0] = 0;
    if (error) explain(error, message, size);
    json_decref(whole);
    if (message[0] || !size) return;
    size_t len = body.len < size - 1 ? body.len : size - 1;
    if (len > 200) len = 200;
    for (size_t i = 0; i < len; i++) message[i] = body.ptr[i] >= ' ' ? body.ptr[i] : ' ';
    message[len] = 0;
}
