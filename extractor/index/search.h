/* From a query to ranked hits. */
#ifndef FT_SEARCH_H
#define FT_SEARCH_H

#include "index/filter.h"
#include "index/segment.h"

/* What the hits are to be marked with. */
typedef struct {
    struct {
        ft_phrase *items;
        size_t count, capacity;
    } phrases; /* of words that are wanted, in the order of the query */
    struct {
        ft_test **items;
        size_t count, capacity;
    } tests; /* of filters that are wanted */
} ft_wanted;

typedef struct {
    int64_t docid;
    double score; /* higher is better; 0 when the query holds no words */
} ft_hit;

typedef struct {
    fintag_str query;
    fintag_doc *doc;  /* may be NULL when no filter of the query needs it */
    fintag_str today; /* ISO 8601 date */
    size_t limit;     /* of hits; 0 = all */
    bool count_only;
    /* results */
    uint64_t count; /* articles found */
    ft_hit *hits;
    size_t hit_count;
    ft_wanted wanted;
    ft_query_error query_error; /* when the status is FINTAG_ESYNTAX */
} ft_search;

/* Open an index for reading. */
fintag_status ft_search_open(const char *path, sqlite3 **db, fintag_error *err);
/* How many bytes at the beginning are valid UTF-8; a query must be all of it. */
size_t ft_search_valid(const char *bytes, size_t len);
/* Does the query hold a filter that fintag must read? A broken one doesn't. */
bool ft_search_needs_rules(fintag_str query);
/* Search. Results live in the arena. `path` is for messages. What is read then is of the same state of the index, until
 * ft_search_end. */
fintag_status ft_search_run(sqlite3 *db, const char *path, ft_arena *arena, ft_search *search, fintag_error *err);
void ft_search_end(sqlite3 *db);

#endif
