/* Candidates for people: where they stand in the text, what made them, what became of them. */
#ifndef FT_TRACE_H
#define FT_TRACE_H

#include <stdio.h>

#include "base/buf.h"

#include <fintag/fintag.h>

typedef enum { FT_IN_ANY, FT_IN_TITLE, FT_IN_TEXT } ft_trace_field;

typedef struct {
    FILE *out;
    bool color;
    long at; /* only what touches this code point of its field; -1: all */
    ft_trace_field in;
    ft_buf buf; /* private */
} ft_trace;

/* Is the candidate asked for? */
bool ft_trace_wants(const ft_trace *trace, const fintag_candidate *candidate);
/* The article of a document tagged with `explain`: a heading, then its candidates, those that overlap together under
 * the line of text they stand in. */
void ft_trace_article(ft_trace *trace, const fintag_doc *doc);
/* The same, a JSON object per candidate. */
void ft_trace_json(ft_trace *trace, const fintag_doc *doc);

#endif
