/* SIGINT and SIGTERM, held back so that the line at hand is always finished. Nothing is interrupted: who might wait
 * asks. */
#ifndef FT_SIGNALS_H
#define FT_SIGNALS_H

#include <stdbool.h>

/* Hold the signals back and make a descriptor that is readable once one has arrived; -1 when that can't be had, and the
 * signals then act as ever. */
int ft_signals_hold(void);
/* Exit status for the signal that has arrived, 0 = none. */
int ft_signals_arrived(void);
/* Wait until fd can be read from. False when a held signal came first. signal_fd may be -1. */
bool ft_signals_wait_readable(int fd, int signal_fd);
/* Wait until fd can be written to. When a signal has arrived, for no more than two seconds: false when they are over.
 */
bool ft_signals_wait_writable(int fd, int signal_fd);

#endif
