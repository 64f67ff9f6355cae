/* Undoing the escapes of JSON strings and YAML scalars, with a map from what they say to how it is written. */
#ifndef FT_ESCAPE_H
#define FT_ESCAPE_H

#include <fintag/fintag.h>

#include "base/buf.h"
#include "text/offmap.h"

/* The JSON string whose characters, between its quotes, are input[begin..end), well-formed. Appends to both. Returns
 * the place of the first surrogate that stands alone, which becomes U+FFFD, or SIZE_MAX. */
size_t ft_json_unescape(const char *input, size_t begin, size_t end, ft_buf *out, ft_offmap *map);

typedef enum { FT_YAML_PLAIN, FT_YAML_SINGLE, FT_YAML_DOUBLE } ft_yaml_style;
/* The YAML flow scalar whose characters, between its quotes, are input[begin..end). Lines fold. Appends to both. False
 * where it is not well-formed; what could be read is appended all the same. */
bool ft_yaml_unescape(const char *input, size_t begin, size_t end, ft_yaml_style style, ft_buf *out, ft_offmap *map);

/* What stands between the quotes of a CSV field: two quotes are one. Appends to both. */
void ft_csv_unescape(const char *input, size_t begin, size_t end, ft_buf *out, ft_offmap *map);
/* What an XML element holds: references are resolved, those of HTML too; of a CDATA section only what is in it stays;
 * comments and processing instructions go; tags stay as they are. Appends to both. */
void ft_xml_unescape(const char *input, size_t begin, size_t end, ft_buf *out, ft_offmap *map);

#endif
