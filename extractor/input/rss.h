/* Items of RSS 0.9-2.0 and Atom. Expat says where elements stand; what they say is left to who reads the item, so that
 * every character keeps its place. An item that is not well-formed costs only itself: reading goes on at the next. */
#ifndef FT_RSS_H
#define FT_RSS_H

#include "input/part.h"
#include "input/reader.h"
#include "text/charset.h"

typedef struct ft_rss ft_rss;

/* Begin at the reader's place. charset NULL: UTF-8. NULL when out of memory. */
ft_rss *ft_rss_open(ft_reader *reader, const ft_charset *charset, size_t most);
void ft_rss_close(ft_rss *feed);
ft_read_result ft_rss_next(ft_rss *feed, ft_part *part);

/* The charset that an XML file is in: what its declaration says, where that can be, else `sniffed`. */
const ft_charset *ft_rss_charset(ft_reader *reader, const ft_charset *sniffed);

#endif
