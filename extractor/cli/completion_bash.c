#include "cli/completion.h"

static const char head[] =
    "# bash completion for fintag; made by: fintag completion bash\n"
    "_fintag() {\n"
    "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} words= list= before=\n"
    "    COMPREPLY=()\n"
    "    # --option=value comes as three words.\n"
    "    if [[ $cur == '=' ]]; then\n"
    "        cur=\n"
    "    elif [[ $prev == '=' ]]; then\n"
    "        prev=${COMP_WORDS[COMP_CWORD-2]}\n"
    "    fi\n";

/* Behind the cases: what they found is matched with what is typed. */
static const char tail[] = "    if [[ $list ]]; then\n"
                           "        [[ $cur == *,* ]] && before=${cur%,*},\n"
                           "        COMPREPLY=($(compgen -P \"$before\" -W \"$list\" -- \"${cur##*,}\"))\n"
                           "        compopt -o nospace 2>/dev/null\n"
                           "    elif [[ $words ]]; then\n"
                           "        COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
                           "    else\n"
                           "        compopt -o filenames 2>/dev/null\n"
                           "        mapfile -t COMPREPLY < <(compgen -f -- \"$cur\")\n"
                           "    fi\n"
                           "}\n"
                           "complete -F _fintag fintag\n";

static void commands(FILE *out) {
    const ft_command *command;
    for (size_t i = 0; (command = ft_command_at(i)) != NULL; i++) fprintf(out, "%s ", command->name);
}

/* What may stand behind an option; without words a file, or nothing that can be known. */
static void values(FILE *out, const ft_command *command) {
    for (size_t i = 0; i < command->option_count; i++) {
        const ft_option *option = &command->options[i];
        if (option->later || !option->argument) continue;
        fprintf(out, "    '%s --%s'", command->name, option->name);
        if (option->letter) fprintf(out, "|'%s -%c'", command->name, option->letter);
        if (ft_opt_words(option)) {
            /* An optional value only follows a '='. */
            fprintf(out, ") %s%s='",
                    option->optional ? "[[ ${COMP_WORDS[COMP_CWORD]} == = || "
                                       "${COMP_WORDS[COMP_CWORD-1]} == = ]] && "
                                     : "",
                    option->list ? "list" : "words");
            ft_print_words(out, ft_opt_words(option));
            fputs("' ;;\n", out);
        } else {
            fputs(ft_option_takes_path(option) ? ") words= ;;\n" : ") return ;;\n", out);
        }
    }
}

static void options(FILE *out, const ft_command *command) {
    fprintf(out, "        %s) words='", command->name);
    for (size_t i = 0; i < command->option_count; i++)
        if (!command->options[i].later) fprintf(out, "--%s ", command->options[i].name);
    fputs("--help' ;;\n", out);
}

void ft_completion_bash(FILE *out) {
    const ft_command *command;
    fputs(head, out);
    fputs("    if ((COMP_CWORD == 1)); then\n        words='", out);
    commands(out);
    fputs("help --help --version'\n    elif [[ $cur == -* ]]; then\n        case ${COMP_WORDS[1]} in\n", out);
    for (size_t i = 0; (command = ft_command_at(i)) != NULL; i++) options(out, command);
    fputs("        esac\n    fi\n    case \"${COMP_WORDS[1]} $prev\" in\n    'help help') words='", out);
    commands(out);
    fputs("' ;;\n", out);
    for (size_t i = 0; (command = ft_command_at(i)) != NULL; i++) {
        if (command->verbs) {
            fprintf(out, "    '%s %s') [[ $cur == -* ]] || words='", command->name, command->name);
            ft_print_words(out, command->verbs);
            fputs("' ;;\n", out);
        }
        values(out, command);
        if (!ft_command_takes_paths(command)) fprintf(out, "    '%s '*) [[ $words ]] || return ;;\n", command->name);
    }
    fputs("    esac\n", out);
    fputs(tail, out);
}
