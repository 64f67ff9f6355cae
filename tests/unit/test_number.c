/* Written numbers: every notation gives its exact value, and what is no number is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/arena.h"
#include "value/number.h"

static ft_arena arena;

typedef struct {
    ft_ustr text;
    const char *low, *high; /* high NULL: equal to low */
    fintag_approx approx;
} reading;

static void same(ft_decimal value, const char *text) {
    fintag_str shown = ft_decimal_text(&arena, value);
    assert_non_null(shown.ptr);
    assert_string_equal(shown.ptr, text);
}

static void check(const reading *cases, size_t count) {
    for (size_t i = 0; i < count; i++) {
        ft_number number;
        if (!ft_number_parse(cases[i].text, &number)) fail_msg("case %zu (%s) is not read", i, cases[i].low);
        same(number.low, cases[i].low);
        same(number.high, cases[i].high ? cases[i].high : cases[i].low);
        assert_int_equal(number.approx, cases[i].approx);
    }
}
#define CHECK(cases) check(cases, sizeof cases / sizeof *cases)
#define N(text, value) \
    { FT_USTR(text), value, NULL, FINTAG_APPROX_NONE }
#define R(text, low, high) \
    { FT_USTR(text), low, high, FINTAG_ABOUT }
#define MORE(text, value) \
    { FT_USTR(text), value, NULL, FINTAG_MORE_THAN }

static void test_figures_with_separators(void **state) {
    (void)state;
    static const reading cases[] = {N(u"0", "0"),
                                    N(u"007", "7"),
                                    N(u"1,234,567.80", "1234567.8"),
                                    N(u"12,34,567", "1234567"),
                                    N(u"1,00,000", "100000"),
                                    N(u"1 234 567.89", "1234567.89"),
                                    N(u"1.111,11", "1111.11"),
                                    N(u"1.234.567,5", "1234567.5"),
                                    N(u".5", "0.5"),
                                    N(u"-.5", "-0.5"),
                                    N(u"+3", "3"),
                                    N(u"负3.2", "-3.2"),
                                    N(u"12.32e+14", "1232000000000000"),
                                    N(u"21.2e0", "21.2"),
                                    N(u"2.7890e-1", "0.2789"),
                                    N(u"1.3x10^6", "1300000"),
                                    N(u"1234567890123456789012345678901234", "1234567890123456789012345678901234")};
    CHECK(cases);
}

static void test_chinese_numerals(void **state) {
    (void)state;
    static const reading cases[] = {
        N(u"零", "0"),
        N(u"十", "10"),
        N(u"十二", "12"),
        N(u"二十", "20"),
        N(u"廿三", "23"),
        N(u"卅", "30"),
        N(u"一百零五", "105"),
        N(u"一百十五", "115"),
        N(u"九百九", "990"),
        N(u"二百五", "250"),
        N(u"一千三", "1300"),
        N(u"一千零三", "1003"),
        N(u"一万三", "13000"),
        N(u"一万零一十二", "10012"),
        N(u"一百零十万", "1100000"),
        N(u"九十二万四", "924000"),
        N(u"九百万零四百", "9000400"),
        N(u"一千两百三十四万", "12340000"),
        N(u"四亿五千六百四十二万零一十五", "456420015"),
        N(u"四亿五", "450000000"),
        N(u"五十五兆一十二亿四万五千二", "55001200045200"),
        N(u"四千五百六十九万八千三百一十一亿四千八百七十二万五千三百八十二", "4569831148725382"),
        N(u"一万亿", "1000000000000"),
        N(u"四万万", "400000000"),
        N(u"壹仟贰佰叁拾肆万", "12340000"),
        N(u"拾亿零六万零五百零六", "1000060506"),
        N(u"二〇二二", "2022"),
        N(u"一九九七", "1997"),
        N(u"三八", "38"),
        N(u"负四十五亿零四百零四万", "-4504040000"),
        N(u"二十 亿", "2000000000"),
        N(u"三千 八百 九十六 万 四千 九百 六十五", "38964965")};
    CHECK(cases);
}

