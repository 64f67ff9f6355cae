/* The bytes that a record's path names: of a file, or of a member of an archive, decompressed. */
#ifndef FT_MEMBER_H
#define FT_MEMBER_H

#include <fintag/fintag.h>

#include "base/buf.h"

/* Archives stay open where the last member was found, so that members in order cost one pass. */
typedef struct ft_members ft_members;

ft_members *ft_members_new(void);
void ft_members_free(ft_members *members);
/* The bytes of "file", "a.tar.gz!b.md", "a.warc.gz!record", valid until the next call; ptr NULL when they can't be had.
 */
fintag_str ft_members_get(ft_members *members, const char *path);

#endif
