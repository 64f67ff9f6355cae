#include "cli/parts.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/message.h"

bool ft_parts_meant(const char *path) {
    struct stat info;
    size_t len = strlen(path);
    return (len && path[len - 1] == '/') || (stat(path, &info) == 0 && S_ISDIR(info.st_mode));
}

static char *inside(ft_arena *arena, const ft_parts *parts, fintag_str name) {
    size_t len = strlen(parts->folder);
    const char *slash = len && parts->folder[len - 1] == '/' ? "" : "/";
    return name.ptr ? (char *)ft_format(arena, "%s%s%s", parts->folder, slash, name.ptr).ptr : NULL;
}

static char *beside(ft_arena *arena, const ft_parts *parts, const char *word) {
    return inside(arena, parts,
                  parts->shards > 1 ? ft_format(arena, "%s-%uof%u", word, parts->shard, parts->shards)
                                    : ft_format(arena, "%s", word));
}

char *ft_parts_name(ft_arena *arena, const ft_parts *parts, uint64_t number) {
    unsigned long long n = number;
    return inside(arena, parts,
                  parts->shards > 1 ? ft_format(arena, "part-%uof%u-%05llu%s%s", parts->shard, parts->shards, n,
                                                parts->ending, parts->compressed)
                                    : ft_format(arena, "part-%05llu%s%s", n, parts->ending, parts->compressed));
}

char *ft_parts_journal(ft_arena *arena, const ft_parts *parts) {
    return beside(arena, parts, "_journal");
}

char *ft_parts_success(ft_arena *arena, const ft_parts *parts) {
    return beside(arena, parts, "_SUCCESS");
}

typedef enum { OTHER, OWN, FOREIGN } owner;

/* Whose part is it? One that is still being written counts as no part. */
static owner owner_of(const ft_parts *parts, const char *name) {
    static const char begin[] = "part-", unfinished[] = ".part";
    size_t len = strlen(name), tail = sizeof unfinished - 1;
    if (strncmp(name, begin, sizeof begin - 1) != 0) return OTHER;
    if (len > tail && strcmp(name + len - tail, unfinished) == 0) return OTHER;
    char *end;
    unsigned long shard = strtoul(name + sizeof begin - 1, &end, 10), shards = 1;
    if (strncmp(end, "of", 2) == 0)
        shards = strtoul(end + 2, &end, 10);
    else
        shard = 1;
    if (shards != parts->shards) return FOREIGN;
    return shard == parts->shard ? OWN : OTHER;
}

bool ft_parts_open(const ft_parts *parts, bool own) {
    if (mkdir(parts->folder, 0777) != 0 && errno != EEXIST) {
        ft_say("can't make %s: %s", parts->folder, strerror(errno));
        return false;
    }
    DIR *dir = opendir(parts->folder);
    if (!dir) {
        ft_say("can't read %s: %s", parts->folder, strerror(errno));
        return false;
    }
    bool free_of_others = true;
    for (struct dirent *entry; free_of_others && (entry = readdir(dir));) {
        owner whose = owner_of(parts, entry->d_name);
        if (whose == OTHER || (whose == OWN && own)) continue;
        free_of_others = false;
        ft_say("%s holds %s of %s run: give an empty folder%s", parts->folder, entry->d_name,
               whose == OWN ? "an earlier" : "another", whose == OWN ? ", or --resume to go on" : "");
    }
    closedir(dir);
    return free_of_others;
}
