/* CSV (RFC 4180) with a header row. Quoted fields may hold line ends, delimiters and doubled quotes. The delimiter is a
 * comma, a tab or a semicolon, whichever gives the header its known names. */
#ifndef FT_CSV_H
#define FT_CSV_H

#include "base/arena.h"
#include "input/part.h"
#include "input/reader.h"
#include "input/units.h"

enum { FT_CSV_COLUMNS = 4096 };

/* A row being read: where it is, and what of it is known. Places count from the row's beginning. */
typedef struct {
    size_t at, begin; /* of the field at hand */
    bool quoted, closed;
    unsigned columns;
    uint64_t line_ends;
} ft_csv_row;

typedef struct {
    ft_reader *reader;
    const ft_charset *charset;
    const fintag_map *map; /* columns by field, or NULL */
    size_t most;
    uint64_t line; /* of the row at hand */
    char delimiter;
    bool has_header, after_return;
    unsigned columns;
    short fields[FT_CSV_COLUMNS]; /* fintag_field_name of each column, -1: none */
    fintag_field found[FINTAG_FIELD_COUNT];
    size_t found_count;
    ft_csv_row row;
} ft_csv;

/* The next row that is not blank. The first part is a problem when the header names no text. */
ft_read_result ft_csv_next(ft_csv *csv, ft_part *part);

/* Is the first line of the bytes a header with a text among its columns? */
bool ft_csv_is_header(fintag_str bytes, const fintag_map *map);

#endif
