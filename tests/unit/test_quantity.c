/* Quantities, from text to value, with the rules of the project: the table of values, the words around an amount, and
 * what is none. Further cases stand beside the rules as their examples. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "value/rational.h"

static fintag_rules *rules;
static fintag_doc *doc;

static int load(void **state) {
    (void)state;
    fintag_error err = {0};
    if (fintag_rules_load(&(fintag_rules_source){.pack = FINTAG_BUILD_DIR "/fintag.pack"}, &rules, &err)) {
        print_error("%s\n", err.message);
        return -1;
    }
    doc = fintag_doc_new(rules);
    return doc ? 0 : -1;
}

static int unload(void **state) {
    (void)state;
    fintag_doc_free(doc);
    fintag_rules_free(rules);
    return 0;
}

typedef struct {
    char bytes[4096];
    size_t len;
} text;

static int append(void *ctx, const char *bytes, size_t len) {
    text *out = ctx;
    if (out->len + len >= sizeof out->bytes) return 1;
    memcpy(out->bytes + out->len, bytes, len);
    out->len += len;
    out->bytes[out->len] = 0;
    return 0;
}

/* All quantities of the text as `surface value` lines. */
static void tag(const char *input, bool numbers, text *out) {
    fintag_source about = {.format = FINTAG_TEXT};
    fintag_tag_options options = {.types = 1u << FINTAG_QUANTITY, .numbers = numbers};
    *out = (text){.len = 0};
    assert_int_equal(fintag_doc_read(doc, input, strlen(input), &about, NULL), FINTAG_OK);
    assert_int_equal(fintag_doc_tag(doc, &options, NULL), FINTAG_OK);
    size_t count;
    const fintag_entity *entities = fintag_doc_entities(doc, &count);
    for (size_t i = 0; i < count; i++) {
        append(out, entities[i].text.ptr, entities[i].text.len);
        append(out, " ", 1);
        assert_int_equal(fintag_write_value(&entities[i], append, out), FINTAG_OK);
        append(out, "\n", 1);
    }
}

typedef struct {
    const char *input, *surface, *value; /* several quantities: surface NULL, value has the lines */
} expectation;

static void check(const expectation *cases, size_t count, bool numbers) {
    for (size_t i = 0; i < count; i++) {
        text found;
        char wanted[2048];
        tag(cases[i].input, numbers, &found);
        snprintf(wanted, sizeof wanted, "%s%s%s%s", cases[i].surface ? cases[i].surface : "",
                 cases[i].surface ? " " : "", cases[i].value, cases[i].surface ? "\n" : "");
        if (strcmp(found.bytes, wanted) != 0)
            fail_msg("%s\n  wanted %s  found  %s", cases[i].input, wanted, found.bytes);
    }
}
#define CHECK(cases, numbers) check(cases, sizeof cases / sizeof *cases, numbers)

