/* Words for people, on standard error. */
#ifndef FT_MESSAGE_H
#define FT_MESSAGE_H

#include <fintag/fintag.h>

/* "fintag: " and a line. */
void ft_say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The same for a command's usage: "fintag annotate: ". */
void ft_say_usage(const char *command, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* An error of the library, with its place. `folder` is put before its file, when it has one; may be NULL. */
void ft_say_error(const fintag_error *error, const char *folder);

#endif
