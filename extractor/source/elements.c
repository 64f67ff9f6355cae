#include "source/elements.h"

#include <endian.h>
#include <string.h>

enum { NAME_SIZE = 16 };

typedef struct {
    char name[NAME_SIZE];
    uint16_t flags;
} entry;

static const entry elements[FT_E_COUNT] = {{"", 0},
#define X(name, flags) {#name, (flags)},
                                           FT_ELEMENTS(X)
#undef X
};

/* The first eight bytes, as a number that orders as they do. */
static uint64_t key_of(const char *name) {
    uint64_t key;
    memcpy(&key, name, sizeof key);
    return be64toh(key);
}

ft_element ft_element_find(const char *name) {
    char padded[NAME_SIZE] = {0};
    unsigned low = 1, high = FT_E_COUNT;
    size_t len = 0;
    while (name[len] && len < NAME_SIZE) len++;
    if (len == NAME_SIZE) return FT_E_other;
    memcpy(padded, name, len);
    uint64_t key = key_of(padded);
    while (low < high) {
        unsigned middle = (low + high) / 2;
        uint64_t here = key_of(elements[middle].name);
        /* No two names begin with the same eight letters. */
        if (here == key) return strcmp(padded, elements[middle].name) == 0 ? (ft_element)middle : FT_E_other;
        if (key < here)
            high = middle;
        else
            low = middle + 1;
    }
    return FT_E_other;
}

unsigned ft_element_flags(ft_element element) {
    return elements[element].flags;
}
