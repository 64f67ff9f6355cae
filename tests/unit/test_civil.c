/* Calendar arithmetic, against what is known of single days and against itself over long stretches. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "value/civil.h"

static void test_days_count_from_the_epoch(void **state) {
    (void)state;
    assert_int_equal(ft_civil_days(1970, 1, 1), 0);
    assert_int_equal(ft_civil_days(2000, 3, 1), 11017);
    assert_int_equal(ft_civil_days(1969, 12, 31), -1);
    assert_int_equal(ft_civil_days(1, 1, 1), -719162);
    assert_int_equal(ft_civil_days(9999, 12, 31), 2932896);
}

static void test_every_day_comes_back(void **state) {
    (void)state;
    ft_civil before = {1599, 12, 31};
    for (int64_t days = ft_civil_days(1600, 1, 1); days <= ft_civil_days(2400, 1, 1); days++) {
        ft_civil date = ft_civil_of(days);
        assert_int_equal(ft_civil_days(date.year, date.month, date.day), days);
        assert_true(ft_civil_valid(date.year, date.month, date.day));
        int same_month = date.year == before.year && date.month == before.month;
        assert_int_equal(date.day, same_month ? before.day + 1 : 1);
        if (!same_month) assert_int_equal(before.day, ft_month_length(before.year, before.month));
        before = date;
    }
}

static void test_months_and_days_carry(void **state) {
    (void)state;
    assert_int_equal(ft_civil_days(2021, 13, 1), ft_civil_days(2022, 1, 1));
    assert_int_equal(ft_civil_days(2021, 0, 1), ft_civil_days(2020, 12, 1));
    assert_int_equal(ft_civil_days(2021, -11, 1), ft_civil_days(2020, 1, 1));
    assert_int_equal(ft_civil_days(2021, 3, 0), ft_civil_days(2021, 2, 28));
    assert_int_equal(ft_civil_days(2020, 2, 30), ft_civil_days(2020, 3, 1));
}

static void test_impossible_dates_are_not_valid(void **state) {
    (void)state;
    assert_true(ft_civil_valid(2020, 2, 29));
    assert_false(ft_civil_valid(2021, 2, 29));
    assert_false(ft_civil_valid(1900, 2, 29));
    assert_true(ft_civil_valid(2000, 2, 29));
    assert_false(ft_civil_valid(2022, 2, 30));
    assert_false(ft_civil_valid(2022, 4, 31));
    assert_false(ft_civil_valid(2022, 13, 1));
    assert_false(ft_civil_valid(2022, 0, 1));
    assert_false(ft_civil_valid(2022, 1, 0));
    assert_false(ft_civil_valid(2022, 1, INT64_MAX));
    assert_false(ft_civil_valid(0, 1, 1));
    assert_false(ft_civil_valid(10000, 1, 1));
}

static void test_weekdays(void **state) {
    (void)state;
    assert_int_equal(ft_weekday(ft_civil_days(2021, 12, 8)), 3);
    assert_int_equal(ft_weekday(ft_civil_days(2022, 4, 10)), 7);
    assert_int_equal(ft_weekday(ft_civil_days(1900, 1, 1)), 1);
    assert_int_equal(ft_weekday(-1), 3);
}

static void test_iso_weeks(void **state) {
    (void)state;
    int32_t year, week;
    ft_iso_week(ft_civil_days(2022, 7, 3), &year, &week);
    assert_int_equal(week, 26);
    ft_iso_week(ft_civil_days(2021, 1, 3), &year, &week);
    assert_int_equal(year, 2020);
    assert_int_equal(week, 53);
    ft_iso_week(ft_civil_days(2018, 12, 31), &year, &week);
    assert_int_equal(year, 2019);
    assert_int_equal(week, 1);
    assert_int_equal(ft_iso_week_start(2021, 2), ft_civil_days(2021, 1, 11));
    assert_int_equal(ft_iso_weeks(2020), 53);
    assert_int_equal(ft_iso_weeks(2021), 52);
    for (int64_t days = ft_civil_days(1990, 1, 1); days < ft_civil_days(2060, 1, 1); days++) {
        ft_iso_week(days, &year, &week);
        int64_t start = ft_iso_week_start(year, week);
        assert_true(start <= days && days < start + 7);
        assert_int_equal(ft_weekday(start), 1);
    }
}

static void test_adding_months_keeps_to_the_month(void **state) {
    (void)state;
    assert_int_equal(ft_add_months(ft_civil_days(2021, 1, 31), 1), ft_civil_days(2021, 2, 28));
    assert_int_equal(ft_add_months(ft_civil_days(2020, 2, 29), 12), ft_civil_days(2021, 2, 28));
    assert_int_equal(ft_add_months(ft_civil_days(2021, 12, 8), -36), ft_civil_days(2018, 12, 8));
    assert_int_equal(ft_add_months(ft_civil_days(2021, 3, 31), -1), ft_civil_days(2021, 2, 28));
}

static void test_nth_weekday_of_a_month(void **state) {
    (void)state;
    int64_t days;
    assert_true(ft_nth_weekday(2021, 11, 4, 4, &days));
    assert_int_equal(days, ft_civil_days(2021, 11, 25));
    assert_true(ft_nth_weekday(2019, 4, 1, -1, &days));
    assert_int_equal(days, ft_civil_days(2019, 4, 29));
    assert_false(ft_nth_weekday(2021, 11, 4, 5, &days));
    assert_false(ft_nth_weekday(2021, 11, 4, 0, &days));
    assert_false(ft_nth_weekday(2021, 2, 1, -5, &days));
}

static void test_weekdays_are_counted_over_weekends(void **state) {
    (void)state;
    int64_t tuesday = ft_civil_days(2018, 8, 21), saturday = ft_civil_days(2018, 8, 25);
    assert_int_equal(ft_add_weekdays(tuesday, 4), ft_civil_days(2018, 8, 27));
    assert_int_equal(ft_add_weekdays(tuesday, -4), ft_civil_days(2018, 8, 15));
    assert_int_equal(ft_add_weekdays(saturday, 1), ft_civil_days(2018, 8, 27));
    assert_int_equal(ft_add_weekdays(saturday, 5), ft_civil_days(2018, 8, 31));
    assert_int_equal(ft_add_weekdays(saturday, -1), ft_civil_days(2018, 8, 24));
    assert_int_equal(ft_add_weekdays(saturday, 0), saturday);
    for (int64_t n = 1; n < 200; n++) {
        assert_int_equal(ft_add_weekdays(ft_add_weekdays(tuesday, n), -n), tuesday);
        assert_true(ft_weekday(ft_add_weekdays(tuesday, n)) <= 5);
    }
}

static void test_easter(void **state) {
    (void)state;
    assert_int_equal(ft_easter(2018), ft_civil_days(2018, 4, 1));
    assert_int_equal(ft_easter(2019), ft_civil_days(2019, 4, 21));
    assert_int_equal(ft_easter(2022), ft_civil_days(2022, 4, 17));
    assert_int_equal(ft_easter(2038), ft_civil_days(2038, 4, 25));
    assert_int_equal(ft_easter(1818), ft_civil_days(1818, 3, 22));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_days_count_from_the_epoch),
        cmocka_unit_test(test_every_day_comes_back),
        cmocka_unit_test(test_months_and_days_carry),
        cmocka_unit_test(test_impossible_dates_are_not_valid),
        cmocka_unit_test(test_weekdays),
        cmocka_unit_test(test_iso_weeks),
        cmocka_unit_test(test_adding_months_keeps_to_the_month),
        cmocka_unit_test(test_nth_weekday_of_a_month),
        cmocka_unit_test(test_weekdays_are_counted_over_weekends),
        cmocka_unit_test(test_easter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
