/* A fund by its product name is no company, and its house is not what is meant: 华夏上证50ETF, 易方达沪深300ETF联接,
 * 睿远成长价值. Class fundkind ends such names, two words of class fundword behind a house make one. */
#include "link/funds.h"

#include "link/ordinary.h"

enum { PRODUCT_MAX = 14, HOUSE_MAX = 6, WORD_MAX = 6 };

/* 华夏, 广发: is there a house called so with 基金 behind it? */
static bool is_house(const ft_context *context, uint32_t begin, uint32_t end) {
    char16_t house[HOUSE_MAX + 2];
    uint32_t len = end - begin;
    if (len > HOUSE_MAX) return false;
    memcpy(house, context->text->unit + begin, len * sizeof *house);
    house[len] = u'基';
    house[len + 1] = u'金';
    return ft_dict_find(context->rules, FT_CLASS_company, (ft_ustr){house, len + 2}) != NULL;
}

static const ft_row *word_at(const ft_context *context, ft_class class, uint32_t at, uint32_t *len) {
    uint32_t rest = context->text->count - at;
    ft_ustr behind = {context->text->unit + at, rest < WORD_MAX ? rest : WORD_MAX};
    return ft_dict_longest(context->rules, class, behind, len);
}

/* 蓝筹|精选, 回报|A: two words that only funds are called by, or one and the letter of a class of shares. */
static bool words_follow(const ft_context *context, uint32_t at) {
    const ft_folded *text = context->text;
    uint32_t len;
    if (!word_at(context, FT_CLASS_fundword, at, &len)) return false;
    at += len;
    bool share = text->unit[at] >= 'a' && text->unit[at] <= 'e' && ft_was_upper(text, at);
    if (share && !(ft_unit_class[text->unit[at + 1]] & (FT_C_LETTER | FT_C_DIGIT | FT_C_HAN))) return true;
    return word_at(context, FT_CLASS_fundword, at, &len) != NULL;
}

bool ft_in_fund(const ft_context *context, const ft_candidate *c) {
    const char16_t *unit = context->text->unit;
    if (c->type != FINTAG_COMPANY) return false;
    uint32_t end = c->end, len, rest = context->text->count - c->begin;
    ft_ustr name = {unit + c->begin, rest < HOUSE_MAX ? rest : HOUSE_MAX};
    ft_dict_longest(context->rules, FT_CLASS_company, name, &len);
    bool longer = c->begin + len > end && is_house(context, c->begin, c->begin + len); /* 华泰|柏瑞 */
    if (longer) end = c->begin + len;
    bool of_house = longer || !c->entry || is_house(context, c->begin, end);
    if (end > 1 && unit[end - 2] == u'基' && unit[end - 1] == u'金') return false; /* 华夏基金获批ETF */
    if (of_house && c->entry && words_follow(context, end)) return true;
    if (ft_str_is(ft_word_kind(context, end, context->text->count, &len), "v")) return false;
    bool led = c->begin && ft_unit_class[unit[c->begin - 1]] & FT_C_HAN; /* 中金|普洛斯|REIT */
    for (uint32_t at = end; at < context->text->count && at - end < PRODUCT_MAX; at++) {
        if (!(ft_unit_class[unit[at]] & (FT_C_HAN | FT_C_LETTER | FT_C_DIGIT)) || unit[at] == u'的' ||
            unit[at] == u'旗')
            return false;
        const ft_row *row = word_at(context, FT_CLASS_fundkind, at, &len);
        if (!row || !(of_house || ft_str_is(ft_row_get(context->rules, row, FT_COL_kind), "any"))) continue;
        return at > end || led;
    }
    return false;
}
