/* Sources of the fold tables: Unihan, Unicode's list of radicals, our own variants.tsv, GB 2312. */
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "text/gen_fold.h"

static bool broken(const char *path, unsigned line, const char *why) {
    fprintf(stderr, "%s:%u: %s\n", path, line, why);
    return false;
}

bool gen_read_gb2312(gen_data *data) {
    iconv_t converter = iconv_open("UTF-16LE", "GB2312");
    if (converter == (iconv_t)-1) return broken("GB2312", 0, "libc has no such converter");
    unsigned count = 0;
    for (unsigned lead = 0xB0; lead < 0xF8; lead++) {
        for (unsigned trail = 0xA1; trail < 0xFF; trail++) {
            char pair[2] = {(char)lead, (char)trail}, unit[2], *in = pair, *out = unit;
            size_t in_left = 2, room = 2;
            if (iconv(converter, &in, &in_left, &out, &room) == (size_t)-1) {
                iconv(converter, NULL, NULL, NULL, NULL);
                continue;
            }
            data->gb2312[(unsigned char)unit[0] | (unsigned)(unsigned char)unit[1] << 8] = true;
            count++;
        }
    }
    iconv_close(converter);
    return count == 6763 || broken("GB2312", 0, "libc's converter does not know its 6763 ideographs");
}

/* "U+4E7E" or "U+4E7E<kSource": the point, or 0. */
static uint32_t read_point(const char *word) {
    if (strncmp(word, "U+", 2) != 0) return 0;
    unsigned long point = strtoul(word + 2, NULL, 16);
    return point < GEN_POINTS ? (uint32_t)point : 0;
}

/* Of several simplified forms the first that plain text can hold; none when the form itself is among them. */
static uint32_t choose_simple(uint32_t from, char *forms) {
    uint32_t chosen = 0;
    for (char *word = strtok(forms, " \n"); word; word = strtok(NULL, " \n")) {
        uint32_t to = read_point(word);
        if (to == from) return 0;
        if (to && (!chosen || (chosen > 0xFFFF && to <= 0xFFFF))) chosen = to;
    }
    return chosen;
}

bool gen_read_unihan(gen_data *data, const char *path) {
    FILE *file = fopen(path, "r");
    if (!file) return broken(path, 0, "cannot be opened");
    char line[1024];
    unsigned count = 0;
    while (fgets(line, sizeof line, file)) {
        char *field = strchr(line, '\t'), *forms = field ? strchr(field + 1, '\t') : NULL;
        if (!forms || strncmp(field + 1, "kSimplifiedVariant\t", 19) != 0) continue;
        uint32_t from = read_point(line);
        data->simple[from] = choose_simple(from, forms + 1);
        count += data->simple[from] != 0;
    }
    fclose(file);
    return count > 4000 || broken(path, 0, "has hardly any kSimplifiedVariant");
}

bool gen_read_radicals(gen_data *data, const char *path) {
    FILE *file = fopen(path, "r");
    if (!file) return broken(path, 0, "cannot be opened");
    char line[1024];
    for (unsigned number = 1; fgets(line, sizeof line, file); number++) {
        unsigned long first, last, to;
        if (sscanf(line, "%lx..%lx ; %lx", &first, &last, &to) != 3) {
            if (sscanf(line, "%lx ; %lx", &first, &to) != 2) continue;
            last = first;
        }
        if (to >= 0x10000) continue;
        if (first > last || last >= 0x10000) return fclose(file), broken(path, number, "not a radical");
        /* Strokes (U+31C0) are drawings, and a form that plain text also uses is none of ours. */
        for (unsigned long point = first; point <= last; point++) {
            if (point < 0x2E80 || point > 0x2FDF || data->rule[point] != GEN_NONE) continue;
            data->rule[point] = GEN_TO;
            data->to[point] = (uint32_t)to;
        }
    }
    fclose(file);
    return true;
}

/* A cell: one character, or U+XXXX. Returns what follows it, NULL when it is neither. */
static const char *read_cell(const char *at, uint32_t *point) {
    if (strncmp(at, "U+", 2) == 0) {
        char *end;
        unsigned long value = strtoul(at + 2, &end, 16);
        *point = (uint32_t)value;
        return end > at + 2 && value < GEN_POINTS ? end : NULL;
    }
    utf8proc_int32_t value;
    utf8proc_ssize_t len = utf8proc_iterate((const utf8proc_uint8_t *)at, -1, &value);
    *point = (uint32_t)value;
    return len > 0 && value > ' ' ? at + len : NULL;
}

static gen_rule rule_named(const char *word, size_t len) {
    static const struct {
        const char *name;
        gen_rule rule;
    } names[] = {{"same", GEN_SAME},
                 {"gone", GEN_GONE},
                 {"apostrophe", GEN_APOSTROPHE},
                 {"raised", GEN_RAISED},
                 {"circle", GEN_CIRCLE}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i].name) == len && memcmp(names[i].name, word, len) == 0) return names[i].rule;
    return GEN_NONE;
}

static const char *read_variant(gen_data *data, const char *line) {
    uint32_t first, last, to = 0;
    const char *at = read_cell(line, &first);
    if (!at) return "the first column is not a character";
    last = first;
    if (*at == '-' && !(at = read_cell(at + 1, &last))) return "the range has no end";
    if (*at != '\t' || last < first) return "a tab and a second column are missing";
    at++;
    size_t len = strcspn(at, "\t\n");
    gen_rule rule = rule_named(at, len);
    if (rule == GEN_NONE) {
        const char *end = read_cell(at, &to);
        if (!end || end != at + len) return "the second column is neither a character nor a word known here";
        rule = GEN_TO;
        if (to == first) return "changes nothing; write `same`";
    }
    for (uint32_t point = first; point <= last; point++) {
        if (data->rule[point] != GEN_NONE) return "stands here twice";
        data->rule[point] = (uint8_t)rule;
        data->to[point] = to;
    }
    return NULL;
}

bool gen_read_variants(gen_data *data, const char *path) {
    FILE *file = fopen(path, "r");
    if (!file) return broken(path, 0, "cannot be opened");
    char line[1024];
    const char *why = NULL;
    unsigned number = 0;
    while (!why && fgets(line, sizeof line, file)) {
        number++;
        if (*line != '#' && *line != '\n') why = read_variant(data, line);
    }
    fclose(file);
    return !why || broken(path, number, why);
}
