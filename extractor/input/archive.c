#include "input/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/decode.h"

struct ft_archive {
    ft_supply supply; /* of the member at hand; first, so that it can be cast back */
    struct archive *handle;
    ft_reader *outer;
    ft_budget *budget;
    ft_expansion member; /* at hand */
    bool dead, stopped;
    char problem[256];
    ft_buf name;
    locale_t utf8, before; /* libarchive turns names into the locale's charset */
};

static la_ssize_t give(struct archive *handle, void *ctx, const void **bytes) {
    ft_archive *archive = ctx;
    fintag_str rest = ft_reader_rest(archive->outer);
    if (!rest.len) {
        ft_read_result result = ft_reader_more(archive->outer);
        if (result == FT_READ_END) return 0;
        if (result != FT_READ_OK) {
            archive->stopped = result == FT_READ_STOPPED;
            archive_set_error(handle, EIO, "%s",
                              archive->outer->supply->problem ? archive->outer->supply->problem : "");
            return -1;
        }
        rest = ft_reader_rest(archive->outer);
    }
    ft_reader_skip(archive->outer, rest.len);
    archive->member.in += rest.len;
    *bytes = rest.ptr;
    return (la_ssize_t)rest.len;
}

static la_int64_t seek(struct archive *handle, void *ctx, la_int64_t offset, int whence) {
    (void)handle;
    ft_archive *archive = ctx;
    int64_t place = ft_reader_seek(archive->outer, offset, whence);
    return place < 0 ? ARCHIVE_FATAL : place;
}

static void say(ft_archive *archive, const char *otherwise) {
    const char *said = archive_error_string(archive->handle);
    snprintf(archive->problem, sizeof archive->problem, "%s", said && *said ? said : otherwise);
}

static ft_read_result pull(ft_supply *supply, char *to, size_t room, size_t *got) {
    ft_archive *archive = (ft_archive *)supply;
    if (ft_is_bomb(archive->budget, &archive->member, archive->problem, sizeof archive->problem)) {
        archive->dead = archive->dead || ft_budget_is_spent(archive->budget);
        return FT_READ_FAILED;
    }
    la_ssize_t result;
    do result = archive_read_data(archive->handle, to, room);
    while (result == ARCHIVE_RETRY);
    if (result == 0) return FT_READ_END;
    if (result < 0) {
        archive->dead = archive->dead || result == ARCHIVE_FATAL;
        say(archive, "the archive is damaged");
        return archive->stopped ? FT_READ_STOPPED : FT_READ_FAILED;
    }
    *got = (size_t)result;
    archive->member.out += *got;
    archive->budget->out += *got;
    return FT_READ_OK;
}

static bool support(struct archive *handle, ft_kind kind) {
    if (kind == FT_KIND_ZIP) return archive_read_support_format_zip(handle) == ARCHIVE_OK;
    if (kind == FT_KIND_TAR) return archive_read_support_format_tar(handle) == ARCHIVE_OK;
    /* Filters that would run a program are none of ours; a missing one shows when its file comes. */
    archive_read_support_filter_bzip2(handle);
    archive_read_support_filter_xz(handle);
    archive_read_support_filter_zstd(handle);
    archive_read_support_filter_lz4(handle);
    return archive_read_support_format_raw(handle) == ARCHIVE_OK;
}

ft_archive *ft_archive_open(ft_reader *outer, ft_kind kind, ft_budget *budget) {
    ft_archive *archive = calloc(1, sizeof *archive);
    if (!archive) return NULL;
    archive->supply = (ft_supply){.pull = pull, .problem = archive->problem, .waits = outer->supply->waits};
    archive->outer = outer;
    archive->budget = budget;
    archive->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    if (archive->utf8) archive->before = uselocale(archive->utf8);
    archive->handle = archive_read_new();
    if (!archive->handle || !support(archive->handle, kind)) {
        ft_archive_close(archive);
        return NULL;
    }
    archive_read_set_read_callback(archive->handle, give);
    if (kind == FT_KIND_ZIP && outer->supply->seek) archive_read_set_seek_callback(archive->handle, seek);
    archive_read_set_callback_data(archive->handle, archive);
    if (archive_read_open1(archive->handle) != ARCHIVE_OK) {
        say(archive, "the archive can't be opened");
        archive->dead = true;
    }
    return archive;
}

void ft_archive_close(ft_archive *archive) {
    if (!archive) return;
    if (archive->handle) archive_read_free(archive->handle);
    if (archive->utf8) {
        uselocale(archive->before);
        freelocale(archive->utf8);
    }
    ft_buf_free(&archive->name);
    free(archive);
}

/* Names are in whatever charset the maker's system used. */
static bool set_name(ft_archive *archive, struct archive_entry *entry) {
    const char *name = archive_entry_pathname(entry);
    if (!name) name = archive_entry_pathname_utf8(entry);
    if (!name) name = "";
    while (name[0] == '.' && name[1] == '/') name += 2;
    ft_offmap map = {0};
    ft_decoded how;
    ft_buf_clear(&archive->name);
    bool decoded = ft_decode((fintag_str){name, strlen(name)}, (fintag_str){0}, &archive->name, &map, &how);
    ft_offmap_free(&map);
    ft_buf_byte(&archive->name, 0);
    return decoded && !archive->name.failed;
}

ft_read_result ft_archive_next(ft_archive *archive) {
    struct archive_entry *entry;
    for (;;) {
        if (archive->dead) return archive->stopped ? FT_READ_STOPPED : FT_READ_FAILED;
        int result = archive_read_next_header(archive->handle, &entry);
        if (result == ARCHIVE_EOF) return FT_READ_END;
        if (result == ARCHIVE_RETRY) continue;
        if (result < ARCHIVE_WARN) {
            say(archive, "the archive is damaged");
            archive->dead = true;
            continue;
        }
        archive->member = (ft_expansion){0};
        if (!set_name(archive, entry)) {
            snprintf(archive->problem, sizeof archive->problem, "out of memory");
            archive->dead = true;
            continue;
        }
        bool hard_link = archive_entry_hardlink(entry) != NULL; /* to a member that is there under its own name */
        if (archive_entry_filetype(entry) == AE_IFREG && !hard_link) return FT_READ_OK;
    }
}

const char *ft_archive_name(const ft_archive *archive) {
    return archive->name.ptr;
}

ft_supply *ft_archive_supply(ft_archive *archive) {
    return &archive->supply;
}

const char *ft_archive_problem(const ft_archive *archive) {
    return archive->problem;
}

bool ft_archive_is_dead(const ft_archive *archive) {
    return archive->dead;
}
