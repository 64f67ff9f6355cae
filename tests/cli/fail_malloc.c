/* Preloaded by memory.sh: the allocation with the number FAIL_AT (counted from 1, in all threads) fails. At exit the
 * number of them is written to the descriptor COUNT_FD, when that is set. */
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static atomic_long number;
static long fail_at = -1;
static void *(*real_malloc)(size_t size);
static void *(*real_calloc)(size_t count, size_t size);
static void *(*real_realloc)(void *old, size_t size);

__attribute__((constructor)) static void begin(void) {
    *(void **)&real_malloc = dlsym(RTLD_NEXT, "malloc");
    *(void **)&real_calloc = dlsym(RTLD_NEXT, "calloc");
    *(void **)&real_realloc = dlsym(RTLD_NEXT, "realloc");
    const char *at = getenv("FAIL_AT");
    atomic_store(&number, 0);
    fail_at = at ? strtol(at, NULL, 10) : 0;
}

__attribute__((destructor)) static void end(void) {
    const char *fd = getenv("COUNT_FD");
    if (fd) dprintf((int)strtol(fd, NULL, 10), "%ld\n", atomic_load(&number));
}

static int fails(void) {
    if (fail_at < 0 || atomic_fetch_add(&number, 1) + 1 != fail_at) return 0;
    errno = ENOMEM;
    return 1;
}

/* libc's own, for what is asked before the constructor ran. */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);

void *malloc(size_t size) {
    if (fails()) return NULL;
    return real_malloc ? real_malloc(size) : __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    if (fails()) return NULL;
    return real_calloc ? real_calloc(count, size) : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size) {
    if (fails()) return NULL;
    return real_realloc ? real_realloc(old, size) : __libc_realloc(old, size);
}
