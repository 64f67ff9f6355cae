/* An article with all that the index holds of it, as bytes: any thread makes them of its document, which is then free
 * for the next one; the thread that writes the index reads them. */
#ifndef FT_PACKED_ARTICLE_H
#define FT_PACKED_ARTICLE_H

#include "index/cell.h"

/* Columns of `articles` that depend on the document alone, in this order. */
#define FT_ARTICLE_COLUMNS                                                                                    \
    "id, source_id, path, base, format, published, published_time, published_epoch, zone, lang, url, media, " \
    "author, tags, tickers, companies, organizations, indices, dates, quantities"
enum { FT_ARTICLE_ID, FT_ARTICLE_CELLS = 14 + FINTAG_TYPE_COUNT };

typedef struct {
    ft_cell cells[FT_ARTICLE_CELLS];
    fintag_str title, text;
    fintag_str title_units, text_units; /* their matching form, two bytes a unit, not aligned */
    ft_packed rows, mentions;           /* see ft_rows_unpack, ft_mentions_unpack */
} ft_packed_article;

/* Put a tagged document at the end of `out`. `base` is where the article's bytes begin in its file. False when out of
 * memory. */
bool ft_article_pack(ft_buf *out, const fintag_doc *doc, uint64_t base);
/* Read the bytes, from which all borrows. */
void ft_article_unpack(ft_packed from, ft_packed_article *article);

#endif
