#include "match/tries.h"

#include <stdlib.h>
#include <string.h>

/* Enough for rows to be long; more of them would push the patterns out of the near caches. */
enum { TRIES_MAX = 2048, NONE = UINT16_MAX };

typedef struct {
    ft_try try;
    uint16_t next; /* of the same rule */
} waiting;

typedef struct {
    uint16_t first, last;
} row;

struct ft_tries {
    row *rows;
    uint32_t rule_count, count;
    waiting items[TRIES_MAX];
};

static void clear(ft_tries *tries) {
    tries->count = 0;
    memset(tries->rows, 0xFF, tries->rule_count * sizeof *tries->rows);
}

ft_tries *ft_tries_new(uint32_t rule_count) {
    ft_tries *tries = malloc(sizeof *tries);
    if (!tries) return NULL;
    tries->rule_count = rule_count;
    tries->rows = malloc((rule_count + 1) * sizeof *tries->rows);
    if (!tries->rows) {
        free(tries);
        return NULL;
    }
    clear(tries);
    return tries;
}

void ft_tries_free(ft_tries *tries) {
    if (!tries) return;
    free(tries->rows);
    free(tries);
}

bool ft_tries_add(ft_tries *tries, const ft_try *item) {
    if (tries->count == TRIES_MAX) return false;
    uint16_t at = (uint16_t)tries->count++;
    tries->items[at] = (waiting){*item, NONE};
    row *of_rule = &tries->rows[item->rule];
    if (of_rule->first == NONE)
        of_rule->first = at;
    else
        tries->items[of_rule->last].next = at;
    of_rule->last = at;
    return true;
}

void ft_tries_take(ft_tries *tries, ft_try_fn *take, void *context) {
    if (!tries->count) return;
    for (uint32_t rule = 0; rule < tries->rule_count; rule++)
        for (uint16_t at = tries->rows[rule].first; at != NONE; at = tries->items[at].next)
            take(context, &tries->items[at].try);
    clear(tries);
}
