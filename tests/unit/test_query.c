/* The query language: what it reads, and where it says it can't. And the words that an index holds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "index/moment.h"
#include "index/query.h"
#include "index/rows.h"
#include "index/segment.h"
#include "text/fold.h"

static void put(ft_buf *out, const char *text) {
    ft_buf_put(out, text, strlen(text));
}

static void put_str(ft_buf *out, fintag_str s) {
    ft_buf_put(out, s.ptr, s.len);
}

/* The tree in brackets. */
static void show(ft_buf *out, const ft_query *node) {
    static const char *const kinds[] = {"all", "any", "not"}, *const ops[] = {" ",    " = ", " >= ", " > ",
                                                                              " <= ", " < ", " = "};
    if (node->kind == FT_QUERY_TEXT) {
        put(out, "'");
        put_str(out, node->text);
        put(out, node->prefix ? "*'" : "'");
    } else if (node->kind == FT_QUERY_FILTER) {
        put(out, ft_field_names[node->field]);
        put(out, "{");
        put_str(out, node->subject);
        if (node->op) put(out, ops[node->op]), put_str(out, node->value);
        if (node->op == FT_OP_RANGE) put(out, " to "), put_str(out, node->until);
        put(out, "}");
    } else {
        put(out, kinds[node->kind]);
        put(out, "(");
        for (const ft_query *child = node->first; child; child = child->next) {
            if (child != node->first) put(out, " ");
            show(out, child);
        }
        put(out, ")");
    }
}

static void assert_reads(const char *query, const char *want) {
    ft_arena arena = {0};
    ft_buf out = {0};
    ft_query_error error;
    /* From an exact allocation, for sanitizers to see reads beyond it. */
    size_t len = strlen(query);
    char *exact = malloc(len ? len : 1);
    memcpy(exact, query, len);
    ft_query *node = ft_query_parse(&arena, (fintag_str){exact, len}, &error);
    if (!node) fail_msg("%s: %s", query, error.message);
    show(&out, node);
    ft_buf_byte(&out, 0);
    assert_string_equal(out.ptr, want);
    ft_buf_free(&out);
    ft_arena_free(&arena);
    free(exact);
}

static void assert_refuses(const char *query, size_t at, const char *word) {
    ft_arena arena = {0};
    ft_query_error error;
    assert_null(ft_query_parse(&arena, (fintag_str){query, strlen(query)}, &error));
    if (error.at != at || !strstr(error.message, word)) fail_msg("%s: at %zu: %s", query, error.at, error.message);
    ft_arena_free(&arena);
}

static void test_terms_are_anded_and_bars_or(void **state) {
    (void)state;
    assert_reads("上海", "'上海'");
    assert_reads("  上海　物资 ", "all('上海' '物资')");
    assert_reads("a b | c", "any(all('a' 'b') 'c')");
    assert_reads("a (b | c)", "all('a' any('b' 'c'))");
    assert_reads("a （b｜c）", "all('a' any('b' 'c'))");
    assert_reads("((a))", "'a'");
    assert_reads("a|b", "any('a' 'b')");
}

static void test_not_binds_to_its_term(void **state) {
    (void)state;
    assert_reads("a -b", "all('a' not('b'))");
    assert_reads("-(a b) c", "all(not(all('a' 'b')) 'c')");
    assert_reads("a-b", "'a-b'");
    assert_reads("-company:X", "not(company{X})");
}

static void test_phrases_and_prefixes(void **state) {
    (void)state;
    assert_reads("\"a b\" c", "all('a b' 'c')");
    assert_reads("“上海 物资”", "'上海 物资'");
    assert_reads("weim*", "'weim*'");
    assert_reads("\"weim*\"", "'weim*'"); /* the quotes keep the star, which then says nothing */
    assert_reads("\"company:X | -y\"", "'company:X | -y'");
}

static void test_filters_split_their_values(void **state) {
    (void)state;
    assert_reads("company:2013.HK", "company{2013.HK}");
    assert_reads("COMPANY：微盟", "company{微盟}");
    assert_reads("ticker:NYSE:NIO", "ticker{NYSE:NIO}");
    assert_reads("company:\"Weimob Inc.\" a", "all(company{Weimob Inc.} 'a')");
    assert_reads("unit:t>=20", "unit{t >= 20}");
    assert_reads("unit:t≥20", "unit{t >= 20}");
    assert_reads("unit:t＞20", "unit{t > 20}");
    assert_reads("unit:t<=20 unit:t<5 unit:t=7", "all(unit{t <= 20} unit{t < 5} unit{t = 7})");
    assert_reads("unit:t=20..30", "unit{t = 20 to 30}");
    assert_reads("unit:mS/cm", "unit{mS/cm}");
    assert_reads("money:HKD>=1.5bn", "money{HKD >= 1.5bn}");
    assert_reads("percent:>=30%", "percent{ >= 30%}");
    assert_reads("percent:10..20", "percent{ = 10 to 20}");
    assert_reads("date:2022-04", "date{ = 2022-04}");
    assert_reads("date:2022-04..", "date{ = 2022-04 to }");
    assert_reads("date:..2022-04", "date{ =  to 2022-04}");
    assert_reads("published:>2022", "published{ > 2022}");
    assert_reads("9:30", "'9:30'");
}

