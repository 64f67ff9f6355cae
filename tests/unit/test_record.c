/* Records: one JSON object each. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "reading.h"

static fintag_status read_record(const char *record) {
    return read_about((fintag_str){record, strlen(record)}, (fintag_source){.format = FINTAG_RECORD, .base = 1000});
}

static void test_members_become_metadata(void **state) {
    (void)state;
    assert_int_equal(
        read_record(" {\"id\": 42, \"title\": \"标题\", \"text\": \"正文\", \"published\": \"2022-04-10 17:45:11\","
                    "\"url\": \"http://x.cn\", \"tags\": [\"a\", 1, \"\\u4e2d\"], \"media\": \"格隆汇\","
                    "\"author\": \"张三\", \"other\": {\"text\": [1, {\"title\": null}]}}\n"),
        FINTAG_OK);
    assert_says(article.meta.format, "jsonl");
    assert_says(article.meta.id, "42");
    assert_says(article.meta.title, "标题");
    assert_says(article.meta.text, "正文");
    assert_says(article.meta.published, "2022-04-10T17:45:11");
    assert_says(article.meta.url, "http://x.cn");
    assert_says(article.meta.media, "格隆汇");
    assert_says(article.meta.author, "张三");
    assert_int_equal(article.meta.tag_count, 2);
    assert_says(article.meta.tags[1], "中");
    assert_int_equal(article.meta.warning_count, 0);
}

static void test_null_is_absent_and_the_last_of_two_counts(void **state) {
    (void)state;
    assert_int_equal(
        read_record(
            "{\"title\":null,\"text\":\"a\",\"\\u0074ext\":\"b\",\"id\":null,\"tags\":null,\"published\":null}"),
        0);
    assert_null(article.meta.title.ptr);
    assert_null(article.meta.id.ptr);
    assert_says(article.meta.text, "b");
    assert_int_equal(read_record("{\"title\":\"\",\"text\":\"a\",\"text\":null}"), 0);
    assert_null(article.meta.title.ptr);
    assert_says(article.meta.text, "");
    assert_true(warned("text_missing", 1000));
}

static void test_text_passes_unchanged(void **state) {
    (void)state;
    assert_int_equal(read_record("{\"text\":\" a\\u0000\\n\\t&lt;<b> \"}"), FINTAG_OK);
    assert_true(ft_str_eq(article.meta.text, FINTAG_STR(" a\0\n\t&lt;<b> ")));
}

static void test_html_is_read_as_html(void **state) {
    (void)state;
    static const char record[] =
        "{\"html\":\"<h1>\\u9898<\\/h1><p>\\u4e0a&lt;<b>\\u6d77<\\/b><br>\\u5c3e\",\"text\":\"\"}";
    assert_int_equal(read_record(record), FINTAG_OK);
    assert_says(article.meta.title, "题");
    assert_says(article.meta.text, "上<海\n尾");
    uint64_t begin, end;
    ft_offmap_span(&article.map, article.body + 3, article.body + 7, &begin, &end);
    assert_memory_equal(record + begin - 1000, "&lt;<b>\\u6d77", end - begin);
    assert_int_equal(end - begin, 13);
    assert_int_equal(read_record("{\"html\":\"<p>a\",\"text\":\"b\"}"), FINTAG_OK);
    assert_says(article.meta.text, "b");
}

static void test_escapes_map_to_what_they_were_written_as(void **state) {
    (void)state;
    static const char record[] = "{\"text\":\"\\u4e2d\\ud83d\\ude00\\/\\n中\"}";
    static const struct {
        uint32_t at, len;
        const char *written;
    } characters[] = {{0, 3, "\\u4e2d"}, {3, 4, "\\ud83d\\ude00"}, {7, 1, "\\/"}, {8, 1, "\\n"}, {9, 3, "中"}};
    assert_int_equal(read_record(record), FINTAG_OK);
    assert_says(article.meta.text, "中😀/\n中");
    for (size_t i = 0; i < sizeof characters / sizeof *characters; i++) {
        uint64_t begin, end;
        uint32_t at = article.body + characters[i].at;
        ft_offmap_span(&article.map, at, at + characters[i].len, &begin, &end);
        assert_int_equal(end - begin, strlen(characters[i].written));
        assert_memory_equal(record + begin - 1000, characters[i].written, end - begin);
    }
}

static void test_a_lone_surrogate_is_replaced_and_told(void **state) {
    (void)state;
    assert_int_equal(read_record("{\"text\":\"a\\ud800b\\udc00\\ud800\\u0041\"}"), FINTAG_OK);
    assert_says(article.meta.text, "a\uFFFDb\uFFFD\uFFFDA");
    assert_true(warned("lone_surrogate", 1010));
}

static void test_dates_have_synonyms_and_may_be_numbers(void **state) {
    (void)state;
    static const struct {
        const char *record, *published;
    } cases[] = {{"{\"date\":\"2022-04-10\",\"text\":\"\"}", "2022-04-10"},
                 {"{\"time\":\"2020-02-29T10:00:00.5Z\",\"text\":\"\"}", "2020-02-29T10:00:00.5Z"},
                 {"{\"time\":\"2020-01-01\",\"published\":\"2022-04-10\",\"text\":\"\"}", "2022-04-10"},
                 {"{\"published\":\"\",\"date\":\"2022-04-10\",\"text\":\"\"}", "2022-04-10"},
                 {"{\"published\":1649583911,\"text\":\"\"}", "2022-04-10T09:45:11Z"},
                 {"{\"published\":1649583911000,\"text\":\"\"}", "2022-04-10T09:45:11Z"},
                 {"{\"published\":951782400,\"text\":\"\"}", "2000-02-29T00:00:00Z"},
                 {"{\"published\":0,\"text\":\"\"}", "1970-01-01T00:00:00Z"},
                 {"{\"published\":1.5,\"text\":\"\"}", NULL},
                 {"{\"published\":true,\"text\":\"\"}", NULL}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(read_record(cases[i].record), FINTAG_OK);
        assert_says(article.meta.published, cases[i].published);
        assert_int_equal(article.meta.warning_count, cases[i].published ? 0 : 1);
    }
}

static void test_members_of_another_kind_are_told(void **state) {
    (void)state;
    assert_int_equal(read_record("{\"title\":5,\"text\":[\"a\"],\"url\":{}}"), FINTAG_OK);
    assert_null(article.meta.title.ptr);
    assert_says(article.meta.text, "");
    assert_true(warned("bad_member", 1009));
    assert_true(warned("bad_member", 1018));
    assert_true(warned("bad_member", 1030));
}

static void test_what_is_no_object_is_refused_with_its_place(void **state) {
    (void)state;
    static const struct {
        const char *record;
        int64_t at;
    } cases[] = {{"", 0},
                 {"[1]", 0},
                 {"{\"text\":\"a", 10},
                 {"{\"text\":\"a\"", 11},
                 {"{\"text\":\"a\"} x", 13},
                 {"{\"text\" \"a\"}", 8},
                 {"{\"a\":1,}", 7},
                 {"{a:1}", 1},
                 {"{\"a\":01}", 7},
                 {"{\"a\":1.}", 7},
                 {"{\"a\":nul}", 5},
                 {"{\"a\":\"\\x\"}", 6},
                 {"{\"a\":\"\\u12g4\"}", 6},
                 {"{\"a\":\"\t\"}", 6},
                 {"{\"a\":[1,]}", 8},
                 {"{\"a\":[1}", 7},
                 {"{\"a\":{\"b\"}}", 9},
                 {"{\"a\":", 5}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(read_record(cases[i].record), FINTAG_EINPUT);
        if (err.at != 1000 + cases[i].at) fail_msg("%s: at %lld", cases[i].record, (long long)err.at - 1000);
    }
}

static void test_nesting_has_a_limit(void **state) {
    (void)state;
    static char record[200000];
    memset(record, '[', sizeof record - 1);
    memcpy(record, "{\"a\":", 5);
    assert_int_equal(read_record(record), FINTAG_EINPUT);
    char nested[] = "{\"a\":[[{\"b\":[{},[]]}],{}],\"text\":\"t\"}";
    assert_int_equal(read_record(nested), FINTAG_OK);
    assert_says(article.meta.text, "t");
}

static void test_a_body_is_either(void **state) {
    (void)state;
    static const struct {
        const char *record, *text;
    } cases[] = {{"{\"body\":\"\\u003cp\\u003ea\\u003cp\\u003eb\"}", "a\nb"},
                 {"{\"body\":\"a &amp; 1<2\\n\"}", "a &amp; 1<2\n"},
                 {"{\"content\":\"c\"}", "c"},
                 {"{\"content\":\"c\",\"body\":\"b\"}", "b"},
                 {"{\"html\":\"\",\"body\":\"b\"}", "b"},
                 {"{\"html\":\"h\",\"body\":\"b\"}", "h"},
                 {"{\"text\":\"\",\"body\":\"b\"}", "b"},
                 {"{\"text\":\"t\",\"body\":\"b\",\"content\":\"c\"}", "t"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(read_record(cases[i].record), FINTAG_OK);
        assert_says(article.meta.text, cases[i].text);
        assert_int_equal(article.meta.warning_count, 0);
    }
}

/* Read with title and body where the paths lead. */
static void read_mapped(const char *record, const char *title, const char *body) {
    fintag_map map = {0};
    map.names[FINTAG_FIELD_TITLE] = (fintag_str){title, strlen(title)};
    map.names[FINTAG_FIELD_BODY] = (fintag_str){body, strlen(body)};
    assert_int_equal(
        read_about((fintag_str){record, strlen(record)}, (fintag_source){.format = FINTAG_RECORD, .map = &map}),
        FINTAG_OK);
}

