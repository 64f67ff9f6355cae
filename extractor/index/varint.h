/* SQLite's numbers of variable length: seven bits a byte, the most significant first; a ninth byte has eight. */
#ifndef FT_VARINT_H
#define FT_VARINT_H

#include <stddef.h>
#include <stdint.h>

enum { FT_VARINT_MOST = 9 };

/* Returns the length. */
static inline unsigned ft_varint_put(unsigned char *out, uint64_t value) {
    unsigned len = 1;
    if (value < 0x80) {
        out[0] = (unsigned char)value;
        return 1;
    }
    if (value < 0x4000) {
        out[0] = (unsigned char)(value >> 7 | 0x80);
        out[1] = (unsigned char)(value & 0x7F);
        return 2;
    }
    if (value >> 56) {
        out[8] = (unsigned char)value;
        value >>= 8;
        for (unsigned i = 8; i--; value >>= 7) out[i] = (unsigned char)(value | 0x80);
        return 9;
    }
    for (uint64_t rest = value >> 7; rest; rest >>= 7) len++;
    for (unsigned i = len; i--; value >>= 7) out[i] = (unsigned char)((value & 0x7F) | (i + 1 == len ? 0 : 0x80));
    return len;
}

/* Returns the length, 0 when the number goes on behind `most` bytes. */
static inline unsigned ft_varint_get(const unsigned char *bytes, size_t most, uint64_t *value) {
    *value = 0;
    for (unsigned i = 0; i < FT_VARINT_MOST && i < most; i++) {
        if (i + 1 == FT_VARINT_MOST) {
            *value = *value << 8 | bytes[i];
            return FT_VARINT_MOST;
        }
        *value = *value << 7 | (bytes[i] & 0x7F);
        if (bytes[i] < 0x80) return i + 1;
    }
    return 0;
}

#endif