static void test_errors_point_at_their_place(void **state) {
    (void)state;
    assert_refuses("", 0, "missing at the end");
    assert_refuses("   ", 3, "missing at the end");
    assert_refuses("a |", 3, "missing at the end");
    assert_refuses("| a", 0, "missing before");
    assert_refuses("a || b", 3, "missing before");
    assert_refuses("()", 1, "missing before");
    assert_refuses("a (b", 2, "not closed");
    assert_refuses("a b)", 3, "no parenthesis was opened");
    assert_refuses("a \"b", 2, "quote is not closed");
    assert_refuses("a - b", 2, "not wanted");
    assert_refuses("--a", 0, "not wanted");
    assert_refuses("上海 compny:x", 7, "unknown filter");
    assert_refuses("company: a", 0, "needs a value");
    assert_refuses("unit:t>=", 0, "compared");
    assert_refuses("date:..", 0, "compared");
}

static void test_queries_are_bounded(void **state) {
    (void)state;
    char query[FT_QUERY_LONGEST + 2];
    memset(query, '(', sizeof query);
    query[200] = 0;
    assert_refuses(query, FT_QUERY_DEEPEST, "nested too deep");
    for (size_t i = 0; i + 1 < sizeof query; i += 2) memcpy(query + i, "a ", 2);
    query[2000] = 0;
    assert_refuses(query, 2 * FT_QUERY_TERMS, "too many terms");
    memset(query, 'a', sizeof query - 1);
    query[sizeof query - 1] = 0;
    assert_refuses(query, 0, "too long");
}

static void assert_segments(const char *text, const char *want) {
    ft_arena arena = {0};
    ft_buf out = {0};
    ft_ustr units = ft_fold_str(&arena, (fintag_str){text, strlen(text)});
    ft_token token;
    for (uint32_t at = 0; ft_token_next(units, &at, &token);) {
        ft_token_put(&out, units, token);
        ft_buf_byte(&out, ' ');
    }
    ft_buf_byte(&out, 0);
    assert_string_equal(out.ptr, want);
    ft_buf_free(&out);
    ft_arena_free(&arena);
}

static void test_words_of_an_index(void **state) {
    (void)state;
    assert_segments("上海运", "上海 海运 运 ");
    assert_segments("騰訊ＡＢＣ，21吨", "腾讯 讯 abc 21 吨 ");
    assert_segments("Weimob Inc. 2013.HK", "weimob inc 2013 hk ");
    assert_segments("。 ，", "");
    assert_segments("海", "海 ");
}

static void assert_matches(const char *text, bool prefix, const char *want) {
    ft_arena arena = {0};
    ft_buf out = {0};
    ft_phrase phrase;
    assert_true(ft_phrase_make(&arena, ft_fold_str(&arena, (fintag_str){text, strlen(text)}), prefix, &phrase));
    ft_phrase_put(&out, &phrase);
    ft_buf_byte(&out, 0);
    assert_string_equal(out.ptr, want);
    ft_buf_free(&out);
    ft_arena_free(&arena);
}

static void test_phrases_of_a_query(void **state) {
    (void)state;
    assert_matches("上海", false, "\"上海\"");
    assert_matches("微盟集團", false, "\"微盟 盟集 集团\"");
    assert_matches("海", false, "\"海\" *");
    assert_matches("A股", false, "\"a 股\" *");
    assert_matches("A股市", false, "\"a 股市\"");
    assert_matches("股A", false, "\"股 a\"");
    assert_matches("上海。", false, "\"上海\"");
    assert_matches("weim", true, "\"weim\" *");
    assert_matches("a\" OR \"b", false, "\"a or b\"");
}

/* Every phrase that is cut out of a text is found in it, where it was cut. */
static void test_what_a_text_holds_is_found_in_it(void **state) {
    (void)state;
    ft_arena arena = {0};
    const char *text = "A股三大指數 21吨，微盟（2013.HK）1,525.5元/股 vaccine";
    ft_ustr folded = ft_fold_str(&arena, (fintag_str){text, strlen(text)});
    unsigned found = 0;
    for (uint32_t begin = 0; begin < folded.len; begin++)
        for (uint32_t end = begin + 1; end <= folded.len && end < begin + 12; end++) {
            ft_phrase phrase;
            ft_token token;
            assert_true(ft_phrase_make(&arena, (ft_ustr){folded.ptr + begin, end - begin}, true, &phrase));
            if (!phrase.count) continue;
            /* A word can't be cut in its middle. */
            uint8_t word = FT_C_LETTER | FT_C_DIGIT;
            if (begin && ft_unit_class[folded.ptr[begin]] & word && ft_unit_class[folded.ptr[begin - 1]] & word)
                continue;
            bool here = false;
            uint32_t last = 0;
            for (uint32_t at = 0, next = 0; ft_token_next(folded, &next, &token); at = next)
                here |= token.begin == begin + phrase.tokens[0].begin && ft_phrase_at(&phrase, folded, at, &last);
            if (!here) fail_msg("%u-%u is not found", begin, end);
            found++;
        }
    assert_true(found > 100);
    ft_arena_free(&arena);
}

