/* The dictionary stage's tables: which surface forms there are, and what to do at a hit of each. */
#include <stdlib.h>

#include "base/error.h"
#include "rule/build.h"
#include "text/fold.h"

typedef struct {
    ft_ustr surface;
    uint32_t ref;
} claim;

typedef struct {
    ft_builder *b;
    struct {
        claim *items;
        size_t count, capacity;
    } claims;
    uint64_t *set; /* of the surface at hand */
    size_t words;
    const ft_surface *surfaces;
    const char16_t *units;
} scan;

static int by_surface(const void *left, const void *right) {
    const claim *a = left, *b = right;
    uint32_t len = a->surface.len < b->surface.len ? a->surface.len : b->surface.len;
    for (uint32_t i = 0; i < len; i++)
        if (a->surface.ptr[i] != b->surface.ptr[i]) return a->surface.ptr[i] < b->surface.ptr[i] ? -1 : 1;
    if (a->surface.len != b->surface.len) return a->surface.len < b->surface.len ? -1 : 1;
    return (a->ref > b->ref) - (a->ref < b->ref);
}

static void add_claim(scan *s, ft_ustr surface, uint32_t ref) {
    claim *at = FT_PUSH(s->b->set->arena, &s->claims);
    if (at) *at = (claim){surface, ref};
}

static void set_rule(uint64_t *set, uint32_t rule) {
    set[rule / 64] |= (uint64_t)1 << (rule % 64);
}

static fintag_status claim_rules(scan *s) {
    const ft_rule_set *set = s->b->set;
    memset(s->set, 0, s->words * sizeof *s->set);
    for (uint32_t r = 0; r < set->rules.count; r++) {
        const ft_rule_source *rule = &set->rules.items[r];
        for (size_t n = 0; n < rule->near.count; n++) {
            const ft_near_source *near = &rule->near.items[n];
            if (near->is_digit) {
                set_rule(s->set, r);
            } else if (near->is_class) {
                size_t c = 0;
                while (c < set->classes.count && !ft_str_eq(set->classes.items[c].name, near->text)) c++;
                if (c == set->classes.count || !s->b->classes.counts[c])
                    return ft_fail_at(s->b->err, FINTAG_ESYNTAX, near->at.file, near->at.line, near->at.column,
                                      "no class ‘%.*s’, or it has no rows", (int)near->text.len, near->text.ptr);
                for (size_t i = 0; i < s->b->classes.counts[c]; i++)
                    add_claim(s, s->b->classes.surfaces[c][i], r << 1 | 1);
            } else {
                ft_ustr surface = ft_fold_str(set->arena, near->text);
                if (surface.len > FT_SURFACE_MAX)
                    return ft_fail_at(s->b->err, FINTAG_ESYNTAX, near->at.file, near->at.line, near->at.column,
                                      "literal too long");
                if (surface.len) add_claim(s, surface, r << 1 | 1);
            }
        }
    }
    ft_build_put(s->b, FT_PACK_DIGIT, s->set, s->words, sizeof *s->set);
    return FINTAG_OK;
}

static void put_backs(scan *s) {
    const ft_rule_set *set = s->b->set;
    for (int back = FT_BACK_NONE; back <= FT_BACK_COUNT; back++) {
        memset(s->set, 0, s->words * sizeof *s->set);
        for (uint32_t r = 0; r < set->rules.count; r++) {
            const ft_rule_source *rule = &set->rules.items[r];
            if (back == FT_BACK_COUNT ? rule->only_numbers : (int)rule->back == back) set_rule(s->set, r);
        }
        ft_build_put(s->b, FT_PACK_BACKS, s->set, s->words, sizeof *s->set);
    }
}

static void claim_rows(scan *s) {
    const ft_rule_set *set = s->b->set;
    const struct ft_row *rows = (const struct ft_row *)(const void *)s->b->section[FT_PACK_ROWS].ptr;
    const ft_key *key = (const ft_key *)(const void *)s->b->section[FT_PACK_KEYS].ptr;
    size_t keys = s->b->section[FT_PACK_KEYS].len / sizeof *key;
    for (size_t i = 0; i < keys; i++) { /* only the first row of each class and surface: the others hang on it */
        if (!key[i].row) continue;
        const struct ft_row *row = &rows[key[i].row - 1];
        const ft_class_source *class = &set->classes.items[row->class];
        if (class->has_entity && !class->key_only)
            add_claim(s, (ft_ustr){s->units + row->surface, row->surface_len}, (key[i].row - 1) << 1);
    }
}

