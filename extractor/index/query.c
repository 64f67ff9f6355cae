#include "index/query.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/str.h"
#include "base/utf8.h"

const char *const ft_field_names[FT_FIELD_COUNT + 1] = {"company", "ticker", "organization", "index", "type",
                                                        "unit",    "money",  "percent",      "date",  "published",
                                                        "lang",    "media",  "id",           NULL};

typedef struct {
    ft_arena *arena;
    fintag_str query;
    size_t at;
    unsigned depth, terms;
    ft_query_error *error;
} parser;

static ft_query *fail_at(parser *p, size_t at, size_t len, const char *message) {
    p->error->at = at;
    p->error->len = len;
    snprintf(p->error->message, sizeof p->error->message, "%s", message);
    return NULL;
}

bool ft_query_fail(ft_query_error *error, const ft_query *node, const char *format, ...) {
    va_list args;
    va_start(args, format);
    error->at = node->begin;
    error->len = node->end - node->begin;
    vsnprintf(error->message, sizeof error->message, format, args);
    va_end(args);
    return false;
}

/* The character at `at`, full-width forms of signs as ASCII; 0 at the end. */
static char sign_at(const parser *p, size_t at, unsigned *len) {
    static const struct {
        uint32_t point;
        char sign;
    } wide[] = {{0x3000, ' '}, {0xFF08, '('},  {0xFF09, ')'},  {0xFF5C, '|'}, {0xFF1A, ':'}, {0x201C, '"'},
                {0x201D, '"'}, {0xFF02, '"'},  {0xFF0D, '-'},  {0x2212, '-'}, {0xFF1E, '>'}, {0xFF1C, '<'},
                {0xFF1D, '='}, {0x2265, '\1'}, {0x2264, '\2'}, {0xFF0A, '*'}};
    *len = 0;
    if (at >= p->query.len) return 0;
    uint32_t point = ft_utf8_get(p->query.ptr + at, len);
    if (point < 0x80) return point == '\t' || point == '\n' || point == '\r' || !point ? ' ' : (char)point;
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (wide[i].point == point) return wide[i].sign;
    return 'x';
}

static void skip_space(parser *p) {
    unsigned len;
    while (sign_at(p, p->at, &len) == ' ') p->at += len;
}

static bool ends_word(char sign) {
    return !sign || sign == ' ' || sign == '(' || sign == ')' || sign == '|' || sign == '"';
}

static ft_query *make(parser *p, ft_query_kind kind, size_t begin) {
    if (++p->terms > FT_QUERY_TERMS) return fail_at(p, begin, 0, "the query has too many terms");
    ft_query *node = ft_alloc_zero(p->arena, sizeof *node);
    if (!node) return fail_at(p, begin, 0, "out of memory");
    node->kind = kind;
    node->begin = begin;
    return node;
}

/* What stands between two quotes; p->at is behind the first one. */
static bool read_quoted(parser *p, size_t quote, fintag_str *text) {
    size_t begin = p->at;
    unsigned len;
    for (char sign; (sign = sign_at(p, p->at, &len)) != '"'; p->at += len) {
        if (sign || p->at < p->query.len) continue;
        fail_at(p, quote, p->query.len - quote, "this quote is not closed");
        return false;
    }
    *text = (fintag_str){p->query.ptr + begin, p->at - begin};
    p->at += len;
    return true;
}

static fintag_str read_word(parser *p) {
    size_t begin = p->at;
    unsigned len;
    while (!ends_word(sign_at(p, p->at, &len))) p->at += len;
    return (fintag_str){p->query.ptr + begin, p->at - begin};
}

/* Letters and a colon at p->at: the length with the colon, 0 = none. */
static size_t filter_name(const parser *p, fintag_str *name) {
    size_t at = p->at;
    unsigned len;
    while (at < p->query.len && ((p->query.ptr[at] | 32) >= 'a' && (p->query.ptr[at] | 32) <= 'z')) at++;
    if (at == p->at || sign_at(p, at, &len) != ':') return 0;
    *name = (fintag_str){p->query.ptr + p->at, at - p->at};
    return at + len - p->at;
}

