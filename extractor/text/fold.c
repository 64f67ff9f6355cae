#include "text/fold.h"

#include <stdlib.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/utf8.h"
#include "text/fold_cluster.h"

/* A whole vector is written at once, whatever of it counts. */
enum { SLACK = 32 };

/* Units made so far are `n`. Those from seg_unit on stand for the code points from seg_point on, one for one. Just
 * before that segment may stand an expansion that is not in the map yet, because a combining mark could still change
 * it. */
typedef struct {
    const char *text;
    size_t len, at;
    ft_folded *out;
    uint32_t n;
    uint32_t seg_unit, seg_point;
    bool has_expansion;
    uint32_t exp_unit, exp_point;
    size_t exp_at;
    size_t cleared; /* words of out->upper that are of this text */
} folder;

static bool grow(ft_folded *out, size_t capacity) {
    if (capacity > UINT32_MAX - 64) return false;
    char16_t *unit = realloc(out->unit, capacity * sizeof *unit);
    if (!unit) return false;
    out->unit = unit;
    uint64_t *upper = realloc(out->upper, (capacity / 64 + 2) * sizeof *upper);
    if (!upper) return false;
    out->upper = upper;
    out->capacity = (uint32_t)capacity;
    return true;
}

/* Room for what is left of the text, one unit a byte, after `more` further units; no stale bits of upper case there. */
static bool reserve(folder *f, size_t more) {
    size_t need = f->n + more + (f->len - f->at) + SLACK;
    if (need > f->out->capacity && !grow(f->out, need + (more ? need / 4 : 0))) return false;
    size_t words = need / 64 + 2;
    if (words > f->cleared) memset(f->out->upper + f->cleared, 0, (words - f->cleared) * sizeof *f->out->upper);
    if (words > f->cleared) f->cleared = words;
    return true;
}

static void set_upper(ft_folded *out, uint32_t at, uint64_t bits) {
    out->upper[at >> 6] |= bits << (at & 63);
    if (at & 63) out->upper[(at >> 6) + 1] |= bits >> (64 - (at & 63));
}

/* Write the open expansion and the segment up to unit n into the map; a new segment begins there. */
static void close_segment(folder *f, uint32_t n) {
    if (f->has_expansion)
        ft_offmap_atom(&f->out->points, f->seg_unit - f->exp_unit, f->exp_point, f->seg_point - f->exp_point);
    f->has_expansion = false;
    ft_offmap_add(&f->out->points, n - f->seg_unit, f->seg_point, n - f->seg_unit);
    f->seg_point += n - f->seg_unit;
    f->seg_unit = n;
}

static bool expand(folder *f, uint16_t value, unsigned step) {
    const ft_expansion *expansion = &ft_fold_expansions[value - FT_FOLD_SPECIAL];
    if (!reserve(f, FT_FOLD_EXPANSION_MAX)) return false;
    close_segment(f, f->n);
    f->has_expansion = true;
    f->exp_unit = f->n;
    f->exp_point = f->seg_point;
    f->exp_at = f->at;
    memcpy(f->out->unit + f->n, ft_fold_pool + expansion->at, expansion->len * sizeof(char16_t));
    if (expansion->upper) set_upper(f->out, f->n, expansion->upper);
    f->n += expansion->len;
    f->seg_unit = f->n;
    f->seg_point++;
    f->at += step;
    return true;
}

/* Go over the marks and invisible code points at f->at; *marks gets whether there is a mark. Returns their number. */
static uint32_t skip_marks(folder *f, bool *marks) {
    uint32_t count = 0;
    *marks = false;
    while (f->at < f->len && (unsigned char)f->text[f->at] >= 0x80) {
        unsigned step;
        bool upper;
        uint32_t point = ft_utf8_get(f->text + f->at, &step);
        uint16_t value = point > 0xFFFF ? ft_fold_wide_value(point, &upper) : ft_fold_unit[point];
        if (value != FT_FOLD_JOINS && value != FT_FOLD_GONE) break;
        *marks |= value == FT_FOLD_JOINS;
        count++;
        f->at += step;
    }
    return count;
}

