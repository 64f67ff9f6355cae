/* Lines, JSON, CSV and feeds cut into articles: the same, however the bytes come. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/str.h"
#include "input/csv.h"
#include "input/json_values.h"
#include "input/lines.h"
#include "input/rss.h"
#include "memory_supply.h"

enum { MOST = 60, TEXT = 4096 };

typedef enum { LINES, JSON, CSV, FEED } splitter;

static void put(char *to, const char *words, size_t len) {
    size_t at = strlen(to);
    assert_true(at + len + 1 < TEXT);
    if (len) memcpy(to + at, words, len);
    to[at + len] = 0;
}

/* What a part says: its line, then its bytes or its fields, or what stands in their place. */
static void print(char *to, splitter kind, const ft_part *part) {
    static const char names[] = "itxhbpumag";
    char line[32];
    snprintf(line, sizeof line, "%llu:", (unsigned long long)part->line);
    put(to, line, strlen(line));
    if (part->too_long) put(to, "LONG", 4);
    if (part->problem) put(to, "BAD", 3);
    if (kind == LINES || kind == JSON) put(to, part->bytes.ptr, part->bytes.len);
    for (size_t i = 0; i < part->field_count && part->bytes.len; i++) {
        const fintag_field *field = &part->fields[i];
        char name[2] = {names[field->name], "=\"&"[field->escape]};
        put(to, name, 2);
        put(to, part->bytes.ptr + field->begin, field->end - field->begin);
        put(to, " ", 1);
    }
    put(to, "|", 1);
}

static void split(char *to, splitter kind, fintag_str bytes, const ft_charset *charset, size_t step) {
    memory_supply m = supply_of(bytes.ptr, bytes.len, step);
    ft_reader reader = {0};
    ft_part part;
    ft_reader_begin(&reader, &m.supply);
    ft_lines lines = {.reader = &reader, .units = ft_units_of(charset), .most = MOST};
    ft_json_values values = {.reader = &reader, .units = ft_units_of(charset), .most = MOST};
    static ft_csv csv;
    csv = (ft_csv){.reader = &reader, .charset = charset, .most = MOST};
    ft_rss *feed = ft_rss_open(&reader, charset, MOST * 4);
    to[0] = 0;
    for (;;) {
        ft_read_result result = kind == LINES  ? ft_lines_next(&lines, &part)
                                : kind == JSON ? ft_json_values_next(&values, &part)
                                : kind == CSV  ? ft_csv_next(&csv, &part)
                                               : ft_rss_next(feed, &part);
        if (result != FT_READ_OK) break;
        print(to, kind, &part);
    }
    ft_rss_close(feed);
    ft_reader_free(&reader);
}

static void assert_split(splitter kind, fintag_str bytes, const char *charset, const char *expected) {
    char said[TEXT];
    for (size_t step = 1; step < bytes.len + 3; step += step < 8 ? 1 : 100) {
        split(said, kind, bytes, charset ? ft_charset_named(charset) : NULL, step);
        assert_string_equal(said, expected);
    }
}

static void assert_splits(splitter kind, const char *text, const char *expected) {
    assert_split(kind, (fintag_str){text, strlen(text)}, NULL, expected);
}

#define LONG_70 "1234567890123456789012345678901234567890123456789012345678901234567890"

static void test_lines(void **state) {
    (void)state;
    assert_splits(LINES, "", "");
    assert_splits(LINES, "a", "1:a|");
    assert_splits(LINES, "a\n\r\n \t\nb\r\nc\rd\n", "1:a|4:b|5:c\rd|");
    assert_splits(LINES, "a\n" LONG_70 "\nb", "1:a|2:LONG|3:b|");
    assert_splits(LINES, LONG_70, "1:LONG|");
    /* U+0A31 and U+310A hold bytes that look like line ends. */
    assert_split(LINES, FINTAG_STR("\x0A\x31\x0D\x00\x0A\x00\x31\x0A"), "utf-16le", "1:\x0A\x31|2:\x31\x0A|");
    assert_split(LINES, FINTAG_STR("\x0A\x31\x00\x0A\x31\x0A"), "utf-16be", "1:\x0A\x31|2:\x31\x0A|");
}

static void test_json(void **state) {
    (void)state;
    assert_splits(JSON, "", "");
    assert_splits(JSON, " [ ] ", "");
    assert_splits(JSON, "[{\"a\":1},\n{\"b\":\"]}\\\"\"}]", "1:{\"a\":1}|2:{\"b\":\"]}\\\"\"}|");
    assert_splits(JSON, "{\"a\":{}}{\"b\":[1]}\n\"s\\\\\" 12", "1:{\"a\":{}}|2:{\"b\":[1]}|3:\"s\\\\\"|4:12|");
    assert_splits(JSON, "[1,[2],true]", "1:1|2:[2]|3:true|");
    assert_splits(JSON, "[{\"a\":1},", "1:{\"a\":1}|2:BAD|");
    assert_splits(JSON, "[{\"a\":1", "1:{\"a\":1|2:BAD|");
    assert_splits(JSON, "words of no use {\"a\":1}", "1:BAD|2:{\"a\":1}|");
    assert_splits(JSON, "[{\"a\":\"" LONG_70 "\"},{}]", "1:LONG|2:{}|");
    /* The second byte of a character may be a backslash or a bracket. */
    assert_split(JSON, FINTAG_STR("[{\"a\":\"\x81\x5C\"},{\"\x81\x7D\":1}]"), "gb18030",
                 "1:{\"a\":\"\x81\x5C\"}|2:{\"\x81\x7D\":1}|");
}

