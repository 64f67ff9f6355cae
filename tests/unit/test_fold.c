/* The matching form: what it is, that it settles, and that its units lead back to the code points. */
#include <iconv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "text/fold.h"

static uint32_t random_below(uint64_t *seed, uint32_t limit) {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return (uint32_t)(*seed >> 33) % limit;
}

/* Fold from an exact allocation, for sanitizers to see reads beyond it. */
static void fold(ft_folded *folded, const char *text, size_t len) {
    char *exact = malloc(len ? len : 1);
    if (len) memcpy(exact, text, len);
    assert_true(ft_fold(exact, len, folded));
    free(exact);
    assert_int_equal(folded->unit[folded->count], 0);
    assert_int_equal(folded->points.out_len, folded->count);
}

static void assert_folds(const char *text, const char *want) {
    ft_arena arena = {0};
    fintag_str got = ft_unfold(&arena, ft_fold_str(&arena, (fintag_str){text, strlen(text)}));
    assert_string_equal(got.ptr, want);
    ft_arena_free(&arena);
}

static void test_width_case_and_script_are_one(void **state) {
    (void)state;
    assert_folds("", "");
    assert_folds("ＡＢＣ（２０１３．ＨＫ）：％", "abc(2013.hk):%");
    assert_folds("臺灣積體電路 萬億 後來 於 裝製 鬆 麵 範 闆", "台湾积体电路 万亿 后来 于 装制 松 面 范 板");
    assert_folds("信託 遊戲 合夥 諮詢 證券 復星 徵收 儲備 滙豐 裏 羣",
                 "信托 游戏 合伙 咨询 证券 复星 征收 储备 汇丰 里 群");
    assert_folds("日経 証券 株式会社", "日经 证券 株式会社");
    assert_folds("Über ΑΣ ςσ Ёж İ", "über ασ σσ ёж i");
    assert_folds("㎡ ㎏ ℃ № ㍿ ﬁ Ⅲ", "m2 kg °c no 株式会社 fi iii");
    assert_folds("￥￡＄｡､｢ﾞ", "¥£$。、“\u3099");
    assert_folds("\u2F00\u2EA0", "一民");
}

static void test_what_simplified_text_has_stays(void **state) {
    (void)state;
    const char *stays = "著名 藉此 覆盖 乾照光电 瞭望 哪吒 大阪 发 干 台 后 只 里 面 。、《》【】〈〉… 〇";
    assert_folds(stays, stays);
}

static void test_signs_have_one_form(void **state) {
    (void)state;
    assert_folds("-–—―−‐‑‒－﹣", "----------");
    assert_folds("~～〜∼", "~~~~");
    assert_folds("·•・‧∙･", "······");
    assert_folds("…⋯︙", "………");
    assert_folds("\u00A0\u3000\u2003\u202F\t\r\n\u2028", "      \n\n");
    assert_folds("“”「」〝〞＂\"", "“”“”“”\"\"");
    assert_folds("‘’『』＇'", "‘’‘’''");
    assert_folds("\u200Ba\u00ADb\u200D\uFEFFc\uFE0F\U000E0101", "abc");
}

static void test_neighbours_decide(void **state) {
    (void)state;
    assert_folds("Moody’s S&P’s ‘x’ 5’ ’t", "moody's s&p's ‘x’ 5’ ’t");
    assert_folds("二○二二年 ○◯ 一◯", "二〇二二年 ○○ 一〇");
    assert_folds("m² 10² 10²³ km³ ²", "m2 10² 10²³ km3 2");
    assert_folds("3½ ①2021 ⒈5 ™", "3½ ①2021 ⒈5 ™");
}

static void test_marks_compose(void **state) {
    (void)state;
    assert_folds("e\u0301E\u0301", "éé");
    assert_folds("J\u030C", "ǰ");
    assert_folds("o\u0302\u0323o\u0323\u0302", "ộộ");
    assert_folds("e\u200B\u0301", "é");
    assert_folds("\u0301", "\u0301");
    assert_folds("\n\u0301", "\n\u0301");
    assert_folds("\uFB01\u0301", "f\u00ED"); /* the mark belongs to the last letter of a ligature */
    assert_folds("\u1112\u1161\u11AB", "한");
    assert_folds("\uFF76\uFF9E", "ガ");
    assert_folds("\U0001D400\u0301", "á");
}