static void test_values_are_those_of_the_table(void **state) {
    (void)state;
    static const expectation cases[] = {
        {"首批21吨物资", "21吨",
         "{\"kind\":\"measure\",\"number\":21,\"unit\":\"t\",\"si\":{\"number\":21000,\"unit\":\"kg\"}}"},
        {"产能约8000吨/年。", "8000吨/年",
         "{\"kind\":\"measure\",\"number\":8000,\"unit\":\"t\",\"per\":\"a\",\"approx\":\"about\",\"si\":{\"number\":"
         "8000000,\"unit\":\"kg\"}}"},
        {"电导率可达1.8 mS/cm，", "1.8 mS/cm",
         "{\"kind\":\"measure\",\"number\":1.8,\"unit\":\"mS/cm\",\"si\":{\"number\":0.18,\"unit\":\"S/m\"}}"},
        {"养殖387万亩。", "387万亩",
         "{\"kind\":\"measure\",\"number\":2580000000,\"unit\":\"m2\",\"written\":{\"number\":3870000,\"unit\":\"亩\"},"
         "\"si\":{\"number\":2580000000,\"unit\":\"m2\"}}"},
        {"提供了120台电脑", "120台", "{\"kind\":\"count\",\"number\":120,\"unit\":\"{device}\",\"word\":\"台\"}"},
        {"有26只个股上涨", "26只", "{\"kind\":\"count\",\"number\":26,\"unit\":\"{stock}\",\"word\":\"只\"}"},
        {"千余份物资", "千余份",
         "{\"kind\":\"count\",\"number\":1000,\"unit\":\"{unit}\",\"word\":\"份\",\"approx\":\"more_than\"}"},
        {"超1.2亿辆汽车", "1.2亿辆",
         "{\"kind\":\"count\",\"number\":120000000,\"unit\":\"{vehicle}\",\"word\":\"辆\",\"approx\":\"more_than\"}"},
        {"最低价1525.5元/股计算", "1525.5元/股",
         "{\"kind\":\"money\",\"number\":1525.5,\"currency\":\"CNY\",\"currency_by\":\"default\",\"per\":\"{share}\"}"},
        {"重回2000元之上", "2000元",
         "{\"kind\":\"money\",\"number\":2000,\"currency\":\"CNY\",\"currency_by\":\"default\",\"approx\":\"at_"
         "least\"}"},
        {"现报22.83港元", "22.83港元",
         "{\"kind\":\"money\",\"number\":22.83,\"currency\":\"HKD\",\"currency_by\":\"word\"}"},
        {"raised HK$1.2bn in", "HK$1.2bn",
         "{\"kind\":\"money\",\"number\":1200000000,\"currency\":\"HKD\",\"currency_by\":\"symbol\"}"},
        {"注资港币1.2亿元", "港币1.2亿元",
         "{\"kind\":\"money\",\"number\":120000000,\"currency\":\"HKD\",\"currency_by\":\"word\"}"},
        {"融资数百万元", "数百万元",
         "{\"kind\":\"money\",\"min\":2000000,\"max\":9000000,\"currency\":\"CNY\",\"currency_by\":\"default\","
         "\"approx\":\"about\"}"},
        {"盈利2亿至2.5亿元", "2亿至2.5亿元",
         "{\"kind\":\"money\",\"min\":200000000,\"max\":250000000,\"currency\":\"CNY\",\"currency_by\":\"default\"}"},
        {"拟每10股派3元", "每10股派3元",
         "{\"kind\":\"money\",\"number\":3,\"currency\":\"CNY\",\"currency_by\":\"default\",\"per\":\"10.{share}\"}"},
        {"推出10送3方案", "10送3", "{\"kind\":\"ratio\",\"number\":0.3,\"terms\":[10,3]}"},
        {"比例为3:2的配股", "3:2", "{\"kind\":\"ratio\",\"number\":1.5,\"terms\":[3,2]}"},
        {"舜宇光学科技涨超2.5%，", "2.5%",
         "{\"kind\":\"percent\",\"number\":2.5,\"unit\":\"%\",\"approx\":\"more_than\",\"direction\":\"up\"}"},
        {"营收同比增长35.6%。", "35.6%",
         "{\"kind\":\"percent\",\"number\":35.6,\"unit\":\"%\",\"direction\":\"up\",\"basis\":\"yoy\"}"},
        {"较最新收盘价高近17%)", "17%",
         "{\"kind\":\"percent\",\"number\":17,\"unit\":\"%\",\"approx\":\"less_than\",\"direction\":\"up\"}"},
        {"差距为0.5个百分点", "0.5个百分点", "{\"kind\":\"percent\",\"number\":0.5,\"unit\":\"{percentage_point}\"}"},
        {"上涨2.1个基点", "2.1个基点",
         "{\"kind\":\"percent\",\"number\":2.1,\"unit\":\"{basis_point}\",\"direction\":\"up\"}"},
        {"相当于2至3倍", "2至3倍", "{\"kind\":\"ratio\",\"min\":2,\"max\":3,\"unit\":\"{times}\"}"},
        {"收入翻两番", "翻两番", "{\"kind\":\"ratio\",\"number\":4,\"unit\":\"{times}\",\"direction\":\"up\"}"},
        {"现报6.3565。", "6.3565", "{\"kind\":\"number\",\"number\":6.3565}"}};
    CHECK(cases, false);
}

static void test_bare_numbers_only_on_request(void **state) {
    (void)state;
    static const expectation silent[] = {{"共有三分之一的人，得192分，大于50", NULL, ""}};
    static const expectation asked[] = {
        {"三分之一的人", "三分之一", "{\"kind\":\"number\",\"number\":0.3333333333333333,\"fraction\":\"1/3\"}"},
        {"超过1/2的人", "超过1/2", "{\"kind\":\"number\",\"number\":0.5,\"approx\":\"more_than\"}"},
        {"中位数≥50的", "≥50", "{\"kind\":\"number\",\"number\":50,\"approx\":\"at_least\"}"},
        {"x大于10小于20", "大于10小于20", "{\"kind\":\"number\",\"min\":10,\"max\":20}"},
        {"负三十二", "负三十二", "{\"kind\":\"number\",\"number\":-32}"},
        {"there are two thirds", "two thirds",
         "{\"kind\":\"number\",\"number\":0.6666666666666667,\"fraction\":\"2/3\"}"}};
    CHECK(silent, false);
    CHECK(asked, true);
}

