/* Manual pages, from the tables that --help prints. */
#ifndef FT_MANUAL_H
#define FT_MANUAL_H

#include <stdio.h>

#include "cli/cmd.h"

/* One page in roff's man macros: of a command, or with NULL of the program. */
void ft_manual_print(FILE *out, const ft_command *command);
/* All pages as files of a folder: fintag.1, fintag-annotate.1, ... False, with a message, on failure. */
bool ft_manual_write_all(const char *folder);
/* The words of the program's own help and page: its summary, what the exit statuses and the environment say. */
extern const char ft_program_summary[];
void ft_program_print_environment(FILE *out);

#endif
