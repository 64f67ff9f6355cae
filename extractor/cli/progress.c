#include "cli/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/message.h"

enum { BAR_EVERY_MS = 200, LINE_EVERY_MS = 10000, NARROW = 80, WIDEST_BAR = 30 };

const ft_choice ft_progress_choices[] = {
    {"auto", FT_PROGRESS_AUTO, false}, {"always", FT_PROGRESS_ALWAYS, false}, {"never", FT_PROGRESS_NEVER, false}, {0}};

static int64_t passed_ms(const struct timespec *since) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (now.tv_sec - since->tv_sec) * 1000 + (now.tv_nsec - since->tv_nsec) / 1000000;
}

static bool moves_cursor(void) {
    const char *terminal = getenv("TERM");
    return isatty(STDERR_FILENO) && !(terminal && strcmp(terminal, "dumb") == 0);
}

bool ft_progress_wanted(const ft_progress *progress) {
    if (progress->when == FT_PROGRESS_NEVER || !moves_cursor()) return false;
    /* Records on the same terminal would run through the bar. */
    return progress->when == FT_PROGRESS_ALWAYS || !isatty(STDOUT_FILENO);
}

void ft_progress_begin(ft_progress *progress, const ft_tally *done) {
    progress->on_terminal = isatty(STDERR_FILENO);
    progress->is_bar = ft_progress_wanted(progress);
    progress->is_lines = progress->when == FT_PROGRESS_ALWAYS && !progress->is_bar;
    progress->before = done->bytes;
    progress->reported = *done;
    clock_gettime(CLOCK_MONOTONIC, &progress->begun);
    progress->shown = progress->begun;
}

static double rate(const ft_progress *progress, const ft_tally *tally) {
    int64_t ms = passed_ms(&progress->begun);
    return (double)(tally->bytes - progress->before) / 1e3 / (double)(ms > 0 ? ms : 1); /* MB/s */
}

/* "1:05:09 left" */
static void put_left(char *text, size_t size, double seconds) {
    unsigned long s = seconds < 360000 ? (unsigned long)(seconds + 0.5) : 359999;
    if (s >= 3600)
        snprintf(text, size, "  %lu:%02lu:%02lu left", s / 3600, s / 60 % 60, s % 60);
    else
        snprintf(text, size, "  %lu:%02lu left", s / 60, s % 60);
}

static int put_state(const ft_progress *progress, const ft_tally *tally, char *text, size_t size) {
    char left[32] = "";
    double speed = rate(progress, tally);
    bool known = progress->total > tally->bytes && speed > 0 && passed_ms(&progress->begun) > 1000;
    if (known) put_left(left, sizeof left, (double)(progress->total - tally->bytes) / 1e6 / speed);
    return snprintf(text, size, "%" PRIu64 " article%s  %.1f MB  %.1f MB/s  %" PRIu64 " error%s%s", tally->articles,
                    tally->articles == 1 ? "" : "s", (double)tally->bytes / 1e6, speed, tally->failures,
                    tally->failures == 1 ? "" : "s", left);
}

static void show_bar(const ft_progress *progress, const ft_tally *tally) {
    struct winsize window = {0};
    char state[160], bar[WIDEST_BAR + 16] = "";
    int len = put_state(progress, tally, state, sizeof state);
    int columns = ioctl(STDERR_FILENO, TIOCGWINSZ, &window) == 0 && window.ws_col ? window.ws_col : NARROW;
    int room = columns - len - 10;
    if (progress->total && room >= 5) {
        unsigned width = room < WIDEST_BAR ? (unsigned)room : WIDEST_BAR;
        double part = tally->bytes < progress->total ? (double)tally->bytes / (double)progress->total : 1;
        unsigned full = (unsigned)(part * width);
        bar[0] = '[';
        memset(bar + 1, ' ', width);
        memset(bar + 1, '=', full);
        if (full < width) bar[1 + full] = '>';
        snprintf(bar + 1 + width, sizeof bar - 1 - width, "] %2d%%  ", (int)(part * 100));
    }
    fprintf(stderr, "\r%s%.*s\033[K", bar, columns > 1 ? columns - 1 : 1, state);
    fflush(stderr);
}

static void count(const char *what, uint64_t now, uint64_t before) {
    if (now > before) fprintf(stderr, "reporter:counter:fintag,%s,%" PRIu64 "\n", what, now - before);
}

/* Hadoop adds up what each line says, so only what is new is told. */
static void report(ft_progress *progress, const ft_tally *tally) {
    const ft_tally *before = &progress->reported;
    count("articles", tally->articles, before->articles);
    count("errors", tally->failures, before->failures);
    count("entities", tally->entities, before->entities);
    count("warnings", tally->warnings, before->warnings);
    count("bytes", tally->bytes, before->bytes);
    fprintf(stderr, "reporter:status:fintag: %" PRIu64 " articles\n", tally->articles);
    progress->reported = *tally;
}

void ft_progress_show(ft_progress *progress, const ft_tally *tally) {
    if (!progress->is_bar && !progress->is_lines && !progress->counters) return;
    if (passed_ms(&progress->shown) < (progress->is_bar ? BAR_EVERY_MS : LINE_EVERY_MS)) return;
    clock_gettime(CLOCK_MONOTONIC, &progress->shown);
    char state[160];
    if (progress->counters)
        report(progress, tally);
    else if (progress->is_bar)
        show_bar(progress, tally);
    else if (put_state(progress, tally, state, sizeof state))
        ft_say("%s", state);
}

void ft_progress_end(ft_progress *progress, const ft_tally *tally) {
    if (progress->is_bar && !progress->counters) fputs("\r\033[K", stderr);
    if (progress->counters) report(progress, tally);
}

void ft_progress_summary(const ft_progress *progress, const ft_tally *tally) {
    bool asked = progress->when == FT_PROGRESS_ALWAYS || (progress->on_terminal && progress->when != FT_PROGRESS_NEVER);
    if (!tally->failures && !asked) return;
    char speed[64] = "";
    double seconds = (double)passed_ms(&progress->begun) / 1e3;
    if (asked) snprintf(speed, sizeof speed, " in %.1f s, %.1f MB/s", seconds, rate(progress, tally));
    ft_say("%" PRIu64 " article%s, %" PRIu64 " entities, %" PRIu64 " warning%s, %" PRIu64 " error%s%s", tally->articles,
           tally->articles == 1 ? "" : "s", tally->entities, tally->warnings, tally->warnings == 1 ? "" : "s",
           tally->failures, tally->failures == 1 ? "" : "s", speed);
}