#define PERCENT(surface, number, rest) surface " {\"kind\":\"percent\",\"number\":" number ",\"unit\":\"%\"" rest "}\n"

static void test_words_around_say_bound_and_direction(void **state) {
    (void)state;
    static const expectation cases[] = {
        {"海目星涨8%，胜宏科技涨7%，跌幅榜上中国海油跌7.9%", NULL,
         PERCENT("8%", "8", ",\"direction\":\"up\"") PERCENT("7%", "7", ",\"direction\":\"up\"")
             PERCENT("7.9%", "7.9", ",\"direction\":\"down\"")},
        {"分别下跌9%和8.7%", NULL,
         PERCENT("9%", "9", ",\"direction\":\"down\"") PERCENT("8.7%", "8.7", ",\"direction\":\"down\"")},
        {"从3%升至5%", NULL, PERCENT("3%", "3", "") PERCENT("5%", "5", "")},
        {"跌幅收窄至3%以内", NULL, PERCENT("3%", "3", ",\"approx\":\"at_most\",\"direction\":\"down\"")},
        {"最高可达8%，至少3%，不足5%，10%左右", NULL,
         PERCENT("8%", "8", "") PERCENT("3%", "3", ",\"approx\":\"at_least\"")
             PERCENT("5%", "5", ",\"approx\":\"less_than\"") PERCENT("10%", "10", ",\"approx\":\"about\"")},
        {"四季度收入环比下降15%", NULL, PERCENT("15%", "15", ",\"direction\":\"down\",\"basis\":\"qoq\"")},
        {"8月产量环比下降1.6%", NULL, PERCENT("1.6%", "1.6", ",\"direction\":\"down\",\"basis\":\"mom\"")},
        {"Sales rose 3.5% year-on-year but fell nearly 2% on quarter.", NULL,
         PERCENT("3.5%", "3.5", ",\"direction\":\"up\",\"basis\":\"yoy\"")
             PERCENT("2%", "2", ",\"approx\":\"less_than\",\"direction\":\"down\",\"basis\":\"qoq\"")},
        {"附近5%，停涨3%", NULL, PERCENT("5%", "5", "") PERCENT("3%", "3", "")}};
    CHECK(cases, false);
}

static void test_currency_says_how_it_is_known(void **state) {
    (void)state;
    static const expectation cases[] = {
        {"罚款3万元欧元", "3万元欧元",
         "{\"kind\":\"money\",\"number\":30000,\"currency\":\"EUR\",\"currency_by\":\"word\"}"},
        {"新台币30亿元", "新台币30亿元",
         "{\"kind\":\"money\",\"number\":3000000000,\"currency\":\"TWD\",\"currency_by\":\"word\"}"},
        {"融资3000万RMB", "3000万RMB",
         "{\"kind\":\"money\",\"number\":30000000,\"currency\":\"CNY\",\"currency_by\":\"symbol\"}"},
        {"售价¥99", "¥99", "{\"kind\":\"money\",\"number\":99,\"currency\":\"CNY\",\"currency_by\":\"symbol\"}"},
        {"日本售价¥9900", "¥9900",
         "{\"kind\":\"money\",\"number\":9900,\"currency\":\"JPY\",\"currency_by\":\"context\"}"},
        {"五元三毛", "五元三毛",
         "{\"kind\":\"money\",\"number\":5.3,\"currency\":\"CNY\",\"currency_by\":\"default\"}"},
        {"paid 15 dollars", "15 dollars",
         "{\"kind\":\"money\",\"number\":15,\"currency\":\"USD\",\"currency_by\":\"default\"}"},
        {"港股現報320元，恒指升350點，本港股民", NULL,
         "320元 {\"kind\":\"money\",\"number\":320,\"currency\":\"HKD\",\"currency_by\":\"context\"}\n"
         "350點 {\"kind\":\"measure\",\"number\":350,\"unit\":\"{index_point}\",\"direction\":\"up\"}\n"}};
    CHECK(cases, false);
}

