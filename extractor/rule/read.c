/* Folders and files of rules, and the lines in them. */
#include <errno.h>
#include <fts.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"
#include "rule/source.h"

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

fintag_str ft_trim(fintag_str text) {
    while (text.len && is_blank(text.ptr[0])) {
        text.ptr++;
        text.len--;
    }
    while (text.len && is_blank(text.ptr[text.len - 1])) text.len--;
    return text;
}

bool ft_next_line(fintag_str *rest, ft_line *line) {
    if (!rest->len) return false;
    const char *end = memchr(rest->ptr, '\n', rest->len);
    size_t len = end ? (size_t)(end - rest->ptr) : rest->len;
    line->text = (fintag_str){rest->ptr, len};
    line->line++;
    line->column = 1;
    size_t used = len + (end != NULL);
    rest->ptr += used;
    rest->len -= used;
    return true;
}

fintag_str ft_next_word(fintag_str *rest) {
    fintag_str trimmed = ft_trim(*rest);
    size_t len = 0;
    while (len < trimmed.len && !is_blank(trimmed.ptr[len])) len++;
    *rest = ft_trim((fintag_str){trimmed.ptr + len, trimmed.len - len});
    return (fintag_str){trimmed.ptr, len};
}

bool ft_type_parse(fintag_str name, fintag_type *type) {
    for (int t = 0; t <= FINTAG_TRAP; t++) {
        if (!ft_str_is(name, fintag_type_name((fintag_type)t))) continue;
        *type = (fintag_type)t;
        return true;
    }
    return false;
}

const char *fintag_type_name(fintag_type type) {
    static const char *const names[] = {"ticker", "company", "organization", "index", "date", "quantity", "trap"};
    return (unsigned)type < sizeof names / sizeof *names ? names[type] : "unknown";
}

uint32_t ft_class_index(ft_rule_set *set, fintag_str name) {
    for (size_t i = 0; i < set->classes.count; i++)
        if (ft_str_eq(set->classes.items[i].name, name)) return (uint32_t)i;
    ft_class_source *class = FT_PUSH(set->arena, &set->classes);
    if (!class) return UINT32_MAX;
    *class = (ft_class_source){.name = name, .priority = 50, .confidence = 0.9, .rule = UINT32_MAX};
    return (uint32_t)(set->classes.count - 1);
}

static fintag_status read_file(ft_arena *arena, const char *path, fintag_str *text, fintag_error *err) {
    FILE *file = fopen(path, "rb");
    if (!file) return ft_fail_at(err, FINTAG_EIO, path, 0, 0, "can't open: %s", strerror(errno));
    fintag_status status = FINTAG_OK;
    size_t len = 0, capacity = 1 << 16;
    char *bytes = ft_alloc(arena, capacity);
    while (bytes) {
        len += fread(bytes + len, 1, capacity - len, file);
        if (len < capacity) break;
        bytes = ft_grow(arena, bytes, capacity, capacity * 2);
        capacity *= 2;
    }
    if (!bytes)
        status = ft_fail_memory(err);
    else if (ferror(file))
        status = ft_fail_at(err, FINTAG_EIO, path, 0, 0, "can't read: %s", strerror(errno));
    fclose(file);
    *text = (fintag_str){bytes, len};
    return status;
}

static bool has_ending(const char *name, const char *ending) {
    size_t len = strlen(name), end = strlen(ending);
    return len > end && strcmp(name + len - end, ending) == 0;
}

static fintag_status read_entry(ft_rule_set *set, const char *path, const char *name, fintag_error *err) {
    bool tsv = has_ending(path, ".tsv"), rules = has_ending(path, ".rules");
    if (!tsv && !rules) return FINTAG_OK;
    fintag_str text = {0};
    fintag_status status = read_file(set->arena, path, &text, err);
    if (status) return status;
    fintag_str kept = ft_copy(set->arena, name, strlen(name));
    if (!kept.ptr) return ft_fail_memory(err);
    return tsv ? ft_read_tsv(set, kept.ptr, text, false, err) : ft_read_patterns(set, kept.ptr, text, err);
}

static int by_name(const FTSENT **a, const FTSENT **b) {
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

fintag_status ft_rule_set_read(ft_rule_set *set, const char *dir, fintag_error *err) {
    char *paths[] = {strdup(dir), NULL};
    if (!paths[0]) return ft_fail_memory(err);
    FTS *tree = fts_open(paths, FTS_LOGICAL | FTS_NOCHDIR, by_name);
    fintag_status status = tree ? FINTAG_OK : ft_fail_memory(err);
    size_t files = 0;
    for (FTSENT *entry; !status && (entry = fts_read(tree));) {
        if (entry->fts_info == FTS_D && entry->fts_level > 0 &&
            ft_str_is((fintag_str){entry->fts_name, entry->fts_namelen}, "master"))
            fts_set(tree, entry, FTS_SKIP);
        if (entry->fts_info == FTS_ERR || entry->fts_info == FTS_NS || entry->fts_info == FTS_DNR)
            status = ft_fail_at(err, FINTAG_EIO, entry->fts_path, 0, 0, "can't read: %s", strerror(entry->fts_errno));
        if (entry->fts_info != FTS_F || entry->fts_name[0] == '.') continue;
        const char *name = entry->fts_path + strlen(dir);
        while (*name == '/') name++;
        status = read_entry(set, entry->fts_path, *name ? name : entry->fts_path, err);
        files += has_ending(name, ".tsv") || has_ending(name, ".rules");
    }
    if (tree) fts_close(tree);
    free(paths[0]);
    if (!status && !files) return ft_fail_at(err, FINTAG_EIO, dir, 0, 0, "no .rules and no .tsv file here");
    return status;
}

fintag_status ft_rule_set_read_dict(ft_rule_set *set, const char *path, fintag_error *err) {
    fintag_str text = {0};
    fintag_status status = read_file(set->arena, path, &text, err);
    return status ? status : ft_read_tsv(set, path, text, true, err);
}
