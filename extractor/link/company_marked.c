/* Names that something beside them marks: ST and *ST before the short name of a listed company, a branch after the name
 * of any, a word such as 收购 or 制造商 before a Latin one. */
#include "link/link.h"
#include "link/name_begin.h"
#include "link/ordinary.h"
#include "value/kinds.h"

enum { STEM = 2, BRANCH_MAX = 20 };

static bool is_han(char16_t c) {
    return ft_unit_class[c] & FT_C_HAN;
}

/* Does the sentence go on at `at`, after the name? */
static bool after_name(const ft_context *context, uint32_t at) {
    static const char16_t heads[] =
        u"的了在是和与及或等对向从把被让由给于以为并也都又就还而但则将拟今昨曾近约超逾称涨跌停复报收股公重每两已未";
    char16_t c = context->text->unit[at];
    if (!is_han(c)) return true;
    for (size_t i = 0; heads[i]; i++)
        if (heads[i] == c) return true;
    uint32_t len;
    ft_word_kind(context, at, context->text->count, &len);
    return len > 0;
}

/* The row of an A share; only those bear the mark, so that ST大唐 is not the group that 大唐 is else. */
static const ft_row *a_share(const ft_context *context, const ft_row *row) {
    for (; row; row = ft_row_next(context->rules, row)) {
        fintag_str id = ft_row_get(context->rules, row, FT_COL_id);
        if (id.len > 4 && (memcmp(id.ptr, "XSH", 3) == 0 || memcmp(id.ptr, "BJSE", 4) == 0)) return row;
    }
    return NULL;
}

/* *ST海星, ST银广夏: two characters, or three where the third goes with them. */
const char *ft_value_company_st(const ft_match *match, ft_candidate *candidate) {
    const ft_context *context = match->context;
    uint32_t stem = ft_slot_begin(match, FT_SLOT_name);
    if (!ft_was_upper(context->text, stem - 1)) return "the mark is upper case";
    uint32_t end = stem + STEM;
    if (is_han(context->text->unit[end]) && !after_name(context, end) && after_name(context, end + 1)) end++;
    candidate->end = end;
    ft_ustr whole = {context->text->unit + candidate->begin, end - candidate->begin},
            name = {context->text->unit + stem, end - stem};
    if (ft_dict_find(context->rules, FT_CLASS_company, whole)) return "the dictionary knows the name";
    candidate->entry = a_share(context, ft_dict_find(context->rules, FT_CLASS_company, name));
    if (!candidate->entry) candidate->entry = ft_dict_find(context->rules, FT_CLASS_markedname, name);
    if (!candidate->entry && ft_dict_find(context->rules, FT_CLASS_genericname, name))
        return "no name behind the mark"; /* ST概念 */
    return candidate->entry ? NULL : ft_name_unlisted(context, candidate);
}

/* N艾隆, C锡华, XD长江电: a mark of the day, and a name cut to what fits behind it. */
const char *ft_value_company_cut(const ft_match *match, ft_candidate *candidate) {
    const ft_context *context = match->context;
    uint32_t stem = ft_slot_begin(match, FT_SLOT_name), most = ft_slot_text(match, FT_SLOT_name).len;
    for (uint32_t at = candidate->begin; at < stem; at++)
        if (!ft_was_upper(context->text, at)) return "the mark is upper case";
    for (uint32_t len = most; len >= STEM; len--) {
        ft_ustr whole = {context->text->unit + stem, len};
        if (ft_dict_find(context->rules, FT_CLASS_company, whole)) return "the dictionary knows the name";
        candidate->entry = ft_dict_find(context->rules, FT_CLASS_markedname, whole);
        candidate->end = stem + len;
        if (candidate->entry) return after_name(context, candidate->end) ? NULL : "the name goes on";
    }
    return "no name is cut so";
}

