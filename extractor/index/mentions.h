/* Which names an article mentions, as rows of the tables `names` and `mentions`. */
#ifndef FT_MENTIONS_H
#define FT_MENTIONS_H

#include "index/feed.h"
#include "index/names.h"

/* One name of the article at hand and how often it stands there. */
typedef struct {
    int64_t key;
    int64_t count;
    double salience; /* below 0: none */
} ft_mention;

typedef struct {
    ft_name_keys names;
    int64_t article;
    ft_arena arena; /* of the list */
    struct {
        ft_mention *items;
        size_t count, capacity;
    } list;
    size_t at;
    ft_feed feed;
} ft_mentions;

/* Zero `mentions` first. All return SQLite result codes. */
int ft_mentions_open(ft_mentions *mentions, sqlite3 *db);
void ft_mentions_close(ft_mentions *mentions);
/* Put those of a tagged document behind one another, as bytes. */
void ft_mentions_pack(ft_buf *out, const fintag_doc *doc);
/* Gather them; each name once, by key. The table fintag_mentions shows them to ft_mentions_insert. */
int ft_mentions_unpack(ft_mentions *mentions, int64_t article, ft_packed *from);
extern const char ft_mentions_insert[];

#endif
