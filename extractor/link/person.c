#include "link/person.h"

enum { GIVEN = 2, WORD_MAX = 6 };

/* The longest ordinary word of two characters or more that ends at `end`; NULL when there is none. */
static const ft_row *word_before(const ft_context *context, uint32_t end) {
    uint32_t low = end > WORD_MAX ? end - WORD_MAX : 0, len;
    ft_ustr tail = {context->text->unit + low, end - low};
    const ft_row *row = ft_dict_longest_back(context->rules, FT_CLASS_commonword, tail, &len);
    return row && len > 1 ? row : NULL;
}

/* 据冯永辉介绍, 与冯永辉: what stands before a person and in no word with the name. */
static bool leads(char16_t c) {
    static const char16_t heads[] = u"据与和由对向让请的";
    for (size_t i = 0; heads[i]; i++)
        if (heads[i] == c) return true;
    return false;
}

/* 创办人李宁: a role, and a name that begins like a person's. */
static bool is_whole_name(const ft_context *context, uint32_t begin, uint32_t end) {
    if (end - begin > GIVEN + 1 ||
        !ft_dict_find(context->rules, FT_CLASS_surname, (ft_ustr){context->text->unit + begin, 1}))
        return false;
    const ft_row *role = word_before(context, begin);
    return role && ft_str_is(ft_row_get(context->rules, role, FT_COL_kind), "r");
}

static bool stands_alone(const ft_context *context, const ft_row *company) {
    return company && ft_str_is(ft_row_get(context->rules, company, FT_COL_policy), "strong");
}

/* 迈克尔·戴尔, 伊戈尔·谢钦: a part of a foreign person's name; but 中金·普洛斯, a company on the other side. */
static bool in_foreign_name(const ft_context *context, uint32_t begin, uint32_t end) {
    const char16_t *unit = context->text->unit;
    uint32_t len, rest = context->text->count - end;
    if (!(ft_unit_class[unit[begin]] & FT_C_HAN)) return false;
    if (begin > 1 && unit[begin - 1] == u'·' && ft_unit_class[unit[begin - 2]] & FT_C_HAN) {
        uint32_t from = begin > WORD_MAX + 1 ? begin - 1 - WORD_MAX : 0;
        ft_ustr before = {unit + from, begin - 1 - from};
        return !stands_alone(context, ft_dict_longest_back(context->rules, FT_CLASS_company, before, &len));
    }
    if (unit[end] != u'·' || !(ft_unit_class[unit[end + 1]] & FT_C_HAN)) return false;
    ft_ustr behind = {unit + end + 1, rest > WORD_MAX ? WORD_MAX : rest - 1};
    return !stands_alone(context, ft_dict_longest(context->rules, FT_CLASS_company, behind, &len));
}

/* 副总裁阮国|恒指: the given name ends inside the candidate. */
static bool overlaps_person(const ft_context *context, uint32_t begin, uint32_t end) {
    const char16_t *unit = context->text->unit;
    if (end - begin != GIVEN || begin < GIVEN) return false;
    if (!ft_dict_find(context->rules, FT_CLASS_surname, (ft_ustr){unit + begin - GIVEN, 1})) return false;
    const ft_row *role = word_before(context, begin - GIVEN);
    return role && ft_str_is(ft_row_get(context->rules, role, FT_COL_kind), "r") && !word_before(context, begin);
}

bool ft_is_given_name(const ft_context *context, uint32_t begin, uint32_t end) {
    const char16_t *unit = context->text->unit;
    if (in_foreign_name(context, begin, end)) return true;
    if (is_whole_name(context, begin, end) || overlaps_person(context, begin, end)) return true;
    if (end - begin != GIVEN || !begin || !(ft_unit_class[unit[begin]] & FT_C_HAN)) return false;
    const ft_row *family = ft_dict_find(context->rules, FT_CLASS_surname, (ft_ustr){unit + begin - 1, 1});
    if (!family || word_before(context, begin)) return false; /* 江苏|国信: the family name ends a word */
    uint32_t from = begin - 1;
    const ft_row *role = word_before(context, from);
    if (role && ft_str_is(ft_row_get(context->rules, role, FT_COL_kind), "r")) return true;
    if (ft_str_is(ft_row_get(context->rules, family, FT_COL_kind), "word")) return false;
    if (!from) return true;
    return !(ft_unit_class[unit[from - 1]] & (FT_C_HAN | FT_C_LETTER | FT_C_DIGIT)) ||
           (leads(unit[from - 1]) && !word_before(context, from));
}
