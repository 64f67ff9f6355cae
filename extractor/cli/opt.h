/* Options: one table per command serves parsing and help. */
#ifndef FT_OPT_H
#define FT_OPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* A word that an option takes. A list of them ends with a NULL name. */
typedef struct {
    const char *name;
    int value;
    bool later; /* known, but not in this version */
} ft_choice;

typedef struct {
    int id;      /* 0 or more */
    char letter; /* short form, or 0 */
    const char *name;
    const char *argument; /* name of its argument in the help; NULL: a flag */
    bool optional;        /* the argument may be left out: --name, --name=ARGUMENT */
    bool later;
    const ft_choice *choices; /* the words it takes, else NULL */
    const ft_choice *list;    /* or those that its list, with commas between, is made of; the command reads it */
    const char *help;
} ft_option;

/* What ft_opt_next returns beside the id of an option. */
enum { FT_OPT_END = -1, FT_OPT_BAD = -2, FT_OPT_OPERAND = -3, FT_OPT_HELP = -4 };

typedef struct {
    const char *command; /* for messages */
    const ft_option *options;
    size_t count;
    int argc, at;
    char **argv;
    const char *letters;     /* rest of a bundle of short options */
    bool operands_only;      /* after -- */
    const ft_option *option; /* the last one */
    const char *value;       /* its argument, or the operand; NULL when an optional one was left out */
    int choice;              /* value of its word, when it has choices and an argument */
} ft_opt;

/* The next option or operand. FT_OPT_BAD: a message was printed. -h and --help are known to every command. */
int ft_opt_next(ft_opt *opt);
/* Find a word among choices; false, with a message, when it is not there or not in this version. `what` says
 * in the message what it should have been, such as "type". */
bool ft_choose(const char *command, const char *what, const ft_choice *choices, const char *word, size_t len,
               int *value);
/* The words that an option takes, one by one or in a list; NULL: any. */
static inline const ft_choice *ft_opt_words(const ft_option *option) {
    return option->choices ? option->choices : option->list;
}
/* The word for a value; "" when there is none. */
const char *ft_choice_name(const ft_choice *choices, int value);
/* Print the table, aligned. */
void ft_opt_print(FILE *out, const ft_option *options, size_t count);

/* "64M" -> 67108864; K, M, G are powers of 1024. False when it is no positive size, or above `most`. */
bool ft_parse_size(const char *text, size_t most, size_t *size);

#endif
