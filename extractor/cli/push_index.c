#include "cli/push_index.h"

#include <stdio.h>
#include <string.h>

#include <jansson.h>

#include "cli/bulk_reply.h"
#include "cli/message.h"
#include "cli/templates.h"

enum { MESSAGE = 512 };

/* One question, asked again while the server is busy. A server that is not there at all is most likely a wrong URL. */
static ft_http_reply ask(ft_http *http, const ft_retry *retry, const char *method, const char *before,
                         const char *after, const char *parameters, fintag_str body) {
    for (unsigned failures = 1;; failures++) {
        char why[MESSAGE];
        ft_http_reply reply = ft_http_send(http, method, before, after, parameters, body);
        if (reply.unreachable || (reply.status && !ft_bulk_is_busy(reply.status))) return reply;
        if (reply.status)
            snprintf(why, sizeof why, "the server answers %ld", reply.status);
        else
            snprintf(why, sizeof why, "%s", reply.failure);
        if (!ft_backoff_wait(retry, failures, reply.retry_after, http->shown, why)) return reply;
    }
}

static bool refused(const ft_http *http, const ft_http_reply *reply, const char *what) {
    char reason[MESSAGE] = "";
    if (reply->status) ft_bulk_reason(reply->body, reason, sizeof reason);
    if (reply->status)
        ft_say("%s: %s: %ld %s", http->shown, what, reply->status, reason);
    else
        ft_say("%s: %s: %s", http->shown, what, reply->failure);
    return false;
}

/* Is `entities` nested in these mappings? */
static bool is_nested(const json_t *mappings) {
    const json_t *properties = json_object_get(mappings, "properties");
    const char *type = json_string_value(json_object_get(json_object_get(properties, "entities"), "type"));
    return type && strcmp(type, "nested") == 0;
}

/* The mappings of the indexes behind the name: all must be ours. */
static bool all_nested(fintag_str body) {
    json_t *indexes = json_loadb(body.ptr ? body.ptr : "", body.len, 0, NULL), *index;
    const char *name;
    bool nested = json_object_size(indexes) > 0;
    json_object_foreach(indexes, name, index) nested = nested && is_nested(json_object_get(index, "mappings"));
    json_decref(indexes);
    return nested;
}

static bool template_knows_us(ft_http *http, const ft_retry *retry) {
    ft_http_reply reply = ask(http, retry, "POST", "/_index_template/_simulate_index/", "", NULL, (fintag_str){0});
    if (reply.status != 200) return false;
    json_t *whole = json_loadb(reply.body.ptr, reply.body.len, 0, NULL);
    bool knows = is_nested(json_object_get(json_object_get(whole, "template"), "mappings"));
    json_decref(whole);
    return knows;
}

static bool make(ft_http *http, const ft_retry *retry) {
    if (template_knows_us(http, retry)) return true;
    fintag_str body = {ft_template_opensearch, strlen(ft_template_opensearch)};
    ft_http_reply reply = ask(http, retry, "PUT", "/", "", NULL, body);
    if (reply.status >= 200 && reply.status < 300) {
        ft_say("%s: made the index", http->shown);
        return true;
    }
    static const char exists[] = "resource_already_exists_exception"; /* somebody else was faster */
    if (reply.status == 400 && memmem(reply.body.ptr, reply.body.len, exists, sizeof exists - 1)) return true;
    return refused(http, &reply, "can't make the index");
}

bool ft_push_index(ft_http *http, const ft_retry *retry, bool *made) {
    ft_http_reply reply = ask(http, retry, "GET", "/", "/_mapping", NULL, (fintag_str){0});
    *made = reply.status == 404;
    if (*made) return make(http, retry);
    if (reply.status == 0 || reply.status == 401 || ft_bulk_is_busy(reply.status))
        return refused(http, &reply, "can't reach it");
    /* Who may only write is not told of mappings. */
    if (reply.status == 200 && !all_nested(reply.body))
        ft_say("%s: its field 'entities' is not nested, so that conditions on one entity won't work; see fintag push "
               "--template",
               http->shown);
    return true;
}
