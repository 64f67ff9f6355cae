/* Which elements of an item are which fields of an article. */
#ifndef FT_RSS_ITEM_H
#define FT_RSS_ITEM_H

#include "input/units.h"

#include <fintag/fintag.h>

enum { FT_ITEM_TAGS = 64, FT_ITEM_FIELDS = FINTAG_FIELD_COUNT + FT_ITEM_TAGS };

/* An element of the item being read. Places count from the item's beginning. */
typedef struct {
    char name[24];
    size_t tag, begin; /* of its start tag, of its content */
    bool has_children;
} ft_item_element;

typedef struct {
    ft_units units;
    bool prefixed; /* its elements are called atom:... */
    bool is_entry; /* of Atom */
    int ranks[FINTAG_FIELD_COUNT];
    fintag_field best[FINTAG_FIELD_COUNT]; /* by field; of TEXT, HTML and BODY the best stands under BODY */
    fintag_field tags[FT_ITEM_TAGS];
    unsigned tag_count;
    fintag_field all[FT_ITEM_FIELDS];
} ft_item;

/* The item's own start tag. */
void ft_item_begin(ft_item *item, ft_units units, const char *name, fintag_str tag);
/* An element that ends at `end`; item_bytes are the bytes of the item up to there. parent: NULL for a child of the item
 * itself. */
void ft_item_take(ft_item *item, const ft_item_element *element, const char *parent, fintag_str item_bytes, size_t end);
/* All fields; returns how many stand in item->all. */
size_t ft_item_end(ft_item *item);

#endif
