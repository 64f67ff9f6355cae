#include "text/fold_cluster.h"

#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"

enum { POINTS_MAX = 32, BUFFER = 128, ROUNDS = 4 };

typedef struct {
    uint32_t points[BUFFER];
    unsigned count;
} sequence;

static void push(sequence *out, uint32_t point) {
    if (out->count < BUFFER) out->points[out->count++] = point;
}

uint16_t ft_fold_wide_value(uint32_t point, bool *upper) {
    uint32_t low = 0, high = ft_fold_wide_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (ft_fold_wide[middle].point < point)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < ft_fold_wide_count && ft_fold_wide[low].point == point;
    *upper = found && ft_fold_wide[low].upper;
    return found ? ft_fold_wide[low].value : ft_fold_stand_in(point);
}

/* Canonical order and composition. */
static void normalise(sequence *cluster) {
    utf8proc_int32_t buffer[BUFFER];
    char text[BUFFER * 4];
    size_t len = 0;
    for (unsigned i = 0; i < cluster->count; i++) len += ft_utf8_put(text + len, cluster->points[i]);
    utf8proc_ssize_t count = utf8proc_decompose((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)len, buffer, BUFFER,
                                                UTF8PROC_DECOMPOSE | UTF8PROC_STABLE);
    if (count < 0 || count > BUFFER) return;
    count = utf8proc_normalize_utf32(buffer, count, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    cluster->count = 0;
    for (utf8proc_ssize_t i = 0; i < count; i++) push(cluster, (uint32_t)buffer[i]);
}

/* The folded form of one point of a cluster, where a mark is nothing special. */
static void fold_point(uint32_t point, sequence *out, bool *upper) {
    uint16_t value = ft_fold_unit[point & 0xFFFF];
    *upper = ft_fold_upper[(point & 0xFFFF) >> 6] >> (point & 63) & 1;
    if (point > 0xFFFF) value = ft_fold_wide_value(point, upper);
    if (!ft_fold_is_special(value)) {
        push(out, value);
    } else if (value >= FT_FOLD_SPECIAL) {
        const ft_expansion *expansion = &ft_fold_expansions[value - FT_FOLD_SPECIAL];
        *upper = expansion->upper & 1;
        for (unsigned i = 0; i < expansion->len; i++) push(out, ft_fold_pool[expansion->at + i]);
    } else if (value == FT_FOLD_JOINS) {
        utf8proc_int32_t buffer[BUFFER];
        int boundary = 0;
        utf8proc_ssize_t count = utf8proc_decompose_char(
            (utf8proc_int32_t)point, buffer, BUFFER, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STABLE, &boundary);
        for (utf8proc_ssize_t i = 0; i < count && i < BUFFER; i++) push(out, (uint32_t)buffer[i]);
    } else if (value != FT_FOLD_GONE) {
        push(out, value == FT_FOLD_APOSTROPHE ? 0x2019 : value == FT_FOLD_CIRCLE ? 0x25CB : point);
    }
}

/* The points of the text. Those above U+FFFF are folded already: the marks among them are units of their own, which
 * must not move others. */
static void collect(const char *text, size_t len, sequence *out, uint32_t *upper) {
    *upper = 0;
    for (size_t at = 0; at < len && out->count < POINTS_MAX;) {
        unsigned step;
        uint32_t point = ft_utf8_get(text + at, &step);
        bool is_upper = false;
        unsigned before = out->count;
        if (point > 0xFFFF)
            fold_point(point, out, &is_upper);
        else if (ft_fold_unit[point] != FT_FOLD_GONE)
            push(out, point);
        if (is_upper && before < POINTS_MAX) *upper |= UINT32_C(1) << before;
        at += step;
    }
}

void ft_fold_cluster(const char *text, size_t len, ft_cluster *out) {
    sequence cluster = {.count = 0};
    uint32_t upper;
    collect(text, len, &cluster, &upper);
    for (int round = 0; round < ROUNDS; round++) {
        sequence next = {.count = 0};
        uint32_t next_upper = 0;
        normalise(&cluster);
        for (unsigned i = 0; i < cluster.count; i++) {
            bool is_upper;
            unsigned at = next.count;
            fold_point(cluster.points[i], &next, &is_upper);
            if (at < FT_FOLD_EXPANSION_MAX && (is_upper || (i < FT_FOLD_EXPANSION_MAX && (upper >> i & 1))))
                next_upper |= UINT32_C(1) << at;
        }
        bool settled =
            next.count == cluster.count && memcmp(next.points, cluster.points, next.count * sizeof next.points[0]) == 0;
        cluster = next;
        upper = next_upper;
        if (settled) break;
    }
    out->count = cluster.count < FT_FOLD_EXPANSION_MAX ? cluster.count : FT_FOLD_EXPANSION_MAX;
    for (unsigned i = 0; i < out->count; i++) out->units[i] = (char16_t)cluster.points[i];
    out->upper = upper;
}
