/* The tokeniser against the html5lib tokenizer tests, every case in every initial state it names. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "text/html.h"

typedef struct {
    unsigned run, failed, surrogates, names_only;
} totals;

/* JSON of a string, and whether it was possible: the double-escaped cases may hold lone surrogates. */
static bool unescape(const char *text, size_t len, bool doubly, ft_buf *out) {
    ft_buf_clear(out);
    for (size_t at = 0; at < len;) {
        unsigned unit, next;
        if (!doubly || len - at < 6 || sscanf(text + at, "\\u%4x", &unit) != 1) {
            ft_buf_byte(out, text[at++]);
            continue;
        }
        at += 6;
        if (unit >= 0xD800 && unit < 0xE000) {
            bool pair = unit < 0xDC00 && len - at >= 6 && sscanf(text + at, "\\u%4x", &next) == 1 && next >= 0xDC00 &&
                        next < 0xE000;
            if (!pair) return false;
            unit = 0x10000 + ((unit - 0xD800) << 10) + (next - 0xDC00);
            at += 6;
        }
        char utf8[4];
        ft_buf_put(out, utf8, ft_utf8_put(utf8, unit));
    }
    return true;
}

static json_t *unescape_json(const json_t *value, bool doubly, bool *possible) {
    if (json_is_string(value)) {
        ft_buf out = {0};
        *possible &= unescape(json_string_value(value), json_string_length(value), doubly, &out);
        json_t *string = json_stringn(out.len ? out.ptr : "", out.len);
        ft_buf_free(&out);
        return string;
    }
    if (json_is_array(value)) {
        json_t *array = json_array(), *item;
        size_t i;
        json_array_foreach(value, i, item) json_array_append_new(array, unescape_json(item, doubly, possible));
        return array;
    }
    if (json_is_object(value)) {
        json_t *object = json_object(), *item;
        const char *key;
        json_object_foreach((json_t *)(uintptr_t)value, key, item) {
            ft_buf out = {0};
            *possible &= unescape(key, strlen(key), doubly, &out);
            ft_buf_byte(&out, 0);
            json_object_set_new(object, out.ptr, unescape_json(item, doubly, possible));
            ft_buf_free(&out);
        }
        return object;
    }
    return json_deep_copy(value);
}

/* Line ends as the standard's preprocessing leaves them. */
static void normalise_lines(ft_buf *text) {
    size_t len = 0;
    for (size_t i = 0; i < text->len; i++) {
        if (text->ptr[i] == '\r' && i + 1 < text->len && text->ptr[i + 1] == '\n') continue;
        text->ptr[len++] = text->ptr[i] == '\r' ? '\n' : text->ptr[i];
    }
    text->len = len;
}

/* A raw slice as a string of the token stream: U+0000 is U+FFFD, letters small when asked. */
static json_t *raw_string(fintag_str raw, bool lower) {
    ft_buf out = {0};
    for (size_t i = 0; i < raw.len; i++) {
        char c = raw.ptr[i];
        if (c == 0)
            ft_buf_put(&out, "\xEF\xBF\xBD", 3);
        else
            ft_buf_byte(&out, lower && c >= 'A' && c <= 'Z' ? (char)(c + 32) : c);
    }
    json_t *string = json_stringn(out.len ? out.ptr : "", out.len);
    ft_buf_free(&out);
    return string;
}

static json_t *tag_name(const ft_html *html, const ft_html_token *token) {
    size_t begin = token->begin + (token->kind == FT_HTML_END ? 2 : 1), end = begin;
    while (!strchr(" \t\n\f/>", html->input[end]) || html->input[end] == 0) end++;
    json_t *name = raw_string((fintag_str){html->input + begin, end - begin}, true);
    /* The token holds as much of it as fits. */
    assert_int_equal(strncmp(json_string_value(name), token->name, strlen(token->name)), 0);
    assert_true(strlen(token->name) == json_string_length(name) || strlen(token->name) > sizeof token->name - 5);
    return name;
}

static json_t *attributes(const ft_html_token *token) {
    json_t *object = json_object();
    ft_arena arena = {0};
    for (unsigned i = 0; i < token->attribute_count; i++) {
        json_t *name = raw_string(token->attributes[i].name, true);
        fintag_str value = ft_html_value(&arena, token->attributes[i].value);
        if (!json_object_get(object, json_string_value(name)))
            json_object_set_new(object, json_string_value(name), json_stringn(value.ptr, value.len));
        json_decref(name);
    }
    ft_arena_free(&arena);
    return object;
}

static void flush(json_t *tokens, ft_buf *characters) {
    if (characters->len)
        json_array_append_new(tokens, json_pack("[s, o]", "Character", json_stringn(characters->ptr, characters->len)));
    ft_buf_clear(characters);
}

static void append(json_t *tokens, const ft_html *html, const ft_html_token *token) {
    json_t *item = NULL;
    switch (token->kind) {
    case FT_HTML_START:
        item = json_pack("[s, o, o]", "StartTag", tag_name(html, token), attributes(token));
        if (token->self_closing) json_array_append_new(item, json_true());
        break;
    case FT_HTML_END: item = json_pack("[s, o]", "EndTag", tag_name(html, token)); break;
    case FT_HTML_COMMENT: item = json_pack("[s, o]", "Comment", raw_string(token->data, false)); break;
    case FT_HTML_DOCTYPE:
        item = json_pack("[s, o]", "DOCTYPE", token->data.ptr ? raw_string(token->data, true) : json_null());
        break;
    default: return;
    }
    json_array_append_new(tokens, item);
}

