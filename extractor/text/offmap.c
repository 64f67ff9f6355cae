#include "text/offmap.h"

#include <stdlib.h>

enum { STEP_MAX = 15 }; /* what four bits of ft_run.shape can say */

#define IN_MASK ((UINT64_C(1) << 56) - 1)

void ft_offmap_clear(ft_offmap *map) {
    map->count = 0;
    map->out_len = 0;
    map->failed = false;
}

void ft_offmap_free(ft_offmap *map) {
    free(map->runs);
    *map = (ft_offmap){0};
}

static bool grow(ft_offmap *map) {
    size_t capacity = map->capacity ? map->capacity * 2 : 64;
    ft_run *runs = capacity < SIZE_MAX / sizeof *runs ? realloc(map->runs, capacity * sizeof *runs) : NULL;
    if (!runs) {
        map->failed = true;
        return false;
    }
    map->runs = runs;
    map->capacity = capacity;
    return true;
}

static uint32_t run_end(const ft_offmap *map, size_t i) {
    return i + 1 < map->count ? map->runs[i + 1].out : map->out_len;
}

/* Lengths of one atom of the run; 1 and 1 when it is one-to-one. */
static void run_steps(const ft_offmap *map, size_t i, uint32_t *out_step, uint32_t *in_step) {
    const ft_run *run = &map->runs[i];
    uint32_t out_len = run_end(map, i) - run->out;
    if (run->shape) {
        *out_step = (uint32_t)run->shape >> 4;
        *in_step = (uint32_t)run->shape & STEP_MAX;
    } else if (out_len == run->in_len) {
        *out_step = *in_step = 1;
    } else {
        *out_step = out_len;
        *in_step = run->in_len;
    }
}

/* Append a run of one-to-one positions (shape 0x11) or of atoms (shape 0: a single one too long for a shape). */
static void append(ft_offmap *map, uint32_t out_len, uint64_t in, uint32_t in_len, unsigned shape) {
    if (map->failed || !out_len) return;
    if (out_len > UINT32_MAX - map->out_len) {
        map->failed = true;
        return;
    }
    unsigned stored = shape == 0x11 ? 0 : shape;
    if (map->count && shape) {
        ft_run *last = &map->runs[map->count - 1];
        bool positions = !last->shape && map->out_len - last->out == last->in_len;
        if (last->in + last->in_len == in && in_len <= UINT32_MAX - last->in_len &&
            (shape == 0x11 ? positions : last->shape == shape)) {
            last->in_len += in_len;
            map->out_len += out_len;
            return;
        }
    }
    if (map->count == map->capacity && !grow(map)) return;
    map->runs[map->count++] =
        (ft_run){.out = map->out_len, .in_len = in_len, .in = in & IN_MASK, .shape = stored & 0xFF};
    map->out_len += out_len;
}

void ft_offmap_atom(ft_offmap *map, uint32_t out_len, uint64_t in, uint32_t in_len) {
    if (out_len <= STEP_MAX && in_len <= STEP_MAX) {
        append(map, out_len, in, in_len, out_len << 4 | in_len);
    } else if (out_len == in_len) {
        /* Without a shape, equal lengths would read as one-to-one: two unequal parts stand for the same range. */
        append(map, 1, in, in_len, 0);
        append(map, out_len - 1, in, in_len, 0);
    } else {
        append(map, out_len, in, in_len, 0);
    }
}

void ft_offmap_add(ft_offmap *map, uint32_t out_len, uint64_t in, uint32_t in_len) {
    if (out_len == in_len)
        append(map, out_len, in, in_len, 0x11);
    else
        ft_offmap_atom(map, out_len, in, in_len);
}

