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
    const char *strict;         /* where it differs */
} cases[] = {
    {"(?<! \\d ) (?<y> 20 \\d{2}+ ) (?! [%] )", " (?<y> \\d\\d \\d{2} ) ", " (?<y> \\d\\d \\d{2} ) (?! [%] )"},
    {"(?: a | [0-5x] )++ b*+ c?", "(?: a | [\\d0-5x] )+ b* c?", NULL},
    {"(?> \\d++ (?: \\.\\d++ )?+ )", "(?: \\d+ (?: \\.\\d+ )? )", NULL},
    {"(?= [1-9,]++ x ) [^,] a{1,3}+", "(?= [\\d1-9,]+ x ) [^,] a{1,3}", NULL},
    {"[^\\x00-\\x7f] \\x{0035} \\x2d [\\]1] [a\\]-]", "[^\\x00-\\x7f] \\d \\x2d [\\d\\]1] [a\\]-]", NULL},
    {"(?(DEFINE) (?<d> (?&q) ) ) (?(<d>) a | b ) \\b ^ \\K x \\k<d>",
     "(?(DEFINE) (?<d> (?&q) ) ) (?(<d>) a | b )    x \\k<d>", NULL},
    {"a # 12 (\n 3", "a # 12 (\n \\d", NULL},
    {"(?! a \\) [)] ( b ) ) c+ ? d", " c+ ? d", "(?! a \\) [)] ( b ) ) c+ ? d"},
    {"x (?! \\d{2} | [a-z0-9] (?! ,+ ) | [^.] )", "x ", "x (?! \\d{2} | [a-z0-9] (?! ,+ ) | [^.] )"},
    {"x (?! 5 ) (?! [1-3] ) (?! \\x35 ) (?! (?<= y ) ) (?! (?&q) ) (?! \\b ) z", "x       z", NULL},
    {"(?! 5 | a | \\b | [b-d] )", "", "(?! a | [b-d] )"},
    {"1 (?: \\+ (?= \\p{Han} ) )?+ x", "\\d (?: \\+ (?= \\p{Han} ) )? x", NULL},
    {"[^5] x", NULL, NULL},
    {"(*FAIL) x", NULL, NULL},
    {"(x)\\1", NULL, NULL},
    {"(?i) x", NULL, NULL},
    {"(?! a )* b", NULL, NULL},
    {"[[:alpha:]] x", NULL, NULL},
    {"(?! open", NULL, NULL},
    {"\\Q1\\E", NULL, NULL},
};

static void check(ft_arena *arena, const char *pattern, bool strict, const char *expected) {
    char16_t units[256];
    char shown[256] = "";
    ft_units wide = {0};
    size_t len = strlen(pattern);
    for (size_t k = 0; k < len; k++) units[k] = (unsigned char)pattern[k];
    bool known = ft_widen(arena, (ft_ustr){units, (uint32_t)len}, strict, &wide);
    if (known != (expected != NULL)) fail_msg("%s is %sknown", pattern, known ? "" : "not ");
    if (!known) return;
    for (size_t k = 0; k < wide.count; k++) shown[k] = (char)wide.items[k];
    assert_string_equal(shown, expected);
}

static void test_patterns_are_widened(void **state) {
    (void)state;
    ft_arena arena = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check(&arena, cases[i].pattern, false, cases[i].wide);
        check(&arena, cases[i].pattern, true, cases[i].strict ? cases[i].strict : cases[i].wide);
    }
    ft_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_patterns_are_widened)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
