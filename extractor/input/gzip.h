/* gzip, member after member, by zlib: of a file that was cut it gives all that is there, which libarchive does not. */
#ifndef FT_GZIP_H
#define FT_GZIP_H

#include "input/budget.h"
#include "input/reader.h"

typedef struct ft_gzip ft_gzip;

/* Decompress what the reader is at. Reader and budget stay the caller's. NULL when out of memory. */
ft_gzip *ft_gzip_open(ft_reader *outer, ft_budget *budget);
void ft_gzip_close(ft_gzip *gzip);
ft_supply *ft_gzip_supply(ft_gzip *gzip);

#endif
