/* Table of named character references that gen_entities.c makes; private to html_reference.c and the generator. */
#ifndef FT_ENTITY_TABLE_H
#define FT_ENTITY_TABLE_H

#include <stdint.h>

enum {
    FT_ENTITY_SLOTS = 8192, /* of the hash table, over three times the names */
    FT_ENTITY_NAME_MAX = 31,
    FT_ENTITY_BARE_MAX = 6, /* longest name that may stand without semicolon */
    FT_ENTITY_TEXT_MAX = 6
};

typedef struct {
    uint16_t name; /* in ft_entity_names */
    uint8_t name_len;
    uint8_t bare; /* 1: the semicolon may be missing */
    uint8_t text_len;
    char text[FT_ENTITY_TEXT_MAX]; /* UTF-8 */
} ft_entity;

extern const ft_entity ft_entities[];
extern const char ft_entity_names[];
extern const uint16_t ft_entity_slots[FT_ENTITY_SLOTS]; /* index + 1 into ft_entities, 0 = free; linear probing */

#define FT_ENTITY_HASH_START UINT32_C(2166136261)

/* FNV-1a, a byte at a time, so that every beginning of a name has its hash on the way. */
static inline uint32_t ft_entity_hash(uint32_t hash, char c) {
    return (hash ^ (uint32_t)(unsigned char)c) * UINT32_C(16777619);
}

static inline uint32_t ft_entity_slot(uint32_t hash) {
    return (hash ^ hash >> 15) & (FT_ENTITY_SLOTS - 1);
}

#endif
