/* The queue of tries: row by row, each in the order of adding, none lost when it is full. */
#include "match/tries.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

enum { RULES = 7 };

typedef struct {
    ft_try items[8192];
    size_t count;
} taken;

static void take(void *context, const ft_try *item) {
    taken *all = context;
    all->items[all->count++] = *item;
}

static void test_rows_keep_their_order(void **state) {
    (void)state;
    static taken all;
    ft_tries *tries = ft_tries_new(RULES);
    assert_non_null(tries);
    for (uint32_t at = 0; at < 100; at++) {
        ft_try item = {(at * 5) % RULES, at, at, at + 1, at + 1};
        assert_true(ft_tries_add(tries, &item));
    }
    ft_tries_take(tries, take, &all);
    assert_int_equal(all.count, 100);
    for (size_t i = 1; i < all.count; i++) {
        const ft_try *a = &all.items[i - 1], *b = &all.items[i];
        assert_true(a->rule < b->rule || (a->rule == b->rule && a->at < b->at));
    }
    ft_tries_take(tries, take, &all);
    assert_int_equal(all.count, 100); /* forgotten */
    ft_tries_free(tries);
}

static void test_full_is_said(void **state) {
    (void)state;
    static taken all;
    ft_tries *tries = ft_tries_new(RULES);
    assert_non_null(tries);
    uint32_t added = 0;
    for (ft_try item = {0}; ft_tries_add(tries, &item); item.at = ++added) assert_true(added < 8192);
    ft_try more = {3, 9999, 9999, 10000, 1};
    assert_false(ft_tries_add(tries, &more));
    ft_tries_take(tries, take, &all);
    assert_int_equal(all.count, added);
    assert_true(ft_tries_add(tries, &more));
    ft_tries_take(tries, take, &all);
    assert_int_equal(all.count, added + 1);
    assert_int_equal(all.items[added].at, 9999);
    ft_tries_free(tries);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows_keep_their_order),
                                       cmocka_unit_test(test_full_is_said)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
