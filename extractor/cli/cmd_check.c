/* Verify an output against its sources. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "cli/cmd.h"
#include "cli/cut.h"
#include "cli/member.h"
#include "cli/message.h"

enum { O_INPUT };

static const ft_option options[] = {
    {.id = O_INPUT,
     .name = "input",
     .argument = "SOURCE",
     .help = "the stream or file that was read, or the folder that paths are relative to"}};

typedef struct {
    const char *input;
    unsigned long line;
    size_t problems, entities, unread;
    ft_members *members;
    fintag_str source; /* bytes of the record's path */
    ft_buf name;       /* under which they are looked for */
    ft_cutter cutter;
} checking;

static void problem(checking *c, const char *what, const char *text) {
    printf("line %lu: %s%s%s\n", c->line, what, text ? ": " : "", text ? text : "");
    c->problems++;
}

/* The source of a record's path: below the folder that --input names, or in the file that it names. */
static bool load(checking *c, const char *path) {
    struct stat info;
    bool folder = c->input && stat(c->input, &info) == 0 && S_ISDIR(info.st_mode);
    const char *member = path ? strchr(path, '!') : NULL;
    ft_buf_clear(&c->name);
    if (c->input && (!folder || (path && path[0] != '/'))) ft_buf_put(&c->name, c->input, strlen(c->input));
    if (folder) ft_buf_byte(&c->name, '/');
    const char *rest = c->input && !folder ? member : path;
    if (rest) ft_buf_put(&c->name, rest, strlen(rest));
    ft_buf_byte(&c->name, 0);
    c->source = c->name.failed ? (fintag_str){0} : ft_members_get(c->members, c->name.ptr);
    return c->source.ptr != NULL;
}

/* Byte offset of a position counted in the record's unit; SIZE_MAX when it lies outside. */
static size_t byte_of(const char *text, size_t len, size_t position, const char *unit) {
    if (strcmp(unit, "byte") == 0) return position <= len ? position : SIZE_MAX;
    bool utf16 = strcmp(unit, "utf16") == 0;
    size_t at = 0, seen = 0;
    while (at < len && seen < position) {
        unsigned width = ft_utf8_len((unsigned char)text[at]);
        seen += utf16 && width == 4 ? 2 : 1;
        at += width;
    }
    return seen == position ? at : SIZE_MAX;
}

static void check_keys(checking *c, const json_t *record) {
    static const char *const ok[] = {"schema", "id",        "source_id", "status",   "path",      "format",
                                     "title",  "published", "lang",      "url",      "media",     "author",
                                     "tags",   "offsets",   "text",      "entities", "companies", "warnings"};
    size_t at = 0, n = sizeof ok / sizeof *ok;
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)record, key, value) {
        size_t from = at;
        while (at < n && strcmp(ok[at], key) != 0) at++;
        if (at == n) {
            problem(c, "unknown or misplaced key", key);
            at = from;
        } else {
            at++;
        }
    }
}

static void check_entity(checking *c, const json_t *record, const json_t *entity, const char *unit, bool have_source) {
    const char *format = json_string_value(json_object_get(record, "format"));
    const char *in = json_string_value(json_object_get(entity, "in")),
               *text = json_string_value(json_object_get(entity, "text"));
    const json_t *field = json_object_get(record, in ? in : "");
    size_t start = (size_t)json_number_value(json_object_get(entity, "start")),
           end = (size_t)json_number_value(json_object_get(entity, "end"));
    if (!in || !text) {
        problem(c, "an entity without in or text", NULL);
        return;
    }
    c->entities++;
    if (json_is_string(field)) {
        size_t len = json_string_length(field), begin = byte_of(json_string_value(field), len, start, unit),
               stop = byte_of(json_string_value(field), len, end, unit);
        if (begin == SIZE_MAX || stop == SIZE_MAX || stop <= begin || stop - begin != strlen(text) ||
            memcmp(json_string_value(field) + begin, text, stop - begin) != 0)
            problem(c, "start and end do not cut the text of", text);
    }
    const json_t *source = json_object_get(entity, "source");
    size_t from = (size_t)json_number_value(json_object_get(source, "start")),
           to = (size_t)json_number_value(json_object_get(source, "end"));
    if (!have_source) return;
    if (from >= to || to > c->source.len)
        problem(c, "source offsets lie outside the file", text);
    else if (!ft_cut_agrees(&c->cutter, (fintag_str){c->source.ptr + from, to - from}, format,
                            (fintag_str){text, strlen(text)}))
        problem(c, "source offsets do not cut", text);
}

