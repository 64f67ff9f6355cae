/* Jekyll posts: front matter whole and broken, and Markdown with HTML in it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "reading.h"

static void read_post(const char *post) {
    fintag_source about = {.format = FINTAG_JEKYLL, .path = FINTAG_STR("2022-04-10-x.md")};
    assert_int_equal(read_about((fintag_str){post, strlen(post)}, about), FINTAG_OK);
}

/* ---- Front matter --------------------------------------------------------------------------------------------------
 */

static void test_front_matter_becomes_metadata(void **state) {
    (void)state;
    read_post("---\r\nlayout: post\r\ntitle: \"微盟(2013.HK)\"\r\ndate: 2022-04-11 17:45:11 +0800\r\ntags: a "
              "b\r\nslug: s-1\r\n"
              "author: '张三'\r\nsource: 格隆汇\r\nurl: http://x.cn\r\nextra: {deep: [1, {x: y}]}\r\n---\r\n正文\r\n");
    assert_says(article.meta.title, "微盟(2013.HK)");
    assert_says(article.meta.published, "2022-04-11T17:45:11+08:00");
    assert_says(article.meta.id, "s-1");
    assert_says(article.meta.author, "张三");
    assert_says(article.meta.media, "格隆汇");
    assert_says(article.meta.url, "http://x.cn");
    assert_says(article.meta.text, "正文");
    assert_int_equal(article.meta.tag_count, 2);
    assert_int_equal(article.meta.warning_count, 0);
}

