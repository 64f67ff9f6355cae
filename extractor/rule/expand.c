#include "rule/expand.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/utf8.h"

typedef struct {
    const ft_rule_set *set;
    ft_class_patterns *classes;
    ft_expansion *out;
    fintag_error *err;
    int depth;
    bool *named; /* per class: it stands in the pattern as a group */
} expander;

static void put(expander *e, char16_t unit) {
    char16_t *at = FT_PUSH(e->set->arena, &e->out->units);
    if (at) *at = unit;
}

static void put_ascii(expander *e, const char *text) {
    for (; *text; text++) put(e, (char16_t)(unsigned char)*text);
}

/* One literal unit, safe in extended syntax and in a character class. */
static void put_literal(expander *e, char16_t unit) {
    bool plain = unit > 0x2E7F || (unit >= 'a' && unit <= 'z') || (unit >= '0' && unit <= '9');
    if (plain) {
        put(e, unit);
        return;
    }
    static const char digits[] = "0123456789abcdef";
    put_ascii(e, "\\x{");
    for (int shift = 12; shift >= 0; shift -= 4) put(e, (char16_t)digits[unit >> shift & 15]);
    put(e, '}');
}

/* ---- A class as a prefix tree ------------------------------------------------------------------------------------ */

static size_t group_end(const ft_ustr *s, size_t at, size_t end, uint32_t depth) {
    size_t i = at + 1;
    while (i < end && s[i].ptr[depth] == s[at].ptr[depth]) i++;
    return i;
}

static void put_tree(expander *e, const ft_ustr *s, size_t begin, size_t end, uint32_t depth);

/* The alternatives that begin at `depth`; surfaces that all go on. Single units first form a class. */
static void put_branches(expander *e, const ft_ustr *s, size_t begin, size_t end, uint32_t depth) {
    bool first = true;
    size_t leaves = 0;
    for (size_t i = begin; i < end;) {
        size_t next = group_end(s, i, end, depth);
        bool leaf = next == i + 1 && s[i].len == depth + 1;
        leaves += leaf;
        if (!leaf) {
            if (!first) put(e, '|');
            first = false;
            put_literal(e, s[i].ptr[depth]);
            put_tree(e, s, i, next, depth + 1);
        }
        i = next;
    }
    if (!leaves) return;
    if (!first) put(e, '|');
    put(e, '[');
    for (size_t i = begin; i < end;) {
        size_t next = group_end(s, i, end, depth);
        if (next == i + 1 && s[i].len == depth + 1) put_literal(e, s[i].ptr[depth]);
        i = next;
    }
    put(e, ']');
}

/* What may follow the first `depth` units. Longest first: an end here is tried last. */
static void put_tree(expander *e, const ft_ustr *s, size_t begin, size_t end, uint32_t depth) {
    bool ends = begin < end && s[begin].len == depth;
    if (ends) begin++;
    if (begin == end) return;
    put_ascii(e, "(?:");
    put_branches(e, s, begin, end, depth);
    put_ascii(e, ends ? ")?" : ")");
}

/* Many first units: in chunks behind a look-ahead, so that a place is told from most of them by one class test. */
static void put_chunks(expander *e, const ft_ustr *s, size_t count) {
    enum { CHUNK = 16 };
    put_ascii(e, "(?:");
    for (size_t i = 0; i < count;) {
        size_t end = i;
        if (i) put(e, '|');
        put_ascii(e, "(?=[");
        for (int n = 0; n < CHUNK && end < count; n++) {
            put_literal(e, s[end].ptr[0]);
            end = group_end(s, end, count, 0);
        }
        put_ascii(e, "])(?:");
        put_branches(e, s, i, end, 0);
        put(e, ')');
        i = end;
    }
    put(e, ')');
}

/* Line and column of a byte of a pattern that may go over several lines. */
static void place(const ft_line *line, const char *at, unsigned *row, unsigned *column) {
    *row = line->line;
    *column = line->column;
    for (const char *c = line->text.ptr; c < at; c++) {
        if (*c == '\n') {
            ++*row;
            *column = 1;
        } else if ((*c & 0xC0) != 0x80) {
            ++*column;
        }
    }
}

