/* Rows and items: fields that were found by somebody else, their escapes and charsets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "reading.h"
#include "text/decode.h"

enum { BASE = 1000 };

/* A field by its bytes in the article. */
static fintag_field field_of(fintag_str bytes, fintag_field_name name, fintag_escape escape, fintag_str content) {
    const char *at = memmem(bytes.ptr, bytes.len, content.ptr, content.len);
    assert_non_null(at);
    uint64_t begin = (uint64_t)(at - bytes.ptr);
    return (fintag_field){name, escape, begin, begin + content.len};
}

static fintag_status read_fields(fintag_format format, fintag_str bytes, const char *charset,
                                 const fintag_field *fields, size_t count) {
    return read_about(bytes, (fintag_source){.format = format,
                                             .charset = {charset, charset ? strlen(charset) : 0},
                                             .base = BASE,
                                             .part = 7,
                                             .path = FINTAG_STR("dump.csv"),
                                             .fields = fields,
                                             .field_count = count});
}

/* The source bytes of a stretch of the shown text. */
static void assert_cuts(fintag_str bytes, const char *shown, fintag_str source) {
    fintag_str all = {article.shown.ptr, article.shown.len};
    const char *at = memmem(all.ptr, all.len, shown, strlen(shown));
    uint64_t begin, end;
    if (!at) fail_msg("\"%s\" is not shown", shown);
    uint32_t from = (uint32_t)(at - all.ptr);
    ft_offmap_span(&article.map, from, from + (uint32_t)strlen(shown), &begin, &end);
    assert_int_equal(end - begin, source.len);
    assert_memory_equal(bytes.ptr + begin - BASE, source.ptr, source.len);
}

static void test_a_row(void **state) {
    (void)state;
    fintag_str row = FINTAG_STR("4,\"微盟 \"\"集团\"\"\",\"首批\n21\"\"吨\",2022-04-10,a,b");
    const fintag_field fields[] = {
        field_of(row, FINTAG_FIELD_ID, FINTAG_ESCAPE_NONE, FINTAG_STR("4")),
        field_of(row, FINTAG_FIELD_TITLE, FINTAG_ESCAPE_CSV, FINTAG_STR("微盟 \"\"集团\"\"")),
        field_of(row, FINTAG_FIELD_TEXT, FINTAG_ESCAPE_CSV, FINTAG_STR("首批\n21\"\"吨")),
        field_of(row, FINTAG_FIELD_PUBLISHED, FINTAG_ESCAPE_NONE, FINTAG_STR("2022-04-10")),
        field_of(row, FINTAG_FIELD_TAGS, FINTAG_ESCAPE_NONE, FINTAG_STR("a")),
        field_of(row, FINTAG_FIELD_TAGS, FINTAG_ESCAPE_NONE, FINTAG_STR("b"))};
    assert_int_equal(read_fields(FINTAG_ROW, row, NULL, fields, 6), FINTAG_OK);
    assert_says(article.meta.format, "csv");
    assert_says(article.meta.id, "4");
    assert_says(article.meta.title, "微盟 \"集团\"");
    assert_says(article.meta.text, "首批\n21\"吨");
    assert_says(article.meta.published, "2022-04-10");
    assert_int_equal(article.meta.tag_count, 2);
    assert_cuts(row, "集团\"", FINTAG_STR("集团\"\""));
    assert_cuts(row, "21\"吨", FINTAG_STR("21\"\"吨"));
}

static void test_an_item(void **state) {
    (void)state;
    fintag_str item =
        FINTAG_STR("<item><title>A&amp;amp;B &#24494;<![CDATA[盟 &lt;1]]></title><link>https://x/?a&amp;b"
                   "</link><d>&lt;p&gt;21&lt;b&gt;吨&lt;/b&gt;&amp;nbsp;&lt;/p&gt;<!-- no --></d></item>");
    const fintag_field fields[] = {
        field_of(item, FINTAG_FIELD_TITLE, FINTAG_ESCAPE_XML, FINTAG_STR("A&amp;amp;B &#24494;<![CDATA[盟 &lt;1]]>")),
        field_of(item, FINTAG_FIELD_URL, FINTAG_ESCAPE_XML, FINTAG_STR("https://x/?a&amp;b")),
        field_of(item, FINTAG_FIELD_BODY, FINTAG_ESCAPE_XML,
                 FINTAG_STR("&lt;p&gt;21&lt;b&gt;吨&lt;/b&gt;&amp;nbsp;&lt;/p&gt;<!-- no -->"))};
    assert_int_equal(read_fields(FINTAG_ITEM, item, NULL, fields, 3), FINTAG_OK);
    assert_says(article.meta.format, "rss");
    assert_says(article.meta.title, "A&B 微盟 <1");
    assert_says(article.meta.url, "https://x/?a&b");
    assert_says(article.meta.source_id, "https://x/?a&b"); /* without an id, its address names it */
    assert_says(article.meta.text, "21吨\u00A0");
    assert_cuts(item, "A&B", FINTAG_STR("A&amp;amp;B"));
    assert_cuts(item, "微盟", FINTAG_STR("&#24494;<![CDATA[盟"));
    assert_cuts(item, "21吨", FINTAG_STR("21&lt;b&gt;吨"));
}

