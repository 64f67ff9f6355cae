/* Companies without a legal form that an ownership sentence marks: 受让北京英智51%股权, 全资子公司天津瑞尚收购. The
 * name is what stands between the word before and the stake, or between the role and the verb; it must hold characters
 * that make no word, or end in a trade. */
#include "link/link.h"
#include "link/name_begin.h"
#include "link/ordinary.h"
#include "value/kinds.h"

enum { NAME_MIN = 3, NAME_MAX = 10, FREE_MIN = 4, TRADE_MAX = 5, WORD = 2 };

static bool among(const char16_t *set, char16_t c) {
    for (; *set; set++)
        if (*set == c) return true;
    return false;
}

static bool is_name_unit(char16_t c) {
    return ft_unit_class[c] & FT_C_HAN || c == u'·';
}

/* Back over the share that is held: 51%的, <n>.<n>%, 全部, 剩余49%. The end of what stands before; `at` when no share
 * is named. */
static uint32_t before_share(const ft_context *context, uint32_t at) {
    static const ft_ustr parts[] = {FT_USTR(u"全部"), FT_USTR(u"剩余"), FT_USTR(u"余下"), FT_USTR(u"部分"),
                                    FT_USTR(u"多数"), FT_USTR(u"少数"), FT_USTR(u"控股")};
    const char16_t *unit = context->text->unit;
    uint32_t end = at;
    bool found = false;
    if (end && unit[end - 1] == u'的') end--;
    if (end && unit[end - 1] == '%') {
        found = true;
        for (end--; end && (ft_unit_class[unit[end - 1]] & FT_C_DIGIT || among(u".<>n", unit[end - 1]));) end--;
    }
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!ft_ustr_ends((ft_ustr){unit, end}, parts[i])) continue;
        end -= parts[i].len;
        found = true;
        break;
    }
    if (found && end && unit[end - 1] == u'的') end--;
    return found ? end : at;
}

/* The trade that ends the name: where it begins; `end` when none does. */
static uint32_t trade_before(const ft_context *context, uint32_t begin, uint32_t end) {
    uint32_t low = end - begin > TRADE_MAX ? end - TRADE_MAX : begin, len;
    ft_ustr tail = {context->text->unit + low, end - low};
    return ft_dict_longest_back(context->rules, FT_CLASS_trade, tail, &len) ? end - len : end;
}

/* 旗下的华润三九; but 泓泽|世纪, though some company is called 世纪. */
static bool ends_with_known(const ft_context *context, uint32_t from, uint32_t end, uint32_t rest, uint32_t trade) {
    for (uint32_t at = from; at + 2 <= end; at++) {
        ft_ustr tail = {context->text->unit + at, end - at};
        if (at != rest && at != trade && ft_dict_find(context->rules, FT_CLASS_company, tail) &&
            !ft_dict_find(context->rules, FT_CLASS_commonword, tail))
            return true;
    }
    return false;
}

static bool is_surname(const ft_context *context, uint32_t at) {
    return ft_dict_find(context->rules, FT_CLASS_surname, (ft_ustr){context->text->unit + at, 1}) != NULL;
}

/* 万鼎实业|采用, 辽化公司|通知: a trade or 公司 inside. */
static bool stops_early(const ft_context *context, uint32_t stem, uint32_t end) {
    const char16_t *unit = context->text->unit;
    for (uint32_t at = stem + 2; at < end; at++) {
        uint32_t len;
        if (unit[at] == u'司' && unit[at - 1] == u'公') return true;
        const ft_row *row = ft_dict_longest(context->rules, FT_CLASS_trade, (ft_ustr){unit + at, end - at}, &len);
        if (row && at + len < end && ft_all_words(context, at + len, end) && trade_before(context, stem, end) == end)
            return true;
    }
    return false;
}

/* 大漠矿业: two words, but a trade that is nothing else. */
static const char *refuse_traded(const ft_context *context, uint32_t stem, uint32_t trade, uint32_t end, bool place) {
    const char16_t *unit = context->text->unit;
    if (ft_dict_find(context->rules, FT_CLASS_genericname, (ft_ustr){unit + stem, trade - stem}))
        return "a kind of company, not a name";
    const ft_row *row = ft_dict_find(context->rules, FT_CLASS_trade, (ft_ustr){unit + trade, end - trade});
    bool plain = row && !ft_row_get(context->rules, row, FT_COL_kind).len && trade == stem + 2;
    return place || plain || !ft_all_words(context, stem, trade) ? NULL : "ordinary words before a trade";
}

