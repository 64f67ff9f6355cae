/* One hit, for people: its fields, where the words and entities that were asked for stand, and the best stretch. */
#ifndef FT_MARKS_H
#define FT_MARKS_H

#include "index/search.h"

typedef struct {
    bool in_title;
    uint32_t begin, end;           /* code points of the field */
    uint32_t byte_begin, byte_end; /* in its UTF-8 */
    fintag_str text;
    bool is_entity;
    uint32_t part; /* which phrase or filter of the query */
    /* of an entity */
    fintag_str type, id, si_unit, from, until;
    double si_min, si_max;
} ft_mark;

typedef struct {
    fintag_str id, title, text, published, lang, url, media, path;
    struct {
        ft_mark *items;
        size_t count, capacity;
    } marks;             /* by field, title first, then place */
    uint32_t begin, end; /* bytes of `text`: the snippet */
} ft_found;

enum { FT_SNIPPET = 90 }; /* code points, about */

/* Read the article of a hit. Strings live in the arena. */
fintag_status ft_found_read(sqlite3 *db, const char *path, ft_arena *arena, const ft_wanted *wanted, int64_t docid,
                            ft_found *found, fintag_error *err);

#endif
