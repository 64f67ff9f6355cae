/* The program: one table of commands. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fcntl.h>

#include <fintag/fintag.h>

#include "cli/cmd.h"
#include "cli/message.h"
#include "cli/suggest.h"

static const ft_command *const commands[] = {&ft_command_annotate, &ft_command_view,  &ft_command_explain,
                                             &ft_command_eval,     &ft_command_check, &ft_command_schema,
                                             &ft_command_rules};
/* Known by name, to be refused with a clear word. */
static const char *const later[] = {"index", "push", "search"};

enum { COMMANDS = sizeof commands / sizeof *commands, LATER = sizeof later / sizeof *later };

ft_opt ft_command_arguments(const ft_command *self, int argc, char **argv) {
    return (ft_opt){
        .command = self->name, .options = self->options, .count = self->option_count, .argc = argc, .argv = argv};
}

int ft_command_help(const ft_command *self) {
    printf("usage: fintag %s %s\n\n%s\n\n", self->name, self->usage, self->details);
    ft_opt_print(stdout, self->options, self->option_count);
    return fflush(stdout) == 0 ? FT_EXIT_OK : FT_EXIT_IO;
}

static int help(void) {
    printf("usage: fintag COMMAND [ARGUMENT]...\n\n"
           "Find tickers, companies, dates and quantities in financial news, and what they stand for.\n\n");
    for (size_t i = 0; i < COMMANDS; i++) printf("  %-10s %s\n", commands[i]->name, commands[i]->summary);
    printf("\n  fintag COMMAND --help   the options of a command\n"
           "  fintag --version        version\n\n"
           "Exit status: 0 done, 1 a check failed, 2 wrong usage or rules, 3 input or output failed.\n");
    return fflush(stdout) == 0 ? FT_EXIT_OK : FT_EXIT_IO;
}

static int unknown_command(const char *name) {
    for (size_t i = 0; i < LATER; i++) {
        if (strcmp(name, later[i]) != 0) continue;
        ft_say("'%s' is not in this version", name);
        return FT_EXIT_USAGE;
    }
    ft_suggestion near = {.word = name, .len = strlen(name)};
    for (size_t i = 0; i < COMMANDS; i++) ft_suggest(&near, commands[i]->name);
    if (near.best)
        ft_say("unknown command '%s': did you mean %s?", name, near.best);
    else
        ft_say("unknown command '%s' (see fintag --help)", name);
    return FT_EXIT_USAGE;
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
    const char *name = argc > 1 ? argv[1] : NULL;
    if (!name) {
        fputs("usage: fintag COMMAND [ARGUMENT]... (see fintag --help)\n", stderr);
        return FT_EXIT_USAGE;
    }
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || strcmp(name, "help") == 0) {
        for (size_t i = 0; argc > 2 && i < COMMANDS; i++)
            if (strcmp(argv[2], commands[i]->name) == 0) return ft_command_help(commands[i]);
        return argc > 2 ? unknown_command(argv[2]) : help();
    }
    if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0) {
        puts("fintag " FINTAG_VERSION);
        return fflush(stdout) == 0 ? FT_EXIT_OK : FT_EXIT_IO;
    }
    for (size_t i = 0; i < COMMANDS; i++)
        if (strcmp(name, commands[i]->name) == 0) return commands[i]->run(commands[i], argc - 2, argv + 2);
    return unknown_command(name);
}