static void test_upper_case_is_remembered(void **state) {
    (void)state;
    ft_folded folded = {0};
    const char *text = "aB中ＣdÉⅡ㎅MW\u0301x";
    fold(&folded, text, strlen(text));
    /* ㎅ is KB: two units, as Ⅱ is; Ẃ one. */
    char got[32] = {0};
    for (uint32_t i = 0; i < folded.count && i < 31; i++) got[i] = (char)('0' + ft_was_upper(&folded, i));
    assert_int_equal(folded.count, 13);
    assert_string_equal(got, "0101011111110");
    ft_folded_free(&folded);
}

static void test_ascii_of_any_length_and_place(void **state) {
    (void)state;
    uint64_t seed = 3;
    ft_folded folded = {0};
    for (int round = 0; round < 20000; round++) {
        char text[200];
        size_t len = random_below(&seed, sizeof text);
        for (size_t i = 0; i < len; i++)
            text[i] = (char)(random_below(&seed, 20) ? 32 + random_below(&seed, 96) : random_below(&seed, 128));
        fold(&folded, text, len);
        assert_int_equal(folded.count, len);
        for (uint32_t i = 0; i < len; i++) {
            char c = text[i];
            bool upper = c >= 'A' && c <= 'Z';
            char16_t want = (char16_t)(upper ? c + 32 : (c >= 9 && c <= 13 && c != 10) ? ' ' : c);
            assert_int_equal(folded.unit[i], want);
            assert_int_equal(ft_was_upper(&folded, i), upper);
        }
    }
    ft_folded_free(&folded);
}

/* Simplified text is written in GB 2312: but for these few, every ideograph of it is its own folded form. */
static void test_gb2312_stays(void **state) {
    (void)state;
    static const char changing[] = "後於徵夥摺麽谘菸";
    iconv_t converter = iconv_open("UTF-8", "GB2312");
    unsigned changed = 0;
    for (unsigned lead = 0xB0; lead < 0xF8; lead++) {
        for (unsigned trail = 0xA1; trail < 0xFF; trail++) {
            char pair[2] = {(char)lead, (char)trail}, text[8] = {0}, *in = pair, *out = text;
            size_t in_left = 2, room = 7;
            if (iconv(converter, &in, &in_left, &out, &room) == (size_t)-1) continue;
            if (strstr(changing, text))
                changed++;
            else
                assert_folds(text, text);
        }
    }
    iconv_close(converter);
    assert_int_equal(changed, sizeof changing / 3);
}

/* Texts that try every branch: plain, marks, expansions, things that vanish, above U+FFFF, line ends. */
static size_t random_text(uint64_t *seed, char *text, unsigned count) {
    static const uint32_t odd[] = {'A',    'z',    ' ',    '\n',    '5',     0x2019,  0xB2,    0x25CB, 0x4E8C, 0x301,
                                   0x327,  0x323,  0x200B, 0xFEFF,  0xFB01,  0x33A1,  0x1100,  0x1161, 0x11A8, 0xAC00,
                                   0xFF76, 0xFF9E, 0x2126, 0x1D400, 0x1F600, 0x20BB7, 0xE0101, 0x3B9,  0x345,  0xFDFA,
                                   0x344,  0x132,  0x1E9B, 0x4A,    0x30C,   0x2F800, 0x130,   0x307};
    size_t len = 0;
    while (count--) {
        uint32_t kind = random_below(seed, 8), point = odd[random_below(seed, sizeof odd / sizeof *odd)];
        if (kind == 0) point = random_below(seed, 0x10000);
        if (kind == 1) point = 0x4E00 + random_below(seed, 0x5200);
        if (kind == 2) point = random_below(seed, 0x3300);
        if (kind == 3 && random_below(seed, 4) == 0) point = random_below(seed, 0x30000);
        if (point == 0x11A7) point = 'x'; /* no final of Hangul, but utf8proc swallows it as one */
        if (point >= 0xD800 && point < 0xF900)
            point = 'x'; /* surrogates; private use does not come back from ft_unfold */
        len += ft_utf8_put(text + len, point);
    }
    return len;
}

static void test_folding_twice_changes_nothing(void **state) {
    (void)state;
    uint64_t seed = 11;
    ft_arena arena = {0};
    for (int round = 0; round < 60000; round++) {
        char text[256];
        size_t len = random_text(&seed, text, random_below(&seed, 14));
        fintag_str once = ft_unfold(&arena, ft_fold_str(&arena, (fintag_str){text, len}));
        fintag_str twice = ft_unfold(&arena, ft_fold_str(&arena, once));
        assert_string_equal(once.ptr, twice.ptr);
        ft_arena_reset(&arena);
    }
    for (uint32_t point = 1; point < 0x30000; point++) {
        char text[8];
        if (point >= 0xD800 && point < 0xF900) continue;
        fintag_str once = ft_unfold(&arena, ft_fold_str(&arena, (fintag_str){text, ft_utf8_put(text, point)}));
        fintag_str twice = ft_unfold(&arena, ft_fold_str(&arena, once));
        assert_string_equal(once.ptr, twice.ptr);
        ft_arena_reset(&arena);
    }
    ft_arena_free(&arena);
}

