/* The id of an article, safe for every index. */
#ifndef FT_IDENTITY_H
#define FT_IDENTITY_H

#include "base/arena.h"

/* The file's name: what follows the last '/' or '!' of the path. */
fintag_str ft_file_name(fintag_str path);
/* The file's name without its ending and without "YYYY-MM-DD-". Absent for an absent path and for "-". */
fintag_str ft_file_stem(fintag_str path);
/* `source` itself when it is safe ([A-Za-z0-9_-]{1,128}), else 20 characters of its SHA-256 in base64url, and then
 * *changed is true. */
fintag_str ft_safe_id(ft_arena *arena, fintag_str source, bool *changed);

#endif
