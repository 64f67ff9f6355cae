/* Short forms: 微盟集团有限公司(以下简称“微盟”) … 微盟; Weimob Inc. (the “Company”); and, without a definition, 徐矿
 * after 徐矿集团. */
#include "link/name_begin.h"
#include "link/names.h"
#include "link/ordinary.h"

static const float SURE = 0.95f;

enum { FORMS_MAX = 96, FORM_LEN_MAX = 24, LOOK = 12, BUCKETS = 256 };

typedef struct {
    ft_ustr text;
    ft_named *named;
    const ft_candidate *parent;
    const char *by;
} short_form;

typedef struct {
    ft_names *names;
    short_form forms[FORMS_MAX];
    size_t count;
    uint32_t first[BUCKETS], *next; /* places + 1 in order, by the low bits of the unit there */
} forms;

static const char16_t *unit_of(const forms *f) {
    return f->names->context->text->unit;
}

static void add_form(forms *f, ft_ustr text, const ft_candidate *parent, const char *by) {
    if (text.len < 2 || text.len > FORM_LEN_MAX || f->count == FORMS_MAX) return;
    for (size_t i = 0; i < f->count; i++) {
        if (!ft_ustr_eq(f->forms[i].text, text)) continue;
        /* 皖芯集成 in the title, before 合肥皖芯集成电路有限公司(下称“皖芯集成”), is what the text defines. */
        if (strcmp(by, "definition") == 0 && f->forms[i].by && strcmp(f->forms[i].by, "pattern") == 0)
            f->forms[i] = (short_form){text, parent->value.named, parent, by};
        return;
    }
    f->forms[f->count++] = (short_form){text, parent->value.named, parent, by};
}

static void add(forms *f, ft_ustr text, const ft_candidate *parent, const char *by) {
    ft_ustr own = {unit_of(f) + parent->begin, parent->end - parent->begin};
    if (!ft_ustr_eq(own, text)) add_form(f, text, parent, by);
}

static bool is_open_quote(char16_t c) {
    return c == u'“' || c == u'‘' || c == '"' || c == '\'' || c == u'《';
}
static bool is_close(char16_t c) {
    return c == u'”' || c == u'’' || c == '"' || c == '\'' || c == u'》' || c == ')' || c == u'、' || c == ',' ||
           c == ';' || c == u'。' || c == '\n' || c == u'或';
}

/* 公司, 集团, 本公司 as defined forms name a role, not a company. */
static bool is_role(const forms *f, ft_ustr text) {
    return ft_dict_find(f->names->context->rules, FT_CLASS_genericname, text) != NULL;
}

/* “Company” is defined: the form is “the company”, with a capital C. */
static ft_ustr the_role(ft_ustr role) {
    static const ft_ustr roles[] = {{u"company", 7}, {u"group", 5}, {u"the company", 11}, {u"the group", 9}};
    static const ft_ustr said[] = {{u"the company", 11}, {u"the group", 9}};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (ft_ustr_eq(role, roles[i])) return said[i % 2];
    return (ft_ustr){0};
}

/* After a name: ( … 以下简称 “X” or (“X”): where X or its quote begins; 0 when nothing is defined. */
static uint32_t form_begin(const forms *f, uint32_t at) {
    static const ft_ustr words[] = {{u"以下简称", 4},     {u"下称", 2}, {u"简称", 2}, {u"以下统称", 4},
                                    {u"hereinafter", 11}, {u"the ", 4}, {u"or ", 3}};
    const char16_t *unit = unit_of(f);
    uint32_t count = f->names->context->text->count;
    while (at < count && unit[at] == ' ') at++;
    if (at + 1 >= count || (unit[at] != '(' && unit[at] != ',')) return 0;
    bool bracket = unit[at] == '(';
    if (bracket && is_open_quote(unit[at + 1])) return at + 1;
    uint32_t limit = at + LOOK * 3 < count ? at + LOOK * 3 : count;
    for (uint32_t i = at + 1; i < limit && unit[i] != u'。' && unit[i] != '\n' && unit[i] != ')'; i++) {
        for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
            uint32_t end = i + words[w].len;
            if (!ft_ustr_starts((ft_ustr){unit + i, count - i}, words[w])) continue;
            /* Epic Games, the maker of Fortnite: without brackets or quotes no definition */
            if (bracket || ft_unit_class[words[w].ptr[0]] & FT_C_HAN || is_open_quote(unit[end])) return end;
        }
        if (!bracket && i > at + 4) return 0;
    }
    return 0;
}

/* Are the characters of `text` those of the name, in its order? */
static bool is_cut_of(const forms *f, ft_ustr text, const ft_candidate *name) {
    uint32_t at = name->begin;
    for (uint32_t i = 0; i < text.len; i++, at++) {
        while (at < name->end && unit_of(f)[at] != text.ptr[i]) at++;
        if (at == name->end) return false;
    }
    return true;
}

