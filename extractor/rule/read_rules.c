/* Pattern files: `def` and `rule` blocks. See rules/README.md for the grammar. */
#include <stdlib.h>

#include "base/error.h"
#include "rule/source.h"
#include "text/decode.h"

typedef struct {
    ft_rule_set *set;
    fintag_str rest;
    ft_line line;
    size_t rule;      /* SIZE_MAX outside a rule */
    fintag_str *body; /* text that continuation lines extend, or NULL */
    fintag_error *err;
} reader;

static fintag_status fail(reader *r, fintag_str at, const char *message) {
    unsigned column = at.ptr >= r->line.text.ptr && at.ptr <= r->line.text.ptr + r->line.text.len
                          ? (unsigned)(at.ptr - r->line.text.ptr) + 1
                          : 1;
    return ft_fail_at(r->err, FINTAG_ESYNTAX, r->line.file, r->line.line, column, "%s ‘%.*s’", message,
                      (int)(at.len < 80 ? at.len : 80), at.ptr ? at.ptr : "");
}

static bool is_name(fintag_str name) {
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.')) return false;
    }
    return name.len > 0;
}

static fintag_status read_def(reader *r, fintag_str rest) {
    fintag_str name = ft_next_word(&rest);
    if (!is_name(name)) return fail(r, name, "a macro's name is a-z 0-9 - _, not");
    if (!rest.len) return fail(r, name, "empty macro");
    for (size_t i = 0; i < r->set->defs.count; i++)
        if (ft_str_eq(r->set->defs.items[i].name, name)) return fail(r, name, "defined twice:");
    ft_def_source *def = FT_PUSH(r->set->arena, &r->set->defs);
    if (!def) return ft_fail_memory(r->err);
    *def = (ft_def_source){.name = name, .body = r->line};
    def->body.text = rest;
    def->body.column = (unsigned)(rest.ptr - r->line.text.ptr) + 1;
    r->body = &def->body.text;
    r->rule = SIZE_MAX;
    return FINTAG_OK;
}

static fintag_status read_header(reader *r, fintag_str id) {
    if (!is_name(id) || !memchr(id.ptr, '.', id.len))
        return fail(r, id, "a rule's id is type.case in a-z 0-9 - _, not");
    for (size_t i = 0; i < r->set->rules.count; i++)
        if (ft_str_eq(r->set->rules.items[i].info.id, id)) return fail(r, id, "rule defined twice:");
    ft_rule_source *rule = FT_PUSH(r->set->arena, &r->set->rules);
    if (!rule) return ft_fail_memory(r->err);
    *rule = (ft_rule_source){
        .info = {.id = id, .file = {r->line.file, strlen(r->line.file)}, .line = r->line.line, .priority = 50},
        .header_line = r->line.line,
        .type = FINTAG_TRAP,
        .confidence = 0.9};
    r->rule = r->set->rules.count - 1;
    r->body = NULL;
    return FINTAG_OK;
}

static fintag_status read_near(reader *r, ft_rule_source *rule, fintag_str rest) {
    while (rest.len) {
        ft_near_source near = {.at = r->line};
        near.at.column = (unsigned)(rest.ptr - r->line.text.ptr) + 1;
        if (rest.ptr[0] == '"') {
            const char *end = memchr(rest.ptr + 1, '"', rest.len - 1);
            if (!end) return fail(r, rest, "no closing quote:");
            near.text = (fintag_str){rest.ptr + 1, (size_t)(end - rest.ptr) - 1};
            rest = ft_trim((fintag_str){end + 1, rest.len - near.text.len - 2});
        } else {
            near.text = ft_next_word(&rest);
            near.is_digit = ft_str_is(near.text, "digit");
            near.is_class = near.text.len > 3 && near.text.ptr[0] == '@' && near.text.ptr[1] == '{';
            if (near.is_class)
                near.text = (fintag_str){near.text.ptr + 2, near.text.len - 3};
            else if (!near.is_digit)
                return fail(r, near.text, "near takes @{class}, \"literal\" or digit, not");
        }
        if (!near.text.len) return fail(r, rest, "empty literal");
        ft_near_source *kept = FT_PUSH(r->set->arena, &rule->near);
        if (!kept) return ft_fail_memory(r->err);
        *kept = near;
    }
    return FINTAG_OK;
}

