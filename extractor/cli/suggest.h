/* Did you mean ...? */
#ifndef FT_SUGGEST_H
#define FT_SUGGEST_H

#include <stdbool.h>
#include <stddef.h>

/* The best of the names offered so far. */
typedef struct {
    const char *word; /* as typed */
    size_t len;
    const char *best;
    unsigned distance;
} ft_suggestion;

/* Offer a name. It becomes the best one when it is closer than the others and close at all. */
void ft_suggest(ft_suggestion *suggestion, const char *name);

#endif
