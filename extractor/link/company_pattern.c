/* Unlisted companies by the end of their name: the pattern finds the suffix, name_begin.c where the name begins. A weak
 * suffix (公司, 集团) needs more: a place, or characters that make no ordinary word (class commonword) and no kind of
 * company (class genericname). */
#include "base/utf8.h"
#include "link/link.h"
#include "link/name_begin.h"
#include "link/ordinary.h"
#include "value/kinds.h"

static bool all_letters(const ft_context *context, uint32_t begin, uint32_t end) {
    for (uint32_t at = begin; at < end; at++)
        if (!(ft_unit_class[context->text->unit[at]] & FT_C_LETTER)) return false;
    return true;
}

/* Without a place: characters that are no word (勋达公司, 鑫秋农业公司); words only for a group, between marks
 * (神力集团). */
static const char *refuse_unplaced(const ft_context *context, uint32_t begin, uint32_t suffix, bool words, bool group) {
    const char16_t *unit = context->text->unit;
    uint32_t len = suffix - begin, end;
    if (words) {
        bool marked = !begin || !(ft_unit_class[unit[begin - 1]] & (FT_C_HAN | FT_C_LETTER | FT_C_DIGIT));
        bool verb = ft_str_is(ft_word_kind(context, begin, suffix, &end), "v"); /* 华夏幸福减值拉低集团投资收益 */
        return group && marked && !verb && len <= 4 ? NULL : "ordinary words before a weak suffix";
    }
    if (ft_unit_class[unit[begin]] & FT_C_LETTER)
        return ft_was_upper(context->text, begin) && len >= 3 && all_letters(context, begin, suffix)
                   ? NULL
                   : "letters that are no name";
    uint32_t run = ft_unknown_run(context, begin, suffix, &end), rest = end;
    if (run != begin || end - run < 2 || end - run > 4) return "a weak suffix without a place";
    if (ft_is_count(context, begin)) return "a count, not a name";
    for (const char16_t *c = u"我你他她它咱各某哪再前后欠"; *c; c++)
        if (unit[begin] == *c) return "a pronoun, not a name";
    for (uint32_t word; rest < suffix; rest += word) /* 鑫秋农业公司: after the name, trades */
        if (ft_word_kind(context, rest, suffix, &word).len || !word) return "more before the suffix than a name";
    return suffix - end <= 4 ? NULL : "too long for a name with a weak suffix";
}

/* 逾百家, 300多家, 12只: a figure with its classifier; 三人行, 三维 are names where a legal form says so. */
static bool counts(const ft_context *context, uint32_t begin, uint32_t end, bool legal) {
    const char16_t *unit = context->text->unit;
    for (uint32_t at = begin; at + 1 < end; at++) {
        if (!(ft_unit_class[unit[at]] & (FT_C_NUMERAL | FT_C_DIGIT))) continue;
        uint32_t next = unit[at + 1] == u'多' || unit[at + 1] == u'余' ? at + 2 : at + 1, len;
        if (legal && unit[next] != u'家' && unit[next] != u'个') continue;
        if (next < end &&
            ft_dict_longest(context->rules, FT_CLASS_classifier, (ft_ustr){unit + next, end - next}, &len))
            return true;
    }
    return false;
}

/* 满载着微盟集团: the end of it is a name that the dictionary has. After a place, which names begin with as well, only
 * behind a verb: 重庆龙湖系龙湖集团. */
static bool ends_with_known(const ft_context *context, uint32_t begin, uint32_t suffix, uint32_t end, bool placed) {
    const char16_t *unit = context->text->unit;
    for (uint32_t at = begin + 1; at + 2 <= suffix; at++) {
        bool verb = unit[at - 1] == u'系' || unit[at - 1] == u'即' || unit[at - 1] == u'是' || unit[at - 1] == u'为';
        if ((verb || !placed) && ft_dict_find(context->rules, FT_CLASS_company, (ft_ustr){unit + at, end - at}))
            return true;
    }
    return false;
}

