/* Shared by the files of link/: what is known of the names of one document. */
#ifndef FT_NAMES_H
#define FT_NAMES_H

#include "link/link.h"

/* One company, organization or index of the document. Ids are compared by content; dictionary ids are interned, so
 * mostly by pointer. */
typedef struct ft_known {
    fintag_str id;
    ft_named *named;
    bool strong;   /* named by a surface that stands alone, or by its code */
    bool coded;    /* a ticker of it stands in the text */
    bool proper;   /* named by a surface that stands alone */
    bool vouched;  /* named by one that needs a witness and has it */
    uint32_t last; /* end of the nearest mention before that stands alone, 0 when there is none */
    int round;     /* of judging, in which `last` was set */
} ft_known;

typedef struct {
    const ft_context *context;
    ft_candidates *candidates;
    ft_known *table; /* open addressing by id */
    uint32_t mask, count;
    uint32_t *by_end;   /* candidate indexes of names, sorted by end */
    uint32_t *by_begin; /* the same, sorted by begin */
    size_t name_count;
    int round;
    unsigned of_taiwan; /* companies of Taiwan that are named by a surface that stands alone */
    fintag_str day;     /* of publication, YYYY-MM-DD; empty when unknown */
} ft_names;

uint32_t ft_id_hash(fintag_str id);
/* The entry of an id, made when new; NULL when out of memory. */
ft_known *ft_names_get(ft_names *names, fintag_str id);
/* Fill value.named of a dictionary hit from `row`, one of its rows. */
bool ft_names_resolve(ft_names *names, ft_candidate *candidate, const ft_row *row);
/* The issuer with this id, named only by the code beside; NULL when no company has it. */
ft_named *ft_named_by_code(const ft_context *context, fintag_str id);
/* The first live name candidate of the type mask that ends (begins) at a unit, the longest; NULL when there is none. */
ft_candidate *ft_names_ending(const ft_names *names, uint32_t at);
ft_candidate *ft_names_beginning(const ft_names *names, uint32_t at);
/* The resolved company of exactly this span, from the dictionary if there is one; NULL when there is none. */
ft_candidate *ft_names_at(const ft_names *names, uint32_t begin, uint32_t end);
/* Everything but the dictionary that found a company on this span means this one: several patterns may have. */
void ft_names_set(ft_names *names, uint32_t begin, uint32_t end, ft_named *named, float confidence);
/* The row of a dictionary hit whose issuer has this id; NULL when none has. */
const ft_row *ft_names_row(const ft_names *names, const ft_candidate *candidate, fintag_str id);

/* Drop chance hits, take the marks of exchanges into the name (link/hits.c). */
void ft_link_hits(ft_names *names);
/* Does a list vouch for the name? (link/lists.c) */
bool ft_listed_beside(const ft_names *names, const ft_candidate *c);
/* Bare codes: keep those beside their company or after a code word, reject the others (link/codes.c). */
void ft_link_codes(ft_names *names);
/* Names that no dictionary holds, before a code that exists, as new candidates (link/coded_names.c). */
void ft_link_coded_names(ft_names *names);
/* Short forms that the article defines or implies, as new candidates (link/short_forms.c). */
void ft_link_short_forms(ft_names *names);
/* After selection: what 该公司 stands for, or its rejection (link/pronouns.c). */
void ft_link_pronouns(const ft_context *context, ft_candidate *const *kept, size_t count);

#endif
