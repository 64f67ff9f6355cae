/* The objects of a JSON array, or JSON values one after the other, as they come. Finds where each ends, by its brackets
 * and strings; whether it is well-formed is for its reader to say. */
#ifndef FT_JSON_VALUES_H
#define FT_JSON_VALUES_H

#include "input/part.h"
#include "input/reader.h"
#include "input/units.h"

typedef struct {
    ft_reader *reader;
    ft_units units;
    size_t most;
    uint64_t count;
    bool in_array, lost;
} ft_json_values;

ft_read_result ft_json_values_next(ft_json_values *values, ft_part *part);

#endif
