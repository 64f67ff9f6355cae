/* Leaf pages of one segment of an FTS5 index, term by term, as fts5_index.c of SQLite describes them ("%_data"): what
 * FTS5 itself writes when it empties its hash table, but for the doclist index, which it can do without. */
#ifndef FT_LEAVES_H
#define FT_LEAVES_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "index/postings.h"

enum {
    FT_LEAF = 4050,       /* bytes, FTS5's own size: two are a page of the file */
    FT_LEAF_SLACK = 1024, /* a term and a row number may stand over */
    FT_LEAF_TERM = 1 + 3 * FT_TOKEN_MOST
};

typedef struct {
    unsigned len;
    unsigned char bytes[FT_LEAF_TERM];
} ft_leaf_term;

typedef struct {
    sqlite3_stmt *put_page, *put_term; /* into words_data, words_idx */
    int64_t segment;
    uint32_t page;      /* the number of the page that is being filled, from 1 */
    unsigned len;       /* of it */
    unsigned terms_len; /* where terms begin: their distances, the end of the page */
    unsigned last_term; /* where the last one begins */
    bool has_row;       /* a term or a row number stands on the page */
    int64_t row;        /* the last one of the term */
    ft_leaf_term term;  /* the last one */
    ft_leaf_term guide; /* leads to guide_page, not written yet */
    uint32_t guide_page;
    int code; /* of SQLite; of the first failure */
    unsigned char bytes[FT_LEAF + FT_LEAF_SLACK], terms[FT_LEAF + FT_LEAF_SLACK];
} ft_leaves;

/* Statements take their values as (id, block) and (segid, term, pgno). */
void ft_leaves_begin(ft_leaves *leaves, sqlite3_stmt *put_page, sqlite3_stmt *put_term, int64_t segment);
/* Terms come in order. `rows` gives the row of ft_posting.article. */
void ft_leaves_add(ft_leaves *leaves, const ft_term_postings *term, const int64_t *rows);
/* Write the rest. Returns SQLite's result code; *pages are written, at least one if there was a term. */
int ft_leaves_end(ft_leaves *leaves, uint32_t *pages);

#endif
