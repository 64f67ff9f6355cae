/* Widened patterns: what is dropped, what stays, what is not known. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "rule/widen.h"

static const struct {
    const char *pattern, *wide; /* NULL: not known */
} cases[] = {
    {"(?<! \\d ) (?<y> 20 \\d{2}+ ) (?! [%] )", " (?<y> \\d\\d \\d{2} ) "},
    {"(?: a | [0-5x] )++ b*+ c?", "(?: a | [\\d0-5x] )+ b* c?"},
    {"(?> \\d++ (?: \\.\\d++ )?+ )", "(?: \\d+ (?: \\.\\d+ )? )"},
    {"(?= [1-9,]++ x ) [^,] a{1,3}+", "(?= [\\d1-9,]+ x ) [^,] a{1,3}"},
    {"[^\\x00-\\x7f] \\x{0035} \\x2d [\\]1] [a\\]-]", "[^\\x00-\\x7f] \\d \\x2d [\\d\\]1] [a\\]-]"},
    {"(?(DEFINE) (?<d> (?&q) ) ) (?(<d>) a | b ) \\b ^ \\K x \\k<d>",
     "(?(DEFINE) (?<d> (?&q) ) ) (?(<d>) a | b )    x \\k<d>"},
    {"a # 12 (\n 3", "a # 12 (\n \\d"},
    {"(?! a \\) [)] ( b ) ) c+ ? d", " c+ ? d"},
    {"[^5] x", NULL},
    {"(*FAIL) x", NULL},
    {"(x)\\1", NULL},
    {"(?i) x", NULL},
    {"(?! a )* b", NULL},
    {"[[:alpha:]] x", NULL},
    {"(?! open", NULL},
    {"\\Q1\\E", NULL},
};

static void test_patterns_are_widened(void **state) {
    (void)state;
    ft_arena arena = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char16_t units[256];
        char shown[256] = "";
        ft_units wide = {0};
        size_t len = strlen(cases[i].pattern);
        for (size_t k = 0; k < len; k++) units[k] = (unsigned char)cases[i].pattern[k];
        bool known = ft_widen(&arena, (ft_ustr){units, (uint32_t)len}, &wide);
        if (known != (cases[i].wide != NULL)) fail_msg("%s is %sknown", cases[i].pattern, known ? "" : "not ");
        if (!known) continue;
        for (size_t k = 0; k < wide.count; k++) shown[k] = (char)wide.items[k];
        assert_string_equal(shown, cases[i].wide);
    }
    ft_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_patterns_are_widened)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