/* Marks or invisible code points: alone the latter just vanish; with a mark, all that is here and the code point
 * before, unless that is a control character, fold as one. */
static bool fold_marks(folder *f) {
    size_t begin = f->at;
    bool marks;
    uint32_t points = skip_marks(f, &marks);
    if (!marks) {
        close_segment(f, f->n);
        f->seg_point += points;
        return true;
    }
    if (f->n > f->seg_unit && f->out->unit[f->n - 1] >= ' ') {
        do begin--;
        while (((unsigned char)f->text[begin] & 0xC0) == 0x80);
        f->n--;
        points++;
    } else if (f->n == f->seg_unit && f->has_expansion) {
        begin = f->exp_at;
        points += f->seg_point - f->exp_point;
        f->n = f->seg_unit = f->exp_unit;
        f->seg_point = f->exp_point;
        f->has_expansion = false;
    }
    close_segment(f, f->n);
    if (!reserve(f, FT_FOLD_EXPANSION_MAX)) return false;
    ft_cluster cluster;
    ft_fold_cluster(f->text + begin, f->at - begin, &cluster);
    for (uint32_t i = f->n; i < f->n + FT_FOLD_EXPANSION_MAX; i++) f->out->upper[i >> 6] &= ~(UINT64_C(1) << (i & 63));
    memcpy(f->out->unit + f->n, cluster.units, cluster.count * sizeof(char16_t));
    set_upper(f->out, f->n, cluster.upper);
    ft_offmap_add(&f->out->points, cluster.count, f->seg_point, points);
    f->n += cluster.count;
    f->seg_unit = f->n;
    f->seg_point += points;
    return true;
}

static uint8_t class_before(const folder *f) {
    return f->n ? ft_unit_class[f->out->unit[f->n - 1]] : 0;
}

/* Is the next visible code point a letter? */
static bool letter_follows(const folder *f, size_t at) {
    unsigned step;
    bool upper;
    for (; at < f->len; at += step) {
        uint32_t point = ft_utf8_get(f->text + at, &step);
        uint16_t value = point > 0xFFFF ? ft_fold_wide_value(point, &upper) : ft_fold_unit[point];
        if (value == FT_FOLD_GONE) continue;
        if (value >= FT_FOLD_SPECIAL && ft_fold_is_special(value))
            value = ft_fold_pool[ft_fold_expansions[value - FT_FOLD_SPECIAL].at];
        return !ft_fold_is_special(value) && (ft_unit_class[value] & FT_C_LETTER);
    }
    return false;
}

/* A code point whose unit depends on its neighbours. */
static char16_t unit_in_context(const folder *f, uint32_t point, uint16_t value, unsigned step) {
    bool upper, after_digit = f->n && (class_before(f) & FT_C_DIGIT);
    switch (value) {
    case FT_FOLD_APOSTROPHE:
        return (class_before(f) & FT_C_LETTER) && letter_follows(f, f->at + step) ? u'\'' : u'\u2019';
    case FT_FOLD_CIRCLE: return class_before(f) & FT_C_NUMERAL ? u'〇' : u'○';
    case FT_FOLD_RAISED:
        if (after_digit || (f->n && ft_fold_unit[f->out->unit[f->n - 1]] == FT_FOLD_RAISED)) return (char16_t)point;
        return point == 0xB9 ? u'1' : point < 0x100 ? (char16_t)(point - 0xB2 + '2') : (char16_t)(point - 0x2070 + '0');
    default: return ft_fold_wide_value(point, &upper);
    }
}

/* A code point that the loop leaves to us. */
static bool fold_special(folder *f) {
    unsigned step;
    bool upper = false;
    uint32_t point = ft_utf8_get(f->text + f->at, &step);
    uint16_t value = point > 0xFFFF ? ft_fold_wide_value(point, &upper) : ft_fold_unit[point];
    if (value == FT_FOLD_GONE || value == FT_FOLD_JOINS) return fold_marks(f);
    if (value >= FT_FOLD_SPECIAL && ft_fold_is_special(value)) return expand(f, value, step);
    if (upper) set_upper(f->out, f->n, 1);
    f->out->unit[f->n++] = ft_fold_is_special(value) ? unit_in_context(f, point, value, step) : value;
    f->at += step;
    return true;
}

