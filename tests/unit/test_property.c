/* Wrap a text in random markup, character references and width variants: the same mentions must come out, with the same
 * values, and their source offsets must cut the same surface form out of the wrapped bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "loaded_rules.h"
#include "text/html.h"

static const char *const texts[] = {
    "微盟集团(2013.HK)首批捐赠21吨物资，4月10日上午运抵上海，另有120台电脑和千余份药品。",
    "12月8日，贵州茅台(600519)盘中涨逾2%，股价重回2000元之上，最低价1525.5元/股，反弹超过30%。",
    "高盛：首予三叶草生物-B(2197.HK)买入评级，目标价22.83港元，预期2021年第四季至2022年上半年获批。",
    "隔夜shibor报2.1510%，上涨2.1个基点；3个月shibor报2.4890%，上涨0.1个基点。",
    "截至3月31日，腾讯控股(00700.HK)回购8.5亿港元，同比增长35.6%，近三年共回购逾1.2亿股。",
};

static uint32_t seed;

static uint32_t next_random(uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

/* Which spellings of a character stay within the same surface form: a reference, or an inline tag before it. */
static void put_wrapped(ft_buf *html, uint32_t c, const char *raw, unsigned len) {
    static const char *const tags[] = {"<b>",     "</b>",          "<span class='x' data-code='1,600519'>",
                                       "</span>", "<!-- 21吨 -->", "<a href=\"http://x.cn/2022-04-10\">",
                                       "</a>",    "<i>",           "</i>"};
    char number[32];
    if (next_random(6) == 0) {
        const char *tag = tags[next_random(sizeof tags / sizeof *tags)];
        ft_buf_put(html, tag, strlen(tag));
    }
    int written = 0;
    switch (next_random(8)) {
    case 0: written = snprintf(number, sizeof number, "&#x%X;", c); break;
    case 1: written = snprintf(number, sizeof number, "&#%u;", c); break;
    case 2:
        written = c == '('   ? snprintf(number, sizeof number, "&lpar;")
                  : c == '%' ? snprintf(number, sizeof number, "&percnt;")
                             : 0;
        break;
    default: break;
    }
    if (written)
        ft_buf_put(html, number, (size_t)written);
    else
        ft_buf_put(html, raw, len);
}

/* Full width or not: another surface form with the same meaning. */
static fintag_str widen(const char *text, ft_buf *out) {
    ft_buf_clear(out);
    for (size_t i = 0; text[i];) {
        unsigned len;
        uint32_t c = ft_utf8_get(text + i, &len);
        char wide[4];
        if (c > ' ' && c < 0x7F && c != '<' && c != '&' && next_random(3) == 0)
            ft_buf_put(out, wide, ft_utf8_put(wide, c + 0xFEE0));
        else
            ft_buf_put(out, text + i, len);
        i += len;
    }
    return (fintag_str){out->ptr, out->len};
}

static int collect(void *context, const char *bytes, size_t len) {
    ft_buf_put(context, bytes, len);
    return 0;
}

static void tag(fintag_doc *doc, fintag_str bytes, fintag_format format) {
    fintag_source about = {.format = format, .published = FINTAG_STR("2022-04-10T17:45:11+08:00")};
    assert_int_equal(fintag_doc_read(doc, bytes.ptr, bytes.len, &about, NULL), FINTAG_OK);
    assert_int_equal(fintag_doc_tag(doc, NULL, NULL), FINTAG_OK);
}

/* The text that a stretch of HTML shows. */
static void show(const char *html, size_t len, ft_buf *out) {
    ft_html tokens;
    ft_html_token token;
    ft_buf_clear(out);
    ft_html_begin(&tokens, html, len, FT_HTML_DATA);
    for (ft_html_next(&tokens, &token); token.kind != FT_HTML_EOF; ft_html_next(&tokens, &token)) {
        if (token.kind == FT_HTML_TEXT) ft_buf_put(out, html + token.begin, token.end - token.begin);
        if (token.kind == FT_HTML_REFERENCE) ft_buf_put(out, token.text, token.text_len);
    }
}

static void compare(const fintag_doc *plain, const fintag_doc *wrapped, fintag_str source, bool same_surface) {
    size_t plain_count, wrapped_count;
    const fintag_entity *a = fintag_doc_entities(plain, &plain_count),
                        *b = fintag_doc_entities(wrapped, &wrapped_count);
    ft_buf left = {0}, right = {0};
    assert_true(plain_count > 3);
    assert_int_equal(plain_count, wrapped_count);
    for (size_t i = 0; i < plain_count; i++) {
        assert_int_equal(a[i].type, b[i].type);
        assert_int_equal(a[i].span.begin, b[i].span.begin);
        assert_int_equal(a[i].span.end, b[i].span.end);
        if (same_surface) {
            assert_int_equal(a[i].text.len, b[i].text.len);
            assert_memory_equal(a[i].text.ptr, b[i].text.ptr, a[i].text.len);
        }
        ft_buf_clear(&left);
        ft_buf_clear(&right);
        fintag_write_value(&a[i], collect, &left);
        fintag_write_value(&b[i], collect, &right);
        assert_int_equal(left.len, right.len);
        assert_memory_equal(left.ptr, right.ptr, left.len);
        assert_true(b[i].source.end <= source.len);
        show(source.ptr + b[i].source.begin, b[i].source.end - b[i].source.begin, &left);
        assert_int_equal(left.len, b[i].text.len);
        assert_memory_equal(left.ptr, b[i].text.ptr, left.len);
    }
    ft_buf_free(&left);
    ft_buf_free(&right);
}

static void test_markup_and_references_change_nothing(void **state) {
    (void)state;
    fintag_doc *plain = fintag_doc_new(rules), *wrapped = fintag_doc_new(rules);
    ft_buf html = {0};
    for (seed = 1; seed <= 400; seed++) {
        uint32_t kept = seed;
        const char *text = texts[seed % (sizeof texts / sizeof *texts)];
        tag(plain, (fintag_str){text, strlen(text)}, FINTAG_TEXT);
        ft_buf_clear(&html);
        ft_buf_put(&html, "<p>", 3);
        for (size_t i = 0; text[i];) {
            unsigned len;
            uint32_t c = ft_utf8_get(text + i, &len);
            put_wrapped(&html, c, text + i, len);
            i += len;
        }
        ft_buf_put(&html, "</p>", 4);
        fintag_str source = {html.ptr, html.len};
        tag(wrapped, source, FINTAG_HTML);
        compare(plain, wrapped, source, true);
        seed = kept;
    }
    ft_buf_free(&html);
    fintag_doc_free(plain);
    fintag_doc_free(wrapped);
}

static void test_width_changes_no_value(void **state) {
    (void)state;
    fintag_doc *plain = fintag_doc_new(rules), *wide = fintag_doc_new(rules);
    ft_buf text = {0};
    for (seed = 1; seed <= 200; seed++) {
        uint32_t kept = seed;
        const char *narrow = texts[seed % (sizeof texts / sizeof *texts)];
        tag(plain, (fintag_str){narrow, strlen(narrow)}, FINTAG_TEXT);
        fintag_str source = widen(narrow, &text);
        tag(wide, source, FINTAG_TEXT);
        compare(plain, wide, source, false);
        seed = kept;
    }
    ft_buf_free(&text);
    fintag_doc_free(plain);
    fintag_doc_free(wide);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_markup_and_references_change_nothing),
        cmocka_unit_test(test_width_changes_no_value),
    };
    return cmocka_run_group_tests(tests, load_rules, free_rules);
}
