/* Looking dictionary rows up. */
#include "rule/handle.h"

static const ft_row *find(const ft_pack *pack, uint32_t class, ft_ustr surface) {
    const ft_table *table = &pack->tables[class];
    const ft_key *keys = pack->keys + table->at;
    uint32_t hash = ft_key_hash(class, surface), bit = hash >> table->shift;
    if (!(pack->key_bits[table->bits + bit / 64] >> (bit % 64) & 1)) return NULL;
    for (uint32_t slot = hash & table->mask; keys[slot].row; slot = (slot + 1) & table->mask) {
        if (keys[slot].hash != hash) continue;
        const struct ft_row *row = &pack->rows[keys[slot].row - 1];
        if (ft_ustr_eq((ft_ustr){pack->units + row->surface, row->surface_len}, surface)) return row;
    }
    return NULL;
}

/* Has the class a surface of this length that begins, and one that ends, with such units? Most have none, and the bits
 * are near where a table of keys is not. */
static bool may_be(const ft_edges *edges, ft_ustr surface) {
    return edges->first[surface.ptr[0] % FT_EDGE_UNITS] & edges->last[surface.ptr[surface.len - 1] % FT_EDGE_UNITS] &
           ft_edge_bit(surface.len);
}

const ft_row *ft_dict_find(const fintag_rules *rules, ft_class class, ft_ustr surface) {
    if (surface.len == 0 || surface.len > FT_SURFACE_MAX) return NULL;
    for (uint32_t p = rules->pack_count; p-- > 0;) { /* the user's names first */
        const ft_pack *pack = &rules->pack[p];
        uint32_t number = pack->classes[class];
        if (number == UINT32_MAX || !may_be(&pack->edges[number], surface)) continue;
        const ft_row *row = find(pack, number, surface);
        if (row) return row;
    }
    return NULL;
}

static const ft_pack *pack_of(const fintag_rules *rules, const ft_row *row) {
    for (uint32_t p = 0; p < rules->pack_count; p++) {
        const ft_pack *pack = &rules->pack[p];
        if (row >= pack->rows && row < pack->rows + pack->row_count) return pack;
    }
    return &rules->pack[0];
}

const ft_row *ft_row_next(const fintag_rules *rules, const ft_row *row) {
    return row->next ? &pack_of(rules, row)->rows[row->next - 1] : NULL;
}

fintag_str ft_row_get(const fintag_rules *rules, const ft_row *row, ft_column column) {
    const ft_pack *pack = pack_of(rules, row);
    uint8_t cell = pack->schemas[row->schema].index[column];
    if (cell == FT_NO_CELL) return (fintag_str){"", 0};
    return ft_pack_string(pack, pack->cells[row->cells + cell]);
}

ft_ustr ft_row_surface(const fintag_rules *rules, const ft_row *row) {
    return (ft_ustr){pack_of(rules, row)->units + row->surface, row->surface_len};
}

/* The longest surface of the class in one pack, longer than *len, at the beginning or end of the text. */
static const ft_row *longest(const ft_pack *pack, ft_class class, ft_ustr text, bool back, uint32_t *len) {
    uint32_t number = pack->classes[class];
    if (number == UINT32_MAX || !text.len) return NULL;
    const ft_edges *edges = &pack->edges[number];
    uint32_t lens =
        back ? edges->last[text.ptr[text.len - 1] % FT_EDGE_UNITS] : edges->first[text.ptr[0] % FT_EDGE_UNITS];
    if (!lens) return NULL;
    if (lens & ~ft_edge_bit(1)) { /* most places begin no surface with these two units */
        const ft_table *table = &pack->tables[number];
        const char16_t *pair = back ? text.ptr + text.len - 2 : text.ptr;
        uint32_t bit = text.len > 1 ? ft_pair_hash(pair, back) >> table->shift : 0;
        bool open = text.len > 1 && pack->pair_bits[table->bits + bit / 64] >> (bit % 64) & 1;
        if (!open && !(lens &= ft_edge_bit(1))) return NULL;
    }
    uint32_t most = pack->spans[number] < text.len ? pack->spans[number] : text.len;
    for (uint32_t n = most; n > *len; n--) {
        if (!(lens & ft_edge_bit(n))) continue;
        ft_ustr surface = {back ? text.ptr + (text.len - n) : text.ptr, n};
        const ft_row *row = may_be(edges, surface) ? find(pack, number, surface) : NULL;
        if (!row) continue;
        *len = n;
        return row;
    }
    return NULL;
}

const ft_row *ft_dict_longest(const fintag_rules *rules, ft_class class, ft_ustr text, uint32_t *len) {
    const ft_row *best = NULL;
    *len = 0;
    for (uint32_t p = rules->pack_count; p-- > 0;) {
        const ft_row *row = longest(&rules->pack[p], class, text, false, len);
        if (row) best = row;
    }
    return best;
}

const ft_row *ft_dict_longest_back(const fintag_rules *rules, ft_class class, ft_ustr text, uint32_t *len) {
    const ft_row *best = NULL;
    *len = 0;
    for (uint32_t p = rules->pack_count; p-- > 0;) {
        const ft_row *row = longest(&rules->pack[p], class, text, true, len);
        if (row) best = row;
    }
    return best;
}
