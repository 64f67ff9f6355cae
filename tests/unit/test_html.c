/* The tokeniser against a model of the standard's states on random markup, and what only it promises: ranges, limits,
 * time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "html_model.h"

static uint32_t random_below(uint64_t *seed, uint32_t limit) {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return (uint32_t)(*seed >> 33) % limit;
}

static void put_lower(ft_buf *out, fintag_str raw, bool lower) {
    for (size_t i = 0; i < raw.len; i++)
        m_put(out, lower ? m_lower((unsigned char)raw.ptr[i]) : (unsigned char)raw.ptr[i]);
}

static void put_tag(ft_buf *out, const char *input, const ft_html_token *token) {
    ft_arena arena = {0};
    size_t begin = token->begin + (token->kind == FT_HTML_END ? 2 : 1), end = begin, at = out->len;
    while (!m_space(input[end]) && input[end] != '/' && input[end] != '>') end++;
    put_lower(out, (fintag_str){input + begin, end - begin}, true);
    /* The token holds as much of the name as fits. */
    assert_memory_equal(out->ptr + at, token->name, strlen(token->name));
    assert_true(strlen(token->name) == out->len - at || strlen(token->name) > sizeof token->name - 5);
    ft_buf_byte(out, ';');
    for (unsigned i = 0; i < token->attribute_count; i++) {
        const ft_html_attribute *attribute = &token->attributes[i];
        put_lower(out, attribute->name, true);
        if (attribute->value.ptr) {
            fintag_str value = ft_html_value(&arena, attribute->value);
            ft_buf_byte(out, '=');
            ft_buf_put(out, value.ptr, value.len);
        }
        ft_buf_byte(out, ';');
    }
    if (token->self_closing) ft_buf_byte(out, '/');
    ft_arena_free(&arena);
}

/* The tokens in the model's notation. They must stand one behind the other, and text must be as long as it can. */
static void tokenise(const char *input, size_t len, ft_html_state state, const char *last_start, ft_buf *out) {
    ft_html html;
    ft_html_token token;
    size_t before = 0;
    bool in_text = false, after_text = false;
    ft_html_begin(&html, input, len, state);
    snprintf(html.last_start, sizeof html.last_start, "%s", last_start);
    do {
        ft_html_next(&html, &token);
        assert_true(token.begin >= before && token.begin <= token.end && token.end <= len);
        bool text = token.kind == FT_HTML_TEXT, characters = text || token.kind == FT_HTML_REFERENCE;
        assert_true(token.kind == FT_HTML_EOF || token.end > token.begin);
        assert_false(text && after_text && token.begin == before);
        if (in_text && !characters) ft_buf_put(out, ")\n", 2);
        if (!in_text && characters) ft_buf_put(out, "C(", 2);
        in_text = characters;
        after_text = text;
        before = token.end;
        if (text) ft_buf_put(out, input + token.begin, token.end - token.begin);
        if (token.kind == FT_HTML_REFERENCE) ft_buf_put(out, token.text, token.text_len);
        if (characters || token.kind == FT_HTML_EOF) continue;
        ft_buf_byte(out, token.kind == FT_HTML_START     ? 'S'
                         : token.kind == FT_HTML_END     ? 'E'
                         : token.kind == FT_HTML_COMMENT ? '!'
                                                         : 'D');
        ft_buf_byte(out, '(');
        if (token.kind == FT_HTML_START || token.kind == FT_HTML_END)
            put_tag(out, input, &token);
        else
            put_lower(out, token.data, token.kind == FT_HTML_DOCTYPE);
        ft_buf_put(out, ")\n", 2);
    } while (token.kind != FT_HTML_EOF);
}

static void compare(const char *text, size_t len, ft_html_state state, const char *last_start) {
    ft_buf want = {0}, got = {0};
    char *exact = malloc(len ? len : 1); /* for sanitizers to see reads beyond it */
    if (len) memcpy(exact, text, len);
    html_model(exact, len, state, last_start, &want);
    tokenise(exact, len, state, last_start, &got);
    if (want.len != got.len || (want.len && memcmp(want.ptr, got.ptr, want.len) != 0))
        fail_msg("state %d, last start tag '%s', input %.*s\nwant\n%.*sgot\n%.*s", (int)state, last_start, (int)len,
                 text, (int)want.len, want.ptr, (int)got.len, got.ptr);
    free(exact);
    ft_buf_free(&want);
    ft_buf_free(&got);
}

