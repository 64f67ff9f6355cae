/* How much decompression may make of one file: what keeps a bomb from going off. */
#ifndef FT_BUDGET_H
#define FT_BUDGET_H

#include <stdint.h>

/* Text shrinks to a tenth, seldom to a fiftieth. */
enum { FT_BOMB_RATIO = 250 };
#define FT_BOMB_FLOOR (UINT64_C(64) << 20)        /* a member may always have so many bytes */
#define FT_BOMB_FLOOR_OF_FILE (UINT64_C(1) << 30) /* and all that is in a file */

typedef struct {
    uint64_t in, out; /* bytes of the file that were read; bytes that all its layers made of them */
} ft_budget;

#endif
