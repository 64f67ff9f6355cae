/* Who is meant. Evidence first (which names may stand, which short forms the article defines), then, after selection,
 * one company per mention, and the summary. */
#ifndef FT_LINK_H
#define FT_LINK_H

#include "value/ident.h"
#include "value/value.h"

/* A company, organization or index mention; companies share one ft_named per id. */
typedef struct ft_named {
    fintag_name out;
    const ft_row *row; /* row of the issuer, organization or index; NULL for unlisted companies */
} ft_named;

typedef struct {
    ft_candidate *items;
    size_t count, capacity;
} ft_candidates;

typedef struct {
    fintag_company *items;
    size_t count, capacity;
} ft_companies;

/* Before selection. Fills value.named of dictionary hits (their value is still NULL), weighs surfaces that need a
 * second witness, drops what has none (fate FINTAG_REJECTED and a reason), adds candidates for short forms that the
 * article defines or implies. */
void ft_link_evidence(const ft_context *context, ft_candidates *candidates);
/* After selection, kept candidates in text order: bare codes beside their company, coreference, confidence, and the
 * companies of the article by salience. May reject. */
void ft_link_settle(const ft_context *context, ft_candidate *const *kept, size_t count, ft_companies *companies);

/* Make the candidate an unlisted company called as its span says; NULL, or why not. */
const char *ft_name_unlisted(const ft_context *context, ft_candidate *candidate);

#endif
