/* Decoding: every byte of the output leads back to the bytes it came from, whatever the encoding and however broken. */
#include <iconv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "text/decode.h"

typedef struct {
    ft_buf out;
    ft_offmap map;
    ft_decoded how;
} decoded;

static void decode(decoded *d, const char *bytes, size_t len, const char *charset) {
    *d = (decoded){0};
    /* An exact allocation, for sanitizers to see reads beyond it. */
    char *exact = malloc(len ? len : 1);
    if (len) memcpy(exact, bytes, len);
    fintag_str label = {charset, charset ? strlen(charset) : 0};
    assert_true(ft_decode((fintag_str){exact, len}, label, &d->out, &d->map, &d->how));
    assert_int_equal(d->map.out_len, d->out.len);
    assert_int_equal(ft_utf8_check(d->out.ptr, d->out.len), d->out.len);
    free(exact);
}

static void release(decoded *d) {
    ft_buf_free(&d->out);
    ft_offmap_free(&d->map);
}

static void assert_text(const decoded *d, const char *want, size_t len) {
    assert_int_equal(d->out.len, len);
    if (len) assert_memory_equal(d->out.ptr, want, len);
}

static void assert_from(const decoded *d, uint32_t at, uint64_t begin, uint64_t end) {
    uint64_t got_begin, got_end;
    ft_offmap_span(&d->map, at, at + 1, &got_begin, &got_end);
    assert_int_equal(got_begin, begin);
    assert_int_equal(got_end, end);
}

#define DECODES(bytes, charset, want)                   \
    do {                                                \
        decoded d_;                                     \
        decode(&d_, bytes, sizeof(bytes) - 1, charset); \
        assert_text(&d_, want, sizeof(want) - 1);       \
        release(&d_);                                   \
    } while (0)

/* The definition, a byte at a time (Unicode, table of well-formed sequences). */
static size_t check_slowly(const unsigned char *s, size_t len) {
    for (size_t i = 0; i < len;) {
        unsigned char c = s[i], low = 0x80, high = 0xBF;
        unsigned more = c < 0x80 ? 0 : c < 0xC2 ? 9 : c < 0xE0 ? 1 : c < 0xF0 ? 2 : c < 0xF5 ? 3 : 9;
        if (c == 0xE0) low = 0xA0;
        if (c == 0xED) high = 0x9F;
        if (c == 0xF0) low = 0x90;
        if (c == 0xF4) high = 0x8F;
        if (more == 9 || i + more >= len) return i;
        for (unsigned k = 1; k <= more; k++, low = 0x80, high = 0xBF)
            if (s[i + k] < low || s[i + k] > high) return i;
        i += more + 1;
    }
    return len;
}

static uint32_t random_below(uint64_t *seed, uint32_t limit) {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return (uint32_t)(*seed >> 33) % limit;
}

static void test_utf8_check_agrees_with_the_definition(void **state) {
    (void)state;
    static const unsigned char odd[] = {0x00, 0x7F, 0x80, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1,
                                        0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFE, 0xFF, 'a'};
    uint64_t seed = 7;
    for (int round = 0; round < 300000; round++) {
        char text[96];
        size_t len = 0, limit = random_below(&seed, 90);
        while (len < limit) {
            uint32_t kind = random_below(&seed, 40);
            if (kind == 0)
                text[len++] = (char)odd[random_below(&seed, sizeof odd)];
            else if (kind < 20)
                len += ft_utf8_put(text + len, 0x4E00 + random_below(&seed, 20000));
            else if (kind < 36)
                text[len++] = (char)random_below(&seed, 128);
            else
                len += ft_utf8_put(text + len, random_below(&seed, 0x110000));
        }
        if (len && random_below(&seed, 4) == 0) len--;
        char *exact = malloc(len ? len : 1);
        memcpy(exact, text, len);
        assert_int_equal(ft_utf8_check(exact, len), check_slowly((unsigned char *)exact, len));
        free(exact);
    }
}