/* Index of the run that holds the output position; `near` is where to look first. Position < out_len. */
static size_t find_run(const ft_offmap *map, uint64_t position, size_t near) {
    for (size_t i = near; i < near + 2 && i < map->count; i++)
        if (map->runs[i].out <= position && position < run_end(map, i)) return i;
    size_t low = 0, high = map->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (map->runs[middle].out <= position)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* Input range of the part begin..end of run i. */
static void part_span(const ft_offmap *map, size_t i, uint32_t begin, uint32_t end, uint64_t *in_begin,
                      uint64_t *in_end) {
    uint32_t out_step, in_step;
    run_steps(map, i, &out_step, &in_step);
    const ft_run *run = &map->runs[i];
    uint64_t first = (begin - run->out) / out_step, last = (end - run->out + (uint64_t)out_step - 1) / out_step;
    *in_begin = run->in + first * in_step;
    *in_end = run->in + last * in_step;
}

/* As ft_offmap_span; *near is the run to try first and gets the last one used. */
static void span_near(const ft_offmap *map, uint64_t begin, uint64_t end, size_t *near, uint64_t *in_begin,
                      uint64_t *in_end) {
    *in_begin = *in_end = 0;
    if (!map->count) return;
    if (end > map->out_len) end = map->out_len;
    if (begin >= end) {
        /* An empty range stands where its position does. */
        uint64_t ignored;
        if (begin < map->out_len) {
            *near = find_run(map, begin, *near);
            part_span(map, *near, (uint32_t)begin, (uint32_t)begin + 1, in_begin, &ignored);
        } else {
            *in_begin = map->runs[map->count - 1].in + map->runs[map->count - 1].in_len;
        }
        *in_end = *in_begin;
        return;
    }
    size_t i = find_run(map, begin, *near);
    part_span(map, i, (uint32_t)begin, end < run_end(map, i) ? (uint32_t)end : run_end(map, i), in_begin, in_end);
    while (run_end(map, i) < end) {
        i++;
        uint64_t low, high;
        part_span(map, i, map->runs[i].out, end < run_end(map, i) ? (uint32_t)end : run_end(map, i), &low, &high);
        if (low == high) continue;
        bool nothing = *in_begin == *in_end;
        if (nothing || low < *in_begin) *in_begin = low;
        if (nothing || high > *in_end) *in_end = high;
    }
    *near = i;
}

void ft_offmap_span(const ft_offmap *map, uint32_t begin, uint32_t end, uint64_t *in_begin, uint64_t *in_end) {
    size_t near = 0;
    span_near(map, begin, end, &near, in_begin, in_end);
}

uint32_t ft_offmap_output(const ft_offmap *map, uint64_t in) {
    size_t low = 0, high = map->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (map->runs[middle].in + map->runs[middle].in_len <= in)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == map->count) return map->out_len;
    const ft_run *run = &map->runs[low];
    uint32_t out_step, in_step;
    run_steps(map, low, &out_step, &in_step);
    if (in <= run->in || !in_step) return run->out;
    uint64_t steps = (in - run->in + in_step - 1) / in_step, out = run->out + steps * out_step;
    return out < run_end(map, low) ? (uint32_t)out : run_end(map, low);
}

static void atom_of(ft_offmap *result, uint32_t out_len, uint64_t in, uint64_t in_end) {
    uint64_t in_len = in_end - in;
    ft_offmap_atom(result, out_len, in, in_len > UINT32_MAX ? UINT32_MAX : (uint32_t)in_len);
}

/* Append the part begin..end of run i of inner: whole atoms as they are, cut ones as atoms of what is left of their
 * output. */
static void copy_part(const ft_offmap *inner, size_t i, uint32_t begin, uint32_t end, ft_offmap *result) {
    const ft_run *run = &inner->runs[i];
    uint32_t out_step, in_step;
    run_steps(inner, i, &out_step, &in_step);
    uint64_t in, in_end;
    if (!run->shape && run_end(inner, i) - run->out == run->in_len) {
        append(result, end - begin, run->in + (begin - run->out), end - begin, 0x11);
        return;
    }
    uint32_t cut = (begin - run->out) % out_step;
    if (cut) {
        uint32_t piece = out_step - cut < end - begin ? out_step - cut : end - begin;
        part_span(inner, i, begin, begin + piece, &in, &in_end);
        atom_of(result, piece, in, in_end);
        begin += piece;
    }
    uint32_t whole = (end - begin) / out_step;
    if (whole) {
        part_span(inner, i, begin, begin + whole * out_step, &in, &in_end);
        if (run->shape)
            append(result, whole * out_step, in, (uint32_t)(in_end - in), (unsigned)run->shape);
        else
            atom_of(result, out_step, in, in_end);
        begin += whole * out_step;
    }
    if (begin < end) {
        part_span(inner, i, begin, end, &in, &in_end);
        atom_of(result, end - begin, in, in_end);
    }
}

/* Append the image of begin..end, which outer maps one-to-one. */
static void compose_positions(const ft_offmap *inner, uint64_t begin, uint64_t end, size_t *near, ft_offmap *result) {
    while (begin < end && begin < inner->out_len) {
        size_t i = *near = find_run(inner, begin, *near);
        uint32_t stop = end < run_end(inner, i) ? (uint32_t)end : run_end(inner, i);
        copy_part(inner, i, (uint32_t)begin, stop, result);
        begin = stop;
    }
    if (begin < end) { /* beyond what inner maps: nothing is known but where the input ends */
        uint64_t in, in_end;
        span_near(inner, begin, end, near, &in, &in_end);
        atom_of(result, (uint32_t)(end - begin), in, in_end);
    }
}

void ft_offmap_compose(const ft_offmap *outer, const ft_offmap *inner, ft_offmap *result) {
    ft_offmap_clear(result);
    result->failed = outer->failed || inner->failed;
    size_t near = 0;
    for (size_t i = 0; i < outer->count && !result->failed; i++) {
        const ft_run *run = &outer->runs[i];
        uint32_t out_len = run_end(outer, i) - run->out, out_step, in_step;
        if (!run->shape && out_len == run->in_len) {
            compose_positions(inner, run->in, (uint64_t)run->in + run->in_len, &near, result);
            continue;
        }
        run_steps(outer, i, &out_step, &in_step);
        for (uint32_t k = 0; k < out_len / out_step && !result->failed; k++) {
            uint64_t at = run->in + (uint64_t)k * in_step, in, in_end;
            span_near(inner, at, at + in_step, &near, &in, &in_end);
            atom_of(result, out_step, in, in_end);
        }
    }
}

void ft_offmap_shift(ft_offmap *map, uint64_t base) {
    for (size_t i = 0; i < map->count; i++) map->runs[i].in = (map->runs[i].in + base) & IN_MASK;
}
