/* The rule language: what is refused and where, what macros become, what dictionary look-ups give. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "rule/handle.h"

static char folder[256];

static int make_folder(void **state) {
    (void)state;
    snprintf(folder, sizeof folder, "%s/rules-test.%ld", FINTAG_BUILD_DIR, (long)getpid());
    return mkdir(folder, 0700);
}

static void put_file(const char *name, const char *text) {
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static int empty_folder(void **state) {
    (void)state;
    const char *const names[] = {"a.rules", "a.tsv", "b.tsv"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[512];
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        remove(path);
    }
    return 0;
}

static int drop_folder(void **state) {
    empty_folder(state);
    return rmdir(folder);
}

#define UNITS "%class unit\nsurface\tunit\n吨\tt\nkm\tkm\nm\tm\n"
#define GOOD                                                                                                       \
    "rule quantity.measure\n  type quantity\n  near @{unit}\n  match \\d{1,9}+ (?<unit> @{unit} )\n  value none\n" \
    "  + 21吨 => 21吨\n  - 吨\n"

static fintag_error load(const char *tsv, const char *rules, fintag_rules **out) {
    fintag_error err = {0};
    fintag_rules *loaded = NULL;
    put_file("a.tsv", tsv);
    put_file("a.rules", rules);
    fintag_status status = fintag_rules_load(&(fintag_rules_source){.dir = folder}, &loaded, &err);
    assert_int_equal(status, err.status);
    if (out)
        *out = loaded;
    else
        fintag_rules_free(loaded);
    return err;
}

static void refused(const char *tsv, const char *rules, const char *file, unsigned line, unsigned column,
                    const char *message) {
    fintag_error err = load(tsv, rules, NULL);
    assert_int_equal(err.status, FINTAG_ESYNTAX);
    assert_string_equal(err.file, file);
    assert_int_equal(err.line, line);
    assert_int_equal(err.column, column);
    if (!strstr(err.message, message)) fail_msg("«%s» does not say «%s»", err.message, message);
}

static void test_a_good_folder_loads(void **state) {
    (void)state;
    fintag_rules *rules;
    size_t count;
    assert_int_equal(load(UNITS, GOOD, &rules).status, FINTAG_OK);
    const fintag_rule *list = fintag_rules_list(rules, &count);
    assert_int_equal(count, 1);
    assert_memory_equal(list[0].id.ptr, "quantity.measure", list[0].id.len);
    fintag_rules_examples(rules, &count);
    assert_int_equal(count, 2);
    fintag_rules_free(rules);
}

static void test_broken_rules_are_refused_at_their_place(void **state) {
    (void)state;
    refused(UNITS, "rule quantity.x\n  type qantity\n", "a.rules", 2, 8, "no such entity type");
    refused(UNITS, "rule quantity.x\n  near unit\n", "a.rules", 2, 8, "near takes");
    refused(UNITS, "rule Quantity\n", "a.rules", 1, 6, "a rule's id");
    refused(UNITS, "  nonsense here\n", "a.rules", 1, 3, "unknown word");
    refused(UNITS, GOOD GOOD, "a.rules", 8, 6, "defined twice");
    refused(UNITS, "def a x\ndef a y\n" GOOD, "a.rules", 2, 5, "defined twice");
    refused(UNITS, "rule quantity.x\n  type quantity\n  near @{unit}\n  match a\n  value none\n  + a => a\n", "a.rules",
            1, 1, "lacks a - example");
    refused(UNITS, "rule quantity.x\n  type quantity\n  near @{unit}\n  match a\n  value nothing\n", "a.rules", 5, 9,
            "no such value function");
    refused(UNITS, "rule quantity.x\n  + a\n", "a.rules", 2, 1, "a + example is");
    refused(UNITS, "rule quantity.x\n  priority high\n", "a.rules", 2, 12, "not a number");
}

static void test_a_rule_too_many_is_named(void **state) {
    (void)state;
    ft_buf rules = {0};
    for (int i = 0; i <= FT_RULES_MAX; i++) {
        char rule[160];
        int len = snprintf(
            rule, sizeof rule,
            "rule quantity.x%d\n  type quantity\n  near digit\n  match 1\n  value none\n  + 1 => 1\n  - 2\n", i);
        ft_buf_put(&rules, rule, (size_t)len);
    }
    ft_buf_byte(&rules, 0);
    refused(UNITS, rules.ptr, "a.rules", FT_RULES_MAX * 7 + 1, 1, "more than 1024 rules");
    ft_buf_free(&rules);
}

static void test_broken_patterns_are_refused_at_their_place(void **state) {
    (void)state;
#define RULE(near, pattern) \
    "rule quantity.x\n  type quantity\n  near " near "\n  match " pattern "\n  value none\n  + a => a\n  - a\n"
    refused(UNITS, RULE("@{unit}", "a ( b"), "a.rules", 4, 14, "missing closing parenthesis");
    refused(UNITS, RULE("@{unit}", "a\n     b @{nope} c"), "a.rules", 5, 10, "no macro and no class ‘nope’");
    refused(UNITS, RULE("@{unit}", "a @{unit"), "a.rules", 4, 11, "no } after");
    refused(UNITS, RULE("@{unit}", "(?<colour> a )"), "a.rules", 4, 9,
            "no value function knows a group named ‘colour’");
    refused(UNITS, RULE("@{units}", "a"), "a.rules", 3, 8, "no class ‘units’");
    refused(UNITS, "def a @{b}\ndef b @{a}\n" RULE("@{unit}", "@{a}"), "a.rules", 2, 9, "macros nested deeper");
    refused(UNITS, RULE("@{unit}", "吨 吨 )"), "a.rules", 4, 13, "unmatched");
#undef RULE
}

static void test_broken_dictionaries_are_refused_at_their_place(void **state) {
    (void)state;
    refused("surface\tunit\n", GOOD, "a.tsv", 1, 1, "a %class line must come before");
    refused("%class unit\nword\tunit\n", GOOD, "a.tsv", 2, 1, "no column named surface");
    refused("%class unit\nsurface\tunit\n吨\tt\textra\n", GOOD, "a.tsv", 3, 1, "more cells than columns");
    refused("%class unit\nsurface\tunit\n\tt\n", GOOD, "a.tsv", 3, 1, "empty surface");
    refused("%class unit\n%entity thing\n", GOOD, "a.tsv", 2, 1, "no such entity type");
    refused("%class unit\n%colour red\n", GOOD, "a.tsv", 2, 1, "unknown directive");
    refused("%class unit\nsurface\tunit\n\xFF\tt\n", GOOD, "a.tsv", 0, 0, "not valid UTF-8 at byte 25");
}

static void test_rows_are_found_by_surface(void **state) {
    (void)state;
    fintag_rules *rules;
    assert_int_equal(load(UNITS "噸\tlong\n", GOOD, &rules).status, FINTAG_OK);
    const ft_row *row = ft_dict_find(rules, FT_CLASS_unit, FT_USTR(u"吨"));
    assert_non_null(row);
    fintag_str unit = ft_row_get(rules, row, FT_COL_unit);
    assert_memory_equal(unit.ptr, "t", unit.len);
    row = ft_row_next(rules, row); /* the traditional form folds to the same surface */
    assert_non_null(row);
    assert_null(ft_row_next(rules, row));
    assert_int_equal(ft_row_get(rules, row, FT_COL_isin).len, 0);
    assert_null(ft_dict_find(rules, FT_CLASS_unit, FT_USTR(u"k")));
    assert_null(ft_dict_find(rules, FT_CLASS_company, FT_USTR(u"吨")));
    uint32_t len;
    assert_non_null(ft_dict_longest(rules, FT_CLASS_unit, FT_USTR(u"kmh"), &len));
    assert_int_equal(len, 2);
    assert_non_null(ft_dict_longest_back(rules, FT_CLASS_unit, FT_USTR(u"5km"), &len));
    assert_int_equal(len, 2);
    assert_null(ft_dict_longest(rules, FT_CLASS_unit, FT_USTR(u"x"), &len));
    fintag_rules_free(rules);
}