/* 山西茅台|美的集团: two names that the dictionary has, side by side. */
static bool two_known(const ft_context *context, uint32_t begin, uint32_t suffix, uint32_t end) {
    const char16_t *unit = context->text->unit;
    uint32_t first = begin + ft_place_at(context, begin, suffix);
    for (uint32_t at = first + 2; at + 2 <= suffix; at++)
        if (ft_dict_find(context->rules, FT_CLASS_company, (ft_ustr){unit + at, end - at}) &&
            ft_dict_find(context->rules, FT_CLASS_company, (ft_ustr){unit + first, at - first}))
            return true;
    return false;
}

static bool is_legal(ft_ustr suffix) {
    return ft_ustr_ends(suffix, FT_USTR(u"有限公司")) || ft_ustr_ends(suffix, FT_USTR(u"责任公司")) ||
           ft_ustr_ends(suffix, FT_USTR(u"合伙)")) || ft_ustr_eq(suffix, FT_USTR(u"株式会社"));
}

/* 子公司, 分公司, 各公司; but 中颖电子公司. */
static bool is_role(ft_ustr stem, bool legal) {
    char16_t last = stem.ptr[stem.len - 1];
    if (last == u'子' && (legal || (stem.len > 2 && stem.ptr[stem.len - 2] == u'电'))) return false;
    return last == u'子' || last == u'母' || last == u'孙' || last == u'分' || last == u'各' || last == u'个';
}

/* 股份|有限公司, 集团|股份有限公司: words of the legal form itself. */
static bool is_form(ft_ustr stem) {
    static const ft_ustr legal_words[] = {FT_USTR(u"股份"), FT_USTR(u"集团"), FT_USTR(u"控股"), FT_USTR(u"投资"),
                                          FT_USTR(u"企业")};
    for (size_t i = 0; i < sizeof legal_words / sizeof *legal_words && stem.len; i++) {
        if (!ft_ustr_ends(stem, legal_words[i])) continue;
        stem.len -= legal_words[i].len;
        i = (size_t)-1;
    }
    return !stem.len;
}

static bool all_digits(ft_ustr stem) {
    for (uint32_t i = 0; i < stem.len; i++)
        if (!(ft_unit_class[stem.ptr[i]] & FT_C_DIGIT)) return false;
    return true;
}

/* 山东高速|集团, 广西柳工|集团: the parent of the listed company, whose own full name would be in the dictionary. */
static bool is_parent(const ft_context *context, ft_ustr stem, const ft_row *known) {
    fintag_str id = ft_row_get(context->rules, known, FT_COL_id);
    return stem.len >= 4 && id.len > 4 && (memcmp(id.ptr, "XSH", 3) == 0 || memcmp(id.ptr, "BJSE", 4) == 0);
}

/* 等|城燃公司, 具身智能公司|银河通用: what the companies of a list are, or the one whose name follows. */
static bool is_label(const ft_context *context, uint32_t begin, uint32_t end) {
    const char16_t *unit = context->text->unit;
    uint32_t len;
    if (begin && unit[begin - 1] == u'等') return true;
    ft_ustr behind = {unit + end, context->text->count - end};
    const ft_row *row = ft_dict_longest(context->rules, FT_CLASS_company, behind, &len);
    return row && len > 2 && ft_str_is(ft_row_get(context->rules, row, FT_COL_policy), "strong");
}

/* 高盛指|公司: a known company, and what it does. */
static bool known_and_verb(const ft_context *context, ft_ustr stem) {
    if (stem.len < 3) return false;
    const ft_row *row = ft_dict_find(context->rules, FT_CLASS_company, (ft_ustr){stem.ptr, stem.len - 1});
    if (!row || !ft_str_is(ft_row_get(context->rules, row, FT_COL_policy), "strong")) return false;
    const ft_row *last = ft_dict_find(context->rules, FT_CLASS_aroundname, (ft_ustr){stem.ptr + stem.len - 1, 1});
    return last && ft_str_is(ft_row_get(context->rules, last, FT_COL_kind), "verb");
}

