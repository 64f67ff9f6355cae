/* How long to wait before a request is made again. */
#ifndef FT_BACKOFF_H
#define FT_BACKOFF_H

#include <stdbool.h>
#include <stdint.h>

/* How often, how fast, and what ends the waiting. */
typedef struct {
    unsigned retries; /* in a row without any success */
    uint32_t first_ms;
    int signal_fd; /* -1: none */
} ft_retry;

enum { FT_BACKOFF_MOST_MS = 60 * 1000, FT_RETRY_AFTER_MOST_S = 600 };

/* Milliseconds before the try after `failures` ones (1 or more): from `first_ms` doubled each time, at most
 * FT_BACKOFF_MOST_MS, and of that a share between a half and the whole, so that many clients don't come back at once.
 * What the server asks for (seconds, 0 = nothing) is waited for in any case, up to FT_RETRY_AFTER_MOST_S. `random`
 * decides the share. */
uint32_t ft_backoff_ms(uint32_t first_ms, unsigned failures, long retry_after_s, uint32_t random);
uint32_t ft_backoff_random(void);
/* Wait for the next try. False when there is none: too many failures, or a signal. `who` and `why` are told to the
 * user. */
bool ft_backoff_wait(const ft_retry *retry, unsigned failures, long retry_after_s, const char *who, const char *why);

#endif
