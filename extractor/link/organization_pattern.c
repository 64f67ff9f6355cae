/* Bodies that no list holds, by the end of their name: 北京证监局, 上海市浦东新区人民法院, 中国工程机械工业协会. A
 * place begins the name, and no word that ends other things stands between. */
#include "link/link.h"
#include "link/name_begin.h"
#include "link/ordinary.h"
#include "value/kinds.h"

enum { REACH = 24, LOCAL_MAX = 8, NAME_MAX = 16, PLACE_MAX = 8 };

static bool is_open(char16_t c) {
    return ft_unit_class[c] & FT_C_HAN;
}

/* 印度尼西亚司法部: a body of a state, named by the country right before it. Those of China are in the dictionary. */
static bool of_country(const ft_context *context, uint32_t *begin, uint32_t suffix) {
    uint32_t from = suffix > PLACE_MAX ? suffix - PLACE_MAX : 0;
    *begin = ft_before_place(context, from, suffix);
    ft_ustr place = {context->text->unit + *begin, suffix - *begin};
    const ft_row *row = place.len ? ft_dict_find(context->rules, FT_CLASS_place, place) : NULL;
    return row && ft_str_is(ft_row_get(context->rules, row, FT_COL_kind), "country") &&
           !ft_ustr_eq(place, FT_USTR(u"中国"));
}

/* Where the first place behind the last stop word begins; `suffix` when there is none. *rest gets its end. */
static uint32_t place_before(const ft_context *context, uint32_t suffix, uint32_t *rest) {
    const char16_t *unit = context->text->unit;
    uint32_t from = suffix;
    while (from && suffix - from < REACH && is_open(unit[from - 1])) from--;
    for (uint32_t at = ft_after_stop_word(context, from, suffix); at + 2 <= suffix; at++) {
        uint32_t len = ft_place_at(context, at, suffix), next;
        if (!len) continue;
        *rest = at + len;
        while ((next = ft_place_at(context, *rest, suffix))) *rest += next;
        return at;
    }
    return suffix;
}

/* Between the place and the body: a smaller place (浦东新区) or what the body is for (国际贸易). */
static bool is_between(const ft_context *context, uint32_t begin, uint32_t end, bool local) {
    if (begin == end) return true;
    if (end - begin > (local ? LOCAL_MAX : NAME_MAX)) return false;
    char16_t last = context->text->unit[end - 1];
    for (const char16_t *c = u"省市区县州盟旗"; *c; c++)
        if (last == *c) return true;
    return !local || ft_all_words(context, begin, end);
}

static bool begins_with_article(const ft_context *context, uint32_t at) {
    return ft_ustr_starts((ft_ustr){context->text->unit + at, context->text->count - at}, FT_USTR(u"the "));
}

static uint32_t words_between(const ft_context *context, uint32_t begin, uint32_t end) {
    uint32_t words = 0;
    for (uint32_t at = begin; at < end; at++) words += context->text->unit[at] == ' ';
    return words;
}

/* 国家金融监督管理总局|黑龙江监管局: the body whose local office it is belongs to the name. */
static uint32_t with_parent(const ft_context *context, uint32_t begin) {
    uint32_t low = begin > NAME_MAX ? begin - NAME_MAX : 0, len;
    ft_ustr before = {context->text->unit + low, begin - low};
    const ft_row *row = ft_dict_longest_back(context->rules, FT_CLASS_organization, before, &len);
    return row && len > 2 && ft_str_is(ft_row_get(context->rules, row, FT_COL_kind), "regulator") ? begin - len : begin;
}

const char *ft_value_organization_pattern(const ft_match *match, ft_candidate *candidate) {
    const ft_context *context = match->context;
    uint32_t suffix = ft_slot_begin(match, FT_SLOT_suffix), rest;
    ft_ustr body = ft_slot_text(match, FT_SLOT_suffix);
    const ft_row *row = ft_dict_find(context->rules, FT_CLASS_body, body);
    if (!row) return "no such body";
    fintag_str kind = ft_row_get(context->rules, row, FT_COL_kind);
    bool latin = ft_unit_class[body.ptr[0]] & FT_C_LETTER;
    if (latin) {
        candidate->begin = ft_find_latin_begin(context, suffix);
        if (candidate->begin == suffix || !ft_was_upper(context->text, suffix)) return "no capitalised name before it";
        if (begins_with_article(context, candidate->begin)) candidate->begin += 4;
        if (!ft_str_is(kind, "university") && words_between(context, candidate->begin, suffix) < 2)
            return "one word before a body"; /* Trump Administration */
    } else if (ft_str_is(ft_row_get(context->rules, row, FT_COL_side), "country")) {
        if (!of_country(context, &candidate->begin, suffix)) return "no country before the body";
    } else {
        candidate->begin = place_before(context, suffix, &rest);
        if (candidate->begin == suffix) return "no place before the body";
        if (!is_between(context, rest, suffix, !ft_str_is(kind, "association")))
            return "more than a name before the body";
        if (ft_str_is(kind, "regulator")) candidate->begin = with_parent(context, candidate->begin);
    }
    candidate->end = suffix + body.len;
    ft_ustr whole = {context->text->unit + candidate->begin, candidate->end - candidate->begin};
    if (ft_dict_find(context->rules, FT_CLASS_organization, whole) ||
        ft_dict_find(context->rules, FT_CLASS_company, whole))
        return "the dictionary knows the name";
    const char *reason = ft_name_unlisted(context, candidate);
    if (reason) return reason;
    candidate->value.named->out.kind = kind;
    candidate->value.named->out.resolved_by = (fintag_str){0};
    return NULL;
}
