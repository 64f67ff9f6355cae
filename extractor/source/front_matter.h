/* YAML front matter of a Jekyll post. */
#ifndef FT_FRONT_MATTER_H
#define FT_FRONT_MATTER_H

#include "source/escape.h"
#include "source/reading.h"

/* A scalar in the content, between its quotes. */
typedef struct {
    bool there;
    size_t begin, end;
    ft_yaml_style style;
    fintag_str value; /* what the YAML parser made of it; ptr NULL when it was not asked */
} ft_scalar;

typedef struct {
    bool present;
    ft_scalar title;
    ft_field id, slug, date, url, permalink, author, source;
    bool has_tags; /* they are in the article already */
    size_t body;   /* where the post's text begins in the content */
} ft_front_matter;

/* Read it and find the body. What is broken becomes a warning, and what can be read line by line is kept. */
void ft_front_matter_read(ft_reading *reading, ft_front_matter *matter);

/* The two ways to read the lines begin..end. By YAML: false when they are none, at *bad for *reason, and then nothing
 * was taken. */
bool ft_front_matter_yaml(ft_reading *reading, size_t begin, size_t end, ft_front_matter *matter, size_t *bad,
                          const char **reason);
void ft_front_matter_lines(ft_reading *reading, size_t begin, size_t end, ft_front_matter *matter);

/* Both find members by name: the field that a key fills, or NULL. */
ft_field *ft_front_matter_field(ft_front_matter *matter, fintag_str key);
/* A scalar of `tags` or `categories`: words, or what commas part. */
void ft_front_matter_tags(ft_reading *reading, fintag_str text);

#endif
