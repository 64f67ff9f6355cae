/* A rule set to a pack. */
#include <stdlib.h>

#include "base/error.h"
#include "rule/build.h"

static uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t len) {
    const unsigned char *at = bytes;
    for (size_t i = 0; i < len; i++) hash = (hash ^ at[i]) * 0x100000001B3u;
    return hash;
}

uint64_t ft_pack_layout(void) {
    const size_t sizes[] = {sizeof(ft_pack_header),    sizeof(struct ft_row), sizeof(ft_surface),     sizeof(ft_start),
                            sizeof(ft_node),           sizeof(ft_child),      sizeof(ft_packed_rule), sizeof(ft_group),
                            sizeof(ft_packed_example), sizeof(ft_schema),     FT_COL_COUNT,           FT_CLASS_COUNT,
                            FT_PACK_SECTIONS,          sizeof(ft_key)};
    return hash_bytes(0xCBF29CE484222325u, sizes, sizeof sizes);
}

uint32_t ft_build_put(ft_builder *b, ft_pack_section section, const void *items, size_t count, size_t size) {
    ft_buf *buf = &b->section[section];
    uint32_t at = (uint32_t)(buf->len / size);
    ft_buf_put(buf, items, count * size);
    b->failed |= buf->failed;
    return at;
}

uint32_t ft_build_units(ft_builder *b, const char16_t *units, size_t count) {
    return ft_build_put(b, FT_PACK_UNITS, units, count, sizeof *units);
}

static bool grow_intern(ft_builder *b) {
    size_t size = b->intern_mask ? (b->intern_mask + 1) * 2 : 1 << 16;
    uint32_t *table = calloc(size, sizeof *table);
    if (!table) return !(b->failed = true);
    for (size_t i = 0; b->intern && i <= b->intern_mask; i++) {
        if (!b->intern[i]) continue;
        const char *at = b->section[FT_PACK_STRINGS].ptr + b->intern[i] - 1;
        uint32_t len;
        memcpy(&len, at, sizeof len);
        size_t slot = hash_bytes(0, at + sizeof len, len) & (size - 1);
        while (table[slot]) slot = (slot + 1) & (size - 1);
        table[slot] = b->intern[i];
    }
    free(b->intern);
    b->intern = table;
    b->intern_mask = size - 1;
    return true;
}

uint32_t ft_build_string(ft_builder *b, fintag_str text) {
    ft_buf *strings = &b->section[FT_PACK_STRINGS];
    if ((!b->intern || b->intern_count * 2 > b->intern_mask) && !grow_intern(b)) return 0;
    size_t slot = hash_bytes(0, text.ptr, text.len) & b->intern_mask;
    for (; b->intern[slot]; slot = (slot + 1) & b->intern_mask) {
        const char *at = strings->ptr + b->intern[slot] - 1;
        uint32_t len;
        memcpy(&len, at, sizeof len);
        if (len == text.len && (!len || memcmp(at + sizeof len, text.ptr, len) == 0)) return b->intern[slot] - 1;
    }
    uint32_t at = (uint32_t)strings->len, len = (uint32_t)text.len;
    ft_buf_put(strings, (const char *)&len, sizeof len);
    ft_buf_put(strings, text.ptr, text.len);
    b->failed |= strings->failed;
    b->intern[slot] = at + 1;
    b->intern_count++;
    return at;
}

/* ---- Rows and keys
 * ---------------------------------------------------------------------------------------------------- */

uint32_t ft_key_hash(uint32_t class, ft_ustr surface) {
    uint32_t hash = class * 0x85EBCA6Bu + 0x9E3779B1u;
    for (uint32_t i = 0; i < surface.len; i++) hash = (hash ^ surface.ptr[i]) * 0x01000193u;
    /* Finalised as MurmurHash3 does it: codes of one exchange differ in their last digits only. */
    hash = (hash ^ hash >> 16) * 0x85EBCA6Bu;
    hash = (hash ^ hash >> 13) * 0xC2B2AE35u;
    return hash ^ hash >> 16;
}

