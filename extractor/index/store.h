/* Writing an index: articles by id, in transactions. */
#ifndef FT_STORE_H
#define FT_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include <fintag/fintag.h>

#include "index/packed_article.h"

enum { FT_HASH = 32 };

typedef struct ft_store ft_store;

/* What is known of an article before it is tagged. */
typedef enum { FT_ARTICLE_NEW, FT_ARTICLE_CHANGED, FT_ARTICLE_SAME, FT_ARTICLE_TWICE } ft_article_state;

/* Open for writing; the file is made when it is not there. A run begins: it marks what it meets. */
fintag_status ft_store_open(const char *path, ft_store **out, fintag_error *err);
/* Commit, and leave one plain file behind. The store is freed also when that fails. */
fintag_status ft_store_close(ft_store *store, fintag_error *err);
/* Free without committing the transaction at hand. */
void ft_store_drop(ft_store *store);

/* Look the article up by id. Same: its hash is the one of last time, and its place is brought up to date. Twice: this
 * run has met the id with another hash; the later article replaces the earlier. `path` may be absent. */
fintag_status ft_store_meet(ft_store *store, fintag_str id, const uint8_t hash[static FT_HASH], fintag_str path,
                            uint64_t base, ft_article_state *state, fintag_error *err);
/* Put in the article that was met last, or replace it. */
fintag_status ft_store_put(ft_store *store, const ft_packed_article *article, fintag_error *err);
/* An article of that id could not be processed: what the index holds of it stays. */
fintag_status ft_store_keep(ft_store *store, fintag_str id, fintag_error *err);
/* Remove the articles that this run did not meet. */
fintag_status ft_store_prune(ft_store *store, uint64_t *removed, fintag_error *err);

#endif