static void test_utf8_of_four_bytes_or_fewer_is_checked_exhaustively(void **state) {
    (void)state;
    for (unsigned first = 0x80; first < 0x100; first++) {
        for (unsigned rest = 0; rest < 0x1000000; rest += first < 0xE0 ? 0x10101 : 0x3F7) {
            unsigned char s[4] = {(unsigned char)first, (unsigned char)(rest >> 16), (unsigned char)(rest >> 8),
                                  (unsigned char)rest};
            for (size_t len = 1; len <= 4; len++) assert_int_equal(ft_utf8_check((char *)s, len), check_slowly(s, len));
        }
    }
}

static void test_one_replacement_for_each_maximal_subpart(void **state) {
    (void)state;
    /* The examples of Unicode, chapter 3, on U+FFFD substitution. */
    DECODES("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41", "utf-8", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDA");
    DECODES("\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41", "utf-8", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDA");
    DECODES("\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42", "utf-8", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDA\uFFFD\uFFFDB");
    DECODES("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", "utf-8", "\uFFFD\uFFFD\uFFFD\uFFFDA");
    decoded d;
    decode(&d, "中\xE1\x80国\xF0\x91\x92", 11, NULL);
    assert_text(&d, "中\uFFFD国\uFFFD", 12);
    assert_string_equal(d.how.charset, "utf-8");
    assert_int_equal(d.how.first_bad, 3);
    assert_from(&d, 2, 2, 3);
    for (uint32_t at = 3; at < 6; at++) assert_from(&d, at, 3, 5);
    assert_from(&d, 6, 5, 6);
    for (uint32_t at = 9; at < 12; at++) assert_from(&d, at, 8, 11); /* three for three, and yet one */
    release(&d);
}

static void test_valid_utf8_is_one_run(void **state) {
    (void)state;
    decoded d;
    decode(&d, "贵州茅台 600519\0.", 21, NULL);
    assert_text(&d, "贵州茅台 600519\0.", 21);
    assert_int_equal(d.map.count, 1);
    assert_int_equal(d.how.first_bad, -1);
    release(&d);
    decode(&d, "", 0, NULL);
    assert_int_equal(d.out.len, 0);
    release(&d);
    d = (decoded){0};
    assert_true(ft_decode((fintag_str){NULL, 0}, (fintag_str){NULL, 0}, &d.out, &d.map, &d.how));
    release(&d);
}

static void test_byte_order_marks_decide_and_vanish(void **state) {
    (void)state;
    decoded d;
    decode(&d, "\xEF\xBB\xBF中", 6, "gbk");
    assert_text(&d, "中", 3);
    assert_from(&d, 0, 3, 4);
    assert_string_equal(d.how.charset, "utf-8");
    release(&d);
    DECODES("\xFF\xFE-N", NULL, "中");
    DECODES("\xFE\xFFN-", "utf-8", "中");
    DECODES("\x84\x31\x95\x33\xD6\xD0", NULL, "中");
    DECODES("\xEF\xBB\xBF", NULL, "");
}

static void test_labels_are_read_as_browsers_do(void **state) {
    (void)state;
    DECODES("\xD6\xD0\xB9\xFA", "gb2312", "中国");
    DECODES("\xD6\xD0\xB9\xFA", " GBK\n", "中国");
    DECODES("\xA4\xA4\xB0\xEA", "Big5", "中國");
    DECODES("\x92\x80", "ISO-8859-1", "’€");
    DECODES("\x93\xFA\x96{", "Shift_JIS", "日本");
    DECODES("\xC7\xD1", "euc-kr", "한");
    DECODES("\xC6\xFC\xCB\xDC", "euc-jp", "日本");
    DECODES("-N\x01\x00", "utf-16", "中\x01");
    DECODES("中国", "no-such-charset", "中国");
    DECODES("中国", "../../x//TRANSLIT", "中国");
    DECODES("中国", "", "中国");
}

/* Every character of a charset, one by one through libc, must be what the whole gives, at its own place. */
static void check_exhaustively(const char *label, const char *converter_name, const char *all, size_t len,
                               const uint8_t *lengths) {
    decoded d;
    decode(&d, all, len, label);
    iconv_t converter = iconv_open("UTF-8", converter_name);
    assert_true(converter != (iconv_t)-1);
    size_t out_at = 0;
    for (size_t at = 0, i = 0; at < len; at += lengths[i++]) {
        char buffer[16], *in = (char *)(uintptr_t)(all + at), *out = buffer;
        size_t in_left = lengths[i], room = sizeof buffer;
        iconv(converter, NULL, NULL, NULL, NULL);
        assert_int_equal(iconv(converter, &in, &in_left, &out, &room), 0);
        iconv(converter, NULL, NULL, &out, &room);
        size_t out_len = (size_t)(out - buffer);
        assert_true(out_at + out_len <= d.out.len);
        assert_memory_equal(d.out.ptr + out_at, buffer, out_len);
        for (size_t k = 0; k < out_len; k++) assert_from(&d, (uint32_t)(out_at + k), at, at + lengths[i]);
        out_at += out_len;
    }
    assert_int_equal(out_at, d.out.len);
    assert_int_equal(d.how.first_bad, -1);
    iconv_close(converter);
    release(&d);
}

typedef struct {
    char *text;
    uint8_t *lengths;
    size_t len, count;
} pool;

/* Add the sequence when libc knows it. */
static void offer(pool *p, iconv_t converter, const unsigned char *bytes, size_t len) {
    char copy[4], buffer[16], *in = copy, *out = buffer;
    memcpy(copy, bytes, len);
    size_t in_left = len, room = sizeof buffer;
    iconv(converter, NULL, NULL, NULL, NULL);
    if (iconv(converter, &in, &in_left, &out, &room) == (size_t)-1 || in_left) return;
    memcpy(p->text + p->len, bytes, len);
    p->len += len;
    p->lengths[p->count++] = (uint8_t)len;
}

static void run_exhaustively(const char *label, const char *converter_name, bool four) {
    pool p = {.text = malloc(1 << 20), .lengths = malloc(1 << 19)};
    iconv_t converter = iconv_open("UTF-8", converter_name);
    for (unsigned lead = 0x81; lead < 0xFF; lead++) {
        for (unsigned trail = 0x40; trail < 0xFF; trail++)
            offer(&p, converter, (unsigned char[]){(unsigned char)lead, (unsigned char)trail}, 2);
        offer(&p, converter, (const unsigned char *)"x", 1);
        for (unsigned k = 0; four && k < 10 * 126 * 10; k += 7)
            offer(&p, converter,
                  (unsigned char[]){(unsigned char)lead, (unsigned char)('0' + k % 10),
                                    (unsigned char)(0x81 + k / 10 % 126), (unsigned char)('0' + k / 1260)},
                  4);
    }
    iconv_close(converter);
    assert_true(p.count > 15000);
    check_exhaustively(label, converter_name, p.text, p.len, p.lengths);
    free(p.text);
    free(p.lengths);
}

static void test_every_character_of_gb18030_maps_back(void **state) {
    (void)state;
    run_exhaustively("gb18030", "GB18030", true);
}

static void test_every_character_of_big5_maps_back(void **state) {
    (void)state;
    run_exhaustively("big5", "BIG5-HKSCS", false);
    decoded d;
    decode(&d,
           "a\x88\x62"
           "b\xA4\x40",
           6, "big5");
    assert_text(&d, "a\u00CA\u0304b一", 9); /* two code points for one character */
    for (uint32_t at = 1; at < 5; at++) assert_from(&d, at, 1, 3);
    assert_from(&d, 5, 3, 4);
    release(&d);
    DECODES("\x88\x62", "big5", "\u00CA\u0304");
}

static void test_broken_double_bytes_never_swallow_markup(void **state) {
    (void)state;
    DECODES("\xD6<b>", "gbk", "\uFFFD<b>");
    DECODES("\xD6\xD0\xB9", "gbk", "中\uFFFD");
    DECODES("\xFF\xD6\xD0", "gbk", "\uFFFD中");
    DECODES("\x80"
            "5",
            "gbk", "€5");
    DECODES("\x81\x30\x81", "gb18030", "\uFFFD");
    DECODES("\x81\x30<i>", "gb18030", "\uFFFD0<i>");
    DECODES("\xFD\x30\x81\x30z", "gb18030", "\uFFFDz");
    DECODES("\xA4<b>\xA4\xA4", "big5", "\uFFFD<b>中");
    DECODES("\xFF\xFF", "big5", "\uFFFD\uFFFD");
    DECODES("\x81\x81z", "windows-1252", "\uFFFD\uFFFDz");
}

static void test_utf16_keeps_lone_surrogates_and_odd_bytes_apart(void **state) {
    (void)state;
    decoded d;
    decode(&d,
           "a\0\x3D\xD8\x00\xDE\x3D\xD8"
           "b\0\x00\xDE"
           "c",
           13, "utf-16le");
    assert_text(&d, "a\U0001F600\uFFFDb\uFFFD\uFFFD", 15);
    assert_int_equal(d.how.first_bad, 6);
    assert_from(&d, 0, 0, 2);
    assert_from(&d, 5, 6, 8);
    assert_from(&d, 8, 8, 10);
    assert_from(&d, 9, 10, 12);
    assert_from(&d, 14, 12, 13);
    release(&d);
    DECODES("\0a\xD8\x3D\xDE\x00\x4E\x2D", "utf-16be", "a\U0001F600中");
}

static void test_long_texts_are_cut_nowhere(void **state) {
    (void)state;
    enum { COUNT = 100000 };
    char *bytes = malloc(COUNT * 2 + 8);
    for (size_t shift = 0; shift < 2; shift++) {
        memset(bytes, 'a', shift);
        for (size_t i = 0; i < COUNT; i++) memcpy(bytes + shift + 2 * i, "\xD6\xD0", 2);
        decoded d;
        decode(&d, bytes, shift + 2 * COUNT, "gbk");
        assert_int_equal(d.how.first_bad, -1);
        assert_int_equal(d.out.len, shift + 3 * COUNT);
        assert_int_equal(d.map.count, shift + 1); /* equal atoms share a run */
        assert_from(&d, (uint32_t)(shift + 3 * (COUNT - 1)), shift + 2 * (COUNT - 1), shift + 2 * COUNT);
        release(&d);
        memset(bytes, 0xFF, COUNT);
        decode(&d, bytes, COUNT, NULL);
        assert_int_equal(d.out.len, 3 * COUNT);
        assert_int_equal(d.map.count, 1);
        release(&d);
    }
    free(bytes);
}

static void assert_detected(const char *bytes, size_t len, const char *charset) {
    decoded d;
    decode(&d, bytes, len, NULL);
    assert_string_equal(d.how.charset, charset);
    release(&d);
}

static void test_the_charset_is_guessed_from_little(void **state) {
    (void)state;
    assert_detected("\xB9\xF3\xD6\xDD\xC3\xA9\xCC\xA8\xD5\xC7\x33\x25", 12, "gb18030");      /* 贵州茅台涨3% */
    assert_detected("\xBB\x4F\xC6\x57\xB7\x7C\xA8\xEE\xB3\x79", 10, "big5");                 /* HK and Taiwan text */
    assert_detected("\xA5\x78\xBF\x6E\xB9\x71\xA4\xB5\xA4\xD1\xA4\x57\xBA\xA6", 14, "big5"); /* 台積電今天上漲 */
    assert_detected("-N\xFDV \0"
                    "3\0",
                    8, "utf-16le");
    assert_detected("N-V\xFD\0 \0"
                    "3",
                    8, "utf-16be");
    assert_detected("h\0e\0l\0l\0o\0", 10, "utf-16le");
    assert_detected("plain text with a stray NUL\0", 28, "utf-8");
    assert_detected("a,b\0c,d\0", 8, "utf-8");
    assert_detected("贵州茅台\xFF涨3%", 19, "utf-8");
    assert_detected("贵州茅台\xE6\xB6", 14, "utf-8"); /* cut in a character */
    assert_detected("caf\xE9 r\xE9sum\xE9", 11, "utf-8");
    assert_detected("\xFF\xFF\xFF", 3, "utf-8");
}

/* Whatever the bytes: valid UTF-8 comes out, and every byte of it leads to bytes that are there, in order. */
static void test_random_bytes_are_always_text(void **state) {
    (void)state;
    static const char *const labels[] = {NULL,        "utf-8",  "gb18030",  "big5",     "euc-kr",
                                         "shift_jis", "euc-jp", "utf-16le", "utf-16be", "windows-1252"};
    static const unsigned char frequent[] = {0x30, 0x81, 0x39, 0x88, 0x62, 0xD8, 0xDC, 0x8F,
                                             0x8E, 0xA1, 0xFF, 0xFE, 'a',  '<',  0x00, 0x80};
    uint64_t seed = 99;
    for (int round = 0; round < 60000; round++) {
        char bytes[64];
        size_t len = random_below(&seed, sizeof bytes);
        for (size_t i = 0; i < len; i++)
            bytes[i] = (char)(random_below(&seed, 2) ? frequent[random_below(&seed, sizeof frequent)]
                                                     : random_below(&seed, 256));
        decoded d;
        decode(&d, bytes, len, labels[round % (int)(sizeof labels / sizeof *labels)]);
        uint64_t before = 0;
        for (uint32_t at = 0; at < d.out.len; at++) {
            uint64_t begin, end;
            ft_offmap_span(&d.map, at, at + 1, &begin, &end);
            assert_true(begin >= before && begin < end && end <= len);
            before = begin;
        }
        assert_true(d.how.first_bad < (int64_t)len);
        release(&d);
    }
}

static void test_appends_to_what_is_there(void **state) {
    (void)state;
    decoded d = {0};
    ft_buf_put(&d.out, "x", 1);
    ft_offmap_add(&d.map, 1, 90, 1);
    assert_true(ft_decode(FINTAG_STR("\xD6\xD0"), FINTAG_STR("gbk"), &d.out, &d.map, &d.how));
    assert_text(&d, "x中", 4);
    assert_from(&d, 0, 90, 91);
    assert_from(&d, 1, 0, 2);
    release(&d);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_utf8_check_agrees_with_the_definition),
        cmocka_unit_test(test_utf8_of_four_bytes_or_fewer_is_checked_exhaustively),
        cmocka_unit_test(test_one_replacement_for_each_maximal_subpart),
        cmocka_unit_test(test_valid_utf8_is_one_run),
        cmocka_unit_test(test_byte_order_marks_decide_and_vanish),
        cmocka_unit_test(test_labels_are_read_as_browsers_do),
        cmocka_unit_test(test_every_character_of_gb18030_maps_back),
        cmocka_unit_test(test_every_character_of_big5_maps_back),
        cmocka_unit_test(test_broken_double_bytes_never_swallow_markup),
        cmocka_unit_test(test_utf16_keeps_lone_surrogates_and_odd_bytes_apart),
        cmocka_unit_test(test_long_texts_are_cut_nowhere),
        cmocka_unit_test(test_the_charset_is_guessed_from_little),
        cmocka_unit_test(test_random_bytes_are_always_text),
        cmocka_unit_test(test_appends_to_what_is_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