static const char *refuse(const ft_context *context, ft_name_begin name, uint32_t suffix, ft_ustr kind) {
    uint32_t len = suffix - name.begin;
    ft_ustr stem = {context->text->unit + name.begin, len};
    bool legal = is_legal(kind);
    bool group = ft_ustr_eq(kind, FT_USTR(u"集团"));
    if (len < 2) return "no name before the suffix";
    if (stem.ptr[0] == '(') return "a number before the suffix";
    if (all_digits(stem) && !ft_dict_find(context->rules, FT_CLASS_company, stem)) return "a figure before the suffix";
    if (!name.placed && counts(context, name.begin, suffix, legal)) return "a count of companies";
    if (is_role(stem, legal)) return "a kind of company, not a name";
    if (is_form(stem)) return "no name before the suffix";
    if (ft_dict_find(context->rules, FT_CLASS_genericname, stem)) return "a kind of company, not a name";
    uint32_t generic;
    if (!legal && ft_dict_longest_back(context->rules, FT_CLASS_genericname, stem, &generic) && generic == len)
        return "a kind of company, not a name";
    if (ends_with_known(context, name.begin, suffix, suffix + kind.len, name.placed))
        return "the dictionary knows the name that ends it";
    if (name.placed && !legal && two_known(context, name.begin, suffix, suffix + kind.len))
        return "the dictionary knows both names in it";
    if (name.placed && len < ft_place_at(context, name.begin, suffix) + 2) return "a place, not a name";
    if (legal) return NULL;
    if (known_and_verb(context, stem)) return "a company and a verb, not a name";
    ft_ustr whole = {stem.ptr, len + kind.len};
    if (ft_dict_find(context->rules, FT_CLASS_company, whole)) return "the dictionary knows the name";
    /* 腾讯集团 is 腾讯; but 巨化集团, with a stem that does not stand alone, is the parent and not the listed company.
     */
    const ft_row *known = ft_dict_find(context->rules, FT_CLASS_company, stem);
    if (known && !(ft_str_is(ft_row_get(context->rules, known, FT_COL_policy), "context")))
        return group && !is_parent(context, stem, known) ? "the dictionary knows the name without it" : NULL;
    bool word = ft_dict_find(context->rules, FT_CLASS_commonword, stem) &&
                !ft_dict_find(context->rules, FT_CLASS_homonym, stem);
    if (known && !group) return word ? "a kind of company, not a name" : NULL; /* 太阳能公司 */
    uint32_t place = name.placed ? ft_place_at(context, name.begin, suffix) : 0, rest = name.begin + place;
    if (len - place < 2) return name.placed ? "a place, not a name" : "too short for a name";
    bool words = ft_all_words(context, rest, suffix);
    char16_t first = rest < suffix ? context->text->unit[rest] : 0;
    bool ranked = first == u'第' || first == u'最' || first == u'某' || first == u'老' || first == u'首';
    if (name.country && (words || ranked)) return "a kind of company of some country";
    if (name.placed) return group || len - place >= 3 || !words ? NULL : "too short for a name";
    if (is_label(context, name.begin, suffix + kind.len)) return "a kind of company, not a name";
    return refuse_unplaced(context, name.begin, suffix, words, group);
}

/* 2021年末公司负债: a figure with a unit of time in front of 公司. */
static bool holds_date(ft_ustr stem) {
    for (uint32_t i = 1; i < stem.len; i++) {
        char16_t c = stem.ptr[i];
        if ((c == u'年' || c == u'月' || c == u'日') && ft_unit_class[stem.ptr[i - 1]] & FT_C_DIGIT) return true;
    }
    return false;
}

/* 日本伊藤忠商事|株式会社: a known name of three characters or more behind a country. */
static const ft_row *of_country(const ft_context *context, ft_ustr stem) {
    uint32_t len;
    const ft_row *place = ft_dict_longest(context->rules, FT_CLASS_place, stem, &len);
    if (!place || stem.len < len + 3 || ft_ustr_starts(stem, FT_USTR(u"中国"))) return NULL;
    if (!ft_str_is(ft_row_get(context->rules, place, FT_COL_kind), "country")) return NULL;
    return ft_dict_find(context->rules, FT_CLASS_company, (ft_ustr){stem.ptr + len, stem.len - len});
}

