/* The currency of an amount whose words leave it open: 元 of a region, of the listing it speaks of, of the sentence. */
#ifndef FT_OPEN_CURRENCY_H
#define FT_OPEN_CURRENCY_H

#include "match/candidate.h"
#include "value/value.h"

/* The last yuan of another country, named before its figure; zeroed at the start of an article. */
typedef struct {
    fintag_str iso;
    uint32_t end;
} ft_named_yuan;

/* For each selected quantity in turn. */
void ft_open_currency(const ft_context *context, ft_candidate *const *kept, size_t index, ft_named_yuan *yuan);

#endif
