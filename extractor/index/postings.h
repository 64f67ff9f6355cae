/* Which term stands where, in a batch of articles: gathered article by article, read out term by term.
 *
 * A posting is twelve bytes and a batch is sorted by radix, term by term in the order of UTF-8 (which is that of the
 * units, as there are no surrogates among them). That takes a fifth of the time of a hash table of lists, FTS5's own
 * way, where every pair of characters misses the processor's caches several times. */
#ifndef FT_POSTINGS_H
#define FT_POSTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "index/segment.h"
#include "index/terms.h"

enum { FT_POSTING_COLUMNS = 2 };      /* title, text */
#define FT_POSTING_COLUMN 0x80000000u /* in `at`: of the text */
#define FT_POSTING_REMOVED UINT32_MAX /* as `at`: the article had the term, and may have it no more */

typedef struct {
    uint32_t term;    /* two units, the second 0 in terms of one; or the number of a longer term */
    uint32_t article; /* its place in ft_postings.articles */
    uint32_t at;      /* tokens before it in its column, and the column */
} ft_posting;

typedef struct {
    ft_posting *items;
    size_t count, capacity;
} ft_posting_list;

typedef struct {
    ft_posting_list shorts, longs, spare; /* of terms up to two units, and of longer ones */
    ft_terms terms;                       /* the longer ones */
    struct {
        int64_t *items; /* row numbers */
        size_t count, capacity;
    } articles;
    bool unordered; /* articles came in another order than that of their rows */
    bool failed;    /* out of memory since the last clearing */
    size_t next_short, next_long;
} ft_postings;

/* All postings of a term, article after article as their rows are numbered, in each by `at`. */
typedef struct {
    char bytes[3 * FT_TOKEN_MOST]; /* UTF-8 */
    unsigned len;
    const ft_posting *items;
    size_t count;
} ft_term_postings;

/* Zero `postings` first. */
void ft_postings_free(ft_postings *postings);
/* Forget all; memory is kept for the next batch, unless it was an unusual one. */
void ft_postings_clear(ft_postings *postings);

/* What follows is of this article. An article that is removed and put in again must be both without another between.
 */
void ft_postings_article(ft_postings *postings, int64_t row);
/* Add the tokens of matching form; returns how many. */
uint32_t ft_postings_add(ft_postings *postings, ft_ustr text, uint32_t column);
uint32_t ft_postings_remove(ft_postings *postings, ft_ustr text);

/* Put all in order, once, before the first ft_postings_next. False when out of memory, also earlier. */
bool ft_postings_sort(ft_postings *postings);
/* The next term in order. False: there is none. */
bool ft_postings_next(ft_postings *postings, ft_term_postings *term);

#endif
