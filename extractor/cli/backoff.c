#include "cli/backoff.h"

#include <errno.h>
#include <poll.h>
#include <sys/random.h>
#include <time.h>

#include "cli/message.h"
#include "cli/signals.h"

uint32_t ft_backoff_ms(uint32_t first_ms, unsigned failures, long retry_after_s, uint32_t random) {
    uint64_t whole = first_ms;
    for (unsigned i = 1; i < failures && whole < FT_BACKOFF_MOST_MS; i++) whole *= 2;
    if (whole > FT_BACKOFF_MOST_MS) whole = FT_BACKOFF_MOST_MS;
    uint64_t wait = whole / 2 + (whole - whole / 2) * random / UINT32_MAX;
    if (retry_after_s > FT_RETRY_AFTER_MOST_S) retry_after_s = FT_RETRY_AFTER_MOST_S;
    if (retry_after_s > 0) wait += (uint64_t)retry_after_s * 1000;
    return (uint32_t)wait;
}

uint32_t ft_backoff_random(void) {
    uint32_t random;
    if (getrandom(&random, sizeof random, GRND_NONBLOCK) == sizeof random) return random;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint32_t)now.tv_nsec * 2654435761U;
}

bool ft_backoff_wait(const ft_retry *retry, unsigned failures, long retry_after_s, const char *who, const char *why) {
    if (ft_signals_arrived() || failures > retry->retries) return false;
    uint32_t wait = ft_backoff_ms(retry->first_ms, failures, retry_after_s, ft_backoff_random());
    ft_say("%s: again in %.1f s (%u of %u): %s", who, wait / 1000.0, failures, retry->retries, why);
    struct pollfd signals = {.fd = retry->signal_fd, .events = POLLIN};
    int ready;
    do ready = poll(&signals, 1, (int)wait);
    while (ready < 0 && errno == EINTR);
    return ready == 0;
}
