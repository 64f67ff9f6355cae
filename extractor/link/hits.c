/* Dictionary hits before anything is weighed: chance hits between and inside ordinary words go, and the marks that
 * exchanges print join the name. */
#include "link/funds.h"
#include "link/name_begin.h"
#include "link/names.h"
#include "link/ordinary.h"
#include "link/person.h"

static bool is_name(const ft_candidate *c) {
    return c->fate == FINTAG_KEPT &&
           (c->type == FINTAG_COMPANY || c->type == FINTAG_ORGANIZATION || c->type == FINTAG_INDEX);
}

/* www.hkexnews.hk, ir@nio.com, .DJI */
static bool in_address(const ft_names *names, const ft_candidate *c) {
    const char16_t *unit = names->context->text->unit;
    if (!(ft_unit_class[unit[c->begin]] & FT_C_LETTER)) return false;
    char16_t before = c->begin ? unit[c->begin - 1] : 0;
    if (before == '@' || before == '.') return true;
    return unit[c->end] == '.' && ft_unit_class[unit[c->end + 1]] & FT_C_LETTER &&
           !ft_was_upper(names->context->text, c->begin);
}

/* The marks that exchanges print: N, C, U and XD, XR, DR before a name, -W, -S, -SW, -B after it. They belong to the
 * mention. */
static void take_marks(ft_names *names, ft_candidate *c) {
    static const ft_ustr heads[] = {{u"s*st", 4}, {u"*st", 3}, {u"sst", 3}, {u"st", 2}, {u"xd", 2},
                                    {u"xr", 2},   {u"dr", 2},  {u"n", 1},   {u"c", 1},  {u"u", 1}};
    static const ft_ustr tails[] = {{u"-sw", 3}, {u"-w", 2}, {u"-s", 2}, {u"-b", 2}, {u"-u", 2}, {u"-wd", 3}};
    const ft_folded *text = names->context->text;
    const char16_t *unit = text->unit;
    if (c->type != FINTAG_COMPANY || !(ft_unit_class[unit[c->begin]] & FT_C_HAN)) return;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        uint32_t len = heads[i].len, at = c->begin - len;
        if (c->begin < len || !ft_ustr_starts((ft_ustr){unit + at, len}, heads[i]) || !ft_was_upper(text, c->begin - 1))
            continue;
        if (at && ft_unit_class[unit[at - 1]] & (FT_C_LETTER | FT_C_DIGIT | FT_C_HAN)) continue;
        c->begin = at;
        break;
    }
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        uint32_t len = tails[i].len;
        ft_ustr rest = {unit + c->end, text->count - c->end};
        if (!ft_ustr_starts(rest, tails[i]) || !ft_was_upper(text, c->end + 1)) continue;
        if (ft_unit_class[unit[c->end + len]] & (FT_C_LETTER | FT_C_DIGIT)) continue;
        c->end += len;
        break;
    }
}

/* Does a word of this kind (class aroundname) stand at `at`? */
static bool stands_at(const ft_context *context, uint32_t at, const char *kind) {
    enum { REACH = 8 };
    uint32_t len, rest = context->text->count - at;
    ft_ustr behind = {context->text->unit + at, rest < REACH ? rest : REACH};
    const ft_row *row = ft_dict_longest(context->rules, FT_CLASS_aroundname, behind, &len);
    return row && ft_str_is(ft_row_get(context->rules, row, FT_COL_kind), kind);
}

/* Behind the group of a company: does a longer name begin with it? */
static bool goes_on(const ft_context *context, uint32_t at, bool letters) {
    if (!letters) return stands_at(context, at, "form");
    char16_t next = context->text->unit[at];
    return next == '-' || (next == ' ' && stands_at(context, at + 1, "form"));
}

/* 腾讯|集团, 日本软银|集团, Alibaba| Group: the company's own name with one word more, where the dictionary has no
 * other of that name. */
static void take_group(const ft_names *names, ft_candidate *c) {
    const ft_context *context = names->context;
    const char16_t *unit = context->text->unit;
    if (c->type != FINTAG_COMPANY || !c->entry) return;
    if (!ft_str_is(ft_row_get(context->rules, c->entry, FT_COL_policy), "strong")) return;
    bool letters = ft_unit_class[unit[c->end - 1]] & FT_C_LETTER;
    ft_ustr word = letters ? FT_USTR(u" group") : FT_USTR(u"集团");
    if (!ft_ustr_starts((ft_ustr){unit + c->end, context->text->count - c->end}, word)) return;
    uint32_t end = c->end + word.len;
    if (letters && (!ft_was_upper(context->text, c->end + 1) || ft_unit_class[unit[end]] & FT_C_LETTER)) return;
    if (ft_dict_find(context->rules, FT_CLASS_company, (ft_ustr){unit + c->begin, end - c->begin})) return;
    if (!goes_on(context, end, letters)) c->end = end;
}

