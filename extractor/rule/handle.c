#define PCRE2_CODE_UNIT_WIDTH 16
#include <pcre2.h>
#include <stdlib.h>

#include "base/error.h"
#include "rule/handle.h"

static fintag_str optional(const ft_pack *pack, uint32_t at) {
    return at == UINT32_MAX ? (fintag_str){0} : ft_pack_string(pack, at);
}

static void list_pack(fintag_rules *rules, const ft_pack *pack, uint32_t first) {
    for (uint32_t i = 0; i < pack->rule_count; i++) {
        const ft_packed_rule *packed = &pack->rules[i];
        rules->rules[first + i].pack = pack;
        rules->rules[first + i].packed = packed;
        rules->rules[first + i].index = first + i;
        rules->list[first + i] = (fintag_rule){.id = ft_pack_string(pack, packed->id),
                                               .type = ft_pack_string(pack, packed->type_name),
                                               .value = ft_pack_string(pack, packed->value_name),
                                               .file = ft_pack_string(pack, packed->file),
                                               .pattern = ft_pack_string(pack, packed->written),
                                               .line = packed->line,
                                               .priority = packed->priority};
    }
    const ft_packed_example *examples = (const void *)(pack->base + pack->header->section[FT_PACK_EXAMPLES].at);
    for (uint32_t i = 0; i < pack->header->section[FT_PACK_EXAMPLES].count; i++) {
        const ft_packed_example *packed = &examples[i];
        rules->examples[rules->example_count++] = (fintag_example){.rule = first + packed->rule,
                                                                   .line = packed->line,
                                                                   .positive = packed->positive,
                                                                   .published = optional(pack, packed->published),
                                                                   .text = optional(pack, packed->text),
                                                                   .surface = optional(pack, packed->surface),
                                                                   .value = optional(pack, packed->value)};
    }
}

fintag_status ft_handle_new(const ft_pack *packs, uint32_t count, fintag_rules **out, fintag_error *err) {
    fintag_rules *rules = calloc(1, sizeof *rules);
    *out = NULL;
    size_t examples = 0;
    for (uint32_t p = 0; rules && p < count; p++) {
        rules->pack[p] = packs[p];
        rules->rule_count += packs[p].rule_count;
        examples += packs[p].header->section[FT_PACK_EXAMPLES].count;
    }
    if (rules) {
        rules->pack_count = count;
        rules->rules = calloc(rules->rule_count + 1, sizeof *rules->rules);
        rules->list = calloc(rules->rule_count + 1, sizeof *rules->list);
        rules->examples = calloc(examples + 1, sizeof *rules->examples);
    }
    if (!rules || !rules->rules || !rules->list || !rules->examples) {
        for (uint32_t p = 0; p < count && !rules; p++) {
            ft_pack pack = packs[p];
            ft_pack_close(&pack);
        }
        ft_handle_free(rules);
        return ft_fail_memory(err);
    }
    uint32_t first = 0;
    for (uint32_t p = 0; p < count; p++) {
        list_pack(rules, &rules->pack[p], first);
        first += rules->pack[p].rule_count;
    }
    *out = rules;
    return FINTAG_OK;
}

void ft_handle_free(fintag_rules *rules) {
    if (!rules) return;
    for (uint32_t i = 0; rules->rules && i < rules->rule_count; i++) {
        pcre2_code_free(atomic_load(&rules->rules[i].plain));
        pcre2_code_free(atomic_load(&rules->rules[i].jit));
    }
    for (uint32_t p = 0; p < rules->pack_count; p++) ft_pack_close(&rules->pack[p]);
    free(rules->rules);
    free(rules->list);
    free(rules->examples);
    free(rules);
}

uint64_t fintag_rules_content(const fintag_rules *rules) {
    uint64_t content = 0;
    for (uint32_t p = 0; p < rules->pack_count; p++)
        content = content * 0x100000001B3u ^ rules->pack[p].header->content;
    return content;
}

const fintag_rule *fintag_rules_list(const fintag_rules *rules, size_t *count) {
    *count = rules->rule_count;
    return rules->list;
}

const fintag_example *fintag_rules_examples(const fintag_rules *rules, size_t *count) {
    *count = rules->example_count;
    return rules->examples;
}