static void test_chinese_decimals(void **state) {
    (void)state;
    static const reading cases[] = {N(u"二点五", "2.5"),
                                    N(u"十五点七", "15.7"),
                                    N(u"三点五万", "35000"),
                                    N(u"十五点七亿", "1570000000"),
                                    N(u"两千点零", "2000"),
                                    N(u"两千三点一", "2300.1"),
                                    N(u"四百亿点零五零", "40000000000.05"),
                                    N(u"零点零三", "0.03"),
                                    N(u"四百 点 五", "400.5")};
    CHECK(cases);
}

static void test_figures_with_chinese_units(void **state) {
    (void)state;
    static const reading cases[] = {N(u"3万6千", "36000"),
                                    N(u"1.2亿", "120000000"),
                                    N(u"5亿1万4千6百", "500014600"),
                                    N(u"7 万5 千4 百", "75400"),
                                    N(u"1千零1", "1001"),
                                    N(u"1千零20", "1020"),
                                    N(u"2千零30万", "20300000"),
                                    N(u"1,100.9亿", "110090000000"),
                                    N(u"10万万", "1000000000"),
                                    N(u"10个亿", "1000000000"),
                                    N(u"350万亿", "350000000000000"),
                                    N(u"3万600", "30600"),
                                    N(u"4.78万亿", "4780000000000"),
                                    N(u"5百", "500"),
                                    N(u"百亿", "10000000000"),
                                    N(u"百", "100"),
                                    N(u"万", "10000")};
    CHECK(cases);
}

static void test_loose_numbers_are_ranges(void **state) {
    (void)state;
    static const reading cases[] = {R(u"数百", "200", "900"),
                                    R(u"数百万", "2000000", "9000000"),
                                    R(u"几", "2", "9"),
                                    R(u"数", "2", "9"),
                                    R(u"几十万", "200000", "900000"),
                                    R(u"hundreds of millions", "200000000", "900000000"),
                                    R(u"tens of thousands of", "20000", "90000"),
                                    R(u"several dozen", "24", "108"),
                                    R(u"a couple of billion", "2000000000", NULL),
                                    R(u"千把", "1000", NULL),
                                    R(u"几个亿", "200000000", "900000000"),
                                    MORE(u"100+", "100"),
                                    MORE(u"1,000-plus", "1000"),
                                    MORE(u"100+ million", "100000000"),
                                    R(u"十几", "11", "19"),
                                    R(u"十几万", "110000", "190000"),
                                    R(u"三十几", "31", "39"),
                                    R(u"20几", "21", "29"),
                                    R(u"一百零几", "101", "109"),
                                    R(u"三千四百五十几万", "34510000", "34590000"),
                                    R(u"两三千", "2000", "3000"),
                                    R(u"七八十", "70", "80"),
                                    R(u"三五百", "300", "500"),
                                    R(u"十七八", "17", "18"),
                                    R(u"二三", "2", "3"),
                                    R(u"负数十", "-90", "-20")};
    CHECK(cases);
}

static void test_yu_duo_lai_approximate(void **state) {
    (void)state;
    static const reading cases[] = {MORE(u"千余", "1000"),
                                    MORE(u"30多", "30"),
                                    MORE(u"8800多万", "88000000"),
                                    MORE(u"一千多万", "10000000"),
                                    MORE(u"二百余万", "2000000"),
                                    MORE(u"四百六十万多亿", "460000000000000"),
                                    MORE(u"十多", "10"),
                                    {FT_USTR(u"十来"), "10", NULL, FINTAG_ABOUT},
                                    {FT_USTR(u"十几万多亿"), "11000000000000", "19000000000000", FINTAG_MORE_THAN}};
    CHECK(cases);
}

