/* Exact decimals: no digit is lost or invented, and what does not fit is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/decimal.h"

static ft_arena arena;

static ft_decimal decimal(const char *text) {
    ft_decimal out;
    assert_true(ft_decimal_parse((fintag_str){text, strlen(text)}, &out));
    return out;
}

static void is(ft_decimal value, const char *text) {
    fintag_str shown = ft_decimal_text(&arena, value);
    assert_non_null(shown.ptr);
    assert_string_equal(shown.ptr, text);
}

static void test_text_is_the_shortest_plain_form(void **state) {
    (void)state;
    static const char *const pairs[][2] = {
        {"0", "0"},
        {"-0", "0"},
        {"000", "0"},
        {"0.000", "0"},
        {"4.00", "4"},
        {"1525.50", "1525.5"},
        {"-0.30", "-0.3"},
        {"+7", "7"},
        {".5", "0.5"},
        {"5.", "5"},
        {"100", "100"},
        {"0.001", "0.001"},
        {"007", "7"},
        {"1234567890123456789012345678901234", "1234567890123456789012345678901234"},
        {"12345678901234567890123456789012340000", "12345678901234567890123456789012340000"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) is(decimal(pairs[i][0]), pairs[i][1]);
}

static void test_malformed_or_too_long_is_refused(void **state) {
    (void)state;
    static const char *const bad[] = {"",
                                      "-",
                                      ".",
                                      "1.2.3",
                                      "1,2",
                                      "1e5",
                                      "--1",
                                      " 1",
                                      "12345678901234567890123456789012345",
                                      "0.12345678901234567890123456789012345"};
    ft_decimal out;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(ft_decimal_parse((fintag_str){bad[i], strlen(bad[i])}, &out));
    assert_false(ft_decimal_parse((fintag_str){0}, &out));
}

static void test_text_longer_than_eighty_is_absent(void **state) {
    (void)state;
    assert_null(ft_decimal_text(&arena, ft_decimal_shift(ft_decimal_int(1), 100)).ptr);
    assert_null(ft_decimal_text(&arena, ft_decimal_shift(ft_decimal_int(1), -100)).ptr);
    assert_int_equal(ft_decimal_text(&arena, ft_decimal_shift(ft_decimal_int(1), 79)).len, 80);
    assert_null(ft_decimal_text(&arena, ft_decimal_shift(ft_decimal_int(1), INT32_MAX)).ptr);
    is(ft_decimal_shift(ft_decimal_int(0), 1000), "0");
}

static void test_sums_are_exact(void **state) {
    (void)state;
    ft_decimal out;
    assert_true(ft_decimal_add(decimal("0.1"), decimal("0.2"), &out));
    is(out, "0.3");
    assert_true(ft_decimal_add(decimal("1.5"), decimal("-1.5"), &out));
    is(out, "0");
    assert_false(out.negative);
    assert_true(ft_decimal_add(decimal("-3"), decimal("1.25"), &out));
    is(out, "-1.75");
    assert_true(ft_decimal_add(decimal("0"), decimal("-2"), &out));
    is(out, "-2");
    assert_true(ft_decimal_add(decimal("9999999999999999999999999999999999"), decimal("1"), &out));
    is(out, "10000000000000000000000000000000000");
    assert_false(ft_decimal_add(ft_decimal_shift(ft_decimal_int(1), 30), decimal("0.0000000001"), &out));
    assert_false(ft_decimal_add(ft_decimal_shift(ft_decimal_int(1), 1000), ft_decimal_int(1), &out));
}

static void test_products_are_exact_or_refused(void **state) {
    (void)state;
    ft_decimal out;
    assert_true(ft_decimal_mul(decimal("3870000"), decimal("2000"), &out));
    is(out, "7740000000");
    assert_true(ft_decimal_mul(decimal("-0.5"), decimal("0.2"), &out));
    is(out, "-0.1");
    assert_true(ft_decimal_mul(decimal("0"), decimal("-5"), &out));
    assert_false(out.negative);
    assert_true(ft_decimal_mul(decimal("99999999999999999"), decimal("99999999999999999"), &out));
    is(out, "9999999999999999800000000000000001");
}

static void test_product_of_35_digits_is_refused(void **state) {
    (void)state;
    ft_decimal out;
    assert_false(ft_decimal_mul(decimal("1250000000000000000000000000000001"), decimal("8"), &out));
    assert_false(ft_decimal_mul(decimal("9999999999999999999999999999999999"),
                                decimal("9999999999999999999999999999999999"), &out));
    assert_true(ft_decimal_mul(decimal("2500000000000000000000000000000002"),
                               decimal("5000000000000000000000000000000000"), &out));
}

static void test_quotients_end_or_are_rounded_to_16_digits(void **state) {
    (void)state;
    static const struct {
        const char *a, *b, *text;
        bool exact;
    } cases[] = {{"1", "3", "0.3333333333333333", false},
                 {"2", "3", "0.6666666666666667", false},
                 {"1", "8", "0.125", true},
                 {"-1", "3", "-0.3333333333333333", false},
                 {"2000", "3", "666.6666666666667", false},
                 {"10", "3", "3.333333333333333", false},
                 {"0", "7", "0", true},
                 {"7740000000", "3", "2580000000", true},
                 {"144", "25", "5.76", true},
                 {"1", "7000000", "0.0000001428571428571429", false},
                 {"9999999999999999999999999999999999", "7", "1428571428571429000000000000000000", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool exact;
        ft_decimal out = ft_decimal_div(decimal(cases[i].a), decimal(cases[i].b), &exact);
        is(out, cases[i].text);
        assert_int_equal(exact, cases[i].exact);
    }
}

static void test_order_is_that_of_the_values(void **state) {
    (void)state;
    static const char *const rising[] = {"-1000",      "-2.5", "-0.001", "0",  "0.00000001",   "0.5",
                                         "0.50000001", "3",    "29",     "30", "1000000000000"};
    size_t count = sizeof rising / sizeof *rising;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++) {
            int order = ft_decimal_cmp(decimal(rising[i]), decimal(rising[j]));
            assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
        }
    assert_int_equal(ft_decimal_cmp(decimal("2.50"), decimal("2.5")), 0);
    assert_true(ft_decimal_cmp(ft_decimal_shift(ft_decimal_int(1), 1000), ft_decimal_shift(ft_decimal_int(1), -1000)) >
                0);
}

static void test_integers_of_all_sizes(void **state) {
    (void)state;
    is(ft_decimal_int(INT64_MIN), "-9223372036854775808");
    is(ft_decimal_int(INT64_MAX), "9223372036854775807");
    is(ft_decimal_int(0), "0");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_text_is_the_shortest_plain_form),
                                       cmocka_unit_test(test_malformed_or_too_long_is_refused),
                                       cmocka_unit_test(test_text_longer_than_eighty_is_absent),
                                       cmocka_unit_test(test_sums_are_exact),
                                       cmocka_unit_test(test_products_are_exact_or_refused),
                                       cmocka_unit_test(test_product_of_35_digits_is_refused),
                                       cmocka_unit_test(test_quotients_end_or_are_rounded_to_16_digits),
                                       cmocka_unit_test(test_order_is_that_of_the_values),
                                       cmocka_unit_test(test_integers_of_all_sizes)};
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    ft_arena_free(&arena);
    return failed;
}
