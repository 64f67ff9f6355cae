#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cmd.h"
#include "cli/message.h"
#include "cli/signals.h"

static bool refuse(ft_output *output, const char *path, int failure) {
    ft_say("can't write %s: %s", path, strerror(failure));
    free(output->path);
    free(output->temporary);
    free(output->buffer);
    *output = (ft_output){.fd = -1};
    return false;
}

/* A temporary file beside `path`, with the permissions of the file it will replace. */
static bool open_temporary(ft_output *output, const struct stat *replaced) {
    size_t size = strlen(output->path) + 32;
    output->temporary = malloc(size);
    if (!output->temporary) return false;
    snprintf(output->temporary, size, "%s.%ld.tmp", output->path, (long)getpid());
    enum { FLAGS = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC };
    output->fd = open(output->temporary, FLAGS, 0666);
    if (output->fd < 0 && errno == EEXIST && unlink(output->temporary) == 0) /* left by a run that was killed */
        output->fd = open(output->temporary, FLAGS, 0666);
    if (output->fd >= 0 && replaced && fchmod(output->fd, replaced->st_mode & 07777) != 0) return false;
    return output->fd >= 0;
}

static bool open_file(ft_output *output, const char *path) {
    struct stat info;
    bool exists = stat(path, &info) == 0;
    if (exists && S_ISDIR(info.st_mode)) {
        errno = EISDIR;
        return false;
    }
    /* A link is kept, and what it leads to replaced. */
    output->path = exists ? realpath(path, NULL) : strdup(path);
    if (!output->path) return false;
    if (!exists || S_ISREG(info.st_mode)) return open_temporary(output, exists ? &info : NULL);
    output->fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    return output->fd >= 0;
}

bool ft_output_open(ft_output *output, const char *path, int signal_fd) {
    struct stat info;
    bool to_file = path && strcmp(path, "-") != 0;
    *output =
        (ft_output){.fd = to_file ? -1 : STDOUT_FILENO, .signal_fd = signal_fd, .buffer = malloc(FT_OUTPUT_BUFFER)};
    if (!output->buffer) return refuse(output, path ? path : "standard output", ENOMEM);
    if (to_file && !open_file(output, path)) {
        int failure = errno;
        if (output->fd >= 0) {
            close(output->fd);
            if (output->temporary) unlink(output->temporary);
        }
        return refuse(output, path, failure);
    }
    output->waits = fstat(output->fd, &info) == 0 && !S_ISREG(info.st_mode);
    return true;
}

/* A pipe takes PIPE_BUF bytes at once when it says that it is ready; so a signal never finds us blocked in write. */
static void write_out(ft_output *output, const char *bytes, size_t len) {
    while (len && !output->failure) {
        size_t part = output->waits && len > PIPE_BUF ? PIPE_BUF : len;
        if (output->waits && !ft_signals_wait_writable(output->fd, output->signal_fd)) {
            output->failure = EPIPE; /* interrupted, and nobody reads */
            return;
        }
        ssize_t done = write(output->fd, bytes, part);
        if (done < 0 && errno == EINTR) continue;
        if (done < 0 && errno == EAGAIN && ft_signals_wait_writable(output->fd, output->signal_fd)) continue;
        if (done < 0) {
            output->failure = errno;
            return;
        }
        bytes += done;
        len -= (size_t)done;
    }
}

static void flush(ft_output *output) {
    write_out(output, output->buffer, output->used);
    output->used = 0;
}

int ft_output_write(void *ctx, const char *bytes, size_t len) {
    ft_output *output = ctx;
    if (len > FT_OUTPUT_BUFFER - output->used) flush(output);
    if (len > FT_OUTPUT_BUFFER) {
        write_out(output, bytes, len);
    } else if (len) {
        memcpy(output->buffer + output->used, bytes, len);
        output->used += len;
    }
    return output->failure != 0;
}

bool ft_output_line_end(ft_output *output) {
    if (output->flush_lines) flush(output);
    return output->failure == 0;
}

int ft_output_close(ft_output *output, bool keep) {
    if (keep) flush(output);
    if (close(output->fd) != 0 && !output->failure) output->failure = errno; /* some disks only tell now */
    if (output->temporary && (!keep || output->failure))
        unlink(output->temporary);
    else if (output->temporary && rename(output->temporary, output->path) != 0) {
        output->failure = errno;
        unlink(output->temporary);
    }
    int status = !output->failure || output->failure == EPIPE ? FT_EXIT_OK : FT_EXIT_IO;
    if (status)
        ft_say("can't write %s: %s", output->path ? output->path : "standard output", strerror(output->failure));
    free(output->path);
    free(output->temporary);
    free(output->buffer);
    *output = (ft_output){.fd = -1, .failure = output->failure};
    return status;
}