static void test_english_words(void **state) {
    (void)state;
    static const reading cases[] = {N(u"twenty-five", "25"),
                                    N(u"one hundred and six", "106"),
                                    N(u"two hundred fifty four", "254"),
                                    N(u"twenty-one trillion", "21000000000000"),
                                    N(u"3 hundred and 21", "321"),
                                    N(u"4 thousand 3 hundred", "4300"),
                                    N(u"a dozen", "12"),
                                    N(u"three dozens", "36"),
                                    N(u"half a dozen", "6"),
                                    N(u"13 lakh", "1300000"),
                                    N(u"three lakh crore", "3000000000000"),
                                    N(u"6 crore and two hundred", "60000200"),
                                    N(u"2.5bn", "2500000000"),
                                    N(u"10 k", "10000"),
                                    N(u"2mil", "2000000"),
                                    N(u"3 million and a half", "3500000"),
                                    N(u"one million and a half", "1500000"),
                                    N(u"half million", "500000"),
                                    N(u"quarter million", "250000"),
                                    N(u"half a billion", "500000000"),
                                    N(u"nought point nought three", "0.03"),
                                    N(u"zero point zero eight", "0.08"),
                                    N(u"two point five million", "2500000"),
                                    N(u"minus five", "-5"),
                                    N(u"negative ten", "-10"),
                                    N(u"nine million five hundred thousand", "9500000"),
                                    N(u"a hundred thousand", "100000"),
                                    N(u"five and a quarter", "5.25"),
                                    N(u"one thousand and five hundred", "1500")};
    CHECK(cases);
}

static void test_fractions_keep_their_parts(void **state) {
    (void)state;
    static const struct {
        ft_ustr text;
        const char *value, *above, *below;
        bool endless;
    } cases[] = {{FT_USTR(u"三分之一"), "0.3333333333333333", "1", "3", true},
                 {FT_USTR(u"3分之1"), "0.3333333333333333", "1", "3", true},
                 {FT_USTR(u"二分 之一"), "0.5", "1", "2", false},
                 {FT_USTR(u"3又一千分之23"), "3.023", "3023", "1000", false},
                 {FT_USTR(u"负一又二分之一"), "-1.5", "-3", "2", false},
                 {FT_USTR(u"1/2"), "0.5", "1", "2", false},
                 {FT_USTR(u"10 1/2"), "10.5", "21", "2", false},
                 {FT_USTR(u"10-1/2"), "10.5", "21", "2", false},
                 {FT_USTR(u"4.52-1/2"), "4.525", "905", "200", false},
                 {FT_USTR(u"1 4/3"), "2.333333333333333", "7", "3", true},
                 {FT_USTR(u"两千二分之三"), "0.001363636363636364", "3", "2200", true},
                 {FT_USTR(u"two thirds"), "0.6666666666666667", "2", "3", true},
                 {FT_USTR(u"1 over 3"), "0.3333333333333333", "1", "3", true},
                 {FT_USTR(u"two out of five hundred"), "0.004", "2", "500", false},
                 {FT_USTR(u"1\u20442"), "0.5", "1", "2", false},
                 {FT_USTR(u"5\u00BD"), "5.5", "11", "2", false},
                 {FT_USTR(u"\u2153"), "0.3333333333333333", "1", "3", true}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ft_number number;
        if (!ft_number_parse(cases[i].text, &number)) fail_msg("fraction %zu is not read", i);
        same(number.low, cases[i].value);
        same(number.numerator, cases[i].above);
        same(number.denominator, cases[i].below);
        assert_true(number.fraction);
        assert_int_equal(number.endless, cases[i].endless);
    }
}

