#define PCRE2_CODE_UNIT_WIDTH 16
#include "match/regex.h"

#include <pcre2.h>
#include <stdlib.h>

#include "rule/regex_options.h"

/* Limits of one try. A pattern on 256 units that needs more is a mistake of its author, or an attack. */
enum { MATCH_LIMIT = 20000, DEPTH_LIMIT = 200, HEAP_LIMIT_KIB = 256, GROUPS_MAX = 256 };

struct ft_regex {
    pcre2_match_data *data;
    pcre2_match_context *context;
};

ft_regex *ft_regex_new(void) {
    ft_regex *regex = calloc(1, sizeof *regex);
    if (!regex) return NULL;
    regex->data = pcre2_match_data_create(GROUPS_MAX, NULL);
    regex->context = pcre2_match_context_create(NULL);
    if (!regex->data || !regex->context) {
        ft_regex_free(regex);
        return NULL;
    }
    pcre2_set_match_limit(regex->context, MATCH_LIMIT);
    pcre2_set_depth_limit(regex->context, DEPTH_LIMIT);
    pcre2_set_heap_limit(regex->context, HEAP_LIMIT_KIB);
    return regex;
}

void ft_regex_free(ft_regex *regex) {
    if (!regex) return;
    pcre2_match_data_free(regex->data);
    pcre2_match_context_free(regex->context);
    free(regex);
}

/* Threads may compile the same pattern at the same time: the first result is kept, another is dropped. */
static pcre2_code *compile(struct ft_compiled_rule *rule) {
    int error;
    PCRE2_SIZE offset;
    pcre2_code *code = pcre2_compile(rule->pack->units + rule->packed->pattern, rule->packed->pattern_len,
                                     FT_REGEX_OPTIONS, &error, &offset, NULL);
    if (!code) return NULL;
    pcre2_jit_compile(code, PCRE2_JIT_COMPLETE); /* without JIT the interpreter serves */
    void *expected = NULL;
    if (atomic_compare_exchange_strong(&rule->code, &expected, code)) return code;
    pcre2_code_free(code);
    return expected;
}

bool ft_regex_try(ft_regex *regex, struct ft_compiled_rule *rule, const char16_t *text, uint32_t count, uint32_t at,
                  const size_t **ovector, bool *broken) {
    pcre2_code *code = atomic_load_explicit(&rule->code, memory_order_acquire);
    if (!code && !(code = compile(rule))) {
        *broken = true;
        return false;
    }
    uint32_t end = count - at > FT_MATCH_MAX ? at + FT_MATCH_MAX : count;
    int found = pcre2_match(code, text, end, at, PCRE2_NO_UTF_CHECK, regex->data, regex->context);
    if (found < 0) {
        if (found != PCRE2_ERROR_NOMATCH) *broken = true;
        return false;
    }
    *ovector = pcre2_get_ovector_pointer(regex->data);
    return true;
}
