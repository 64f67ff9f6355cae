/* What the feeds share, and what decides how a bulk request goes on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "cli/backoff.h"
#include "cli/bulk_reply.h"
#include "cli/feed.h"

static const ft_zone none, china = {.given = true, .fixed = true, .minutes = 480},
                           newfoundland = {.given = true, .fixed = true, .minutes = -210};

static fintag_str str(const char *text) {
    return (fintag_str){text, strlen(text)};
}

static void assert_str(fintag_str found, const char *wanted) {
    assert_int_equal(found.len, strlen(wanted));
    assert_memory_equal(found.ptr, wanted, found.len);
}

static void times_get_a_zone(void **state) {
    static const struct {
        const ft_zone *zone;
        const char *time, *zoned; /* NULL: can't be known */
    } cases[] = {{&none, "2022-04-10T09:00:00+08:00", "2022-04-10T09:00:00+08:00"},
                 {&china, "2022-04-10T09:00:00-03:30", "2022-04-10T09:00:00-03:30"},
                 {&none, "2022-04-10T09:00:00Z", "2022-04-10T09:00:00Z"},
                 {&none, "2022-04-10T09:00:00", NULL},
                 {&none, "2022-04-10", NULL},
                 {&china, "2022-04-10", "2022-04-10T00:00:00+08:00"},
                 {&china, "2022-04-10T09:00", "2022-04-10T09:00+08:00"},
                 {&newfoundland, "2022-04-10T09:00:00.123456789", "2022-04-10T09:00:00.123456789-03:30"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char room[FT_FEED_TIME];
        fintag_str zoned = ft_feed_time(cases[i].zone, str(cases[i].time), room);
        if (cases[i].zoned)
            assert_str(zoned, cases[i].zoned);
        else
            assert_null(zoned.ptr);
    }
}

