#include "cli/completion.h"

/* A description inside [...] inside single quotes. */
static void description(FILE *out, const char *text) {
    char part[2] = "";
    for (; *text; text++) {
        if (*text == '[' || *text == ']' || *text == '\\') fputc('\\', out);
        if (*text == ':' && !text[1]) break; /* "format of the input:", before a list of words */
        part[0] = *text;
        ft_print_quoted(out, part);
    }
}

static void option(FILE *out, const ft_option *option) {
    fputs(" \\\n      ", out);
    if (option->letter)
        fprintf(out, "'(-%c --%s)'{-%c%s,--%s%s}", option->letter, option->name, option->letter,
                option->argument ? "+" : "", option->name, option->argument ? "=" : "");
    else
        fprintf(out, "'--%s%s'", option->name, !option->argument ? "" : option->optional ? "=-" : "=");
    fputs("'[", out);
    description(out, option->help);
    fputc(']', out);
    if (option->argument) {
        fprintf(out, ":%s%s:", option->optional ? ":" : "", option->argument);
        if (option->list) {
            fputs("_values -s , word ", out);
            ft_print_words(out, option->list);
        } else if (option->choices) {
            fputc('(', out);
            ft_print_words(out, option->choices);
            fputc(')', out);
        } else if (ft_option_takes_path(option)) {
            fputs("_files", out);
        } else {
            fputc(' ', out);
        }
    }
    fputc('\'', out);
}

static void command(FILE *out, const ft_command *command) {
    fprintf(out, "    %s)\n      _arguments -s", command->name);
    for (size_t i = 0; i < command->option_count; i++)
        if (!command->options[i].later) option(out, &command->options[i]);
    fputs(" \\\n      '(- *)'{-h,--help}'[this help]'", out);
    if (command->verbs) {
        fputs(" \\\n      '1:command:(", out);
        ft_print_words(out, command->verbs);
        fputs(")'", out);
    }
    if (ft_command_takes_paths(command)) fputs(" \\\n      '*:file:_files'", out);
    fputs(" ;;\n", out);
}

void ft_completion_zsh(FILE *out) {
    const ft_command *c;
    fputs("#compdef fintag\n# zsh completion for fintag; made by: fintag completion zsh\n_fintag() {\n"
          "  local curcontext=$curcontext state line\n  typeset -A opt_args\n  local -a commands=(\n",
          out);
    for (size_t i = 0; (c = ft_command_at(i)) != NULL; i++) {
        fprintf(out, "    '%s:", c->name);
        ft_print_quoted(out, c->summary);
        fputs("'\n", out);
    }
    fputs(
        "    'help:the help of a command'\n  )\n"
        "  _arguments -C '(- *)'{-h,--help}'[the commands]' '(- *)'{-V,--version}'[version, libraries and rules]' \\\n"
        "    '1:command:->command' '*::argument:->argument'\n"
        "  case $state in\n  command) _describe command commands ;;\n  argument)\n    case $words[1] in\n"
        "    help) _describe command commands ;;\n",
        out);
    for (size_t i = 0; (c = ft_command_at(i)) != NULL; i++) command(out, c);
    fputs(
        "    esac ;;\n  esac\n}\n"
        "# Sourced, it registers itself; found in $fpath, it is called.\n"
        "if [[ $zsh_eval_context[-1] == loadautofunc ]]; then\n  _fintag \"$@\"\nelse\n  compdef _fintag fintag\nfi\n",
        out);
}
