/* Text as the full-text table holds it: tokens of the matching form, so that any SQLite can read the file without a
 * tokenizer of ours.
 *
 * A run of letters and digits is one token. In scripts without word spaces every character begins a token of two, and
 * the last of a run stands alone: 上海运 -> 上海 海运 运. So a word of two characters is one token, a longer one a
 * phrase, and a single character is a prefix. */
#ifndef FT_SEGMENT_H
#define FT_SEGMENT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "text/fold.h"

/* Units of the matching form. */
typedef struct {
    uint32_t begin, end;
} ft_token;

enum { FT_TOKEN_MOST = 64 }; /* units; a longer run is cut into several tokens */

/* ft_token_next where no pair of characters begins at *at. */
bool ft_token_find(ft_ustr text, uint32_t *at, ft_token *token);
/* The next token at or behind *at, which moves to where the search goes on. False: there is none. */
static inline bool ft_token_next(ft_ustr text, uint32_t *at, ft_token *token) {
    uint32_t i = *at;
    if (i + 1 >= text.len || !(ft_unit_class[text.ptr[i]] & ft_unit_class[text.ptr[i + 1]] & FT_C_HAN))
        return ft_token_find(text, at, token);
    *token = (ft_token){i, i + 2}; /* most tokens of Chinese text */
    *at = i + 1;
    return true;
}
/* Append the unit in UTF-8. */
void ft_token_put(ft_buf *out, ft_ustr text, ft_token token);

/* What a query looks for: tokens that follow one another, the last perhaps only the beginning of one. */
typedef struct {
    ft_ustr text; /* the matching form that the tokens cut */
    ft_token *tokens;
    uint32_t count;
    bool prefix;
} ft_phrase;

/* Make a phrase of matching form; count is 0 when nothing in it is searchable. False when out of memory. */
bool ft_phrase_make(ft_arena *arena, ft_ustr text, bool prefix, ft_phrase *phrase);
/* Append it in FTS5's query syntax. */
void ft_phrase_put(ft_buf *out, const ft_phrase *phrase);
/* Does the phrase stand at the token at `at` of a text? *end gets the unit behind it. */
bool ft_phrase_at(const ft_phrase *phrase, ft_ustr text, uint32_t at, uint32_t *end);

/* A number that changes with the tables of the folding: an index made with another one would miss words. */
uint64_t ft_segment_version(void);

#endif
