/* The journal of a run that writes a file or a folder: how far it has come, so that another run can go on after the
 * first was killed. One line of settings, then one line for each checkpoint, added when all that it speaks of is on the
 * disk. A line that was cut in the middle is no line. */
#ifndef FT_JOURNAL_H
#define FT_JOURNAL_H

#include "base/buf.h"
#include "cli/tally.h"

typedef struct {
    ft_tally tally;
    bool done;              /* the run is over; only the names are still to be put right */
    bool any;               /* a record stands in the part at hand */
    uint64_t part;          /* number of the part at hand; 0 when there is one file */
    uint64_t length;        /* of its file */
    uint64_t written;       /* the same before compression */
    uint64_t errors_length; /* of the file of errors */
    char digest[65];        /* SHA-256 of the articles so far, in hexadecimal */
} ft_checkpoint;

typedef struct {
    char *path;
    int fd; /* -1: not made yet */
    ft_buf settings;
} ft_journal;

/* path is copied. False when out of memory. */
bool ft_journal_init(ft_journal *journal, const char *path);
void ft_journal_clear(ft_journal *journal);
/* What shapes the output, and so must be the same in a run that goes on. */
void ft_journal_setting(ft_journal *journal, const char *key, const char *value);
void ft_journal_number(ft_journal *journal, const char *key, uint64_t value);

typedef enum {
    FT_JOURNAL_NONE,    /* no checkpoint to go on from */
    FT_JOURNAL_FOUND,   /* *last is the last one; new ones are added behind it */
    FT_JOURNAL_REFUSED, /* settings differ; a message was printed */
    FT_JOURNAL_FAILED   /* can't be read, or another run writes it; a message was printed */
} ft_journal_state;
ft_journal_state ft_journal_load(ft_journal *journal, ft_checkpoint *last);
/* Add a checkpoint, making the journal with the first one, and have it on the disk. Returns an errno. */
int ft_journal_add(ft_journal *journal, const ft_checkpoint *checkpoint);
/* Forget it all. */
void ft_journal_remove(ft_journal *journal);

#endif
