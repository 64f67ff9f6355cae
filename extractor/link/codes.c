/* Bare codes (600519): a figure like any other until something beside it says otherwise. */
#include "link/names.h"

static bool is_code(const ft_candidate *candidate) {
    return candidate->type == FINTAG_TICKER && candidate->fate == FINTAG_KEPT;
}

static char16_t unit_at(const ft_names *names, uint32_t at) {
    return at < names->context->text->count ? names->context->text->unit[at] : 0;
}

/* The listing of this name that has the code; sets the ticker's exchange, symbol and company from it. */
static bool adopt(ft_names *names, ft_candidate *name, ft_ident *ident) {
    ft_arena *arena = names->context->arena;
    for (const ft_row *row = name->entry; row; row = ft_row_next(names->context->rules, row)) {
        ft_candidate trial = *name;
        if (!ft_names_resolve(names, &trial, row)) return false;
        const fintag_name *out = &trial.value.named->out;
        for (size_t i = 0; i < out->listing_count; i++) {
            fintag_str code = out->listings[i].code, written = ident->out.code;
            bool same = ft_str_eq(code, written) || (code.len == 5 && written.len == 4 && code.ptr[0] == '0' &&
                                                     memcmp(code.ptr + 1, written.ptr, 4) == 0);
            if (!same) continue;
            *name = trial;
            name->confidence = 0.99f;
            static const char *const tails[][2] = {{"XSHG", "SH"}, {"XSHE", "SZ"}, {"BJSE", "BJ"},
                                                   {"XHKG", "HK"}, {"XTAI", "TW"}, {"ROCO", "TWO"}};
            for (size_t t = 0; t < sizeof tails / sizeof *tails; t++)
                if (ft_str_is(out->listings[i].mic, tails[t][0]))
                    ident->out.symbol = ft_format(arena, "%.*s.%s", (int)code.len, code.ptr, tails[t][1]);
            ident->out.mic = out->listings[i].mic;
            ident->out.code = code;
            ident->out.isin = out->listings[i].isin;
            ident->out.id = out->id;
            ident->out.known = true;
            return true;
        }
    }
    return false;
}

static ft_candidate *name_beside(const ft_names *names, const ft_candidate *code) {
    uint32_t before = code->begin;
    while (before && (unit_at(names, before - 1) == '(' || unit_at(names, before - 1) == ' ' ||
                      unit_at(names, before - 1) == '['))
        before--;
    char16_t joint = before ? unit_at(names, before - 1) : 0;
    if ((joint == ',' || joint == ':') && unit_at(names, code->end) == ')') before--; /* (简称:上海电气, 601727) */
    ft_candidate *name = ft_names_ending(names, before);
    if (name) return name;
    uint32_t after = code->end;
    while (unit_at(names, after) == ')' || unit_at(names, after) == ']' || unit_at(names, after) == ' ') after++;
    return ft_names_beginning(names, after);
}

static bool after_code_word(const ft_names *names, uint32_t at) {
    while (at && (unit_at(names, at - 1) == ':' || unit_at(names, at - 1) == ' ' || unit_at(names, at - 1) == u'为' ||
                  unit_at(names, at - 1) == '('))
        at--;
    uint32_t from = at > 16 ? at - 16 : 0, len;
    return ft_dict_longest_back(names->context->rules, FT_CLASS_codeword,
                                (ft_ustr){names->context->text->unit + from, at - from}, &len) != NULL;
}

/* A further code of a list: 600519、000858. */
static bool goes_on(const ft_names *names, uint32_t last_end, uint32_t begin) {
    if (!last_end || begin <= last_end || begin - last_end > 3) return false;
    for (uint32_t at = last_end; at < begin; at++) {
        char16_t c = unit_at(names, at);
        if (c != u'、' && c != ',' && c != '/' && c != ';' && c != ' ' && c != u'和' && c != u'及') return false;
    }
    return true;
}

/* $NAME(CODE)$: sites make these themselves, so the code stands whatever the name is. */
static bool in_cashtag(const ft_names *names, const ft_candidate *code) {
    return code->begin > 1 && unit_at(names, code->begin - 1) == '(' && unit_at(names, code->end) == ')' &&
           unit_at(names, code->end + 1) == '$';
}

/* 原油ETF(USO), Grayscale Bitcoin Trust (GBTC): the paper before the brackets is a fund's. */
static bool after_fund(const ft_names *names, const ft_candidate *code) {
    static const ft_ustr kinds[] = {FT_USTR(u"etf"), FT_USTR(u"etn"), FT_USTR(u"基金"), FT_USTR(u"fund"),
                                    FT_USTR(u"trust")};
    uint32_t at = code->begin;
    while (at && (unit_at(names, at - 1) == '(' || unit_at(names, at - 1) == ' ')) at--;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (ft_ustr_ends((ft_ustr){names->context->text->unit, at}, kinds[i])) return code->end - code->begin > 2;
    return false;
}

/* Codes of letters stand in brackets after the company that has them; WTO and GDP stand there too. `other`: the code
 * before this one, if it stands in the same brackets (0005.HK; HSBC). */