static void test_csv(void **state) {
    (void)state;
    assert_splits(CSV, "", "1:BAD|");
    assert_splits(CSV, "id,name\n1,2\n", "1:BAD|");
    assert_splits(CSV, "ID, Text \n1,a\r\n2,b", "2:i=1 x=a |3:i=2 x=b |");
    assert_splits(CSV, "text;id\na,b;1\n", "2:x=a,b i=1 |");
    assert_splits(CSV, "sep=;\r\ntext;id\r\na,b;1\r\n", "3:x=a,b i=1 |");
    assert_splits(CSV, "x\ttext\n\"a\tb\"\t c\n", "2:x= c |");
    assert_splits(CSV, "\"id\",\"text\"\n1,\"a,\"\"b\"\"\nc\"\n\n2,\"\"\n", "2:i=1 x\"a,\"\"b\"\"\nc |5:i=2 x\" |");
    assert_splits(CSV, "text,id\r\"a\rb\",1\rc,2", "2:x\"a\rb i=1 |3:x=c i=2 |");
    assert_splits(CSV, "text,id\na\na,b,c\nd,e\n", "2:BAD|3:BAD|4:x=d i=e |");
    assert_splits(CSV, "text,id\na \"b\" c,\"d\" e\n", "2:x=a \"b\" c i\"d\" e |");
    assert_splits(CSV, "text\n\"open\nand on", "2:BAD|");
    assert_splits(CSV, "text,id\n\"" LONG_70 "\n,\",1\nb,2\n", "2:LONG|4:x=b i=2 |");
    assert_splits(CSV, "text,content,date,time\na,b,c,d\n", "2:x=a b=b p=c |");
    assert_split(CSV, FINTAG_STR("text,id\n\x81\x7C\"\x81,1\n"), "gb18030", "2:x=\x81\x7C\"\x81 i=1 |");
}

static void test_feeds(void **state) {
    (void)state;
    assert_splits(FEED,
                  "<rss><channel><title>no</title><item><title>a</title><link> u </link><guid>g</guid></item>"
                  "<item><description><![CDATA[<p>]]></description><pubDate>d</pubDate></item></channel></rss>",
                  "1:i&g t&a u& u  |2:b&<![CDATA[<p>]]> p&d |");
    assert_splits(FEED,
                  "<feed><entry><title type='html'>a</title><link rel='self' href='no'/><link href='u'/><id>i</id>"
                  "<content type='xhtml'><div>x</div></content><author><name>n</name></author></entry></feed>",
                  "1:i&i t&a h=<div>x</div> u&u a&n |");
    assert_splits(FEED,
                  "<feed><entry><content>a</content><summary type='html'>b</summary>"
                  "<category term='c'/><category term='d'/><updated>1</updated><published>2</published></entry></feed>",
                  "1:x&a p&2 g&c g&d |");
    assert_splits(FEED,
                  "<rdf:RDF><item rdf:about='r'><dc:date>1</dc:date><content:encoded>c</content:encoded>"
                  "<description>d</description><guid>http://g</guid></item></rdf:RDF>",
                  "1:i&http://g h&c p&1 u&http://g |");
}

static void test_a_broken_item_costs_itself(void **state) {
    (void)state;
    assert_splits(FEED, "<rss><item><title>a & b</title></item><item><title>c</title></item></rss>", "1:BAD|2:t&c |");
    assert_splits(FEED, "<rss><item><title>a</b></item><item><title>c</title></item><item><title>d",
                  "1:BAD|2:t&c |3:BAD|");
    assert_splits(FEED, "<rss><item><!-- open </item><item><title>c</title></item></rss>", "1:BAD|2:t&c |");
    assert_splits(FEED, "<rss><item><title>a</title></item>", "1:t&a |2:BAD|");
    assert_splits(FEED, "<rss><item a=b><title>a</title></item><item =><title>c</title></item></rss>", "1:BAD|2:BAD|");
    assert_splits(FEED, "<rss><item><title>&nbsp;&none;\x01\xFF</title></item></rss>", "1:t&&nbsp;&none;\x01\xFF |");
}

static void test_a_feed_in_another_charset(void **state) {
    (void)state;
    assert_split(FEED, FINTAG_STR("<rss><item><title>\x81\x5D]>\x81\x30\x81\x30</title></item></rss>"), "gb18030",
                 "1:t&\x81\x5D]>\x81\x30\x81\x30 |");
    static const char wide[] = "<rss><item><link/><link href=\"u\"/></item></rss>";
    char utf16[2 * sizeof wide] = {0};
    for (size_t i = 0; i + 1 < sizeof wide; i++) utf16[2 * i] = wide[i];
    char said[TEXT];
    split(said, FEED, (fintag_str){utf16, 2 * sizeof wide - 2}, ft_charset_named("utf-16le"), 7);
    assert_string_equal(said, "1:u&u |"); /* a NUL ends what can be compared */
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_lines),
                                       cmocka_unit_test(test_json),
                                       cmocka_unit_test(test_csv),
                                       cmocka_unit_test(test_feeds),
                                       cmocka_unit_test(test_a_broken_item_costs_itself),
                                       cmocka_unit_test(test_a_feed_in_another_charset)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
