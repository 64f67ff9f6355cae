#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cmd.h"
#include "cli/message.h"
#include "cli/signals.h"

static bool refuse(ft_output *output, const char *path, int failure) {
    if (failure == EWOULDBLOCK)
        ft_say("can't write %s: another run is writing it", path);
    else
        ft_say("can't write %s: %s", path, strerror(failure));
    if (output->fd > STDERR_FILENO) close(output->fd);
    free(output->path);
    free(output->temporary);
    free(output->buffer);
    *output = (ft_output){.fd = -1};
    return false;
}

/* Does the name still stand for the open file? Whoever wrote it may just have renamed it. */
static bool is_named(int fd, const char *path) {
    struct stat open_one, named;
    return fstat(fd, &open_one) == 0 && stat(path, &named) == 0 && open_one.st_dev == named.st_dev &&
           open_one.st_ino == named.st_ino;
}

/* PATH.part, locked, with the permissions of the file it will replace. */
static bool open_temporary(ft_output *output, const struct stat *replaced, uint64_t keep) {
    struct stat info;
    size_t size = strlen(output->path) + sizeof ".part";
    output->temporary = malloc(size);
    if (!output->temporary) return false;
    snprintf(output->temporary, size, "%s.part", output->path);
    do {
        if (output->fd >= 0) close(output->fd);
        output->fd = open(output->temporary, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY, 0666);
        if (output->fd < 0 || flock(output->fd, LOCK_EX | LOCK_NB) != 0 || fstat(output->fd, &info) != 0) return false;
    } while (!is_named(output->fd, output->temporary));
    errno = S_ISREG(info.st_mode) ? ENODATA : EEXIST;
    if (!S_ISREG(info.st_mode) || (uint64_t)info.st_size < keep) return false;
    if (replaced && fchmod(output->fd, replaced->st_mode & 07777) != 0) return false;
    output->length = keep;
    return true;
}

static bool open_file(ft_output *output, const char *path, uint64_t keep) {
    struct stat info;
    bool exists = stat(path, &info) == 0;
    if (exists && S_ISDIR(info.st_mode)) {
        errno = EISDIR;
        return false;
    }
    /* A link is kept, and what it leads to replaced. */
    output->path = exists ? realpath(path, NULL) : strdup(path);
    if (!output->path) return false;
    if (!exists || S_ISREG(info.st_mode)) return open_temporary(output, exists ? &info : NULL, keep);
    output->fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    return output->fd >= 0;
}

bool ft_output_open(ft_output *output, const char *path, uint64_t keep, int signal_fd) {
    struct stat info;
    bool to_file = path && strcmp(path, "-") != 0;
    *output =
        (ft_output){.fd = to_file ? -1 : STDOUT_FILENO, .signal_fd = signal_fd, .buffer = malloc(FT_OUTPUT_BUFFER)};
    if (!output->buffer) return refuse(output, path ? path : "standard output", ENOMEM);
    if (to_file && !open_file(output, path, keep)) return refuse(output, path, errno);
    output->waits = fstat(output->fd, &info) == 0 && !S_ISREG(info.st_mode);
    return true;
}

bool ft_output_is_file(const ft_output *output) {
    return output->temporary != NULL;
}

/* Cut off what an earlier run left. */
static void begin(ft_output *output) {
    if (output->begun) return;
    output->begun = true;
    if (!output->temporary) return;
    if (ftruncate(output->fd, (off_t)output->length) != 0 || lseek(output->fd, (off_t)output->length, SEEK_SET) < 0)
        output->failure = errno;
}

/* A pipe takes PIPE_BUF bytes at once when it says that it is ready; so a signal never finds us blocked in write. */
static void write_out(ft_output *output, const char *bytes, size_t len) {
    begin(output);
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
        output->length += (uint64_t)done;
    }
}

bool ft_output_flush(ft_output *output) {
    write_out(output, output->buffer, output->used);
    output->used = 0;
    return output->failure == 0;
}

int ft_output_write(void *ctx, const char *bytes, size_t len) {
    ft_output *output = ctx;
    if (len > FT_OUTPUT_BUFFER - output->used) ft_output_flush(output);
    if (len > FT_OUTPUT_BUFFER) {
        write_out(output, bytes, len);
    } else if (len) {
        memcpy(output->buffer + output->used, bytes, len);
        output->used += len;
    }
    return output->failure != 0;
}

bool ft_output_line_end(ft_output *output) {
    return output->flush_lines ? ft_output_flush(output) : output->failure == 0;
}

bool ft_output_sync(ft_output *output) {
    if (!ft_output_flush(output)) return false;
    if (output->temporary && fdatasync(output->fd) != 0) output->failure = errno;
    return output->failure == 0;
}

/* Have the new name on the disk too. */
static void sync_folder(const char *path) {
    const char *slash = strrchr(path, '/');
    char *folder = slash ? strndup(path, (size_t)(slash - path) + 1) : strdup(".");
    int fd = folder ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    free(folder);
    if (fd < 0) return;
    fsync(fd);
    close(fd);
}

int ft_output_close(ft_output *output, ft_output_fate fate) {
    /* Some disks only tell when they are asked for it that they are full. */
    if (fate == FT_OUTPUT_APPEAR || output->used) ft_output_sync(output);
    if (output->failure && fate == FT_OUTPUT_APPEAR) fate = FT_OUTPUT_DROP;
    /* The lock goes with the descriptor, so the name has to change before it. */
    if (output->temporary && fate == FT_OUTPUT_APPEAR) {
        if (rename(output->temporary, output->path) != 0) output->failure = errno;
        sync_folder(output->path);
    }
    if (output->temporary && fate == FT_OUTPUT_DROP) unlink(output->temporary);
    if (close(output->fd) != 0 && !output->failure) output->failure = errno;
    int status = !output->failure || output->failure == EPIPE ? FT_EXIT_OK : FT_EXIT_IO;
    if (status)
        ft_say("can't write %s: %s", output->path ? output->path : "standard output", strerror(output->failure));
    free(output->path);
    free(output->temporary);
    free(output->buffer);
    *output = (ft_output){.fd = -1, .failure = output->failure};
    return status;
}
