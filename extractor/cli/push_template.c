#include <stdio.h>
#include <string.h>

#include "cli/cmd.h"
#include "cli/message.h"
#include "cli/push_index.h"
#include "cli/templates.h"

const ft_choice ft_engine_choices[] = {{"opensearch", FT_ENGINE_OPENSEARCH, false},
                                       {"annotated-text", FT_ENGINE_ANNOTATED_TEXT, false},
                                       {"groonga", FT_ENGINE_GROONGA, false},
                                       {"meilisearch", FT_ENGINE_MEILISEARCH, false},
                                       {0}};

/* Characters of an index's name that JSON takes as they are. */
static bool is_safe(const char *name) {
    return *name && strcspn(name, "\"\\*?<>| ,#%/") == strlen(name);
}

static bool print_index_template(const char *index, const char *body) {
    return printf("{\"index_patterns\": [\"%s\", \"%s-*\"], \"priority\": 100,\n\"template\": %s}\n", index, index,
                  body) > 0;
}

static bool print_opensearch(const char *body, const char *command, const char *url) {
    ft_http http;
    if (!url) return print_index_template("fintag", body);
    ft_http_options options = {.url = url, .signal_fd = -1};
    if (!ft_http_open(&http, command, &options)) return false;
    bool safe = is_safe(http.index);
    if (safe)
        print_index_template(http.index, body);
    else
        ft_say_usage(command, "'%s' is no name of an index", http.index);
    ft_http_close(&http);
    return safe;
}

bool ft_push_template(ft_engine engine, const char *command, const char *url) {
    switch (engine) {
    case FT_ENGINE_OPENSEARCH: return print_opensearch(ft_template_opensearch, command, url);
    case FT_ENGINE_ANNOTATED_TEXT: return print_opensearch(ft_template_annotated_text, command, url);
    case FT_ENGINE_GROONGA: fputs(ft_template_groonga, stdout); break;
    case FT_ENGINE_MEILISEARCH: fputs(ft_template_meilisearch, stdout); break;
    }
    return true;
}