/* The same set once: few differ. */
static uint32_t put_set(const scan *s) {
    const ft_buf *sets = &s->b->section[FT_PACK_SETS];
    size_t size = s->words * sizeof *s->set;
    for (size_t at = 0; size && at < sets->len; at += size)
        if (memcmp(sets->ptr + at, s->set, size) == 0) return (uint32_t)(at / size);
    return (uint32_t)(ft_build_put(s->b, FT_PACK_SETS, s->set, s->words, sizeof *s->set) / (s->words ? s->words : 1));
}

/* Surfaces with their rows and rules, from the sorted claims. */
static void put_surfaces(scan *s) {
    memset(s->set, 0, s->words * sizeof *s->set);
    put_set(s);
    qsort(s->claims.items, s->claims.count, sizeof *s->claims.items, by_surface);
    for (size_t i = 0; i < s->claims.count;) {
        const claim *first = &s->claims.items[i];
        ft_surface surface = {.len = (uint8_t)first->surface.len};
        surface.units = ft_build_units(s->b, first->surface.ptr, first->surface.len);
        surface.refs = (uint32_t)(s->b->section[FT_PACK_REFS].len / sizeof(uint32_t));
        memset(s->set, 0, s->words * sizeof *s->set);
        for (; i < s->claims.count && ft_ustr_eq(s->claims.items[i].surface, first->surface); i++) {
            uint32_t ref = s->claims.items[i].ref, row = ref >> 1;
            if (ref & 1) {
                set_rule(s->set, row);
                continue;
            }
            if (surface.ref_count && ref == s->claims.items[i - 1].ref) continue;
            ft_build_put(s->b, FT_PACK_REFS, &row, 1, sizeof row);
            surface.ref_count++;
        }
        surface.set = put_set(s);
        ft_build_put(s->b, FT_PACK_SURFACES, &surface, 1, sizeof surface);
    }
}

static ft_ustr surface_units(const scan *s, size_t i) {
    return (ft_ustr){s->units + s->surfaces[i].units, s->surfaces[i].len};
}

/* The node of surfaces begin..end, which share their first `depth` units. Its children stand together, so they are
 * reserved before their own children are made. */
static uint32_t put_node(scan *s, size_t begin, size_t end, uint32_t depth) {
    ft_node node = {0};
    uint32_t index = ft_build_put(s->b, FT_PACK_NODES, &node, 1, sizeof node);
    if (begin < end && s->surfaces[begin].len == depth) node.surface = (uint32_t)++begin;
    if (end - begin == 1) node.tail = (uint32_t)begin + 1;
    if (end - begin > 1) {
        ft_child blank = {0};
        node.children = (uint32_t)(s->b->section[FT_PACK_CHILDREN].len / sizeof blank);
        for (size_t i = begin; i < end; i++) {
            if (i > begin && surface_units(s, i).ptr[depth] == surface_units(s, i - 1).ptr[depth]) continue;
            ft_build_put(s->b, FT_PACK_CHILDREN, &blank, 1, sizeof blank);
            node.child_count++;
        }
        uint32_t child = node.children;
        for (size_t i = begin, next; i < end && !s->b->failed; i = next) {
            char16_t unit = surface_units(s, i).ptr[depth];
            for (next = i + 1; next < end && surface_units(s, next).ptr[depth] == unit;) next++;
            ft_child made = {unit, put_node(s, i, next, depth + 1)};
            if (!s->b->failed) memcpy(s->b->section[FT_PACK_CHILDREN].ptr + child++ * sizeof made, &made, sizeof made);
        }
    }
    if (!s->b->failed) memcpy(s->b->section[FT_PACK_NODES].ptr + index * sizeof node, &node, sizeof node);
    return index;
}

static void put_start(ft_start *table, uint32_t mask, uint32_t key, uint32_t to) {
    uint32_t slot = ft_hash32(key) >> 7 & mask;
    while (table[slot].key) slot = (slot + 1) & mask;
    table[slot] = (ft_start){key, to};
}

/* Tables of twice the places that are needed, each for itself: there are far more pairs than single units, and a small
 * table stays in the nearest cache. */
