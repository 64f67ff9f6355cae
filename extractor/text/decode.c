#include "text/decode.h"

#include <errno.h>
#include <iconv.h>

#include "base/utf8.h"
#include "text/charset.h"
#include "text/detect.h"

static const char replacement[] = "\xEF\xBF\xBD";

/* What is decoded: input bytes from `begin` on, `at` of them done. */
typedef struct {
    const char *begin;
    size_t at, len;
    ft_buf *out;
    ft_offmap *map;
    ft_decoded *how;
} decoder;

static void replace(decoder *d, size_t bad) {
    if (d->how->first_bad < 0) d->how->first_bad = (int64_t)d->at;
    ft_buf_put(d->out, replacement, sizeof replacement - 1);
    ft_offmap_atom(d->map, sizeof replacement - 1, d->at, (uint32_t)bad);
    d->at += bad;
}

static void decode_utf8(decoder *d) {
    while (d->at < d->len && !d->map->failed && !d->out->failed) {
        size_t good = ft_utf8_check(d->begin + d->at, d->len - d->at);
        ft_buf_put(d->out, d->begin + d->at, good);
        ft_offmap_add(d->map, (uint32_t)good, d->at, (uint32_t)good);
        d->at += good;
        if (d->at < d->len) replace(d, ft_utf8_bad(d->begin + d->at, d->len - d->at));
    }
}

/* Length of the UTF-8 that one input sequence became. Big5 alone has characters that are two code points: Ê and ê with
 * macron or caron. */
static size_t output_len(const ft_charset *charset, const unsigned char *in, unsigned in_len, const char *out) {
    size_t len = ft_utf8_len((unsigned char)*out);
    bool two = charset->bytes == FT_BYTES_BIG5 && in_len == 2 && in[0] == 0x88 &&
               (in[1] == 0x62 || in[1] == 0x64 || in[1] == 0xA3 || in[1] == 0xA5);
    return two ? len + ft_utf8_len((unsigned char)out[len]) : len;
}

/* Walk over input and output that libc has converted, side by side, and record which made which. */
static void record(decoder *d, const ft_charset *charset, size_t in_end, size_t out_begin) {
    const unsigned char *in = (const unsigned char *)d->begin;
    const char *out = d->out->ptr;
    size_t at = d->at, o = out_begin, end = d->out->len;
    bool ascii = charset->bytes != FT_BYTES_UTF16LE && charset->bytes != FT_BYTES_UTF16BE;
    while (at < in_end && o < end) {
        size_t plain = at;
        while (ascii && plain < in_end && in[plain] < 0x80 && o + (plain - at) < end) plain++;
        ft_offmap_add(d->map, (uint32_t)(plain - at), at, (uint32_t)(plain - at));
        o += plain - at;
        at = plain;
        if (at == in_end || o == end) break;
        unsigned in_len = ft_charset_sequence(charset, in + at, in_end - at);
        size_t out_len = output_len(charset, in + at, in_len, out + o);
        if (!in_len || out_len > end - o) break;
        ft_offmap_atom(d->map, (uint32_t)out_len, at, in_len);
        at += in_len;
        o += out_len;
    }
    /* Should libc count sequences otherwise than we do, what is left is one atom: coarse, but never wrong. */
    if (o < end) ft_offmap_atom(d->map, (uint32_t)(end - o), at, (uint32_t)(in_end - at));
    d->at = in_end;
}

/* One U+FFFD for what libc would not take; GBK's one byte of its own is the euro. */
static void refuse(decoder *d, const ft_charset *charset) {
    const unsigned char *s = (const unsigned char *)d->begin + d->at;
    if (charset->bytes == FT_BYTES_GB18030 && *s == 0x80) {
        ft_buf_put(d->out, "\xE2\x82\xAC", 3);
        ft_offmap_atom(d->map, 3, d->at, 1);
        d->at++;
        return;
    }
    replace(d, ft_charset_bad(charset, s, d->len - d->at));
}

static void convert(decoder *d, const ft_charset *charset, iconv_t converter) {
    enum { CHUNK = 32 * 1024 };
    while (d->at < d->len && !d->map->failed) {
        size_t chunk = d->len - d->at < CHUNK ? d->len - d->at : CHUNK;
        /* At most four bytes for one; a character that libc holds back comes with the next call, or by the flush. */
        if (!ft_buf_reserve(d->out, chunk * 4 + 16)) return;
        size_t out_begin = d->out->len, in_left = chunk, room = d->out->capacity - out_begin;
        char *in = (char *)(uintptr_t)(d->begin + d->at), *out = d->out->ptr + out_begin;
        errno = 0;
        size_t result = iconv(converter, &in, &in_left, &out, &room);
        bool refused = result == (size_t)-1 && (errno == EILSEQ || (errno == EINVAL && d->at + chunk == d->len));
        iconv(converter, NULL, NULL, &out, &room);
        d->out->len = (size_t)(out - d->out->ptr);
        size_t in_end = (size_t)(in - d->begin);
        bool stuck = in_end == d->at && !refused;
        record(d, charset, in_end, out_begin);
        if ((refused || stuck) && d->at < d->len) refuse(d, charset);
    }
}

static const ft_charset *choose(fintag_str bytes, fintag_str label, size_t *mark) {
    const ft_charset *charset = ft_charset_marked(bytes, mark);
    if (!charset && label.ptr) charset = ft_charset_find(label);
    if (!charset) charset = ft_detect_utf16(bytes);
    if (!charset && ft_utf8_check(bytes.ptr, bytes.len) == bytes.len) charset = ft_charset_named("utf-8");
    return charset ? charset : ft_detect(bytes);
}

bool ft_decode(fintag_str bytes, fintag_str charset, ft_buf *out, ft_offmap *map, ft_decoded *how) {
    *how = (ft_decoded){.first_bad = -1, .charset = "utf-8"};
    if (bytes.len > UINT32_MAX) return false;
    size_t mark = 0;
    const ft_charset *chosen = choose(bytes, charset, &mark);
    decoder d = {.begin = bytes.ptr, .at = mark, .len = bytes.len, .out = out, .map = map, .how = how};
    iconv_t none = (iconv_t)-1;
    errno = 0;
    iconv_t converter = chosen->bytes == FT_BYTES_UTF8 ? none : iconv_open("UTF-8", chosen->iconv);
    if (converter == none && errno == ENOMEM) return false;
    if (converter == none) {
        decode_utf8(&d); /* also where libc lacks a converter: what is not ASCII shows as U+FFFD */
    } else {
        how->charset = chosen->name;
        convert(&d, chosen, converter);
        iconv_close(converter);
    }
    return !out->failed && !map->failed;
}
