/* What the first bytes of a file say: its charset and kind. */
#ifndef FT_SNIFF_H
#define FT_SNIFF_H

#include "input/reader.h"
#include "text/charset.h"

typedef enum {
    FT_KIND_ARTICLE, /* one article, whatever its format */
    FT_KIND_LINES,   /* JSON Lines */
    FT_KIND_JSON,    /* an array of objects, or objects one after the other */
    FT_KIND_CSV,
    FT_KIND_FEED,
    FT_KIND_WARC,
    FT_KIND_TAR,
    FT_KIND_ZIP,
    FT_KIND_GZIP,
    FT_KIND_COMPRESSED, /* otherwise */
    FT_KIND_XML         /* by its name a feed, but not by its content */
} ft_kind;

/* The charset of the text that the reader is at: by a byte order mark, which is skipped, else by the look of it. NULL
 * when it may be UTF-8: then each article is judged by itself. Looks at what is there, and at more where nobody waits.
 */
const ft_charset *ft_sniff_charset(ft_reader *reader);
/* The kind of what the reader stands before, from its bytes, then from its name (NULL: a stream without one). Reads
 * ahead, but not of `lines` that somebody waits for, and hands nothing out. The result is FAILED or STOPPED when
 * reading is; *kind is set all the same. */
ft_read_result ft_sniff_kind(ft_reader *reader, const char *name, bool lines, const fintag_map *map, ft_kind *kind);

/* Does a file of that name, met in a folder or an archive, hold articles? */
bool ft_sniff_name(const char *name);

#endif
