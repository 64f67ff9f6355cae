/* Unlisted companies without a legal form: two to four characters that make no ordinary word, and a trade (鑫秋农业,
 * 有研稀土), with the place before them (上海纽曼数码). */
#include "link/link.h"
#include "link/name_begin.h"
#include "link/ordinary.h"
#include "value/kinds.h"

enum { LOOK = 12, STEM_MIN = 2, STEM_MAX = 4 };

static bool among(const char16_t *set, char16_t c) {
    for (; *set; set++)
        if (*set == c) return true;
    return false;
}

/* 通程国际大酒店, 泓澄电子大厦: a place that bears the name. */
static bool names_building(const ft_context *context, uint32_t end) {
    static const ft_ustr words[] = {FT_USTR(u"大厦"),   FT_USTR(u"广场"), FT_USTR(u"中心"), FT_USTR(u"酒店"),
                                    FT_USTR(u"大酒店"), FT_USTR(u"医院"), FT_USTR(u"学校"), FT_USTR(u"花园"),
                                    FT_USTR(u"小区"),   FT_USTR(u"机场"), FT_USTR(u"公寓")};
    ft_ustr behind = {context->text->unit + end, context->text->count - end};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ft_ustr_starts(behind, words[i])) return true;
    return false;
}

/* 科技股, 投资者, 电子商务, 汽车业: the trade is the beginning of another word. */
static bool goes_on(const ft_context *context, uint32_t suffix, uint32_t end) {
    const char16_t *unit = context->text->unit;
    if (among(u"股商类界者人圈板概链品厂业化性型率费价税类版块城区园岛港路镇村县学", unit[end])) return true;
    for (uint32_t at = suffix; at < end; at++) {
        uint32_t len;
        ft_word_kind(context, at, context->text->count, &len);
        if (len > end - at) return true;
    }
    for (uint32_t at = suffix > 2 ? suffix - 2 : 0; at < suffix; at++) { /* 总资产, 煤化工 */
        uint32_t len;
        ft_word_kind(context, at, end, &len);
        if (len == end - at) return true;
    }
    return false;
}

static bool all_han(const ft_context *context, uint32_t begin, uint32_t end) {
    for (uint32_t at = begin; at < end; at++)
        if (!(ft_unit_class[context->text->unit[at]] & FT_C_HAN)) return false;
    return true;
}

/* 有华菱钢铁: the dictionary has the name that the last characters make; 京东股份: what stands before the trade. */
static bool holds_known(const ft_context *context, uint32_t run, uint32_t suffix, uint32_t end, bool clear) {
    const char16_t *unit = context->text->unit;
    for (uint32_t at = run; at + 1 < end; at++)
        if (ft_dict_find(context->rules, FT_CLASS_company, (ft_ustr){unit + at, end - at})) return true;
    if (clear) return false;
    uint32_t len;
    for (uint32_t at = run; at + 1 < suffix; at++)
        if (ft_dict_find(context->rules, FT_CLASS_company, (ft_ustr){unit + at, suffix - at})) return true;
    return ft_dict_longest(context->rules, FT_CLASS_company, (ft_ustr){unit + run, suffix - run}, &len) != NULL;
}

/* Between marks, or after a word that no name holds. */
static bool stands_free(const ft_context *context, uint32_t run) {
    if (!run || !(ft_unit_class[context->text->unit[run - 1]] & (FT_C_HAN | FT_C_LETTER | FT_C_DIGIT))) return true;
    uint32_t low = run > LOOK ? run - LOOK : 0;
    return ft_after_stop_word(context, low, run) == run;
}

/* 融捷投资将…: a known name, and behind 投资 no object; but not 获腾讯投资 and 腾讯投资的公司. */
static bool is_holding_of_known(const ft_context *context, uint32_t run, uint32_t suffix, uint32_t end) {
    const char16_t *unit = context->text->unit;
    ft_ustr stem = {unit + run, suffix - run};
    if (!ft_dict_find(context->rules, FT_CLASS_company, stem)) return false;
    if (run && among(u"获由受被经得", unit[run - 1])) return false;
    return stands_free(context, run) &&
           (unit[end] == ')' || unit[end] == '(' || among(u"将也已是为持所拟、", unit[end]));
}

/* Nothing that goes on with the trade: a mark, a particle, an adverb or a verb. */
static bool ends_at(const ft_context *context, uint32_t end) {
    if (!(ft_unit_class[context->text->unit[end]] & FT_C_HAN) ||
        among(u"的了在是和与及或将等对向从把被由于以为并也都又则已拟因获遭称", context->text->unit[end]))
        return true;
    uint32_t len;
    fintag_str kind = ft_word_kind(context, end, context->text->count, &len);
    return ft_str_is(kind, "f") || ft_str_is(kind, "v") || ft_str_is(kind, "r"); /* 中泰证券资管|基金经理 */
}

/* 蚂蚁|消费金融: where the known name begins that stands free before such a trade; `suffix` when none does. A bank's
 * 理财 and 基金 are what it sells (建行理财). */
