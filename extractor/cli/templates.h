/* What search engines are to be told before a feed: the files of templates/, see templates.cmake. */
#ifndef FT_TEMPLATES_H
#define FT_TEMPLATES_H

/* {"settings": ..., "mappings": ...} */
extern const char ft_template_opensearch[], ft_template_annotated_text[];
/* Commands that make tables, columns and indexes. */
extern const char ft_template_groonga[];
/* Settings of an index. */
extern const char ft_template_meilisearch[];

#endif
