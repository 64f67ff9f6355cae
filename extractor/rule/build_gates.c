/* Gates: how a match of each pattern may begin, so that a try which must fail is not made. PCRE2 itself is asked, by
 * partial matches of the widened pattern (rule/widen.h) on a stretch (a run of digits and a unit behind it) and, where
 * that may begin a match, on two stretches. Per rule, stretches that open and close the same become one class, and a
 * table of bits says which class may follow which. */
#define PCRE2_CODE_UNIT_WIDTH 16
#include <pcre2.h>
#include <stdlib.h>

#include "base/error.h"
#include "rule/build.h"
#include "rule/gate_classes.h"
#include "rule/regex_options.h"
#include "rule/widen.h"

enum { UNITS = 65536, LIMIT = 20000, TEXT_MAX = FT_GATE_ROWS + FT_FOLLOW_ROWS };

/* The pattern at hand. Units between two of its breaks are all the same to it. */
typedef struct {
    uint32_t *breaks; /* ascending, the first is 0 */
    uint32_t count;
    pcre2_code *wide, *strict; /* both match wherever it does */
} asked;

typedef struct {
    ft_builder *b;
    uint32_t rules, words;   /* words of 64 bits, for one bit per rule */
    bool *told;              /* per unit: a pattern names it, or it has a class of its own */
    ft_units *wide, *strict; /* per rule; empty: every gate is open */
    uint32_t *breaks;        /* of all patterns */
    uint32_t break_count;
    uint64_t *masks;        /* [break][row][words] */
    uint8_t *leads, *nexts; /* [break][row][rule] */
    pcre2_match_data *data;
    pcre2_match_context *context;
} gates;

/* ---- Which units are told apart ---------------------------------------------------------------------------------- */

/* Units that the pattern may tell from their neighbours: those it names, and the first and last ones of what \d, \w,
 * \s and \h stand for. A range, or a class such as \w, treats all between its ends the same. */
static void find_told(bool *told, const ft_units *pattern) {
    static const char16_t ends[] = {0x9,    0xA,    0xB,    0xD,    0x20,   0x85, 0xA0, 0x1680, 0x180E, 0x2000, 0x200A,
                                    0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 'A',  'Z',  '_',    'a',    'z'};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) told[ends[i]] = true;
    for (uint32_t u = '0'; u <= '9'; u++) told[u] = true;
    for (uint32_t i = 0; i < pattern->count; i++) {
        told[pattern->items[i]] = true;
        char16_t unit;
        if (i + 3 >= pattern->count || pattern->items[i] != '\\' || pattern->items[i + 1] != 'x') continue;
        ft_widen_hex((ft_ustr){pattern->items, (uint32_t)pattern->count}, i, &unit);
        told[unit] = true;
    }
}

static uint32_t list_breaks(const bool *told, uint32_t *breaks) {
    uint32_t count = 0;
    for (uint32_t u = 0; u < UNITS; u++)
        if (!u || told[u] || told[u - 1]) breaks[count++] = u;
    return count;
}

/* ---- Asking ------------------------------------------------------------------------------------------------------ */

static bool may_begin_as(const gates *g, const pcre2_code *code, const char16_t *text, uint32_t len) {
    return pcre2_match(code, text, len, 0, PCRE2_NO_UTF_CHECK | PCRE2_PARTIAL_HARD, g->data, g->context) !=
           PCRE2_ERROR_NOMATCH;
}

/* May a match begin with the text? A limit hit is a yes. */
static bool may_begin(const gates *g, const asked *a, const char16_t *text, uint32_t len) {
    return may_begin_as(g, a->wide, text, len) && may_begin_as(g, a->strict, text, len);
}

/* Which stretches may follow the `len` units of text: a byte each, [row][break]. */
static void ask_stretches(const gates *g, const asked *a, char16_t *text, uint32_t len, uint32_t rows, uint8_t *open) {
    memset(open, 0, (size_t)rows * a->count);
    for (uint32_t digits = 0; digits < rows; digits++) {
        if (digits) {
            text[len++] = '0';
            if (!may_begin(g, a, text, len)) return;
        }
        for (uint32_t i = 0; i < a->count; i++) {
            uint32_t unit = a->breaks[i];
            bool none = !unit || (unit >= '0' && unit <= '9'); /* no unit that stands behind a run */
            text[len] = (char16_t)unit;
            open[digits * a->count + i] = none || may_begin(g, a, text, len + 1);
        }
    }
}

