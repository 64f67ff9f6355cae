/* Parts of the pack builder, one file each. */
#ifndef FT_BUILD_H
#define FT_BUILD_H

#include "base/buf.h"
#include "rule/expand.h"
#include "rule/pack.h"

typedef struct {
    const ft_rule_set *set;
    fintag_error *err;
    ft_buf section[FT_PACK_SECTIONS];
    uint32_t *intern; /* offsets into STRINGS + 1, open addressing */
    size_t intern_mask, intern_count;
    ft_class_patterns classes;
    bool failed; /* out of memory */
} ft_builder;

/* Append to a section; returns the index of the first appended item. */
uint32_t ft_build_put(ft_builder *b, ft_pack_section section, const void *items, size_t count, size_t size);
uint32_t ft_build_string(ft_builder *b, fintag_str text);
uint32_t ft_build_units(ft_builder *b, const char16_t *units, size_t count);
fintag_status ft_build_rows(ft_builder *b);
fintag_status ft_build_scan(ft_builder *b);
fintag_status ft_build_rules(ft_builder *b);
/* After the rules. */
fintag_status ft_build_gates(ft_builder *b);

#endif
