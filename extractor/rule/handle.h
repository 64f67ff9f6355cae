/* What a fintag_rules is: one pack, and perhaps a second one of the user's own names. */
#ifndef FT_HANDLE_H
#define FT_HANDLE_H

#include "rule/pack.h"

enum { FT_PACKS = 2 };

struct fintag_rules {
    ft_pack pack[FT_PACKS];
    uint32_t pack_count;
    struct ft_compiled_rule *rules; /* those of all packs, in order */
    uint32_t rule_count;
    fintag_rule *list;
    fintag_example *examples;
    size_t example_count;
};

/* Make a handle of opened packs, which it then owns (also when it fails). */
fintag_status ft_handle_new(const ft_pack *packs, uint32_t count, fintag_rules **out, fintag_error *err);
void ft_handle_free(fintag_rules *rules);

#endif
