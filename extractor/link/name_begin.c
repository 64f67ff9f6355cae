#include "link/name_begin.h"

#include "link/ordinary.h"

enum { NAME_MAX = 40, STOP_MAX = 8, PLACE_MAX = 8, STEM_MAX = 4, OWNER_MAX = 6 };

static bool in_name(char16_t c) {
    if (c == u'丨') return false; /* a rule between a dateline and its sentence */
    return ft_unit_class[c] & (FT_C_HAN | FT_C_LETTER | FT_C_DIGIT | FT_C_KANA) || c == '(' || c == ')' || c == u'·' ||
           c == '&';
}

/* The unit of a figure: 108亿, 2021年. */
static bool ends_figure(const char16_t *unit, uint32_t at) {
    if (at < 2 || !(ft_unit_class[unit[at - 2]] & FT_C_DIGIT)) return false;
    for (const char16_t *c = u"亿万元年月日股倍吨"; *c; c++)
        if (unit[at - 1] == *c) return true;
    return false;
}

/* Where a name can begin at the earliest: brackets must be closed inside, and no figure is. */
static uint32_t reach(const ft_context *context, uint32_t end) {
    const char16_t *unit = context->text->unit;
    uint32_t at = end, depth = 0, whole = end;
    while (at && end - at < NAME_MAX && in_name(unit[at - 1]) && !ends_figure(unit, at)) {
        at--;
        if (unit[at] == ')') depth++;
        if (unit[at] == '(' && depth-- == 0) return whole;
        if (!depth) whole = at;
    }
    return whole;
}

/* Does a word that may stand inside a name hold the unit before `at`? (在线 in 百度在线) */
static bool is_safe(const ft_context *context, uint32_t from, uint32_t at) {
    uint32_t low = at - from > 2 ? at - 3 : from, len;
    for (uint32_t begin = low; begin < at; begin++) {
        uint32_t most = context->text->count - begin < 4 ? context->text->count - begin : 4;
        if (ft_dict_longest(context->rules, FT_CLASS_safeword, (ft_ustr){context->text->unit + begin, most}, &len) &&
            begin + len >= at)
            return true;
    }
    return false;
}

/* 华为, 万向: a company's name that a stop word of one character ends. */
static bool ends_name(const ft_context *context, uint32_t from, uint32_t at) {
    const char16_t *unit = context->text->unit;
    for (uint32_t begin = at - from > STEM_MAX ? at - STEM_MAX : from; begin + 1 < at; begin++)
        if (ft_dict_find(context->rules, FT_CLASS_company, (ft_ustr){unit + begin, at - begin}) &&
            !ft_dict_find(context->rules, FT_CLASS_commonword, (ft_ustr){unit + begin, at - begin}))
            return true;
    return false;
}

/* Length of the stop word that ends right before `at`, 0 when none does. */
static uint32_t stop_before(const ft_context *context, uint32_t from, uint32_t at) {
    uint32_t low = at - from > STOP_MAX ? at - STOP_MAX : from, len;
    if (context->text->unit[at] == '(') return 0; /* 企业(集团) */
    if (!ft_dict_longest_back(context->rules, FT_CLASS_stopname, (ft_ustr){context->text->unit + low, at - low}, &len))
        return 0;
    return len == 1 && (is_safe(context, from, at) || ends_name(context, from, at)) ? 0 : len;
}

uint32_t ft_place_at(const ft_context *context, uint32_t at, uint32_t end) {
    uint32_t len, most = end - at < PLACE_MAX ? end - at : PLACE_MAX;
    return ft_dict_longest(context->rules, FT_CLASS_place, (ft_ustr){context->text->unit + at, most}, &len) ? len : 0;
}

uint32_t ft_before_place(const ft_context *context, uint32_t from, uint32_t at) {
    for (uint32_t begin = at > from + PLACE_MAX ? at - PLACE_MAX : from; begin < at; begin++)
        if (ft_place_at(context, begin, at) == at - begin) return begin;
    return at;
}

/* The end of the nearest stop word before `end`, outside brackets; `from` when there is none. */
uint32_t ft_after_stop_word(const ft_context *context, uint32_t from, uint32_t end) {
    uint32_t depth = 0;
    for (uint32_t at = end; at > from; at--) {
        char16_t last = context->text->unit[at - 1];
        if (last == ')') depth++;
        if (last == '(') depth--;
        if (depth || last == '(') continue;
        if (stop_before(context, from, at)) return at;
    }
    return from;
}

