/* Hits of a search: for people, or as JSON. */
#ifndef FT_SEARCH_PRINT_H
#define FT_SEARCH_PRINT_H

#include "index/marks.h"

/* As text: title, where it is from, the snippet. Marks are coloured, or bracketed. */
void ft_search_print_text(const ft_found *found, size_t number, bool colour);
/* One JSON object on a line. False when out of memory. */
bool ft_search_print_json(const ft_found *found, double score);
/* The query with a caret below the place of the error, on standard error. */
void ft_search_print_place(fintag_str query, const ft_query_error *error);

#endif
