/* The folded form of a code point: our own rules first, then NFKC, small letters, simplified forms, over and over until
 * nothing changes, so that folding what is folded changes nothing either. */
#include <string.h>
#include <utf8proc.h>

#include "text/gen_fold.h"

static bool decompose(uint32_t point, utf8proc_option_t options, gen_sequence *out) {
    utf8proc_int32_t buffer[GEN_SEQUENCE];
    int boundary = 0;
    utf8proc_ssize_t count = utf8proc_decompose_char((utf8proc_int32_t)point, buffer, GEN_SEQUENCE, options, &boundary);
    if (count < 0 || count > GEN_SEQUENCE || out->count + (size_t)count > GEN_SEQUENCE) return false;
    for (utf8proc_ssize_t i = 0; i < count; i++) out->points[out->count++] = (uint32_t)buffer[i];
    return true;
}

static bool compose(gen_sequence *sequence) {
    utf8proc_int32_t buffer[GEN_SEQUENCE];
    for (unsigned i = 0; i < sequence->count; i++) buffer[i] = (utf8proc_int32_t)sequence->points[i];
    utf8proc_ssize_t count =
        utf8proc_normalize_utf32(buffer, (utf8proc_ssize_t)sequence->count, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    if (count < 0) return false;
    for (utf8proc_ssize_t i = 0; i < count; i++) sequence->points[i] = (uint32_t)buffer[i];
    sequence->count = (unsigned)count;
    return true;
}

static bool is_mark(uint32_t point) {
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)point);
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC || category == UTF8PROC_CATEGORY_ME;
}

/* NFKC of one point. Accents that stand alone are no space and a mark to us, but one sign: NFC. */
static bool normalise(uint32_t point, gen_sequence *out) {
    gen_sequence form = {.count = 0};
    if (!decompose(point, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STABLE, &form)) return false;
    if (form.count > 1 && form.points[0] == ' ' && is_mark(form.points[1])) {
        form.count = 0;
        if (!decompose(point, UTF8PROC_DECOMPOSE | UTF8PROC_STABLE, &form)) return false;
    }
    if (!compose(&form)) return false;
    if (out->count + form.count > GEN_SEQUENCE) return false;
    memcpy(out->points + out->count, form.points, form.count * sizeof form.points[0]);
    out->count += form.count;
    return true;
}

static bool is_upper(uint32_t point) {
    return utf8proc_tolower((utf8proc_int32_t)point) != (utf8proc_int32_t)point;
}

/* Simple case folding: one point for one. */
static uint32_t lower(uint32_t point) {
    gen_sequence folded = {.count = 0};
    if (decompose(point, UTF8PROC_CASEFOLD | UTF8PROC_STABLE, &folded) && folded.count == 1 && !is_mark(point))
        if (utf8proc_tolower((utf8proc_int32_t)folded.points[0]) == (utf8proc_int32_t)folded.points[0])
            return folded.points[0];
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)point);
}

static uint32_t simplify(const gen_data *data, uint32_t point) {
    if (point < 0x10000 && data->gb2312[point]) return point;
    uint32_t to = data->simple[point];
    return to && to < 0x10000 ? to : point;
}

/* One round. Each point of the result carries the letter case of the point it comes from. */
static bool fold_round(const gen_data *data, const gen_sequence *in, uint32_t in_upper, gen_sequence *out,
                       uint32_t *out_upper) {
    out->count = 0;
    *out_upper = 0;
    for (unsigned i = 0; i < in->count; i++) {
        uint32_t point = in->points[i];
        unsigned begin = out->count;
        switch ((gen_rule)data->rule[point]) {
        case GEN_GONE: continue;
        case GEN_NONE:
            if (!normalise(point, out)) return false;
            break;
        default:
            if (out->count == GEN_SEQUENCE) return false;
            out->points[out->count++] = data->rule[point] == GEN_TO ? data->to[point] : point;
        }
        for (unsigned k = begin; k < out->count; k++) {
            if (is_upper(out->points[k]) || (in_upper >> i & 1)) *out_upper |= UINT32_C(1) << k;
            if (data->rule[out->points[k]] != GEN_NONE) continue;
            out->points[k] = simplify(data, lower(out->points[k]));
        }
    }
    unsigned before = out->count;
    if (!compose(out)) return false;
    if (out->count != before) *out_upper &= 1;
    return true;
}

bool gen_fold_point(const gen_data *data, uint32_t point, gen_sequence *folded, uint32_t *upper) {
    *folded = (gen_sequence){.points = {point}, .count = 1};
    *upper = 0;
    for (int round = 0; round < 8; round++) {
        gen_sequence next;
        uint32_t next_upper;
        if (!fold_round(data, folded, *upper, &next, &next_upper)) return false;
        bool settled =
            next.count == folded->count && !memcmp(next.points, folded->points, next.count * sizeof next.points[0]);
        *folded = next;
        *upper = next_upper;
        if (settled) return true;
    }
    return false;
}

enum { V_FIRST = 0x1161, V_LAST = 0x1175, T_FIRST = 0x11A8, T_LAST = 0x11C2 };

/* Second halves of canonical decompositions: the points that may be swallowed by the one before. */
static bool second_half[GEN_POINTS];

void gen_joins_prepare(void) {
    for (uint32_t point = V_FIRST; point <= T_LAST; point++) second_half[point] = point <= V_LAST || point >= T_FIRST;
    for (uint32_t point = 0; point < GEN_POINTS; point++) {
        if (point >= 0xAC00 && point < 0xD7A4) continue;
        const utf8proc_property_t *property = utf8proc_get_property((utf8proc_int32_t)point);
        gen_sequence form = {.count = 0};
        if (property->decomp_type || !decompose(point, UTF8PROC_DECOMPOSE | UTF8PROC_STABLE, &form)) continue;
        if (form.count > 1) second_half[form.points[form.count - 1]] = true;
    }
}

bool gen_joins(uint32_t point) {
    gen_sequence form = {.count = 0};
    if (!decompose(point, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STABLE, &form) || !form.count) return false;
    uint32_t first = form.points[0];
    return second_half[first] || utf8proc_get_property((utf8proc_int32_t)first)->combining_class != 0;
}