static fintag_status put_class(expander *e, uint32_t class, const ft_line *line, const char *at) {
    size_t count = e->classes->counts[class];
    const ft_class_source *source = &e->set->classes.items[class];
    unsigned row, column;
    place(line, at, &row, &column);
    if (count > FT_MACRO_SURFACES || !count)
        return ft_fail_at(e->err, FINTAG_ESYNTAX, line->file, row, column,
                          count ? "class ‘%.*s’ has %zu surfaces; a pattern may name a class of at most 4000"
                                : "class ‘%.*s’ has no rows (%zu)",
                          (int)source->name.len, source->name.ptr, count);
    /* The first time as a group, later as calls of it: a class named ten times in a pattern must not be ten times in
     * its code. */
    char group[24];
    bool again = e->named[class];
    snprintf(group, sizeof group, again ? "(?&" FT_CLASS_GROUP "%u)" : "(?<" FT_CLASS_GROUP "%u>", class);
    put_ascii(e, group);
    if (again) return FINTAG_OK;
    e->named[class] = true;
    ft_ustr *cache = &e->classes->cache[class];
    if (!cache->ptr) {
        size_t begin = e->out->units.count;
        put_chunks(e, e->classes->surfaces[class], count);
        size_t len = e->out->units.count - begin;
        char16_t *copy = ft_alloc(e->set->arena, len * sizeof *copy);
        if (!copy) return ft_fail_memory(e->err);
        memcpy(copy, e->out->units.items + begin, len * sizeof *copy);
        *cache = (ft_ustr){copy, (uint32_t)len};
    } else {
        for (uint32_t i = 0; i < cache->len; i++) put(e, cache->ptr[i]);
    }
    put(e, ')');
    return FINTAG_OK;
}

/* ---- Patterns
 * -------------------------------------------------------------------------------------------------------- */

static void mark(expander *e, const char *in, const ft_line *line) {
    ft_mark *mark = FT_PUSH(e->set->arena, &e->out->marks);
    if (mark) *mark = (ft_mark){(uint32_t)e->out->units.count, in, line};
}

static fintag_status put_pattern(expander *e, const ft_line *line);

static fintag_status put_macro(expander *e, fintag_str name, const ft_line *line) {
    unsigned row, column;
    place(line, name.ptr, &row, &column);
    if (++e->depth > FT_DEPTH_MAX)
        return ft_fail_at(e->err, FINTAG_ESYNTAX, line->file, row, column, "macros nested deeper than %d: ‘%.*s’",
                          FT_DEPTH_MAX, (int)name.len, name.ptr);
    fintag_status status = FINTAG_OK;
    for (size_t i = 0; i < e->set->defs.count; i++) {
        const ft_def_source *def = &e->set->defs.items[i];
        if (!ft_str_eq(def->name, name)) continue;
        put_ascii(e, "(?:");
        status = put_pattern(e, &def->body);
        put_ascii(e, "\n)");
        e->depth--;
        return status;
    }
    for (size_t i = 0; i < e->set->classes.count; i++) {
        if (!ft_str_eq(e->set->classes.items[i].name, name)) continue;
        status = put_class(e, (uint32_t)i, line, name.ptr);
        e->depth--;
        return status;
    }
    return ft_fail_at(e->err, FINTAG_ESYNTAX, line->file, row, column, "no macro and no class ‘%.*s’", (int)name.len,
                      name.ptr);
}

static fintag_status refuse(expander *e, const ft_line *line, const char *at, const char *message) {
    unsigned row, column;
    place(line, at, &row, &column);
    return ft_fail_at(e->err, FINTAG_ESYNTAX, line->file, row, column, "%s", message);
}

