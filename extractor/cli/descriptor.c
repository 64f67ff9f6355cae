#include "cli/descriptor.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/signals.h"

static ft_read_result pull(ft_supply *supply, char *to, size_t room, size_t *got) {
    ft_descriptor *descriptor = (ft_descriptor *)supply;
    if (supply->waits && !ft_signals_wait_readable(descriptor->fd, descriptor->signal_fd)) return FT_READ_STOPPED;
    ssize_t result;
    do result = read(descriptor->fd, to, room);
    while (result < 0 && errno == EINTR);
    if (result < 0) {
        supply->problem = strerror(errno);
        descriptor->failed = true;
        return FT_READ_FAILED;
    }
    *got = (size_t)result;
    descriptor->budget.in += *got;
    return result ? FT_READ_OK : FT_READ_END;
}

static int64_t seek(ft_supply *supply, int64_t offset, int whence) {
    return lseek(((ft_descriptor *)supply)->fd, offset, whence);
}

void ft_descriptor_begin(ft_descriptor *descriptor, int fd, int signal_fd) {
    struct stat info;
    bool regular = fstat(fd, &info) == 0 && S_ISREG(info.st_mode);
    *descriptor = (ft_descriptor){
        .supply = {.pull = pull, .seek = regular ? seek : NULL, .waits = !regular}, .fd = fd, .signal_fd = signal_fd};
}
