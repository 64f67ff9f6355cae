/* Articles from bytes to text: the real posts, plain text, charsets, formats, and the metadata that every format has.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "reading.h"

static bool contains(fintag_str text, const char *word) {
    return text.len && memmem(text.ptr, text.len, word, strlen(word));
}

/* ---- The real posts ---------------------------------------------------------------------------------------------- */

static fintag_str load(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) return (fintag_str){0};
    static char bytes[1 << 16];
    size_t len = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    return (fintag_str){bytes, len};
}

#define EASTMONEY "http://finance.eastmoney.com/news/"

static const struct {
    const char *name, *title, *published, *url, *media, *first, *last;
} posts[] = {
    {"2021-12-08-202112082206672930.md", "离岸人民币兑美元升至2018年以来最高水平", "2021-12-08T10:46:18",
     EASTMONEY "11060,202112082206672930.html", NULL, "离岸人民币", "最高水平。"},
    {"2021-12-08-202112082206704122.md", "华尔街最高！大摩上调苹果目标价至200美元 VR和自动驾驶将发力",
     "2021-12-08T10:19:17+08:00", EASTMONEY "1344,202112082206704122.html", NULL, "摩根士丹利", "华尔街最高。"},
    {"2021-12-08-202112082206710723.md", "徐矿集团超额完成江苏省100万吨煤炭应急储备任务", "2021-12-08T10:21:26",
     "http://futures.eastmoney.com/news/1517,202112082206710723.html", NULL, "面对今冬", "储备任务。"},
    {"2021-12-08-202112082206735022.md", "美国众议院已有足够票数 允许加快提高债务上限的操作程序", "2021-12-08T10:37:25",
     EASTMONEY "1351,202112082206735022.html", NULL, "美国众议院", "操作程序。"},
    {"2021-12-08-202112082206736335.md", "白酒及消费股悄然崛起 贵州茅台股价重回2000元", "2021-12-08T10:39:43",
     EASTMONEY "1345,202112082206736335.html", NULL, "12月8日", "（澎湃新闻）"},
    {"2021-12-08-202112082206748961.md", "在岸人民币兑美元升至2018年5月以来新高 现报6.3565。", "2021-12-08T10:45:17",
     "http://mss.eastmoney.com/news/11059,202112082206748961.html", NULL, "在岸人民币", "6.3565。"},
    {"2021-12-08-202112082206782366.md", "隔夜shibor报2.1510%", "2021-12-08T11:02:27",
     EASTMONEY "1355,202112082206782366.html", NULL, "隔夜shibor", "0.1个基点。"},
    {"2021-12-08-202112082206805832.md", "港股苹果概念股集体上涨 昨夜苹果创历史新高", "2021-12-08T11:15:30",
     EASTMONEY "1354,202112082206805832.html", NULL, "苹果概念股", "涨5%。"},
    {"2021-12-08-202112082206811771.md", "有研稀土：雄安稀土在新型稀土卤化物固态电解质材料领域取得进展",
     "2021-12-08T11:22:51", EASTMONEY "1354,202112082206811771.html", NULL, "有研稀土", "子公司。"},
    {"2021-12-08-202112082206864571.md", "26股获机构买入型评级 长城汽车关注度最高", "2021-12-08T11:41:21",
     EASTMONEY "1353,202112082206864571.html", NULL, "据Choice", "等股。"},
    {"2021-12-08-202112082206884918.md", "百度获AR背景音频处理方法专利授权", "2021-12-08T11:59:16",
     "http://hk.eastmoney.com/news/11362,202112082206884918.html", NULL, "据天眼查", "专利授权。"},
    {"2021-12-08-202112082206890854.md", "推进十四五农业农村现代化建设目标公布", "2021-12-08T12:15:34",
     EASTMONEY "1345,202112082206890854.html", NULL, "农业农村部", "（新华社）"},
    {"2021-12-08-202112082206907291.md", "印度央行将关键利率维持在4.00%不变 符合市场预期", "2021-12-08T12:35:19",
     EASTMONEY "1351,202112082206907291.html", NULL, "印度央行", "市场预期。"},
    {"2021-12-08-202112082206921532.md", "中邮证券：证券业景气度不断上升 股价有望进一步上行", "2021-12-08T12:37:45",
     EASTMONEY "1353,202112082206921532.html", NULL, "中邮证券", "（证券时报网）"},
    {"2021-12-08-202112082206934992.md", "高盛：首予三叶草生物-B(2197.HK)买入评级 目标价22.83港元",
     "2021-12-08T12:45:50", "http://hk.eastmoney.com/news/11345,202112082206934992.html", NULL, "高盛", "获得批准。"},
    {"2022-04-10-NW202204102337489238.md", "助力抗疫 微盟集团(2013.HK)首批捐赠21吨紧急物资全部发放到位",
     "2022-04-10T17:45:11+08:00", "http://finews.zning.xyz/html_News/NewsShare.html?infoCode=NW202204102337489238",
     "格隆汇", "4月10日上午", "贡献。\n（文章来源：格隆汇）"},
    {"202205262391921712.md", NULL, NULL, NULL, "上海证券报", "据霍尼韦尔官网消息", "产能。\n（文章来源：上海证券报）"},
};

