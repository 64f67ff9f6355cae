#include "link/names.h"

#include <stdlib.h>

uint32_t ft_id_hash(fintag_str id) {
    uint32_t hash = 0x811C9DC5u;
    for (size_t i = 0; i < id.len; i++) hash = (hash ^ (unsigned char)id.ptr[i]) * 0x01000193u;
    return hash ^ hash >> 15;
}

static bool grow(ft_names *names) {
    uint32_t size = names->mask ? (names->mask + 1) * 2 : 64;
    ft_known *table = ft_alloc_zero(names->context->arena, size * sizeof *table);
    if (!table) return false;
    for (uint32_t i = 0; names->table && i <= names->mask; i++) {
        if (!names->table[i].id.ptr) continue;
        uint32_t slot = ft_id_hash(names->table[i].id) & (size - 1);
        while (table[slot].id.ptr) slot = (slot + 1) & (size - 1);
        table[slot] = names->table[i];
    }
    names->table = table;
    names->mask = size - 1;
    return true;
}

ft_known *ft_names_get(ft_names *names, fintag_str id) {
    if ((!names->table || names->count * 2 > names->mask) && !grow(names)) return NULL;
    uint32_t slot = ft_id_hash(id) & names->mask;
    for (; names->table[slot].id.ptr; slot = (slot + 1) & names->mask)
        if (ft_str_eq(names->table[slot].id, id)) return &names->table[slot];
    names->table[slot] = (ft_known){.id = id};
    names->count++;
    return &names->table[slot];
}

/* "XHKG:02013:KYG9T20A1060|XNYS:NIO:" to listings. */
static void read_listings(ft_arena *arena, fintag_str cell, fintag_name *out) {
    size_t count = cell.len ? 1 : 0;
    for (size_t i = 0; i < cell.len; i++) count += cell.ptr[i] == '|';
    fintag_listing *listings = count ? ft_alloc_zero(arena, count * sizeof *listings) : NULL;
    if (!listings) return;
    out->listings = listings;
    for (; out->listing_count < count; out->listing_count++) {
        const char *bar = memchr(cell.ptr, '|', cell.len);
        fintag_str part = {cell.ptr, bar ? (size_t)(bar - cell.ptr) : cell.len};
        fintag_listing *listing = &listings[out->listing_count];
        const char *first = memchr(part.ptr, ':', part.len), *last = part.ptr + part.len;
        const char *second = first ? memchr(first + 1, ':', (size_t)(last - first) - 1) : NULL;
        if (!first || !second) return;
        listing->mic = (fintag_str){part.ptr, (size_t)(first - part.ptr)};
        listing->code = (fintag_str){first + 1, (size_t)(second - first) - 1};
        if (last > second + 1) listing->isin = (fintag_str){second + 1, (size_t)(last - second) - 1};
        if (!bar) {
            out->listing_count++;
            return;
        }
        cell.len -= part.len + 1;
        cell.ptr = bar + 1;
    }
}

static const ft_row *issuer_row(const ft_context *context, fintag_str id) {
    char16_t key[64];
    if (!id.len || id.len > sizeof key / sizeof *key) return NULL;
    for (size_t i = 0; i < id.len; i++)
        key[i] = (char16_t)(id.ptr[i] >= 'A' && id.ptr[i] <= 'Z' ? id.ptr[i] + 32 : (unsigned char)id.ptr[i]);
    return ft_dict_find(context->rules, FT_CLASS_issuer, (ft_ustr){key, (uint32_t)id.len});
}

/* A company that is gone now was still listed on the day of the article, where the list knows until when it was. */
static fintag_str kind_of(const ft_context *context, const ft_row *issuer) {
    fintag_str until = ft_row_get(context->rules, issuer, FT_COL_until);
    if (until.len == 10 && context->has_published) {
        fintag_str day = ft_format(context->arena, "%04d-%02d-%02d", context->published.year, context->published.month,
                                   context->published.day);
        if (day.len == until.len && memcmp(day.ptr, until.ptr, day.len) <= 0) return FINTAG_STR("listed");
    }
    return ft_row_get(context->rules, issuer, FT_COL_kind);
}

static void fill_company(const ft_context *context, const ft_row *row, ft_named *named) {
    const ft_row *issuer = issuer_row(context, named->out.id);
    const ft_row *from = issuer ? issuer : row;
    named->row = from;
    named->out.name = ft_row_get(context->rules, from, FT_COL_name);
    named->out.kind = issuer ? kind_of(context, issuer) : ft_row_get(context->rules, row, FT_COL_kind);
    if (issuer) read_listings(context->arena, ft_row_get(context->rules, issuer, FT_COL_listings), &named->out);
    if (!named->out.name.len) named->out.name = ft_unfold(context->arena, ft_row_surface(context->rules, row));
    if (!named->out.kind.len) named->out.kind = FINTAG_STR("unlisted");
    bool user = !ft_row_get(context->rules, row, FT_COL_policy).len;
    named->out.resolved_by = user ? FINTAG_STR("user") : FINTAG_STR("dictionary");
}