static fintag_status read_back(reader *r, ft_rule_source *rule, fintag_str rest) {
    static const char *const names[] = {"none", "number", "words", "name"};
    for (int i = 0; i < 4; i++) {
        if (!ft_str_is(rest, names[i])) continue;
        rule->back = (ft_back)i;
        return FINTAG_OK;
    }
    return fail(r, rest, "back takes number, words or name, not");
}

static fintag_status read_value(reader *r, ft_rule_source *rule, fintag_str rest) {
    rule->info.value = ft_next_word(&rest);
    size_t i = 0;
    while (r->set->values[i] && !ft_str_is(rule->info.value, r->set->values[i])) i++;
    if (!r->set->values[i]) return fail(r, rule->info.value, "no such value function:");
    while (rest.len) {
        fintag_str word = ft_next_word(&rest);
        const char *equals = memchr(word.ptr, '=', word.len);
        if (!equals) return fail(r, word, "an argument is key=value, not");
        ft_arg_source *arg = FT_PUSH(r->set->arena, &rule->args);
        if (!arg) return ft_fail_memory(r->err);
        arg->key = (fintag_str){word.ptr, (size_t)(equals - word.ptr)};
        arg->value = (fintag_str){equals + 1, word.len - arg->key.len - 1};
    }
    return FINTAG_OK;
}

static fintag_status read_number(reader *r, fintag_str rest, double low, double high, double *out) {
    char text[32], *end;
    if (!rest.len || rest.len >= sizeof text) return fail(r, rest, "not a number:");
    memcpy(text, rest.ptr, rest.len);
    text[rest.len] = 0;
    *out = strtod(text, &end);
    if (*end || !(*out >= low && *out <= high)) return fail(r, rest, "not a number in range:");
    return FINTAG_OK;
}

static fintag_status read_property(reader *r, fintag_str word, fintag_str rest) {
    ft_rule_source *rule = &r->set->rules.items[r->rule];
    double number = 0;
    fintag_status status = FINTAG_OK;
    if (ft_str_is(word, "type")) {
        rule->info.type = rest;
        return ft_type_parse(rest, &rule->type) ? FINTAG_OK : fail(r, rest, "no such entity type:");
    }
    if (ft_str_is(word, "near")) return read_near(r, rule, rest);
    if (ft_str_is(word, "back")) return read_back(r, rule, rest);
    if (ft_str_is(word, "value")) return read_value(r, rule, rest);
    if (ft_str_is(word, "match")) {
        rule->pattern = r->line;
        rule->pattern.text = rest;
        rule->pattern.column = (unsigned)(rest.ptr - r->line.text.ptr) + 1;
        r->body = &rule->pattern.text;
        return FINTAG_OK;
    }
    if (ft_str_is(word, "priority")) {
        status = read_number(r, rest, -1000, 1000, &number);
        rule->info.priority = (int32_t)number;
        return status;
    }
    if (ft_str_is(word, "confidence")) return read_number(r, rest, 0, 1, &rule->confidence);
    if (ft_str_is(word, "when")) {
        rule->only_numbers = true;
        return ft_str_is(rest, "numbers") ? FINTAG_OK : fail(r, rest, "when takes numbers, not");
    }
    ft_line at = r->line;
    at.text = rest;
    return ft_read_example(r->set, (uint32_t)r->rule, word.ptr[0] == '+', at, r->err);
}