static void test_units_are_exact(void **state) {
    (void)state;
    static const expectation cases[] = {
        {"容量为3.5坪", "3.5坪",
         "{\"kind\":\"measure\",\"number\":11.5702479338843,\"unit\":\"m2\",\"written\":{\"number\":3.5,\"unit\":"
         "\"坪\"},\"si\":{\"number\":11.5702479338843,\"unit\":\"m2\"}}"},
        {"零下18℃", "零下18℃",
         "{\"kind\":\"measure\",\"number\":-18,\"unit\":\"Cel\",\"si\":{\"number\":255.15,\"unit\":\"K\"}}"},
        {"功耗5mW，装机5MW", NULL,
         "5mW {\"kind\":\"measure\",\"number\":5,\"unit\":\"mW\",\"si\":{\"number\":0.005,\"unit\":\"W\"}}\n"
         "5MW {\"kind\":\"measure\",\"number\":5,\"unit\":\"MW\",\"si\":{\"number\":5000000,\"unit\":\"W\"}}\n"},
        {"时速350公里", "350公里",
         "{\"kind\":\"measure\",\"number\":350,\"unit\":\"km/h\",\"si\":{\"number\":97.22222222222222,\"unit\":\"m/"
         "s\"}}"},
        {"现货黄金报2003.6美元/盎司", "2003.6美元/盎司",
         "{\"kind\":\"money\",\"number\":2003.6,\"currency\":\"USD\",\"currency_by\":\"word\",\"per\":\"[oz_tr]\"}"},
        {"地价每亩50万元", "每亩50万元",
         "{\"kind\":\"money\",\"number\":500000,\"currency\":\"CNY\",\"currency_by\":\"default\",\"per\":\"{亩}\"}"}};
    CHECK(cases, false);
}

static void test_what_is_no_quantity(void **state) {
    (void)state;
    static const expectation cases[] = {
        {"第二批，首批，前三名，第3次，第5家", NULL, ""},
        {"一方面，三大运营商，一带一路，二十大，九牛一毛，千方百计，两位数", NULL, ""},
        {"5G，4G，7nm芯片，28纳米，H1，A4，3D，C919，T+1，HFO-1234yf，II/III期，20CM涨停", NULL, ""},
        {"版本2.0.1，热线400-820-8888，0571-88888888，编号BX-20210505", NULL, ""},
        {"http://a.com/2021/345.html a123@qq.com", NULL, ""},
        {"国发〔2020〕8号，证监许可[2021]1234号，第12条", NULL, ""},
        {"一家公司，一个月，一位，新三板，二次电池，$五粮液$", NULL, ""},
        {"李四人民币存款，人民币一度走强，离岸一度", NULL, ""},
        {"主队以3:2战胜对手，比分3-2", NULL, ""}};
    CHECK(cases, false);
}

static void test_rationals_are_exact(void **state) {
    (void)state;
    ft_arena arena = {0};
    ft_rational r, half;
    ft_decimal out;
    assert_true(ft_rational_parse(FINTAG_STR("5/9+45967/180"), &r));
    assert_true(ft_rational_apply(&r, ft_decimal_int(212), &out));
    assert_string_equal(ft_decimal_text(&arena, out).ptr, "373.15");
    assert_true(ft_rational_parse(FINTAG_STR(""), &r) && ft_rational_is_one(&r));
    assert_true(ft_rational_parse(FINTAG_STR("1/1000"), &r) && ft_rational_is_power_of_ten(&r) &&
                !ft_rational_is_one(&r));
    assert_true(ft_rational_parse(FINTAG_STR("1/2"), &half) && !ft_rational_is_power_of_ten(&half));
    assert_true(ft_rational_div(&r, &half, &r) && ft_rational_apply(&r, ft_decimal_int(3), &out));
    assert_string_equal(ft_decimal_text(&arena, out).ptr, "0.006");
    static const char *const bad[] = {"1/0", "/3", "x", "1/2/3", "1+", "1+1/0"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(ft_rational_parse((fintag_str){bad[i], strlen(bad[i])}, &r));
    ft_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_values_are_those_of_the_table),
                                       cmocka_unit_test(test_bare_numbers_only_on_request),
                                       cmocka_unit_test(test_words_around_say_bound_and_direction),
                                       cmocka_unit_test(test_currency_says_how_it_is_known),
                                       cmocka_unit_test(test_units_are_exact),
                                       cmocka_unit_test(test_what_is_no_quantity),
                                       cmocka_unit_test(test_rationals_are_exact)};
    return cmocka_run_group_tests(tests, load, unload);
}
