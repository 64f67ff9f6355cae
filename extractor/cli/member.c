#include "cli/member.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/descriptor.h"
#include "cli/layer.h"
#include "input/gzip.h"
#include "input/warc.h"

enum { LEVELS = FT_LAYERS_MAX + 2 };

/* A container that has been opened, and the reader of what is in it. */
typedef struct {
    ft_kind kind;
    const char *name; /* its own */
    size_t names_at;  /* where the names of its members stand in the path */
    ft_archive *archive;
    ft_gzip *gzip;
    ft_warc warc;
    ft_reader reader; /* of the member at hand */
} level;

struct ft_members {
    int fd;
    ft_descriptor descriptor;
    ft_reader file;
    char *opened; /* path of the file */
    level levels[LEVELS];
    unsigned depth;
    char *path; /* that `bytes` are of */
    ft_buf bytes;
    bool have;
};

ft_members *ft_members_new(void) {
    ft_members *members = calloc(1, sizeof *members);
    if (members) members->fd = -1;
    return members;
}

static void close_levels(ft_members *m, unsigned depth) {
    while (m->depth > depth) {
        level *l = &m->levels[--m->depth];
        ft_archive_close(l->archive);
        ft_gzip_close(l->gzip);
        ft_warc_free(&l->warc);
        ft_reader_free(&l->reader);
        *l = (level){0};
    }
}

static void close_file(ft_members *m) {
    close_levels(m, 0);
    if (m->fd >= 0) close(m->fd);
    m->fd = -1;
    free(m->opened);
    m->opened = NULL;
}

void ft_members_free(ft_members *m) {
    if (!m) return;
    close_file(m);
    ft_reader_free(&m->file);
    ft_buf_free(&m->bytes);
    free(m->path);
    free(m);
}

/* Length of the part of the path that is a file: up to an exclamation mark, or all of it. */
static size_t file_part(const char *path) {
    struct stat info;
    for (size_t len = strcspn(path, "!");; len += 1 + strcspn(path + len + 1, "!")) {
        char *name = strndup(path, len);
        bool there = name && stat(name, &info) == 0 && S_ISREG(info.st_mode);
        free(name);
        if (there) return len;
        if (!path[len]) return 0;
    }
}

static bool open_file(ft_members *m, const char *path, size_t len) {
    close_file(m);
    m->opened = strndup(path, len);
    m->fd = m->opened ? open(m->opened, O_RDONLY | O_CLOEXEC | O_NOCTTY) : -1;
    if (m->fd < 0) return false;
    ft_descriptor_begin(&m->descriptor, m->fd, -1);
    ft_reader_begin(&m->file, &m->descriptor.supply);
    return true;
}

static bool keep(ft_members *m, fintag_str bytes) {
    ft_buf_clear(&m->bytes);
    ft_buf_put(&m->bytes, bytes.ptr, bytes.len);
    ft_buf_byte(&m->bytes, 0);
    return !m->bytes.failed;
}

static bool read_whole(ft_members *m, ft_reader *reader) {
    fintag_str bytes;
    ft_read_result result = ft_reader_all(reader, (size_t)1 << 40, &bytes);
    /* Of what is cut, the articles before the cut count. */
    return (result == FT_READ_OK || result == FT_READ_FAILED) && keep(m, bytes);
}

static bool find_page(ft_members *m, level *l, const char *key) {
    ft_warc_record record;
    while (ft_warc_next(&l->warc, &record) == FT_READ_OK)
        if (strcmp(record.key, key) == 0) return !record.problem && keep(m, record.page);
    return false;
}

/* What is left of `rest` behind the member's name; NULL when it names another one. */
static const char *behind(const char *rest, const char *name) {
    size_t len = strlen(name);
    if (strncmp(rest, name, len) != 0 || (rest[len] && rest[len] != '!')) return NULL;
    return rest[len] ? rest + len + 1 : rest + len;
}

static bool descend(ft_members *m, ft_reader *reader, const char *name, const char *rest);

/* Look on in the container, from where it is. */
static bool find_member(ft_members *m, level *l) {
    const char *rest = m->path + l->names_at;
    if (l->kind == FT_KIND_WARC) return find_page(m, l, rest);
    if (l->kind == FT_KIND_GZIP) {
        ft_reader_begin(&l->reader, ft_gzip_supply(l->gzip));
        return descend(m, &l->reader, l->name, rest);
    }
    while (ft_archive_next(l->archive) == FT_READ_OK) {
        bool mere = l->kind == FT_KIND_COMPRESSED;
        const char *name = mere ? l->name : ft_archive_name(l->archive);
        const char *left = mere ? rest : behind(rest, name);
        if (!left) continue;
        ft_reader_begin(&l->reader, ft_archive_supply(l->archive));
        return descend(m, &l->reader, name, left);
    }
    return false;
}

/* The reader is at a file or member; the rest of the path leads on from there. */
static bool descend(ft_members *m, ft_reader *reader, const char *name, const char *rest) {
    ft_kind kind;
    if (ft_sniff_kind(reader, name, false, NULL, &kind) != FT_READ_OK) return false;
    bool pages = kind == FT_KIND_WARC && *rest;
    bool gzip = kind == FT_KIND_GZIP;
    bool archive = kind == FT_KIND_TAR || kind == FT_KIND_ZIP || kind == FT_KIND_COMPRESSED;
    if (!pages && !archive && !gzip) return !*rest && read_whole(m, reader);
    if (m->depth == LEVELS) return false;
    level *l = &m->levels[m->depth++];
    l->kind = kind;
    l->name = name;
    l->names_at = (size_t)(rest - m->path);
    l->warc = (ft_warc){.reader = reader, .most = FT_MAX_ARTICLE_LIMIT};
    if (archive) l->archive = ft_archive_open(reader, kind, &m->descriptor.budget);
    if (gzip) l->gzip = ft_gzip_open(reader, &m->descriptor.budget);
    return (pages || l->archive || l->gzip) && find_member(m, l);
}

static bool is_mere_compression(ft_kind kind) {
    return kind == FT_KIND_COMPRESSED || kind == FT_KIND_GZIP;
}

/* Look on in the innermost container that this path and the one before lead into. */
static bool go_on(ft_members *m, const char *before) {
    unsigned depth = m->depth;
    size_t shared = 0;
    while (before[shared] && before[shared] == m->path[shared]) shared++;
    while (depth && (is_mere_compression(m->levels[depth - 1].kind) || m->levels[depth - 1].names_at > shared)) depth--;
    close_levels(m, depth);
    return depth && find_member(m, &m->levels[depth - 1]);
}

fintag_str ft_members_get(ft_members *m, const char *path) {
    if (!m->path || strcmp(m->path, path) != 0) {
        char *before = m->path;
        m->path = strdup(path);
        m->have = false;
        size_t len = m->path ? file_part(path) : 0;
        bool same = before && m->opened && strlen(m->opened) == len && memcmp(m->opened, path, len) == 0;
        if (len) m->have = same && go_on(m, before);
        if (len && !m->have && open_file(m, path, len))
            m->have = descend(m, &m->file, m->opened, m->path + len + (path[len] != 0));
        free(before);
    }
    return m->have ? (fintag_str){m->bytes.ptr, m->bytes.len - 1} : (fintag_str){0};
}