/* 原三鹿集团, 占巨力公司: one character before a name that stands without it. */
static bool leads(const ft_context *context, uint32_t at, uint32_t suffix) {
    static const char16_t heads[] = u"原占层且兼使如除予过仅";
    uint32_t len, stop;
    for (size_t i = 0; heads[i]; i++) {
        if (context->text->unit[at] != heads[i]) continue;
        ft_ustr rest = {context->text->unit + at + 1, suffix - at - 1};
        return ft_dict_longest(context->rules, FT_CLASS_company, rest, &len) ||
               (ft_unknown_run(context, at + 1, suffix, &stop) == at + 1 && stop - at > 2);
    }
    return false;
}

/* Past the words that lead up to a name: adverbs, conjunctions, times; verbs only before something that is no word. */
static uint32_t skip_lead(const ft_context *context, uint32_t begin, uint32_t suffix) {
    for (uint32_t len; begin + 2 < suffix; begin += len) {
        fintag_str kind = ft_word_kind(context, begin, suffix, &len);
        if (!len && leads(context, begin, suffix)) len = 1, kind = FINTAG_STR("f");
        if (!len || begin + len + 2 > suffix || ft_place_at(context, begin, suffix)) break;
        bool verb = ft_str_is(kind, "v") &&
                    (!ft_all_words(context, begin + len, suffix) || ft_place_at(context, begin + len, suffix));
        if (!ft_str_is(kind, "f") && !verb) break;
    }
    return begin;
}

/* 中石化|宁德新能源, 国投|曲靖发电: an owner's name that takes up all of the stretch before the place. */
static bool is_owner(const ft_context *context, uint32_t begin, uint32_t end) {
    ft_ustr name = {context->text->unit + begin, end - begin};
    if (name.len < 2 || name.len > OWNER_MAX) return false;
    return ft_dict_find(context->rules, FT_CLASS_company, name) ||
           ft_dict_find(context->rules, FT_CLASS_organization, name);
}

static ft_name_begin with_place(const ft_context *context, uint32_t stop, uint32_t suffix) {
    ft_name_begin found = {.begin = stop};
    for (uint32_t at = stop; at + 2 <= suffix; at++) {
        uint32_t len = ft_place_at(context, at, suffix), first = len;
        if (!len || at + len + 1 > suffix || (at && context->text->unit[at - 1] == '(')) continue;
        if (ft_between_words(context, at, at + len)) continue; /* 民|营口|腔 */
        const ft_row *row = ft_dict_find(context->rules, FT_CLASS_place, (ft_ustr){context->text->unit + at, first});
        bool country = row && ft_str_is(ft_row_get(context->rules, row, FT_COL_kind), "country");
        if (found.placed && country) continue; /* 四川金石亚洲医药 */
        bool owned = !found.placed && is_owner(context, stop, at);
        found = (ft_name_begin){.begin = owned ? stop : at, .placed = true, .country = country};
        at += len;
        while ((len = ft_place_at(context, at, suffix)) && at + len + 1 <= suffix) at += len; /* 广东省深圳市 */
        if (owned) return found;
        at--;
    }
    return found;
}

/* Nothing between the name's beginning and its suffix but words; what stands in brackets counts for nothing. */
static bool only_words(const ft_context *context, uint32_t begin, uint32_t end) {
    const char16_t *unit = context->text->unit;
    for (uint32_t at = begin; at < end;) {
        uint32_t part = at;
        while (part < end && unit[part] != '(') part++;
        if (!ft_all_words(context, at, part)) return false;
        while (part < end && unit[part] != ')') part++;
        at = part + 1;
    }
    return true;
}

typedef enum { HARD, INNER, SOFT } firmness;

/* May the name go on before this stop word, when what follows would be none? */
static firmness firmness_of(const ft_context *context, uint32_t from, uint32_t stop, uint32_t *len) {
    uint32_t low = stop - from > STOP_MAX ? stop - STOP_MAX : from;
    const ft_row *row =
        ft_dict_longest_back(context->rules, FT_CLASS_stopname, (ft_ustr){context->text->unit + low, stop - low}, len);
    if (!row || stop == from) return HARD;
    fintag_str kind = ft_row_get(context->rules, row, FT_COL_kind);
    return ft_str_is(kind, "soft") ? SOFT : ft_str_is(kind, "inner") ? INNER : HARD;
}

