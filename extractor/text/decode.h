/* Bytes in any charset to valid UTF-8. Bad bytes become U+FFFD, never failure. */
#ifndef FT_DECODE_H
#define FT_DECODE_H

#include <fintag/fintag.h>

#include "base/buf.h"
#include "text/offmap.h"

/* First byte of invalid UTF-8 in the input, or len when all of it is valid. Fast: whole words of ASCII at a time. */
size_t ft_utf8_check(const char *bytes, size_t len);
/* How many bytes at s, where valid UTF-8 ends, one U+FFFD stands for: the longest beginning of a valid sequence, at
 * least 1. */
unsigned ft_utf8_bad(const char *s, size_t left);

typedef struct {
    int64_t first_bad;   /* byte offset of the first bad byte, or -1 */
    const char *charset; /* what was used: "utf-8", "gb18030", ... static */
} ft_decoded;

/* Decode into `out` and `map` (output bytes -> input bytes), both appended to. A BOM decides and is dropped; else the
 * charset, when its label is known; else UTF-16 that shows by its NUL bytes, strict UTF-8, then the likelier of
 * GB18030, Big5 and damaged UTF-8. Ill-formed sequences are replaced one U+FFFD per maximal subpart (the WHATWG
 * practice). Other NUL bytes pass. False when out of memory. */
bool ft_decode(fintag_str bytes, fintag_str charset, ft_buf *out, ft_offmap *map, ft_decoded *how);

#endif
