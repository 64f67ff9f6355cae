#include "source/elements.h"

#include <string.h>

typedef struct {
    char name[11];
    uint16_t flags;
} entry;

static const entry elements[FT_E_COUNT] = {{"", 0},
#define X(name, flags) {#name, (flags)},
                                           FT_ELEMENTS(X)
#undef X
};

ft_element ft_element_find(const char *name) {
    unsigned low = 1, high = FT_E_COUNT;
    while (low < high) {
        unsigned middle = (low + high) / 2;
        int order = strcmp(name, elements[middle].name);
        if (!order) return (ft_element)middle;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return FT_E_other;
}

unsigned ft_element_flags(ft_element element) {
    return elements[element].flags;
}
