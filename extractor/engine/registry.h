/* Names of value functions to functions. */
#ifndef FT_REGISTRY_H
#define FT_REGISTRY_H

#include "rule/handle.h"

/* NULL-terminated. */
extern const char *const ft_value_names[];
/* Set every rule's function. Fails when a pack names one that this build does not have. */
fintag_status ft_bind_values(fintag_rules *rules, fintag_error *err);

#endif
