/* Dictionaries: %directives, one header line, rows. See rules/README.md. */
#include <stdlib.h>

#include "base/error.h"
#include "base/utf8.h"
#include "rule/source.h"
#include "text/decode.h"
#include "text/fold.h"

typedef struct {
    ft_rule_set *set;
    ft_line line;
    uint32_t class;  /* UINT32_MAX until %class */
    uint32_t schema; /* UINT32_MAX until the header line */
    size_t columns;
    uint8_t surface, flags; /* cells of these columns */
    fintag_error *err;
} reader;

static fintag_status fail(reader *r, unsigned column, const char *message, fintag_str about) {
    return ft_fail_at(r->err, FINTAG_ESYNTAX, r->line.file, r->line.line, column, "%s ‘%.*s’", message,
                      (int)(about.len < 100 ? about.len : 100), about.ptr ? about.ptr : "");
}

static fintag_status need_class(reader *r) {
    if (r->class != UINT32_MAX) return FINTAG_OK;
    return fail(r, 1, "a %class line must come before", ft_trim(r->line.text));
}

/* The pseudo-rule that stands for the hits of a class. */
static fintag_status add_pseudo_rule(reader *r) {
    ft_rule_set *set = r->set;
    ft_class_source *class = &set->classes.items[r->class];
    if (class->rule != UINT32_MAX) return FINTAG_OK;
    ft_rule_source *rule = FT_PUSH(set->arena, &set->rules);
    if (!rule) return ft_fail_memory(r->err);
    fintag_str id = ft_format(set->arena, "%.*s.dictionary", (int)class->name.len, class->name.ptr);
    *rule =
        (ft_rule_source){.info = {.id = id,
                                  .type = {fintag_type_name(class->entity), strlen(fintag_type_name(class->entity))},
                                  .value = FINTAG_STR("dictionary"),
                                  .file = {r->line.file, strlen(r->line.file)},
                                  .pattern = FINTAG_STR(""),
                                  .line = r->line.line},
                         .type = class->entity,
                         .header_line = r->line.line,
                         .dictionary = true};
    class->rule = (uint32_t)(set->rules.count - 1);
    return FINTAG_OK;
}

static fintag_status directive(reader *r, fintag_str text) {
    fintag_str rest = {text.ptr + 1, text.len - 1};
    fintag_str word = ft_next_word(&rest);
    if (ft_str_is(word, "class")) {
        if (!rest.len) return fail(r, 1, "a class needs a name", text);
        r->class = ft_class_index(r->set, rest);
        if (r->class == UINT32_MAX) return ft_fail_memory(r->err);
        ft_class_source *class = &r->set->classes.items[r->class];
        if (!class->file) class->file = r->line.file, class->line = r->line.line;
        return FINTAG_OK;
    }
    fintag_status status = need_class(r);
    if (status) return status;
    ft_class_source *class = &r->set->classes.items[r->class];
    if (ft_str_is(word, "entity")) {
        if (!ft_type_parse(rest, &class->entity)) return fail(r, 1, "no such entity type", rest);
        class->has_entity = true;
        return add_pseudo_rule(r);
    }
    if (ft_str_is(word, "key")) {
        class->key_only = true;
        return FINTAG_OK;
    }
    if (ft_str_is(word, "priority")) {
        class->priority = (int32_t)strtol(rest.len ? ft_copy(r->set->arena, rest.ptr, rest.len).ptr : "50", NULL, 10);
        return FINTAG_OK;
    }
    if (ft_str_is(word, "confidence")) {
        class->confidence = strtod(rest.len ? ft_copy(r->set->arena, rest.ptr, rest.len).ptr : "0.9", NULL);
        return FINTAG_OK;
    }
    if (ft_str_is(word, "+") || ft_str_is(word, "-")) {
        if (class->rule == UINT32_MAX) return fail(r, 1, "only a class with %entity has examples", text);
        ft_line at = r->line;
        at.text = rest;
        return ft_read_example(r->set, class->rule, word.ptr[0] == '+', at, r->err);
    }
    return fail(r, 1, "unknown directive", text);
}

static fintag_status header(reader *r, fintag_str text) {
    static const char *const names[] = {
#define X(name) #name,
        FT_COLUMNS(X)
#undef X
    };
    fintag_status status = need_class(r);
    if (status) return status;
    ft_schema *schema = FT_PUSH(r->set->arena, &r->set->schemas);
    if (!schema) return ft_fail_memory(r->err);
    memset(schema->index, FT_NO_CELL, sizeof schema->index);
    size_t cell = 0;
    while (true) {
        const char *tab = memchr(text.ptr, '\t', text.len);
        fintag_str name = ft_trim((fintag_str){text.ptr, tab ? (size_t)(tab - text.ptr) : text.len});
        for (size_t c = 0; c < FT_COL_COUNT; c++)
            if (ft_str_is(name, names[c])) schema->index[c] = (uint8_t)cell;
        cell++;
        if (!tab || cell == FT_NO_CELL) break;
        text.len -= (size_t)(tab + 1 - text.ptr);
        text.ptr = tab + 1;
    }
    if (schema->index[FT_COL_surface] == FT_NO_CELL)
        return fail(r, 1, "no column named surface in", ft_trim(r->line.text));
    schema->count = (uint8_t)cell;
    r->schema = (uint32_t)(r->set->schemas.count - 1);
    r->columns = cell;
    r->surface = schema->index[FT_COL_surface];
    r->flags = schema->index[FT_COL_flags];
    return FINTAG_OK;
}

