/* The same article gives the same bytes whatever the handles have seen before: patterns are interpreted at first and
 * run as machine code later (match/regex.c). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <fintag/fintag.h>

#include "base/buf.h"

static const char text[] =
    "4月10日上午，微盟集团(2013.HK)捐赠21吨蔬菜及千余份药品，同比增长35.6%，港币1.2亿元。\n"
    "騰訊控股（00700）第三季度營收約1,401億元，按年跌2%；民國111年10月8日至12日，台積電每股配發現金股利2.75元。\n"
    "Apple Inc. (NASDAQ: AAPL) said on April 28, 2022 that revenue rose 9% to $97.3 billion in the second quarter.\n"
    "昨夜隔夜三大股指收涨0.5个百分点至1%，10送3，每桶80至85美元，近三年、去年同期、每季度，1525.5元/股。\n";

static int take(void *context, const char *bytes, size_t len) {
    ft_buf_put(context, bytes, len);
    return 0;
}

static void tag(fintag_doc *doc, ft_buf *out) {
    fintag_error err;
    const fintag_source about = {.format = FINTAG_TEXT, .published = FINTAG_STR("2022-11-16T09:00:00+08:00")};
    const fintag_tag_options options = {.numbers = true};
    ft_buf_clear(out);
    assert_int_equal(fintag_doc_read(doc, text, sizeof text - 1, &about, &err), FINTAG_OK);
    assert_int_equal(fintag_doc_tag(doc, &options, &err), FINTAG_OK);
    assert_int_equal(fintag_write_json(doc, NULL, take, out), FINTAG_OK);
    assert_false(out->failed);
}

static void test_the_first_result_and_the_five_hundredth_are_the_same(void **state) {
    (void)state;
    fintag_rules *rules;
    fintag_error err;
    ft_buf first = {0}, later = {0};
    assert_int_equal(fintag_rules_load(&(fintag_rules_source){.pack = FINTAG_BUILD_DIR "/fintag.pack"}, &rules, &err),
                     FINTAG_OK);
    fintag_doc *doc = fintag_doc_new(rules), *fresh = fintag_doc_new(rules);
    tag(doc, &first);
    assert_true(first.len > 5000);
    for (int i = 0; i < 500; i++) {
        tag(i == 499 ? fresh : doc, &later);
        assert_int_equal(later.len, first.len);
        assert_memory_equal(later.ptr, first.ptr, first.len);
    }
    fintag_doc_free(fresh);
    fintag_doc_free(doc);
    fintag_rules_free(rules);
    ft_buf_free(&first);
    ft_buf_free(&later);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_the_first_result_and_the_five_hundredth_are_the_same)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