static void assert_post(size_t i, const char *folder) {
    static const char *const markup[] = {"data-code", "width", "578",      "返回", "<",
                                         "http",      "K图",   "EM_Stock", "  ",   "\n\n"};
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, posts[i].name);
    fintag_str bytes = load(path);
    if (!bytes.ptr) skip();
    fintag_source about = {.path = {posts[i].name, strlen(posts[i].name)}};
    assert_int_equal(read_about(bytes, about), FINTAG_OK);
    const fintag_article *meta = &article.meta;
    fintag_str text = meta->text;
    assert_says(meta->format, "jekyll");
    assert_says(meta->title, posts[i].title);
    assert_says(meta->published, posts[i].published);
    assert_says(meta->url, posts[i].url);
    assert_says(meta->media, posts[i].media);
    assert_says(meta->lang, "zh-Hans");
    assert_says(meta->source_id, NULL);
    assert_int_equal(meta->tag_count, 1);
    size_t first = strlen(posts[i].first), last = strlen(posts[i].last);
    assert_true(text.len > last && memcmp(text.ptr, posts[i].first, first) == 0);
    assert_memory_equal(text.ptr + text.len - last, posts[i].last, last);
    for (size_t k = 0; k < sizeof markup / sizeof *markup; k++) {
        bool treaty = markup[k][0] == '<' && contains(text, "《<蒙特利尔议定书>基加利修正案》");
        if (contains(text, markup[k]) && !treaty) fail_msg("%s holds %s", posts[i].name, markup[k]);
    }
    assert_int_equal(meta->warning_count, posts[i].title ? 0 : 2);
}

static void test_the_real_posts_come_out_whole(void **state) {
    (void)state;
    char folder[400];
    const char *shared = getenv("FINTAG_SHARED");
    snprintf(folder, sizeof folder, "%s/articles", shared ? shared : FINTAG_SOURCE_DIR "/../shared");
    for (size_t i = 0; i < sizeof posts / sizeof *posts; i++) assert_post(i, folder);
}

/* ---- Text and charsets --------------------------------------------------------------------------------------------
 */

static void test_plain_text_passes_unchanged(void **state) {
    (void)state;
    fintag_str bytes = FINTAG_STR("  a\r\n\t&lt;b> \0 c\n\n");
    assert_int_equal(read_about(bytes, (fintag_source){.format = FINTAG_TEXT}), FINTAG_OK);
    assert_true(ft_str_eq(article.meta.text, bytes));
    assert_null(article.meta.title.ptr);
    assert_int_equal(article.body, 1);
    assert_int_equal(article.meta.warning_count, 0);
}

