/* The inside of a paragraph: CommonMark's emphasis, links, images, code spans, escapes, references and inline HTML,
 * each to the text that it shows.
 *
 * A paragraph is read into pieces first, because what an asterisk or a bracket means is only known when its partner has
 * come, and then shown piece by piece. */
#ifndef FT_MARKDOWN_INLINE_H
#define FT_MARKDOWN_INLINE_H

#include "source/html_text.h"
#include "source/markdown_labels.h"

typedef enum {
    FT_MD_TEXT,
    FT_MD_REFERENCE,
    FT_MD_CODE,
    FT_MD_TAG,
    FT_MD_SOFT_BREAK,
    FT_MD_HARD_BREAK,
    FT_MD_LINK_BEGIN,
    FT_MD_LINK_END
} ft_md_kind;

typedef struct {
    ft_md_kind kind;
    uint32_t begin, end; /* bytes of the content */
} ft_md_piece;

/* A run of * or _ that may begin or end emphasis. What is left of its piece is shown. */
typedef struct {
    size_t piece;
    uint32_t length; /* as written */
    char mark;
    bool opens, closes;
    int previous, next; /* among those still in play; -1: none */
} ft_md_run;

typedef struct {
    size_t piece;
    bool image;
    int bottom; /* last run before it */
} ft_md_bracket;

typedef struct {
    ft_html_text *html;
    ft_arena *arena;
    const ft_md_labels *labels;
    struct {
        ft_md_piece *items;
        size_t count, capacity;
    } pieces;
    struct {
        ft_md_run *items;
        size_t count, capacity;
    } runs;
    struct {
        ft_md_bracket *items;
        size_t count, capacity;
    } brackets;
    size_t closed_links; /* brackets below this one can begin no link: links do not nest */
    int last_run;        /* of those still in play */
    /* The paragraph. */
    const char *input;
    size_t begin, end;
    unsigned depth; /* of quotes: lines may begin with so many marks */
    /* What was found out of its rest, so that no search fails twice. */
    size_t last_angle;     /* the last '>'; SIZE_MAX: not looked for */
    size_t no_comment_end; /* from here on no comment ends */
    bool ticks_known;
    size_t last_ticks[32]; /* where the last run of so many backticks begins */
} ft_md_inline;

/* Show the paragraph begin..end. */
void ft_md_inline_show(ft_md_inline *state, size_t begin, size_t end, unsigned depth);

/* Between the files of this module. */
ft_md_piece *ft_md_push(ft_md_inline *state, ft_md_kind kind, size_t begin, size_t end);
/* A run of * or _ at `at`: takes it and returns its end. */
size_t ft_md_take_run(ft_md_inline *state, size_t at);
/* Pair the runs behind `bottom` (-1: all), and take them out of play. */
void ft_md_pair_runs(ft_md_inline *state, int bottom);
/* [ or ![ */
size_t ft_md_open_bracket(ft_md_inline *state, size_t at, bool image);
/* ] and what of the link follows it. */
size_t ft_md_close_bracket(ft_md_inline *state, size_t at);

#endif