/* 北京市|金杜律师事务所: such firms are registered with their place. */
static void take_place(const ft_names *names, ft_candidate *c) {
    if (!c->entry || !ft_ustr_ends((ft_ustr){names->context->text->unit, c->end}, FT_USTR(u"事务所"))) return;
    c->begin = ft_before_place(names->context, 0, c->begin);
}

/* 天健会计师事务所(特殊普通合伙): the form of a partnership, in brackets, belongs to the name. */
static void take_partnership(const ft_names *names, ft_candidate *c) {
    static const ft_ustr forms[] = {FT_USTR(u"(特殊普通合伙)"), FT_USTR(u"(有限合伙)"), FT_USTR(u"(普通合伙)")};
    const ft_folded *text = names->context->text;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (!ft_ustr_starts((ft_ustr){text->unit + c->end, text->count - c->end}, forms[i])) continue;
        c->end += forms[i].len;
        if (!c->entry) ft_name_unlisted(names->context, c);
        return;
    }
}

/* 常熟三爱富: a former name after a town is not the company that once had it, but one that still has. */
static void split_off(ft_names *names, ft_candidate *c) {
    const ft_context *context = names->context;
    bool former = c->type == FINTAG_COMPANY && ft_row_get(context->rules, c->entry, FT_COL_until).len &&
                  !ft_row_next(context->rules, c->entry);
    if (!former) return;
    uint32_t begin = ft_before_place(context, 0, c->begin);
    const ft_row *place =
        ft_dict_find(context->rules, FT_CLASS_place, (ft_ustr){context->text->unit + begin, c->begin - begin});
    if (!place || ft_str_is(ft_row_get(context->rules, place, FT_COL_kind), "country")) return;
    c->begin = begin;
    c->entry = NULL;
    c->confidence = 0.85f;
    ft_name_unlisted(context, c);
}

/* “the Fed” is the Fed. */
static void drop_article(const ft_context *context, ft_candidate *c) {
    if (ft_ustr_starts((ft_ustr){context->text->unit + c->begin, c->end - c->begin}, FT_USTR(u"the "))) c->begin += 4;
}

static bool latin_lower(const ft_context *context, const ft_candidate *c) {
    return ft_unit_class[context->text->unit[c->begin]] & FT_C_LETTER && !ft_was_upper(context->text, c->begin);
}

/* 中国稀土|出口, 上海电力|供应, 中国银行|业: what a country or a city has, not the company that is called so. */
static bool is_of_place(const ft_context *context, const ft_candidate *c) {
    enum { NOUN_MAX = 6 };
    const char16_t *unit = context->text->unit;
    uint32_t len, rest = context->text->count - c->end, place = ft_place_at(context, c->begin, c->end);
    if (c->type != FINTAG_COMPANY || !place || c->end - c->begin < place + 2) return false;
    ft_ustr behind = {unit + c->end, rest < NOUN_MAX ? rest : NOUN_MAX};
    const ft_row *noun = ft_dict_longest(context->rules, FT_CLASS_landnoun, behind, &len);
    if (!noun || ft_str_is(ft_row_get(context->rules, noun, FT_COL_kind), "company")) return false;
    ft_ustr stem = {unit + c->begin + place, c->end - c->begin - place};
    return len == 1 || ft_dict_find(context->rules, FT_CLASS_commonword, stem); /* 业 says it alone */
}

/* 旗下|太阳能|公司, 高景|太阳能: a kind of company, or the end of a name that the dictionary lacks. */
static bool is_kind(const ft_context *context, const ft_candidate *c) {
    enum { LOOK = 12 };
    const char16_t *unit = context->text->unit;
    ft_ustr surface = {unit + c->begin, c->end - c->begin}, behind = {unit + c->end, context->text->count - c->end};
    if (!(ft_unit_class[unit[c->begin]] & FT_C_HAN)) return false;
    bool kind = ft_dict_find(context->rules, FT_CLASS_genericname, surface) != NULL;
    if (kind && (ft_ustr_starts(behind, FT_USTR(u"公司")) || ft_ustr_starts(behind, FT_USTR(u"企业")))) return true;
    if (!kind && !ft_dict_find(context->rules, FT_CLASS_trade, surface)) return false;
    if (!c->begin || !(ft_unit_class[unit[c->begin - 1]] & FT_C_HAN)) return false;
    uint32_t low = c->begin > LOOK ? c->begin - LOOK : 0, len;
    ft_ustr before = {unit + low, c->begin - low};
    if (ft_after_stop_word(context, low, c->begin) == c->begin) return false;
    return !ft_dict_longest_back(context->rules, FT_CLASS_commonword, before, &len) || len < 2;
}

