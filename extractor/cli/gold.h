/* Gold annotations (corpus/GUIDELINES.md) and their places in an article. */
#ifndef FT_GOLD_H
#define FT_GOLD_H

#include <jansson.h>

#include <fintag/fintag.h>

typedef struct {
    fintag_type type;
    bool in_title, optional;
    size_t begin, end; /* bytes of the field */
    const json_t *value;
    bool matched;
} ft_gold_entity;

typedef struct {
    json_t *root;
    const char *post;
    ft_gold_entity *entities;
    size_t entity_count;
    ft_gold_entity *traps;
    size_t trap_count;
    size_t lost; /* surfaces and traps that the article does not hold; each was reported */
} ft_gold;

/* Read a gold file; false with a message. */
bool ft_gold_read(ft_gold *gold, const char *path);
/* Find every surface in the article, in reading order, and every trap. False when out of memory. */
bool ft_gold_place(ft_gold *gold, const fintag_article *article);
void ft_gold_free(ft_gold *gold);

#endif
