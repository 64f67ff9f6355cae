/* Where a command's data goes: standard output, or a file that appears only when it is complete. */
#ifndef FT_OUTPUT_H
#define FT_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

enum { FT_OUTPUT_BUFFER = 256 * 1024 };

typedef struct {
    int fd, signal_fd;
    bool waits;       /* writing may block for long: a pipe or terminal */
    bool flush_lines; /* hand over each line at once */
    int failure;      /* errno of the first failure; nothing is written from then on */
    char *path;       /* NULL: standard output */
    char *temporary;  /* renamed to path at the end; NULL: written in place */
    size_t used;
    char *buffer;
} ft_output;

/* path NULL or "-": standard output. False, with a message, when it can't be made. signal_fd may be -1. */
bool ft_output_open(ft_output *output, const char *path, int signal_fd);
/* A fintag_write_fn: ctx is the ft_output. */
int ft_output_write(void *ctx, const char *bytes, size_t len);
/* After each line. False when writing has failed. */
bool ft_output_line_end(ft_output *output);
/* Write what is left and let the file appear; with keep false drop it. Returns an exit status and prints the message
 * that belongs to it: a closed pipe ends silently. Only output->failure is left to be asked. */
int ft_output_close(ft_output *output, bool keep);

#endif
