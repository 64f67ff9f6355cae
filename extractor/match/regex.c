#define PCRE2_CODE_UNIT_WIDTH 16
#include "match/regex.h"

#include <pcre2.h>
#include <sched.h>
#include <stdlib.h>

#include "rule/regex_options.h"

/* Limits of one try. A pattern on 256 units that needs more is a mistake of its author, or an attack. */
enum { MATCH_LIMIT = 20000, DEPTH_LIMIT = 200, HEAP_LIMIT_KIB = 256, GROUPS_MAX = 256 };

/* Making machine code takes as long as some hundred tries by the interpreter, and a short run needs few patterns often:
 * compiled at the first try they took 28 of the 31 ms to the first byte. */
enum { PLAIN_TRIES = 200 };

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

/* Of threads that make the same thing at the same time the first one's is kept. */
static pcre2_code *keep(_Atomic(void *) *place, pcre2_code *code) {
    void *expected = NULL;
    if (!code || atomic_compare_exchange_strong(place, &expected, code)) return code;
    pcre2_code_free(code);
    return expected;
}

/* Out of the pack; compiled when the pack was made with another PCRE2. */
static pcre2_code *plain_code(struct ft_compiled_rule *rule) {
    pcre2_code *code = atomic_load_explicit(&rule->plain, memory_order_acquire);
    if (code) return code;
    const ft_packed_rule *packed = rule->packed;
    int error;
    PCRE2_SIZE offset;
    if (pcre2_serialize_decode(&code, 1, rule->pack->code + packed->code, NULL) != 1)
        code = pcre2_compile(rule->pack->units + packed->pattern, packed->pattern_len, FT_REGEX_OPTIONS, &error,
                             &offset, NULL);
    return keep(&rule->plain, code);
}

/* Machine code is made of a copy, since other threads may be matching with the plain one. One thread makes it: a copy
 * shares the character tables of its original, and PCRE2 counts their users without a lock. */
static pcre2_code *jit_code(struct ft_compiled_rule *rule) {
    pcre2_code *plain = plain_code(rule), *code = NULL;
    while (plain && !(code = atomic_load_explicit(&rule->jit, memory_order_acquire))) {
        if (atomic_exchange_explicit(&rule->making, true, memory_order_acquire)) {
            sched_yield();
            continue;
        }
        code = pcre2_code_copy(plain);
        if (code) pcre2_jit_compile(code, PCRE2_JIT_COMPLETE); /* without JIT the interpreter serves */
        atomic_store_explicit(&rule->jit, code, memory_order_release);
        if (!code) atomic_store_explicit(&rule->making, false, memory_order_release);
        break;
    }
    return code;
}

bool ft_regex_try(ft_regex *regex, struct ft_compiled_rule *rule, const char16_t *text, uint32_t count, uint32_t at,
                  const size_t **ovector, bool *broken) {
    uint32_t end = count - at > FT_MATCH_MAX ? at + FT_MATCH_MAX : count;
    pcre2_code *code = atomic_load_explicit(&rule->jit, memory_order_acquire);
    int found = PCRE2_ERROR_MATCHLIMIT;
    if (!code && atomic_fetch_add_explicit(&rule->tries, 1, memory_order_relaxed) < PLAIN_TRIES) {
        pcre2_code *plain = plain_code(rule);
        if (plain) found = pcre2_match(plain, text, end, at, PCRE2_NO_UTF_CHECK, regex->data, regex->context);
    }
    /* The interpreter needs more steps for the same match: that a limit was hit is for the machine code to say, so that
     * the answer does not depend on what was tried before. */
    if (found < 0 && found != PCRE2_ERROR_NOMATCH) {
        if (!code) code = jit_code(rule);
        if (code) found = pcre2_match(code, text, end, at, PCRE2_NO_UTF_CHECK, regex->data, regex->context);
    }
    if (found < 0) {
        if (found != PCRE2_ERROR_NOMATCH) *broken = true;
        return false;
    }
    *ovector = pcre2_get_ovector_pointer(regex->data);
    return true;
}
