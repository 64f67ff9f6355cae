/* Items of RSS 0.9-2.0 and Atom. Expat says where elements stand; what they say is left to who reads the item, so that
 * every character keeps its place. An item that is not well-formed costs only itself: reading goes on at the next. */
#ifndef FT_FEED_H
#define FT_FEED_H

#include "input/part.h"
#include "input/reader.h"
#include "text/charset.h"

typedef struct ft_feed ft_feed;

/* Begin at the reader's place. charset NULL: UTF-8. NULL when out of memory. */
ft_feed *ft_feed_open(ft_reader *reader, const ft_charset *charset, size_t most);
void ft_feed_close(ft_feed *feed);
ft_read_result ft_feed_next(ft_feed *feed, ft_part *part);

/* The charset that an XML file is in: what its declaration says, where that can be, else `sniffed`. */
const ft_charset *ft_feed_charset(ft_reader *reader, const ft_charset *sniffed);

#endif
