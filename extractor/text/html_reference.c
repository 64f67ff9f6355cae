/* Character references: &amp; &#38; &#x26; and what stands where the semicolon is missing. */
#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"
#include "text/entity_table.h"
#include "text/html.h"

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_alnum(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static const ft_entity *find(uint32_t hash, const char *name, size_t len) {
    for (uint32_t slot = ft_entity_slot(hash); ft_entity_slots[slot]; slot = (slot + 1) % FT_ENTITY_SLOTS) {
        const ft_entity *entity = &ft_entities[ft_entity_slots[slot] - 1];
        if (entity->name_len == len && memcmp(ft_entity_names + entity->name, name, len) == 0) return entity;
    }
    return NULL;
}

/* The reference whose name begins at s + 1. A name ends where letters and digits do, so there are two ways only: all of
 * them and a semicolon, or the longest beginning that needs none. */
static size_t read_name(const char *s, size_t len, bool in_attribute, const ft_entity **found) {
    uint32_t hash = FT_ENTITY_HASH_START, at_length[FT_ENTITY_BARE_MAX + 1];
    size_t run = 0;
    while (run < FT_ENTITY_NAME_MAX + 1 && 1 + run < len && is_alnum(s[1 + run])) {
        hash = ft_entity_hash(hash, s[1 + run++]);
        if (run <= FT_ENTITY_BARE_MAX) at_length[run] = hash;
    }
    if (run <= FT_ENTITY_NAME_MAX && 1 + run < len && s[1 + run] == ';' && (*found = find(hash, s + 1, run)))
        return run + 2;
    for (size_t bare = run < FT_ENTITY_BARE_MAX ? run : FT_ENTITY_BARE_MAX; bare >= 2; bare--) {
        *found = find(at_length[bare], s + 1, bare);
        if (!*found || !(*found)->bare) continue;
        /* In an attribute, ?a=b&copy=1 and &copyright are no references. */
        char next = 1 + bare < len ? s[1 + bare] : 0;
        return in_attribute && (next == '=' || is_alnum(next)) ? 0 : bare + 1;
    }
    return 0;
}

/* What a number stands for. Numbers from 80 to 9F are those of windows-1252, as old pages meant them. */
static uint32_t resolve_number(uint32_t number) {
    static const uint16_t windows_1252[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                              0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                              0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                              0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
    if (number >= 0x80 && number < 0xA0 && windows_1252[number - 0x80]) return windows_1252[number - 0x80];
    return number ? number : 0xFFFD; /* ft_utf8_put turns surrogates and what is too large into U+FFFD */
}

static int digit_value(char c, bool hexadecimal) {
    if (is_digit(c)) return c - '0';
    char small = (char)(c | 0x20);
    return hexadecimal && small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

static size_t read_number(const char *s, size_t len, uint32_t *point) {
    size_t at = 2;
    bool hexadecimal = at < len && (s[at] == 'x' || s[at] == 'X');
    at += hexadecimal;
    size_t digits = at;
    uint32_t number = 0;
    for (int value; at < len && (value = digit_value(s[at], hexadecimal)) >= 0; at++)
        if (number <= 0x10FFFF) number = number * (hexadecimal ? 16 : 10) + (uint32_t)value;
    if (at == digits) return 0;
    *point = resolve_number(number);
    return at + (at < len && s[at] == ';');
}

size_t ft_html_reference(const char *s, size_t len, bool in_attribute, char out[8], unsigned *out_len) {
    *out_len = 0;
    if (len < 2) return 0;
    if (s[1] == '#') {
        uint32_t point;
        size_t used = read_number(s, len, &point);
        if (used) *out_len = ft_utf8_put(out, point);
        return used;
    }
    const ft_entity *entity = NULL;
    size_t used = read_name(s, len, in_attribute, &entity);
    if (!used) return 0;
    memcpy(out, entity->text, FT_ENTITY_TEXT_MAX);
    *out_len = entity->text_len;
    return used;
}