static void test_packs_of_another_version_are_refused(void **state) {
    (void)state;
    char path[512];
    fintag_error err;
    fintag_rules *rules;
    put_file("a.tsv", UNITS);
    put_file("a.rules", GOOD);
    snprintf(path, sizeof path, "%s/b.tsv", folder); /* any name that empty_folder removes */
    assert_int_equal(fintag_rules_compile(folder, path, &err), FINTAG_OK);
    assert_int_equal(fintag_rules_load(&(fintag_rules_source){.pack = path}, &rules, &err), FINTAG_OK);
    fintag_rules_free(rules);
    FILE *file = fopen(path, "r+b");
    fseek(file, 8, SEEK_SET);
    fputc(99, file);
    fclose(file);
    assert_int_equal(fintag_rules_load(&(fintag_rules_source){.pack = path}, &rules, &err), FINTAG_EVERSION);
    assert_non_null(strstr(err.message, "another version"));
    assert_int_equal(truncate(path, 10), 0);
    assert_int_equal(fintag_rules_load(&(fintag_rules_source){.pack = path}, &rules, &err), FINTAG_EVERSION);
    assert_int_equal(fintag_rules_load(&(fintag_rules_source){.pack = "/nonexistent"}, &rules, &err), FINTAG_EIO);
    assert_null(rules);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_a_good_folder_loads, empty_folder),
        cmocka_unit_test_teardown(test_broken_rules_are_refused_at_their_place, empty_folder),
        cmocka_unit_test_teardown(test_a_rule_too_many_is_named, empty_folder),
        cmocka_unit_test_teardown(test_broken_patterns_are_refused_at_their_place, empty_folder),
        cmocka_unit_test_teardown(test_broken_dictionaries_are_refused_at_their_place, empty_folder),
        cmocka_unit_test_teardown(test_rows_are_found_by_surface, empty_folder),
        cmocka_unit_test_teardown(test_packs_of_another_version_are_refused, empty_folder),
    };
    return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