/* Both stretches of one rule: its classes and bits. */
static bool ask_rule(const gates *g, const asked *a, uint8_t *first, ft_gate_classes *classes) {
    char16_t text[TEXT_MAX];
    size_t cells = (size_t)FT_FOLLOW_ROWS * a->count;
    uint8_t *open = malloc(cells);
    bool ok = open && ft_gate_classes_begin(classes, cells);
    if (ok) ask_stretches(g, a, text, 0, FT_GATE_ROWS, first);
    for (uint32_t digits = 0; ok && digits < FT_FOLLOW_ROWS; digits++) {
        if (digits) text[digits - 1] = '0';
        for (uint32_t i = 0; ok && i < a->count; i++) {
            size_t cell = (size_t)digits * a->count + i;
            uint32_t unit = a->breaks[i];
            if (!first[cell] || !unit || (unit >= '0' && unit <= '9')) continue;
            text[digits] = (char16_t)unit;
            ask_stretches(g, a, text, digits + 1, FT_FOLLOW_ROWS, open);
            ft_gate_classes_add(classes, cell, open);
        }
    }
    ok = ok && ft_gate_classes_end(classes);
    free(open);
    return ok;
}

/* ---- All rules --------------------------------------------------------------------------------------------------- */

static size_t mask_size(const gates *g) {
    return (size_t)FT_GATE_ROWS * g->words;
}

static size_t class_size(const gates *g) {
    return (size_t)FT_FOLLOW_ROWS * g->rules;
}

/* Of one rule, from its own breaks to those of all. */
static void spread(gates *g, uint32_t rule, const asked *a, const uint8_t *first, const ft_gate_classes *classes) {
    uint32_t own = 0;
    for (uint32_t at = 0; at < g->break_count; at++) {
        while (own + 1 < a->count && a->breaks[own + 1] <= g->breaks[at]) own++;
        for (uint32_t digits = 0; digits < FT_GATE_ROWS; digits++) {
            size_t cell = (size_t)digits * a->count + own, row = at * class_size(g) + digits * g->rules + rule;
            uint64_t *mask = g->masks + at * mask_size(g) + digits * g->words;
            if (first[cell]) mask[rule / 64] |= (uint64_t)1 << (rule % 64);
            if (digits >= FT_FOLLOW_ROWS) continue;
            g->leads[row] = classes->lead[cell];
            g->nexts[row] = classes->next[cell];
        }
    }
}

static void open_wide(gates *g, uint32_t rule) {
    static const uint64_t all[FT_GATE_NEXT_WORDS] = {UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX};
    for (size_t row = 0; row < (size_t)g->break_count * FT_GATE_ROWS; row++)
        g->masks[row * g->words + rule / 64] |= (uint64_t)1 << (rule % 64);
    ft_build_put(g->b, FT_PACK_FOLLOWS, all, FT_GATE_NEXT_WORDS, sizeof *all);
}

static pcre2_code *compile(const ft_units *pattern) {
    int error;
    PCRE2_SIZE offset;
    if (!pattern->count) return NULL;
    pcre2_code *code = pcre2_compile(pattern->items, pattern->count, FT_REGEX_OPTIONS, &error, &offset, NULL);
    if (code) pcre2_jit_compile(code, PCRE2_JIT_PARTIAL_HARD);
    return code;
}

static void gate_rule(gates *g, uint32_t rule) {
    uint32_t at = (uint32_t)(g->b->section[FT_PACK_FOLLOWS].len / sizeof(uint64_t));
    ft_build_put(g->b, FT_PACK_FOLLOW_AT, &at, 1, sizeof at);
    const ft_units *wide = &g->wide[rule], *strict = &g->strict[rule];
    asked a = {.breaks = calloc(UNITS, sizeof *a.breaks)};
    a.wide = compile(wide);
    a.strict = compile(strict);
    if (a.wide && a.strict && a.breaks) {
        memset(g->told, 0, UNITS * sizeof *g->told);
        find_told(g->told, strict);
        a.count = list_breaks(g->told, a.breaks);
        ft_gate_classes classes = {0};
        uint8_t *first = malloc((size_t)FT_GATE_ROWS * a.count);
        if (first && ask_rule(g, &a, first, &classes)) {
            spread(g, rule, &a, first, &classes);
            ft_build_put(g->b, FT_PACK_FOLLOWS, classes.bits, (size_t)classes.leads * FT_GATE_NEXT_WORDS,
                         sizeof *classes.bits);
        } else {
            g->b->failed = true;
        }
        ft_gate_classes_free(&classes);
        free(first);
    } else {
        open_wide(g, rule);
    }
    pcre2_code_free(a.wide);
    pcre2_code_free(a.strict);
    free(a.breaks);
}

/* ---- Kinds ------------------------------------------------------------------------------------------------------- */

static bool same_kind(const gates *g, uint32_t a, uint32_t b) {
    size_t masks = mask_size(g), bytes = class_size(g);
    return memcmp(g->masks + a * masks, g->masks + b * masks, masks * sizeof *g->masks) == 0 &&
           memcmp(g->leads + a * bytes, g->leads + b * bytes, bytes) == 0 &&
           memcmp(g->nexts + a * bytes, g->nexts + b * bytes, bytes) == 0;
}

