/* The offset map against a model that keeps the input range of every single output position. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "text/offmap.h"

enum { POSITIONS = 4096 };

typedef struct {
    uint64_t begin[POSITIONS], end[POSITIONS];
    uint32_t len;
} model;

static uint32_t random_below(uint64_t *seed, uint32_t limit) {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return (uint32_t)(*seed >> 33) % limit;
}

static void model_add(model *m, uint32_t out_len, uint64_t in, uint32_t in_len, bool atom) {
    for (uint32_t i = 0; i < out_len; i++) {
        bool one = !atom && out_len == in_len;
        m->begin[m->len] = one ? in + i : in;
        m->end[m->len++] = one ? in + i + 1 : in + in_len;
    }
}

static void model_span(const model *m, uint32_t begin, uint32_t end, uint64_t *in_begin, uint64_t *in_end) {
    *in_begin = m->begin[begin];
    *in_end = m->end[begin];
    for (uint32_t i = begin; i < end; i++) {
        if (m->begin[i] == m->end[i]) continue;
        bool nothing = *in_begin == *in_end;
        if (nothing || m->begin[i] < *in_begin) *in_begin = m->begin[i];
        if (nothing || m->end[i] > *in_end) *in_end = m->end[i];
    }
}

/* Every span up to a length, and the whole. */
static void assert_agrees(const ft_offmap *map, const model *m) {
    assert_false(map->failed);
    assert_int_equal(map->out_len, m->len);
    for (uint32_t begin = 0; begin < m->len; begin++) {
        for (uint32_t end = begin + 1; end <= m->len && end < begin + 12; end++) {
            uint64_t want_begin, want_end, got_begin, got_end;
            model_span(m, begin, end, &want_begin, &want_end);
            ft_offmap_span(map, begin, end, &got_begin, &got_end);
            assert_int_equal(got_begin, want_begin);
            assert_int_equal(got_end, want_end);
        }
    }
    if (!m->len) return;
    uint64_t want_begin, want_end, got_begin, got_end;
    model_span(m, 0, m->len, &want_begin, &want_end);
    ft_offmap_span(map, 0, m->len, &got_begin, &got_end);
    assert_int_equal(got_begin, want_begin);
    assert_int_equal(got_end, want_end);
}

/* A random map whose input lies below `limit`; often the same piece again, so that runs form. */
static void fill(uint64_t *seed, ft_offmap *map, model *m, uint32_t limit, bool ascending) {
    ft_offmap_clear(map);
    m->len = 0;
    uint64_t in = 0;
    uint32_t out_len = 1, in_len = 1, pieces = random_below(seed, 60);
    bool atom = false;
    while (pieces-- && m->len < POSITIONS - 64) {
        if (random_below(seed, 3) == 0) {
            out_len = random_below(seed, random_below(seed, 4) ? 5 : 40);
            in_len = random_below(seed, 2) ? out_len : random_below(seed, random_below(seed, 4) ? 5 : 40);
            atom = random_below(seed, 2) == 0;
        }
        if (random_below(seed, 5) == 0) in += random_below(seed, 4);
        if (!ascending && limit && random_below(seed, 8) == 0) in = random_below(seed, limit);
        if (in + in_len > limit) break;
        (atom ? ft_offmap_atom : ft_offmap_add)(map, out_len, in, in_len);
        model_add(m, out_len, in, in_len, atom);
        in += in_len;
    }
}

static void test_agrees_with_a_map_of_single_positions(void **state) {
    (void)state;
    uint64_t seed = 0x9E3779B97F4A7C15;
    ft_offmap map = {0};
    static model m;
    for (int round = 0; round < 3000; round++) {
        fill(&seed, &map, &m, POSITIONS, round % 2);
        assert_agrees(&map, &m);
        ft_offmap_shift(&map, 1000000007);
        for (uint32_t i = 0; i < m.len; i++) m.begin[i] += 1000000007, m.end[i] += 1000000007;
        assert_agrees(&map, &m);
    }
    ft_offmap_free(&map);
}