static const char *refuse(const ft_context *context, uint32_t begin, uint32_t end, bool role) {
    const char16_t *unit = context->text->unit;
    if (end < begin + NAME_MIN || end > begin + NAME_MAX) return "no name of a name's length";
    ft_ustr whole = {unit + begin, end - begin};
    uint32_t place = ft_place_at(context, begin, end), rest = begin + place, trade = trade_before(context, rest, end);
    if (ft_dict_find(context->rules, FT_CLASS_company, whole) ||
        ft_dict_find(context->rules, FT_CLASS_organization, whole))
        return "the dictionary knows the name";
    if (ft_dict_find(context->rules, FT_CLASS_genericname, whole)) return "a kind of company, not a name";
    if (ends_with_known(context, begin + 1, end, rest, trade)) return "the dictionary knows the name that ends it";
    if (ft_after_stop_word(context, begin, trade) > begin) return "more than a name";
    if (among(u"我你他她它咱各某哪其这那每两三几多数占持购售余共计由属且之", unit[begin]) ||
        ft_is_count(context, begin))
        return "no name";
    if (among(u"者们方类人员层个家只支股债券业委局院校府厅署会", unit[end - 1]) && trade == end)
        return "a kind of holder or paper";
    if (role && !place && trade == end && is_surname(context, begin)) return "it may be a person";
    uint32_t len, stop, run = ft_unknown_run(context, rest, end, &stop);
    bool known = ft_dict_longest(context->rules, FT_CLASS_company, (ft_ustr){unit + begin, end - begin}, &len) != NULL;
    if (known && len > 1 && begin + len != trade) return "a company's name and more";
    if (stops_early(context, rest, end)) return "a name, and words behind it";
    if (trade < end && trade >= rest + 2) return refuse_traded(context, rest, trade, end, place > 0);
    if (run != rest || stop < run + 2) return "ordinary words";
    if (role && end - rest == 3 && is_surname(context, rest)) return "it may be a person";
    return place || end - begin >= FREE_MIN ? NULL : "too short for a name without a place";
}

/* 上海证交所|系统: only what stands before its deed is as sure as a name with no word in it. */
static bool ends_in_word(const ft_context *context, uint32_t begin, uint32_t end) {
    uint32_t stop, rest = begin + ft_place_at(context, begin, end);
    ft_unknown_run(context, rest, end, &stop);
    return stop != end && trade_before(context, rest, end) == end;
}

/* 旗下凑凑|扭亏, 旗下阿达尼绿能|暴跌三成: where the first verb behind a name begins that is no word itself; `end` when
 * none does. */
static uint32_t before_verb(const ft_context *context, uint32_t begin, uint32_t end) {
    uint32_t first = begin + ft_place_at(context, begin, end), len;
    for (uint32_t at = first + WORD; at + WORD <= end; at++) {
        fintag_str kind = ft_word_kind(context, at, end, &len);
        if (ft_str_is(kind, "v") && !ft_all_words(context, first, at) && trade_before(context, first, at + len) > at)
            return at;
    }
    return end;
}

/* Where a name that ends at `end` begins: behind a word that no name holds, or a mark; `end` when that is too far. */
static uint32_t free_begin(const ft_context *context, uint32_t end) {
    const char16_t *unit = context->text->unit;
    uint32_t low = end;
    while (low && end - low < NAME_MAX + 4 && is_name_unit(unit[low - 1])) low--;
    uint32_t begin = ft_after_stop_word(context, low, end);
    return begin == low && low && is_name_unit(unit[low - 1]) ? end : begin;
}

const char *ft_value_company_stake(const ft_match *match, ft_candidate *candidate) {
    const ft_context *context = match->context;
    const char16_t *unit = context->text->unit;
    ft_ustr name = ft_slot_text(match, FT_SLOT_name), deed = ft_slot_text(match, FT_SLOT_tail);
    uint32_t begin, end;
    if (name.len) { /* behind a role */
        begin = ft_slot_begin(match, FT_SLOT_name);
        end = begin + name.len;
        end = before_verb(context, begin, end);
        if (among(u"也又则均已再还仍曾先后就并", unit[end - 1])) end--;
    } else if (deed.len) { /* before what shareholders do: only with a place */
        end = ft_slot_begin(match, FT_SLOT_tail);
        while (end && among(u"也又则均已再还仍曾先后就并拟将共", unit[end - 1])) end--;
        begin = free_begin(context, end);
        if (begin == end || !ft_place_at(context, begin, end)) return "no place before what is done";
    } else { /* before a share */
        uint32_t at = ft_slot_begin(match, FT_SLOT_suffix);
        end = before_share(context, at);
        if (end == at) return "no share of a company";
        begin = free_begin(context, end);
        if (begin == end) return "too long for a name";
    }
    const char *reason = refuse(context, begin, end, name.len > 0 || deed.len > 0);
    if (reason) return reason;
    if (deed.len && ends_in_word(context, begin, end)) return "a word behind the name";
    if (name.len && !ft_place_at(context, begin, end) && trade_before(context, begin, end) == end)
        candidate->confidence = 0.88f; /* 旗下嗨捞火锅: it may be a brand */
    candidate->begin = begin;
    candidate->end = end;
    return ft_name_unlisted(context, candidate);
}