ft_name_begin ft_find_name_begin(const ft_context *context, uint32_t suffix, bool legal) {
    uint32_t from = reach(context, suffix), limit = suffix;
    ft_name_begin best = {0};
    firmness last = SOFT;
    for (int round = 0; round < 4; round++) {
        uint32_t stop = ft_after_stop_word(context, from, limit), begin = skip_lead(context, stop, suffix);
        if (legal && only_words(context, begin, suffix)) begin = stop; /* 春秋|航空股份有限公司 */
        ft_name_begin found = with_place(context, begin, suffix);
        if (!round || (legal && last == SOFT && found.begin < limit))
            best = found; /* of words alone, a legal form takes all */
        uint32_t known, len;
        ft_ustr rest = {context->text->unit + found.begin, suffix - found.begin};
        ft_dict_longest(context->rules, FT_CLASS_company, rest, &known);
        if (found.placed || known > 2 || !only_words(context, found.begin, suffix)) return found;
        last = firmness_of(context, from, stop, &len);
        if (last == HARD || (last == INNER && !legal)) break; /* a legal form vouches for more: 移为通信技术有限公司 */
        limit = stop - len;
    }
    return best;
}

/* A full stop that is no abbreviation's: after a figure or a word of more than three letters. */
static bool ends_sentence(const char16_t *unit, uint32_t begin, uint32_t end) {
    if (unit[end - 1] != '.') return false;
    return end - begin > 4 || ft_unit_class[unit[begin]] & FT_C_DIGIT;
}

/* Shares of Widget, Drugmaker Widget, Acme-backed Widget: what stands before a name and is no part of it. */
static bool is_before_name(const ft_context *context, ft_ustr word) {
    uint32_t len;
    const ft_row *tail = ft_dict_longest_back(context->rules, FT_CLASS_aroundname, word, &len);
    if (tail && ft_str_is(ft_row_get(context->rules, tail, FT_COL_kind), "before")) return true;
    return ft_dict_find(context->rules, FT_CLASS_stopname, word) != NULL;
}

/* A short word all in capitals before “of” is an office: EVP of Widget Inc. */
static bool is_office(const ft_folded *text, uint32_t at, uint32_t end) {
    for (uint32_t i = at; i < end; i++)
        if (!ft_was_upper(text, i)) return false;
    return end - at <= 4;
}

/* Latin names: words that begin with a capital, before Inc. or Ltd. */
uint32_t ft_find_latin_begin(const ft_context *context, uint32_t suffix) {
    const char16_t *unit = context->text->unit;
    uint32_t at = suffix, begin = suffix;
    bool after_of = false;
    for (int words = 0; words < 6; words++) {
        while (at && unit[at - 1] == ' ') at--;
        if (at && unit[at - 1] == ',' && begin == suffix) at--; /* Widget, Inc. */
        uint32_t end = at;
        while (at &&
               (ft_unit_class[unit[at - 1]] & (FT_C_LETTER | FT_C_DIGIT) || unit[at - 1] == '&' ||
                unit[at - 1] == '\'' || unit[at - 1] == '-' || (unit[at - 1] == '.' && at > 1 && unit[at - 2] != ' ')))
            at--;
        if (at == end || (begin != suffix && ends_sentence(unit, at, end))) break;
        ft_ustr word = {unit + at, end - at};
        bool part = ft_ustr_starts(word, FT_USTR(u"holding")) || ft_ustr_eq(word, FT_USTR(u"group")) ||
                    ft_ustr_eq(word, FT_USTR(u"company")) || ft_ustr_starts(word, FT_USTR(u"co"));
        bool co = ft_ustr_eq(word, FT_USTR(u"co")) || ft_ustr_eq(word, FT_USTR(u"co."));
        if (co) part = begin == suffix; /* Widget Co Ltd, but not Acme Co and Widget Inc */
        if (!part && ft_dict_find(context->rules, FT_CLASS_suffix, word)) break; /* the end of another name */
        if (begin != suffix && is_before_name(context, word)) break;
        bool joins = end - at <= 2 && begin != suffix && (unit[at] == '&' || (unit[at] == 'o' && unit[at + 1] == 'f'));
        if (!ft_was_upper(context->text, at) && !(ft_unit_class[unit[at]] & FT_C_DIGIT) && !joins) break;
        if (after_of && is_office(context->text, at, end)) break;
        after_of = joins && unit[at] == 'o';
        if (!joins) begin = at;
        if (at && unit[at - 1] != ' ') break;
    }
    return begin;
}

bool ft_ends_with_latin_name(const ft_context *context, uint32_t begin, uint32_t end) {
    const char16_t *unit = context->text->unit;
    uint32_t last = end;
    while (last > begin && unit[last - 1] != ' ') last--;
    for (uint32_t at = begin + 1; at < last; at++) {
        if (unit[at - 1] != ' ') continue;
        const ft_row *row = ft_dict_find(context->rules, FT_CLASS_company, (ft_ustr){unit + at, end - at});
        if (row && ft_str_is(ft_row_get(context->rules, row, FT_COL_policy), "strong")) return true;
    }
    return false;
}