static void test_tags_are_words_or_lists(void **state) {
    (void)state;
    static const struct {
        const char *lines, *first;
        size_t count;
    } cases[] = {
        {"tags: 东财滚动新闻", "东财滚动新闻", 1}, {"tags: a  b", "a", 2},         {"tags: [a b, c]", "a b", 2},
        {"tags:\n  - x y\n  - z", "x y", 2},       {"tags: A股, 港 股", "A股", 2}, {"categories: emnews", "emnews", 1},
        {"categories: c\ntags: t", "t", 1},        {"tags: ~", NULL, 0},           {"tags: {a: b}", NULL, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char post[200];
        snprintf(post, sizeof post, "---\ntitle: t\n%s\n---\n", cases[i].lines);
        read_post(post);
        assert_int_equal(article.meta.tag_count, cases[i].count);
        if (cases[i].count) assert_says(article.meta.tags[0], cases[i].first);
    }
}

/* The title, and the bytes of the post that its characters stand for. */
static void assert_title(const char *line, const char *title, const char *first, const char *last) {
    char post[400];
    snprintf(post, sizeof post, "---\n# 注释\nlayout: 帖\n%s\ndate: 2022-04-10\n---\n正文", line);
    read_post(post);
    assert_says(article.meta.title, title);
    assert_says(article.meta.text, "正文");
    if (!title) return;
    uint64_t begin, end;
    ft_offmap_span(&article.map, 0, (uint32_t)article.meta.title.len, &begin, &end);
    assert_memory_equal(post + begin, first, strlen(first));
    assert_memory_equal(post + end - strlen(last), last, strlen(last));
}

static void test_titles_map_to_their_bytes_in_every_style(void **state) {
    (void)state;
    assert_title("title: \"引\\\"号\\u4e2d\\x41\"", "引\"号中A", "引\\\"", "\\x41");
    assert_title("title: '单''引'", "单'引", "单''", "引");
    assert_title("title: 没有引号 # 注", "没有引号", "没有", "号");
    assert_title("title: \"折\n  行 \\\n  连\"", "折 行 连", "折\n", "连");
    assert_title("title: \"  空 格  \"", "空 格", "空", "格");
    assert_title("title: 多行\n  标题", "多行 标题", "多行", "标题");
    assert_title("title: >-\n  折叠\n  标题", "折叠 标题", ">-", "标题");
    assert_title("title: !!str &a \"锚\"", "锚", "锚", "锚");
    assert_title("title: 2021", "2021", "2021", "2021");
    assert_title("title: \"\"", NULL, "", "");
    assert_title("title: ~", NULL, "", "");
    assert_title("title:", NULL, "", "");
}

static void test_titles_that_are_no_yaml_are_kept(void **state) {
    (void)state;
    assert_title("title: 快讯: 大盘: 上涨", "快讯: 大盘: 上涨", "快讯", "上涨");
    assert_title("title: \"他说\"好\"了\"", "他说\"好\"了", "他说", "了");
    assert_title("title: \"没有闭合", "没有闭合", "没有", "闭合");
    assert_title("title: *ST海航复牌", "*ST海航复牌", "*ST", "复牌");
    assert_title("title: *ST", "*ST", "*ST", "ST");
    assert_title("title: [快讯]大盘上涨", "[快讯]大盘上涨", "[快讯]", "上涨");
    assert_title("title: [快讯]", "[快讯]", "[快讯]", "]");
    assert_title("title: @提示 %5", "@提示 %5", "@", "5");
}

static void test_broken_front_matter_is_told_and_the_body_kept(void **state) {
    (void)state;
    read_post("---\ntitle: \"\"\ndate:  +0800\n---\n正文");
    assert_says(article.meta.published, "2022-04-10");
    assert_true(warned("title_empty", 12));
    assert_true(warned("bad_date", 21));
    read_post("正文");
    assert_says(article.meta.text, "正文");
    assert_true(warned("front_matter_missing", 0));
    read_post("---\ntitle: 标题\ndate: 2022-04-11\n\n正文：好\n");
    assert_says(article.meta.title, "标题");
    assert_says(article.meta.published, "2022-04-11");
    assert_says(article.meta.text, "正文：好");
    assert_true(warned("front_matter_unclosed", 0));
    read_post("---\ntitle: a: b\n---\n正文");
    assert_says(article.meta.text, "正文");
    assert_true(warned("front_matter_broken", 12));
    read_post("---\ntitle: t\n\n正文一\n\n---\n\n正文二");
    assert_says(article.meta.text, "正文一\n正文二");
    assert_true(warned("front_matter_unclosed", 0));
    read_post("---\n一段话\n---\n正文");
    assert_says(article.meta.text, "一段话\n正文");
    read_post("---\n---\n正文");
    assert_says(article.meta.text, "正文");
    read_post("---");
    assert_says(article.meta.text, "");
}

static void test_aliases_are_not_followed(void **state) {
    (void)state;
    read_post("---\na: &a [x, x]\nb: [*a, *a]\ntags: [*a]\ntitle: 标题\n---\n正文");
    assert_says(article.meta.title, "标题");
    assert_int_equal(article.meta.tag_count, 0);
    assert_true(warned("front_matter_alias", 21));
}

/* ---- Markdown -------------------------------------------------------------------------------------------------------
 */

static void assert_text(const char *markdown, const char *text) {
    char post[2000];
    snprintf(post, sizeof post, "---\ntitle: t\n---\n%s", markdown);
    read_post(post);
    assert_says(article.meta.text, text);
}

static void test_the_posts_own_link_is_metadata(void **state) {
    (void)state;
    assert_text("正文\n\n<http://x.cn/1.html>\n\n[返回新闻](../n/)\n[返回首页](../)", "正文");
    assert_says(article.meta.url, "http://x.cn/1.html");
    assert_text("正文\n<http://x.cn/2.html>", "正文");
    assert_says(article.meta.url, "http://x.cn/2.html");
    assert_text("正文\n\nhttps://x.cn/3.html\n\n[返回首页](/)", "正文");
    assert_says(article.meta.url, "https://x.cn/3.html");
    assert_text("一\n\n<http://x.cn/>\n\nhttp://y.cn/\n\n二\n\n<>", "一\nhttp://y.cn/\n二");
    assert_says(article.meta.url, NULL);
    assert_text("见 <http://x.cn/> 和 <a@b.cn>。", "见 和 。");
}

static void test_lines_of_mere_back_links_are_dropped(void **state) {
    (void)state;
    assert_text("正文\n[返回首页](../)\n续", "正文 续");
    assert_text("[返回新闻](//f)｜[返回首页](//f/)\n\n正文", "正文");
    assert_text("正文[返回首页](../)", "正文返回首页");
    assert_text("[返回舱着陆](x)", "返回舱着陆");
}

static void test_emphasis_goes_and_asterisks_that_are_none_stay(void **state) {
    (void)state;
    assert_text("*ST众泰、*ST海航和*ST众泰", "*ST众泰、*ST海航和*ST众泰");
    assert_text("***ST海航**涨停，S*ST前锋", "*ST海航涨停，S*ST前锋");
    assert_text("*a* **b** ***c*** _d_ __e__ *f*g", "a b c d e fg");
    assert_text("snake_case_x 5*3*2 a * b **c", "snake_case_x 5*3*2 a * b **c");
    assert_text("他说**“好”**了，**重（要）**的", "他说“好”了，重（要）的");
    assert_text("*a **b* c**", "a b c");
    assert_text("**a *b** c*", "a b c");
    assert_text("\\*x\\* `a*b*` ``c`d``", "*x* a*b* c`d");
}

static void test_links_show_their_text_and_images_nothing(void **state) {
    (void)state;
    assert_text("[链*接*](http://x.cn/a(b) \"题\")后", "链接后");
    assert_text("![图 5%](a.png)后[![徽](b.png)](c)", "后");
    assert_text("[一](<a b>)[二](a b)[三]", "一[二](a b)[三]");
    assert_text("[a]: http://x.cn \"t\"\n\n[文][a]和[a]和[b]", "文和a和[b]");
    assert_text("[注]: 本文", "[注]: 本文");
    assert_text("[[a](x)](y)", "[a](y)");
}

static void test_blocks_part_lines(void **state) {
    (void)state;
    assert_text("# 一 #\n二\n===\n三\n---\n***\n四\n\n五\n续", "一\n二\n三\n四\n五 续");
    assert_text("- 一\n- 二\n  续\n  - 三\n\n1. 四\n2. 五", "一\n二 续\n三\n四\n五");
    assert_text("> 一\n> 二\n三\n>> 四\n\n五", "一 二 三\n四\n五");
    assert_text("```c\na *b*\n<p>\n```\n尾\n\n    d <e>", "a *b*\n<p>\n尾\nd <e>");
    assert_text("硬  \n行\\\n尾", "硬\n行\n尾");
    assert_text("2021. 年报\n续 1986. x", "年报 续 1986. x");
    assert_text("一\n2. 二", "一 2. 二");
    assert_text("{: .c}\n{% include x %}\n正文", "正文");
}

static void test_tables_become_rows_of_cells(void **state) {
    (void)state;
    assert_text("前\n\n| 公司 | **利润** |\n|---|--:|\n| 微盟 | 5 |\n\n后", "前\n公司 利润\n微盟 5\n后");
    assert_text("a | b\n--|--\nc\\|d | e", "a b\nc|d e");
    assert_text("| a | b |\n| c | d |", "a b\nc d");
    assert_text("a|b", "a|b");
}

static void test_html_inside_markdown_is_html(void **state) {
    (void)state;
    assert_text("<p>a *b*</p>\n <p>c</p>\n\n*d* <b>e</b>f", "a *b*\nc\nd ef");
    assert_text("<div style='display:none'>\n\n隐 *x*\n\n</div>\n\n显", "显");
    assert_text("<script>\nvar a;\n\n*b*\n</script>\n正文 <!-- c\nd -->尾", "正文 尾");
    assert_text("<pre>\na\n\nb\n</pre>\nc", "a\nb\nc");
    assert_text("> 引 <b>粗\n> 体</b>&amp;&copy", "引 粗 体&&copy");
    assert_text("3<5 a<b <5% <蒙特利尔>", "3<5 a<b <5% <蒙特利尔>");
    assert_text("<!-- EM_StockImg_Start -->\n\n<p>K\n\n图\n<!-- EM_StockImg_End -->\n\n尾", "尾");
    assert_text("a <!-- b", "a <!-- b");
}

static void test_every_character_of_markdown_maps_to_its_bytes(void **state) {
    (void)state;
    static const char post[] = "---\ntitle: 题\n---\n> 一 **二**\n> 三[四](http://x) \\* `五`\n\n六<b>七</b>";
    fintag_source about = {.format = FINTAG_JEKYLL, .base = 100};
    ft_arena_reset(&arena);
    assert_int_equal(ft_article_read(&article, &arena, (fintag_str){post, sizeof post - 1}, &about, &err), FINTAG_OK);
    assert_says(article.meta.text, "一 二 三四 * 五\n六七");
    for (uint32_t at = 0; at < article.shown.len; at++) {
        uint64_t begin, end;
        char c = article.shown.ptr[at];
        ft_offmap_span(&article.map, at, at + 1, &begin, &end);
        assert_true(begin >= 100 && end <= 100 + sizeof post - 1);
        if (c != ' ' && c != '\n') assert_int_equal(post[begin - 100], c);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_front_matter_becomes_metadata),
        cmocka_unit_test(test_tags_are_words_or_lists),
        cmocka_unit_test(test_titles_map_to_their_bytes_in_every_style),
        cmocka_unit_test(test_titles_that_are_no_yaml_are_kept),
        cmocka_unit_test(test_broken_front_matter_is_told_and_the_body_kept),
        cmocka_unit_test(test_aliases_are_not_followed),
        cmocka_unit_test(test_the_posts_own_link_is_metadata),
        cmocka_unit_test(test_lines_of_mere_back_links_are_dropped),
        cmocka_unit_test(test_emphasis_goes_and_asterisks_that_are_none_stay),
        cmocka_unit_test(test_links_show_their_text_and_images_nothing),
        cmocka_unit_test(test_blocks_part_lines),
        cmocka_unit_test(test_tables_become_rows_of_cells),
        cmocka_unit_test(test_html_inside_markdown_is_html),
        cmocka_unit_test(test_every_character_of_markdown_maps_to_its_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, drop);
}
