/* WARC records, and the HTTP responses in them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/str.h"
#include "input/http_response.h"
#include "input/warc.h"
#include "memory_supply.h"

enum { MOST = 100 };

static ft_buf body;
static ft_http_response response;

static const char *read_http(const char *head, fintag_str rest) {
    ft_buf all = {0};
    static char kept[2048];
    ft_buf_put(&all, head, strlen(head));
    ft_buf_put(&all, rest.ptr, rest.len);
    memcpy(kept, all.ptr, all.len);
    size_t len = all.len;
    ft_buf_free(&all);
    return ft_response_read((fintag_str){kept, len}, MOST, &body, &response);
}

static void assert_body(const char *head, fintag_str rest, const char *expected) {
    assert_null(read_http(head, rest));
    if (!ft_str_is(response.body, expected)) fail_msg("\"%.*s\"", (int)response.body.len, response.body.ptr);
}

static void test_heads(void **state) {
    (void)state;
    assert_body("HTTP/1.1 200 OK\r\ncontent-TYPE: text/html; Charset=\"GBK\"; x\r\n\r\n", FINTAG_STR("a"), "a");
    assert_int_equal(response.status, 200);
    assert_true(ft_response_is(response.type, "text/html"));
    assert_true(ft_str_is(response.charset, "GBK"));
    assert_body("HTTP/1.0 404\n\n", FINTAG_STR(""), "");
    assert_int_equal(response.status, 404);
    assert_non_null(read_http("HTTP/1.1 200 OK\r\nA: b\r\n", FINTAG_STR("")));
    assert_non_null(read_http("GET / HTTP/1.1\r\n\r\n", FINTAG_STR("")));
}

static void test_chunks(void **state) {
    (void)state;
    static const char head[] = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    assert_body(head, FINTAG_STR("3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n"), "abc0123456789");
    assert_body(head, FINTAG_STR("3\r\nabc\r\n5\r\nde"), "abcde"); /* cut */
    assert_body(head, FINTAG_STR("<p>undone before"), "<p>undone before");
    assert_body(head, FINTAG_STR("fade away"), "fade away");
    assert_body(head, FINTAG_STR("FFFFFFFF\r\nabc"), "abc");
}

static void test_codings(void **state) {
    (void)state;
    /* "<p>21<p>21<p>21<p>21" */
    fintag_str deflated = FINTAG_STR("\xB3\x29\xB0\x33\x32\xB4\x41\x25\x00");
    assert_null(read_http("HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\n", deflated));
    assert_true(ft_str_is(response.body, "<p>21<p>21<p>21<p>21"));
    assert_body("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", FINTAG_STR("<p>undone"), "<p>undone");
    assert_non_null(read_http("HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n", FINTAG_STR("\x0B\x02\x80")));
    assert_non_null(read_http("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", FINTAG_STR("\x1F\x8B\x08junk")));
}

/* Keys, addresses and pages of a file, however its bytes come. */
static void assert_pages(const char *file, const char *expected) {
    for (size_t step = 1; step < 300; step = step * 2 + 1) {
        memory_supply m = supply_of(file, strlen(file), step);
        ft_reader reader = {0};
        ft_reader_begin(&reader, &m.supply);
        ft_warc warc = {.reader = &reader, .most = MOST};
        ft_warc_record record;
        char said[2000] = "";
        size_t at = 0;
        while (ft_warc_next(&warc, &record) == FT_READ_OK)
            at += (size_t)snprintf(said + at, sizeof said - at, "%s %.*s %s%s%.*s|", record.key, (int)record.url.len,
                                   record.url.len ? record.url.ptr : "", record.problem ? "BAD" : "",
                                   record.too_long ? "LONG" : "", (int)record.page.len,
                                   record.page.len ? record.page.ptr : "");
        assert_string_equal(said, expected);
        ft_warc_free(&warc);
        ft_reader_free(&reader);
    }
}

#define RECORD(type, id, length, block)                                                           \
    "WARC/1.0\r\nWARC-Type: " type "\r\nWARC-Record-ID: " id "\r\nWARC-Target-URI: http://x/\r\n" \
    "Content-Length: " #length "\r\n\r\n" block "\r\n\r\n"
#define OK_HEAD "HTTP/1.1 200 OK\r\n\r\n"

static void test_records(void **state) {
    (void)state;
    assert_pages("", "");
    assert_pages(RECORD("warcinfo", "<urn:uuid:0>", 1, "a") RECORD("response", "<urn:uuid:a-1>", 20, OK_HEAD "p")
                     RECORD("request", "<urn:uuid:2>", 2, "ab"),
                 "a-1 http://x/ p|");
    assert_pages(RECORD("response", "<urn:uuid:1>", 19, OK_HEAD) RECORD("response", "http://id/1", 20, OK_HEAD "q"),
                 "1 http://x/ |@134 http://x/ q|");
    assert_pages(RECORD("response", "<urn:uuid:1>", 24, "HTTP/1.1 301 Moved\r\n\r\nno")
                     RECORD("response", "<urn:uuid:2>", 50, "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nabcdef"),
                 "");
}

static void test_what_is_broken_costs_itself(void **state) {
    (void)state;
    assert_pages("junk\n" RECORD("response", "<urn:uuid:1>", 20, OK_HEAD "p"), "@0  BAD|1 http://x/ p|");
    assert_pages("WARC/1.0\r\nA: b\r\n\r\n" RECORD("response", "<urn:uuid:1>", 20, OK_HEAD "p"),
                 "@0  BAD|1 http://x/ p|");
    assert_pages(RECORD("response", "<urn:uuid:1>", 2000, OK_HEAD), "1 http://x/ BAD|");
    assert_pages("WARC/1.0\r\nWARC-Type: resp", "@0  BAD|");
    assert_pages(RECORD("response", "<urn:uuid:1>", 3, "abc"), "1 http://x/ BAD|");
}

static int drop(void **state) {
    (void)state;
    ft_buf_free(&body);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_heads), cmocka_unit_test(test_chunks),
                                       cmocka_unit_test(test_codings), cmocka_unit_test(test_records),
                                       cmocka_unit_test(test_what_is_broken_costs_itself)};
    return cmocka_run_group_tests(tests, NULL, drop);
}