static void times_count_seconds(void **state) {
    static const struct {
        const char *time, *seconds;
    } cases[] = {{"1970-01-01T00:00:00Z", "0"},
                 {"1970-01-01T08:00:00+08:00", "0"},
                 {"2022-04-10T17:45:11+08:00", "1649583911"},
                 {"2022-04-10T17:45:11.125+08:00", "1649583911.125"},
                 {"2022-04-10T17:45+08:00", "1649583900"},
                 {"2022-04-10T05:45:11-04:00", "1649583911"},
                 {"2000-02-29T00:00:00Z", "951782400"},
                 {"2000-03-01T00:00:00Z", "951868800"},
                 {"1900-03-01T00:00:00Z", "-2203891200"},
                 {"1969-12-31T23:59:59Z", "-1"},
                 {"0001-01-01T00:00:00Z", "-62135596800"},
                 {"9999-12-31T23:59:59Z", "253402300799"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char room[FT_FEED_TIME];
        assert_str(ft_feed_seconds(str(cases[i].time), room), cases[i].seconds);
    }
}

static void figures_have_bounds(void **state) {
    ft_bounds bounds;
    fintag_figure one = {.number = str("21")}, two = {.min = str("2"), .max = str("9")};
    fintag_figure wrong = {.min = str("9"), .max = str("2")}, nothing = {0};
    (void)state;
    assert_true(ft_feed_bounds(&one, FINTAG_APPROX_NONE, &bounds));
    assert_str(bounds.low, "21");
    assert_str(bounds.high, "21");
    assert_true(ft_feed_bounds(&one, FINTAG_MORE_THAN, &bounds));
    assert_str(bounds.low, "21");
    assert_true(bounds.above && !bounds.high.len);
    assert_true(ft_feed_bounds(&one, FINTAG_AT_MOST, &bounds));
    assert_str(bounds.high, "21");
    assert_true(!bounds.below && !bounds.low.len);
    assert_true(ft_feed_bounds(&two, FINTAG_ABOUT, &bounds));
    assert_str(bounds.low, "2");
    assert_str(bounds.high, "9");
    assert_true(ft_feed_bounds(&two, FINTAG_MORE_THAN, &bounds));
    assert_str(bounds.low, "2");
    assert_true(!bounds.above && !bounds.high.len);
    assert_false(ft_feed_bounds(&wrong, FINTAG_APPROX_NONE, &bounds));
    assert_false(ft_feed_bounds(&nothing, FINTAG_APPROX_NONE, &bounds));
}

static void intervals_may_be_open(void **state) {
    ft_interval interval;
    fintag_time time = {.has_interval = true, .from = str("2018-01-01T00:00:00")};
    (void)state;
    assert_true(ft_feed_interval(&china, &time, &interval));
    assert_str(interval.from, "2018-01-01T00:00:00+08:00");
    assert_null(interval.until.ptr);
    time.from = (fintag_str){0};
    assert_false(ft_feed_interval(&china, &time, &interval));
    time = (fintag_time){.from = str("2018-01-01T00:00:00")};
    assert_false(ft_feed_interval(&china, &time, &interval));
}

static void waits_grow_and_differ(void **state) {
    (void)state;
    assert_int_equal(ft_backoff_ms(500, 1, 0, UINT32_MAX), 500);
    assert_int_equal(ft_backoff_ms(500, 1, 0, 0), 250);
    assert_int_equal(ft_backoff_ms(500, 4, 0, UINT32_MAX), 4000);
    assert_int_equal(ft_backoff_ms(500, 1000000, 0, UINT32_MAX), FT_BACKOFF_MOST_MS);
    assert_int_equal(ft_backoff_ms(1, 1, 0, 0), 0);
    assert_in_range(ft_backoff_ms(500, 1, 7, 0), 7000, 7500);
    assert_in_range(ft_backoff_ms(500, 1, 7, UINT32_MAX), 7000, 7500);
    assert_in_range(ft_backoff_ms(500, 1, 86000, 0), FT_RETRY_AFTER_MOST_S * 1000, FT_RETRY_AFTER_MOST_S * 1000 + 500);
}

static void answers_are_read_item_by_item(void **state) {
    static const char answer[] =
        "{\"errors\":true,\"items\":[{\"index\":{\"status\":201}},{\"index\":{\"status\":200}},"
        "{\"index\":{\"status\":429,\"error\":{\"type\":\"busy\",\"reason\":\"full\"}}},"
        "{\"index\":{\"status\":400,\"error\":{\"type\":\"mapper\",\"reason\":\"bad\",\"caused_by\":{\"reason\":\"no "
        "number\"}}}},{\"index\":{\"status\":400,\"error\":\"plain\"}},{\"index\":{}},{}]}";
    static const struct {
        ft_bulk_fate fate;
        const char *message;
    } wanted[] = {{FT_BULK_INDEXED, ""},
                  {FT_BULK_REPLACED, ""},
                  {FT_BULK_AGAIN, "429 busy: full"},
                  {FT_BULK_REJECTED, "400 mapper: bad; no number"},
                  {FT_BULK_REJECTED, "400 plain"},
                  {FT_BULK_REJECTED, "the answer has no status for it"},
                  {FT_BULK_REJECTED, "the answer has no status for it"}};
    char message[64], cut[8];
    (void)state;
    json_t *items = ft_bulk_parse(str(answer), 7);
    assert_non_null(items);
    for (size_t i = 0; i < 7; i++) {
        message[0] = 0;
        assert_int_equal(ft_bulk_judge(items, i, message, sizeof message), wanted[i].fate);
        assert_string_equal(message, wanted[i].message);
    }
    assert_int_equal(ft_bulk_judge(items, 3, cut, sizeof cut), FT_BULK_REJECTED);
    assert_string_equal(cut, "400 map");
    json_decref(items);
    assert_null(ft_bulk_parse(str(answer), 6));
    assert_null(ft_bulk_parse(str("{\"items\":7}"), 1));
    assert_null(ft_bulk_parse(str("[]"), 0));
    assert_null(ft_bulk_parse(str("<html>"), 1));
    assert_null(ft_bulk_parse((fintag_str){0}, 1));
}

static void answers_to_the_whole_give_a_reason(void **state) {
    char message[64];
    (void)state;
    ft_bulk_reason(str("{\"error\":{\"type\":\"illegal\",\"reason\":\"no\"},\"status\":400}"), message, sizeof message);
    assert_string_equal(message, "illegal: no");
    ft_bulk_reason(str("<html>\nbad gateway"), message, sizeof message);
    assert_string_equal(message, "<html> bad gateway");
    ft_bulk_reason((fintag_str){0}, message, sizeof message);
    assert_string_equal(message, "");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(times_get_a_zone),
                                       cmocka_unit_test(times_count_seconds),
                                       cmocka_unit_test(figures_have_bounds),
                                       cmocka_unit_test(intervals_may_be_open),
                                       cmocka_unit_test(waits_grow_and_differ),
                                       cmocka_unit_test(answers_are_read_item_by_item),
                                       cmocka_unit_test(answers_to_the_whole_give_a_reason)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
