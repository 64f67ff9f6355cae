/* UTF-8, one code point at a time. Input is valid unless the name says otherwise. */
#ifndef FT_UTF8_H
#define FT_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* Length of the sequence that the lead byte of valid UTF-8 begins. */
static inline unsigned ft_utf8_len(unsigned char lead) {
    return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* Decode one code point of valid UTF-8; *len gets its length. */
static inline uint32_t ft_utf8_get(const char *at, unsigned *len) {
    const unsigned char *s = (const unsigned char *)at;
    if (s[0] < 0x80) {
        *len = 1;
        return s[0];
    }
    if (s[0] < 0xE0) {
        *len = 2;
        return (uint32_t)(s[0] & 0x1F) << 6 | (uint32_t)(s[1] & 0x3F);
    }
    if (s[0] < 0xF0) {
        *len = 3;
        return (uint32_t)(s[0] & 0x0F) << 12 | (uint32_t)(s[1] & 0x3F) << 6 | (uint32_t)(s[2] & 0x3F);
    }
    *len = 4;
    return (uint32_t)(s[0] & 0x07) << 18 | (uint32_t)(s[1] & 0x3F) << 12 | (uint32_t)(s[2] & 0x3F) << 6 |
           (uint32_t)(s[3] & 0x3F);
}

/* Encode a code point (a surrogate or one above U+10FFFF as U+FFFD); returns the length, at most 4. */
static inline unsigned ft_utf8_put(char *out, uint32_t c) {
    unsigned char *s = (unsigned char *)out;
    if (c < 0x80) {
        s[0] = (unsigned char)c;
        return 1;
    }
    if (c < 0x800) {
        s[0] = (unsigned char)(0xC0 | c >> 6);
        s[1] = (unsigned char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) c = 0xFFFD;
    if (c < 0x10000) {
        s[0] = (unsigned char)(0xE0 | c >> 12);
        s[1] = (unsigned char)(0x80 | (c >> 6 & 0x3F));
        s[2] = (unsigned char)(0x80 | (c & 0x3F));
        return 3;
    }
    s[0] = (unsigned char)(0xF0 | c >> 18);
    s[1] = (unsigned char)(0x80 | (c >> 12 & 0x3F));
    s[2] = (unsigned char)(0x80 | (c >> 6 & 0x3F));
    s[3] = (unsigned char)(0x80 | (c & 0x3F));
    return 4;
}

/* Of any bytes: the length of the well-formed sequence at `at`, or 0; *bad gets how many bytes one U+FFFD stands for
 * then. */
static inline size_t ft_utf8_sequence(const char *at, size_t left, size_t *bad) {
    const unsigned char *s = (const unsigned char *)at;
    size_t len = s[0] < 0x80 ? 1 : s[0] < 0xC2 ? 0 : s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : s[0] < 0xF5 ? 4 : 0;
    *bad = 1;
    for (size_t i = 1; i < len; i++) {
        unsigned char low = 0x80, high = 0xBF;
        if (i == 1) {
            if (s[0] == 0xE0) low = 0xA0;
            if (s[0] == 0xED) high = 0x9F;
            if (s[0] == 0xF0) low = 0x90;
            if (s[0] == 0xF4) high = 0x8F;
        }
        if (i >= left || s[i] < low || s[i] > high) {
            *bad = i;
            return 0;
        }
    }
    return len;
}

#endif