ft_named *ft_named_by_code(const ft_context *context, fintag_str id) {
    const ft_row *issuer = issuer_row(context, id);
    ft_named *named = issuer ? ft_alloc_zero(context->arena, sizeof *named) : NULL;
    if (!named) return NULL;
    named->row = issuer;
    named->out.id = id;
    named->out.name = ft_row_get(context->rules, issuer, FT_COL_name);
    named->out.kind = kind_of(context, issuer);
    named->out.resolved_by = FINTAG_STR("code");
    read_listings(context->arena, ft_row_get(context->rules, issuer, FT_COL_listings), &named->out);
    return named;
}

bool ft_names_resolve(ft_names *names, ft_candidate *candidate, const ft_row *row) {
    const ft_context *context = names->context;
    fintag_str id = ft_row_get(context->rules, row, FT_COL_id);
    if (!id.len) {
        fintag_str surface = ft_unfold(context->arena, ft_row_surface(context->rules, row));
        id = ft_format(context->arena, "name:%.*s", (int)surface.len, surface.ptr);
    }
    ft_known *known = ft_names_get(names, id);
    if (!known) return false;
    if (!known->named) {
        ft_named *named = ft_alloc_zero(context->arena, sizeof *named);
        if (!named) return false;
        named->out.id = id;
        if (candidate->type == FINTAG_COMPANY) {
            fill_company(context, row, named);
        } else {
            named->row = row;
            named->out.name = ft_row_get(context->rules, row, FT_COL_name);
            if (candidate->type == FINTAG_ORGANIZATION)
                named->out.kind = ft_row_get(context->rules, row, FT_COL_kind);
            else
                named->out.code = ft_row_get(context->rules, row, FT_COL_code);
        }
        known->named = named;
    }
    candidate->value.named = known->named;
    candidate->entry = row;
    return true;
}

const ft_row *ft_names_row(const ft_names *names, const ft_candidate *candidate, fintag_str id) {
    for (const ft_row *row = candidate->entry; row; row = ft_row_next(names->context->rules, row))
        if (ft_str_eq(ft_row_get(names->context->rules, row, FT_COL_id), id)) return row;
    return NULL;
}

/* ---- Neighbours
 * ------------------------------------------------------------------------------------------------------ */

static size_t lower_bound(const ft_names *names, const uint32_t *order, bool ends, uint32_t at) {
    size_t low = 0, high = names->name_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const ft_candidate *c = &names->candidates->items[order[middle]];
        if ((ends ? c->end : c->begin) < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static ft_candidate *longest_at(const ft_names *names, const uint32_t *order, bool ends, uint32_t at) {
    ft_candidate *best = NULL;
    for (size_t i = lower_bound(names, order, ends, at); i < names->name_count; i++) {
        ft_candidate *c = &names->candidates->items[order[i]];
        if ((ends ? c->end : c->begin) != at) break;
        if (!best || c->end - c->begin > best->end - best->begin) best = c;
    }
    return best;
}

ft_candidate *ft_names_ending(const ft_names *names, uint32_t at) {
    return longest_at(names, names->by_end, true, at);
}

ft_candidate *ft_names_beginning(const ft_names *names, uint32_t at) {
    return longest_at(names, names->by_begin, false, at);
}

ft_candidate *ft_names_at(const ft_names *names, uint32_t begin, uint32_t end) {
    ft_candidate *found = NULL;
    for (size_t i = lower_bound(names, names->by_begin, false, begin); i < names->name_count; i++) {
        ft_candidate *c = &names->candidates->items[names->by_begin[i]];
        if (c->begin != begin) break;
        if (c->end != end || c->type != FINTAG_COMPANY || c->fate != FINTAG_KEPT || !c->value.named) continue;
        if (!found || c->entry) found = c;
    }
    return found;
}

void ft_names_set(ft_names *names, uint32_t begin, uint32_t end, ft_named *named, float confidence) {
    for (size_t i = lower_bound(names, names->by_begin, false, begin); i < names->name_count; i++) {
        ft_candidate *c = &names->candidates->items[names->by_begin[i]];
        if (c->begin != begin) break;
        if (c->end != end || c->type != FINTAG_COMPANY || c->fate != FINTAG_KEPT || c->entry) continue;
        c->value.named = named;
        if (c->confidence < confidence) c->confidence = confidence;
    }
}
