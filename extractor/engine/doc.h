/* What a fintag_doc is. */
#ifndef FT_DOC_H
#define FT_DOC_H

#include "engine/select.h"
#include "match/scan.h"
#include "source/article.h"
#include "value/date.h"
#include "value/quantity.h"

struct fintag_doc {
    const fintag_rules *rules;
    ft_arena arena; /* everything of the article at hand; reset by read */
    ft_article article;
    ft_folded folded;
    ft_regex *regex;
    ft_tries *tries;
    ft_scan_state *state;
    ft_selector selector;
    ft_context context;
    ft_candidates candidates;
    ft_companies companies;
    struct {
        fintag_entity *items;
        size_t count, capacity;
    } entities;
    struct {
        fintag_candidate *items;
        size_t count, capacity;
    } shown;
};

/* Fill doc->context from the article and the rules. */
void ft_context_fill(fintag_doc *doc, const fintag_tag_options *options);
/* Kept candidates, in text order, to entities: spans in all units, values. */
void ft_entities_fill(fintag_doc *doc, uint32_t types);
/* written.c: names taken from the text, as it writes them. After ft_entities_fill. */
void ft_names_as_written(fintag_doc *doc);
/* Candidates for explain, in text order. */
void ft_candidates_show(fintag_doc *doc);

#endif
