/* JSON Lines: one record a line. */
#ifndef FT_LINES_H
#define FT_LINES_H

#include "input/part.h"
#include "input/reader.h"
#include "input/units.h"

typedef struct {
    ft_reader *reader;
    ft_units units;
    size_t most;
    uint64_t count; /* lines so far */
} ft_lines;

/* The next line that is not blank, without its line end; a carriage return before the line feed belongs to it. */
ft_read_result ft_lines_next(ft_lines *lines, ft_part *part);

#endif