static bool same_row(const ft_builder *b, const struct ft_row *row, const uint32_t *cells, const ft_row_source *source,
                     const ft_schema *schema) {
    const uint32_t *mine = (const uint32_t *)(const void *)b->section[FT_PACK_CELLS].ptr + row->cells;
    if (row->schema != source->schema) return false;
    for (uint8_t i = 0; i < schema->count; i++)
        if (i != schema->index[FT_COL_surface] && mine[i] != cells[i]) return false;
    return !source->exact_case || (row->upper[0] == source->upper[0] && row->upper[1] == source->upper[1]);
}

static void add_row(ft_builder *b, ft_key *keys, uint32_t mask, const ft_row_source *source) {
    const ft_schema *schema = &b->set->schemas.items[source->schema];
    uint32_t cells[FT_NO_CELL];
    for (uint8_t i = 0; i < schema->count; i++) cells[i] = ft_build_string(b, source->cells[i]);
    uint32_t hash = ft_key_hash(source->class, source->surface);
    uint32_t slot = hash & mask, last = UINT32_MAX;
    struct ft_row *rows = (struct ft_row *)(void *)b->section[FT_PACK_ROWS].ptr;
    for (; keys[slot].row; slot = (slot + 1) & mask) {
        struct ft_row *row = &rows[keys[slot].row - 1];
        const char16_t *units = (const char16_t *)(const void *)b->section[FT_PACK_UNITS].ptr + row->surface;
        if (row->class != source->class || !ft_ustr_eq((ft_ustr){units, row->surface_len}, source->surface)) continue;
        for (uint32_t at = keys[slot].row; at; at = rows[at - 1].next) {
            if (same_row(b, &rows[at - 1], cells, source, schema)) return;
            last = at - 1;
        }
        break;
    }
    struct ft_row row = {.cells = ft_build_put(b, FT_PACK_CELLS, cells, schema->count, sizeof *cells),
                         .class = (uint16_t)source->class,
                         .schema = (uint8_t)source->schema,
                         .surface_len = (uint8_t)source->surface.len,
                         .upper = {source->upper[0], source->upper[1]}};
    if (!source->exact_case)
        row.upper[1] |= (uint64_t)1 << 63; /* FT_SURFACE_MAX < 127: the last bit is free and says any case */
    row.surface = last != UINT32_MAX ? rows[last].surface : ft_build_units(b, source->surface.ptr, source->surface.len);
    uint32_t index = ft_build_put(b, FT_PACK_ROWS, &row, 1, sizeof row);
    if (b->failed) return;
    rows = (struct ft_row *)(void *)b->section[FT_PACK_ROWS].ptr;
    if (last != UINT32_MAX)
        rows[last].next = index + 1;
    else
        keys[slot] = (ft_key){hash, index + 1};
}

static void put_bit(uint64_t *bits, uint32_t bit) {
    bits[bit / 64] |= (uint64_t)1 << (bit % 64);
}