static void check_record(checking *c, const json_t *record) {
    const char *status = json_string_value(json_object_get(record, "status")),
               *unit = json_string_value(json_object_get(record, "offsets"));
    if (!status || !json_is_string(json_object_get(record, "schema"))) {
        problem(c, "not a record of fintag", NULL);
        return;
    }
    if (strcmp(status, "ok") != 0) return;
    check_keys(c, record);
    bool have_source = load(c, json_string_value(json_object_get(record, "path")));
    if (!have_source) c->unread++;
    size_t index;
    json_t *entity;
    const char *last_in = "title";
    double last_end = 0;
    json_array_foreach(json_object_get(record, "entities"), index, entity) {
        const char *in = json_string_value(json_object_get(entity, "in"));
        double start = json_number_value(json_object_get(entity, "start"));
        if (in && strcmp(in, last_in) != 0) last_end = 0;
        if (in && strcmp(in, "title") == 0 && strcmp(last_in, "text") == 0) problem(c, "title after text", NULL);
        if (start < last_end)
            problem(c, "entities overlap or are out of order", json_string_value(json_object_get(entity, "text")));
        last_end = json_number_value(json_object_get(entity, "end"));
        if (in) last_in = in;
        check_entity(c, record, entity, unit ? unit : "codepoint", have_source);
    }
}

static bool check_file(checking *c, FILE *file) {
    char *line = NULL;
    size_t capacity = 0;
    for (ssize_t len; (len = getline(&line, &capacity, file)) >= 0;) {
        json_error_t error;
        c->line++;
        json_t *record =
            json_loadb(line, (size_t)len, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, &error);
        if (record)
            check_record(c, record);
        else
            problem(c, "not JSON", error.text);
        json_decref(record);
    }
    free(line);
    return !ferror(file);
}

static int check(const ft_command *self, int argc, char **argv) {
    checking c = {0};
    const char *path = NULL;
    ft_opt opt = ft_command_arguments(self, argc, argv);
    for (int id; (id = ft_opt_next(&opt)) != FT_OPT_END;) {
        if (id == FT_OPT_HELP) return ft_command_help(self);
        if (id == FT_OPT_BAD) return FT_EXIT_USAGE;
        if (id == O_INPUT) c.input = opt.value;
        if (id == FT_OPT_OPERAND) path = opt.value;
    }
    if (!path) {
        ft_say_usage(self->name, "needs the file to check");
        return FT_EXIT_USAGE;
    }
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    if (!file) {
        ft_say("%s: can't be opened", path);
        return FT_EXIT_IO;
    }
    c.members = ft_members_new();
    bool read = c.members && check_file(&c, file);
    if (file != stdin) fclose(file);
    ft_members_free(c.members);
    ft_cutter_free(&c.cutter);
    ft_buf_free(&c.name);
    printf("%lu records, %zu entities, %zu problems", c.line, c.entities, c.problems);
    if (c.unread) printf("; the sources of %zu records could not be read (--input)", c.unread);
    putchar('\n');
    return !read ? FT_EXIT_IO : c.problems ? FT_EXIT_FOUND : FT_EXIT_OK;
}

const ft_command ft_command_check = {
    .name = "check",
    .summary = "verify an output against its sources",
    .usage = "FILE",
    .details =
        "Verifies every line: valid JSON, keys in their order, entities in order without overlap, start and end "
        "that cut the "
        "entity's text out of its field, and source offsets that cut it out of the file, or out of the member of an "
        "archive, in whatever charset it is.",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .run = check};
