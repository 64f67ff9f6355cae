/* What a command is: one file per verb, one table in main.c. */
#ifndef FT_CMD_H
#define FT_CMD_H

#include "cli/opt.h"

/* Exit status of the program. */
enum {
    FT_EXIT_OK = 0,
    FT_EXIT_FOUND =
        1, /* the input is not as it should be: a failed check, an eval under its threshold, --fail-on, nothing found */
    FT_EXIT_USAGE = 2, /* usage or configuration, rules among it */
    FT_EXIT_IO = 3,
    FT_EXIT_INTERRUPTED = 130,
    FT_EXIT_TERMINATED = 143
};

typedef struct ft_command ft_command;
struct ft_command {
    const char *name;
    const char *summary; /* one line of `fintag --help` */
    const char *usage;   /* after the command's name */
    const char *details; /* paragraphs of its own help */
    const ft_option *options;
    size_t option_count;
    const ft_choice *verbs;                                    /* the words that its first operand may be, else NULL */
    int (*run)(const ft_command *self, int argc, char **argv); /* argv[0] is the first argument */
};

extern const ft_command ft_command_annotate, ft_command_explain, ft_command_eval, ft_command_check, ft_command_schema,
    ft_command_rules, ft_command_view, ft_command_push, ft_command_index, ft_command_search, ft_command_completion;

/* The i-th command of the program; NULL behind the last. */
const ft_command *ft_command_at(size_t i);
/* Begin to read the arguments of a command. */
ft_opt ft_command_arguments(const ft_command *self, int argc, char **argv);
/* Give all arguments, one after the other, to `take`, which is false when it has printed what is wrong. Returns -1: go
 * on; else the exit status, since help was asked for or the usage is wrong. */
int ft_command_take(const ft_command *self, int argc, char **argv,
                    bool (*take)(void *context, const ft_opt *opt, int id), void *context);
/* Print its help on standard output; returns FT_EXIT_OK. */
int ft_command_help(const ft_command *self);

#endif
