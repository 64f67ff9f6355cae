/* Loading and compiling rules. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "engine/registry.h"

static fintag_status map_pack(const char *path, ft_pack *pack, fintag_error *err) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat info;
    if (fd < 0 || fstat(fd, &info) != 0) {
        fintag_status status = ft_fail_at(err, FINTAG_EIO, path, 0, 0, "can't open the rule pack: %s", strerror(errno));
        if (fd >= 0) close(fd);
        return status;
    }
    size_t size = (size_t)info.st_size;
    void *base = size ? mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;
    int failure = errno;
    close(fd);
    if (base == MAP_FAILED)
        return ft_fail_at(err, FINTAG_EIO, path, 0, 0, size ? "can't map the rule pack: %s" : "an empty rule pack (%s)",
                          strerror(failure));
    fintag_status status = ft_pack_open(pack, base, size, path, err);
    pack->mapped = true;
    if (status) munmap(base, size);
    return status;
}

/* Read and build; dir NULL: only the dictionaries. */
static fintag_status build(const char *dir, const char **dicts, size_t dict_count, unsigned char **base, size_t *size,
                           fintag_error *err) {
    ft_arena arena = {0};
    ft_rule_set set = {.arena = &arena, .values = ft_value_names};
    fintag_status status = dir ? ft_rule_set_read(&set, dir, err) : FINTAG_OK;
    for (size_t i = 0; !status && i < dict_count; i++) status = ft_rule_set_read_dict(&set, dicts[i], err);
    if (!status) status = ft_pack_build(&set, base, size, err);
    if (!status && arena.failed) status = ft_fail_memory(err);
    ft_arena_free(&arena);
    return status;
}

static fintag_status build_pack(const char *dir, const char **dicts, size_t dict_count, ft_pack *pack,
                                fintag_error *err) {
    unsigned char *base = NULL;
    size_t size = 0;
    fintag_status status = build(dir, dicts, dict_count, &base, &size, err);
    if (!status) status = ft_pack_open(pack, base, size, dir ? dir : dicts[0], err);
    if (status) free(base);
    return status;
}

fintag_status fintag_rules_load(const fintag_rules_source *from, fintag_rules **out, fintag_error *err) {
    ft_pack packs[FT_PACKS];
    uint32_t count = 0;
    fintag_error ignored;
    if (!err) err = &ignored;
    *out = NULL;
    const char *pack = from ? from->pack : NULL, *dir = from ? from->dir : NULL;
    if (!pack && !dir) pack = FINTAG_PACK_PATH;
    fintag_status status = pack ? map_pack(pack, &packs[0], err) : build_pack(dir, NULL, 0, &packs[0], err);
    if (status) return status;
    count++;
    if (from && from->dict_count) {
        status = build_pack(NULL, from->dicts, from->dict_count, &packs[1], err);
        if (status) {
            ft_pack_close(&packs[0]);
            return status;
        }
        count++;
    }
    status = ft_handle_new(packs, count, out, err);
    if (!status) status = ft_bind_values(*out, err);
    if (status) {
        fintag_rules_free(*out);
        *out = NULL;
    }
    return status;
}

static fintag_status write_file(const char *path, const unsigned char *bytes, size_t size, fintag_error *err) {
    char temporary[4096];
    if (snprintf(temporary, sizeof temporary, "%s.%ld.tmp", path, (long)getpid()) >= (int)sizeof temporary)
        return ft_fail(err, FINTAG_EIO, "path too long: %s", path);
    FILE *file = fopen(temporary, "wb");
    bool ok = file && fwrite(bytes, 1, size, file) == size;
    if (file && fclose(file) != 0) ok = false;
    if (ok && rename(temporary, path) == 0) return FINTAG_OK;
    fintag_status status = ft_fail_at(err, FINTAG_EIO, path, 0, 0, "can't write: %s", strerror(errno));
    remove(temporary);
    return status;
}

fintag_status fintag_rules_compile(const char *dir, const char *path, fintag_error *err) {
    unsigned char *base = NULL;
    size_t size = 0;
    fintag_status status = build(dir, NULL, 0, &base, &size, err);
    if (!status) status = write_file(path, base, size, err);
    free(base);
    return status;
}

void fintag_rules_free(fintag_rules *rules) {
    ft_handle_free(rules);
}
