#include "engine/registry.h"

#include "base/error.h"
#include "value/kinds.h"

const char *const ft_value_names[] = {
#define X(name, text) #name,
    FT_VALUES(X)
#undef X
        NULL};

static ft_value_fn *const functions[] = {
#define X(name, text) ft_value_##name,
    FT_VALUES(X)
#undef X
};

const char *ft_value_none(const ft_match *match, ft_candidate *candidate) {
    (void)match;
    (void)candidate;
    return NULL;
}

fintag_status ft_bind_values(fintag_rules *rules, fintag_error *err) {
    for (uint32_t r = 0; r < rules->rule_count; r++) {
        struct ft_compiled_rule *rule = &rules->rules[r];
        if (rule->packed->dictionary) continue;
        fintag_str name = rules->list[r].value;
        size_t i = 0;
        while (ft_value_names[i] && !ft_str_is(name, ft_value_names[i])) i++;
        if (!ft_value_names[i])
            return ft_fail(err, FINTAG_EVERSION,
                           "the rule pack names the value function ‘%.*s’, which this program lacks", (int)name.len,
                           name.ptr);
        rule->value = (void (*)(void))functions[i];
    }
    return FINTAG_OK;
}
