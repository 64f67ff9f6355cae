/* Which articles an index holds as they are, asked by any thread while another writes. */
#ifndef FT_KNOWN_H
#define FT_KNOWN_H

#include "index/store.h"

typedef struct ft_known ft_known;

/* Of a file that ft_store_open has made an index. */
fintag_status ft_known_open(const char *path, ft_known **out, fintag_error *err);
void ft_known_close(ft_known *known);
/* Has what is committed the article with this hash? False also when it can't be told: it is written again then. */
bool ft_known_has(ft_known *known, fintag_str id, const uint8_t hash[static FT_HASH]);

#endif
