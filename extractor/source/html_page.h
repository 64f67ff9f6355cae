/* What an HTML page says of itself: title, dates, author, address; and how it is laid out. */
#ifndef FT_HTML_PAGE_H
#define FT_HTML_PAGE_H

#include "source/reading.h"

typedef struct {
    bool has_main;   /* a main or an article element */
    size_t title_at; /* where the h1 begins that became the title; SIZE_MAX: none did */
} ft_html_page;

/* Look through the content from `from` on. Fills the reading's fields where they are absent, and writes the title when
 * there is none yet: that of <title>, else of the first visible <h1>. */
ft_html_page ft_html_page_scan(ft_reading *reading, size_t from);

#endif