static void test_nothing_is_an_empty_text(void **state) {
    (void)state;
    static const fintag_format formats[] = {FINTAG_AUTO, FINTAG_TEXT, FINTAG_HTML, FINTAG_JEKYLL};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        assert_int_equal(read_about((fintag_str){NULL, 0}, (fintag_source){.format = formats[i]}), FINTAG_OK);
        assert_says(article.meta.text, "");
        assert_null(article.meta.title.ptr);
        assert_says(article.meta.lang, "und");
    }
}

static void test_bytes_that_are_no_utf8_are_replaced_and_told(void **state) {
    (void)state;
    fintag_str bytes = FINTAG_STR("微盟\xFF涨5%");
    assert_int_equal(read_about(bytes, (fintag_source){.format = FINTAG_TEXT, .base = 1000}), FINTAG_OK);
    assert_says(article.meta.text, "微盟\uFFFD涨5%");
    assert_true(warned("bad_utf8", 1006));
    uint64_t begin, end;
    ft_offmap_span(&article.map, article.body + 9, article.body + 12, &begin, &end);
    assert_int_equal(begin, 1007);
    assert_int_equal(end, 1010);
}

static void test_a_page_is_decoded_as_it_declares(void **state) {
    (void)state;
    read_as(FINTAG_HTML, "<meta charset=\"gbk\"><p>\xC1\xAA\xCD\xA8</p>");
    assert_says(article.meta.text, "联通");
    read_as(FINTAG_HTML, "<META http-equiv=Content-Type content='text/html; charset=big5'><p>\xB4\xE4\xAA\xD1</p>");
    assert_says(article.meta.text, "港股");
    read_as(FINTAG_AUTO, "<html><!-- <meta charset=big5> --><meta charset=gb2312><p>\xB8\xDB\xB9\xC9</p>");
    assert_says(article.meta.text, "港股");
    read_as(FINTAG_HTML, "<meta charset=gb2312><p>存成了另一种编码的网页</p>");
    assert_says(article.meta.text, "存成了另一种编码的网页");
    assert_true(warned("charset_mismatch", 14));
}

static void test_xhtml_declares_its_charset_too(void **state) {
    (void)state;
    read_as(FINTAG_HTML, "<?xml version='1.0' encoding='GB2312'?><html><p>\xCE\xA2\xC3\xCB");
    assert_says(article.meta.text, "微盟");
    read_as(FINTAG_HTML, "<?xml version=\"1.0\" encoding=\"big5\"?><p>\xBB\x4F");
    assert_says(article.meta.text, "臺");
    read_as(FINTAG_HTML, "<?xml encoding=?><p>x");
    assert_says(article.meta.text, "x");
}