static void test_closing_scale_is_told(void **state) {
    (void)state;
    static const struct {
        ft_ustr text;
        int32_t scale;
    } cases[] = {{FT_USTR(u"2.5亿"), 8},  {FT_USTR(u"3千万"), 7},     {FT_USTR(u"4万亿"), 12}, {FT_USTR(u"十五"), 0},
                 {FT_USTR(u"3万6千"), 3}, {FT_USTR(u"3 million"), 6}, {FT_USTR(u"5k"), 3},     {FT_USTR(u"250"), 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ft_number number;
        assert_true(ft_number_parse(cases[i].text, &number));
        assert_int_equal(number.scale, cases[i].scale);
    }
}

static void test_what_is_no_number_is_refused(void **state) {
    (void)state;
    static const ft_ustr bad[] = {FT_USTR(u""),
                                  FT_USTR(u" "),
                                  FT_USTR(u"-"),
                                  FT_USTR(u"1,23"),
                                  FT_USTR(u"1.2.3"),
                                  FT_USTR(u"多"),
                                  FT_USTR(u"三多"),
                                  FT_USTR(u"余万"),
                                  FT_USTR(u"674万千"),
                                  FT_USTR(u"十万十十"),
                                  FT_USTR(u"三四五万"),
                                  FT_USTR(u"五七十"),
                                  FT_USTR(u"点五"),
                                  FT_USTR(u"三点"),
                                  FT_USTR(u"分之一"),
                                  FT_USTR(u"零分之一"),
                                  FT_USTR(u"1/0"),
                                  FT_USTR(u"百分之"),
                                  FT_USTR(u"中国"),
                                  FT_USTR(u"and"),
                                  FT_USTR(u"a"),
                                  FT_USTR(u"hundred and"),
                                  FT_USTR(u"two three"),
                                  FT_USTR(u"thousand billion thousand"),
                                  FT_USTR(u"five apples"),
                                  FT_USTR(u"12345678901234567890123456789012345"),
                                  FT_USTR(u"三十几几"),
                                  FT_USTR(u"一千多百")};
    ft_number number;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (ft_number_parse(bad[i], &number)) fail_msg("text %zu is read as a number", i);
}

static void test_hostile_lengths_are_refused(void **state) {
    (void)state;
    static char16_t text[FT_NUMBER_MAX + 1];
    static const char16_t units[] = {u'九', u'万', '9', ',', u'零', 'a', ' ', u'千', u'点', '.'};
    ft_number number;
    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        for (size_t i = 0; i <= FT_NUMBER_MAX; i++) text[i] = units[u];
        assert_false(ft_number_parse((ft_ustr){text, FT_NUMBER_MAX + 1}, &number));
        for (uint32_t len = 0; len <= FT_NUMBER_MAX; len++) ft_number_parse((ft_ustr){text, len}, &number);
    }
}

static void test_integers_for_dates(void **state) {
    (void)state;
    static const struct {
        ft_ustr text;
        int64_t value;
    } cases[] = {{FT_USTR(u"二〇二二"), 2022},
                 {FT_USTR(u"二○二二"), 2022},
                 {FT_USTR(u"十二"), 12},
                 {FT_USTR(u"廿三"), 23},
                 {FT_USTR(u"123"), 123},
                 {FT_USTR(u"007"), 7},
                 {FT_USTR(u"two"), 2},
                 {FT_USTR(u"twenty-five"), 25},
                 {FT_USTR(u"1千零5"), 1005},
                 {FT_USTR(u"零"), 0},
                 {FT_USTR(u"9223372036854775807"), INT64_MAX},
                 {FT_USTR(u"-5"), -5}};
    int64_t value;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (!ft_number_integer(cases[i].text, &value)) fail_msg("integer %zu is not read", i);
        assert_int_equal(value, cases[i].value);
    }
    static const ft_ustr bad[] = {FT_USTR(u"2.5"),      FT_USTR(u"数十"),
                                  FT_USTR(u"三分之一"), FT_USTR(u"9223372036854775808"),
                                  FT_USTR(u"十多"),     FT_USTR(u"二三")};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (ft_number_integer(bad[i], &value)) fail_msg("text %zu is read as an integer", i);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_figures_with_separators),
                                       cmocka_unit_test(test_chinese_numerals),
                                       cmocka_unit_test(test_chinese_decimals),
                                       cmocka_unit_test(test_figures_with_chinese_units),
                                       cmocka_unit_test(test_loose_numbers_are_ranges),
                                       cmocka_unit_test(test_yu_duo_lai_approximate),
                                       cmocka_unit_test(test_english_words),
                                       cmocka_unit_test(test_fractions_keep_their_parts),
                                       cmocka_unit_test(test_closing_scale_is_told),
                                       cmocka_unit_test(test_what_is_no_number_is_refused),
                                       cmocka_unit_test(test_hostile_lengths_are_refused),
                                       cmocka_unit_test(test_integers_for_dates)};
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    ft_arena_free(&arena);
    return failed;
}