static bool is_property(fintag_str word) {
    static const char *const names[] = {"type",     "near",       "back", "match", "value",
                                        "priority", "confidence", "when", "+",     "-"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (ft_str_is(word, names[i])) return true;
    return false;
}

static fintag_status read_line(reader *r) {
    fintag_str text = ft_trim(r->line.text);
    if (!text.len || (text.ptr[0] == '#' && !r->body)) return FINTAG_OK;
    fintag_str rest = text, word = ft_next_word(&rest);
    bool indented = text.ptr != r->line.text.ptr;
    if (!indented && ft_str_is(word, "def")) return read_def(r, rest);
    if (!indented && ft_str_is(word, "rule")) return read_header(r, rest);
    if (text.ptr[0] == '#') return FINTAG_OK;
    if (r->rule != SIZE_MAX && is_property(word)) {
        r->body = NULL;
        return read_property(r, word, rest);
    }
    if (!r->body) return fail(r, word, "unknown word");
    r->body->len = (size_t)(text.ptr + text.len - r->body->ptr);
    return FINTAG_OK;
}

static fintag_status finish_rules(ft_rule_set *set, size_t first, fintag_error *err) {
    for (size_t i = first; i < set->rules.count; i++) {
        ft_rule_source *rule = &set->rules.items[i];
        if (rule->dictionary) continue;
        const char *missing = !rule->info.type.len      ? "a type"
                              : !rule->pattern.text.len ? "a match"
                              : !rule->info.value.len   ? "a value function"
                              : !rule->near.count       ? "a near line"
                              : !rule->positives        ? "a + example"
                              : !rule->negatives        ? "a - example"
                                                        : NULL;
        rule->info.pattern = rule->pattern.text;
        if (missing)
            return ft_fail_at(err, FINTAG_ESYNTAX, rule->pattern.file ? rule->pattern.file : rule->info.file.ptr,
                              rule->header_line, 1, "rule ‘%.*s’ lacks %s", (int)rule->info.id.len, rule->info.id.ptr,
                              missing);
    }
    return FINTAG_OK;
}

fintag_status ft_read_patterns(ft_rule_set *set, const char *file, fintag_str text, fintag_error *err) {
    reader r = {.set = set, .rest = text, .line = {.file = file}, .rule = SIZE_MAX, .err = err};
    size_t bad = ft_utf8_check(text.ptr, text.len), first = set->rules.count;
    if (bad != text.len) return ft_fail_at(err, FINTAG_ESYNTAX, file, 0, 0, "not valid UTF-8 at byte %zu", bad);
    while (ft_next_line(&r.rest, &r.line)) {
        fintag_status status = read_line(&r);
        if (status) return status;
    }
    return finish_rules(set, first, err);
}

/* Cut text at the first " => "; *tail gets what follows, absent when there is no arrow. */
static fintag_str cut_arrow(fintag_str text, fintag_str *tail) {
    *tail = (fintag_str){0};
    for (size_t i = 0; i + 4 <= text.len; i++) {
        if (memcmp(text.ptr + i, " => ", 4) != 0) continue;
        *tail = ft_trim((fintag_str){text.ptr + i + 4, text.len - i - 4});
        return ft_trim((fintag_str){text.ptr, i});
    }
    return text;
}

fintag_status ft_read_example(ft_rule_set *set, uint32_t rule, bool positive, ft_line line, fintag_error *err) {
    fintag_str text = ft_trim(line.text), published = {0}, tail;
    if (text.len && text.ptr[0] == '[' && text.len > 10 && text.ptr[1] >= '0' && text.ptr[1] <= '9') {
        const char *end = memchr(text.ptr, ']', text.len);
        if (end && end - text.ptr >= 11) {
            published = (fintag_str){text.ptr + 1, (size_t)(end - text.ptr) - 1};
            text = ft_trim((fintag_str){end + 1, text.len - published.len - 2});
        }
    }
    fintag_example example = {.rule = rule, .line = line.line, .positive = positive, .published = published};
    example.text = cut_arrow(text, &tail);
    if (tail.ptr) example.surface = cut_arrow(tail, &example.value);
    if (positive != (example.surface.len > 0))
        return ft_fail_at(err, FINTAG_ESYNTAX, line.file, line.line, 1,
                          positive ? "a + example is: text => surface [=> value]" : "a - example has no =>");
    fintag_example *kept = FT_PUSH(set->arena, &set->examples);
    if (!kept) return ft_fail_memory(err);
    *kept = example;
    if (positive)
        set->rules.items[rule].positives++;
    else
        set->rules.items[rule].negatives++;
    return FINTAG_OK;
}
