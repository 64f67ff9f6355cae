/* The argument of --map. */
#ifndef FT_MAP_H
#define FT_MAP_H

#include <fintag/fintag.h>

/* "title=headline,body=data.content": fields by the names that they have in the input. Fills *map, which borrows from
 * the argument; more than one --map add up. False, with a message, when it makes no sense. */
bool ft_map_parse(const char *command, const char *argument, fintag_map *map);

#endif