#ifdef __SSE2__
/* Printable ASCII that s begins with, of 16 bytes that may be read: small letters into `unit`. *upper gets the bits of
 * what was upper case. */
static unsigned fold_ascii(const char *s, char16_t *unit, unsigned *upper) {
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)s);
    /* Signed comparison: bytes above ASCII are below a space too. */
    unsigned stop = (unsigned)_mm_movemask_epi8(_mm_cmplt_epi8(bytes, _mm_set1_epi8(' ')));
    __m128i capital =
        _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8('A' - 1)), _mm_cmplt_epi8(bytes, _mm_set1_epi8('Z' + 1)));
    bytes = _mm_or_si128(bytes, _mm_and_si128(capital, _mm_set1_epi8(0x20)));
    _mm_storeu_si128((__m128i *)(void *)unit, _mm_unpacklo_epi8(bytes, _mm_setzero_si128()));
    _mm_storeu_si128((__m128i *)(void *)(unit + 8), _mm_unpackhi_epi8(bytes, _mm_setzero_si128()));
    unsigned count = stop ? (unsigned)__builtin_ctz(stop) : 16;
    *upper = (unsigned)_mm_movemask_epi8(capital) & ((1U << count) - 1);
    return count;
}
#else
static unsigned fold_ascii(const char *s, char16_t *unit, unsigned *upper) {
    unsigned count = 0;
    *upper = 0;
    while (count < 16 && (unsigned char)s[count] >= ' ' && (unsigned char)s[count] < 0x80) {
        char c = s[count];
        if (c >= 'A' && c <= 'Z') {
            *upper |= 1U << count;
            c = (char)(c + 32);
        }
        unit[count++] = (unsigned char)c;
    }
    return count;
}
#endif

/* The hot loop: code points that are one unit each, until the end or a special one. */
static void fold_plain(folder *f) {
    const unsigned char *s = (const unsigned char *)f->text + f->at, *end = (const unsigned char *)f->text + f->len;
    ft_folded *out = f->out;
    char16_t *unit = out->unit;
    uint32_t n = f->n;
    while (s < end) {
        uint32_t point;
        unsigned step;
        if (*s < 0x80) {
            if (end - s >= 16) {
                unsigned upper, count = fold_ascii((const char *)s, unit + n, &upper);
                if (upper) set_upper(out, n, upper);
                n += count;
                s += count;
                if (count) continue;
            }
            point = *s;
            step = 1;
        } else if (*s >= 0xE0 && *s < 0xF0) {
            point = (uint32_t)(s[0] & 0x0F) << 12 | (uint32_t)(s[1] & 0x3F) << 6 | (uint32_t)(s[2] & 0x3F);
            step = 3;
        } else if (*s < 0xE0) {
            point = (uint32_t)(s[0] & 0x1F) << 6 | (uint32_t)(s[1] & 0x3F);
            step = 2;
        } else {
            break;
        }
        uint16_t value = ft_fold_unit[point];
        if (ft_fold_is_special(value)) break;
        if (value != point && (ft_fold_upper[point >> 6] >> (point & 63) & 1)) set_upper(out, n, 1);
        unit[n++] = value;
        s += step;
    }
    f->n = n;
    f->at = (size_t)(s - (const unsigned char *)f->text);
}

bool ft_fold(const char *text, size_t len, ft_folded *out) {
    folder f = {.text = text, .len = len, .out = out};
    ft_offmap_clear(&out->points);
    out->count = 0;
    if (!reserve(&f, 0)) return false;
    while (f.at < len) {
        fold_plain(&f);
        if (f.at < len && !fold_special(&f)) return false;
    }
    close_segment(&f, f.n);
    out->unit[f.n] = 0;
    out->count = f.n;
    return !out->points.failed;
}

void ft_folded_free(ft_folded *folded) {
    free(folded->unit);
    free(folded->upper);
    ft_offmap_free(&folded->points);
    *folded = (ft_folded){0};
}
