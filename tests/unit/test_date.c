/* Dates from text to value, through the whole pipeline and the rules of this tree. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include <fintag/fintag.h>

#include "base/buf.h"
#include "loaded_rules.h"

static int append(void *to, const char *bytes, size_t len) {
    ft_buf_put(to, bytes, len);
    return 0;
}

static fintag_doc *tag(const char *published, const char *text, size_t len) {
    fintag_error err;
    fintag_doc *doc = fintag_doc_new(rules);
    assert_non_null(doc);
    fintag_source about = {.format = FINTAG_TEXT, .published = {published, strlen(published)}};
    assert_int_equal(fintag_doc_read(doc, text, len, &about, &err), FINTAG_OK);
    assert_int_equal(fintag_doc_tag(doc, &(fintag_tag_options){.types = 1u << FINTAG_DATE}, &err), FINTAG_OK);
    return doc;
}

/* ---- Tables: test_date.tsv ----------------------------------------------------------------------------------------
 */

/* One row, cut at its tabs: published, text, surface, value. False when there are not four cells. */
static bool cut_row(char *line, char *cells[4]) {
    line[strcspn(line, "\n")] = 0;
    for (int i = 0; i < 4; i++) {
        cells[i] = line;
        line += strcspn(line, "\t");
        if (*line)
            *line++ = 0;
        else if (i < 3)
            return false;
    }
    return true;
}

static void check_row(char *const cells[4]) {
    size_t found;
    ft_buf value = {0};
    fintag_doc *doc = tag(strcmp(cells[0], "-") == 0 ? "" : cells[0], cells[1], strlen(cells[1]));
    const fintag_entity *entities = fintag_doc_entities(doc, &found);
    for (size_t e = 0; e < found; e++) {
        if (entities[e].text.len != strlen(cells[2]) ||
            memcmp(entities[e].text.ptr, cells[2], entities[e].text.len) != 0)
            continue;
        ft_buf_clear(&value);
        fintag_write_value(&entities[e], append, &value);
    }
    if (!value.len) fprintf(stderr, "no date ‘%s’ in ‘%s’\n", cells[2], cells[1]);
    ft_buf_byte(&value, 0);
    assert_string_equal(value.ptr, cells[3]);
    ft_buf_free(&value);
    fintag_doc_free(doc);
}

static void check_section(const char *name) {
    char line[1024], *cells[4];
    bool here = false;
    int rows = 0;
    FILE *file = fopen(FINTAG_SOURCE_DIR "/tests/unit/test_date.tsv", "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        size_t len = strlen(name);
        if (line[0] == '[') here = strncmp(line + 1, name, len) == 0 && line[len + 1] == ']';
        if (!here || line[0] == '[' || line[0] == '\n') continue;
        assert_true(cut_row(line, cells));
        check_row(cells);
        rows++;
    }
    fclose(file);
    assert_true(rows > 0);
}

/* clang-format off */
#define SECTIONS(X)                                                                                                    \
    X(the_contract_table)                                                                                              \
    X(every_written_form_of_a_day)                                                                                     \
    X(bare_dates_look_back_unless_the_text_looks_forward)                                                              \
    X(words_for_the_date_last_named)                                                                                   \
    X(periods_of_the_calendar)                                                                                         \
    X(ranges_share_their_parts)                                                                                        \
    X(open_ends)                                                                                                       \
    X(feasts_by_their_calendars)                                                                                       \
    X(clocks_in_named_zones)                                                                                           \
    X(calendars_that_are_not_known_here_are_named)                                                                     \
    X(lengths)                                                                                                         \
    X(spans_counted_from_publication)                                                                                  \
    X(the_year_that_is_not_written)                                                                                    \
    X(dates_without_publication)
/* clang-format on */

#define X(name)                             \
    static void test_##name(void **state) { \
        (void)state;                        \
        check_section(#name);               \
    }
SECTIONS(X)
#undef X

/* ---- What is no date ----------------------------------------------------------------------------------------------
 */

