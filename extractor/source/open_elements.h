/* The stack of open elements: which end tags close what, and which elements end without one. The part of the standard's
 * tree construction that decides what is hidden and where blocks end; no tree is built. */
#ifndef FT_OPEN_ELEMENTS_H
#define FT_OPEN_ELEMENTS_H

#include "base/arena.h"
#include "source/elements.h"

typedef struct {
    uint8_t element;
    bool hidden : 1; /* its content is not text */
    bool silent : 1; /* not laid out at all: its beginning and end part no lines */
    uint16_t name;   /* hash, of names that are not in the list */
} ft_open_element;

typedef struct ft_open_elements ft_open_elements;
struct ft_open_elements {
    ft_arena *arena;
    ft_open_element *items;
    size_t count, capacity;
    size_t open[FT_E_COUNT]; /* how many of each are open */
    int64_t budget;          /* steps left for searches that find nothing; every tag adds some */
    /* Told of each element that ends, and how many stand below it. Those above it go on, when it was misnested. */
    void (*closed)(void *context, ft_open_element element, size_t depth);
    void *context;
};

/* Push the element; hidden and silent as in ft_open_element. */
void ft_open_push(ft_open_elements *open, ft_element element, const char *name, bool hidden, bool silent);
/* End what a start tag of this element ends without an end tag. */
void ft_open_imply(ft_open_elements *open, ft_element element);
/* An end tag. False when it closes nothing. */
bool ft_open_end(ft_open_elements *open, ft_element element, const char *name);

#endif
