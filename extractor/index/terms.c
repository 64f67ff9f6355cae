#include "index/terms.h"

#include <stdlib.h>

enum { FIRST_UNITS = 1 << 16, FIRST_TERMS = 1 << 12, SLOTS_PER_TERM = 2 };

void ft_terms_free(ft_terms *terms) {
    free(terms->units);
    free(terms->places);
    free(terms->rank);
    free(terms->slots);
    *terms = (ft_terms){0};
}

void ft_terms_clear(ft_terms *terms) {
    terms->unit_count = terms->count = 0;
    if (terms->slot_count) memset(terms->slots, 0, terms->slot_count * sizeof *terms->slots);
}

/* FNV-1a of the units. */
static uint32_t hash_of(ft_ustr term) {
    uint32_t hash = 0x811C9DC5u;
    for (uint32_t i = 0; i < term.len; i++) hash = (hash ^ term.ptr[i]) * 0x01000193u;
    return hash ^ hash >> 15;
}

static ft_ustr units_of(const ft_terms *terms, const ft_term_place *place) {
    return (ft_ustr){terms->units + place->at, place->len};
}

/* Room for one more term. */
static bool grow(ft_terms *terms) {
    size_t capacity = terms->capacity ? terms->capacity * 2 : FIRST_TERMS;
    ft_term_place *places = realloc(terms->places, capacity * sizeof *places);
    if (places) terms->places = places;
    uint32_t *rank = realloc(terms->rank, capacity * sizeof *rank);
    if (rank) terms->rank = rank;
    uint32_t *slots = calloc(capacity * SLOTS_PER_TERM, sizeof *slots);
    if (!places || !rank || !slots) {
        free(slots);
        return false;
    }
    free(terms->slots);
    terms->slots = slots;
    terms->slot_count = capacity * SLOTS_PER_TERM;
    terms->capacity = capacity;
    for (uint32_t i = 0; i < terms->count; i++) {
        size_t slot = places[i].hash & (terms->slot_count - 1);
        while (slots[slot]) slot = (slot + 1) & (terms->slot_count - 1);
        slots[slot] = i + 1;
    }
    return true;
}

static bool keep_units(ft_terms *terms, ft_ustr term) {
    if (terms->unit_capacity - terms->unit_count < term.len) {
        size_t capacity = terms->unit_capacity ? terms->unit_capacity * 2 : FIRST_UNITS;
        char16_t *units = realloc(terms->units, capacity * sizeof *units);
        if (!units) return false;
        terms->units = units;
        terms->unit_capacity = capacity;
    }
    memcpy(terms->units + terms->unit_count, term.ptr, term.len * sizeof *term.ptr);
    terms->unit_count += term.len;
    return true;
}

bool ft_terms_number(ft_terms *terms, ft_ustr term, uint32_t *number) {
    uint32_t hash = hash_of(term);
    if (terms->count == terms->capacity && !grow(terms)) return false;
    size_t slot = hash & (terms->slot_count - 1);
    for (; terms->slots[slot]; slot = (slot + 1) & (terms->slot_count - 1)) {
        const ft_term_place *place = &terms->places[terms->slots[slot] - 1];
        if (place->hash != hash || !ft_ustr_eq(units_of(terms, place), term)) continue;
        *number = terms->slots[slot] - 1;
        return true;
    }
    uint32_t at = (uint32_t)terms->unit_count;
    if (!keep_units(terms, term)) return false;
    *number = (uint32_t)terms->count++;
    terms->places[*number] = (ft_term_place){at, term.len, hash};
    terms->slots[slot] = *number + 1;
    return true;
}

typedef struct {
    const char16_t *units;
    ft_term_place place;
    uint32_t number;
} sorted_term;

static int by_units(const void *a, const void *b) {
    const sorted_term *x = a, *y = b;
    return ft_ustr_compare((ft_ustr){x->units, x->place.len}, (ft_ustr){y->units, y->place.len});
}

const uint32_t *ft_terms_order(ft_terms *terms) {
    if (!terms->count) return NULL;
    sorted_term *sorted = malloc(terms->count * sizeof *sorted);
    if (!sorted) return NULL;
    for (uint32_t i = 0; i < terms->count; i++)
        sorted[i] = (sorted_term){terms->units + terms->places[i].at, terms->places[i], i};
    qsort(sorted, terms->count, sizeof *sorted, by_units);
    for (uint32_t i = 0; i < terms->count; i++) {
        terms->places[i] = sorted[i].place;
        terms->rank[sorted[i].number] = i;
    }
    free(sorted);
    return terms->rank;
}

ft_ustr ft_terms_ranked(const ft_terms *terms, uint32_t rank) {
    return units_of(terms, &terms->places[rank]);
}
