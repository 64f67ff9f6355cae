/* How much there is to do, for the time that is left. */
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cli/progress.h"
#include "cli/walk.h"
#include "input/sniff.h"

/* Of these the size says little about how much comes out. */
static bool is_packed(const char *path) {
    static const char *const endings[] = {".gz", ".tgz", ".zst", ".xz", ".bz2", ".lz4", ".zip"};
    size_t len = strlen(path);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t end = strlen(endings[i]);
        if (len > end && strcmp(path + len - end, endings[i]) == 0) return true;
    }
    return false;
}

typedef struct {
    uint64_t bytes;
    bool unknown;
    struct timespec until;
} sum;

static bool in_time(const sum *s) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec < s->until.tv_sec || (now.tv_sec == s->until.tv_sec && now.tv_nsec < s->until.tv_nsec);
}

static bool add(void *ctx, const char *path, int failure) {
    sum *s = ctx;
    struct stat info;
    if (failure || stat(path, &info) != 0) return true;
    s->unknown = s->unknown || is_packed(path) || !in_time(s);
    s->bytes += (uint64_t)info.st_size;
    return !s->unknown;
}

static void add_input(sum *s) {
    struct stat info;
    off_t at = lseek(STDIN_FILENO, 0, SEEK_CUR);
    if (fstat(STDIN_FILENO, &info) == 0 && S_ISREG(info.st_mode) && at >= 0 && at <= info.st_size)
        s->bytes += (uint64_t)(info.st_size - at);
    else
        s->unknown = true;
}

uint64_t ft_progress_total(char *const *paths, size_t count) {
    sum s = {0};
    clock_gettime(CLOCK_MONOTONIC, &s.until);
    s.until.tv_sec++;
    if (!count) add_input(&s);
    for (size_t i = 0; i < count && !s.unknown; i++) {
        struct stat info;
        if (strcmp(paths[i], "-") == 0)
            add_input(&s);
        else if (stat(paths[i], &info) != 0 || !(S_ISREG(info.st_mode) || S_ISDIR(info.st_mode)))
            s.unknown = true;
        else if (S_ISDIR(info.st_mode))
            ft_walk(paths[i], ft_sniff_name, add, &s);
        else
            add(&s, paths[i], 0);
    }
    return s.unknown ? 0 : s.bytes;
}