static void assert_same_units(const char *a, size_t a_len, const char *b, size_t b_len) {
    static ft_folded left, right;
    fold(&left, a, a_len);
    fold(&right, b, b_len);
    assert_int_equal(left.count, right.count);
    assert_memory_equal(left.unit, right.unit, left.count * sizeof *left.unit);
}

static void test_canonically_equal_texts_are_equal(void **state) {
    (void)state;
    uint64_t seed = 23;
    for (int round = 0; round < 60000; round++) {
        char text[256];
        size_t len = random_text(&seed, text, random_below(&seed, 10));
        /* Marks above U+FFFF are units of their own, which is all that is asked of them. */
        for (size_t i = 0; i < len; i++)
            if ((unsigned char)text[i] >= 0xF0) memcpy(text + i, "wide", 4);
        for (size_t i = 0; i < len; i++)
            if (text[i] == 0) text[i] = ' ';
        text[len] = 0;
        char *composed = (char *)utf8proc_NFC((const utf8proc_uint8_t *)text);
        char *decomposed = (char *)utf8proc_NFD((const utf8proc_uint8_t *)text);
        assert_same_units(text, len, composed, strlen(composed));
        assert_same_units(text, len, decomposed, strlen(decomposed));
        free(composed);
        free(decomposed);
    }
}

/* One way of writing each of a pool of characters against another. */
static void test_variants_of_a_text_are_equal(void **state) {
    (void)state;
    static const char *const forms[][4] = {
        {"中", "中", "中", "中"},       {"国", "國", "国", "國"},   {"台", "臺", "颱", "檯"},
        {"发", "發", "髮", "発"},       {"a", "A", "ａ", "Ａ"},     {"z", "Z", "ｚ", "Ｚ"},
        {"5", "５", "5", "５"},         {"%", "％", "﹪", "%"},     {"(", "（", "﹙", "("},
        {"-", "–", "—", "−"},           {"~", "～", "〜", "~"},     {" ", "　", "\u00A0", " "},
        {"·", "・", "•", "･"},          {"证", "證", "証", "证"},   {"é", "É", "e\u0301", "E\u0301"},
        {"万", "萬", "万", "萬"},       {"亿", "億", "亿", "億"},   {"“", "「", "“", "﹁"},
        {"ガ", "ｶﾞ", "カ\u3099", "ガ"}, {"kg", "㎏", "KG", "ｋｇ"},
    };
    enum { FORMS = sizeof forms / sizeof *forms };
    uint64_t seed = 5;
    for (int round = 0; round < 20000; round++) {
        char plain[512] = "", varied[512] = "";
        for (uint32_t i = random_below(&seed, 40); i > 0; i--) {
            uint32_t which = random_below(&seed, FORMS);
            strcat(plain, forms[which][0]);
            strcat(varied, forms[which][random_below(&seed, 4)]);
        }
        assert_same_units(plain, strlen(plain), varied, strlen(varied));
    }
}

/* Without marks and context a text is folded code point by code point; the map must say so. */
static void test_units_lead_back_to_their_code_points(void **state) {
    (void)state;
    static const char *const pool[] = {"中", "國", "A",          "7",      " ",  "\n",         "㎡", "\u200B",
                                       "ﬁ",  "，", "\U0001F600", "\uFDFA", "㍿", "\U000E0101", "ß"};
    uint64_t seed = 17;
    ft_folded whole = {0}, single = {0};
    for (int round = 0; round < 20000; round++) {
        char text[512] = "";
        uint32_t owner[1024], units = 0, points = random_below(&seed, 60);
        for (uint32_t i = 0; i < points; i++) {
            const char *piece = pool[random_below(&seed, sizeof pool / sizeof *pool)];
            strcat(text, piece);
            fold(&single, piece, strlen(piece));
            for (uint32_t k = 0; k < single.count; k++) owner[units++] = i;
        }
        fold(&whole, text, strlen(text));
        assert_int_equal(whole.count, units);
        for (uint32_t i = 0; i < units; i++) {
            uint64_t begin, end;
            ft_offmap_span(&whole.points, i, i + 1, &begin, &end);
            assert_int_equal(begin, owner[i]);
            assert_int_equal(end, owner[i] + 1);
        }
    }
    ft_folded_free(&whole);
    ft_folded_free(&single);
}

