/* Completion scripts for shells, from the tables that --help prints. */
#ifndef FT_COMPLETION_H
#define FT_COMPLETION_H

#include <stdio.h>
#include <string.h>

#include "cli/cmd.h"

void ft_completion_bash(FILE *out);
void ft_completion_zsh(FILE *out);
void ft_completion_fish(FILE *out);

/* Does the option take the name of a file or folder? */
static inline bool ft_option_takes_path(const ft_option *option) {
    return option->argument && (strcmp(option->argument, "FILE") == 0 || strcmp(option->argument, "DIR") == 0);
}

/* Do files or folders stand among its operands? */
static inline bool ft_command_takes_paths(const ft_command *command) {
    return strstr(command->usage, "PATH") || strstr(command->usage, "FILE") || strstr(command->usage, "DIR") ||
           strstr(command->usage, "GOLD");
}

/* Words that are there in this version, with spaces between. */
static inline void ft_print_words(FILE *out, const ft_choice *choices) {
    const char *separator = "";
    for (; choices && choices->name; choices++) {
        if (choices->later) continue;
        fprintf(out, "%s%s", separator, choices->name);
        separator = " ";
    }
}

/* Text inside single quotes of a shell. */
static inline void ft_print_quoted(FILE *out, const char *text) {
    for (; *text; text++) {
        if (*text == '\'')
            fputs("'\\''", out);
        else
            fputc(*text, out);
    }
}

#endif
