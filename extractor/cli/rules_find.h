/* Which rules a command runs with. */
#ifndef FT_RULES_FIND_H
#define FT_RULES_FIND_H

#include <fintag/fintag.h>

#include "cli/opt.h"

/* Options of every command that needs rules; their ids begin here. */
enum { FT_OPT_RULES = 100, FT_OPT_DICT };
#define FT_RULES_OPTIONS                                                                                               \
    {.id = FT_OPT_RULES, .name = "rules", .argument = "DIR", .help = "rules of this folder, or of a compiled pack"}, { \
        .id = FT_OPT_DICT, .name = "dict", .argument = "FILE",                                                         \
        .help = "names of your own, a TSV file; may be given again"                                                    \
    }

enum { FT_DICTS = 64 };

typedef struct {
    const char *place; /* --rules */
    const char *dicts[FT_DICTS];
    size_t dict_count;
} ft_rules_choice;

/* Take FT_OPT_RULES or FT_OPT_DICT; false for other ids. Too many dictionaries are an error of ft_rules_find. */
bool ft_rules_take(ft_rules_choice *choice, int id, const char *value);
/* Where they are: a folder or a pack. `near` is scratch that the result may stand in. */
const char *ft_rules_place(const ft_rules_choice *choice, char *near, size_t size);
/* Load: --rules, else $FINTAG_RULES, else the pack beside the program, in ../share/fintag or at the install place.
 * *folder gets the folder that the rules' file names are relative to; NULL for a pack. */
fintag_status ft_rules_load(const ft_rules_choice *choice, fintag_rules **rules, const char **folder,
                            fintag_error *error);
/* The same for commands that only need them: NULL, with a message, on failure. The pack of a folder is kept for the
 * next run (cli/rules_cache.h). */
fintag_rules *ft_rules_find(const ft_rules_choice *choice);

#endif
