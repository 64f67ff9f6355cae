#include "cli/signals.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>

#include "cli/cmd.h"

enum { GRACE_MS = 2000 };

int ft_signals_hold(void) {
    sigset_t set;
    struct sigaction ignored;
    sigemptyset(&set);
    /* Started with nohup or in the background of a script, the program was told to ignore these. */
    if (sigaction(SIGINT, NULL, &ignored) == 0 && ignored.sa_handler != SIG_IGN) sigaddset(&set, SIGINT);
    if (sigaction(SIGTERM, NULL, &ignored) == 0 && ignored.sa_handler != SIG_IGN) sigaddset(&set, SIGTERM);
    int fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    if (fd >= 0) sigprocmask(SIG_BLOCK, &set, NULL);
    return fd;
}

int ft_signals_arrived(void) {
    sigset_t set;
    if (sigpending(&set) != 0) return 0;
    if (sigismember(&set, SIGINT) == 1) return FT_EXIT_INTERRUPTED;
    if (sigismember(&set, SIGTERM) == 1) return FT_EXIT_TERMINATED;
    return 0;
}

/* Poll again when another signal, such as SIGCONT, broke it off. */
static int wait_for(struct pollfd *fds, nfds_t count, int timeout) {
    int ready;
    do ready = poll(fds, count, timeout);
    while (ready < 0 && errno == EINTR);
    return ready;
}

bool ft_signals_wait_readable(int fd, int signal_fd) {
    struct pollfd fds[2] = {{.fd = signal_fd, .events = POLLIN}, {.fd = fd, .events = POLLIN}};
    wait_for(fds, 2, -1);
    return !(fds[0].revents & POLLIN);
}

bool ft_signals_wait_writable(int fd, int signal_fd) {
    struct pollfd fds[2] = {{.fd = fd, .events = POLLOUT}, {.fd = signal_fd, .events = POLLIN}};
    wait_for(fds, 2, -1);
    if (fds[0].revents) return true;
    return wait_for(fds, 1, GRACE_MS) != 0;
}
