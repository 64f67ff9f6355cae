/* Which dictionary row a word of the text means, and whether it may mean that here: letters' case, the region's usage,
 * and what the row's flags ask of the figure before it and of the words around. */
#ifndef FT_ADMIT_H
#define FT_ADMIT_H

#include "value/value.h"

/* A stretch of the matching form. */
typedef struct {
    uint32_t begin, end;
} ft_stretch;

static inline ft_ustr ft_stretch_text(const ft_context *context, ft_stretch at) {
    return (ft_ustr){context->text->unit + at.begin, at.end - at.begin};
}

/* The first row of the classes whose surface is `word`, whose case and region fit, and whose flags hold beside the
 * figure. figure NULL: flags are not asked (a word behind a stroke: 元/度). NULL when there is none. */
const ft_row *ft_row_admitted(const ft_context *context, const ft_class *classes, size_t count, ft_stretch word,
                              const ft_stretch *figure);
/* A word of a |-separated list. */
bool ft_listed(fintag_str list, fintag_str word);
static inline bool ft_flag(fintag_str flags, const char *name) {
    return ft_listed(flags, (fintag_str){name, strlen(name)});
}
/* One of the |-separated words (matching form) stands within `before` units before `at.begin` or `after` units after
 * `at.end`, in the same line. */
bool ft_words_near(const ft_context *context, ft_stretch at, uint32_t before, uint32_t after, ft_ustr words);
/* The words that the class `setting` lists under this name stand around `at`. */
bool ft_setting_near(const ft_context *context, ft_stretch at, ft_ustr name);

#endif