/* 索菲亚|大学, 康普顿|学院: a school that is called like the person or place, not like the company. */
static bool is_school(const ft_context *context, const ft_candidate *c) {
    return ft_str_is(ft_row_get(context->rules, c->entry, FT_COL_policy), "context") &&
           stands_at(context, c->end, "school");
}

/* Does the word that ends at `end` begin with a capital? */
static bool follows_capital(const ft_folded *text, uint32_t end) {
    while (end && ft_unit_class[text->unit[end - 1]] & FT_C_LETTER) end--;
    return ft_was_upper(text, end);
}

static bool begins_names(const ft_context *context, ft_ustr word) {
    const ft_row *row = ft_dict_find(context->rules, FT_CLASS_aroundname, word);
    return row && ft_str_is(ft_row_get(context->rules, row, FT_COL_kind), "begins");
}

/* First|Quantum, shares of Acme|Citizens: one word that is the end of a longer name. In a headline all words have
 * capitals. */
static bool ends_latin_name(const ft_context *context, const ft_candidate *c) {
    const ft_folded *text = context->text;
    const char16_t *unit = text->unit;
    if (c->type != FINTAG_COMPANY || c->begin < 3 || unit[c->begin - 1] != ' ' || !ft_was_upper(text, c->begin))
        return false;
    if (!ft_str_is(ft_row_get(context->rules, c->entry, FT_COL_policy), "context")) return false;
    for (uint32_t at = c->begin; at < c->end; at++)
        if (!(ft_unit_class[unit[at]] & FT_C_LETTER)) return false;
    uint32_t end = c->begin - 1, begin = end, len;
    while (begin && ft_unit_class[unit[begin - 1]] & FT_C_LETTER) begin--;
    ft_ustr word = {unit + begin, end - begin};
    if (word.len < 4 || !ft_was_upper(text, begin) || ft_was_upper(text, begin + 1)) return false;
    if (begins_names(context, word)) return true;
    if (ft_dict_longest_back(context->rules, FT_CLASS_company, word, &len)) return false; /* Sony Denso */
    return begin > 1 && unit[begin - 1] == ' ' && ft_unit_class[unit[begin - 2]] & FT_C_LETTER &&
           !follows_capital(text, begin - 1);
}

void ft_link_hits(ft_names *names) {
    for (size_t i = 0; i < names->candidates->count; i++) {
        ft_candidate *c = &names->candidates->items[i];
        if (is_name(c) && c->entry && in_address(names, c)) {
            c->fate = FINTAG_REJECTED;
            c->reason = "inside an address";
        }
        if (is_name(c) && c->entry && is_of_place(names->context, c)) {
            c->fate = FINTAG_REJECTED;
            c->reason = "what a place has, not a company";
        }
        bool may_be_person = c->type == FINTAG_COMPANY || c->type == FINTAG_INDEX;
        if (is_name(c) && c->entry && may_be_person && ft_is_given_name(names->context, c->begin, c->end)) {
            c->fate = FINTAG_REJECTED;
            c->reason = "the given name of a person";
        }
        if (is_name(c) && c->entry && c->type == FINTAG_COMPANY &&
            (is_kind(names->context, c) || is_school(names->context, c))) {
            c->fate = FINTAG_REJECTED;
            c->reason = "a kind of company, or a school, not a name";
        }
        if (is_name(c) && c->entry && ends_latin_name(names->context, c)) {
            c->fate = FINTAG_REJECTED;
            c->reason = "the end of a longer name";
        }
        if (is_name(c) && (c->entry || c->value.named) && ft_in_fund(names->context, c)) {
            c->fate = FINTAG_REJECTED;
            c->reason = "the house in the name of a fund";
        }
        if (is_name(c) && c->entry) take_marks(names, c);
        if (is_name(c) && c->entry) take_group(names, c);
        if (is_name(c) && c->type == FINTAG_COMPANY && (c->entry || c->value.named)) {
            take_place(names, c);
            take_partnership(names, c);
        }
        if (is_name(c) && c->entry && c->type != FINTAG_COMPANY) drop_article(names->context, c);
        if (is_name(c) && c->entry && c->type == FINTAG_ORGANIZATION && latin_lower(names->context, c)) {
            c->fate = FINTAG_REJECTED;
            c->reason = "a name begins with a capital letter";
        }
        if (is_name(c) && c->entry) split_off(names, c);
        if (!is_name(c) || !c->entry || !ft_cut_by_words(names->context, c->begin, c->end)) continue;
        c->fate = FINTAG_REJECTED;
        c->reason = "cut out of ordinary words";
    }
}
