#include "cli/message.h"

#include <stdarg.h>
#include <stdio.h>

void ft_say(const char *format, ...) {
    va_list args;
    va_start(args, format);
    fputs("fintag: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
}

void ft_say_usage(const char *command, const char *format, ...) {
    va_list args;
    va_start(args, format);
    fprintf(stderr, "fintag %s: ", command);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
}

void ft_say_error(const fintag_error *error, const char *folder) {
    fputs("fintag: ", stderr);
    if (error->file[0]) {
        bool inside = folder && error->file[0] != '/';
        fprintf(stderr, "%s%s%s:", inside ? folder : "", inside ? "/" : "", error->file);
        if (error->line) fprintf(stderr, "%u:", error->line);
        if (error->column) fprintf(stderr, "%u:", error->column);
        fputc(' ', stderr);
    }
    fprintf(stderr, "%s\n", error->message);
}