static void assert_instant(const char *text, long long epoch, int zone, const char *want) {
    ft_instant instant;
    char out[FT_INSTANT_TEXT + 1] = "";
    assert_true(ft_instant_read((fintag_str){text, strlen(text)}, &instant));
    assert_int_equal(instant.epoch, epoch);
    assert_int_equal(instant.zone, zone);
    out[ft_instant_text(instant, out)] = 0;
    assert_string_equal(out, want);
}

static void test_moments(void **state) {
    (void)state;
    assert_instant("1970-01-02", 86400, 0, "1970-01-02T00:00:00");
    assert_instant("2022-04-10T17:45:11+08:00", 1649583911, 28800, "2022-04-10T09:45:11Z");
    assert_instant("2022-04-10T17:45+08:00", 1649583900, 28800, "2022-04-10T09:45:00Z");
    assert_instant("2022-04-10T09:45:11.25Z", 1649583911, 0, "2022-04-10T09:45:11Z");
    assert_instant("2022-04-10T09:45:11-03:30", 1649596511, -12600, "2022-04-10T13:15:11Z");
    assert_instant("1949-10-01T00:00:00", -639100800, 0, "1949-10-01T00:00:00");
    ft_instant instant;
    assert_false(ft_instant_read(FINTAG_STR("2022-02-30"), &instant));
    assert_false(ft_instant_read(FINTAG_STR("2022-13-01"), &instant));
    assert_false(ft_instant_read(FINTAG_STR("XXXX-05-24"), &instant));
    assert_false(ft_instant_read((fintag_str){0}, &instant));
}

static void test_reals_are_rounded_as_strtod_does(void **state) {
    (void)state;
    static const char *const decimals[] = {"0",
                                           "1525.5",
                                           "-0.3",
                                           "0.1",
                                           "123456789012345",
                                           "1234567890123456789",
                                           "0.000000000000001",
                                           "13333.33333333333",
                                           "-98765.4321",
                                           "9007199254740993",
                                           "0.3333333333333333",
                                           "387000000000000000000000000000000"};
    for (size_t i = 0; i < sizeof decimals / sizeof *decimals; i++) {
        double got = ft_row_real((fintag_str){decimals[i], strlen(decimals[i])}), want = strtod(decimals[i], NULL);
        if (memcmp(&got, &want, sizeof got) != 0) fail_msg("%s: %.17g, not %.17g", decimals[i], got, want);
    }
}

static void test_bounds_lie_beside_their_figure(void **state) {
    (void)state;
    ft_measured m;
    fintag_quantity q = {.figure.number = FINTAG_STR("20"), .unit = FINTAG_STR("{vehicle}")};
    assert_true(ft_row_measure(&q, &m));
    assert_true(m.min == 20 && m.max == 20 && m.unit.len == 9);
    q.approx = FINTAG_MORE_THAN;
    assert_true(ft_row_measure(&q, &m) && m.min > 20 && m.min < 20.000001 && m.max == m.min);
    q.approx = FINTAG_LESS_THAN;
    assert_true(ft_row_measure(&q, &m) && m.min < 20 && m.min > 19.999999);
    q = (fintag_quantity){.figure = {.min = FINTAG_STR("2"), .max = FINTAG_STR("3")}, .currency = FINTAG_STR("CNY")};
    assert_true(ft_row_measure(&q, &m) && m.min == 2 && m.max == 3);
    q = (fintag_quantity){.unit = FINTAG_STR("t")};
    assert_false(ft_row_measure(&q, &m));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_terms_are_anded_and_bars_or),
                                       cmocka_unit_test(test_not_binds_to_its_term),
                                       cmocka_unit_test(test_phrases_and_prefixes),
                                       cmocka_unit_test(test_filters_split_their_values),
                                       cmocka_unit_test(test_errors_point_at_their_place),
                                       cmocka_unit_test(test_queries_are_bounded),
                                       cmocka_unit_test(test_words_of_an_index),
                                       cmocka_unit_test(test_phrases_of_a_query),
                                       cmocka_unit_test(test_what_a_text_holds_is_found_in_it),
                                       cmocka_unit_test(test_moments),
                                       cmocka_unit_test(test_reals_are_rounded_as_strtod_does),
                                       cmocka_unit_test(test_bounds_lie_beside_their_figure)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