static void start_sizes(const scan *s, size_t count, size_t *singles, size_t *starts) {
    size_t single = 0, pair = 0;
    for (size_t i = 0; i < count; i++) {
        ft_ustr units = surface_units(s, i);
        bool same = i && units.len > 1 && surface_units(s, i - 1).len > 1 &&
                    memcmp(units.ptr, surface_units(s, i - 1).ptr, 2 * sizeof *units.ptr) == 0;
        single += units.len == 1;
        pair += units.len > 1 && !same;
    }
    while (*singles < single * 2) *singles *= 2;
    while (*starts < pair * 2) *starts *= 2;
}

static fintag_status put_starts(scan *s, size_t count) {
    size_t single_size = 16, start_size = 16, bits = 1 << 12;
    start_sizes(s, count, &single_size, &start_size);
    while (bits < count * 32) bits *= 2;
    ft_start *singles = calloc(single_size, sizeof *singles), *starts = calloc(start_size, sizeof *starts);
    uint64_t *filter = calloc(bits / 64, sizeof *filter);
    uint8_t *first = calloc(65536, 1);
    unsigned shift = 32;
    for (size_t b = bits; b > 1; b /= 2) shift--;
    bool ok = singles && starts && filter && first;
    for (size_t i = 0, next; ok && i < count; i = next) {
        ft_ustr units = surface_units(s, i);
        next = i + 1;
        if (units.len == 1) {
            first[units.ptr[0]] |= FT_FIRST_SINGLE;
            put_start(singles, (uint32_t)single_size - 1, units.ptr[0], (uint32_t)i);
            continue;
        }
        uint32_t key = (uint32_t)units.ptr[0] << 16 | units.ptr[1];
        while (next < count && surface_units(s, next).ptr[0] == units.ptr[0] &&
               surface_units(s, next).ptr[1] == units.ptr[1])
            next++;
        first[units.ptr[0]] |= FT_FIRST_PAIR;
        uint32_t bit = ft_hash32(key) >> shift;
        filter[bit >> 6] |= (uint64_t)1 << (bit & 63);
        put_start(starts, (uint32_t)start_size - 1, key, put_node(s, i, next, 2));
    }
    if (ok) {
        ft_build_put(s->b, FT_PACK_SINGLES, singles, single_size, sizeof *singles);
        ft_build_put(s->b, FT_PACK_STARTS, starts, start_size, sizeof *starts);
        ft_build_put(s->b, FT_PACK_FILTER, filter, bits / 64, sizeof *filter);
        ft_build_put(s->b, FT_PACK_FIRST, first, 65536, 1);
    }
    free(singles);
    free(starts);
    free(filter);
    free(first);
    return ok && !s->b->failed ? FINTAG_OK : ft_fail_memory(s->b->err);
}

fintag_status ft_build_scan(ft_builder *b) {
    scan s = {.b = b, .units = (const char16_t *)(const void *)b->section[FT_PACK_UNITS].ptr};
    if (b->set->rules.count > FT_RULES_MAX) {
        const fintag_rule *over = &b->set->rules.items[FT_RULES_MAX].info;
        return ft_fail_at(b->err, FINTAG_ESYNTAX, over->file.ptr, over->line, 1,
                          "more than %d rules; put some together", FT_RULES_MAX);
    }
    s.words = (b->set->rules.count + 63) / 64;
    s.set = ft_alloc(b->set->arena, (s.words + 1) * sizeof *s.set);
    if (!s.set) return ft_fail_memory(b->err);
    fintag_status status = claim_rules(&s);
    if (status) return status;
    put_backs(&s);
    claim_rows(&s);
    /* Claims of rows point into UNITS, which grows and moves from here on: keep them in a copy. */
    char16_t *copy = ft_alloc(b->set->arena, b->section[FT_PACK_UNITS].len + sizeof *copy);
    if (!copy || b->set->arena->failed) return ft_fail_memory(b->err);
    if (b->section[FT_PACK_UNITS].len) memcpy(copy, b->section[FT_PACK_UNITS].ptr, b->section[FT_PACK_UNITS].len);
    for (size_t i = 0; i < s.claims.count; i++)
        if (!(s.claims.items[i].ref & 1))
            s.claims.items[i].surface.ptr = copy + (s.claims.items[i].surface.ptr - s.units);
    put_surfaces(&s);
    if (b->failed) return ft_fail_memory(b->err);
    s.units = (const char16_t *)(const void *)b->section[FT_PACK_UNITS].ptr;
    s.surfaces = (const ft_surface *)(const void *)b->section[FT_PACK_SURFACES].ptr;
    return put_starts(&s, b->section[FT_PACK_SURFACES].len / sizeof(ft_surface));
}
