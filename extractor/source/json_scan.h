/* A strict JSON scanner (RFC 8259) that keeps places: it validates values and says where they stand, and copies
 * nothing. */
#ifndef FT_JSON_SCAN_H
#define FT_JSON_SCAN_H

#include <fintag/fintag.h>

typedef enum {
    FT_JSON_STRING,
    FT_JSON_NUMBER,
    FT_JSON_TRUE,
    FT_JSON_FALSE,
    FT_JSON_NULL,
    FT_JSON_OBJECT,
    FT_JSON_ARRAY
} ft_json_kind;

typedef struct {
    ft_json_kind kind;
    size_t begin, end; /* of a string: without its quotes */
} ft_json_value;

typedef struct {
    const char *input;
    size_t at, len;
    const char *problem; /* what is wrong at `at`, once a function has returned false */
} ft_json;

/* The next value, and all that is in it. */
bool ft_json_next(ft_json *json, ft_json_value *value);
/* Skip white space, then take this character. */
bool ft_json_take(ft_json *json, char c);
/* What stands behind white space: the next character, or 0 at the end. */
char ft_json_peek(ft_json *json);

#endif
