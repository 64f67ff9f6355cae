/* Trying one pattern at one place. */
#ifndef FT_REGEX_H
#define FT_REGEX_H

#include "rule/handle.h"

/* Scratch of one thread: match data, limits, JIT stack. */
typedef struct ft_regex ft_regex;

ft_regex *ft_regex_new(void);
void ft_regex_free(ft_regex *regex);
/* Try the rule's pattern anchored at `at`, looking at no more than FT_MATCH_MAX units. On a match returns true, and
 * *ovector gets the offsets of all groups, valid until the next call. *broken is set when a limit was hit or memory ran
 * out. */
bool ft_regex_try(ft_regex *regex, struct ft_compiled_rule *rule, const char16_t *text, uint32_t count, uint32_t at,
                  const size_t **ovector, bool *broken);

#endif
