/* Patterns with their macros expanded: @{def} and @{class}. */
#ifndef FT_EXPAND_H
#define FT_EXPAND_H

#include "rule/source.h"

/* Groups of classes are named so, with the number of the class; authors may not. */
#define FT_CLASS_GROUP "class_"

typedef struct {
    uint32_t out;   /* first unit of the expansion ... */
    const char *in; /* ... that stands for the source text from here on */
    const ft_line *line;
} ft_mark;

typedef struct {
    struct {
        char16_t *items;
        size_t count, capacity;
    } units;
    struct {
        ft_mark *items;
        size_t count, capacity;
    } marks;
} ft_expansion;

/* Expansions of classes, made once each. One item per class of the set. */
typedef struct {
    const ft_ustr **surfaces; /* per class: its distinct surfaces, sorted */
    size_t *counts;
    ft_ustr *cache;
} ft_class_patterns;

fintag_status ft_class_patterns_init(const ft_rule_set *set, ft_class_patterns *classes, fintag_error *err);
fintag_status ft_expand(const ft_rule_set *set, ft_class_patterns *classes, const ft_rule_source *rule,
                        ft_expansion *out, fintag_error *err);
/* File, line and column of a unit of the expansion. */
void ft_expansion_place(const ft_expansion *expansion, uint32_t unit, const char **file, unsigned *line,
                        unsigned *column);

#endif