/* Widget Systems Pte. Ltd. (VSMC), 上海泓澄食品科技有限公司(泓澄食品): a full name, and in the brackets nothing but
 * capitals or characters of it. */
static void read_bracket(forms *f, const ft_candidate *name) {
    const ft_folded *folded = f->names->context->text;
    uint32_t begin = name->end, end, capitals = 0;
    if (name->entry) return; /* the dictionary knows its short forms, and the brackets may hold its code */
    while (folded->unit[begin] == ' ') begin++;
    if (folded->unit[begin++] != '(') return;
    for (end = begin; end < folded->count && end - begin <= FORM_LEN_MAX / 2 && folded->unit[end] != ')'; end++)
        capitals += ft_was_upper(folded, end);
    ft_ustr text = {folded->unit + begin, end - begin};
    if (end == folded->count || folded->unit[end] != ')' || text.len < 2 || is_role(f, text)) return;
    bool letters = capitals == text.len && text.len >= 3, han = ft_unit_class[text.ptr[0]] & FT_C_HAN;
    if (letters || (han && is_cut_of(f, text, name))) add(f, text, name, "definition");
}

/* 鴻華先進科技股份有限公司(簡稱「鴻華先進」): the short form that it defines is the name of a listed company, so the
 * full name is that company's. */
static bool defines_known(forms *f, ft_candidate *name, uint32_t begin, uint32_t end) {
    const ft_candidate *known = ft_names_at(f->names, begin, end);
    if (name->entry || !known || !known->entry || known->value.named->out.listing_count == 0) return false;
    if (end - begin < 3 || name->end - name->begin < end - begin) return false;
    ft_ustr head = {unit_of(f) + name->begin, name->end - name->begin};
    if (!ft_ustr_starts(head, (ft_ustr){unit_of(f) + begin, end - begin})) return false;
    name->value.named = known->value.named;
    add_form(f, head, name, "definition");
    return true;
}

/* ( … 以下简称 “X” 或 “Y” ). In English (the “Company”) makes The Company a name. */
static void read_definition(forms *f, ft_candidate *name) {
    const char16_t *unit = unit_of(f);
    uint32_t count = f->names->context->text->count, begin = form_begin(f, name->end);
    if (!begin) read_bracket(f, name);
    for (int form = 0; begin && form < 3; form++) {
        while (begin < count && (unit[begin] == u'为' || unit[begin] == ':' || unit[begin] == ' ')) begin++;
        bool quoted = begin < count && is_open_quote(unit[begin]);
        if (quoted) begin++;
        uint32_t end = begin;
        while (end < count && end - begin <= FORM_LEN_MAX && !is_close(unit[end])) end++;
        ft_ustr text = {unit + begin, end - begin};
        bool role = is_role(f, text);
        if (role && quoted && ft_unit_class[text.ptr[0]] & FT_C_LETTER) role = !(text = the_role(text)).len;
        bool closed = end < count && is_close(unit[end]) && !role;
        if (closed && !defines_known(f, name, begin, end)) add(f, text, name, "definition");
        while (end < count && (unit[end] == u'”' || unit[end] == u'’' || unit[end] == '"')) end++;
        if (end >= count || (unit[end] != u'或' && unit[end] != u'、')) return;
        begin = end + 1;
    }
}

/* What a full Chinese name is cut to when it comes again: 合肥泓芯微电子有限公司 is 合肥泓芯微电子, 泓芯微电子, 泓芯微.
 */
static void imply_han(forms *f, const ft_candidate *name, uint32_t end, bool group) {
    const ft_context *context = f->names->context;
    const char16_t *unit = unit_of(f);
    uint32_t core = name->begin, stop;
    for (uint32_t len; (len = ft_place_at(context, core, end)) && core + len + 2 <= end;) core += len;
    if (ft_all_words(context, core, end)) return;
    if (core != name->begin && group) add(f, (ft_ustr){unit + core, name->end - core}, name, "short_form");
    if (end - core >= 3 && !group) {
        add(f, (ft_ustr){unit + name->begin, end - name->begin}, name, "short_form");
        add(f, (ft_ustr){unit + core, end - core}, name, "short_form");
    }
    uint32_t run = ft_unknown_run(context, core, end, &stop);
    if (group) stop = end;
    if ((run != core && !group) || stop - core < 2 || stop - core > 4) return;
    if (stop == end && stop - core == 2 && core != name->begin) return; /* 青海|碱业: a trade */
    add(f, (ft_ustr){unit + core, stop - core}, name, "short_form");
    uint32_t next; /* 泓芯|微电子 may as well be 泓芯微|电子 */
    ft_word_kind(context, stop, end, &next);
    if (next > 2) add(f, (ft_ustr){unit + core, stop + 1 - core}, name, "short_form");
}

