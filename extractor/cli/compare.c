#include "cli/compare.h"

#include <string.h>

json_t *ft_json_parse(const char *bytes, size_t len, json_error_t *error) {
    return json_loadb(bytes, len, JSON_DECODE_INT_AS_REAL | JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, error);
}

bool ft_value_agrees(fintag_type type, const json_t *expected, const json_t *actual) {
    if (type == FINTAG_QUANTITY || type == FINTAG_DATE) return json_equal(expected, actual);
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)expected, key,
                        value) if (!json_equal(value, json_object_get(actual, key))) return false;
    return true;
}

bool ft_type_named(const char *name, fintag_type *type) {
    for (int t = 0; t < FINTAG_TYPE_COUNT; t++) {
        *type = (fintag_type)t;
        if (strcmp(fintag_type_name(*type), name) == 0) return true;
    }
    return false;
}