static uint32_t parent_before(const ft_context *context, uint32_t suffix) {
    const char16_t *unit = context->text->unit;
    if (unit[suffix - 1] == u'行') return suffix;
    for (uint32_t len = STEM_MAX; len >= STEM_MIN; len--) {
        if (suffix < len || !ft_dict_find(context->rules, FT_CLASS_company, (ft_ustr){unit + suffix - len, len}))
            continue;
        if (stands_free(context, suffix - len)) return suffix - len;
        uint32_t place = ft_before_place(context, 0, suffix - len);
        if (place < suffix - len && stands_free(context, place)) return place;
    }
    return suffix;
}

/* 昆山|农商行, 遵义|城投: a town or a province, and a trade that each has one of; but 各地城投, 昆山城投债. */
static bool is_of_place(const ft_context *context, uint32_t begin, uint32_t suffix, uint32_t end) {
    const char16_t *unit = context->text->unit;
    ft_ustr place = {unit + begin, suffix - begin};
    const ft_row *row = place.len ? ft_dict_find(context->rules, FT_CLASS_place, place) : NULL;
    if (!row || ft_str_is(ft_row_get(context->rules, row, FT_COL_kind), "country")) return false;
    return !ft_between_words(context, begin, suffix) && !among(u"债平公企类系区城们板概非融置美信", unit[end]);
}

const char *ft_value_company_trade(const ft_match *match, ft_candidate *candidate) {
    const ft_context *context = match->context;
    const char16_t *unit = context->text->unit;
    uint32_t suffix = ft_slot_begin(match, FT_SLOT_suffix), end = suffix + ft_slot_text(match, FT_SLOT_suffix).len,
             stop;
    if (suffix < STEM_MIN || !all_han(context, suffix - STEM_MIN, suffix)) return "no name before the trade";
    const ft_row *trade = ft_dict_find(context->rules, FT_CLASS_trade, (ft_ustr){unit + suffix, end - suffix});
    fintag_str kind = trade ? ft_row_get(context->rules, trade, FT_COL_kind) : (fintag_str){0};
    if (ft_str_is(kind, "own") && ends_at(context, end) && !goes_on(context, suffix, end)) {
        uint32_t parent = parent_before(context, suffix);
        if (parent < suffix &&
            !ft_dict_find(context->rules, FT_CLASS_company, (ft_ustr){unit + parent, end - parent})) {
            candidate->begin = parent;
            candidate->end = end;
            return ft_name_unlisted(context, candidate);
        }
    }
    if (ft_str_is(kind, "placed")) {
        candidate->begin = ft_before_place(context, 0, suffix);
        candidate->end = end;
        ft_ustr name = {unit + candidate->begin, end - candidate->begin};
        if (is_of_place(context, candidate->begin, suffix, end))
            return ft_dict_find(context->rules, FT_CLASS_company, name) ? "the dictionary knows the name"
                                                                        : ft_name_unlisted(context, candidate);
    }
    if (ft_all_words(context, suffix - STEM_MIN, suffix)) return "an ordinary word before the trade";
    if (names_building(context, end)) return "a building, not a company";
    if (goes_on(context, suffix, end)) return "the trade begins another word";
    uint32_t from = suffix;
    while (from && suffix - from < LOOK && ft_unit_class[unit[from - 1]] & FT_C_HAN) from--;
    uint32_t run = ft_unknown_run(context, ft_after_stop_word(context, from, suffix), suffix, &stop);
    if (suffix - run > STEM_MIN && run && ft_unit_class[unit[run - 1]] & FT_C_HAN &&
        among(u"有且兼后另占使如除持予过出自系叫受", unit[run]))
        run++;
    if (stop != suffix || suffix - run < STEM_MIN) return "an ordinary word before the trade";
    if (suffix - run > STEM_MAX) return "too long for a name";
    if (ft_dict_find(context->rules, FT_CLASS_genericname, (ft_ustr){unit + run, suffix - run}))
        return "a kind of company, not a name";
    if (among(u"我你他她它咱各某哪们", unit[run])) return "a pronoun before the trade";
    if (among(kind.len ? u"懂错透炒买卖抢找" : u"买卖抢找炒", unit[suffix - 1]))
        return "a verb before the trade"; /* 秒懂证券 */
    if (ft_is_count(context, run)) return "a count";
    bool verb = ft_str_is(kind, "verb"), holding = verb && is_holding_of_known(context, run, suffix, end);
    if (!holding && holds_known(context, run, suffix, end, !kind.len)) return "the dictionary knows a name in it";
    if (kind.len && !stands_free(context, run)) return "too much before a trade that is also a common word";
    if (verb && !holding && ft_unit_class[unit[end]] & FT_C_HAN && !among(u"与和及将等是对也已称在", unit[end]))
        return "the trade may be a verb";
    if (!kind.len && stands_free(context, run)) candidate->confidence = 0.91f;
    candidate->begin = ft_before_place(context, from, run);
    candidate->end = end;
    ft_ustr whole = {unit + candidate->begin, end - candidate->begin}, name = {unit + run, end - run};
    if (ft_dict_find(context->rules, FT_CLASS_company, whole) || ft_dict_find(context->rules, FT_CLASS_company, name))
        return "the dictionary knows the name";
    ft_ustr stem = {unit + run, suffix - run};
    if (ft_dict_find(context->rules, FT_CLASS_organization, whole)) return "the dictionary knows the name";
    if (ft_dict_find(context->rules, FT_CLASS_index, stem)) return "an index before the trade";
    return ft_name_unlisted(context, candidate);
}
