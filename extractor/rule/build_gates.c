/* Gates: how a match of each pattern may begin, so that a try which must fail is not made. PCRE2 itself is asked, by
 * partial matches of the widened pattern (rule/widen.h) on a first unit, and on a run of digits with a unit behind it.
 * Measured on dense news: three of four tries are spared. */
#define PCRE2_CODE_UNIT_WIDTH 16
#include <pcre2.h>
#include <stdlib.h>

#include "base/error.h"
#include "rule/build.h"
#include "rule/regex_options.h"
#include "rule/widen.h"

enum { UNITS = 65536, LIMIT = 20000 };

typedef struct {
    ft_builder *b;
    uint32_t words;  /* of 64 bits, for one bit per rule */
    uint64_t *masks; /* [unit][first, behind][words] */
    bool *told;      /* per unit: the pattern at hand names it, or it has a class of its own */
    pcre2_code *code;
    pcre2_match_data *data;
    pcre2_match_context *context;
} gates;

static uint64_t *mask_at(const gates *g, uint32_t unit, uint32_t digits) {
    return g->masks + ((size_t)unit * FT_GATE_ROWS + digits) * g->words;
}

/* May a match begin with a run of digits and this unit? A limit hit is a yes. */
static bool may_begin(const gates *g, uint32_t digits, char16_t unit) {
    char16_t text[FT_GATE_ROWS];
    for (uint32_t i = 0; i < digits; i++) text[i] = '0';
    text[digits] = unit;
    return pcre2_match(g->code, text, digits + 1, 0, PCRE2_NO_UTF_CHECK | PCRE2_PARTIAL_HARD, g->data, g->context) !=
           PCRE2_ERROR_NOMATCH;
}

/* Units that the pattern may tell from their neighbours: those it names, those with escapes such as \w, white space. */
static void find_told(const gates *g, ft_ustr pattern) {
    for (uint32_t u = 0; u < UNITS; u++) g->told[u] = u < 0x100 || (u >= 0x1680 && u <= 0x3000);
    for (uint32_t i = 0; i < pattern.len; i++) {
        g->told[pattern.ptr[i]] = true;
        char16_t unit;
        if (i + 3 >= pattern.len || pattern.ptr[i] != '\\' || pattern.ptr[i + 1] != 'x') continue;
        ft_widen_hex(pattern, i, &unit);
        g->told[unit] = true;
    }
}

/* Of one run of digits: which units may stand behind it. */
static void probe(const gates *g, uint32_t rule, uint32_t digits) {
    bool open = false;
    for (uint32_t u = 0; u < UNITS; u++) {
        bool digit = u >= '0' && u <= '9'; /* no unit behind a run; in front of none it opens one */
        if (g->told[u] || g->told[u - 1]) open = !u || digit || may_begin(g, digits, (char16_t)u);
        if (open) mask_at(g, u, digits)[rule / 64] |= (uint64_t)1 << (rule % 64);
    }
}

static void open_wide(const gates *g, uint32_t rule) {
    for (size_t row = 0; row < (size_t)UNITS * FT_GATE_ROWS; row++)
        g->masks[row * g->words + rule / 64] |= (uint64_t)1 << (rule % 64);
}

static void gate_rule(gates *g, uint32_t rule, ft_ustr pattern) {
    ft_units wide = {0};
    int error;
    PCRE2_SIZE offset;
    g->code = ft_widen(g->b->set->arena, pattern, &wide)
                  ? pcre2_compile(wide.items, wide.count, FT_REGEX_OPTIONS, &error, &offset, NULL)
                  : NULL;
    if (!g->code) {
        open_wide(g, rule);
        return;
    }
    pcre2_jit_compile(g->code, PCRE2_JIT_PARTIAL_HARD);
    find_told(g, (ft_ustr){wide.items, (uint32_t)wide.count});
    probe(g, rule, 0);
    for (uint32_t digits = 1; digits < FT_GATE_ROWS && may_begin(g, 0, '0'); digits++) probe(g, rule, digits);
    pcre2_code_free(g->code);
}

/* Units of one mask share a kind: there are a few hundred of them. */
static void put_kinds(gates *g) {
    size_t size = 1 << 14, row = (size_t)g->words * FT_GATE_ROWS, kinds = 0;
    uint32_t *table = calloc(size, sizeof *table); /* unit + 1 that was first of its kind */
    uint16_t *kind = calloc(UNITS, sizeof *kind);
    g->b->failed |= !table || !kind;
    for (uint32_t u = 0; !g->b->failed && u < UNITS; u++) {
        const uint64_t *mask = mask_at(g, u, 0);
        uint64_t hash = 0;
        for (size_t i = 0; i < row; i++) hash = (hash ^ mask[i]) * 0x9E3779B97F4A7C15u;
        size_t slot = hash >> 50;
        while (table[slot] && memcmp(mask_at(g, table[slot] - 1, 0), mask, row * sizeof *mask) != 0)
            slot = (slot + 1) % size;
        if (!table[slot] && kinds < size / 2) {
            table[slot] = u + 1;
            kind[u] = (uint16_t)kinds++;
            ft_build_put(g->b, FT_PACK_GATES, mask, row, sizeof *mask);
        } else {
            kind[u] = table[slot] ? kind[table[slot] - 1] : 0;
        }
    }
    if (!g->b->failed) ft_build_put(g->b, FT_PACK_KINDS, kind, UNITS, sizeof *kind);
    free(table);
    free(kind);
}

fintag_status ft_build_gates(ft_builder *b) {
    const ft_packed_rule *rules = (const void *)b->section[FT_PACK_RULES].ptr;
    const char16_t *units = (const void *)b->section[FT_PACK_UNITS].ptr;
    uint32_t count = (uint32_t)(b->section[FT_PACK_RULES].len / sizeof *rules);
    gates g = {.b = b, .words = (count + 63) / 64};
    g.masks = calloc((size_t)UNITS * FT_GATE_ROWS * g.words + 1, sizeof *g.masks);
    g.told = calloc(UNITS, sizeof *g.told);
    g.data = pcre2_match_data_create(1, NULL);
    g.context = pcre2_match_context_create(NULL);
    b->failed |= !g.masks || !g.told || !g.data || !g.context;
    if (g.context) pcre2_set_match_limit(g.context, LIMIT);
    for (uint32_t r = 0; r < count && !b->failed; r++)
        if (!rules[r].dictionary) gate_rule(&g, r, (ft_ustr){units + rules[r].pattern, rules[r].pattern_len});
    if (!b->failed) put_kinds(&g);
    pcre2_match_data_free(g.data);
    pcre2_match_context_free(g.context);
    free(g.masks);
    free(g.told);
    return b->failed ? ft_fail_memory(b->err) : FINTAG_OK;
}