/* 信达 after 信达生物: two characters that make no word, before a trade. */
static void imply_traded(forms *f, const ft_candidate *name) {
    const ft_context *context = f->names->context;
    uint32_t len = name->end - name->begin, stop;
    ft_ustr stem = {unit_of(f) + name->begin, 2}, trade = {stem.ptr + 2, len - 2};
    if (len < 4 || len > 5 || !ft_dict_find(context->rules, FT_CLASS_trade, trade)) return;
    if (ft_unknown_run(context, name->begin, name->begin + 2, &stop) != name->begin || stop != name->begin + 2) return;
    if (ft_place_at(context, name->begin, name->begin + 2)) return;
    for (size_t i = 0; i < f->count; i++) { /* 信达证券 and 信达生物 leave 信达 open */
        if (!ft_ustr_eq(f->forms[i].text, stem)) continue;
        if (!ft_str_eq(f->forms[i].named->out.id, name->value.named->out.id)) f->forms[i].by = NULL;
        return;
    }
    add_form(f, stem, name, "short_form");
}

static bool is_joint(char16_t c) {
    return c == ' ' || c == ',' || c == '&';
}

/* One more word of the legal form behind a blank: cut off. */
static bool next_legal_form(const forms *f, ft_ustr *text) {
    uint32_t len;
    if (!ft_dict_longest_back(f->names->context->rules, FT_CLASS_suffix, *text, &len)) return false;
    if (len + 2 > text->len || text->ptr[text->len - len - 1] != ' ') return false;
    text->len -= len;
    return true;
}

/* Short forms that need no definition: X of X集团, of X科技有限公司, of X Inc. */
static void imply(forms *f, const ft_candidate *name) {
    const char16_t *unit = unit_of(f);
    ft_ustr text = {unit + name->begin, name->end - name->begin};
    uint32_t len;
    if (name->entry) { /* the dictionary knows its short forms, but not all */
        imply_traded(f, name);
        return;
    }
    if (!ft_dict_longest_back(f->names->context->rules, FT_CLASS_suffix, text, &len)) {
        add_form(f, text, name, "pattern"); /* what marked it once need not stand beside it again */
        return;
    }
    bool group = len == 2 && text.ptr[text.len - 2] == u'集' && text.ptr[text.len - 1] == u'团';
    text.len -= len;
    if (!(ft_unit_class[text.ptr[0]] & FT_C_LETTER)) {
        imply_han(f, name, name->begin + text.len, group);
        return;
    }
    do { /* TD Ameritrade Holding Corporation, Tiffany & Co. */
        while (text.len && is_joint(text.ptr[text.len - 1])) text.len--;
        if (text.len >= 4 && !is_role(f, text)) add(f, text, name, "short_form");
    } while (next_legal_form(f, &text));
    ft_ustr stem = {text.ptr, text.len};
    while (stem.len && stem.ptr[stem.len - 1] != ' ') stem.len--;
    ft_ustr last = {text.ptr + stem.len, text.len - stem.len};
    if (!stem.len || !ft_dict_find(f->names->context->rules, FT_CLASS_latintrade, last)) return;
    stem.len--;
    for (uint32_t at = 0; at < stem.len; at++) /* Redwood Peak of Redwood Peak Bancorp: two words at least */
        if (stem.ptr[at] == ' ') {
            add(f, stem, name, "short_form");
            return;
        }
}

static bool at_edge(const forms *f, uint32_t begin, uint32_t end) {
    const char16_t *unit = unit_of(f);
    unsigned word = FT_C_LETTER | FT_C_DIGIT;
    if (begin && ft_unit_class[unit[begin]] & word && ft_unit_class[unit[begin - 1]] & word) return false;
    return !(ft_unit_class[unit[end - 1]] & word && ft_unit_class[unit[end]] & word);
}

/* A dictionary name that only chance or its neighbours made this company: nothing else in the article speaks for it. */
static bool is_guess(const forms *f, const ft_candidate *c) {
    const ft_known *known = ft_names_get(f->names, c->value.named->out.id);
    fintag_str policy = ft_row_get(f->names->context->rules, c->entry, FT_COL_policy);
    return known && !known->coded && !known->proper && ft_str_is(policy, "context");
}

/* Where something else found a name of the same span: a definition overrules it, a short form only a pattern. */
static bool takes_over(const forms *f, uint32_t begin, uint32_t end, ft_named *named, const char *by, float sure) {
    ft_candidate *c = ft_names_at(f->names, begin, end);
    if (!c) return false;
    if (c->entry && ft_str_eq(c->value.named->out.id, named->out.id)) return true;
    if (c->entry && strcmp(by, "definition") != 0 && !is_guess(f, c)) return true;
    c->entry = NULL;
    ft_names_set(f->names, begin, end, named, sure);
    return true;
}