static void test_composition_agrees_too(void **state) {
    (void)state;
    uint64_t seed = 42;
    ft_offmap outer = {0}, inner = {0}, both = {0};
    static model upper, lower, want;
    for (int round = 0; round < 5000; round++) {
        fill(&seed, &inner, &lower, POSITIONS, round % 2);
        fill(&seed, &outer, &upper, lower.len, round % 3);
        want.len = upper.len;
        for (uint32_t i = 0; i < upper.len; i++) {
            if (upper.begin[i] == upper.end[i]) { /* nothing: stands where its position does */
                bool inside = upper.begin[i] < lower.len;
                const ft_run *last = inner.count ? &inner.runs[inner.count - 1] : NULL;
                want.begin[i] = inside ? lower.begin[upper.begin[i]] : last ? last->in + last->in_len : 0;
                want.end[i] = want.begin[i];
            } else {
                model_span(&lower, (uint32_t)upper.begin[i], (uint32_t)upper.end[i], &want.begin[i], &want.end[i]);
            }
        }
        ft_offmap_compose(&outer, &inner, &both);
        assert_agrees(&both, &want);
    }
    ft_offmap_free(&outer);
    ft_offmap_free(&inner);
    ft_offmap_free(&both);
}

static void test_equal_atoms_share_a_run(void **state) {
    (void)state;
    ft_offmap map = {0};
    for (uint32_t i = 0; i < 100000; i++) ft_offmap_add(&map, 3, i * 2, 2);
    assert_int_equal(map.count, 1);
    for (uint32_t i = 0; i < 100000; i++) ft_offmap_add(&map, 1, 200000 + i, 1);
    assert_int_equal(map.count, 2);
    uint64_t begin, end;
    ft_offmap_span(&map, 4, 8, &begin, &end);
    assert_int_equal(begin, 2);
    assert_int_equal(end, 6);
    ft_offmap_free(&map);
}

static void test_an_atom_of_equal_lengths_is_not_cut(void **state) {
    (void)state;
    const uint32_t lengths[] = {2, 5, 15, 16, 300};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        ft_offmap map = {0};
        ft_offmap_add(&map, 7, 0, 7);
        ft_offmap_atom(&map, lengths[i], 7, lengths[i]);
        ft_offmap_add(&map, 7, 7 + lengths[i], 7);
        for (uint32_t at = 7; at < 7 + lengths[i]; at++) {
            uint64_t begin, end;
            ft_offmap_span(&map, at, at + 1, &begin, &end);
            assert_int_equal(begin, 7);
            assert_int_equal(end, 7 + lengths[i]);
        }
        ft_offmap_free(&map);
    }
}

static void test_nothing_maps_to_nothing(void **state) {
    (void)state;
    ft_offmap empty = {0}, other = {0};
    ft_offmap_add(&empty, 0, 5, 9);
    assert_int_equal(empty.count, 0);
    ft_offmap_compose(&empty, &empty, &other);
    assert_int_equal(other.out_len, 0);
    ft_offmap_shift(&empty, 3);
    ft_offmap_add(&other, 1, 70, 0);
    uint64_t begin, end;
    ft_offmap_span(&other, 0, 1, &begin, &end);
    assert_int_equal(begin, 70);
    assert_int_equal(end, 70);
    ft_offmap_free(&empty);
    ft_offmap_free(&other);
}

static void test_and_forth_again(void **state) {
    (void)state;
    ft_offmap map = {0};
    ft_offmap_add(&map, 3, 2, 3);  /* 0-3: 2-5 */
    ft_offmap_atom(&map, 3, 5, 2); /* 3-9: two atoms of two bytes, 5-9 */
    ft_offmap_atom(&map, 3, 7, 2);
    ft_offmap_atom(&map, 2, 20, 30); /* 9-11: 20-50 */
    static const struct {
        uint64_t in;
        uint32_t out;
    } cases[] = {{0, 0}, {2, 0}, {4, 2}, {5, 3}, {6, 6}, {7, 6}, {8, 9}, {9, 9}, {15, 9}, {20, 9}, {21, 11}, {50, 11}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(ft_offmap_output(&map, cases[i].in), cases[i].out);
    ft_offmap_clear(&map);
    assert_int_equal(ft_offmap_output(&map, 1), 0);
    ft_offmap_free(&map);
}

static void test_more_than_32_bits_fail(void **state) {
    (void)state;
    ft_offmap map = {0};
    ft_offmap_add(&map, UINT32_MAX, 0, 1);
    assert_false(map.failed);
    ft_offmap_add(&map, 1, 1, 1);
    assert_true(map.failed);
    ft_offmap_clear(&map);
    assert_false(map.failed);
    ft_offmap_free(&map);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_agrees_with_a_map_of_single_positions),
        cmocka_unit_test(test_composition_agrees_too),
        cmocka_unit_test(test_equal_atoms_share_a_run),
        cmocka_unit_test(test_an_atom_of_equal_lengths_is_not_cut),
        cmocka_unit_test(test_nothing_maps_to_nothing),
        cmocka_unit_test(test_and_forth_again),
        cmocka_unit_test(test_more_than_32_bits_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
