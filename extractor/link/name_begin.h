/* Where the name of a company begins, going back from its suffix. */
#ifndef FT_NAME_BEGIN_H
#define FT_NAME_BEGIN_H

#include "value/value.h"

typedef struct {
    uint32_t begin;
    bool placed;  /* a place begins it */
    bool country; /* and that place is a country or larger */
} ft_name_begin;

/* The beginning of a name that ends right before `suffix`, which is a legal form or only 公司 and the like: over Han,
 * letters, digits and closed brackets back to the place nearest the suffix (with the places right before it), else to
 * the nearest word that no name holds. */
ft_name_begin ft_find_name_begin(const ft_context *context, uint32_t suffix, bool legal);
/* Latin names: words that begin with a capital; `suffix` when there is none. */
uint32_t ft_find_latin_begin(const ft_context *context, uint32_t suffix);
/* Later|Tata Motors: do the last words, of two or more, make a name that the dictionary has and that stands alone? */
bool ft_ends_with_latin_name(const ft_context *context, uint32_t begin, uint32_t end);
/* Length of the place that begins at `at`; 0 when none does. */
uint32_t ft_place_at(const ft_context *context, uint32_t at, uint32_t end);
/* Where the place begins that ends right before `at`; `at` when none does. */
uint32_t ft_before_place(const ft_context *context, uint32_t from, uint32_t at);
/* The end of the nearest stop word before `end`, outside brackets; `from` when there is none. */
uint32_t ft_after_stop_word(const ft_context *context, uint32_t from, uint32_t end);

#endif
