/* Persons whose given name is also that of a company. */
#ifndef FT_PERSON_H
#define FT_PERSON_H

#include "value/value.h"

/* Two characters after a family name, as a person's name stands: behind a mark (，冯|永辉) or behind what persons are
 * (分析师张|国金). */
bool ft_is_given_name(const ft_context *context, uint32_t begin, uint32_t end);

#endif
