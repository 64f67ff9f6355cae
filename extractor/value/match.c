/* What a value function may ask of its match. */
#include "rule/handle.h"
#include "value/value.h"

/* The group of this slot that took part: one name may stand in several alternatives. */
static bool find(const ft_match *match, ft_slot slot, size_t *begin, size_t *end) {
    const ft_packed_rule *packed = match->rule->packed;
    const ft_group *groups = match->rule->pack->groups + packed->groups;
    for (uint32_t i = 0; i < packed->group_count; i++) {
        if (groups[i].slot != (uint16_t)slot) continue;
        *begin = match->ovector[2 * groups[i].group];
        *end = match->ovector[2 * groups[i].group + 1];
        if (*begin != SIZE_MAX) return true;
    }
    return false;
}

ft_ustr ft_slot_text(const ft_match *match, ft_slot slot) {
    size_t begin, end;
    if (!find(match, slot, &begin, &end)) return (ft_ustr){0};
    return (ft_ustr){match->context->text->unit + begin, (uint32_t)(end - begin)};
}

uint32_t ft_slot_begin(const ft_match *match, ft_slot slot) {
    size_t begin, end;
    return find(match, slot, &begin, &end) ? (uint32_t)begin : UINT32_MAX;
}

fintag_str ft_match_arg(const ft_match *match, const char *key) {
    const ft_pack *pack = match->rule->pack;
    const uint32_t *args = pack->args + match->rule->packed->args;
    for (uint32_t i = 0; i < match->rule->packed->arg_count; i++)
        if (ft_str_is(ft_pack_string(pack, args[2 * i]), key)) return ft_pack_string(pack, args[2 * i + 1]);
    return (fintag_str){0};
}