/* One table for each class, from the one for all that the rows were collected in. */
static void put_keys(ft_builder *b, const ft_key *all, size_t size) {
    size_t classes = b->set->classes.count, total = 0, words = 0;
    const struct ft_row *rows = (const struct ft_row *)(const void *)b->section[FT_PACK_ROWS].ptr;
    const char16_t *units = (const char16_t *)(const void *)b->section[FT_PACK_UNITS].ptr;
    ft_table *tables = calloc(classes + 1, sizeof *tables);
    b->failed |= !tables;
    for (size_t i = 0; !b->failed && i < size; i++)
        if (all[i].row) tables[rows[all[i].row - 1].class].mask++;
    for (size_t c = 0; !b->failed && c < classes; c++) {
        uint32_t places = 2;
        while (places < tables[c].mask * 2) places *= 2;
        tables[c] = (ft_table){(uint32_t)total, places - 1, (uint32_t)words, 32};
        for (size_t bits = (size_t)places * FT_KEY_BITS; bits > 1; bits /= 2) tables[c].shift--;
        total += places;
        words += ((size_t)places * FT_KEY_BITS + 63) / 64;
    }
    ft_key *keys = calloc(total + 1, sizeof *keys);
    uint64_t *bits = calloc(words + 1, sizeof *bits), *pairs = calloc(words + 1, sizeof *pairs);
    b->failed |= !keys || !bits || !pairs;
    for (size_t i = 0; !b->failed && i < size; i++) {
        if (!all[i].row) continue;
        const struct ft_row *row = &rows[all[i].row - 1];
        const ft_table *table = &tables[row->class];
        uint32_t slot = all[i].hash & table->mask;
        while (keys[table->at + slot].row) slot = (slot + 1) & table->mask;
        keys[table->at + slot] = all[i];
        put_bit(bits + table->bits, all[i].hash >> table->shift);
        if (row->surface_len < 2) continue;
        const char16_t *first = units + row->surface, *last = first + row->surface_len - 2;
        put_bit(pairs + table->bits, ft_pair_hash(first, false) >> table->shift);
        put_bit(pairs + table->bits, ft_pair_hash(last, true) >> table->shift);
    }
    if (!b->failed) {
        ft_build_put(b, FT_PACK_KEYS, keys, total, sizeof *keys);
        ft_build_put(b, FT_PACK_KEYBITS, bits, words, sizeof *bits);
        ft_build_put(b, FT_PACK_PAIRBITS, pairs, words, sizeof *pairs);
        ft_build_put(b, FT_PACK_TABLES, tables, classes, sizeof *tables);
    }
    free(tables);
    free(bits);
    free(pairs);
    free(keys);
}

/* What lets a look-up stop early: the longest surface of each class, and the units that its surfaces begin and end
 * with. */
static void put_reach(ft_builder *b) {
    const ft_rule_set *set = b->set;
    uint8_t *spans = calloc(set->classes.count + 1, sizeof *spans);
    ft_edges *edges = calloc(set->classes.count + 1, sizeof *edges);
    b->failed |= !spans || !edges;
    for (size_t i = 0; spans && edges && i < set->rows.count; i++) {
        const ft_row_source *row = &set->rows.items[i];
        char16_t first = row->surface.ptr[0], last = row->surface.ptr[row->surface.len - 1];
        if (row->surface.len > spans[row->class]) spans[row->class] = (uint8_t)row->surface.len;
        edges[row->class].first[first % FT_EDGE_UNITS] |= ft_edge_bit(row->surface.len);
        edges[row->class].last[last % FT_EDGE_UNITS] |= ft_edge_bit(row->surface.len);
    }
    if (spans && edges) {
        ft_build_put(b, FT_PACK_SPANS, spans, set->classes.count, sizeof *spans);
        ft_build_put(b, FT_PACK_EDGES, edges, set->classes.count, sizeof *edges);
    }
    free(spans);
    free(edges);
}

fintag_status ft_build_rows(ft_builder *b) {
    const ft_rule_set *set = b->set;
    if (set->schemas.count > 255 || set->classes.count > 65535)
        return ft_fail(b->err, FINTAG_ESYNTAX, "more than 255 dictionary files");
    size_t size = 16;
    while (size < set->rows.count * 2) size *= 2;
    ft_key *keys = calloc(size, sizeof *keys);
    if (!keys) return ft_fail_memory(b->err);
    ft_build_put(b, FT_PACK_SCHEMAS, set->schemas.items, set->schemas.count, sizeof *set->schemas.items);
    for (size_t i = 0; i < set->rows.count && !b->failed; i++) {
        add_row(b, keys, (uint32_t)size - 1, &set->rows.items[i]);
    }
    put_keys(b, keys, size);
    free(keys);
    put_reach(b);
    static const char *const names[] = {
#define X(name) #name,
        FT_CLASSES(X)
#undef X
    };
    uint32_t known[FT_CLASS_COUNT];
    for (size_t k = 0; k < FT_CLASS_COUNT; k++) {
        known[k] = UINT32_MAX;
        for (size_t c = 0; c < set->classes.count; c++)
            if (ft_str_is(set->classes.items[c].name, names[k])) known[k] = (uint32_t)c;
    }
    ft_build_put(b, FT_PACK_CLASSES, known, FT_CLASS_COUNT, sizeof *known);
    for (size_t c = 0; c < set->classes.count; c++)
        ft_build_put(b, FT_PACK_SPEAKERS, &set->classes.items[c].rule, 1, sizeof(uint32_t));
    return b->failed ? ft_fail_memory(b->err) : FINTAG_OK;
}

