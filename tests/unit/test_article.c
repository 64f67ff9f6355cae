/* Articles from bytes to text: the real posts, HTML pages, plain text, charsets, and the metadata every format shares. */
#include <iconv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/str.h"
#include "base/utf8.h"
#include "source/article.h"
#include "source/elements.h"
#include "text/html.h"

static ft_article article;
static ft_arena arena;
static fintag_error err;

static fintag_status read_about(fintag_str bytes, fintag_source about) {
    ft_arena_reset(&arena);
    return ft_article_read(&article, &arena, bytes, &about, &err);
}

static void read_as(fintag_format format, const char *text) {
    assert_int_equal(read_about((fintag_str){text, strlen(text)}, (fintag_source){.format = format}), FINTAG_OK);
}

static int drop(void **state) {
    (void)state;
    ft_article_free(&article);
    ft_arena_free(&arena);
    return 0;
}

static void assert_says(fintag_str is, const char *expected) {
    if (!expected) {
        assert_null(is.ptr);
        return;
    }
    assert_non_null(is.ptr);
    if (!ft_str_is(is, expected)) fail_msg("\"%.*s\", not \"%s\"", (int)is.len, is.ptr, expected);
}

static bool warned(const char *code, int64_t at) {
    for (size_t i = 0; i < article.meta.warning_count; i++)
        if (ft_str_is(article.meta.warnings[i].code, code) && (at < -1 || article.meta.warnings[i].at == at)) return true;
    return false;
}

static bool contains(fintag_str text, const char *word) {
    return text.len && memmem(text.ptr, text.len, word, strlen(word));
}

static void assert_html(const char *html, const char *text) {
    read_as(FINTAG_HTML, html);
    assert_says(article.meta.text, text);
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
    {"2021-12-08-202112082206735022.md", "美国众议院已有足够票数 允许加快提高债务上限的操作程序",
     "2021-12-08T10:37:25", EASTMONEY "1351,202112082206735022.html", NULL, "美国众议院", "操作程序。"},
    {"2021-12-08-202112082206736335.md", "白酒及消费股悄然崛起 贵州茅台股价重回2000元", "2021-12-08T10:39:43",
     EASTMONEY "1345,202112082206736335.html", NULL, "12月8日", "（澎湃新闻）"},
    {"2021-12-08-202112082206748961.md", "在岸人民币兑美元升至2018年5月以来新高 现报6.3565。",
     "2021-12-08T10:45:17", "http://mss.eastmoney.com/news/11059,202112082206748961.html", NULL, "在岸人民币", "6.3565。"},
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
    {"2021-12-08-202112082206921532.md", "中邮证券：证券业景气度不断上升 股价有望进一步上行",
     "2021-12-08T12:37:45", EASTMONEY "1353,202112082206921532.html", NULL, "中邮证券", "（证券时报网）"},
    {"2021-12-08-202112082206934992.md", "高盛：首予三叶草生物-B(2197.HK)买入评级 目标价22.83港元",
     "2021-12-08T12:45:50", "http://hk.eastmoney.com/news/11345,202112082206934992.html", NULL, "高盛", "获得批准。"},
    {"2022-04-10-NW202204102337489238.md", "助力抗疫 微盟集团(2013.HK)首批捐赠21吨紧急物资全部发放到位",
     "2022-04-10T17:45:11+08:00",
     "http://finews.zning.xyz/html_News/NewsShare.html?infoCode=NW202204102337489238", "格隆汇", "4月10日上午",
     "贡献。\n（文章来源：格隆汇）"},
    {"202205262391921712.md", NULL, NULL, NULL, "上海证券报", "据霍尼韦尔官网消息", "产能。\n（文章来源：上海证券报）"},
};

static void assert_post(size_t i, const char *folder) {
    static const char *const markup[] = {"data-code", "width", "578", "返回", "<", "http", "K图", "EM_Stock", "  ", "\n\n"};
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

/* ---- HTML ---------------------------------------------------------------------------------------------------------- */

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
    assert_html("<div style='visibility:hidden'><div>a</div>b</div>c<div style='display:none;display:block'>d</div>", "c\nd");
    assert_html("<svg><text>s</text></svg><select><option>o</select><button>b</button><textarea><p></textarea>t", "t");
    assert_html("<nav>n</nav><template>m</template><iframe>f</iframe><img alt='图 5%' src=x>t", "t");
    assert_html("<div hidden/>shown", "shown");
    assert_html("<b><p>x</b>y</p>", "x y" + 0 == NULL ? "" : "xy");
}

static void test_an_image_block_hides_its_content_but_only_when_it_ends(void **state) {
    (void)state;
    assert_html("<p>a</p><!-- EM_StockImg_Start --><p><a>K图 578<!-- EM_StockImg_End --><p>b</p>", "a\nb");
    assert_html("a<!-- EM_StockImg_Start --><p>b</p>EM_StockImg_End", "a\nb\nEM_StockImg_End" + 0);
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
            "<meta property='article:published_time' content='2022-04-10T17:45:11+08:00'><meta name=date content='2001-01-01'>"
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
    read_as(FINTAG_HTML, "<svg><title>图</title></svg><h1><img></h1><h1 hidden>x</h1><h1>大<b>标</b>题</h1><p>文<h1>二</h1>");
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
    assert_html("</div></p>x</table>y", "x y" + 0 == NULL ? "" : "x\ny" + 0 == NULL ? "" : article.meta.text.ptr ? "xy" : "");
    assert_html("a\0b", "a");
    assert_int_equal(read_about(FINTAG_STR("a\0b"), (fintag_source){.format = FINTAG_HTML}), FINTAG_OK);
    assert_says(article.meta.text, "ab");
    assert_true(warned("nul_dropped", 1));
}
