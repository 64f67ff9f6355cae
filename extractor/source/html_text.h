/* HTML tokens to shown text. Serves whole pages and the markup inside Markdown alike.
 *
 * Not text: elements that browsers do not show (script, style, template, hidden ones), controls (select, button,
 * textarea), embedded objects (iframe, svg, video), nav, EastMoney's image blocks, and, in a page that has a main or an
 * article element, the header, footer and aside elements outside of it. */
#ifndef FT_HTML_TEXT_H
#define FT_HTML_TEXT_H

#include "source/open_elements.h"
#include "source/shown.h"
#include "text/html.h"

typedef struct {
    ft_shown *shown;
    ft_arena *arena;
    const char *input; /* as in `shown`; len is its end */
    size_t len;
    ft_open_elements open;
    size_t hidden;     /* depth of the outermost hidden element; SIZE_MAX: none */
    size_t image_end;  /* up to here reaches an image block: between EM_StockImg_Start and EM_StockImg_End */
    bool no_image_end; /* no further block is ended in the input */
    bool has_main;     /* the page has a main or an article element */
    size_t title_at;   /* where the h1 begins that is the title, not text; SIZE_MAX: none */
} ft_html_text;

void ft_html_text_begin(ft_html_text *state, ft_shown *shown, ft_arena *arena, const char *input, size_t len);
/* Take one token. Its positions are those of the input. */
void ft_html_text_token(ft_html_text *state, const ft_html_token *token);
/* Take all of the input from `at` on. */
void ft_html_text_run(ft_html_text *state, size_t at);
/* Is text at this place of the input, which the tokens have been taken up to, text of the article? */
static inline bool ft_html_text_visible(const ft_html_text *state, size_t at) {
    return state->hidden == SIZE_MAX && at >= state->image_end;
}

#endif
