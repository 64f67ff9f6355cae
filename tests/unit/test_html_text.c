/* HTML to text: what shows, what parts lines, what a page says of itself; and that every shown character can be cut out
 * of the source, whatever the markup, the escapes and the encoding around it. */
#include <iconv.h>
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "reading.h"
#include "source/elements.h"
#include "text/html.h"

static void assert_html(const char *html, const char *text) {
    read_as(FINTAG_HTML, html);
    assert_says(article.meta.text, text);
}

static void test_elements_are_found_by_name(void **state) {
    (void)state;
#define X(name, flags) assert_int_equal(ft_element_find(#name), FT_E_##name);
    FT_ELEMENTS(X)
#undef X
    assert_int_equal(ft_element_find("blockquot"), FT_E_other);
    assert_int_equal(ft_element_find("blockquotes-of-all-kinds"), FT_E_other);
    assert_int_equal(ft_element_find(""), FT_E_other);
}

static void test_inline_tags_break_no_word_and_blocks_part_lines(void **state) {
    (void)state;
    assert_html("上海<a href=x>证券</a>报", "上海证券报");
    assert_html("<p>a b</p>\n <p>c\t\r\n d</p>e<div>f</div>", "a b\nc d\ne\nf");
    assert_html("x<br>y<br/><br />z", "x\ny\nz");
    assert_html("<ul><li>一<li>二</ul><dl><dt>t<dd>d</dl>", "一\n二\nt\nd");
    assert_html("m<sup>2</sup> <wbr>q<!-- c -->r", "m2 qr");
    assert_html("<pre>a\n  b\n</pre>c\nd", "a\nb\nc d");
    assert_html("1 <b> 2</b> &#32; 3", "1 2 3");
}

static void test_cells_are_parted_by_a_space_and_rows_by_a_line_end(void **state) {
    (void)state;
    assert_html("<table><tr><th>公司</th><th>代码</th></tr><tr><td><p>微盟</p></td><td>2013</td></tr></table>后",
                "公司 代码\n微盟 2013\n后");
    assert_html("<table><tr><td><td>5<tr><td>6</table>", "5\n6");
}

static void test_what_browsers_do_not_show_is_no_text(void **state) {
    (void)state;
    assert_html("a<script>var x='<p>9%</p>';</script><style>p{width:5px}</style><noscript>n</noscript>b", "ab");
    assert_html("<p hidden>x<p>y<span style='DISPLAY : none !important'>z</span>", "y");
    assert_html("<div style='visibility:hidden'><div>a</div>b</div>c<div style='display:none;display:block'>d</div>",
                "c\nd");
    assert_html("<svg><text>s</text></svg><select><option>o</select><button>b</button><textarea><p></textarea>t", "t");
    assert_html("<nav>n</nav><template>m</template><iframe>f</iframe><img alt='图 5%' src=x>t", "t");
    assert_html("<div hidden/>shown", "shown");
    assert_html("<b hidden>x<p>y</b>z</p>", "z");
}

static void test_an_image_block_hides_its_content_but_only_when_it_ends(void **state) {
    (void)state;
    assert_html("<p>a</p><!-- EM_StockImg_Start --><p><a>K图 578<!-- EM_StockImg_End --><p>b</p>", "a\nb");
    assert_html("a<!-- EM_StockImg_Start --><p>b</p>EM_StockImg_End", "a\nb\nEM_StockImg_End");
}

static void test_links_that_only_lead_back_are_no_text(void **state) {
    (void)state;
    assert_html("<p>正文</p><p><a href='/'>返回首页</a> | <a href='x'>返回列表</a></p>", "正文");
    assert_html("<p>正文<a>返回首页</a></p>", "正文返回首页");
    assert_html("<p><a>返回舱着陆</a></p>", "返回舱着陆");
    assert_html("<p><a>返回首页</a></p><p>尾</p>", "尾");
}

static void test_a_page_tells_its_metadata(void **state) {
    (void)state;
    read_as(FINTAG_HTML,
            "<!doctype html><html><head><title>  标 题&amp;\n副</title><meta name=author content='张三'>"
            "<meta property='article:published_time' content='2022-04-10T17:45:11+08:00'><meta name=date "
            "content='2001-01-01'>"
            "<link rel=canonical href='http://x.cn/1'></head><body><header>站名</header><main><h1>大题</h1>文"
            "<footer>注</footer></main><footer>版权</footer></body></html>");
    assert_says(article.meta.title, "标 题& 副");
    assert_says(article.meta.published, "2022-04-10T17:45:11+08:00");
    assert_says(article.meta.author, "张三");
    assert_says(article.meta.url, "http://x.cn/1");
    assert_says(article.meta.text, "大题\n文\n注");
}