static void test_nothing_where_there_is_no_date(void **state) {
    (void)state;
    static const char *const texts[] = {"微盟集团(2013.HK)",
                                        "移动4/5G网络",
                                        "早日实现目标",
                                        "近日公告",
                                        "目前进展顺利",
                                        "此前披露",
                                        "隔夜shibor报2.1510%",
                                        "隔夜息回落",
                                        "Quest 3 may help next",
                                        "revenue for the quarter ended",
                                        "八点八折",
                                        "第二批物资",
                                        "报告编号2021-0042-17",
                                        "电话010-8888-2021",
                                        "版本7.1.0",
                                        "比分3:2",
                                        "代码600519",
                                        "HFO-1234yf",
                                        "SCB-2019疫苗",
                                        "II/III期临床",
                                        "5日均线上方",
                                        "日均成交",
                                        "每月71.4万片",
                                        "每股派2元",
                                        "一季报",
                                        "半年报",
                                        "茅台1935",
                                        "科创50",
                                        "涨2021点",
                                        "2021.HK",
                                        "千年一遇",
                                        "3.14亿元",
                                        "Shares may rise.",
                                        "They march on.",
                                        "a second round",
                                        "ISO 9001 certified",
                                        "$2021 million",
                                        "in 2,021 units",
                                        "4/5 stars",
                                        "v2.0.1",
                                        "192.168.1.1",
                                        "ratio of 3:2",
                                        "the sun sat down",
                                        "a 30-year-old man"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        size_t count;
        fintag_doc *doc = tag("2021-12-08", texts[i], strlen(texts[i]));
        const fintag_entity *found = fintag_doc_entities(doc, &count);
        if (count) fprintf(stderr, "‘%.*s’ in ‘%s’\n", (int)found[0].text.len, found[0].text.ptr, texts[i]);
        assert_int_equal(count, 0);
        fintag_doc_free(doc);
    }
}

static void test_impossible_dates_are_rejected_with_a_reason(void **state) {
    (void)state;
    static const char *const texts[] = {"2月30日",       "2021年2月29日",      "4月31日",     "13月5日", "2022-02-30",
                                        "2022年4月31日", "农历2021年腊月三十", "on April 31,"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        size_t count, entities;
        fintag_error err;
        fintag_doc *doc = fintag_doc_new(rules);
        fintag_source about = {.format = FINTAG_TEXT, .published = FINTAG_STR("2021-12-08")};
        assert_int_equal(fintag_doc_read(doc, texts[i], strlen(texts[i]), &about, &err), FINTAG_OK);
        assert_int_equal(fintag_doc_tag(doc, &(fintag_tag_options){.explain = true}, &err), FINTAG_OK);
        fintag_doc_entities(doc, &entities);
        const fintag_candidate *found = fintag_doc_candidates(doc, &count);
        bool rejected = false;
        for (size_t c = 0; c < count; c++)
            rejected |= found[c].type == FINTAG_DATE && found[c].fate == FINTAG_REJECTED && found[c].reason.len > 0;
        if (!rejected || entities) fprintf(stderr, "‘%s’: %zu entities\n", texts[i], entities);
        assert_true(rejected);
        fintag_doc_free(doc);
    }
}

/* ---- Hostile input
 * --------------------------------------------------------------------------------------------------- */

static double seconds_for(const char *unit, size_t times) {
    size_t len = strlen(unit);
    char *text = malloc(len * times + 1);
    assert_non_null(text);
    for (size_t i = 0; i < times; i++) memcpy(text + i * len, unit, len);
    clock_t begin = clock();
    fintag_doc *doc = tag("2021-12-08T10:46:18+08:00", text, len * times);
    double spent = (double)(clock() - begin) / CLOCKS_PER_SEC;
    fintag_doc_free(doc);
    free(text);
    return spent;
}

/* Eight times the text takes about eight times as long, whatever it is made of. */
static void test_time_is_linear_on_hostile_text(void **state) {
    (void)state;
    static const char *const units[] = {
        "1月",      "2021年", "一",       "1-",      "1:",           "20",
        "年",       "二〇二", "每",       "近",      "自",           "从1月到",
        "前",       "个",     "第一",     "1/",      "may ",         "monday ",
        "the ",     "from ",  "between ", "twenty ", "in the last ", "1 ",
        "1年",      "一年零", "12:30",    "农历",    "99999年前",    "9999年12月31日之后",
        "去年同期", "隔夜"};
    enum { TIMES = 2000 };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        double few = seconds_for(units[i], TIMES), many = seconds_for(units[i], 8 * TIMES);
        if (many > 0.05 && many > 24 * few) fprintf(stderr, "‘%s’: %.3f s, then %.3f s\n", units[i], few, many);
        assert_true(many <= 0.05 || many <= 24 * few);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
#define X(name) cmocka_unit_test(test_##name),
        SECTIONS(X)
#undef X
            cmocka_unit_test(test_nothing_where_there_is_no_date),
        cmocka_unit_test(test_impossible_dates_are_rejected_with_a_reason),
        cmocka_unit_test(test_time_is_linear_on_hostile_text),
    };
    return cmocka_run_group_tests(tests, load_rules, free_rules);
}
