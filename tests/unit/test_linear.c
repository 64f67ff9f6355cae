/* Time grows with the input, not with its square, on inputs made to hurt. Measured by doubling on processor time, the
 * least of several runs: quadratic growth shows as a factor of four. And no hostile input may cost more than a small
 * multiple of plain text per byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include <fintag/fintag.h>

/* Sanitizers make everything slow, not quadratic: less will do. */
#ifdef __SANITIZE_ADDRESS__
enum { SMALL = 32 * 1024, RUNS = 1 };
#else
enum { SMALL = 256 * 1024, RUNS = 3 };
#endif

typedef struct {
    const char *name, *piece;
    fintag_format format;
} hostile;

static const hostile inputs[] = {
    {"plain", "昨天下午的会议上，公司管理层介绍了今后的发展方向，并回答了与会者提出的问题。", FINTAG_TEXT},
    {"digits", "1", FINTAG_TEXT},
    {"digit groups", "1,1", FINTAG_TEXT},
    {"scales", "万亿", FINTAG_TEXT},
    {"numerals", "一", FINTAG_TEXT},
    {"numerals and points", "一点", FINTAG_TEXT},
    {"brackets", "(", FINTAG_TEXT},
    {"round brackets", "()", FINTAG_TEXT},
    {"money", "1亿元", FINTAG_TEXT},
    {"mornings", "上午", FINTAG_TEXT},
    {"years", "年", FINTAG_TEXT},
    {"dates", "1月1日至", FINTAG_TEXT},
    {"companies", "公司", FINTAG_TEXT},
    {"groups", "集团有限", FINTAG_TEXT},
    {"names", "中国银行", FINTAG_TEXT},
    {"code lists", "600519、", FINTAG_TEXT},
    {"pronouns", "贵州茅台该公司", FINTAG_TEXT},
    {"bare pronouns", "贵州茅台，公司拟", FINTAG_TEXT},
    {"trades", "泓芯科技", FINTAG_TEXT},
    {"branches", "中行某某分行", FINTAG_TEXT},
    {"lists", "泓芯、中航、", FINTAG_TEXT},
    {"cashtags", "$泓芯(NVDA)$", FINTAG_TEXT},
    {"full names", "泓芯微电子有限公司(“泓芯”)", FINTAG_TEXT},
    {"latin names", "Acme Inc. and ", FINTAG_TEXT},
    {"definitions", "(以下简称“", FINTAG_TEXT},
    {"words", "one hundred ", FINTAG_TEXT},
    {"dollars", "$", FINTAG_TEXT},
    {"dots", "1.", FINTAG_TEXT},
    {"dashes", "1-", FINTAG_TEXT},
    {"colons", "1:", FINTAG_TEXT},
    {"spaces", " ", FINTAG_TEXT},
    {"less than", "<", FINTAG_HTML},
    {"comments", "<!--", FINTAG_HTML},
    {"ampersands", "&", FINTAG_HTML},
    {"open tags", "<b>", FINTAG_HTML},
    {"attributes", "<a b='", FINTAG_HTML},
    {"divisions", "<div>", FINTAG_HTML},
    {"stars", "*", FINTAG_JEKYLL},
    {"links", "[a](", FINTAG_JEKYLL},
    {"quotes", "> ", FINTAG_JEKYLL},
    {"front matter", "---\n", FINTAG_JEKYLL},
};

static double seconds(fintag_doc *doc, const hostile *input, size_t size) {
    char *bytes = malloc(size + 256);
    assert_non_null(bytes);
    size_t len = 0, piece = strlen(input->piece);
    while (len < size) {
        memcpy(bytes + len, input->piece, piece);
        len += piece;
    }
    double least = 1e9;
    for (int run = 0; run < RUNS; run++) {
        clock_t begin = clock();
        fintag_source about = {.format = input->format, .published = FINTAG_STR("2022-04-10")};
        assert_int_equal(fintag_doc_read(doc, bytes, len, &about, NULL), FINTAG_OK);
        assert_int_equal(fintag_doc_tag(doc, NULL, NULL), FINTAG_OK);
        double took = (double)(clock() - begin) / CLOCKS_PER_SEC;
        if (took < least) least = took;
    }
    free(bytes);
    return least;
}

static void test_doubling_the_input_doubles_the_time(void **state) {
    (void)state;
    fintag_rules *rules;
    fintag_error err;
    assert_int_equal(fintag_rules_load(&(fintag_rules_source){.pack = FINTAG_BUILD_DIR "/fintag.pack"}, &rules, &err),
                     FINTAG_OK);
    fintag_doc *doc = fintag_doc_new(rules);
    bool quadratic = false;
    double plain = 0;
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
        seconds(doc, &inputs[i], SMALL); /* warm */
        double once = seconds(doc, &inputs[i], SMALL), four = seconds(doc, &inputs[i], SMALL * 4);
        if (!i) plain = four;
        double growth = four / (once > 0.0005 ? once : 0.0005);
        printf("%-20s %6.1f ms for %d KB, growth x%.1f for x4, %.1f of plain\n", inputs[i].name, four * 1e3,
               SMALL * 4 / 1024, growth, four / plain);
        if (growth > 8) quadratic = true;
    }
    fintag_doc_free(doc);
    fintag_rules_free(rules);
    assert_false(quadratic);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_doubling_the_input_doubles_the_time)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
