/* One article while it is being read: what the readers of the formats share. */
#ifndef FT_READING_H
#define FT_READING_H

#include "source/article.h"
#include "source/html_text.h"

/* Metadata as the article writes it, and the byte of the source where. */
typedef struct {
    fintag_str text; /* ptr NULL: not there */
    uint64_t at;
} ft_field;

typedef struct {
    ft_article *article;
    ft_arena *arena;
    const fintag_source *about;
    fintag_str content;       /* what shown text is cut from: the decoded bytes, or the unescaped fields of a record */
    const ft_offmap *escapes; /* content -> decoded bytes; NULL when they are the same */
    ft_shown shown;
    bool has_title;
    ft_field published, id, media, author, url;
    bool epoch; /* published is a number of seconds */
} ft_reading;

/* Take the title that was written since `begin`; an empty one is none. Then the text may begin. */
void ft_reading_title(ft_reading *reading);
/* Begin the text field. */
void ft_reading_text(ft_reading *reading);
/* Fill the field if it is absent and the text is not empty; white space around it goes. at: place in the content. */
void ft_reading_set(ft_reading *reading, ft_field *field, fintag_str text, size_t at);
void ft_reading_tag(ft_reading *reading, fintag_str tag);
/* A warning about a place in the content. */
void ft_reading_warn(ft_reading *reading, const char *code, size_t at, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* The source's byte for a place in the content, base added. */
uint64_t ft_reading_place(const ft_reading *reading, size_t at);

/* The formats. All write title and text to the article and fill the reading's fields. */
void ft_read_jekyll(ft_reading *reading);
void ft_read_html(ft_reading *reading);
fintag_status ft_read_record(ft_reading *reading, fintag_error *err);
/* A row or an item: what fintag_source.fields says of the content. */
fintag_status ft_read_fields(ft_reading *reading, fintag_error *err);
/* The HTML of the content from `from` on; its title only where there is none yet. */
void ft_read_html_from(ft_reading *reading, size_t from);

/* Which format the bytes, once decoded, are most likely in; the path decides where they do not. */
fintag_format ft_guess_format(fintag_str decoded, fintag_str path);
/* The charset that HTML bytes declare near their beginning, in an XML declaration or a <meta> tag; absent when they do
 * not. */
fintag_str ft_declared_charset(fintag_str bytes);

#endif
