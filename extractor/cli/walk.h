/* Files below a folder, in bytewise order of their paths. */
#ifndef FT_WALK_H
#define FT_WALK_H

#include <stdbool.h>

/* Called for each file; failure is 0, or the errno of a folder that can't be read (path is the folder). False stops. */
typedef bool ft_walk_fn(void *ctx, const char *path, int failure);

/* Visit the regular files below `folder` whose names are wanted, not hidden ones. Links to files are followed, links to
 * folders are not: they may lead back. The top folder's own failure is returned as an errno, and nothing is visited.
 * Memory: the names of one folder per level. */
int ft_walk(const char *folder, bool (*wanted)(const char *name), ft_walk_fn *visit, void *ctx);

#endif
