/* From the bytes of one article to its metadata and plain text, with the map back to the bytes.
 *
 * One buffer holds title, one '\n', text. So one folding and one scan serve both fields. */
#ifndef FT_ARTICLE_H
#define FT_ARTICLE_H

#include <fintag/fintag.h>

#include "base/arena.h"
#include "base/buf.h"
#include "text/offmap.h"

typedef struct {
    fintag_article meta;     /* title and text point into `shown` */
    ft_buf shown;            /* title '\n' text; without a title, '\n' text */
    uint32_t body;           /* first byte of the text in `shown` */
    ft_offmap map;           /* bytes of `shown` -> bytes of the source, fintag_source.base added */
    ft_buf decoded, scratch; /* the bytes as UTF-8; the unescaped field: kept for reuse */
    ft_offmap decoded_map, scratch_map, field_map;
    struct {
        fintag_warning *items;
        size_t count, capacity;
    } warnings;
    struct {
        fintag_str *items;
        size_t count, capacity;
    } tags;
} ft_article;

/* Read one article. Resets what the article held; strings live in `arena`, which the caller resets. */
fintag_status ft_article_read(ft_article *article, ft_arena *arena, fintag_str bytes, const fintag_source *about,
                              fintag_error *err);
void ft_article_free(ft_article *article);
/* Record a warning; at < 0 when the place is not known. Ignored when out of memory. */
void ft_article_warn(ft_article *article, ft_arena *arena, const char *code, int64_t at, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

#endif
