/* How much decompression may make of one file: what keeps a bomb from going off. */
#ifndef FT_BUDGET_H
#define FT_BUDGET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    FT_BOMB_RATIO = 250,         /* text shrinks to a tenth, seldom to a fiftieth */
    FT_BOMB_FLOOR = 64 << 20,    /* bytes that any member may have */
    FT_BOMB_OF_FILE = 1024 << 20 /* and all that is in a file */
};

typedef struct {
    uint64_t in, out; /* bytes of the file that were read; bytes that all its layers made of them */
} ft_budget;

/* The same of one member. */
typedef struct {
    uint64_t in, out;
} ft_expansion;

/* Has decompression come out of proportion, of the member or of all of the file? Then the problem is written. */
bool ft_is_bomb(const ft_budget *budget, const ft_expansion *member, char *problem, size_t size);
/* Of all of the file. */
bool ft_budget_is_spent(const ft_budget *budget);

#endif
