#include "cli/completion.h"

/* Text inside single quotes of fish, where a backslash escapes. */
static void quoted(FILE *out, const char *text) {
    fputc('\'', out);
    for (; *text; text++) {
        if (*text == ':' && !text[1]) break; /* "format of the input:", before a list of words */
        if (*text == '\'' || *text == '\\') fputc('\\', out);
        fputc(*text, out);
    }
    fputc('\'', out);
}

static void rule(FILE *out, const ft_command *command) {
    fprintf(out, "complete -c fintag -n '__fish_seen_subcommand_from %s'", command->name);
}

static void option(FILE *out, const ft_command *command, const ft_option *option) {
    rule(out, command);
    fprintf(out, " -l %s", option->name);
    if (option->letter) fprintf(out, " -s %c", option->letter);
    if (option->list) {
        fputs(" -x -a '(__fish_append , ", out);
        ft_print_words(out, option->list);
        fputs(")'", out);
    } else if (option->choices) {
        fputs(option->optional ? " -f -a '" : " -x -a '", out);
        ft_print_words(out, option->choices);
        fputc('\'', out);
    } else if (option->argument) {
        fputs(ft_option_takes_path(option) ? " -r -F" : " -x", out);
    }
    fputs(" -d ", out);
    quoted(out, option->help);
    fputc('\n', out);
}

static void command(FILE *out, const ft_command *command) {
    fprintf(out, "complete -c fintag -n __fish_use_subcommand -a %s -d ", command->name);
    quoted(out, command->summary);
    fputc('\n', out);
    for (size_t i = 0; i < command->option_count; i++)
        if (!command->options[i].later) option(out, command, &command->options[i]);
    if (command->verbs) {
        fprintf(out, "complete -c fintag -n '__fish_seen_subcommand_from %s; and not __fish_seen_subcommand_from ",
                command->name);
        ft_print_words(out, command->verbs);
        fputs("' -f -a '", out);
        ft_print_words(out, command->verbs);
        fputs("'\n", out);
    }
    if (ft_command_takes_paths(command)) {
        fprintf(out, "complete -c fintag -n '__fish_seen_subcommand_from %s", command->name);
        if (command->verbs) fputs("; and __fish_seen_subcommand_from ", out);
        ft_print_words(out, command->verbs);
        fputs("' -F\n", out);
    }
}

void ft_completion_fish(FILE *out) {
    const ft_command *c;
    fputs("# fish completion for fintag; made by: fintag completion fish\n"
          "complete -c fintag -f\ncomplete -c fintag -s h -l help -d 'help'\n"
          "complete -c fintag -n __fish_use_subcommand -s V -l version -d 'version, libraries and rules'\n"
          "complete -c fintag -n __fish_use_subcommand -a help -d 'the help of a command'\n",
          out);
    for (size_t i = 0; (c = ft_command_at(i)) != NULL; i++) command(out, c);
    fputs("complete -c fintag -n '__fish_seen_subcommand_from help' -a '", out);
    for (size_t i = 0; (c = ft_command_at(i)) != NULL; i++) fprintf(out, "%s%s", i ? " " : "", c->name);
    fputs("'\n", out);
}
