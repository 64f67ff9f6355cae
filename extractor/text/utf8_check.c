/* Where UTF-8 goes wrong. Whole words: text is mostly runs of ASCII or runs of three-byte characters. */
#include <stdbool.h>
#include <string.h>

#include "text/decode.h"

enum { WORD = sizeof(uint64_t) };

static uint64_t load(const unsigned char *s) {
    uint64_t word;
    memcpy(&word, s, WORD);
    return word;
}

/* End of the ASCII that s begins with. */
static const unsigned char *skip_ascii(const unsigned char *s, const unsigned char *end) {
    const uint64_t high = UINT64_C(0x8080808080808080);
    while (end - s >= 4 * WORD) {
        if ((load(s) | load(s + WORD) | load(s + 2 * WORD) | load(s + 3 * WORD)) & high) break;
        s += 4 * WORD;
    }
    while (end - s >= WORD && !(load(s) & high)) s += WORD;
    while (s < end && *s < 0x80) s++;
    return s;
}

/* Second bytes after E0 below A0 are overlong, after ED above 9F surrogates: lead bytes that need a look. */
static bool special(unsigned char lead) {
    return lead == 0xE0 || lead == 0xED;
}

/* End of the plain three-byte characters that s begins with, two at a time. The patterns are laid out byte by byte, so
 * that the comparison holds for either byte order. */
static const unsigned char *skip_threes(const unsigned char *s, const unsigned char *end) {
    static const unsigned char mask_bytes[WORD] = {0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0, 0, 0};
    static const unsigned char form_bytes[WORD] = {0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80, 0, 0};
    const uint64_t mask = load(mask_bytes), form = load(form_bytes);
    while (end - s >= WORD && (load(s) & mask) == form && !special(s[0]) && !special(s[3])) s += 6;
    return s;
}

static bool tail(unsigned char c) {
    return (c & 0xC0) == 0x80;
}

/* Length of the well-formed sequence at s, 0 when there is none. */
static unsigned sequence(const unsigned char *s, size_t left) {
    unsigned char lead = s[0];
    if (lead < 0x80) return 1;
    if (lead < 0xC2 || lead > 0xF4 || left < 2 || !tail(s[1])) return 0;
    if (lead < 0xE0) return 2;
    if (left < 3 || !tail(s[2])) return 0;
    if (lead < 0xF0) {
        bool bad = (lead == 0xE0 && s[1] < 0xA0) || (lead == 0xED && s[1] > 0x9F);
        return bad ? 0 : 3;
    }
    bool bad = left < 4 || !tail(s[3]) || (lead == 0xF0 && s[1] < 0x90) || (lead == 0xF4 && s[1] > 0x8F);
    return bad ? 0 : 4;
}

size_t ft_utf8_check(const char *bytes, size_t len) {
    if (!len) return 0;
    const unsigned char *begin = (const unsigned char *)bytes, *s = begin, *end = begin + len;
    while (s < end) {
        if (*s < 0x80) {
            s = skip_ascii(s, end);
            continue;
        }
        if (*s >= 0xE0 && *s < 0xF0) {
            const unsigned char *after = skip_threes(s, end);
            if (after != s) {
                s = after;
                continue;
            }
        }
        unsigned step = sequence(s, (size_t)(end - s));
        if (!step) break;
        s += step;
    }
    return (size_t)(s - begin);
}

unsigned ft_utf8_bad(const char *bytes, size_t left) {
    const unsigned char *s = (const unsigned char *)bytes;
    unsigned need = s[0] < 0xC2 || s[0] > 0xF4 ? 1 : s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;
    if (need < 3 || left < 2 || !tail(s[1])) return 1;
    bool second = s[0] == 0xE0   ? s[1] >= 0xA0
                  : s[0] == 0xED ? s[1] <= 0x9F
                  : s[0] == 0xF0 ? s[1] >= 0x90
                  : s[0] == 0xF4 ? s[1] <= 0x8F
                                 : true;
    if (!second) return 1;
    return need == 4 && left >= 3 && tail(s[2]) ? 3 : 2;
}
