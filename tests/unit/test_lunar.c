/* The lunisolar calendar, against days that are known from public calendars. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "value/civil.h"
#include "value/lunar.h"

typedef struct {
    int32_t year, month, day;          /* lunar */
    int32_t on_year, on_month, on_day; /* solar */
} known_day;

static void test_known_days(void **state) {
    (void)state;
    static const known_day known[] = {
        {1900, 1, 1, 1900, 1, 31},  {1912, 1, 1, 1912, 2, 18},  {1949, 1, 1, 1949, 1, 29},   {1976, 1, 1, 1976, 1, 31},
        {1984, 1, 1, 1984, 2, 2},   {2000, 1, 1, 2000, 2, 5},   {2019, 1, 1, 2019, 2, 5},    {2020, 1, 1, 2020, 1, 25},
        {2021, 1, 1, 2021, 2, 12},  {2022, 1, 1, 2022, 2, 1},   {2023, 1, 1, 2023, 1, 22},   {2024, 1, 1, 2024, 2, 10},
        {2025, 1, 1, 2025, 1, 29},  {2026, 1, 1, 2026, 2, 17},  {2033, 1, 1, 2033, 1, 31},   {2034, 1, 1, 2034, 2, 19},
        {2022, 1, 15, 2022, 2, 15}, {2021, 5, 5, 2021, 6, 14},  {2022, 5, 5, 2022, 6, 3},    {2023, 5, 5, 2023, 6, 22},
        {2020, 5, 5, 2020, 6, 25},  {2021, 7, 7, 2021, 8, 14},  {2022, 7, 7, 2022, 8, 4},    {2021, 8, 15, 2021, 9, 21},
        {2022, 8, 15, 2022, 9, 10}, {2020, 8, 15, 2020, 10, 1}, {2023, 8, 15, 2023, 9, 29},  {2021, 9, 9, 2021, 10, 14},
        {2020, 9, 9, 2020, 10, 25}, {2021, 12, 8, 2022, 1, 10}, {2015, 10, 1, 2015, 11, 12}, {2100, 1, 1, 2100, 2, 9},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        int64_t days = 0;
        assert_true(ft_lunar_days(known[i].year, known[i].month, known[i].day, false, &days));
        assert_int_equal(days, ft_civil_days(known[i].on_year, known[i].on_month, known[i].on_day));
    }
}

static void test_leap_months(void **state) {
    (void)state;
    int64_t days;
    assert_true(ft_lunar_days(2020, 4, 1, true, &days));
    assert_int_equal(days, ft_civil_days(2020, 5, 23));
    assert_true(ft_lunar_days(2023, 2, 1, true, &days));
    assert_int_equal(days, ft_civil_days(2023, 3, 22));
    assert_true(ft_lunar_days(2033, 11, 1, true, &days));
    assert_int_equal(days, ft_civil_days(2033, 12, 22));
    assert_false(ft_lunar_days(2021, 4, 1, true, &days));
}

/* Months follow one another without a gap, and years are as long as they can be. */
static void test_years_join(void **state) {
    (void)state;
    for (int32_t year = FT_LUNAR_MIN; year < FT_LUNAR_MAX; year++) {
        int64_t first, next, eve;
        assert_true(ft_lunar_days(year, 1, 1, false, &first));
        assert_true(ft_lunar_days(year + 1, 1, 1, false, &next));
        assert_true(ft_lunar_eve(year, &eve));
        assert_int_equal(eve + 1, next);
        int64_t length = next - first;
        assert_true((length >= 353 && length <= 355) || (length >= 383 && length <= 385));
        ft_civil date = ft_civil_of(first);
        assert_int_equal(date.year, year);
        assert_true((date.month == 1 && date.day >= 21) || (date.month == 2 && date.day <= 21));
    }
}

static void test_days_that_do_not_exist(void **state) {
    (void)state;
    int64_t days;
    assert_false(ft_lunar_days(2022, 13, 1, false, &days));
    assert_false(ft_lunar_days(2022, 0, 1, false, &days));
    assert_false(ft_lunar_days(2022, 1, 31, false, &days));
    assert_false(ft_lunar_days(2022, 1, 0, false, &days));
    assert_false(ft_lunar_days(1899, 1, 1, false, &days));
    assert_false(ft_lunar_days(2101, 1, 1, false, &days));
    assert_false(ft_lunar_eve(1899, &days));
    int32_t length = ft_lunar_month_length(2021, 12, false);
    assert_int_equal(length, 29);
    assert_false(ft_lunar_days(2021, 12, 30, false, &days));
    assert_int_equal(ft_lunar_month_length(2022, 12, false), 30);
}

static void test_qingming(void **state) {
    (void)state;
    static const int32_t known[][2] = {{1911, 6}, {1950, 5}, {1975, 5}, {1976, 4}, {1999, 5}, {2000, 4}, {2007, 5},
                                       {2008, 4}, {2009, 4}, {2015, 5}, {2016, 4}, {2019, 5}, {2020, 4}, {2021, 4},
                                       {2022, 5}, {2023, 5}, {2024, 4}, {2025, 4}, {2026, 5}, {2044, 4}, {2100, 5}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) assert_int_equal(ft_qingming(known[i][0]), known[i][1]);
    assert_int_equal(ft_qingming(1899), 0);
    assert_int_equal(ft_qingming(2101), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_days), cmocka_unit_test(test_leap_months),
        cmocka_unit_test(test_years_join), cmocka_unit_test(test_days_that_do_not_exist),
        cmocka_unit_test(test_qingming),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