/* 三洲|精密: a trade behind what no one defined makes another name of it. */
static bool goes_on(const ft_context *context, uint32_t end) {
    uint32_t len;
    ft_ustr rest = {context->text->unit + end, context->text->count - end};
    const ft_row *row = ft_dict_longest(context->rules, FT_CLASS_trade, rest, &len);
    return row && !ft_str_is(ft_row_get(context->rules, row, FT_COL_kind), "verb");
}

/* Places by their units, so that a form is looked for where it may stand. */
static bool list_places(forms *f) {
    const ft_folded *text = f->names->context->text;
    f->next = ft_alloc(f->names->context->arena, (text->count + 1) * sizeof *f->next);
    if (!f->next) return false;
    for (uint32_t at = text->count; at-- > 0;) {
        uint32_t *first = &f->first[text->unit[at] % BUCKETS];
        f->next[at] = *first;
        *first = at + 1;
    }
    return true;
}

static void find_mentions(forms *f, const short_form *form) {
    const ft_context *context = f->names->context;
    const char16_t *unit = unit_of(f);
    ft_named *named = ft_alloc(context->arena, sizeof *named);
    if (!named) return;
    bool inside = form->text.ptr >= unit && form->text.ptr < unit + context->text->count;
    bool capital = inside && ft_was_upper(context->text, (uint32_t)(form->text.ptr - unit)); /* Tiffany, not tiffany */
    *named = *form->named;
    named->out.resolved_by = (fintag_str){form->by, strlen(form->by)};
    bool defined = strcmp(form->by, "definition") == 0;
    float sure =
        defined || form->parent->confidence > SURE ? SURE : form->parent->confidence; /* no surer than its full name */
    uint32_t from = 0;
    for (uint32_t place = f->first[form->text.ptr[0] % BUCKETS]; place; place = f->next[place - 1]) {
        uint32_t at = place - 1;
        if (at < from || context->text->count - at < form->text.len ||
            memcmp(unit + at, form->text.ptr, form->text.len * sizeof *unit) != 0)
            continue;
        uint32_t end = at + form->text.len;
        bool role = form->text.len > 4 && ft_ustr_starts(form->text, FT_USTR(u"the "));
        if (role && !ft_was_upper(context->text, at + 4)) continue;
        if (capital && !ft_was_upper(context->text, at)) continue;
        if (!at_edge(f, at, end) || ft_cut_by_words(context, at, end)) continue;
        if (strcmp(form->by, "short_form") == 0 && goes_on(context, end)) continue;
        from = end;
        if (takes_over(f, at, end, named, form->by, sure)) continue;
        ft_candidate *made = FT_PUSH(context->arena, f->names->candidates);
        if (!made) return;
        *made = (ft_candidate){.begin = at,
                               .end = end,
                               .type = FINTAG_COMPANY,
                               .rule = form->parent->rule,
                               .priority = form->parent->priority,
                               .confidence = sure};
        made->value.named = named;
    }
}

void ft_link_short_forms(ft_names *names) {
    forms f = {.names = names};
    for (int implied = 0; implied < 2; implied++) { /* what is defined comes first */
        for (size_t i = 0; i < names->name_count; i++) {
            ft_candidate *c = &names->candidates->items[names->by_begin[i]];
            if (c->fate != FINTAG_KEPT || c->type != FINTAG_COMPANY || !c->value.named) continue;
            if (ft_names_ending(names, c->end) != c) continue; /* a longer name ends here */
            if (implied)
                imply(&f, c);
            else
                read_definition(&f, c);
        }
    }
    for (size_t i = 0; i < names->candidates->count;
         i++) { /* a name that its code explained means the same elsewhere */
        const ft_candidate *c = &names->candidates->items[i];
        bool coded = c->type == FINTAG_COMPANY && c->fate == FINTAG_KEPT && !c->entry && c->value.named &&
                     ft_str_is(c->value.named->out.resolved_by, "code");
        if (coded) add_form(&f, (ft_ustr){unit_of(&f) + c->begin, c->end - c->begin}, c, "code");
    }
    /* Parents are copied: the candidates move when new ones are pushed. */
    for (size_t i = 0; i < f.count; i++) {
        ft_candidate parent = *f.forms[i].parent;
        f.forms[i].parent = ft_alloc(names->context->arena, sizeof parent);
        if (!f.forms[i].parent) return;
        memcpy((void *)(uintptr_t)f.forms[i].parent, &parent, sizeof parent);
    }
    if (!f.count || !list_places(&f)) return;
    for (size_t i = 0; i < f.count; i++)
        if (f.forms[i].by) find_mentions(&f, &f.forms[i]);
}