static void test_random_markup_gives_the_tokens_of_the_model(void **state) {
    (void)state;
    static const char *const pieces[] = {
        "<",     "<",        "</",     ">",      "/",       "!",         "-",     "--",        "<!--",   "-->",
        "--!>",  "<!",       "script", "SCRIPT", "<script", "</script",  "title", "</title",   "xmp",    "</xmp>",
        "a",     "b",        " ",      "\n",     "=",       "\"",        "'",     "&amp",      ";",      "&",
        "&#x41", "\xC3\xA9", "]",      "]]>",    "[CDATA[", "<!doctype", "?",     "plaintext", "style>", "NUL"};
    static const char *const last[] = {"", "script", "title", "xmp", "a"};
    static const char *const of_scripts[] = {">", "-", "<!--", "<script", "</script", "NUL"};
    uint64_t seed = 1;
    for (int round = 0; round < 400000; round++) {
        /* Few pieces a round, so that they meet in all orders. */
        const char *chosen[6];
        for (size_t i = 0; i < 6; i++)
            chosen[i] = round % 4 ? pieces[random_below(&seed, sizeof pieces / sizeof *pieces)] : of_scripts[i];
        char text[256];
        size_t len = 0;
        for (uint32_t i = random_below(&seed, 20); i > 0; i--) {
            const char *piece = chosen[random_below(&seed, 6)];
            bool nul = strcmp(piece, "NUL") == 0;
            size_t piece_len = nul ? 1 : strlen(piece);
            memcpy(text + len, nul ? "" : piece, piece_len);
            len += piece_len;
        }
        compare(text, len, round % 4 ? (ft_html_state)random_below(&seed, 6) : FT_HTML_SCRIPT,
                round % 4 ? last[random_below(&seed, 5)] : "script");
    }
}

static void test_every_short_comment_and_script(void **state) {
    (void)state;
    /* All strings of up to eight of these characters behind the opening. */
    static const char alphabet[] = "-!>x";
    for (unsigned length = 0; length <= 8; length++) {
        for (unsigned code = 0; code < 1U << (2 * length); code++) {
            char text[32] = "<!--";
            for (unsigned i = 0; i < length; i++) text[4 + i] = alphabet[code >> (2 * i) & 3];
            compare(text, 4 + length, FT_HTML_DATA, "");
            if (length <= 6) compare(text, 4 + length, FT_HTML_SCRIPT, "script");
        }
    }
}

static void test_ranges_cover_the_source(void **state) {
    (void)state;
    const char *text = "a &lt; b<BR class=\"x\" hidden/>c<!-- d --></p >";
    static const struct {
        ft_html_kind kind;
        const char *source;
    } want[] = {{FT_HTML_TEXT, "a "},   {FT_HTML_REFERENCE, "&lt;"},
                {FT_HTML_TEXT, " b"},   {FT_HTML_START, "<BR class=\"x\" hidden/>"},
                {FT_HTML_TEXT, "c"},    {FT_HTML_COMMENT, "<!-- d -->"},
                {FT_HTML_END, "</p >"}, {FT_HTML_EOF, ""}};
    ft_html html;
    ft_html_token token;
    ft_html_begin(&html, text, strlen(text), FT_HTML_DATA);
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        ft_html_next(&html, &token);
        assert_int_equal(token.kind, want[i].kind);
        assert_int_equal(token.end - token.begin, strlen(want[i].source));
        assert_memory_equal(text + token.begin, want[i].source, strlen(want[i].source));
        if (token.kind != FT_HTML_START) continue;
        assert_string_equal(token.name, "br");
        assert_true(token.self_closing);
        assert_int_equal(ft_html_find(&token, "CLASS")->value.len, 1);
        assert_null(ft_html_find(&token, "hidden")->value.ptr);
        assert_null(ft_html_find(&token, "clas"));
    }
}

static ft_html_token first_token(const char *text, size_t len) {
    ft_html html;
    ft_html_token token;
    ft_html_begin(&html, text, len, FT_HTML_DATA);
    ft_html_next(&html, &token);
    return token;
}

