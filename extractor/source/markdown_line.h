/* What a line of Markdown is, seen by itself: CommonMark's blocks, the tables of GitHub and kramdown, and what posts
 * end with. */
#ifndef FT_MARKDOWN_LINE_H
#define FT_MARKDOWN_LINE_H

#include <fintag/fintag.h>

typedef struct {
    size_t start;           /* first byte of the line in the content */
    size_t begin;           /* behind indent and quote marks */
    size_t end;             /* before the line end */
    size_t next;            /* first byte of the following line */
    unsigned indent, depth; /* columns; quote marks */
} ft_md_line;

/* The line that begins at `at`. */
ft_md_line ft_md_line_at(fintag_str content, size_t at);
/* Past the white space and the quote marks, at most `depth` of them, that a line inside a paragraph begins with. */
size_t ft_md_skip_prefix(const char *input, size_t at, size_t end, unsigned depth);

/* All of these take what stands behind indent and quote marks. */
bool ft_md_is_rule(fintag_str line);
/* Where the heading's text begins (and ends, in *end); 0 when it is none. */
size_t ft_md_heading(fintag_str line, size_t *end);
bool ft_md_is_underline(fintag_str line);
/* Length of a list marker with the blanks behind it; 0 when there is none. *interrupts: it may end a paragraph. */
size_t ft_md_list_marker(fintag_str line, bool *interrupts);
/* Length of a fence's run of ` or ~, in *mark; 0 when it is none. */
unsigned ft_md_fence(fintag_str line, char *mark);
bool ft_md_closes_fence(fintag_str line, char mark, unsigned length);
/* CommonMark's kinds of HTML block, 1 to 7; 0 when the line begins none. */
int ft_md_html_kind(fintag_str line);
/* |---|:--:| */
bool ft_md_is_table_rule(fintag_str line);
/* | cell | cell | */
bool ft_md_is_table_row(fintag_str line);
/* Attribute lists of kramdown and tags of Liquid, alone on a line. */
bool ft_md_is_template(fintag_str line);
/* Is the line nothing but a link in angle brackets, or (with *bare) without them? *address is empty for "<>". */
bool ft_md_is_link(fintag_str line, fintag_str *address, bool *bare);

/* Length of the tag at the beginning, as strictly written as Markdown wants it: "a<b <5%>" holds none; 0 when there is
 * none. */
size_t ft_md_tag(fintag_str text);
/* Length of <scheme:…> or <user@host> at the beginning; 0 when there is none. */
size_t ft_md_autolink(fintag_str text);

#endif
