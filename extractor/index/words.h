/* The full-text table, written by the batch: postings are gathered in memory and become one segment of the FTS5 index,
 * in its own format (the file format of FTS5 is fixed; its 'integrity-check' reads ours). FTS5's own way in, one row at
 * a time through a hash table, takes as long as half of the tagging does.
 *
 * FTS5 must not write the table through the same connection: it keeps what it knows of its segments. Merging them is
 * its work, by a connection of its own. */
#ifndef FT_WORDS_H
#define FT_WORDS_H

#include <sqlite3.h>

#include "index/leaves.h"
#include "index/postings.h"
#include "index/structure.h"
#include "text/fold.h"

typedef enum {
    FT_W_PUT_DATA,
    FT_W_PUT_TERM,
    FT_W_GET_DATA,
    FT_W_PUT_SIZE,
    FT_W_DROP_SIZE,
    FT_W_STATEMENTS
} ft_words_statement;

typedef struct {
    sqlite3_stmt *stmt[FT_W_STATEMENTS];
    ft_postings postings;
    ft_leaves leaves;
    ft_folded folded; /* scratch, as what follows */
    char16_t *units;
    size_t unit_capacity;
    int64_t rows, tokens[FT_POSTING_COLUMNS]; /* more, or less, than the index has */
    ft_structure structure;
    ft_term_postings term;
} ft_words;

/* All return SQLite result codes. Zero `words` first. */
int ft_words_open(ft_words *words, sqlite3 *db);
void ft_words_close(ft_words *words);
/* Put in the words of an article: matching form, two bytes a unit. */
int ft_words_add(ft_words *words, int64_t row, fintag_str title, fintag_str text);
/* Take them out: title and text must be what was put in, and written since. */
int ft_words_remove(ft_words *words, int64_t row, fintag_str title, fintag_str text);
/* Write what waits; before a transaction ends. */
int ft_words_flush(ft_words *words);

/* Were there too many segments when the last one was written? */
bool ft_words_many(const ft_words *words);
/* Let FTS5 merge those of a database, unless another process writes it. No transaction may be open. */
int ft_words_merge(const char *path);

#endif