static uint64_t kind_hash(const gates *g, uint32_t at) {
    size_t bytes = class_size(g);
    uint64_t hash = 0;
    for (size_t i = 0; i < bytes; i++)
        hash = (hash ^ ((uint64_t)g->leads[at * bytes + i] << 8 | g->nexts[at * bytes + i])) * 0x9E3779B97F4A7C15u;
    return hash;
}

static void put_kind(const gates *g, uint32_t at) {
    size_t masks = mask_size(g), bytes = class_size(g);
    ft_build_put(g->b, FT_PACK_GATES, g->masks + at * masks, masks, sizeof *g->masks);
    ft_build_put(g->b, FT_PACK_LEADS, g->leads + at * bytes, bytes, 1);
    ft_build_put(g->b, FT_PACK_NEXTS, g->nexts + at * bytes, bytes, 1);
}

/* Units that all rules treat the same share a kind: there are some hundred. */
static void put_kinds(gates *g) {
    size_t size = (size_t)1 << 17;                            /* more than twice the units */
    uint32_t *table = calloc(size, sizeof *table), kinds = 0; /* break + 1 that was first of its kind */
    uint16_t *kind = calloc(UNITS, sizeof *kind);
    g->b->failed |= !table || !kind;
    for (uint32_t at = 0; !g->b->failed && at < g->break_count; at++) {
        size_t slot = kind_hash(g, at) >> 47;
        while (table[slot] && !same_kind(g, table[slot] - 1, at)) slot = (slot + 1) % size;
        uint32_t first = table[slot] ? kind[g->breaks[table[slot] - 1]] : kinds;
        if (!table[slot]) {
            table[slot] = at + 1;
            kinds++;
            put_kind(g, at);
        }
        uint32_t end = at + 1 < g->break_count ? g->breaks[at + 1] : UNITS;
        for (uint32_t u = g->breaks[at]; u < end; u++) kind[u] = (uint16_t)first;
    }
    if (!g->b->failed) ft_build_put(g->b, FT_PACK_KINDS, kind, UNITS, sizeof *kind);
    free(table);
    free(kind);
}

/* Widen all patterns, and find the breaks of all. */
static void widen_all(gates *g, const ft_packed_rule *rules, const char16_t *units) {
    for (uint32_t r = 0; r < g->rules; r++) {
        ft_ustr pattern = {units + rules[r].pattern, rules[r].pattern_len};
        bool known = !rules[r].dictionary && ft_widen(g->b->set->arena, pattern, false, &g->wide[r]) &&
                     ft_widen(g->b->set->arena, pattern, true, &g->strict[r]);
        if (!known) g->wide[r].count = g->strict[r].count = 0;
        find_told(g->told, &g->strict[r]);
    }
    g->break_count = list_breaks(g->told, g->breaks);
}

static bool make_room(gates *g) {
    g->masks = calloc(g->break_count * mask_size(g) + 1, sizeof *g->masks);
    g->leads = calloc(g->break_count * class_size(g) + 1, 1);
    g->nexts = calloc(g->break_count * class_size(g) + 1, 1);
    return g->masks && g->leads && g->nexts;
}

fintag_status ft_build_gates(ft_builder *b) {
    const ft_packed_rule *rules = (const void *)b->section[FT_PACK_RULES].ptr;
    uint32_t count = (uint32_t)(b->section[FT_PACK_RULES].len / sizeof *rules);
    gates g = {.b = b, .rules = count, .words = (count + 63) / 64};
    g.told = calloc(UNITS, sizeof *g.told);
    g.breaks = calloc(UNITS, sizeof *g.breaks);
    g.wide = calloc(count + 1, sizeof *g.wide);
    g.strict = calloc(count + 1, sizeof *g.strict);
    g.data = pcre2_match_data_create(1, NULL);
    g.context = pcre2_match_context_create(NULL);
    b->failed |= !g.told || !g.breaks || !g.wide || !g.strict || !g.data || !g.context;
    if (g.context) pcre2_set_match_limit(g.context, LIMIT);
    if (!b->failed) widen_all(&g, rules, (const void *)b->section[FT_PACK_UNITS].ptr);
    b->failed |= b->failed || !make_room(&g);
    for (uint32_t r = 0; r < count && !b->failed; r++) gate_rule(&g, r);
    if (!b->failed) put_kinds(&g);
    pcre2_match_data_free(g.data);
    pcre2_match_context_free(g.context);
    free(g.told);
    free(g.breaks);
    free(g.wide);
    free(g.strict);
    free(g.masks);
    free(g.leads);
    free(g.nexts);
    return b->failed ? ft_fail_memory(b->err) : FINTAG_OK;
}