static const char *judge_letters(ft_names *names, ft_candidate *code, const ft_candidate *other) {
    ft_ident *ident = code->value.ident;
    if (unit_at(names, code->begin - 1) != '(' && !(other && ident->out.known)) return "letters behind no code";
    bool tag = in_cashtag(names, code);
    if (tag) ident->out.scheme = FINTAG_STR("cashtag");
    if (other && ident->out.known && other->value.ident->out.id.len &&
        ft_str_eq(other->value.ident->out.id, ident->out.id))
        return NULL;
    if (ident->out.known && after_fund(names, code)) return NULL;
    ft_candidate *name = name_beside(names, code);
    if (name && name->type == FINTAG_COMPANY && name->entry && adopt(names, name, ident)) return NULL;
    if (tag) {
        if (!ident->out.known) code->confidence = 0.6f;
        if (name && name->type == FINTAG_INDEX) return "the code of an index";
        return NULL;
    }
    bool pattern = name && name->type == FINTAG_COMPANY && !name->entry && name->value.named && ident->out.known;
    if (!pattern) return "letters in brackets, and no company that has this code before them";
    code->confidence = 0.9f;
    return NULL;
}

/* A figure, not a code: 2023年, 600519股. */
static bool counts(char16_t next) {
    static const char16_t words[] = u"年月日元万亿点股手%倍人家只个号吨份辆台";
    for (size_t i = 0; words[i]; i++)
        if (words[i] == next) return true;
    return false;
}

/* Three codes that exist, one after the other, are a list of codes. */
static bool in_list(const ft_names *names, size_t index) {
    size_t run = 1;
    const ft_candidate *items = names->candidates->items;
    const ft_candidate *edge = &items[index];
    if (edge->end - edge->begin != 6 || !edge->value.ident->out.known) return false;
    for (int step = -1; step <= 1; step += 2) {
        const ft_candidate *last = edge;
        for (size_t i = index + (size_t)step; run < 3 && i < names->candidates->count; i += (size_t)step) {
            const ft_candidate *c = &items[i];
            if (!is_code(c) || c->end - c->begin != 6) {
                if (c->begin + 32 < last->begin || c->begin > last->end + 32) break;
                continue;
            }
            bool joined = step > 0 ? goes_on(names, last->end, c->begin) : goes_on(names, c->end, last->begin);
            if (!joined || !c->value.ident->weak || !c->value.ident->out.known) break;
            last = c;
            run++;
        }
    }
    return run >= 3;
}

static const char *judge(ft_names *names, size_t index, const ft_candidate *last) {
    ft_candidate *code = &names->candidates->items[index];
    ft_ident *ident = code->value.ident;
    uint32_t last_end = last ? last->end : 0;
    if (ft_unit_class[unit_at(names, code->begin)] & FT_C_LETTER)
        return judge_letters(names, code, goes_on(names, last_end, code->begin) ? last : NULL);
    if (counts(unit_at(names, code->end))) return "a figure with its unit";
    ft_candidate *name = name_beside(names, code);
    if (name && name->type == FINTAG_INDEX) return "the code of an index";
    if (name && name->type == FINTAG_COMPANY && name->entry && adopt(names, name, ident)) return NULL;
    bool word = after_code_word(names, code->begin) || in_cashtag(names, code) || in_list(names, index),
         list = goes_on(names, last_end, code->begin) && ident->out.known;
    uint32_t len = code->end - code->begin;
    if (word || list) {
        if (!ident->out.known) code->confidence = 0.6f;
        return len >= 4 ? NULL : "too short for a code";
    }
    char16_t open = code->begin ? unit_at(names, code->begin - 1) : 0, close = unit_at(names, code->end);
    bool bracketed = open == '(' && (close == ')' || close == u'、' || close == ',' || close == '/' || close == ';');
    unsigned before = code->begin > 1 ? ft_unit_class[unit_at(names, code->begin - 2)] : 0;
    bool sure = len == 6 || (len == 5 && unit_at(names, code->begin) == '0'); /* 01911 is of Hong Kong */
    if (bracketed && sure && before & (FT_C_HAN | FT_C_LETTER) && ident->out.known) {
        code->confidence = 0.92f;
        return NULL;
    }
    return "a bare code with neither its company nor a code word beside it";
}

/* A name that only a pattern found, with a code in brackets: the company that has the code. */
static void name_pattern(ft_names *names, ft_candidate *name, const ft_candidate *code) {
    bool unlisted = name->type == FINTAG_COMPANY && !name->entry && name->value.named && name->end < code->begin;
    ft_named *named = unlisted ? ft_named_by_code(names->context, code->value.ident->out.id) : NULL;
    if (!named) return;
    name->value.named = named;
    name->confidence = 0.97f;
}

void ft_link_codes(ft_names *names) {
    const ft_candidate *last = NULL;
    for (size_t i = 0; i < names->candidates->count; i++) {
        ft_candidate *code = &names->candidates->items[i];
        if (!is_code(code)) continue;
        const char *reason = code->value.ident->weak ? judge(names, i, last) : NULL;
        if (reason) {
            code->fate = FINTAG_REJECTED;
            code->reason = reason;
            continue;
        }
        last = code;
        ft_known *known = code->value.ident->out.known && code->value.ident->out.id.len
                              ? ft_names_get(names, code->value.ident->out.id)
                              : NULL;
        if (known) known->coded = known->strong = true;
        ft_candidate *name = name_beside(names, code);
        if (known && name) name_pattern(names, name, code);
        const ft_row *row =
            known && name && name->type == FINTAG_COMPANY && name->entry ? ft_names_row(names, name, known->id) : NULL;
        if (row && ft_names_resolve(names, name, row)) name->confidence = 0.99f;
    }
    ft_link_coded_names(names);
}