/* The dictionary's name without the legal form: Kioxia of Kioxia Holdings Corporation. */
static const ft_row *known_stem(const ft_context *context, ft_ustr stem) {
    for (;;) {
        const ft_row *row = ft_dict_find(context->rules, FT_CLASS_company, stem);
        uint32_t len;
        if (row || !stem.len) return row;
        if (!(ft_unit_class[stem.ptr[0]] & FT_C_LETTER)) return of_country(context, stem);
        if (!ft_dict_longest_back(context->rules, FT_CLASS_suffix, stem, &len) || len + 2 > stem.len) return NULL;
        if (stem.ptr[stem.len - len - 1] != ' ') return NULL;
        stem.len -= len + 1;
        while (stem.len && stem.ptr[stem.len - 1] == ',') stem.len--;
    }
}

/* Co, NV, SE: words and regions as well. */
static bool asks_for_name(ft_ustr suffix) {
    static const ft_ustr forms[] = {FT_USTR(u"co"), FT_USTR(u"nv"),  FT_USTR(u"se"), FT_USTR(u"sa"),
                                    FT_USTR(u"ab"), FT_USTR(u"asa"), FT_USTR(u"spa")};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (ft_ustr_eq(suffix, forms[i])) return true;
    return false;
}

const char *ft_value_company_pattern(const ft_match *match, ft_candidate *candidate) {
    const ft_context *context = match->context;
    ft_ustr suffix = ft_slot_text(match, FT_SLOT_suffix);
    uint32_t at = ft_slot_begin(match, FT_SLOT_suffix), begin;
    char16_t first = suffix.ptr ? suffix.ptr[0] : 0;
    if (ft_unit_class[first] & FT_C_LETTER || first == '&') {
        begin = ft_find_latin_begin(context, at);
        if (begin == at) return "no capitalised name before the suffix";
    } else {
        ft_name_begin name = ft_find_name_begin(context, at, is_legal(suffix));
        const char *reason = refuse(context, name, at, suffix);
        if (reason) return reason;
        begin = name.begin;
        if (!name.placed && !is_legal(suffix)) candidate->confidence = 0.88f; /* 城燃公司: it may be a kind */
    }
    candidate->begin = begin;
    candidate->end = at + suffix.len;
    ft_ustr whole = {context->text->unit + begin, candidate->end - begin}, stem = {whole.ptr, at - begin};
    while (stem.len && (stem.ptr[stem.len - 1] == ' ' || stem.ptr[stem.len - 1] == ',')) stem.len--;
    if (holds_date(stem)) return "a date, not a name";
    if (ft_dict_find(context->rules, FT_CLASS_company, whole)) return "the dictionary knows the name";
    if (!ft_ustr_eq(suffix, FT_USTR(u"集团"))) candidate->entry = known_stem(context, stem);
    if (candidate->entry) return NULL; /* a known company with its legal form: the link step names it */
    if (asks_for_name(suffix)) return "a legal form behind no name that is known";
    return ft_name_unlisted(context, candidate);
}

/* The folded text with the capitals that were written. */
static fintag_str as_written(const ft_context *context, uint32_t begin, fintag_str folded) {
    char *text = ft_alloc(context->arena, folded.len + 1);
    if (!text) return folded;
    memcpy(text, folded.ptr, folded.len);
    uint32_t at = begin;
    for (size_t i = 0; i < folded.len; at++) {
        unsigned len = ft_utf8_len((unsigned char)text[i]);
        if (len == 1 && text[i] >= 'a' && text[i] <= 'z' && ft_was_upper(context->text, at))
            text[i] = (char)(text[i] - 32);
        if (len == 4) at++; /* a surrogate pair */
        i += len;
    }
    return (fintag_str){text, folded.len};
}

const char *ft_name_unlisted(const ft_context *context, ft_candidate *candidate) {
    ft_named *named = ft_alloc_zero(context->arena, sizeof *named);
    if (!named) return "out of memory";
    ft_ustr whole = {context->text->unit + candidate->begin, candidate->end - candidate->begin};
    fintag_str folded = ft_unfold(context->arena, whole);
    named->out = (fintag_name){.id = ft_format(context->arena, "name:%.*s", (int)folded.len, folded.ptr),
                               .name = as_written(context, candidate->begin, folded),
                               .kind = FINTAG_STR("unlisted"),
                               .resolved_by = FINTAG_STR("pattern")};
    candidate->value.named = named;
    return NULL;
}