static fintag_status put_pattern(expander *e, const ft_line *line) {
    fintag_str text = line->text;
    mark(e, text.ptr, line);
    for (size_t i = 0; i < text.len;) {
        if (text.ptr[i] == '@' && i + 1 < text.len && text.ptr[i + 1] == '{') {
            const char *end = memchr(text.ptr + i, '}', text.len - i);
            if (!end) return refuse(e, line, text.ptr + i, "no } after @{");
            fintag_str name = {text.ptr + i + 2, (size_t)(end - text.ptr) - i - 2};
            fintag_status status = put_macro(e, name, line);
            if (status) return status;
            i = (size_t)(end - text.ptr) + 1;
            mark(e, text.ptr + i, line);
            continue;
        }
        unsigned len;
        uint32_t c = ft_utf8_get(text.ptr + i, &len);
        if (c > 0xFFFF)
            return refuse(e, line, text.ptr + i,
                          "patterns see characters above U+FFFF as stand-ins; name them in a dictionary");
        put(e, (char16_t)c);
        i += len;
    }
    return e->set->arena->failed ? ft_fail_memory(e->err) : FINTAG_OK;
}

fintag_status ft_expand(const ft_rule_set *set, ft_class_patterns *classes, const ft_rule_source *rule,
                        ft_expansion *out, fintag_error *err) {
    *out = (ft_expansion){0};
    expander e = {.set = set, .classes = classes, .out = out, .err = err};
    e.named = ft_alloc_zero(set->arena, set->classes.count + 1);
    if (!e.named) return ft_fail_memory(err);
    return put_pattern(&e, &rule->pattern);
}

void ft_expansion_place(const ft_expansion *expansion, uint32_t unit, const char **file, unsigned *line,
                        unsigned *column) {
    const ft_mark *mark = &expansion->marks.items[0];
    for (size_t i = 0; i < expansion->marks.count && expansion->marks.items[i].out <= unit; i++)
        mark = &expansion->marks.items[i];
    const char *at = mark->in, *end = mark->line->text.ptr + mark->line->text.len;
    for (uint32_t left = unit - mark->out; left && at < end; left--) at += ft_utf8_len((unsigned char)*at);
    *file = mark->line->file;
    place(mark->line, at, line, column);
}

/* ---- The surfaces of every class -----------------------------------------------------------------------------------
 */

static int by_units(const void *left, const void *right) {
    const ft_ustr *a = left, *b = right;
    uint32_t len = a->len < b->len ? a->len : b->len;
    for (uint32_t i = 0; i < len; i++)
        if (a->ptr[i] != b->ptr[i]) return a->ptr[i] < b->ptr[i] ? -1 : 1;
    return (a->len > b->len) - (a->len < b->len);
}

fintag_status ft_class_patterns_init(const ft_rule_set *set, ft_class_patterns *classes, fintag_error *err) {
    size_t n = set->classes.count;
    *classes = (ft_class_patterns){ft_alloc_zero(set->arena, (n + 1) * sizeof *classes->surfaces),
                                   ft_alloc_zero(set->arena, (n + 1) * sizeof *classes->counts),
                                   ft_alloc_zero(set->arena, (n + 1) * sizeof *classes->cache)};
    ft_ustr **lists = ft_alloc_zero(set->arena, (n + 1) * sizeof *lists);
    if (!classes->surfaces || !classes->counts || !classes->cache || !lists) return ft_fail_memory(err);
    for (size_t i = 0; i < set->rows.count; i++) classes->counts[set->rows.items[i].class]++;
    for (size_t c = 0; c < n; c++) {
        lists[c] = ft_alloc(set->arena, (classes->counts[c] + 1) * sizeof **lists);
        if (!lists[c]) return ft_fail_memory(err);
        classes->counts[c] = 0;
        classes->surfaces[c] = lists[c];
    }
    for (size_t i = 0; i < set->rows.count; i++) {
        const ft_row_source *row = &set->rows.items[i];
        lists[row->class][classes->counts[row->class]++] = row->surface;
    }
    for (size_t c = 0; c < n; c++) {
        qsort(lists[c], classes->counts[c], sizeof **lists, by_units);
        size_t kept = 0;
        for (size_t i = 0; i < classes->counts[c]; i++)
            if (!i || by_units(&lists[c][i], &lists[c][kept - 1]) != 0) lists[c][kept++] = lists[c][i];
        classes->counts[c] = kept;
    }
    return FINTAG_OK;
}
