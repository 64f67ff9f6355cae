/* Packs of folders of rules, kept between runs: compiling takes a second, mapping a pack a millisecond. */
#ifndef FT_RULES_CACHE_H
#define FT_RULES_CACHE_H

#include <stdbool.h>
#include <stddef.h>

/* Where the pack of this folder is kept: $XDG_CACHE_HOME/fintag (else ~/.cache/fintag), under a hash of the names and
 * bytes of its files and of the program's version. Makes the folder. False: there is no such place, or the rules can't
 * be read. */
bool ft_rules_cache_path(const char *dir, char *path, size_t size);
/* After writing there: drop the packs least recently written, so that a few are left. */
void ft_rules_cache_trim(const char *path);

#endif