static void test_plain_text_is_one_run(void **state) {
    (void)state;
    ft_folded folded = {0};
    const char *text = "微盟集團（2013.HK）今日漲５％，\U0001F600 S&P’s。";
    fold(&folded, text, strlen(text));
    assert_int_equal(folded.points.count, 1);
    ft_folded_free(&folded);
}

static void repeat(char *text, size_t size, const char *piece) {
    size_t len = strlen(piece);
    for (size_t i = 0; i + len <= size; i += len) memcpy(text + i, piece, len);
}

static void test_hostile_texts_are_folded_in_linear_time(void **state) {
    (void)state;
    enum { SIZE = 3 << 20 };
    static const char *const pieces[] = {"\u0301\u0327\u0316", "\uFDFA",       "\u200B\u200C",
                                         "e\u0301\u200B",      "\u1161\u11A8", "\uFB01\u0301"};
    char *text = malloc(SIZE);
    ft_folded folded = {0};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        size_t len = strlen(pieces[i]);
        repeat(text, SIZE, pieces[i]);
        assert_true(ft_fold(text, SIZE / len * len, &folded));
        assert_true(folded.count <= 6 * (uint32_t)SIZE);
    }
    /* Nothing of it is left when the buffers are used again. */
    memset(text, 'A', SIZE);
    assert_true(ft_fold(text, SIZE, &folded));
    fold(&folded, "abc", 3);
    for (uint32_t i = 0; i < 3; i++) assert_false(ft_was_upper(&folded, i));
    fold(&folded, "\uFDFA\uFDFA\uFDFA\uFDFA", 12);
    for (uint32_t i = 0; i < folded.count; i++) assert_false(ft_was_upper(&folded, i));
    ft_folded_free(&folded);
    free(text);
}

static void test_units_above_ffff_equal_themselves(void **state) {
    (void)state;
    ft_folded a = {0};
    const char *text = "𠮷\U0001F600𠮷𠮸";
    fold(&a, text, strlen(text));
    assert_int_equal(a.count, 4);
    assert_int_equal(a.unit[0], a.unit[2]);
    assert_int_not_equal(a.unit[0], a.unit[3]);
    assert_true(ft_unit_class[a.unit[0]] == FT_C_HAN && ft_unit_class[a.unit[1]] == FT_C_PUNCT);
    ft_folded_free(&a);
}

static void test_classes(void **state) {
    (void)state;
    const struct {
        const char16_t *units;
        uint8_t class;
    } cases[] = {{u"0123456789", FT_C_DIGIT}, {u"azéßжα", FT_C_LETTER},
                 {u"中㐀々", FT_C_HAN},       {u"〇一万亿壹半几数", FT_C_HAN | FT_C_NUMERAL},
                 {u" \n\u1680", FT_C_SPACE},  {u"，。%$€·…™½①-", FT_C_PUNCT},
                 {u"あアー한ไ", FT_C_KANA}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (const char16_t *unit = cases[i].units; *unit; unit++)
            assert_int_equal(ft_unit_class[*unit], cases[i].class);
}

static void test_strings_are_cut_at_what_is_no_utf8(void **state) {
    (void)state;
    assert_folds("中\xE4\xB8", "中");
    assert_folds("\xFF", "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_width_case_and_script_are_one),
        cmocka_unit_test(test_what_simplified_text_has_stays),
        cmocka_unit_test(test_signs_have_one_form),
        cmocka_unit_test(test_neighbours_decide),
        cmocka_unit_test(test_marks_compose),
        cmocka_unit_test(test_upper_case_is_remembered),
        cmocka_unit_test(test_ascii_of_any_length_and_place),
        cmocka_unit_test(test_gb2312_stays),
        cmocka_unit_test(test_folding_twice_changes_nothing),
        cmocka_unit_test(test_canonically_equal_texts_are_equal),
        cmocka_unit_test(test_variants_of_a_text_are_equal),
        cmocka_unit_test(test_units_lead_back_to_their_code_points),
        cmocka_unit_test(test_plain_text_is_one_run),
        cmocka_unit_test(test_hostile_texts_are_folded_in_linear_time),
        cmocka_unit_test(test_units_above_ffff_equal_themselves),
        cmocka_unit_test(test_classes),
        cmocka_unit_test(test_strings_are_cut_at_what_is_no_utf8),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
