#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "cli/cmd.h"
#include "cli/examples.h"
#include "cli/message.h"
#include "cli/rules_find.h"
#include "cli/width.h"

enum { O_FILTER };

static const ft_option options[] = {
    FT_RULES_OPTIONS,
    {.id = O_FILTER, .name = "filter", .argument = "TEXT", .help = "only rules whose id holds TEXT (list, test)"}};

typedef struct {
    const ft_command *self;
    const char *filter;
    const char *operands[2];
    size_t operand_count;
    ft_rules_choice rules;
    const char *folder; /* of the rules' files, when they were compiled just now */
} arguments;

#define ARG(s) (int)(s).len, (s).ptr

/* Print a line of a file and a caret under a column (a byte of it, from 1). */
static void show_line(const char *folder, const fintag_error *error) {
    char path[4096], line[4096];
    int len = snprintf(path, sizeof path, "%s/%s", folder, error->file);
    FILE *file = len > 0 && (size_t)len < sizeof path ? fopen(error->file[0] == '/' ? error->file : path, "rb") : NULL;
    if (!file) return;
    bool found = true;
    for (unsigned i = 0; found && i < error->line; i++) found = fgets(line, sizeof line, file) != NULL;
    fclose(file);
    if (!found) return;
    line[strcspn(line, "\r\n")] = 0;
    fprintf(stderr, "  %s\n", line);
    if (!error->column || error->column > strlen(line) + 1) return;
    fputs("  ", stderr);
    for (size_t at = 0; at + 1 < error->column; at += ft_utf8_len((unsigned char)line[at])) {
        size_t width = ft_width((fintag_str){line + at, ft_utf8_len((unsigned char)line[at])});
        if (line[at] == '\t')
            fputc('\t', stderr);
        else
            fprintf(stderr, "%*s", (int)width, "");
    }
    fputs("^\n", stderr);
}

/* Load the rules; NULL with a message and, for a folder, the line at fault. */
static fintag_rules *load(arguments *a, int *status) {
    fintag_rules *rules = NULL;
    fintag_error error = {0};
    if (ft_rules_load(&a->rules, &rules, &a->folder, &error) == FINTAG_OK) return rules;
    ft_say_error(&error, a->folder);
    if (a->folder && error.line) show_line(a->folder, &error);
    *status = error.status == FINTAG_ESYNTAX ? FT_EXIT_FOUND : error.status == FINTAG_EIO ? FT_EXIT_IO : FT_EXIT_USAGE;
    return NULL;
}

static int check(arguments *a) {
    int status = FT_EXIT_USAGE;
    fintag_rules *rules = load(a, &status);
    if (!rules) return status;
    size_t rule_count, example_count;
    fintag_rules_list(rules, &rule_count);
    fintag_rules_examples(rules, &example_count);
    printf("%zu rules with %zu examples: well formed\n", rule_count, example_count);
    fintag_rules_free(rules);
    return FT_EXIT_OK;
}

static int list(arguments *a) {
    int status = FT_EXIT_USAGE;
    fintag_rules *rules = load(a, &status);
    if (!rules) return status;
    size_t count, example_count;
    const fintag_rule *rule = fintag_rules_list(rules, &count);
    const fintag_example *examples = fintag_rules_examples(rules, &example_count);
    size_t *has = calloc(count + 1, 2 * sizeof *has);
    for (size_t i = 0; has && i < example_count; i++) has[2 * examples[i].rule + !examples[i].positive]++;
    printf("%-40s %-13s %-16s %8s %4s %4s  %s\n", "RULE", "TYPE", "VALUE", "PRIORITY", "+", "-", "WRITTEN AT");
    for (size_t i = 0; has && i < count; i++) {
        if (a->filter && !memmem(rule[i].id.ptr, rule[i].id.len, a->filter, strlen(a->filter))) continue;
        printf("%-40.*s %-13.*s %-16.*s %8d %4zu %4zu  %.*s:%u\n", ARG(rule[i].id), ARG(rule[i].type),
               ARG(rule[i].value), rule[i].priority, has[2 * i], has[2 * i + 1], ARG(rule[i].file), rule[i].line);
    }
    status = has ? FT_EXIT_OK : FT_EXIT_IO;
    free(has);
    fintag_rules_free(rules);
    return status;
}

