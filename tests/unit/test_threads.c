/* Eight threads share one rules handle, whose patterns are compiled when first tried, by whichever thread comes first:
 * each finds what one thread alone finds. Meant to be run under ThreadSanitizer too. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <fintag/fintag.h>

#include "base/buf.h"

enum { THREADS = 8, TEXTS = 6, ROUNDS = 4 };

static const char *const texts[TEXTS] = {
    "4月10日上午，微盟集团（2013.HK）捐赠首批21吨物资，千余份药品运抵上海。",
    "贵州茅台(600519)三季度营收同比增长35.6%至港币1.2亿元，沪指跌0.5个百分点。",
    "Apple Inc. (NASDAQ: AAPL) raised $1.2-1.4 billion on May 3, 2024, up 7% from a year earlier.",
    "中國證監會昨夜表示，10月8日至12日將檢查約8000噸/年的產能，恒生指數報1525.5點。",
    "近三年，每季度派息0.5元/股；ISIN US0378331005，LEI 529900T8BM49AURSDO55。",
    "“以下简称盘点食品”的上海盘点食品科技有限公司完成3000万美元B轮融资，格隆汇5月26日报道。"};

static int collect(void *ctx, const char *bytes, size_t len) {
    ft_buf *buf = ctx;
    ft_buf_put(buf, bytes, len);
    return buf->failed;
}

/* Annotate all texts, beginning with one of them; each result stands where its text does. */
static void annotate_all(const fintag_rules *rules, int first, ft_buf results[TEXTS]) {
    fintag_doc *doc = fintag_doc_new(rules);
    fintag_source about = {.format = FINTAG_TEXT, .published = FINTAG_STR("2024-05-26T10:00:00+08:00")};
    for (int i = 0; doc && i < TEXTS; i++) {
        const char *text = texts[(first + i) % TEXTS];
        ft_buf *result = &results[(first + i) % TEXTS];
        ft_buf_clear(result);
        if (fintag_doc_read(doc, text, strlen(text), &about, NULL) || fintag_doc_tag(doc, NULL, NULL) ||
            fintag_write_json(doc, NULL, collect, result))
            result->failed = true;
    }
    fintag_doc_free(doc);
}

typedef struct {
    const fintag_rules *rules;
    int number;
    ft_buf results[TEXTS];
} worker;

static void *work(void *argument) {
    worker *w = argument;
    for (int round = 0; round < ROUNDS; round++) annotate_all(w->rules, w->number + round, w->results);
    return NULL;
}

static void test_eight_threads_on_one_handle_find_what_one_finds(void **state) {
    (void)state;
    fintag_rules_source from = {.pack = FINTAG_BUILD_DIR "/fintag.pack"};
    fintag_rules *shared = NULL, *own = NULL;
    pthread_t threads[THREADS];
    static worker workers[THREADS];
    assert_int_equal(fintag_rules_load(&from, &shared, NULL), FINTAG_OK);
    for (int i = 0; i < THREADS; i++) {
        workers[i] = (worker){.rules = shared, .number = i};
        assert_int_equal(pthread_create(&threads[i], NULL, work, &workers[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
    fintag_rules_free(shared);

    ft_buf alone[TEXTS] = {0};
    assert_int_equal(fintag_rules_load(&from, &own, NULL), FINTAG_OK);
    annotate_all(own, 0, alone);
    fintag_rules_free(own);
    for (int t = 0; t < TEXTS; t++) {
        assert_false(alone[t].failed);
        assert_true(alone[t].len > strlen(texts[t]));
        for (int i = 0; i < THREADS; i++) {
            assert_false(workers[i].results[t].failed);
            assert_int_equal(workers[i].results[t].len, alone[t].len);
            assert_memory_equal(workers[i].results[t].ptr, alone[t].ptr, alone[t].len);
            ft_buf_free(&workers[i].results[t]);
        }
        ft_buf_free(&alone[t]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_eight_threads_on_one_handle_find_what_one_finds)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
