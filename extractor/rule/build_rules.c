/* Patterns, their groups and examples. Every pattern is compiled once here, to refuse what PCRE2 refuses and to learn
 * its groups, and packed as it was compiled: compiling all of them takes longer than tagging many articles. */
#define PCRE2_CODE_UNIT_WIDTH 16
#include <pcre2.h>

#include "base/error.h"
#include "rule/build.h"
#include "rule/regex_options.h"
#include "rule/slots.h"

static const char *const slot_names[] = {
#define X(name) #name,
    FT_SLOTS(X)
#undef X
};

static fintag_status put_groups(ft_builder *b, const pcre2_code *code, const ft_rule_source *rule,
                                ft_packed_rule *packed) {
    uint32_t count = 0, size = 0;
    PCRE2_SPTR table = NULL;
    pcre2_pattern_info(code, PCRE2_INFO_NAMECOUNT, &count);
    pcre2_pattern_info(code, PCRE2_INFO_NAMEENTRYSIZE, &size);
    pcre2_pattern_info(code, PCRE2_INFO_NAMETABLE, &table);
    packed->groups = (uint32_t)(b->section[FT_PACK_GROUPS].len / sizeof(ft_group));
    for (uint32_t i = 0; i < count; i++, table += size) {
        char name[64] = "";
        for (size_t k = 0; k + 1 < sizeof name && table[1 + k]; k++) name[k] = (char)table[1 + k];
        if (strncmp(name, FT_CLASS_GROUP, sizeof FT_CLASS_GROUP - 1) == 0) continue;
        size_t slot = 0;
        while (slot < FT_SLOT_COUNT && strcmp(slot_names[slot], name) != 0) slot++;
        if (slot == FT_SLOT_COUNT)
            return ft_fail_at(b->err, FINTAG_ESYNTAX, rule->pattern.file, rule->pattern.line, rule->pattern.column,
                              "no value function knows a group named ‘%s’ (see extractor/rule/slots.h)", name);
        ft_group group = {(uint16_t)slot, table[0]};
        ft_build_put(b, FT_PACK_GROUPS, &group, 1, sizeof group);
        packed->group_count++;
    }
    return FINTAG_OK;
}

static fintag_status put_code(ft_builder *b, const pcre2_code *code, ft_packed_rule *packed) {
    static const char padding[16];
    uint8_t *bytes;
    PCRE2_SIZE len;
    if (pcre2_serialize_encode(&code, 1, &bytes, &len, NULL) != 1) return ft_fail_memory(b->err);
    packed->code = ft_build_put(b, FT_PACK_CODE, bytes, len, 1);
    packed->code_len = (uint32_t)len;
    ft_build_put(b, FT_PACK_CODE, padding, -len % sizeof padding, 1);
    pcre2_serialize_free(bytes);
    return FINTAG_OK;
}

static fintag_status put_pattern(ft_builder *b, const ft_rule_source *rule, ft_packed_rule *packed) {
    ft_expansion expansion;
    fintag_status status = ft_expand(b->set, &b->classes, rule, &expansion, b->err);
    if (status) return status;
    int error;
    PCRE2_SIZE offset;
    pcre2_code *code =
        pcre2_compile(expansion.units.items, expansion.units.count, FT_REGEX_OPTIONS, &error, &offset, NULL);
    if (!code) {
        PCRE2_UCHAR text[160];
        char message[160] = "";
        int len = pcre2_get_error_message(error, text, sizeof text / sizeof *text);
        for (int i = 0; i < len; i++) message[i] = (char)text[i];
        const char *file;
        unsigned line, column;
        ft_expansion_place(&expansion, (uint32_t)offset, &file, &line, &column);
        return ft_fail_at(b->err, FINTAG_ESYNTAX, file, line, column, "in the pattern of ‘%.*s’: %s",
                          (int)rule->info.id.len, rule->info.id.ptr, message);
    }
    packed->pattern = ft_build_units(b, expansion.units.items, expansion.units.count);
    packed->pattern_len = (uint32_t)expansion.units.count;
    status = put_groups(b, code, rule, packed);
    if (!status) status = put_code(b, code, packed);
    pcre2_code_free(code);
    return status;
}

static fintag_status put_rule(ft_builder *b, const ft_rule_source *rule) {
    ft_packed_rule packed = {.id = ft_build_string(b, rule->info.id),
                             .type_name = ft_build_string(b, rule->info.type),
                             .value_name = ft_build_string(b, rule->info.value),
                             .file = ft_build_string(b, rule->info.file),
                             .written = ft_build_string(b, rule->info.pattern),
                             .line = rule->info.line,
                             .priority = rule->info.priority,
                             .confidence = (float)rule->confidence,
                             .type = (uint8_t)rule->type,
                             .back = (uint8_t)rule->back,
                             .only_numbers = rule->only_numbers,
                             .dictionary = rule->dictionary};
    packed.args = (uint32_t)(b->section[FT_PACK_ARGS].len / sizeof(uint32_t));
    packed.arg_count = (uint32_t)rule->args.count;
    for (size_t i = 0; i < rule->args.count; i++) {
        uint32_t pair[2] = {ft_build_string(b, rule->args.items[i].key), ft_build_string(b, rule->args.items[i].value)};
        ft_build_put(b, FT_PACK_ARGS, pair, 2, sizeof *pair);
    }
    fintag_status status = rule->dictionary ? FINTAG_OK : put_pattern(b, rule, &packed);
    ft_build_put(b, FT_PACK_RULES, &packed, 1, sizeof packed);
    return status;
}

static uint32_t optional_string(ft_builder *b, fintag_str text) {
    return text.ptr ? ft_build_string(b, text) : UINT32_MAX;
}

fintag_status ft_build_rules(ft_builder *b) {
    const ft_rule_set *set = b->set;
    for (size_t c = 0; c < set->classes.count; c++) { /* a class speaks through its pseudo-rule */
        const ft_class_source *class = &set->classes.items[c];
        if (class->rule == UINT32_MAX) continue;
        set->rules.items[class->rule].info.priority = class->priority;
        set->rules.items[class->rule].confidence = class->confidence;
    }
    for (size_t i = 0; i < set->rules.count; i++) {
        fintag_status status = put_rule(b, &set->rules.items[i]);
        if (status) return status;
    }
    for (size_t i = 0; i < set->examples.count; i++) {
        const fintag_example *example = &set->examples.items[i];
        ft_packed_example packed = {example->rule,
                                    example->line,
                                    example->positive,
                                    optional_string(b, example->published),
                                    ft_build_string(b, example->text),
                                    optional_string(b, example->surface),
                                    optional_string(b, example->value)};
        ft_build_put(b, FT_PACK_EXAMPLES, &packed, 1, sizeof packed);
    }
    return b->failed ? ft_fail_memory(b->err) : FINTAG_OK;
}
