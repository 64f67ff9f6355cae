/* Archives and files compressed by other means than gzip, through libarchive, as they stream by. */
#ifndef FT_ARCHIVE_H
#define FT_ARCHIVE_H

#include "input/budget.h"
#include "input/reader.h"
#include "input/sniff.h"

typedef struct ft_archive ft_archive;

/* Open what the reader is at. kind: FT_KIND_TAR, FT_KIND_ZIP or FT_KIND_COMPRESSED, which has one member without a
 * name. The reader and the budget stay the caller's. NULL when out of memory. */
ft_archive *ft_archive_open(ft_reader *outer, ft_kind kind, ft_budget *budget);
void ft_archive_close(ft_archive *archive);
/* The next member that is a regular file. FAILED: ft_archive_problem says why; there is no next one. */
ft_read_result ft_archive_next(ft_archive *archive);
/* Its name as UTF-8; valid until the next. */
const char *ft_archive_name(const ft_archive *archive);
/* Its bytes, to be read once. */
ft_supply *ft_archive_supply(ft_archive *archive);
const char *ft_archive_problem(const ft_archive *archive);
/* Has the archive ended with a member that failed, so that nothing behind it can be read? */
bool ft_archive_is_dead(const ft_archive *archive);

#endif
