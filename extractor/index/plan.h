/* A query, ready to be asked. */
#ifndef FT_PLAN_H
#define FT_PLAN_H

#include "base/buf.h"
#include "index/search.h"
#include "index/set.h"

/* Text that stands together is one question to FTS5; filters are sets of their own. */
typedef enum { FT_PLAN_ALL, FT_PLAN_ANY, FT_PLAN_NOT, FT_PLAN_WORDS, FT_PLAN_TEST } ft_plan_kind;

typedef struct ft_plan ft_plan;
struct ft_plan {
    ft_plan_kind kind;
    ft_plan *first, *next;
    fintag_str match; /* of WORDS: FTS5's query syntax */
    ft_test *test;
};

/* Resolve the filters, make phrases of the words, and note what is wanted of both. NULL, with *error filled, when the
 * query can't be asked. */
ft_plan *ft_plan_make(ft_resolver *resolver, const ft_query *query, ft_wanted *wanted, ft_query_error *error);

/* Answer it. `set` is made, and holds members of `within` only. False: see the connection's error, or out of memory
 * when it has none. */
bool ft_plan_answer(sqlite3 *db, const ft_plan *plan, const ft_set *within, ft_set *set);

#endif
