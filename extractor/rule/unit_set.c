#include "rule/unit_set.h"

#include <stdlib.h>

uint32_t ft_unit_hex(ft_ustr pattern, uint32_t at, char16_t *unit) {
    unsigned value = 0;
    bool braced = at + 2 < pattern.len && pattern.ptr[at + 2] == '{';
    uint32_t end = at + 2 + braced;
    for (; end < pattern.len && (braced ? pattern.ptr[end] != '}' : end < at + 4); end++) {
        unsigned c = pattern.ptr[end];
        value = value * 16 + (c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    *unit = (char16_t)value;
    return end + braced;
}

void ft_unit_set_add(ft_arena *arena, ft_unit_set *set, uint32_t first, uint32_t end) {
    ft_unit_range *range = FT_PUSH(arena, set);
    if (range) *range = (ft_unit_range){first, end};
}

void ft_unit_set_join(ft_arena *arena, ft_unit_set *set, const ft_unit_set *other) {
    for (size_t i = 0; i < other->count; i++) ft_unit_set_add(arena, set, other->items[i].first, other->items[i].end);
    set->loose |= other->loose;
}

static int by_first(const void *left, const void *right) {
    const ft_unit_range *a = left, *b = right;
    return (a->first > b->first) - (a->first < b->first);
}

void ft_unit_set_sort(ft_unit_set *set) {
    size_t count = 0;
    if (set->count) qsort(set->items, set->count, sizeof *set->items, by_first);
    for (size_t i = 0; i < set->count; i++) {
        ft_unit_range range = set->items[i];
        if (!count || set->items[count - 1].end < range.first)
            set->items[count++] = range;
        else if (set->items[count - 1].end < range.end)
            set->items[count - 1].end = range.end;
    }
    set->count = count;
}

uint32_t ft_unit_set_size(ft_unit_set *set) {
    uint32_t size = 0;
    ft_unit_set_sort(set);
    for (size_t i = 0; i < set->count; i++) size += set->items[i].end - set->items[i].first;
    return size;
}

ft_unit_set ft_unit_set_rest(ft_arena *arena, const ft_unit_set *sorted) {
    ft_unit_set rest = {.loose = sorted->loose};
    uint32_t at = 0;
    for (size_t i = 0; i < sorted->count; i++) {
        if (at < sorted->items[i].first) ft_unit_set_add(arena, &rest, at, sorted->items[i].first);
        at = sorted->items[i].end;
    }
    if (at < FT_UNITS_END) ft_unit_set_add(arena, &rest, at, FT_UNITS_END);
    return rest;
}

/* What a letter behind a backslash stands for, PCRE2 being told nothing of Unicode; NULL for other letters. */
static const char16_t *class_of(char16_t letter) {
    switch (letter) { /* pairs: first, last */
    case 'd': return u"09";
    case 'w': return u"09AZ__az";
    case 's': return u"\x09\x0D  ";
    case 'h': return u"\t\t  \xA0\xA0\x1680\x1680\x180E\x180E\x2000\x200A\x202F\x202F\x205F\x205F\x3000\x3000";
    case 'n': return u"\n\n";
    case 't': return u"\t\t";
    default: return NULL;
    }
}

uint32_t ft_unit_set_escape(ft_arena *arena, ft_ustr pattern, uint32_t at, ft_unit_set *set) {
    char16_t c = at + 1 < pattern.len ? pattern.ptr[at + 1] : 0, unit;
    if (c == 'x') {
        uint32_t end = ft_unit_hex(pattern, at, &unit);
        ft_unit_set_add(arena, set, unit, unit + 1u);
        return end;
    }
    if (c == 'p' || c == 'P') {
        set->loose = true;
        ft_unit_set_add(arena, set, 0, FT_UNITS_END);
        uint32_t end = at + 2;
        while (end < pattern.len && pattern.ptr[end] != '}') end++;
        return end + 1;
    }
    bool letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z', negated = letter && c < 'a';
    const char16_t *pairs = letter ? class_of(c | 0x20) : NULL;
    if ((letter && !pairs) || (c >= '0' && c <= '9') || !c) return 0;
    if (!pairs) {
        ft_unit_set_add(arena, set, c, c + 1u);
        return at + 2;
    }
    ft_unit_set all = {0};
    for (; *pairs; pairs += 2) ft_unit_set_add(arena, &all, pairs[0], pairs[1] + 1u);
    if (negated) {
        ft_unit_set_sort(&all);
        all = ft_unit_set_rest(arena, &all);
    }
    ft_unit_set_join(arena, set, &all);
    return at + 2;
}

/* One member of a class; *unit is the unit that a range may begin or end with, or FT_UNITS_END. */
static uint32_t add_member(ft_arena *arena, ft_ustr pattern, uint32_t at, ft_unit_set *set, uint32_t *unit) {
    *unit = pattern.ptr[at];
    if (*unit != '\\') {
        ft_unit_set_add(arena, set, *unit, *unit + 1);
        return at + 1;
    }
    size_t before = set->count;
    uint32_t end = ft_unit_set_escape(arena, pattern, at, set);
    bool single = set->count == before + 1 && set->items[before].end == set->items[before].first + 1;
    *unit = single ? set->items[before].first : FT_UNITS_END;
    set->loose |= !end;
    return end ? end : at + 2;
}

uint32_t ft_unit_set_class(ft_arena *arena, ft_ustr pattern, uint32_t at, ft_unit_set *set) {
    ft_unit_set all = {0};
    at++;
    bool negated = at < pattern.len && pattern.ptr[at] == '^';
    at += negated;
    for (bool begin = true; at < pattern.len && (begin || pattern.ptr[at] != ']'); begin = false) {
        uint32_t first, last;
        at = add_member(arena, pattern, at, &all, &first);
        if (first == FT_UNITS_END || at + 1 >= pattern.len || pattern.ptr[at] != '-' || pattern.ptr[at + 1] == ']')
            continue;
        at = add_member(arena, pattern, at + 1, &all, &last);
        if (last != FT_UNITS_END) ft_unit_set_add(arena, &all, first, last + 1);
    }
    ft_unit_set_sort(&all);
    if (all.loose) ft_unit_set_add(arena, &all, 0, FT_UNITS_END);
    if (negated && !all.loose) all = ft_unit_set_rest(arena, &all);
    ft_unit_set_join(arena, set, &all);
    return at + 1;
}