static void test_the_first_heading_is_the_title_where_there_is_no_other(void **state) {
    (void)state;
    read_as(FINTAG_HTML,
            "<svg><title>图</title></svg><h1><img></h1><h1 hidden>x</h1><h1>大<b>标</b>题</h1><p>文<h1>二</h1>");
    assert_says(article.meta.title, "大标题");
    assert_says(article.meta.text, "文\n二");
    uint64_t begin, end;
    ft_offmap_span(&article.map, 0, 3, &begin, &end);
    assert_int_equal(end - begin, 3);
}

static void test_broken_html_loses_nothing(void **state) {
    (void)state;
    assert_html("<p>abc <b", "abc");
    assert_html("a < b, 5<6 & 7", "a < b, 5<6 & 7");
    assert_html("</div></p>x</table>y", "xy");
    assert_html("<div>a<span>b</div>c</span>d", "ab\ncd");
    assert_html("<table><div>a</table>b", "a\nb");
    assert_int_equal(read_about(FINTAG_STR("a\0b"), (fintag_source){.format = FINTAG_HTML}), FINTAG_OK);
    assert_says(article.meta.text, "ab");
    assert_true(warned("nul_dropped", 1));
}

/* ---- Every character can be cut out of the source -------------------------------------------------------------------
 */

typedef struct {
    char bytes[1 << 15];
    size_t len;
} string;

static uint32_t seed;

static uint32_t below(uint32_t limit) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % limit;
}

static void add(string *to, const char *text) {
    size_t len = strlen(text);
    if (to->len + len >= sizeof to->bytes) return;
    memcpy(to->bytes + to->len, text, len + 1);
    to->len += len;
}

static const char *const characters[] = {"微", "盟", "涨", "5", "%", "a", "B", ".", "，", "（", "吨", "元", "é", "—"};

/* Markup that shows nothing: such as parts nothing, and such as parts lines. */
static const char *const invisible[] = {"<b>",
                                        "</b>",
                                        "<span id='x'>",
                                        "</span>",
                                        "<a href=\"y>5%\">",
                                        "</a>",
                                        "<!-- 6% -->",
                                        "<img width=578 alt='7%'>",
                                        "<script>8%</script>",
                                        "<i hidden>9%</i>"};
static const char *const blocks[] = {"<p>", "</p>", "<br>", "<div class=x>", "<div></div>", "<h2>", "<center>", "<li>"};

static void add_character(string *html, string *text) {
    const char *c = characters[below(sizeof characters / sizeof *characters)];
    unsigned len;
    char reference[32];
    uint32_t point = ft_utf8_get(c, &len);
    add(text, c);
    snprintf(reference, sizeof reference, below(2) ? "&#%u;" : "&#x%X;", point);
    add(html, below(6) ? c : reference);
}

/* Random markup around random characters, and what must be shown of it. */
static void make_page(string *html, string *text) {
    html->len = text->len = 0;
    add(html, "<html><body>");
    add(text, "");
    for (uint32_t i = 0, gap = 0, pieces = below(120); i < pieces; i++) {
        uint32_t kind = below(10);
        if (kind < 6) {
            if (gap && text->len) add(text, gap == 1 ? " " : "\n");
            gap = 0;
            add_character(html, text);
        } else if (kind < 8) {
            add(html, invisible[below(sizeof invisible / sizeof *invisible)]);
        } else if (kind == 8) {
            add(html, below(2) ? "\n\t " : " ");
            if (gap == 0) gap = 1;
        } else {
            add(html, blocks[below(sizeof blocks / sizeof *blocks)]);
            gap = 2;
        }
    }
}

/* Does the slice of the source, its markup resolved, say the character? */
static bool says(fintag_str slice, fintag_str c) {
    char out[8];
    unsigned len = 0;
    if (*c.ptr == '\n') return true;
    if (*c.ptr == ' ') return !slice.len || strchr(" \t\n<", *slice.ptr);
    if (*slice.ptr != '&') return ft_str_eq(slice, c);
    return ft_html_reference(slice.ptr, slice.len, false, out, &len) == slice.len &&
           ft_str_eq((fintag_str){out, len}, c);
}

typedef fintag_str undo(fintag_str slice);

