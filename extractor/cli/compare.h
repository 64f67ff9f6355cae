/* Is a value what an example or the gold says it is? */
#ifndef FT_COMPARE_H
#define FT_COMPARE_H

#include <jansson.h>

#include <fintag/fintag.h>

/* Parse JSON, all numbers as reals, so that 3 and 3.0 are one and nothing overflows. NULL when it is not valid. */
json_t *ft_json_parse(const char *bytes, size_t len, json_error_t *error);
/* All of a quantity or date must agree; of a name or ticker only the members that are expected. */
bool ft_value_agrees(fintag_type type, const json_t *expected, const json_t *actual);
/* "company" -> FINTAG_COMPANY; false when there is no such type. */
bool ft_type_named(const char *name, fintag_type *type);

#endif
