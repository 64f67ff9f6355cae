/* Automata: no match is missed, and what they are there to turn down is turned down. */
#define PCRE2_CODE_UNIT_WIDTH 16
#include <pcre2.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "match/gate.h"
#include "rule/regex_options.h"

enum { LEN = 6, TEXT_MAX = 400 };

static ft_arena arena;

static bool make(const char16_t *pattern, ft_state_words *words) {
    ft_automaton made;
    uint32_t len = 0;
    while (pattern[len]) len++;
    ft_arena_reset(&arena);
    return ft_automaton_make(&arena, (ft_ustr){pattern, len}, &made) && ft_automaton_pack(&arena, &made, words);
}

static bool is_open(const ft_state_words *words, const char16_t *text, uint32_t at, uint32_t count) {
    static const uint32_t first = 0;
    ft_pack pack = {.states = words->items, .firsts = &first};
    return ft_gate_open(&pack, 0, text, at, count);
}

/* ---- All short texts --------------------------------------------------------------------------------------------- */

static const char16_t *const patterns[] = {
    u"a (?! b ) .",
    u"(?! a | 1++ a | b? \\h ) [^年] a",
    u"(?! a (?= b ) ) [ab]{2}",
    u"(?! \\d++ 1 ) \\d\\d",
    u"(?! (?> a | ab ) 1 ) a",
    u"(?! [^a]{2} ) . .?",
    u"(?! a \\b ) a",
    u"(?! b (?<= a b ) ) [ab1]{1,2}",
    u"(?! (?<= [^a] ) b ) b",
    u"(?! \\p{Han} ) .",
    u"(?! a $ ) a",
    u"a (?= b ) [^1] (?= 1 )",
    u"(?= [a-b] ) (?: a | b 1 | 年 ) (?= \\d | 年 )",
    u"(?<! a ) b | (?<! [1 ] (?= a ) ) a",
    u"(?<! (?: a | b ) | 1 1 ) [a年]",
    u"(?<! [^a] ) [a1] (?<! [^1] (?= [^a] ) )",
    u"(?<= a | 1 b ) (?: b | 1 )",
    u"\\b a \\b | \\b 年",
    u"a \\K b (?: 1 | \\d{2} )?",
    u"(?(DEFINE) (?<y> a | b (?&y) ) (?<z> 1 (?&y)? ) ) (?&z) (?&y)",
    u"(?<x> a )? (?(x) b | 1 )",
    u"(?<x> a ) (?(x) b ) \\k<x>",
    u"(?: a++ | b*+ 1 )+ 年",
    u"(?: a (?! b (?! 1 ) ) )+ b?",
    u"[\\]a-] [^\\d]? # a comment (\n 1 ?",
    u"\\x{5e74} \\x61 | [\\x30-\\x{31}] \\s",
    u"(?: | a ) b",
    u"[[:alpha:]] a",
    u"(?i) a",
    u"a{2} | b{1,2} 1 | 1{2,}",
    u"a {1,2} + b | [^a]{2} ? 1",
};

static void check_all_texts(size_t which) {
    const char16_t *pattern = patterns[which];
    static const char16_t alphabet[] = u"ab1 年\n";
    enum { LETTERS = sizeof alphabet / sizeof *alphabet - 1 };
    int error;
    PCRE2_SIZE offset;
    pcre2_code *code = pcre2_compile(pattern, PCRE2_ZERO_TERMINATED, FT_REGEX_OPTIONS, &error, &offset, NULL);
    pcre2_match_data *data = pcre2_match_data_create(1, NULL);
    if (!code) fail_msg("pattern %zu does not compile", which);
    pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
    ft_state_words made;
    bool known = make(pattern, &made);
    assert_true(known || pattern[1] == '['); /* [[:alpha:]] is not */
    uint32_t all = 1;
    for (uint32_t len = 1; len < LEN; len++) {
        all *= LETTERS;
        for (uint32_t number = 0; known && number < all; number++) {
            char16_t text[LEN] = {0};
            for (uint32_t i = 0, rest = number; i < len; i++, rest /= LETTERS) text[i] = alphabet[rest % LETTERS];
            for (uint32_t at = 0; at < len; at++)
                if (pcre2_match(code, text, len, at, 0, data, NULL) >= 0 && !is_open(&made, text, at, len))
                    fail_msg("pattern %zu, text %u of %u units, at %u", which, number, len, at);
        }
    }
    pcre2_match_data_free(data);
    pcre2_code_free(code);
}

static void test_no_match_is_missed(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) check_all_texts(i);
}

/* ---- What is turned down ----------------------------------------------------------------------------------------- */

static const struct {
    const char16_t *pattern, *before, *text;
    bool open;
} cases[] = {
    {u"\\d++ (?: \\.\\d++ )?+ % (?! 的 )", u"", u"12.5%的", false},
    {u"\\d++ (?: \\.\\d++ )?+ % (?! 的 )", u"", u"12.5%", true},
    {u"(?<! [a-z\\d] ) \\d{2}", u"a", u"12", false},
    {u"(?<! [a-z] (?= \\d ) ) \\w+", u"a", u"12", false},
    {u"(?<! [a-z] (?= \\d ) ) \\w+", u"a", u"b2", true},
    {u"(?! \\d++ (?: [万亿] | \\.\\d ) ) \\d+ 年", u"", u"12万年", false},
    {u"\\d (?= [、和] \\d++ [倍%] )", u"", u"1、2元", false},
    {u"\\d (?= [、和] \\d++ [倍%] )", u"", u"1、2倍", true},
    {u"(?= [中美] ) (?: \\p{Han} )", u"", u"英", false},
    {u"(?&d) (?(DEFINE) (?<d> [一-龥]{2} ) ) 报", u"", u"中报告", false},
};

static void test_texts_are_turned_down(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char16_t text[TEXT_MAX] = {0};
        uint32_t count = 0, at;
        ft_state_words made;
        for (const char16_t *c = cases[i].before; *c; c++) text[count++] = *c;
        at = count;
        for (const char16_t *c = cases[i].text; *c; c++) text[count++] = *c;
        assert_true(make(cases[i].pattern, &made));
        if (is_open(&made, text, at, count) != cases[i].open) fail_msg("case %zu", i);
    }
}

/* A pattern sees FT_MATCH_MAX units: what must not follow may stand behind them. */
static void test_what_a_pattern_cannot_see_is_open(void **state) {
    (void)state;
    char16_t text[TEXT_MAX] = {0};
    ft_state_words made;
    for (uint32_t i = 0; i < TEXT_MAX - 1; i++) text[i] = 'a';
    assert_true(make(u"a+ (?! b )", &made));
    assert_true(make(u"a{200,} b", &made));
    assert_true(is_open(&made, text, 0, TEXT_MAX - 1));
    assert_false(is_open(&made, text, TEXT_MAX - 101, TEXT_MAX - 1));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_match_is_missed),
        cmocka_unit_test(test_texts_are_turned_down),
        cmocka_unit_test(test_what_a_pattern_cannot_see_is_open),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    ft_arena_free(&arena);
    return failed;
}
