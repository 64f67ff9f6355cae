/* Writes the text of one field as it is shown: folds white space, parts blocks by one line end, maps every byte back to
 * its input, and takes back lines that hold nothing but “返回…” links.
 *
 * What stands between two characters is only decided when the second one comes: the widest gap asked for since the
 * first. So nothing needs trimming, neither of a line nor of the field. */
#ifndef FT_SHOWN_H
#define FT_SHOWN_H

#include <fintag/fintag.h>

#include "base/buf.h"
#include "text/offmap.h"

/* In order of width. A row of a table parts more than the paragraphs inside its cells do. */
typedef enum { FT_GAP_NONE, FT_GAP_SPACE, FT_GAP_LINE, FT_GAP_ROW } ft_gap;

/* A gap that is not written yet. len 0: it stands for whatever lies between its neighbours. */
typedef struct {
    ft_gap kind;
    uint64_t in;
    uint32_t in_len;
} ft_open_gap;

/* A place to fall back to. */
typedef struct {
    size_t len, runs;
    uint32_t mapped;
    ft_run last;
} ft_shown_mark;

enum { FT_LINE_LINKS = 8 };

typedef struct {
    ft_buf *out;
    ft_offmap *map;
    const char *input; /* what raw runs are cut from */
    size_t floor;      /* where the field begins in `out` */
    uint64_t last_in;  /* end of the input of the last character */
    ft_open_gap gap;
    bool one_line;   /* a title: line ends become spaces */
    bool verbatim;   /* preformatted: line ends of the input are line ends */
    bool fresh_cell; /* in a table cell of which nothing is shown yet */
    size_t nuls;     /* NUL bytes that were dropped, and the first one's place */
    uint64_t first_nul;
    /* The line at hand, to see whether it is mere links. */
    ft_shown_mark line;
    ft_open_gap line_gap; /* what was written before it */
    bool in_link;
    unsigned link_count; /* more than FT_LINE_LINKS: surely not mere navigation */
    struct {
        size_t begin, end;
    } links[FT_LINE_LINKS];
} ft_shown;

/* Begin a field at the end of `out`, whose map must be as long as it is. */
void ft_shown_begin(ft_shown *shown, ft_buf *out, ft_offmap *map, const char *input);
/* The input's bytes begin..end: white space folds, NUL bytes are dropped. */
void ft_shown_text(ft_shown *shown, size_t begin, size_t end);
/* A character that stands for in..in+in_len, such as a character reference. */
void ft_shown_char(ft_shown *shown, const char *utf8, unsigned len, uint64_t in, uint32_t in_len);
/* White space, unless something wider stands here anyway. */
void ft_shown_space(ft_shown *shown, uint64_t in, uint32_t in_len);
/* A block begins or ends, or a line was broken. */
void ft_shown_line(ft_shown *shown);
/* A row of a table begins or ends. */
void ft_shown_row(ft_shown *shown);
/* A cell begins or ends: what its own blocks asked for narrows to a space. */
void ft_shown_cell(ft_shown *shown, bool begins);
void ft_shown_link(ft_shown *shown, bool begins);
/* A line of the input ends here, whether or not it shows: links before and after are judged apart. */
void ft_shown_judge(ft_shown *shown);
/* The field ends. */
void ft_shown_end(ft_shown *shown);

ft_shown_mark ft_shown_here(const ft_shown *shown);
/* Forget what was written since the mark. */
void ft_shown_back(ft_shown *shown, const ft_shown_mark *mark);

#endif