/* Tokens also must stand one behind the other and inside the input. */
static json_t *tokenise(const char *input, size_t len, ft_html_state state, const char *last_start) {
    json_t *tokens = json_array();
    ft_buf characters = {0};
    ft_html html;
    ft_html_token token;
    ft_html_begin(&html, input, len, state);
    if (last_start) snprintf(html.last_start, sizeof html.last_start, "%s", last_start);
    size_t before = 0;
    for (;;) {
        ft_html_next(&html, &token);
        assert_true(token.begin >= before && token.end >= token.begin && token.end <= len);
        before = token.end;
        if (token.kind == FT_HTML_TEXT)
            ft_buf_put(&characters, input + token.begin, token.end - token.begin);
        else if (token.kind == FT_HTML_REFERENCE)
            ft_buf_put(&characters, token.text, token.text_len);
        else
            flush(tokens, &characters);
        if (token.kind == FT_HTML_EOF) break;
        append(tokens, &html, &token);
        if (token.kind == FT_HTML_START) html.state = FT_HTML_DATA; /* there is no tree builder in these tests */
    }
    ft_html_next(&html, &token);
    assert_int_equal(token.kind, FT_HTML_EOF);
    ft_buf_free(&characters);
    return tokens;
}

/* Of a DOCTYPE only the name is ours to find. */
static json_t *expected_tokens(const json_t *output, totals *sum) {
    json_t *tokens = json_array(), *token;
    size_t i;
    json_array_foreach(output, i, token) {
        if (!json_is_array(token)) continue; /* parse errors, in old files */
        if (strcmp(json_string_value(json_array_get(token, 0)), "DOCTYPE") == 0) {
            sum->names_only++;
            token = json_pack("[s, O]", "DOCTYPE", json_array_get(token, 1));
        } else {
            json_incref(token);
        }
        json_array_append_new(tokens, token);
    }
    return tokens;
}

static ft_html_state state_named(const char *name) {
    const struct {
        const char *name;
        ft_html_state state;
    } states[] = {{"Data state", FT_HTML_DATA},           {"RCDATA state", FT_HTML_RCDATA},
                  {"RAWTEXT state", FT_HTML_RAWTEXT},     {"Script data state", FT_HTML_SCRIPT},
                  {"PLAINTEXT state", FT_HTML_PLAINTEXT}, {"CDATA section state", FT_HTML_CDATA}};
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (strcmp(states[i].name, name) == 0) return states[i].state;
    fail_msg("unknown initial state %s", name);
    return FT_HTML_DATA;
}

static void run_case(const json_t *test, const char *file, totals *sum) {
    bool doubly = json_is_true(json_object_get(test, "doubleEscaped")), possible = true;
    const json_t *raw = json_object_get(test, "input");
    ft_buf input = {0};
    possible = unescape(json_string_value(raw), json_string_length(raw), doubly, &input);
    json_t *output = unescape_json(json_object_get(test, "output"), doubly, &possible);
    json_t *states = json_incref(json_object_get(test, "initialStates")), *state;
    if (!states) states = json_pack("[s]", "Data state");
    size_t i;
    json_array_foreach(states, i, state) {
        if (!possible) {
            sum->surrogates++;
            continue;
        }
        normalise_lines(&input);
        /* An exact allocation, for sanitizers to see reads beyond it. */
        char *exact = malloc(input.len ? input.len : 1);
        if (input.len) memcpy(exact, input.ptr, input.len);
        json_t *want = expected_tokens(output, sum);
        json_t *got = tokenise(exact, input.len, state_named(json_string_value(state)),
                               json_string_value(json_object_get(test, "lastStartTag")));
        sum->run++;
        if (!json_equal(want, got)) {
            sum->failed++;
            char *want_text = json_dumps(want, JSON_ENSURE_ASCII), *got_text = json_dumps(got, JSON_ENSURE_ASCII);
            print_error("%s: %s [%s]\n  want %s\n  got  %s\n", file,
                        json_string_value(json_object_get(test, "description")), json_string_value(state), want_text,
                        got_text);
            free(want_text);
            free(got_text);
        }
        json_decref(want);
        json_decref(got);
        free(exact);
    }
    json_decref(states);
    json_decref(output);
    ft_buf_free(&input);
}

static void run_file(const char *folder, const char *name, totals *sum) {
    char path[4400];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    json_error_t error;
    json_t *root = json_load_file(path, JSON_ALLOW_NUL, &error), *test;
    if (!root) fail_msg("%s:%d: %s", path, error.line, error.text);
    size_t i;
    json_array_foreach(json_object_get(root, "tests"), i, test) run_case(test, name, sum);
    json_decref(root);
}

static void test_every_case_gives_the_tokens_of_the_standard(void **state) {
    (void)state;
    const char *shared = getenv("FINTAG_SHARED");
    char folder[4000];
    snprintf(folder, sizeof folder, "%s/html5lib", shared ? shared : FINTAG_SOURCE_DIR "/../shared");
    DIR *dir = opendir(folder);
    if (!dir) {
        print_message("skipped: no %s\n", folder);
        skip();
    }
    totals sum = {0};
    for (struct dirent *entry; (entry = readdir(dir));) {
        size_t len = strlen(entry->d_name);
        if (len > 5 && strcmp(entry->d_name + len - 5, ".test") == 0) run_file(folder, entry->d_name, &sum);
    }
    closedir(dir);
    print_message(
        "html5lib: %u runs, %u failed; skipped %u with lone surrogates, which are not UTF-8; of %u DOCTYPE tokens only "
        "the name was compared\n",
        sum.run, sum.failed, sum.surrogates, sum.names_only);
    assert_int_equal(sum.failed, 0);
    assert_true(sum.run > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_case_gives_the_tokens_of_the_standard)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
