#include "index/structure.h"

#include <string.h>

#include "index/varint.h"

/* cookie, levels, segments, pages ever written; for each level, the newest first: how many of its segments are being
 * merged, how many it has; for each of these, the newest last: number, first and last page. */
enum { COOKIE = 4, NUMBERS = 3 };

typedef struct {
    const unsigned char *bytes;
    size_t len, at;
    bool damaged;
} reader;

static uint64_t next(reader *r) {
    uint64_t value = 0;
    unsigned len = r->damaged ? 0 : ft_varint_get(r->bytes + r->at, r->len - r->at, &value);
    if (!len) r->damaged = true;
    r->at += len;
    return value;
}

typedef struct {
    uint64_t levels, segments, written;
    size_t body; /* where levels begin */
} head;

static reader read_head(const ft_structure *structure, head *h) {
    reader r = {.bytes = structure->bytes, .len = structure->len, .at = COOKIE};
    h->levels = next(&r);
    h->segments = next(&r);
    h->written = next(&r);
    h->body = r.at;
    r.damaged |= structure->len < COOKIE || h->levels > FT_STRUCTURE_SEGMENTS || h->segments > FT_STRUCTURE_SEGMENTS;
    return r;
}

uint32_t ft_structure_count(const ft_structure *structure) {
    head h;
    reader r = read_head(structure, &h);
    return r.damaged ? 0 : (uint32_t)h.segments;
}

uint32_t ft_structure_free(const ft_structure *structure) {
    bool used[FT_STRUCTURE_SEGMENTS + 1] = {true};
    head h;
    reader r = read_head(structure, &h);
    for (uint64_t level = 0; level < h.levels && !r.damaged; level++) {
        next(&r);
        for (uint64_t left = next(&r); left && !r.damaged; left--) {
            uint64_t segment = next(&r);
            if (segment <= FT_STRUCTURE_SEGMENTS) used[segment] = true;
            next(&r);
            next(&r);
        }
    }
    if (r.damaged) return 0;
    for (uint32_t i = 1; i <= FT_STRUCTURE_SEGMENTS; i++)
        if (!used[i]) return i;
    return 0;
}

bool ft_structure_add(ft_structure *structure, uint32_t segment, uint32_t pages) {
    head h;
    reader r = read_head(structure, &h);
    uint64_t merging = 0, count = 0;
    if (h.levels) {
        merging = next(&r);
        count = next(&r);
    }
    size_t begin = r.at;
    for (uint64_t i = 0; i < count * NUMBERS && !r.damaged; i++) next(&r);
    if (r.damaged) return false;
    unsigned char bytes[FT_STRUCTURE_BYTES];
    enum { MORE = 8 * FT_VARINT_MOST };
    if (structure->len + MORE > sizeof bytes) return false;
    size_t len = COOKIE;
    memcpy(bytes, structure->bytes, COOKIE);
    len += ft_varint_put(bytes + len, h.levels ? h.levels : 1);
    len += ft_varint_put(bytes + len, h.segments + 1);
    len += ft_varint_put(bytes + len, h.written + pages);
    len += ft_varint_put(bytes + len, merging);
    len += ft_varint_put(bytes + len, count + 1);
    memcpy(bytes + len, structure->bytes + begin, r.at - begin);
    len += r.at - begin;
    len += ft_varint_put(bytes + len, segment);
    len += ft_varint_put(bytes + len, 1);
    len += ft_varint_put(bytes + len, pages);
    memcpy(bytes + len, structure->bytes + r.at, structure->len - r.at);
    len += structure->len - r.at;
    memcpy(structure->bytes, bytes, len);
    structure->len = len;
    return true;
}

size_t ft_sums_add(unsigned char bytes[static FT_SUMS_BYTES], size_t len, const int64_t more[static FT_SUMS]) {
    reader r = {.bytes = bytes, .len = len};
    uint64_t sums[FT_SUMS] = {0};
    for (unsigned i = 0; len && i < FT_SUMS; i++) sums[i] = next(&r);
    if (r.damaged) return 0;
    size_t at = 0;
    for (unsigned i = 0; i < FT_SUMS; i++) at += ft_varint_put(bytes + at, sums[i] + (uint64_t)more[i]);
    return at;
}
