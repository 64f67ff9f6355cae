#include "cli/rules_cache.h"

#include <dirent.h>
#include <errno.h>
#include <fintag/fintag.h>
#include <fts.h>
#include <limits.h>
#include <nettle/sha2.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PACKS_KEPT = 4 };

static bool has_ending(const char *name, const char *ending) {
    size_t len = strlen(name), end = strlen(ending);
    return len > end && strcmp(name + len - end, ending) == 0;
}

static int by_name(const FTSENT **a, const FTSENT **b) {
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

/* The name in the folder, a NUL, and the bytes; their number last, so that no two lists of files look alike. */
static bool hash_file(struct sha256_ctx *hash, const char *path, const char *name) {
    unsigned char chunk[1 << 16];
    uint64_t total = 0;
    FILE *file = fopen(path, "rb");
    if (!file) return false;
    sha256_update(hash, strlen(name) + 1, (const uint8_t *)name);
    for (size_t got; (got = fread(chunk, 1, sizeof chunk, file)) > 0; total += got) sha256_update(hash, got, chunk);
    bool ok = !ferror(file);
    fclose(file);
    sha256_update(hash, sizeof total, (const uint8_t *)&total);
    return ok;
}

/* All files that rules may be read from; one more than are read only makes a pack anew too often. */
static bool hash_folder(struct sha256_ctx *hash, const char *dir) {
    char *paths[] = {strdup(dir), NULL};
    FTS *tree = paths[0] ? fts_open(paths, FTS_LOGICAL | FTS_NOCHDIR, by_name) : NULL;
    bool ok = tree != NULL;
    for (FTSENT *entry; ok && (entry = fts_read(tree));) {
        if (entry->fts_info == FTS_ERR || entry->fts_info == FTS_NS || entry->fts_info == FTS_DNR) ok = false;
        if (entry->fts_info != FTS_F ||
            (!has_ending(entry->fts_name, ".tsv") && !has_ending(entry->fts_name, ".rules")))
            continue;
        ok = ok && hash_file(hash, entry->fts_path, entry->fts_path + strlen(dir));
    }
    if (tree) fts_close(tree);
    free(paths[0]);
    return ok;
}

/* "" when there is no place for it. */
static void cache_folder(char *folder, size_t size) {
    const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    int len = cache && *cache == '/' ? snprintf(folder, size, "%s", cache)
              : home && *home == '/' ? snprintf(folder, size, "%s/.cache", home)
                                     : 0;
    if (len <= 0 || (size_t)len + sizeof "/fintag" > size) {
        *folder = 0;
        return;
    }
    if (mkdir(folder, 0700) != 0 && errno != EEXIST) {
        *folder = 0;
        return;
    }
    memcpy(folder + len, "/fintag", sizeof "/fintag");
    if (mkdir(folder, 0700) != 0 && errno != EEXIST) *folder = 0;
}

bool ft_rules_cache_path(const char *dir, char *path, size_t size) {
    char folder[PATH_MAX], name[2 * SHA256_DIGEST_SIZE + 1];
    uint8_t digest[SHA256_DIGEST_SIZE];
    struct sha256_ctx hash;
    cache_folder(folder, sizeof folder);
    if (!*folder) return false;
    sha256_init(&hash);
    sha256_update(&hash, sizeof FINTAG_VERSION, (const uint8_t *)FINTAG_VERSION);
    if (!hash_folder(&hash, dir)) return false;
    sha256_digest(&hash, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++) snprintf(name + 2 * i, 3, "%02x", digest[i]);
    int len = snprintf(path, size, "%s/%s.pack", folder, name);
    return len > 0 && (size_t)len < size;
}

typedef struct {
    struct timespec written;
    char name[NAME_MAX + 1];
} kept_pack;

static bool is_older(const kept_pack *a, const kept_pack *b) {
    if (a->written.tv_sec != b->written.tv_sec) return a->written.tv_sec < b->written.tv_sec;
    return a->written.tv_nsec < b->written.tv_nsec;
}

void ft_rules_cache_trim(const char *path) {
    const char *slash = strrchr(path, '/');
    char *folder = slash ? strndup(path, (size_t)(slash - path)) : NULL;
    DIR *list = folder ? opendir(folder) : NULL;
    kept_pack kept[PACKS_KEPT];
    size_t count = 0;
    struct stat info;
    for (struct dirent *entry; list && (entry = readdir(list));) {
        if (!has_ending(entry->d_name, ".pack") || fstatat(dirfd(list), entry->d_name, &info, 0) != 0) continue;
        kept_pack pack = {.written = info.st_mtim};
        snprintf(pack.name, sizeof pack.name, "%s", entry->d_name);
        if (count < PACKS_KEPT) {
            kept[count++] = pack;
            continue;
        }
        for (size_t i = 0; i < count; i++) {
            if (!is_older(&kept[i], &pack)) continue;
            kept_pack older = kept[i];
            kept[i] = pack;
            pack = older;
        }
        unlinkat(dirfd(list), pack.name, 0);
    }
    if (list) closedir(list);
    free(folder);
}
