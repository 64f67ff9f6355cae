/* Completion scripts. */
#include <stdio.h>
#include <string.h>

#include "cli/cmd.h"
#include "cli/completion.h"
#include "cli/message.h"

typedef enum { BASH, ZSH, FISH } shell;
static const ft_choice shells[] = {{"bash", BASH, false}, {"zsh", ZSH, false}, {"fish", FISH, false}, {0}};

static int completion(const ft_command *self, int argc, char **argv) {
    ft_opt opt = ft_command_arguments(self, argc, argv);
    const char *name = NULL;
    for (int id; (id = ft_opt_next(&opt)) != FT_OPT_END;) {
        if (id == FT_OPT_HELP) return ft_command_help(self);
        if (id == FT_OPT_BAD) return FT_EXIT_USAGE;
        if (name) {
            ft_say_usage(self->name, "one shell at a time");
            return FT_EXIT_USAGE;
        }
        name = opt.value;
    }
    int which;
    if (!name) ft_say_usage(self->name, "name a shell: bash, zsh or fish");
    if (!name || !ft_choose(self->name, "shell", shells, name, strlen(name), &which)) return FT_EXIT_USAGE;
    switch ((shell)which) {
    case BASH: ft_completion_bash(stdout); break;
    case ZSH: ft_completion_zsh(stdout); break;
    case FISH: ft_completion_fish(stdout); break;
    }
    return fflush(stdout) == 0 ? FT_EXIT_OK : FT_EXIT_IO;
}

const ft_command ft_command_completion = {
    .name = "completion",
    .summary = "completion script of a shell",
    .usage = "bash|zsh|fish",
    .details = "Prints a script that lets the shell complete commands, options and their words. Installed with the\n"
               "program; or put it where the shell looks:\n\n"
               "bash  eval \"$(fintag completion bash)\"  in ~/.bashrc\n"
               "zsh   fintag completion zsh >~/.zfunc/_fintag  with ~/.zfunc in $fpath\n"
               "fish  fintag completion fish >~/.config/fish/completions/fintag.fish",
    .options = NULL,
    .option_count = 0,
    .verbs = shells,
    .run = completion};