/* ---- The block
 * ---------------------------------------------------------------------------------------------------------- */

static unsigned char *assemble(ft_builder *b, size_t *size) {
    static const size_t item[FT_PACK_SECTIONS] = {1,
                                                  sizeof(char16_t),
                                                  sizeof(struct ft_row),
                                                  4,
                                                  sizeof(ft_schema),
                                                  sizeof(ft_key),
                                                  sizeof(ft_table),
                                                  sizeof(uint64_t),
                                                  sizeof(uint64_t),
                                                  sizeof(ft_surface),
                                                  4,
                                                  sizeof(uint64_t),
                                                  1,
                                                  sizeof(ft_start),
                                                  8,
                                                  sizeof(ft_start),
                                                  sizeof(ft_node),
                                                  sizeof(ft_child),
                                                  sizeof(ft_packed_rule),
                                                  sizeof(ft_group),
                                                  4,
                                                  sizeof(uint64_t),
                                                  sizeof(uint64_t),
                                                  sizeof(ft_packed_example),
                                                  4,
                                                  1,
                                                  4,
                                                  sizeof(ft_edges),
                                                  1,
                                                  sizeof(uint16_t),
                                                  sizeof(uint64_t),
                                                  sizeof(uint16_t),
                                                  4};
    ft_pack_header header = {.magic = "fintagp",
                             .version = FT_PACK_VERSION,
                             .byte_order = 0x01020304,
                             .layout = ft_pack_layout(),
                             .content = 0xCBF29CE484222325u};
    size_t at = (sizeof header + 63) & ~(size_t)63;
    for (int s = 0; s < FT_PACK_SECTIONS; s++) {
        header.section[s].at = at;
        header.section[s].count = (uint32_t)(b->section[s].len / item[s]);
        header.content = hash_bytes(header.content, b->section[s].ptr, b->section[s].len);
        at = (at + b->section[s].len + 63) & ~(size_t)63;
    }
    header.size = at;
    unsigned char *base = calloc(1, at);
    if (!base) return NULL;
    memcpy(base, &header, sizeof header);
    for (int s = 0; s < FT_PACK_SECTIONS; s++)
        if (b->section[s].len) memcpy(base + header.section[s].at, b->section[s].ptr, b->section[s].len);
    *size = at;
    return base;
}

fintag_status ft_pack_build(const ft_rule_set *set, unsigned char **base, size_t *size, fintag_error *err) {
    ft_builder b = {.set = set, .err = err};
    *base = NULL;
    ft_build_string(&b, (fintag_str){"", 0});
    fintag_status status = ft_class_patterns_init(set, &b.classes, err);
    if (!status) status = ft_build_rows(&b);
    if (!status) status = ft_build_scan(&b);
    if (!status) status = ft_build_rules(&b);
    if (!status) status = ft_build_gates(&b);
    if (!status && (b.failed || !(*base = assemble(&b, size)))) status = ft_fail_memory(err);
    for (int s = 0; s < FT_PACK_SECTIONS; s++) ft_buf_free(&b.section[s]);
    free(b.intern);
    return status;
}
