/* Ordinary words where a name seems to stand. */
#ifndef FT_ORDINARY_H
#define FT_ORDINARY_H

#include "value/value.h"

/* A short name that is cut out of two ordinary words (其中|航运 holds no 中航) or stands inside one (苏伊士运河). */
bool ft_cut_by_words(const ft_context *context, uint32_t begin, uint32_t end);
/* Do two ordinary words meet inside the stretch and cover all of it? (民营|口腔 holds no 营口) */
bool ft_between_words(const ft_context *context, uint32_t begin, uint32_t end);
/* Do characters that no word, name or place ends stand right before it? (鑫腾|华原) */
bool ft_follows_unknown(const ft_context *context, uint32_t begin);
/* A name that is also a word (苹果), in a sentence about what the word means (水果, 冷库). */
bool ft_meant_as_word(const ft_context *context, uint32_t begin, uint32_t end);
/* Begin, and in *stop end, of the last characters between `from` and `end` that belong to no ordinary word; `end` when
 * there are none. */
uint32_t ft_unknown_run(const ft_context *context, uint32_t from, uint32_t end, uint32_t *stop);
/* Is the stretch made of ordinary words and nothing else? */
bool ft_all_words(const ft_context *context, uint32_t begin, uint32_t end);

/* 一个, 两种, 万股, and 股 after a figure: a count begins at `at`, not a name. */
bool ft_is_count(const ft_context *context, uint32_t at);
/* Kind of the ordinary word that begins at `at` and ends at most at `end`; *len is 0 when there is none. */
fintag_str ft_word_kind(const ft_context *context, uint32_t at, uint32_t end, uint32_t *len);

#endif
