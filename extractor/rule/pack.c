#include "rule/pack.h"

#include <stdlib.h>
#include <sys/mman.h>

#include "base/error.h"

uint64_t ft_pack_layout(void);

static uint32_t section_mask(const ft_pack_header *header, ft_pack_section section) {
    return header->section[section].count ? header->section[section].count - 1 : 0;
}

static void take_views(ft_pack *pack) {
    const ft_pack_header *h = pack->header;
    const void *at[FT_PACK_SECTIONS];
    for (int s = 0; s < FT_PACK_SECTIONS; s++) at[s] = pack->base + h->section[s].at;
    pack->strings = at[FT_PACK_STRINGS];
    pack->units = at[FT_PACK_UNITS];
    pack->rows = at[FT_PACK_ROWS];
    pack->row_count = h->section[FT_PACK_ROWS].count;
    pack->cells = at[FT_PACK_CELLS];
    pack->schemas = at[FT_PACK_SCHEMAS];
    pack->keys = at[FT_PACK_KEYS];
    pack->tables = at[FT_PACK_TABLES];
    pack->key_bits = at[FT_PACK_KEYBITS];
    pack->pair_bits = at[FT_PACK_PAIRBITS];
    pack->surfaces = at[FT_PACK_SURFACES];
    pack->refs = at[FT_PACK_REFS];
    pack->first = at[FT_PACK_FIRST];
    pack->singles = at[FT_PACK_SINGLES];
    pack->single_mask = section_mask(h, FT_PACK_SINGLES);
    pack->starts = at[FT_PACK_STARTS];
    pack->start_mask = section_mask(h, FT_PACK_STARTS);
    pack->filter = at[FT_PACK_FILTER];
    pack->filter_shift = 32;
    for (uint64_t bits = (uint64_t)h->section[FT_PACK_FILTER].count * 64; bits > 1; bits /= 2) pack->filter_shift--;
    pack->nodes = at[FT_PACK_NODES];
    pack->children = at[FT_PACK_CHILDREN];
    pack->rules = at[FT_PACK_RULES];
    pack->rule_count = h->section[FT_PACK_RULES].count;
    pack->groups = at[FT_PACK_GROUPS];
    pack->args = at[FT_PACK_ARGS];
    pack->digit = at[FT_PACK_DIGIT];
    pack->sets = at[FT_PACK_SETS];
    pack->backs = at[FT_PACK_BACKS];
    pack->classes = at[FT_PACK_CLASSES];
    pack->spans = at[FT_PACK_SPANS];
    pack->speakers = at[FT_PACK_SPEAKERS];
    pack->edges = at[FT_PACK_EDGES];
    pack->code = at[FT_PACK_CODE];
    pack->kinds = at[FT_PACK_KINDS];
    pack->gates = at[FT_PACK_GATES];
    pack->states = at[FT_PACK_STATES];
    pack->firsts = at[FT_PACK_FIRSTS];
    pack->set_words = (pack->rule_count + 63) / 64;
}

fintag_status ft_pack_open(ft_pack *pack, const unsigned char *base, size_t size, const char *name, fintag_error *err) {
    const ft_pack_header *header = (const void *)base;
    *pack = (ft_pack){.base = base, .size = size, .header = header};
    if (size < sizeof *header || memcmp(header->magic, "fintagp", 8) != 0)
        return ft_fail_at(err, FINTAG_EVERSION, name, 0, 0, "not a rule pack");
    if (header->version != FT_PACK_VERSION || header->byte_order != 0x01020304 || header->layout != ft_pack_layout())
        return ft_fail_at(err, FINTAG_EVERSION, name, 0, 0,
                          "a rule pack of another version; make it anew with: fintag rules compile DIR FILE");
    if (header->size != size)
        return ft_fail_at(err, FINTAG_EVERSION, name, 0, 0, "a rule pack cut short; make it anew");
    for (int s = 0; s < FT_PACK_SECTIONS; s++)
        if (header->section[s].at > size)
            return ft_fail_at(err, FINTAG_EVERSION, name, 0, 0, "a broken rule pack; make it anew");
    take_views(pack);
    return FINTAG_OK;
}

void ft_pack_close(ft_pack *pack) {
    void *base = (void *)(uintptr_t)pack->base;
    if (pack->mapped)
        munmap(base, pack->size);
    else
        free(base);
    *pack = (ft_pack){0};
}
