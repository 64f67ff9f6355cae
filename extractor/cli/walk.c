#include "cli/walk.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"

/* Name of an entry; a folder's ends in '/', so that the order of names is that of whole paths. */
typedef struct {
    char **items;
    size_t count, capacity;
} names;

static int by_bytes(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

typedef enum { SKIP, A_FILE, A_FOLDER } kind;

static kind kind_of(const char *path) {
    struct stat info;
    if (lstat(path, &info) != 0) return A_FILE; /* reading it will say why */
    if (S_ISDIR(info.st_mode)) return A_FOLDER;
    if (S_ISLNK(info.st_mode) && stat(path, &info) != 0) return A_FILE;
    return S_ISREG(info.st_mode) ? A_FILE : SKIP;
}

static fintag_str join(ft_arena *arena, const char *folder, const char *name) {
    size_t len = strlen(folder);
    return ft_format(arena, "%s%s%s", folder, len && folder[len - 1] == '/' ? "" : "/", name);
}

/* Collect the wanted names of one folder. Returns an errno. */
static int list(ft_arena *arena, const char *folder, bool (*is_wanted)(const char *), names *found) {
    DIR *dir = opendir(folder);
    if (!dir) return errno;
    errno = 0;
    for (struct dirent *entry; (entry = readdir(dir)); errno = 0) {
        if (entry->d_name[0] == '.') continue;
        bool wanted = is_wanted(entry->d_name);
        if (entry->d_type == DT_REG && !wanted) continue;
        fintag_str path = join(arena, folder, entry->d_name);
        kind what = !path.ptr                 ? SKIP
                    : entry->d_type == DT_REG ? A_FILE
                    : entry->d_type == DT_DIR ? A_FOLDER
                                              : kind_of(path.ptr);
        if (what == SKIP || (what == A_FILE && !wanted)) continue;
        fintag_str name = ft_format(arena, "%s%s", entry->d_name, what == A_FOLDER ? "/" : "");
        char **item = name.ptr ? FT_PUSH(arena, found) : NULL;
        if (item) *item = (char *)name.ptr;
    }
    int failure = errno;
    closedir(dir);
    return arena->failed ? ENOMEM : failure;
}

/* One folder being visited; the chain of them stands in for recursion, so that depth costs no stack. */
typedef struct level level;
struct level {
    level *up;
    ft_arena arena;
    const char *path;
    names entries;
    size_t next;
};

static int enter(level **top, const char *path, bool (*is_wanted)(const char *)) {
    level *down = calloc(1, sizeof *down);
    if (!down) return ENOMEM;
    down->path = ft_copy(&down->arena, path, strlen(path)).ptr;
    int failure = down->path ? list(&down->arena, down->path, is_wanted, &down->entries) : ENOMEM;
    if (failure) {
        ft_arena_free(&down->arena);
        free(down);
        return failure;
    }
    if (down->entries.count) qsort(down->entries.items, down->entries.count, sizeof(char *), by_bytes);
    down->up = *top;
    *top = down;
    return 0;
}

static void leave(level **top) {
    level *down = *top;
    *top = down->up;
    ft_arena_free(&down->arena);
    free(down);
}

int ft_walk(const char *folder, bool (*is_wanted)(const char *name), ft_walk_fn *visit, void *ctx) {
    level *top = NULL;
    int failure = enter(&top, folder, is_wanted);
    bool going = true;
    while (top) {
        if (!going || top->next == top->entries.count) {
            leave(&top);
            continue;
        }
        const char *name = top->entries.items[top->next++];
        fintag_str path = join(&top->arena, top->path, name);
        if (!path.ptr) {
            going = visit(ctx, top->path, ENOMEM);
            continue;
        }
        size_t len = path.len;
        if (path.ptr[len - 1] != '/') {
            going = visit(ctx, path.ptr, 0);
            continue;
        }
        ((char *)path.ptr)[len - 1] = 0;
        int unreadable = enter(&top, path.ptr, is_wanted);
        if (unreadable) going = visit(ctx, path.ptr, unreadable);
    }
    return failure;
}