static bool has_flag(fintag_str flags, const char *flag) {
    size_t len = strlen(flag);
    while (flags.len) {
        const char *bar = memchr(flags.ptr, '|', flags.len);
        size_t part = bar ? (size_t)(bar - flags.ptr) : flags.len;
        if (part == len && memcmp(flags.ptr, flag, len) == 0) return true;
        if (!bar) return false;
        flags.ptr += part + 1;
        flags.len -= part + 1;
    }
    return false;
}

/* Which units of the surface are upper case as written. Surfaces whose folding changes their length have no case. */
static void note_case(ft_row_source *row, fintag_str written) {
    uint32_t at = 0;
    for (size_t i = 0; i < written.len && at < row->surface.len; at++) {
        unsigned len;
        uint32_t c = ft_utf8_get(written.ptr + i, &len);
        if (c >= 'A' && c <= 'Z') row->upper[at >> 6] |= (uint64_t)1 << (at & 63);
        i += len;
    }
}

static fintag_status add_row(reader *r, fintag_str *cells) {
    fintag_str written = cells[r->surface];
    if (!written.len) return fail(r, 1, "empty surface in", ft_trim(r->line.text));
    ft_row_source *row = FT_PUSH(r->set->arena, &r->set->rows);
    if (!row) return ft_fail_memory(r->err);
    *row = (ft_row_source){.class = r->class,
                           .schema = r->schema,
                           .surface = ft_fold_str(r->set->arena, written),
                           .cells = cells,
                           .file = r->line.file,
                           .line = r->line.line};
    if (!row->surface.ptr) return ft_fail_memory(r->err);
    if (!row->surface.len) return fail(r, 1, "nothing is left when folded of", written);
    if (row->surface.len > FT_SURFACE_MAX) return fail(r, 1, "longer than 120 characters:", written);
    if (r->flags != FT_NO_CELL) row->exact_case = has_flag(cells[r->flags], "case");
    note_case(row, written);
    return FINTAG_OK;
}

static fintag_status row(reader *r, fintag_str text) {
    fintag_str *cells = ft_alloc_zero(r->set->arena, r->columns * sizeof *cells);
    if (!cells) return ft_fail_memory(r->err);
    if (text.len && text.ptr[text.len - 1] == '\r') text.len--;
    for (size_t i = 0;; i++) {
        const char *tab = text.len ? memchr(text.ptr, '\t', text.len) : NULL;
        size_t len = tab ? (size_t)(tab - text.ptr) : text.len;
        if (i >= r->columns) return fail(r, 1, "more cells than columns in", text);
        cells[i] = ft_trim((fintag_str){text.ptr, len});
        if (!tab) break;
        text.ptr += len + 1;
        text.len -= len + 1;
    }
    return add_row(r, cells);
}

fintag_status ft_read_tsv(ft_rule_set *set, const char *file, fintag_str text, bool user, fintag_error *err) {
    reader r = {.set = set, .line = {.file = file}, .class = UINT32_MAX, .schema = UINT32_MAX, .err = err};
    if (ft_utf8_check(text.ptr, text.len) != text.len)
        return ft_fail_at(err, FINTAG_ESYNTAX, file, 0, 0, "not valid UTF-8 at byte %zu",
                          ft_utf8_check(text.ptr, text.len));
    if (user) {
        r.class = ft_class_index(set, FINTAG_STR("company"));
        if (r.class == UINT32_MAX) return ft_fail_memory(err);
        ft_class_source *class = &set->classes.items[r.class];
        class->has_entity = true;
        class->entity = FINTAG_COMPANY;
        class->file = file;
        fintag_status status = add_pseudo_rule(&r);
        if (status) return status;
    }
    fintag_status status = FINTAG_OK;
    while (!status && ft_next_line(&text, &r.line)) {
        fintag_str line = ft_trim(r.line.text);
        if (!line.len || (line.ptr[0] == '#' && r.schema == UINT32_MAX) ||
            (line.len > 1 && line.ptr[0] == '#' && line.ptr[1] == ' '))
            continue;
        if (r.schema == UINT32_MAX)
            status = line.ptr[0] == '%' ? directive(&r, line) : header(&r, r.line.text);
        else
            status = row(&r, r.line.text);
    }
    return status;
}
