/* Every allocation of the library fails once: nothing crashes, nothing leaks (under AddressSanitizer), the status says
 * so, and the same handle works again afterwards. Linked with --wrap, so that only the library's own calls are counted.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <fintag/fintag.h>

#include "failing_malloc.h"

static const char jekyll[] =
    "---\nlayout: post\ntitle: \"微盟集团(2013.HK)捐赠21吨物资\"\ndate: 2022-04-10 17:45:11 +0800\ntags: "
    "格隆汇新闻\n---\n"
    "<p>4月10日上午，微盟集团（以下简称“微盟”）捐赠<b>21</b>吨蔬菜&amp;千余份药品，贵州茅台(600519)涨逾2%。</p>\n"
    "> 引文 **强调** [链接](http://x.cn)\n\n<http://x.cn/1.html>\n";
static const char record[] = "{\"id\":\"a/1\",\"title\":\"\\u5fae\\u76df\",\"html\":\"<p>同比增长35.6%<br>港币1.2亿元</"
                             "p>\",\"published\":\"2022-04-10\"}";

static int discard(void *context, const char *bytes, size_t len) {
    (void)context;
    (void)bytes;
    (void)len;
    return 0;
}

static fintag_status annotate(fintag_doc *doc, const char *bytes, fintag_format format) {
    fintag_error err;
    fintag_status status = fintag_doc_read(doc, bytes, strlen(bytes),
                                           &(fintag_source){.format = format, .path = FINTAG_STR("a.md")}, &err);
    if (!status) status = fintag_doc_tag(doc, &(fintag_tag_options){.explain = true}, &err);
    if (!status) status = fintag_write_json(doc, NULL, discard, NULL);
    return status;
}

static void test_every_allocation_of_an_article_fails_once(void **state) {
    (void)state;
    fintag_rules *rules;
    fintag_error err;
    assert_int_equal(fintag_rules_load(&(fintag_rules_source){.pack = FINTAG_BUILD_DIR "/fintag.pack"}, &rules, &err),
                     FINTAG_OK);
    const char *const inputs[] = {jekyll, record};
    const fintag_format formats[] = {FINTAG_JEKYLL, FINTAG_RECORD};
    for (int input = 0; input < 2; input++) {
        long failures = 0;
        for (long n = 0;; n++) {
            countdown = n;
            fintag_doc *doc = fintag_doc_new(rules);
            fintag_status status = doc ? annotate(doc, inputs[input], formats[input]) : FINTAG_ENOMEM;
            bool failed = countdown < 0;
            countdown = -1;
            if (status) assert_int_equal(status, FINTAG_ENOMEM);
            if (doc && failed) assert_int_equal(annotate(doc, inputs[input], formats[input]), FINTAG_OK);
            fintag_doc_free(doc);
            if (!failed) break;
            failures++;
        }
        assert_true(failures > 5);
    }
    fintag_rules_free(rules);
}

static void test_every_allocation_of_loading_rules_fails_once(void **state) {
    (void)state;
    long failures = 0;
    for (long n = 0;; n++) {
        fintag_rules *rules = NULL;
        fintag_error err;
        countdown = n;
        fintag_status status =
            fintag_rules_load(&(fintag_rules_source){.dir = FINTAG_SOURCE_DIR "/tests/unit/rules"}, &rules, &err);
        bool failed = countdown < 0;
        countdown = -1;
        if (status) assert_int_equal(status, FINTAG_ENOMEM);
        fintag_rules_free(rules);
        if (!failed) break;
        failures++;
    }
    assert_true(failures > 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_allocation_of_an_article_fails_once),
        cmocka_unit_test(test_every_allocation_of_loading_rules_fails_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