static bool find_field(fintag_str name, ft_field *field) {
    for (int i = 0; i < FT_FIELD_COUNT; i++) {
        const char *known = ft_field_names[i];
        size_t at = 0;
        while (at < name.len && known[at] && (name.ptr[at] | 32) == known[at]) at++;
        if (at < name.len || known[at]) continue;
        *field = (ft_field)i;
        return true;
    }
    return false;
}

/* Which operator stands at `at` of the value; *len gets its bytes. */
static ft_op operator_at(fintag_str value, size_t at, size_t *len) {
    parser p = {.query = value};
    unsigned first, second;
    char sign = sign_at(&p, at, &first), after = sign_at(&p, at + first, &second);
    bool equal = after == '=';
    *len = first + ((sign == '<' || sign == '>') && equal ? second : 0);
    switch (sign) {
    case '>': return equal ? FT_OP_GE : FT_OP_GT;
    case '<': return equal ? FT_OP_LE : FT_OP_LT;
    case '=': return FT_OP_EQ;
    case '\1': return FT_OP_GE;
    case '\2': return FT_OP_LE;
    default: return FT_OP_NONE;
    }
}

/* a..b */
static void split_range(ft_query *node) {
    fintag_str all = node->value;
    for (size_t i = 0; i + 1 < all.len; i++) {
        if (all.ptr[i] != '.' || all.ptr[i + 1] != '.') continue;
        node->op = FT_OP_RANGE;
        node->value.len = i;
        node->until = (fintag_str){all.ptr + i + 2, all.len - i - 2};
        return;
    }
}

static bool compares(ft_field field) {
    return field == FT_FIELD_UNIT || field == FT_FIELD_MONEY || field == FT_FIELD_PERCENT || field == FT_FIELD_DATE ||
           field == FT_FIELD_PUBLISHED;
}

/* Split the value into subject, operator and what it is compared with. */
static void split_value(ft_query *node) {
    fintag_str all = node->subject;
    size_t len = 0, at = 0;
    if (!compares(node->field)) return;
    while (at < all.len && !(node->op = operator_at(all, at, &len))) at += ft_utf8_len((unsigned char)all.ptr[at]);
    bool named = node->field == FT_FIELD_UNIT || node->field == FT_FIELD_MONEY;
    if (node->op) {
        node->subject.len = at;
        node->value = (fintag_str){all.ptr + at + len, all.len - at - len};
        if (node->op == FT_OP_EQ) split_range(node);
    } else if (!named) {
        node->op = FT_OP_EQ;
        node->subject.len = 0;
        node->value = all;
        split_range(node);
    }
}

/* A value: a word, or parts of it quoted. */
static bool read_value(parser *p, fintag_str *value) {
    *value = FINTAG_STR("");
    unsigned len;
    for (;;) {
        fintag_str part = read_word(p);
        size_t quote = p->at;
        if (sign_at(p, p->at, &len) == '"') {
            p->at += len;
            fintag_str quoted;
            if (!read_quoted(p, quote, &quoted)) return false;
            part = part.len ? ft_format(p->arena, "%.*s%.*s", (int)part.len, part.ptr, (int)quoted.len, quoted.ptr)
                            : quoted;
        } else if (!part.len) {
            return true;
        }
        *value =
            value->len ? ft_format(p->arena, "%.*s%.*s", (int)value->len, value->ptr, (int)part.len, part.ptr) : part;
        if (p->arena->failed) return fail_at(p, quote, 0, "out of memory");
    }
}

static ft_query *read_filter(parser *p, fintag_str name, size_t len) {
    ft_query *node = make(p, FT_QUERY_FILTER, p->at);
    if (!node) return NULL;
    if (!find_field(name, &node->field)) {
        p->error->unknown = name;
        return fail_at(p, p->at, name.len, "unknown filter");
    }
    p->at += len;
    if (!read_value(p, &node->subject)) return NULL;
    node->end = p->at;
    if (!node->subject.len) return fail_at(p, node->begin, node->end - node->begin, "the filter needs a value");
    split_value(node);
    bool both = node->op == FT_OP_RANGE && !node->value.len && !node->until.len;
    if (both || (node->op && node->op != FT_OP_RANGE && !node->value.len))
        return fail_at(p, node->begin, node->end - node->begin, "with what is it to be compared?");
    return node;
}