static void test_what_does_not_fit_is_cut(void **state) {
    (void)state;
    ft_html_token token = first_token("<abcdefghijklmnopqrstuvwxyz>", 28);
    assert_string_equal(token.name, "abcdefghijklmnopqrstuvw");
    token = first_token("<abcdefghijklmnopqrstuv中x>", 28);
    assert_string_equal(token.name, "abcdefghijklmnopqrstuv"); /* no half a character */
    token = first_token("<abcdefghijklmnopqrst中>", 25);
    assert_string_equal(token.name, "abcdefghijklmnopqrst中");
    char text[1000] = "<a";
    for (int i = 0; i < 100; i++) strcat(text, " x=1");
    strcat(text, ">");
    token = first_token(text, strlen(text));
    assert_int_equal(token.kind, FT_HTML_START);
    assert_int_equal(token.attribute_count, FT_HTML_ATTRIBUTES);
    assert_int_equal(token.end, strlen(text));
}

static void assert_value(const char *raw, size_t len, const char *want) {
    ft_arena arena = {0};
    fintag_str value = ft_html_value(&arena, (fintag_str){raw, len});
    assert_int_equal(value.len, strlen(want));
    assert_string_equal(value.ptr, want);
    ft_arena_free(&arena);
}

static void test_values_resolve_references_as_attributes_do(void **state) {
    (void)state;
    assert_value("", 0, "");
    assert_value("/s?a=1&b=2", 10, "/s?a=1&b=2");
    assert_value("?a=1&amp;copy=2&copy;", 21, "?a=1&copy=2©");
    assert_value("?a=1&copy=2&notit", 17, "?a=1&copy=2&notit");
    assert_value("&copy", 5, "©");
    assert_value("&nGt;&nGt;&nLt;", 15, "\u226B\u20D2\u226B\u20D2\u226A\u20D2"); /* longer than it was */
    assert_value("a\0b", 3, "a\uFFFDb");
}

static void test_references_never_read_beyond_the_end(void **state) {
    (void)state;
    static const char *const texts[] = {"&",
                                        "&#",
                                        "&#x",
                                        "&#x1",
                                        "&#1",
                                        "&a",
                                        "&am",
                                        "&amp",
                                        "&notit",
                                        "&CounterClockwiseContourIntegral",
                                        "&CounterClockwiseContourIntegrals",
                                        "&#99999999999999999999;",
                                        "&#xFFFFFFFFFFFFFFFF;"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        for (size_t len = 0; len <= strlen(texts[i]); len++) {
            char *exact = malloc(len ? len : 1), out[8];
            unsigned out_len;
            memcpy(exact, texts[i], len);
            size_t used = ft_html_reference(exact, len, false, out, &out_len);
            assert_true(used <= len && out_len <= 8 && (out_len > 0) == (used > 0));
            free(exact);
        }
    }
}

/* Each of these would take hours if a byte were visited again and again. */
static void test_hostile_markup_takes_linear_time(void **state) {
    (void)state;
    enum { SIZE = 4 << 20 };
    static const char *const pieces[] = {"<",
                                         "</",
                                         "<!",
                                         "<!-",
                                         "<!--",
                                         "&",
                                         "&#",
                                         "&a",
                                         "&#1",
                                         "<a ",
                                         "a=",
                                         "\"",
                                         "'",
                                         "<a b=\"",
                                         "-",
                                         "--!",
                                         "]]",
                                         "</title",
                                         "<script ",
                                         "<!doctype \"",
                                         "&notitxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
                                         "</script",
                                         "<!--<script>",
                                         "<?",
                                         "\r",
                                         "< "};
    char *text = malloc(SIZE);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        size_t len = strlen(pieces[i]);
        for (size_t at = 0; at < SIZE; at++) text[at] = pieces[i][at % len];
        for (int first = FT_HTML_DATA; first <= FT_HTML_CDATA; first++) {
            ft_html html;
            ft_html_token token;
            ft_html_begin(&html, text, SIZE, (ft_html_state)first);
            strcpy(html.last_start, first == FT_HTML_SCRIPT ? "script" : "title");
            do ft_html_next(&html, &token);
            while (token.kind != FT_HTML_EOF);
        }
    }
    free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_markup_gives_the_tokens_of_the_model),
        cmocka_unit_test(test_every_short_comment_and_script),
        cmocka_unit_test(test_ranges_cover_the_source),
        cmocka_unit_test(test_what_does_not_fit_is_cut),
        cmocka_unit_test(test_values_resolve_references_as_attributes_do),
        cmocka_unit_test(test_references_never_read_beyond_the_end),
        cmocka_unit_test(test_hostile_markup_takes_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