static void test_the_format_is_guessed_from_content_then_name(void **state) {
    (void)state;
    static const struct {
        const char *text, *path, *format;
    } cases[] = {{"---\ntitle: a\n---\nb", "x.txt", "jekyll"},
                 {" {\"text\": \"a\"}", "x.txt", "jsonl"},
                 {"<!DOCTYPE html><p>a", "x.md", "html"},
                 {"<!-- c --> <html>a", "", "html"},
                 {"<p>a</p>", "x.md", "jekyll"},
                 {"a", "x.HTM", "html"},
                 {"<p>a</p>", "", "html"},
                 {"<蒙特利尔>", "", "text"},
                 {"a", "a.md/x", "text"},
                 {"--- a", "x.txt", "text"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fintag_source about = {.path = {cases[i].path, strlen(cases[i].path)}};
        assert_int_equal(read_about((fintag_str){cases[i].text, strlen(cases[i].text)}, about), FINTAG_OK);
        assert_says(article.meta.format, cases[i].format);
    }
}

static void test_what_is_too_large_is_refused(void **state) {
    (void)state;
    fintag_str bytes = {"", ((size_t)256 << 20) + 1}; /* never read */
    assert_int_equal(read_about(bytes, (fintag_source){.format = FINTAG_TEXT}), FINTAG_ELIMIT);
}

/* ---- Metadata ------------------------------------------------------------------------------------------------------
 */

static void assert_id(const char *path, const char *given, const char *id, const char *source_id) {
    fintag_source about = {.format = FINTAG_TEXT, .path = {path, strlen(path)}, .id = {given, strlen(given)}};
    assert_int_equal(read_about(FINTAG_STR("x"), about), FINTAG_OK);
    assert_says(article.meta.id, id);
    assert_says(article.meta.source_id, source_id);
}

static void test_ids_are_safe_for_every_index(void **state) {
    (void)state;
    assert_id("a/2022-04-10-NW202204102337489238.md", "", "NW202204102337489238", NULL);
    assert_id("a.tar.gz!b/202205262391921712.md", "", "202205262391921712", NULL);
    assert_id("2022-04-10.md", "", "2022-04-10", NULL);
    assert_id("2022-02-30-x.md", "", "2022-02-30-x", NULL);
    assert_id("2022-04-10-.md", "", "2022-04-10-", NULL);
    assert_id(".md", "", "1CF46w30sFUcXJccyslp", ".md");
    assert_id("新闻.md", "", "05VnsrnxfXMdmx6mimUg", "新闻");
    assert_id("x.md", "a/1", "dzIyq-k0Pw4QL4JIQj_G", "a/1");
    assert_id("x.md", "own", "own", NULL);
    assert_id("-", "", NULL, NULL);
    assert_id("", "", NULL, NULL);
}

static void assert_published(const char *date, const char *expected) {
    char text[256];
    snprintf(text, sizeof text, "---\ntitle: t\ndate: %s\n---\nx", date);
    fintag_source about = {.format = FINTAG_JEKYLL};
    assert_int_equal(read_about((fintag_str){text, strlen(text)}, about), FINTAG_OK);
    assert_says(article.meta.published, expected);
    assert_int_equal(warned("bad_date", -2), !expected);
}

static void test_dates_become_iso_8601(void **state) {
    (void)state;
    assert_published("2021-12-08 10:46:18", "2021-12-08T10:46:18");
    assert_published("2022-04-10 17:45:11 +0800", "2022-04-10T17:45:11+08:00");
    assert_published("2022-04-10 17:45:11+08:00", "2022-04-10T17:45:11+08:00");
    assert_published("2022-04-10T17:45:11Z", "2022-04-10T17:45:11Z");
    assert_published("\"2022-04-10T17:45:11.250-0330\"", "2022-04-10T17:45:11.250-03:30");
    assert_published("2022-4-1 7:05", "2022-04-01T07:05:00");
    assert_published("2022/04/10", "2022-04-10");
    assert_published("2022年4月10日 17:45", "2022-04-10T17:45:00");
    assert_published("20220410", "2022-04-10");
    assert_published("2024-02-29", "2024-02-29");
    assert_published("2022-06-30 23:59:60 UTC", "2022-06-30T23:59:59Z");
    assert_published("Sun, 10 Apr 2022 17:45:11 +0800", "2022-04-10T17:45:11+08:00");
    assert_published("Sunday, 10 April 22 17:45 GMT", "2022-04-10T17:45:00Z");
    assert_published("9 Dec 1999 01:02:03 EST", "1999-12-09T01:02:03-05:00");
    assert_published("9 Dec 1999 01:02:03 CST", "1999-12-09T01:02:03"); /* China's or Chicago's */
    assert_published("Thu, 9 Dec 1999", "1999-12-09");
    assert_published("Tue, 31 Feb 2022 00:00:00 GMT", NULL);
    assert_published("10 Apr", NULL);
    assert_published(" +0800", NULL);
    assert_published("2022-02-30", NULL);
    assert_published("2022-04-10 24:00", NULL);
    assert_published("2022-04-10 10:00 +15:00", NULL);
    assert_published("2022-04-10x", NULL);
    assert_published("202204102337489238", NULL);
}

static void assert_fallback(const char *path, const char *given, bool has_tz, const char *expected) {
    fintag_source about = {.format = FINTAG_TEXT,
                           .path = {path, strlen(path)},
                           .published = {given, strlen(given)},
                           .has_tz = has_tz,
                           .tz_minutes = -330};
    assert_int_equal(read_about(FINTAG_STR("x"), about), FINTAG_OK);
    assert_says(article.meta.published, expected);
}

static void test_a_missing_date_falls_back_to_the_name_then_to_the_caller(void **state) {
    (void)state;
    assert_fallback("a/2022-04-10-x.txt", "", false, "2022-04-10");
    assert_fallback("202204102337489238.txt", "", false, NULL);
    assert_fallback("x.txt", "2022-04-10 17:45:11", false, "2022-04-10T17:45:11");
    assert_fallback("x.txt", "2022-04-10 17:45:11", true, "2022-04-10T17:45:11-05:30");
    assert_fallback("x.txt", "2022-04-10T17:45:11Z", true, "2022-04-10T17:45:11Z");
    assert_fallback("x.txt", "2022-04-10", true, "2022-04-10");
    assert_fallback("2022-04-10-x.txt", "2022-04-11T17:45:11", false, "2022-04-10");
    assert_fallback("2022-04-10-x.txt", "2022-04-10T17:45:11", false, "2022-04-10T17:45:11");
    assert_fallback("x.txt", "yesterday", false, NULL);
    assert_true(warned("bad_date", -1));
}

static void test_the_medium_is_read_from_the_last_lines(void **state) {
    (void)state;
    static const struct {
        const char *text, *media;
    } cases[] = {{"正文。（文章来源：格隆汇）", "格隆汇"},
                 {"正文\n(来源:新华社)\n(责任编辑：DF1)", "新华社"},
                 {"来源：证券时报 作者：张三", "证券时报"},
                 {"（文章来源：Financial Times）", "Financial Times"},
                 {"a\n【稿件來源：經濟日報】", "經濟日報"},
                 {"图片来源：官网", NULL},
                 {"（资料来源：公司公告）", NULL},
                 {"收入的主要来源：贷款", NULL},
                 {"（来源：）", NULL},
                 {"（来源：未完", NULL},
                 {"（来源：一）\nb\nc\nd\ne", NULL},
                 {"（澎湃新闻）", NULL}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        read_as(FINTAG_TEXT, cases[i].text);
        assert_says(article.meta.media, cases[i].media);
    }
}

static void test_the_language_is_what_most_characters_say(void **state) {
    (void)state;
    static const struct {
        const char *text, *lang;
    } cases[] = {{"贵州茅台今日上涨2%，报1525.5元", "zh-Hans"},
                 {"騰訊控股今日上漲2%，報300港元", "zh-Hant"},
                 {"公司Weimob Inc.宣布捐助21吨物品", "zh-Hans"},
                 {"Tencent (腾讯) rose 2% in Hong Kong trading on Monday", "en"},
                 {"5%", "und"},
                 {"Компания объявила результаты", "und"},
                 {"トヨタ自動車の株価は上昇した", "und"},
                 {"L’été dernier, l’énergie à bon marché a été évoquée", "und"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        read_as(FINTAG_TEXT, cases[i].text);
        assert_says(article.meta.lang, cases[i].lang);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_real_posts_come_out_whole),
        cmocka_unit_test(test_plain_text_passes_unchanged),
        cmocka_unit_test(test_nothing_is_an_empty_text),
        cmocka_unit_test(test_bytes_that_are_no_utf8_are_replaced_and_told),
        cmocka_unit_test(test_a_page_is_decoded_as_it_declares),
        cmocka_unit_test(test_xhtml_declares_its_charset_too),
        cmocka_unit_test(test_the_format_is_guessed_from_content_then_name),
        cmocka_unit_test(test_what_is_too_large_is_refused),
        cmocka_unit_test(test_ids_are_safe_for_every_index),
        cmocka_unit_test(test_dates_become_iso_8601),
        cmocka_unit_test(test_a_missing_date_falls_back_to_the_name_then_to_the_caller),
        cmocka_unit_test(test_the_medium_is_read_from_the_last_lines),
        cmocka_unit_test(test_the_language_is_what_most_characters_say),
    };
    return cmocka_run_group_tests(tests, NULL, drop);
}