/* 中国平安保险深圳分公司: the company's name, a place or the like, and the branch; it is the company that acts. */
const char *ft_value_company_branch(const ft_match *match, ft_candidate *candidate) {
    const ft_context *context = match->context;
    const char16_t *unit = context->text->unit;
    uint32_t suffix = ft_slot_begin(match, FT_SLOT_suffix), from = suffix;
    while (from && suffix - from < BRANCH_MAX && is_han(unit[from - 1])) from--;
    for (uint32_t at = ft_after_stop_word(context, from, suffix); at + STEM < suffix; at++) {
        uint32_t len;
        const ft_row *row = ft_dict_longest(context->rules, FT_CLASS_company, (ft_ustr){unit + at, suffix - at}, &len);
        if (!row || suffix - at - len > 10 || ft_cut_by_words(context, at, at + len)) continue;
        candidate->begin = at;
        candidate->entry = row;
        return NULL;
    }
    return "no company before the branch";
}

/* 收购Informatica: capitalised words with small letters in them; GDP, IPO and the like have none. */
const char *ft_value_company_foreign(const ft_match *match, ft_candidate *candidate) {
    const ft_context *context = match->context;
    const ft_folded *text = context->text;
    uint32_t begin = ft_slot_begin(match, FT_SLOT_name), end = begin + ft_slot_text(match, FT_SLOT_name).len,
             stop = begin, len;
    ft_ustr before = {text->unit + (begin > 16 ? begin - 16 : 0), begin > 16 ? 16 : begin};
    while (before.len && before.ptr[before.len - 1] == ' ') before.len--;
    if (ft_dict_longest_back(context->rules, FT_CLASS_company, before, &len)) return "a company's name ends before it";
    bool firm = before.len > 2 && before.ptr[before.len - 2] == u'公' && before.ptr[before.len - 1] == u'司';
    before.len -= firm ? 2 : 0;
    if (firm && ft_dict_longest_back(context->rules, FT_CLASS_company, before, &len))
        return "a company's name ends before it";
    for (uint32_t at = begin; at < end && ft_was_upper(text, at);) { /* word by word */
        bool small = false;
        for (; at < end && text->unit[at] != ' '; at++)
            small |= ft_unit_class[text->unit[at]] & FT_C_LETTER && !ft_was_upper(text, at);
        if (!small) break;
        stop = at++;
    }
    if (stop < begin + 4) return "no capitalised name after the word";
    candidate->begin = begin;
    candidate->end = stop;
    ft_ustr whole = {text->unit + begin, stop - begin};
    if (ft_dict_find(context->rules, FT_CLASS_company, whole) ||
        ft_dict_find(context->rules, FT_CLASS_organization, whole))
        return "the dictionary knows the name";
    return ft_name_unlisted(context, candidate);
}

/* Turkish Airlines, Silver Lake Partners: capitalised words before a capitalised trade, that are no kind of company. */
const char *ft_value_company_latin_trade(const ft_match *match, ft_candidate *candidate) {
    const ft_context *context = match->context;
    const ft_folded *text = context->text;
    uint32_t suffix = ft_slot_begin(match, FT_SLOT_suffix), begin = ft_find_latin_begin(context, suffix),
             end = suffix + ft_slot_text(match, FT_SLOT_suffix).len, word = begin;
    if (begin == suffix || !ft_was_upper(text, suffix)) return "no capitalised name before the trade";
    if (ft_was_upper(text, suffix + 1)) return "all in capitals"; /* a headline */
    while (word < suffix && text->unit[word] != ' ') word++;
    ft_ustr first = {text->unit + begin, word - begin}, whole = {text->unit + begin, end - begin};
    if (first.len < 3 || ft_dict_find(context->rules, FT_CLASS_genericname, first))
        return "a kind of company, not a name";
    if (text->unit[end] == ' ' && ft_was_upper(text, end + 1)) return "more capitals behind it";
    if (ft_dict_find(context->rules, FT_CLASS_company, whole) ||
        ft_dict_find(context->rules, FT_CLASS_organization, whole))
        return "the dictionary knows the name";
    if (ft_ends_with_latin_name(context, begin, end)) return "the dictionary knows the name that ends it";
    candidate->begin = begin;
    candidate->end = end;
    return ft_name_unlisted(context, candidate);
}
