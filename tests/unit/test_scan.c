/* The dictionary stage against a search that compares every surface at every place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena.h"
#include "match/scan.h"
#include "text/fold.h"

enum { SURFACES = 400, TEXT = 3000, HITS = 65536 };

typedef struct {
    uint32_t begin, end;
} range;

static range got[HITS], wanted[HITS];
static size_t got_count, wanted_count;
static uint32_t seed;

static uint32_t next_random(uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

static uint32_t take(void *context, const ft_hit *hit) {
    (void)context;
    assert_true(got_count < HITS);
    got[got_count++] = (range){hit->begin, hit->end};
    return hit->end;
}

static int by_place(const void *left, const void *right) {
    const range *a = left, *b = right;
    if (a->begin != b->begin) return a->begin < b->begin ? -1 : 1;
    return (a->end > b->end) - (a->end < b->end);
}

/* A few characters, so that surfaces share beginnings and overlap. */
static fintag_str random_text(ft_arena *arena, size_t len) {
    static const char *const pool[] = {"中", "国", "信", "银", "行", "证", "a", "b", "1", "2", " ", "，", "Z"};
    fintag_str text = ft_copy(arena, "", 0);
    for (size_t i = 0; i < len; i++) {
        const char *piece = pool[next_random(sizeof pool / sizeof *pool)];
        text = ft_format(arena, "%.*s%s", (int)text.len, text.ptr, piece);
    }
    return text;
}

static bool is_word(char16_t unit) {
    return ft_unit_class[unit] & (FT_C_LETTER | FT_C_DIGIT);
}

static void search_naively(const ft_folded *text, const ft_ustr *surfaces, size_t count) {
    for (uint32_t at = 0; at < text->count; at++) {
        for (size_t i = 0; i < count; i++) {
            ft_ustr s = surfaces[i];
            bool twice = false;
            for (size_t k = 0; k < i; k++) twice |= ft_ustr_eq(surfaces[k], s);
            if (twice || text->count - at < s.len || memcmp(text->unit + at, s.ptr, s.len * sizeof(char16_t)) != 0)
                continue;
            if (at && is_word(s.ptr[0]) && is_word(text->unit[at - 1])) continue;
            if (is_word(s.ptr[s.len - 1]) && is_word(text->unit[at + s.len])) continue;
            wanted[wanted_count++] = (range){at, at + s.len};
        }
    }
}

static void test_finds_what_a_naive_search_finds(void **state) {
    (void)state;
    for (seed = 1; seed < 6; seed += 1) {
        ft_arena arena = {0};
        uint32_t kept = seed;
        char path[512];
        ft_ustr surfaces[SURFACES];
        snprintf(path, sizeof path, "%s/scan-test.tsv", FINTAG_BUILD_DIR);
        FILE *file = fopen(path, "wb");
        assert_non_null(file);
        fputs("%class company\n%entity company\nsurface\tid\n", file);
        for (size_t i = 0; i < SURFACES; i++) {
            fintag_str surface = random_text(&arena, 1 + next_random(6));
            surfaces[i] = ft_fold_str(&arena, surface);
            uint32_t begin = 0; /* a cell is trimmed */
            while (begin < surfaces[i].len && surfaces[i].ptr[begin] == ' ') begin++;
            surfaces[i].ptr += begin;
            surfaces[i].len -= begin;
            while (surfaces[i].len && surfaces[i].ptr[surfaces[i].len - 1] == ' ') surfaces[i].len--;
            if (!surfaces[i].len) surfaces[i] = ft_fold_str(&arena, (fintag_str){"中", 3});
            fprintf(file, "%.*s\tx\n", (int)ft_unfold(&arena, surfaces[i]).len, ft_unfold(&arena, surfaces[i]).ptr);
        }
        fclose(file);
        fintag_rules *rules;
        fintag_error err;
        const char *dicts[] = {path};
        assert_int_equal(
            fintag_rules_load(
                &(fintag_rules_source){.dir = FINTAG_SOURCE_DIR "/tests/unit/rules", .dicts = dicts, .dict_count = 1},
                &rules, &err),
            FINTAG_OK);
        ft_folded text = {0};
        fintag_str shown = random_text(&arena, TEXT);
        assert_true(ft_fold(shown.ptr, shown.len, &text));
        ft_scan_state states[16];
        assert_true(rules->rule_count <= 16);
        ft_scan scan = {.rules = rules,
                        .text = text.unit,
                        .upper = text.upper,
                        .count = text.count,
                        .regex = ft_regex_new(),
                        .tries = ft_tries_new(rules->rule_count),
                        .state = states,
                        .emit = take};
        got_count = wanted_count = 0;
        ft_scan_run(&scan);
        search_naively(&text, surfaces, SURFACES);
        qsort(got, got_count, sizeof *got, by_place);
        qsort(wanted, wanted_count, sizeof *wanted, by_place);
        assert_int_equal(got_count, wanted_count);
        assert_true(wanted_count > 100);
        assert_memory_equal(got, wanted, got_count * sizeof *got);
        ft_regex_free(scan.regex);
        ft_tries_free(scan.tries);
        ft_folded_free(&text);
        fintag_rules_free(rules);
        ft_arena_free(&arena);
        remove(path);
        seed = kept;
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_finds_what_a_naive_search_finds)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
