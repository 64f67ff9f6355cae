/* English names that are also words: capitals tell, but where every word has them. */
#ifndef FT_PROPER_NOUN_H
#define FT_PROPER_NOUN_H

#include "value/value.h"

/* A capitalised name in the middle of a sentence, with words of small letters or figures around it: …rose as Apple said
 * that…. At the beginning of a sentence, in a headline or inside a longer name nothing is said. */
bool ft_is_proper_noun(const ft_context *context, uint32_t begin, uint32_t end);

#endif
