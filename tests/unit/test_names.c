/* Names and tickers from text to value, through the whole pipeline and the rules of this tree: the rows of
 * test_names.tsv. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <fintag/fintag.h>

#include "base/buf.h"
#include "base/str.h"
#include "loaded_rules.h"

static void put(ft_buf *out, fintag_str text) {
    ft_buf_put(out, text.ptr, text.len);
}

/* 贵州茅台=XSHG:600519,dictionary; 600519.SH=suffix,600519.SH; 沪指=SSE.000001 */
static void describe(const fintag_entity *e, ft_buf *out) {
    if (out->len) put(out, FINTAG_STR("; "));
    put(out, e->text);
    put(out, FINTAG_STR("="));
    if (e->type == FINTAG_TICKER) {
        const fintag_ticker *ticker = &e->value.ticker;
        put(out, ticker->scheme);
        put(out, FINTAG_STR(","));
        put(out, ticker->symbol.len ? ticker->symbol : ticker->code);
        if (!ticker->known) put(out, FINTAG_STR(",unknown"));
        return;
    }
    put(out, e->value.name.id);
    if (e->type != FINTAG_COMPANY) return;
    put(out, FINTAG_STR(","));
    put(out, e->value.name.resolved_by);
}

static void check_row(const char *published, const char *text, const char *expected) {
    size_t found;
    ft_buf got = {0};
    fintag_error err;
    fintag_doc *doc = fintag_doc_new(rules);
    assert_non_null(doc);
    const char *day = strcmp(published, "-") == 0 ? "" : published;
    fintag_source about = {.format = FINTAG_TEXT, .published = {day, strlen(day)}};
    uint32_t types = 1u << FINTAG_COMPANY | 1u << FINTAG_TICKER | 1u << FINTAG_ORGANIZATION | 1u << FINTAG_INDEX;
    assert_int_equal(fintag_doc_read(doc, text, strlen(text), &about, &err), FINTAG_OK);
    assert_int_equal(fintag_doc_tag(doc, &(fintag_tag_options){.types = types}, &err), FINTAG_OK);
    const fintag_entity *entities = fintag_doc_entities(doc, &found);
    for (size_t e = 0; e < found; e++) describe(&entities[e], &got);
    if (!found) put(&got, FINTAG_STR("nothing"));
    ft_buf_byte(&got, 0);
    if (strcmp(got.ptr, expected) != 0) fprintf(stderr, "in ‘%s’\n", text);
    assert_string_equal(got.ptr, expected);
    ft_buf_free(&got);
    fintag_doc_free(doc);
}

static void check_section(const char *name) {
    char line[2048];
    bool here = false;
    int rows = 0;
    FILE *file = fopen(FINTAG_SOURCE_DIR "/tests/unit/test_names.tsv", "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        size_t len = strlen(name);
        line[strcspn(line, "\n")] = 0;
        if (line[0] == '[') here = strncmp(line + 1, name, len) == 0 && line[len + 1] == ']';
        if (!here || line[0] == '[' || !line[0]) continue;
        char *text = strchr(line, '\t'), *expected = text ? strchr(text + 1, '\t') : NULL;
        if (!text || !expected) {
            fail_msg("a row needs three cells: %s", line);
            break; /* never reached: fail_msg does not return */
        }
        *text++ = *expected++ = 0;
        check_row(line, text, expected);
        rows++;
    }
    fclose(file);
    assert_true(rows > 0);
}

/* clang-format off */
#define SECTIONS(X)                     \
    X(every_written_form_of_a_ticker)   \
    X(codes_that_are_none)              \
    X(identifiers_with_check_digits)    \
    X(nested_names_and_branches)        \
    X(marks_of_exchanges)               \
    X(names_by_pattern)                 \
    X(definitions_and_short_forms)      \
    X(coreference)                      \
    X(names_in_their_time)              \
    X(words_that_are_also_names)        \
    X(one_name_of_several)              \
    X(well_known_names)                 \
    X(organizations_and_indices) X(markets_and_their_indices)
/* clang-format on */

#define X(name)                             \
    static void test_##name(void **state) { \
        (void)state;                        \
        check_section(#name);               \
    }
SECTIONS(X)
#undef X

int main(void) {
    const struct CMUnitTest tests[] = {
#define X(name) cmocka_unit_test(test_##name),
        SECTIONS(X)
#undef X
    };
    return cmocka_run_group_tests(tests, load_rules, free_rules);
}
