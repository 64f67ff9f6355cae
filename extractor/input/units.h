/* ASCII marks in text of any charset: what a splitter must see, and what it must not take for one. */
#ifndef FT_UNITS_H
#define FT_UNITS_H

#include <stddef.h>

#include "text/charset.h"

typedef enum {
    FT_UNITS_BYTES,  /* ASCII bytes are ASCII: UTF-8, single-byte charsets, EUC */
    FT_UNITS_DOUBLE, /* the second byte of a character may look like ASCII: GB18030, Big5, Shift_JIS */
    FT_UNITS_LITTLE, /* UTF-16 */
    FT_UNITS_BIG
} ft_units;

static inline ft_units ft_units_of(const ft_charset *charset) {
    if (!charset) return FT_UNITS_BYTES;
    switch (charset->bytes) {
    case FT_BYTES_UTF16LE: return FT_UNITS_LITTLE;
    case FT_BYTES_UTF16BE: return FT_UNITS_BIG;
    case FT_BYTES_GB18030:
    case FT_BYTES_BIG5:
    case FT_BYTES_EUC_KR:
    case FT_BYTES_SHIFT_JIS: return FT_UNITS_DOUBLE;
    default: return FT_UNITS_BYTES;
    }
}

enum { FT_UNIT_OTHER = 0x80 };

/* The ASCII character at s, or FT_UNIT_OTHER; *len gets its bytes, 0 when it is cut at the end. left > 0. */
static inline unsigned ft_unit(const char *s, size_t left, ft_units units, unsigned *len) {
    unsigned char first = (unsigned char)s[0];
    if (units == FT_UNITS_BYTES) {
        *len = 1;
        return first < 0x80 ? first : FT_UNIT_OTHER;
    }
    if (units == FT_UNITS_DOUBLE) {
        bool lead = first >= 0x81 && first < 0xFF;
        *len = !lead ? 1 : left < 2 ? 0 : 2;
        /* Line ends, quotes and commas are never the second byte of anything. */
        if (lead && left >= 2 && (unsigned char)s[1] < '0') *len = 1;
        return first < 0x80 ? first : FT_UNIT_OTHER;
    }
    if (left < 2) {
        *len = 0;
        return FT_UNIT_OTHER;
    }
    unsigned char high = (unsigned char)s[units == FT_UNITS_LITTLE], low = (unsigned char)s[units == FT_UNITS_BIG];
    *len = 2;
    return !high && low < 0x80 ? low : FT_UNIT_OTHER;
}

#endif
