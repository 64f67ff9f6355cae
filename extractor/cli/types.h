/* --types: the types of entities, with commas between. */
#ifndef FT_TYPES_H
#define FT_TYPES_H

#include <stdint.h>

#include "cli/opt.h"

extern const ft_choice ft_type_choices[];
/* Add the bits of the types that a list names (see fintag_tag_options); false, with a message, for an unknown one. */
bool ft_types_parse(const char *command, const char *list, uint32_t *types);

#endif
