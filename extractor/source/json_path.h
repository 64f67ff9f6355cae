/* Members of JSON by a path. */
#ifndef FT_JSON_PATH_H
#define FT_JSON_PATH_H

#include "source/json_scan.h"

/* The value that a path leads to in the well-formed object input[0..len): "title"; "data.title" is a member of a
 * member, unless the object has one of that very name; "items.0.text" counts elements from 0. Of members of one name
 * the last.
 */
bool ft_json_path(const char *input, size_t len, fintag_str path, ft_json_value *value);

#endif