static void test_a_map_leads_to_the_fields(void **state) {
    (void)state;
    static const char record[] = "{\"title\":\"no\",\"text\":\"no\",\"d\":{\"head\\u006Cine\":\"yes\",\"x\":null},"
                                 "\"items\":[1,{\"b\":\"<p>one\"},[]],\"a.b\":\"dotted\",\"a\":{\"b\":\"deep\"},"
                                 "\"\\ud842\\udfb7\":\"astral\",\"url\":\"http://x\"}";
    static const struct {
        const char *title, *body, *shown_title, *shown_text;
    } cases[] = {{"d.headline", "items.1.b", "yes", "one"}, {"a.b", "d.headline", "dotted", "yes"},
                 {"\U00020BB7", "items.0", "astral", ""},   {"d.x", "d.y", NULL, ""},
                 {"items.7", "items.1.b.c", NULL, ""},      {"d", "", NULL, "no"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        read_mapped(record, cases[i].title, cases[i].body);
        assert_says(article.meta.title, cases[i].shown_title);
        assert_says(article.meta.text, cases[i].shown_text);
        assert_says(article.meta.url, "http://x");
    }
}

static void test_one_of_many_without_an_id_is_known_by_its_address_or_place(void **state) {
    (void)state;
    fintag_source about = {.format = FINTAG_RECORD, .path = FINTAG_STR("d/dump.jsonl"), .part = 12};
    assert_int_equal(read_about(FINTAG_STR("{\"text\":\"\"}"), about), FINTAG_OK);
    assert_says(article.meta.id, "dump-12");
    assert_int_equal(read_about(FINTAG_STR("{\"text\":\"\",\"url\":\"http://x\"}"), about), FINTAG_OK);
    assert_says(article.meta.source_id, "http://x");
    assert_int_equal(read_about(FINTAG_STR("{\"text\":\"\",\"url\":\"http://x\",\"id\":\"i\"}"), about), FINTAG_OK);
    assert_says(article.meta.id, "i");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_body_is_either),
        cmocka_unit_test(test_a_map_leads_to_the_fields),
        cmocka_unit_test(test_one_of_many_without_an_id_is_known_by_its_address_or_place),
        cmocka_unit_test(test_members_become_metadata),
        cmocka_unit_test(test_null_is_absent_and_the_last_of_two_counts),
        cmocka_unit_test(test_text_passes_unchanged),
        cmocka_unit_test(test_html_is_read_as_html),
        cmocka_unit_test(test_escapes_map_to_what_they_were_written_as),
        cmocka_unit_test(test_a_lone_surrogate_is_replaced_and_told),
        cmocka_unit_test(test_dates_have_synonyms_and_may_be_numbers),
        cmocka_unit_test(test_members_of_another_kind_are_told),
        cmocka_unit_test(test_what_is_no_object_is_refused_with_its_place),
        cmocka_unit_test(test_nesting_has_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, drop);
}
