/* Where a command's data goes: standard output, or a file that appears only when it is complete. */
#ifndef FT_OUTPUT_H
#define FT_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FT_OUTPUT_BUFFER = 256 * 1024 };

typedef struct {
    int fd, signal_fd;
    bool waits;       /* writing may block for long: a pipe or terminal */
    bool flush_lines; /* hand over each line at once */
    int failure;      /* errno of the first failure; nothing is written from then on */
    char *path;       /* NULL: standard output */
    char *temporary;  /* PATH.part, renamed to path at the end; NULL: written in place */
    uint64_t length;  /* handed to the system so far, with what was kept */
    bool begun;       /* what stood behind the kept bytes is gone */
    size_t used;
    char *buffer;
} ft_output;

/* What becomes of the file. */
typedef enum {
    FT_OUTPUT_APPEAR, /* it is complete */
    FT_OUTPUT_WAIT,   /* PATH.part stays, for a run that goes on with it */
    FT_OUTPUT_DROP
} ft_output_fate;

/* path NULL or "-": standard output. A file is written as PATH.part, of which `keep` bytes are kept from an earlier
 * run; what stands there is not touched before the first write. A second run on the same file is refused while the
 * first goes on. False, with a message, when it can't be made. signal_fd may be -1. */
bool ft_output_open(ft_output *output, const char *path, uint64_t keep, int signal_fd);
/* Is it a file that a later run can go on with? */
bool ft_output_is_file(const ft_output *output);
/* A fintag_write_fn: ctx is the ft_output. */
int ft_output_write(void *ctx, const char *bytes, size_t len);
/* After each line. False when writing has failed. */
bool ft_output_line_end(ft_output *output);
/* Hand over all that is there. False when writing has failed. */
bool ft_output_flush(ft_output *output);
/* The same, and have it on the disk. */
bool ft_output_sync(ft_output *output);
/* Write what is left and close. Returns an exit status and prints the message that belongs to it: a closed pipe ends
 * silently. Only output->failure is left to be asked. */
int ft_output_close(ft_output *output, ft_output_fate fate);

#endif
