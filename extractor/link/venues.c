#include "link/venues.h"

enum { WORD_MAX = 12, BETWEEN = 6 };

static bool is_side(const ft_names *names, const ft_row *row, const char *side) {
    return row && ft_str_is(ft_row_get(names->context->rules, row, FT_COL_side), side);
}

typedef enum { NEITHER, VENUE, AGENCY, MEDIUM } bearer; /* what else the index's name is the name of */

static bearer bearer_of(const ft_names *names, ft_ustr surface) {
    const fintag_rules *rules = names->context->rules;
    const ft_row *row = ft_dict_find(rules, FT_CLASS_organization, surface);
    fintag_str kind = row ? ft_row_get(rules, row, FT_COL_kind) : (fintag_str){0};
    if (ft_str_is(kind, "rating_agency")) return AGENCY;
    if (ft_str_is(kind, "exchange")) return VENUE;
    if (ft_str_is(kind, "media")) return MEDIUM;
    return is_side(names, ft_dict_find(rules, FT_CLASS_venueword, surface), "board") ? VENUE : NEITHER;
}

static bool word_before(const ft_names *names, const ft_candidate *c, const char *side) {
    const char16_t *unit = names->context->text->unit;
    uint32_t to = c->begin && unit[c->begin - 1] == ' ' ? c->begin - 1 : c->begin; /* list on Nasdaq */
    if (to > 4 && ft_ustr_ends((ft_ustr){unit, to}, FT_USTR(u" the"))) to -= 4;
    uint32_t from = to > WORD_MAX ? to - WORD_MAX : 0, len;
    ft_ustr before = {unit + from, to - from};
    return is_side(names, ft_dict_longest_back(names->context->rules, FT_CLASS_venueword, before, &len), side);
}

/* 纳斯达克成功上市, 创业板公司: in the same clause, over Chinese characters. */
static bool word_behind(const ft_names *names, const ft_candidate *c, const char *side) {
    const ft_folded *text = names->context->text;
    bool apart = text->unit[c->end] == ' ' || text->unit[c->end] == '-'; /* Nasdaq-listed */
    for (uint32_t at = c->end + apart; at < text->count && at - c->end <= BETWEEN; at++) {
        uint32_t len, rest = text->count - at;
        ft_ustr behind = {text->unit + at, rest < WORD_MAX ? rest : WORD_MAX};
        const ft_row *row = ft_dict_longest(names->context->rules, FT_CLASS_venueword, behind, &len);
        if (is_side(names, row, side)) return true;
        if (!(ft_unit_class[text->unit[at]] & FT_C_HAN)) return false;
    }
    return false;
}

/* 标普指…, Nikkei reported: the word right behind. */
static bool says(const ft_names *names, uint32_t at, const char *side) {
    const ft_folded *text = names->context->text;
    at += text->unit[at] == ' ';
    uint32_t len, rest = text->count - at;
    ft_ustr behind = {text->unit + at, rest < WORD_MAX ? rest : WORD_MAX};
    return is_side(names, ft_dict_longest(names->context->rules, FT_CLASS_venueword, behind, &len), side);
}

bool ft_means_venue(const ft_names *names, const ft_candidate *c) {
    ft_ustr surface = {names->context->text->unit + c->begin, c->end - c->begin};
    bearer other = bearer_of(names, surface);
    if (other == AGENCY)
        return word_before(names, c, "rater") || word_behind(names, c, "rates") || says(names, c->end, "says");
    if (other == MEDIUM) return word_before(names, c, "source") || says(names, c->end, "reports");
    return other == VENUE && (word_before(names, c, "before") || word_behind(names, c, "after"));
}
