/* The index that documents are sent to, looked at before the first. */
#ifndef FT_PUSH_INDEX_H
#define FT_PUSH_INDEX_H

#include "cli/backoff.h"
#include "cli/http.h"
#include "cli/opt.h"

/* Look whether the index is there, and make it when it is not: as an index template of the server says, when one knows
 * our fields, else as `fintag push --template` does; *made tells. False, with a message, when nothing can be sent. */
bool ft_push_index(ft_http *http, const ft_retry *retry, bool *made);
/* Print what the engine is to be told before a feed. `url` NULL: of an index called fintag. False, with a message, when
 * it is no URL of an index. */
typedef enum { FT_ENGINE_OPENSEARCH, FT_ENGINE_ANNOTATED_TEXT, FT_ENGINE_GROONGA, FT_ENGINE_MEILISEARCH } ft_engine;
extern const ft_choice ft_engine_choices[];
bool ft_push_template(ft_engine engine, const char *command, const char *url);

#endif