static ft_query *read_any(parser *p);

static ft_query *read_group(parser *p, unsigned len) {
    size_t begin = p->at;
    if (++p->depth > FT_QUERY_DEEPEST) return fail_at(p, begin, len, "the parentheses are nested too deep");
    p->at += len;
    ft_query *node = read_any(p);
    if (!node) return NULL;
    skip_space(p);
    if (sign_at(p, p->at, &len) != ')') return fail_at(p, begin, p->at - begin, "this parenthesis is not closed");
    p->at += len;
    p->depth--;
    return node;
}

static ft_query *read_text(parser *p, char sign, unsigned len) {
    ft_query *node = make(p, FT_QUERY_TEXT, p->at);
    if (!node) return NULL;
    if (sign == '"') {
        size_t quote = p->at;
        p->at += len;
        if (!read_quoted(p, quote, &node->text)) return NULL;
    } else {
        node->text = read_word(p);
        node->prefix = node->text.len > 1 && node->text.ptr[node->text.len - 1] == '*';
        if (node->prefix) node->text.len--;
    }
    node->end = p->at;
    return node;
}

static ft_query *read_term(parser *p) {
    unsigned len;
    fintag_str name;
    skip_space(p);
    size_t begin = p->at;
    char sign = sign_at(p, p->at, &len);
    if (sign == '-') {
        p->at += len;
        char next = sign_at(p, p->at, &len);
        if (!next || next == ' ' || next == ')' || next == '|' || next == '-')
            return fail_at(p, begin, p->at - begin, "what is not wanted?");
        ft_query *node = make(p, FT_QUERY_NOT, begin);
        if (!node || !(node->first = read_term(p))) return NULL;
        node->end = p->at;
        return node;
    }
    if (sign == '(') return read_group(p, len);
    size_t filter = filter_name(p, &name);
    return filter ? read_filter(p, name, filter) : read_text(p, sign, len);
}

/* A node for a list of children, or the only child. */
static ft_query *list_node(parser *p, ft_query_kind kind, ft_query *first) {
    if (!first->next) return first;
    ft_query *node = make(p, kind, first->begin);
    if (!node) return NULL;
    node->first = first;
    node->end = p->at;
    return node;
}

static ft_query *read_all(parser *p) {
    ft_query *first = NULL, **last = &first;
    unsigned len;
    for (;;) {
        skip_space(p);
        char sign = sign_at(p, p->at, &len);
        if (!sign || sign == '|' || sign == ')') break;
        if (!(*last = read_term(p))) return NULL;
        last = &(*last)->next;
    }
    if (!first) {
        bool empty = !p->query.len || p->at >= p->query.len;
        return fail_at(p, p->at, len, empty ? "a term is missing at the end" : "a term is missing before this");
    }
    return list_node(p, FT_QUERY_ALL, first);
}

static ft_query *read_any(parser *p) {
    ft_query *first = NULL, **last = &first;
    unsigned len;
    for (;;) {
        ft_query *all = read_all(p);
        if (!all) return NULL;
        *last = all;
        last = &all->next;
        skip_space(p);
        if (sign_at(p, p->at, &len) != '|') break;
        p->at += len;
    }
    return list_node(p, FT_QUERY_ANY, first);
}

ft_query *ft_query_parse(ft_arena *arena, fintag_str query, ft_query_error *error) {
    parser p = {.arena = arena, .query = query, .error = error};
    unsigned len;
    *error = (ft_query_error){0};
    if (query.len > FT_QUERY_LONGEST) return fail_at(&p, 0, 0, "the query is too long");
    ft_query *node = read_any(&p);
    if (node && sign_at(&p, p.at, &len) == ')') return fail_at(&p, p.at, len, "no parenthesis was opened for this one");
    return node;
}
