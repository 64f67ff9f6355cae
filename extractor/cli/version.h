/* What `fintag --version` says. */
#ifndef FT_VERSION_H
#define FT_VERSION_H

#include <stdio.h>

void ft_version_print(FILE *out);

#endif
