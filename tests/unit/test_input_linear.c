/* Cutting grows with the input, not with its square, on files made to hurt; measured as in test_linear. And the window
 * over a file stays small, whatever is in it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

#include "cli/layer.h"
#include "memory_supply.h"

/* Sanitizers make everything slow, not quadratic: less will do. */
#ifdef __SANITIZE_ADDRESS__
enum { SMALL = 1 << 18, RUNS = 1, MOST = 100000, WINDOW_MAX = 8 << 20 };
#else
enum { SMALL = 1 << 20, RUNS = 3, MOST = 100000, WINDOW_MAX = 8 << 20 };
#endif

static const struct {
    const char *name, *begin, *piece;
    ft_from from;
} inputs[] = {
    {"lines", "", "{\"text\":\"a\"}\n", FT_FROM_JSONL},
    {"one line", "", "a", FT_FROM_JSONL},
    {"blank lines", "", " \n", FT_FROM_JSONL},
    {"open arrays", "", "[", FT_FROM_JSON},
    {"open objects", "", "[{", FT_FROM_JSON},
    {"quotes", "[", "\"", FT_FROM_JSON},
    {"backslashes", "[\"", "\\", FT_FROM_JSON},
    {"words", "", "x ", FT_FROM_JSON},
    {"small values", "[", "1,", FT_FROM_JSON},
    {"quotes in CSV", "text\n", "\"", FT_FROM_CSV},
    {"quoted fields", "text\n", "\"a\",", FT_FROM_CSV},
    {"empty rows", "text\n", ",\n", FT_FROM_CSV},
    {"columns", "text,", "a,", FT_FROM_CSV},
    {"item tags", "<rss>", "<item", FT_FROM_RSS},
    {"open items", "<rss>", "<item>", FT_FROM_RSS},
    {"broken items", "<rss>", "<item>&", FT_FROM_RSS},
    {"open sections", "<rss>", "<item><![CDATA[", FT_FROM_RSS},
    {"open comments", "<rss>", "<item><!--", FT_FROM_RSS},
    {"one comment", "<rss><!--", "-", FT_FROM_RSS},
    {"attributes", "<rss><item ", "a='<' ", FT_FROM_RSS},
    {"entities", "<!DOCTYPE a [<!ENTITY a \"x\">]><rss><item>", "&a;", FT_FROM_RSS},
    {"elements", "<rss><item>", "<a>", FT_FROM_RSS},
    {"WARC versions", "", "WARC/1.0\n", FT_FROM_WARC},
    {"WARC heads", "", "WARC/1.0\nA: b\n\n", FT_FROM_WARC},
    {"empty records", "", "WARC/1.0\nContent-Length: 0\n\n", FT_FROM_WARC},
    {"no records", "WARC/1.0\n", "\nW", FT_FROM_WARC},
    {"tar of nothing", "", "a", FT_FROM_TAR},
    {"zip of nothing", "PK\x03\x04", "PK\x03\x04", FT_FROM_ZIP},
    {"gzip of nothing", "\x1F\x8B\x08", "\x1F\x8B\x08", FT_FROM_AUTO},
};

static bool take(void *ctx, const ft_input_article *article) {
    size_t *articles = ctx;
    *articles += article->bytes.len + 1;
    return true;
}

static double seconds(size_t which, size_t size) {
    size_t len = strlen(inputs[which].begin), piece = strlen(inputs[which].piece), articles = 0;
    char *bytes = malloc(size + 1000);
    assert_non_null(bytes);
    memcpy(bytes, inputs[which].begin, len);
    for (; len < size; len += piece) memcpy(bytes + len, inputs[which].piece, piece);
    double least = 1e9;
    for (int run = 0; run < RUNS; run++) {
        clock_t begin = clock();
        memory_supply m = supply_of(bytes, len, 64 * 1024);
        ft_input input = {
            .from = inputs[which].from, .max_article = MOST, .signal_fd = -1, .each = take, .ctx = &articles};
        ft_reader_begin(&input.reader, &m.supply);
        ft_layer layer = {.reader = &input.reader, .path = "file"};
        ft_layer_read(&input, &layer);
        if (input.reader.buffer.capacity > WINDOW_MAX)
            fail_msg("%s: a window of %zu bytes", inputs[which].name, input.reader.buffer.capacity);
        ft_reader_free(&input.reader);
        double took = (double)(clock() - begin) / CLOCKS_PER_SEC;
        if (took < least) least = took;
    }
    free(bytes);
    return least;
}

static void test_doubling_the_input_doubles_the_time(void **state) {
    (void)state;
    bool quadratic = false, slow = false;
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
        double once = seconds(i, SMALL), four = seconds(i, SMALL * 4);
        double growth = four / (once > 0.002 ? once : 0.002);
        printf("%-20s %7.1f ms for 4 MB, growth x%.1f for x4\n", inputs[i].name, four * 1e3, growth);
        quadratic = quadratic || growth > 8;
        slow = slow || four > 20;
    }
    assert_false(quadratic);
    assert_false(slow);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_doubling_the_input_doubles_the_time)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
