/* A tar archive (POSIX ustar) of small files, written into a buffer. Owner, time and mode are the same for all, so that
 * the same files give the same bytes. */
#ifndef FT_TAR_H
#define FT_TAR_H

#include <fintag/fintag.h>

#include "base/buf.h"

/* Begin a file with the name `stem` and `ending`, together at most 255 bytes without a slash. What is put into the
 * buffer from now on is its content. Returns what ft_tar_close wants to know. */
size_t ft_tar_open(ft_buf *out, fintag_str stem, const char *ending);
void ft_tar_close(ft_buf *out, size_t opened);
/* After the last file. */
void ft_tar_end(ft_buf *out);

#endif
