/* Names in a list vouch for each other: 特斯拉、苹果; Applied Materials, KLA and Lam Research. */
#include "link/names.h"
#include "link/ordinary.h"

typedef enum { APART, LOOSE, LIST } joint; /* LOOSE: a comma or an “and”, which also join other things */

static char16_t unit_at(const ft_names *names, uint32_t at) {
    return at < names->context->text->count ? names->context->text->unit[at] : 0;
}

static bool is_and(char16_t c) {
    return c == u'和' || c == u'与' || c == u'及';
}

static bool reads(const ft_names *names, uint32_t at, ft_ustr word) {
    const ft_folded *text = names->context->text;
    return at < text->count && ft_ustr_starts((ft_ustr){text->unit + at, text->count - at}, word);
}

/* What joins the name that begins at `begin` to one before; *end gets where that one ends. */
static joint before(const ft_names *names, uint32_t begin, uint32_t *end) {
    uint32_t at = begin;
    while (at && unit_at(names, at - 1) == ' ') at--;
    *end = at;
    if (at >= 4 && at < begin && reads(names, at - 4, FT_USTR(u" and"))) {
        *end = at - 4;
        if (*end && unit_at(names, *end - 1) == ',') *end -= 1;
        return LOOSE;
    }
    char16_t c = at ? unit_at(names, at - 1) : 0;
    if (c == u'、' || c == ',' || is_and(c)) {
        *end = at - 1;
        return c == u'、' ? LIST : LOOSE;
    }
    return at < begin ? LOOSE : APART;
}

static joint behind(const ft_names *names, uint32_t end, uint32_t *begin) {
    uint32_t at = end;
    while (unit_at(names, at) == ' ') at++;
    *begin = at;
    if (at > end && reads(names, at, FT_USTR(u"and "))) {
        *begin = at + 4;
        return LOOSE;
    }
    char16_t c = unit_at(names, at);
    if (c == u'、' || c == ',' || is_and(c)) {
        *begin = at + 1;
        while (unit_at(names, *begin) == ' ') *begin += 1;
        if (reads(names, *begin, FT_USTR(u"and "))) *begin += 4;
        return c == ',' ? LOOSE : LIST;
    }
    return at > end ? LOOSE : APART;
}

static bool is_company(const ft_candidate *c) {
    return c && c->type == FINTAG_COMPANY && c->fate == FINTAG_KEPT;
}

static bool is_sure(const ft_candidate *c) {
    return is_company(c) && c->value.named && c->confidence >= 0.9f;
}

static bool is_word(const ft_names *names, const ft_candidate *c) {
    ft_ustr surface = {names->context->text->unit + c->begin, c->end - c->begin};
    return ft_dict_find(names->context->rules, FT_CLASS_commonword, surface) != NULL;
}

/* 小鹏、零跑|与理想: an “and” behind two names that a list joins ends it, whatever the last one means else. */
static bool ends_list(const ft_names *names, const ft_candidate *left, uint32_t left_end) {
    uint32_t end;
    if (!is_and(unit_at(names, left_end)) || !is_sure(left)) return false;
    return before(names, left->begin, &end) == LIST && is_sure(ft_names_ending(names, end));
}

/* A word that is also a name, where nothing speaks of the word and nothing that it might describe follows. */
static bool is_clear_homonym(const ft_names *names, const ft_candidate *c) {
    const ft_context *context = names->context;
    ft_ustr surface = {context->text->unit + c->begin, c->end - c->begin};
    if (!ft_dict_find(context->rules, FT_CLASS_homonym, surface) || ft_meant_as_word(context, c->begin, c->end))
        return false;
    uint32_t len;
    fintag_str kind = ft_word_kind(context, c->end, context->text->count, &len);
    char16_t next = unit_at(names, c->end);
    return !(ft_unit_class[next] & FT_C_HAN) || next == u'的' || ft_str_is(kind, "v") || ft_str_is(kind, "f");
}

bool ft_listed_beside(const ft_names *names, const ft_candidate *c) {
    uint32_t left_end, right_begin;
    joint left_joint = before(names, c->begin, &left_end), right_joint = behind(names, c->end, &right_begin);
    const ft_candidate *left = left_joint ? ft_names_ending(names, left_end) : NULL;
    const ft_candidate *right = right_joint ? ft_names_beginning(names, right_begin) : NULL;
    if ((left_joint == LIST && is_sure(left)) || (right_joint == LIST && is_sure(right))) return true;
    if (is_sure(left) && is_sure(right)) return true;
    if (left_end + 1 == c->begin && ends_list(names, left, left_end)) return true;
    bool latin = ft_unit_class[unit_at(names, c->begin)] & FT_C_LETTER;
    bool spaced_left = left_end + 2 <= c->begin,
         spaced_right = right_begin >= c->end + 2; /* more than a space between */
    if (latin && ((is_sure(left) && spaced_left) || (is_sure(right) && spaced_right)))
        return true; /* Sony and Denso back */
    char16_t next = unit_at(names, c->end);
    if (left_end + 1 == c->begin && is_and(unit_at(names, left_end)) && is_sure(left) && !latin && !is_word(names, c))
        return true; /* 嘉能可与托克 */
    if (left_end + 1 == c->begin && is_and(unit_at(names, left_end)) && is_sure(left) && !latin &&
        is_clear_homonym(names, c))
        return true; /* 百度与吉利的 */
    bool shared = next == u'均' || next == u'等' || next == u'都' || next == u'双' || next == u'分';
    if (shared && is_sure(left)) return true; /* A与B均… */
    /* Neither is sure and neither is a word: two chance hits side by side are rarer than two companies. */
    const ft_candidate *other = left_joint == LIST && is_company(left)     ? left
                                : right_joint == LIST && is_company(right) ? right
                                                                           : NULL;
    return other && !latin && !is_word(names, c) && !is_word(names, other);
}
