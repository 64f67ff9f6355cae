/* The header row of CSV. */
#ifndef FT_CSV_HEADER_H
#define FT_CSV_HEADER_H

#include "input/csv.h"

/* Read the names of the columns; sets delimiter, columns and fields. False when none of them is a text. */
bool ft_csv_header(ft_csv *csv, fintag_str row);

#endif
