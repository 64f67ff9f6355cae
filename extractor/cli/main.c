/* The program: one table of commands. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fcntl.h>

#include <fintag/fintag.h>

#include "cli/cmd.h"
#include "cli/manual.h"
#include "cli/message.h"
#include "cli/suggest.h"
#include "cli/version.h"

static const ft_command *const commands[] = {&ft_command_annotate, &ft_command_view,      &ft_command_explain,
                                             &ft_command_eval,     &ft_command_check,     &ft_command_schema,
                                             &ft_command_rules,    &ft_command_push,      &ft_command_index,
                                             &ft_command_search,   &ft_command_completion};

const ft_command *ft_command_at(size_t i) {
    return i < sizeof commands / sizeof *commands ? commands[i] : NULL;
}

enum { COMMANDS = sizeof commands / sizeof *commands };

ft_opt ft_command_arguments(const ft_command *self, int argc, char **argv) {
    return (ft_opt){
        .command = self->name, .options = self->options, .count = self->option_count, .argc = argc, .argv = argv};
}

int ft_command_help(const ft_command *self) {
    printf("usage: fintag %s %s\n\n%s\n\n", self->name, self->usage, self->details);
    ft_opt_print(stdout, self->options, self->option_count);
    return fflush(stdout) == 0 ? FT_EXIT_OK : FT_EXIT_IO;
}

int ft_command_take(const ft_command *self, int argc, char **argv,
                    bool (*take)(void *context, const ft_opt *opt, int id), void *context) {
    ft_opt opt = ft_command_arguments(self, argc, argv);
    for (int id; (id = ft_opt_next(&opt)) != FT_OPT_END;) {
        if (id == FT_OPT_HELP) return ft_command_help(self);
        if (id == FT_OPT_BAD || !take(context, &opt, id)) return FT_EXIT_USAGE;
    }
    return -1;
}

static int help(void) {
    printf("usage: fintag COMMAND [ARGUMENT]...\n\n%s\n\n", ft_program_summary);
    for (size_t i = 0; i < COMMANDS; i++) printf("  %-11s %s\n", commands[i]->name, commands[i]->summary);
    printf(
        "\n  fintag COMMAND --help   the options of a command\n"
        "  fintag --version        version, libraries and rules\n\n"
        "Exit status: 0 done, 1 a check failed, 2 wrong usage or rules, 3 input or output failed.\n\nEnvironment:\n");
    ft_program_print_environment(stdout);
    return fflush(stdout) == 0 ? FT_EXIT_OK : FT_EXIT_IO;
}

static int unknown_command(const char *name) {
    ft_suggestion near = {.word = name, .len = strlen(name)};
    for (size_t i = 0; i < COMMANDS; i++) ft_suggest(&near, commands[i]->name);
    if (*name == '-') {
        near.best = NULL;
        ft_suggest(&near, "--help");
        ft_suggest(&near, "--version");
    }
    if (near.best && *name == '-')
        ft_say("unknown option '%s': did you mean %s?", name, near.best);
    else if (near.best)
        ft_say("unknown command '%s': did you mean %s?", name, near.best);
    else
        ft_say("unknown command '%s' (see fintag --help)", name);
    return FT_EXIT_USAGE;
}

static const ft_command *find(const char *name) {
    for (size_t i = 0; i < COMMANDS; i++)
        if (strcmp(name, commands[i]->name) == 0) return commands[i];
    return NULL;
}

/* help [--man] [COMMAND]; help --man-pages FOLDER is for the build. */
static int help_for(int count, char **words) {
    if (count > 1 && strcmp(words[0], "--man-pages") == 0)
        return ft_manual_write_all(words[1]) ? FT_EXIT_OK : FT_EXIT_IO;
    bool manual = count > 0 && strcmp(words[0], "--man") == 0;
    const char *name = count > manual ? words[manual] : NULL;
    const ft_command *command = name ? find(name) : NULL;
    if (name && !command) return unknown_command(name);
    if (!manual) return command ? ft_command_help(command) : help();
    ft_manual_print(stdout, command);
    return fflush(stdout) == 0 ? FT_EXIT_OK : FT_EXIT_IO;
}

/* A closed standard stream must not become the next opened file: that one would be read or written in its place. */
static void occupy_standard_streams(void) {
    struct stat info;
    for (int fd = 0; fd <= 2; fd++)
        if (fstat(fd, &info) != 0 && open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd) _exit(FT_EXIT_IO);
}

int main(int argc, char **argv) {
    occupy_standard_streams();
    signal(SIGPIPE, SIG_IGN); /* a closed pipe shows as EPIPE where it is written to */
    signal(SIGXFSZ, SIG_IGN); /* a limit on the size of files (ulimit -f) as EFBIG */
    const char *name = argc > 1 ? argv[1] : NULL;
    if (!name) {
        fputs("usage: fintag COMMAND [ARGUMENT]... (see fintag --help)\n", stderr);
        return FT_EXIT_USAGE;
    }
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || strcmp(name, "help") == 0)
        return help_for(argc - 2, argv + 2);
    if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0) {
        ft_version_print(stdout);
        return fflush(stdout) == 0 ? FT_EXIT_OK : FT_EXIT_IO;
    }
    const ft_command *command = find(name);
    return command ? command->run(command, argc - 2, argv + 2) : unknown_command(name);
}
