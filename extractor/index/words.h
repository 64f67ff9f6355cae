/* The full-text table: what goes in waits in memory and goes in by the megabyte, because FTS5's own buffer is then
 * warm in the processor's cache: that halves its time. */
#ifndef FT_WORDS_H
#define FT_WORDS_H

#include <sqlite3.h>

#include "base/buf.h"
#include "text/fold.h"

/* Title and text as the table takes them: tokens with spaces between. */
typedef struct {
    ft_folded folded;
    ft_buf bytes; /* the text behind the title */
    size_t title_len;
} ft_segmented;

/* Any thread may do this. False when out of memory. */
bool ft_segmented_make(ft_segmented *segmented, fintag_str title, fintag_str text);
void ft_segmented_free(ft_segmented *segmented);

typedef struct {
    sqlite3_stmt *insert, *remove;
    ft_segmented old; /* of what is removed */
    ft_buf waiting;   /* segmented titles and texts */
    struct {
        struct ft_waiting *items;
        size_t count, capacity;
    } list;
    ft_arena arena; /* of the list */
} ft_words;

/* All return SQLite result codes. Zero `words` first. */
int ft_words_open(ft_words *words, sqlite3 *db);
void ft_words_close(ft_words *words);
/* Put in the words of an article. */
int ft_words_add(ft_words *words, int64_t docid, const ft_segmented *segmented);
/* Take them out: title and text must be what was put in. */
int ft_words_remove(ft_words *words, int64_t docid, fintag_str title, fintag_str text);
/* Write what waits; before a transaction ends. */
int ft_words_flush(ft_words *words);

#endif