static int test(arguments *a) {
    int status = FT_EXIT_USAGE;
    fintag_rules *rules = load(a, &status);
    if (!rules) return status;
    ft_example_result result;
    bool ran = ft_examples_run(rules, a->filter, a->folder, &result);
    if (!ran)
        ft_say("out of memory");
    else if (!result.run)
        ft_say("no examples%s%s", a->filter ? " of rules that hold " : "", a->filter ? a->filter : "");
    else
        printf("%zu examples run, %zu failures\n", result.run, result.failed);
    fintag_rules_free(rules);
    return !ran ? FT_EXIT_IO : result.failed || !result.run ? FT_EXIT_FOUND : FT_EXIT_OK;
}

static int compile(arguments *a) {
    fintag_error error = {0};
    const char *folder = a->operands[0];
    if (a->operand_count != 2) {
        ft_say_usage(a->self->name, "compile needs a folder of rules and the file to write");
        return FT_EXIT_USAGE;
    }
    if (fintag_rules_compile(folder, a->operands[1], &error) == FINTAG_OK) return FT_EXIT_OK;
    ft_say_error(&error, error.line ? folder : NULL);
    if (error.line) show_line(folder, &error);
    return error.status == FINTAG_EIO ? FT_EXIT_IO : FT_EXIT_USAGE;
}

static const struct {
    const char *name;
    int (*run)(arguments *a);
    size_t operands;
} verbs[] = {{"check", check, 1}, {"list", list, 1}, {"test", test, 1}, {"compile", compile, 2}};

static const ft_choice verb_choices[] = {
    {"check", 0, false}, {"list", 1, false}, {"test", 2, false}, {"compile", 3, false}, {0}};

static int run_verb(const char *name, arguments *a) {
    int verb;
    if (!ft_choose(a->self->name, "command", verb_choices, name, strlen(name), &verb)) return FT_EXIT_USAGE;
    if (a->operand_count > verbs[verb].operands) {
        ft_say_usage(a->self->name, "%s: too many arguments", name);
        return FT_EXIT_USAGE;
    }
    if (verbs[verb].operands == 1 && a->operand_count) a->rules.place = a->operands[0];
    int status = verbs[verb].run(a);
    if (fflush(stdout) != 0 && !status) status = FT_EXIT_IO;
    return status;
}

static int rules(const ft_command *self, int argc, char **argv) {
    arguments a = {.self = self};
    const char *verb = NULL;
    ft_opt opt = ft_command_arguments(self, argc, argv);
    for (int id; (id = ft_opt_next(&opt)) != FT_OPT_END;) {
        if (id == FT_OPT_HELP) return ft_command_help(self);
        if (id == FT_OPT_BAD) return FT_EXIT_USAGE;
        if (ft_rules_take(&a.rules, id, opt.value)) continue;
        if (id == O_FILTER)
            a.filter = opt.value;
        else if (!verb)
            verb = opt.value;
        else if (a.operand_count < 2)
            a.operands[a.operand_count++] = opt.value;
        else {
            ft_say_usage(self->name, "too many arguments");
            return FT_EXIT_USAGE;
        }
    }
    if (verb) return run_verb(verb, &a);
    ft_say_usage(self->name, "say what to do: check, list, test or compile");
    return FT_EXIT_USAGE;
}

const ft_command ft_command_rules = {.name = "rules",
                                     .summary = "check, list, test or compile rules",
                                     .usage = "check|list|test [DIR], fintag rules compile DIR FILE",
                                     .details =
                                         "check    are they well formed? Errors name file, line and column\n"
                                         "list     a table of all rules\n"
                                         "test     do their + and - examples hold?\n"
                                         "compile  write the pack that runs map into memory\n\n"
                                         "Without DIR, --rules or FINTAG_RULES: the pack that the program came with.",
                                     .options = options,
                                     .option_count = sizeof options / sizeof *options,
                                     .verbs = verb_choices,
                                     .run = rules};
