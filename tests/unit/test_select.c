/* Overlap resolution: each weight decides when those before it tie, and nothing is lost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "engine/select.h"

static ft_candidate claim(uint32_t begin, uint32_t end, fintag_type type, int32_t priority, uint32_t rule) {
    return (ft_candidate){.begin = begin, .end = end, .type = type, .priority = priority, .rule = rule};
}

/* Of two overlapping claims the first must win, whichever stands first; *reason gets what decided. */
static void wins(ft_candidate a, ft_candidate b, const char *reason) {
    ft_selector selector = {0};
    for (int order = 0; order < 2; order++) {
        ft_candidate items[2];
        items[order] = a;
        items[1 - order] = b;
        ft_candidates candidates = {.items = items, .count = 2, .capacity = 2};
        assert_true(ft_select(&selector, &candidates, 100));
        assert_int_equal(items[order].fate, FINTAG_KEPT);
        assert_int_equal(items[1 - order].fate, FINTAG_LOST);
        assert_int_equal(items[1 - order].lost_to, order);
        assert_string_equal(items[1 - order].reason, reason);
    }
    ft_selector_free(&selector);
}

static void test_weights_decide_in_their_order(void **state) {
    (void)state;
    wins(claim(0, 2, FINTAG_QUANTITY, 60, 9), claim(0, 9, FINTAG_TICKER, 50, 0), "lower priority");
    wins(claim(2, 9, FINTAG_QUANTITY, 50, 9), claim(0, 4, FINTAG_TICKER, 50, 0), "shorter");
    wins(claim(2, 6, FINTAG_TICKER, 50, 9), claim(0, 4, FINTAG_DATE, 50, 0), "lower type rank");
    wins(claim(0, 4, FINTAG_DATE, 50, 9), claim(2, 6, FINTAG_DATE, 50, 0), "begins later");
    wins(claim(0, 4, FINTAG_DATE, 50, 1), claim(0, 4, FINTAG_DATE, 50, 2), "later rule");
}

static void test_neighbours_do_not_fight(void **state) {
    (void)state;
    ft_selector selector = {0};
    ft_candidate items[] = {claim(0, 4, FINTAG_DATE, 50, 0), claim(4, 8, FINTAG_DATE, 50, 0),
                            claim(8, 9, FINTAG_TRAP, 90, 1)};
    ft_candidates candidates = {.items = items, .count = 3, .capacity = 3};
    assert_true(ft_select(&selector, &candidates, 9));
    for (int i = 0; i < 3; i++) assert_int_equal(items[i].fate, FINTAG_KEPT);
    ft_selector_free(&selector);
}

static void test_the_rejected_hold_nothing(void **state) {
    (void)state;
    ft_selector selector = {0};
    ft_candidate items[] = {claim(0, 8, FINTAG_DATE, 90, 0), claim(2, 4, FINTAG_QUANTITY, 50, 1)};
    items[0].fate = FINTAG_REJECTED;
    ft_candidates candidates = {.items = items, .count = 2, .capacity = 2};
    assert_true(ft_select(&selector, &candidates, 8));
    assert_int_equal(items[0].fate, FINTAG_REJECTED);
    assert_int_equal(items[1].fate, FINTAG_KEPT);
    ft_selector_free(&selector);
}

static void test_no_candidates_no_text(void **state) {
    (void)state;
    ft_selector selector = {0};
    ft_candidates candidates = {0};
    assert_true(ft_select(&selector, &candidates, 0));
    ft_selector_free(&selector);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_weights_decide_in_their_order),
        cmocka_unit_test(test_neighbours_do_not_fight),
        cmocka_unit_test(test_the_rejected_hold_nothing),
        cmocka_unit_test(test_no_candidates_no_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