static void assert_exact(fintag_str source, undo *unescape) {
    fintag_str shown = {article.shown.ptr, article.shown.len};
    assert_int_equal(article.map.out_len, shown.len);
    unsigned len;
    for (uint32_t at = 0; at < shown.len; at += len) {
        uint64_t begin, end;
        ft_utf8_get(shown.ptr + at, &len);
        ft_offmap_span(&article.map, at, at + len, &begin, &end);
        assert_true(begin <= end && end <= source.len);
        fintag_str slice = unescape((fintag_str){source.ptr + begin, (size_t)(end - begin)});
        if (!says(slice, (fintag_str){shown.ptr + at, len}))
            fail_msg("seed %u: \"%.*s\" from \"%.*s\"", seed, (int)len, shown.ptr + at, (int)slice.len, slice.ptr);
    }
}

static fintag_str as_it_is(fintag_str slice) {
    return slice;
}

static fintag_str from_gb18030(fintag_str slice) {
    static char out[1024];
    iconv_t converter = iconv_open("UTF-8", "GB18030");
    char *in = (char *)(uintptr_t)slice.ptr, *to = out;
    size_t left = slice.len, room = sizeof out;
    if (slice.len < sizeof out / 4) iconv(converter, &in, &left, &to, &room);
    iconv_close(converter);
    return (fintag_str){out, (size_t)(to - out)};
}

static fintag_str from_json(fintag_str slice) {
    static char out[4096];
    char quoted[4096];
    snprintf(quoted, sizeof quoted, "\"%.*s\"", (int)slice.len, slice.ptr);
    json_t *value = json_loads(quoted, JSON_DECODE_ANY, NULL);
    snprintf(out, sizeof out, "%s", value ? json_string_value(value) : "");
    json_decref(value);
    return (fintag_str){out, strlen(out)};
}

static void test_random_markup_shows_its_text_and_maps_every_character(void **state) {
    (void)state;
    static string html, text;
    for (uint32_t round = 1; round <= 400; round++) {
        seed = round;
        make_page(&html, &text);
        read_as(FINTAG_HTML, html.bytes);
        assert_says(article.meta.text, text.bytes);
        assert_exact((fintag_str){html.bytes, html.len}, as_it_is);
    }
}

static void test_random_markup_in_gb18030_maps_every_character(void **state) {
    (void)state;
    static string html, text;
    static char bytes[1 << 16];
    iconv_t converter = iconv_open("GB18030", "UTF-8");
    for (uint32_t round = 1; round <= 100; round++) {
        seed = round;
        make_page(&html, &text);
        char *in = html.bytes, *to = bytes;
        size_t left = html.len, room = sizeof bytes;
        iconv(converter, &in, &left, &to, &room);
        fintag_str source = {bytes, (size_t)(to - bytes)};
        fintag_source about = {.format = FINTAG_HTML, .charset = FINTAG_STR("gb2312")};
        assert_int_equal(read_about(source, about), FINTAG_OK);
        assert_says(article.meta.text, text.bytes);
        assert_exact(source, from_gb18030);
    }
    iconv_close(converter);
}

static void test_random_markup_in_json_maps_every_character(void **state) {
    (void)state;
    static string html, text;
    for (uint32_t round = 1; round <= 100; round++) {
        seed = round;
        make_page(&html, &text);
        json_t *object = json_pack("{s:s, s:s}", "title", "标题\"5%\"", "html", html.bytes);
        char *record = json_dumps(object, round % 2 ? JSON_ENSURE_ASCII : 0);
        read_as(FINTAG_RECORD, record);
        assert_says(article.meta.title, "标题\"5%\"");
        assert_says(article.meta.text, text.bytes);
        assert_exact((fintag_str){record, strlen(record)}, from_json);
        free(record);
        json_decref(object);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_elements_are_found_by_name),
        cmocka_unit_test(test_inline_tags_break_no_word_and_blocks_part_lines),
        cmocka_unit_test(test_cells_are_parted_by_a_space_and_rows_by_a_line_end),
        cmocka_unit_test(test_what_browsers_do_not_show_is_no_text),
        cmocka_unit_test(test_an_image_block_hides_its_content_but_only_when_it_ends),
        cmocka_unit_test(test_links_that_only_lead_back_are_no_text),
        cmocka_unit_test(test_a_page_tells_its_metadata),
        cmocka_unit_test(test_the_first_heading_is_the_title_where_there_is_no_other),
        cmocka_unit_test(test_broken_html_loses_nothing),
        cmocka_unit_test(test_random_markup_shows_its_text_and_maps_every_character),
        cmocka_unit_test(test_random_markup_in_gb18030_maps_every_character),
        cmocka_unit_test(test_random_markup_in_json_maps_every_character),
    };
    return cmocka_run_group_tests(tests, NULL, drop);
}