static void test_places_are_those_of_the_bytes_in_any_charset(void **state) {
    (void)state;
    fintag_str gbk = FINTAG_STR("9,\xCE\xA2\xC3\xCB,21\xB6\xD6,\x81\x30\x81\x30"); /* 9,微盟,21吨,U+0080 */
    const fintag_field fields[] = {
        field_of(gbk, FINTAG_FIELD_TITLE, FINTAG_ESCAPE_NONE, FINTAG_STR("\xCE\xA2\xC3\xCB")),
        field_of(gbk, FINTAG_FIELD_TEXT, FINTAG_ESCAPE_NONE, FINTAG_STR("21\xB6\xD6"))};
    assert_int_equal(read_fields(FINTAG_ROW, gbk, "gb18030", fields, 2), FINTAG_OK);
    assert_says(article.meta.title, "微盟");
    assert_says(article.meta.text, "21吨");
    assert_says(article.meta.id, "dump-7");
    assert_cuts(gbk, "吨", FINTAG_STR("\xB6\xD6"));
    fintag_str utf16 = FINTAG_STR("1\0,\0\"\0a\0\"\0\"\0\x28\x54\"\0"); /* 1,"a""吨" */
    const fintag_field wide = {FINTAG_FIELD_TEXT, FINTAG_ESCAPE_CSV, 6, 14};
    assert_int_equal(read_fields(FINTAG_ROW, utf16, "utf-16le", &wide, 1), FINTAG_OK);
    assert_says(article.meta.text, "a\"吨");
    assert_cuts(utf16, "\"吨", FINTAG_STR("\"\0\"\0\x28\x54"));
}

static void test_the_body_is_html_only_where_it_has_tags(void **state) {
    (void)state;
    static const struct {
        const char *body, *text;
    } cases[] = {{"<p>a</p> <p>b", "a\nb"},
                 {"a &amp; b < c", "a &amp; b < c"},
                 {"x <unknown> y", "x <unknown> y"},
                 {"x<br/>y", "x\ny"},
                 {"5<b", "5<b"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fintag_str row = {cases[i].body, strlen(cases[i].body)};
        const fintag_field field = {FINTAG_FIELD_BODY, FINTAG_ESCAPE_NONE, 0, row.len};
        assert_int_equal(read_fields(FINTAG_ROW, row, NULL, &field, 1), FINTAG_OK);
        assert_says(article.meta.text, cases[i].text);
    }
}

static void test_text_goes_before_html_unless_it_is_empty(void **state) {
    (void)state;
    fintag_str row = FINTAG_STR("plain,<p>marked,");
    fintag_field fields[] = {{FINTAG_FIELD_HTML, FINTAG_ESCAPE_NONE, 6, 15},
                             {FINTAG_FIELD_TEXT, FINTAG_ESCAPE_NONE, 0, 5}};
    assert_int_equal(read_fields(FINTAG_ROW, row, NULL, fields, 2), FINTAG_OK);
    assert_says(article.meta.text, "plain");
    fields[1].end = 0;
    assert_int_equal(read_fields(FINTAG_ROW, row, NULL, fields, 2), FINTAG_OK);
    assert_says(article.meta.text, "marked");
    assert_int_equal(read_fields(FINTAG_ROW, row, NULL, NULL, 0), FINTAG_OK);
    assert_true(warned("text_missing", BASE));
}

static void test_nonsense_is_refused(void **state) {
    (void)state;
    fintag_str row = FINTAG_STR("abc");
    fintag_field field = {FINTAG_FIELD_TEXT, FINTAG_ESCAPE_NONE, 2, 1};
    assert_int_equal(read_fields(FINTAG_ROW, row, NULL, &field, 1), FINTAG_EUSAGE);
    field = (fintag_field){(fintag_field_name)FINTAG_FIELD_COUNT, FINTAG_ESCAPE_NONE, 0, 1};
    assert_int_equal(read_fields(FINTAG_ROW, row, NULL, &field, 1), FINTAG_EUSAGE);
    field = (fintag_field){FINTAG_FIELD_TEXT, FINTAG_ESCAPE_NONE, 1, 1000}; /* beyond the end is the end */
    assert_int_equal(read_fields(FINTAG_ROW, row, NULL, &field, 1), FINTAG_OK);
    assert_says(article.meta.text, "bc");
}

static void test_what_the_caller_knows_of_address_and_id(void **state) {
    (void)state;
    fintag_str page = FINTAG_STR("<html><link rel=canonical href=https://other/><p>x");
    assert_int_equal(
        read_about(page, (fintag_source){.url = FINTAG_STR("https://x/1"), .path = FINTAG_STR("a.warc!uuid-1")}),
        FINTAG_OK);
    assert_says(article.meta.url, "https://x/1");
    assert_says(article.meta.id, "uuid-1");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_a_row),
                                       cmocka_unit_test(test_an_item),
                                       cmocka_unit_test(test_places_are_those_of_the_bytes_in_any_charset),
                                       cmocka_unit_test(test_the_body_is_html_only_where_it_has_tags),
                                       cmocka_unit_test(test_text_goes_before_html_unless_it_is_empty),
                                       cmocka_unit_test(test_nonsense_is_refused),
                                       cmocka_unit_test(test_what_the_caller_knows_of_address_and_id)};
    return cmocka_run_group_tests(tests, NULL, drop);
}
