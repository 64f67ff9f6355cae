/* An open file, pipe or terminal as a supply of bytes. */
#ifndef FT_DESCRIPTOR_H
#define FT_DESCRIPTOR_H

#include "input/budget.h"
#include "input/reader.h"

typedef struct {
    ft_supply supply; /* first, so that it can be cast back */
    int fd, signal_fd;
    bool failed;
    ft_budget budget;
} ft_descriptor;

/* fd stays the caller's; signal_fd may be -1. */
void ft_descriptor_begin(ft_descriptor *descriptor, int fd, int signal_fd);

#endif
