/* The tokenisation states of the HTML standard, written down one by one, a byte at a time: slow, and easy to hold against the
 * text of the standard. For test_html.c only. */
#ifndef FT_HTML_MODEL_H
#define FT_HTML_MODEL_H

#include "base/buf.h"
#include "text/html.h"

/* Write the tokens as text, adjacent characters as one: C(characters) S(name;attribute=value;/) E(name;) !(comment) D(name). */
void html_model(const char *input, size_t len, ft_html_state state, const char *last_start, ft_buf *out);

#endif
