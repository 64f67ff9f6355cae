/* What a run says on standard error while it goes on, and at its end. */
#ifndef FT_PROGRESS_H
#define FT_PROGRESS_H

#include <time.h>

#include "cli/tally.h"

/* Values of --progress. */
typedef enum { FT_PROGRESS_AUTO, FT_PROGRESS_ALWAYS, FT_PROGRESS_NEVER } ft_progress_when;
extern const ft_choice ft_progress_choices[];

typedef struct {
    ft_progress_when when;
    bool counters;  /* lines that Hadoop Streaming counts by */
    uint64_t total; /* bytes of the input; 0: not known */
    /* private */
    bool on_terminal, is_bar, is_lines;
    struct timespec begun, shown;
    uint64_t before;   /* bytes that an earlier run has done */
    ft_tally reported; /* to Hadoop */
} ft_progress;

/* The total of what the paths name; 0 when it can't be known, or not within a second. */
uint64_t ft_progress_total(char *const *paths, size_t count);

/* Will a bar be shown? Only then is a total worth its time. */
bool ft_progress_wanted(const ft_progress *progress);
void ft_progress_begin(ft_progress *progress, const ft_tally *done);
/* After each article; says something a few times a second, or less often. */
void ft_progress_show(ft_progress *progress, const ft_tally *tally);
/* Take the bar away. */
void ft_progress_end(ft_progress *progress, const ft_tally *tally);
/* The last line: on a terminal, when it was asked for, or when there were errors. */
void ft_progress_summary(const ft_progress *progress, const ft_tally *tally);

#endif
