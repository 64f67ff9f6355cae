#include "value/ident.h"

#include <stdlib.h>

#include "value/check_digit.h"

enum { CODE_MAX = 24 };

/* The code as exchanges write it: upper case; Hong Kong codes with five digits. */
typedef struct {
    char text[CODE_MAX];
    size_t len;
    bool digits;
} code;

static bool read_code(const ft_match *match, code *out) {
    ft_ustr slot = ft_slot_text(match, FT_SLOT_code);
    uint32_t begin = ft_slot_begin(match, FT_SLOT_code);
    if (!slot.len || slot.len >= CODE_MAX) return false;
    out->len = slot.len;
    out->digits = true;
    for (uint32_t i = 0; i < slot.len; i++) {
        char16_t c = slot.ptr[i];
        bool letter = c >= 'a' && c <= 'z';
        if (letter && !ft_was_upper(match->context->text, begin + i)) return false;
        if (letter) out->digits = false;
        out->text[i] = (char)(letter ? c - 32 : c);
    }
    out->text[slot.len] = 0;
    return true;
}

static fintag_str as_listed(ft_arena *arena, fintag_str mic, const code *written) {
    if (ft_str_is(mic, "XHKG") && written->digits) {
        size_t skip = 0;
        while (skip + 1 < written->len && written->len - skip > 5 && written->text[skip] == '0') skip++;
        return ft_format(arena, "%05d", (int)strtol(written->text + skip, NULL, 10));
    }
    return ft_copy(arena, written->text, written->len);
}

static const ft_row *find_security(const ft_context *context, fintag_str mic, fintag_str listed) {
    char16_t key[CODE_MAX + 8];
    uint32_t len = 0;
    if (mic.len + listed.len + 1 > sizeof key / sizeof *key) return NULL;
    for (size_t i = 0; i < mic.len; i++)
        key[len++] = (char16_t)(mic.ptr[i] >= 'A' && mic.ptr[i] <= 'Z' ? mic.ptr[i] + 32 : mic.ptr[i]);
    key[len++] = ':';
    for (size_t i = 0; i < listed.len; i++)
        key[len++] = (char16_t)(listed.ptr[i] >= 'A' && listed.ptr[i] <= 'Z' ? listed.ptr[i] + 32 : listed.ptr[i]);
    return ft_dict_find(context->rules, FT_CLASS_security, (ft_ustr){key, len});
}

static const char *symbol_tail(fintag_str mic) {
    static const char *const tails[][2] = {{"XSHG", "SH"}, {"XSHE", "SZ"},  {"BJSE", "BJ"}, {"XHKG", "HK"},
                                           {"XTAI", "TW"}, {"ROCO", "TWO"}, {"XNAS", "US"}, {"XNYS", "US"},
                                           {"XASE", "US"}, {"ARCX", "US"},  {"PINX", "US"}, {"US", "US"},
                                           {"XTKS", "T"},  {"XKRX", "KS"},  {"XLON", "L"},  {"XSES", "SI"}};
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        if (ft_str_is(mic, tails[i][0])) return tails[i][1];
    return "";
}

/* Could the exchange issue such a code? */
static bool plausible(fintag_str mic, const code *written) {
    bool mainland = ft_str_is(mic, "XSHG") || ft_str_is(mic, "XSHE") || ft_str_is(mic, "BJSE");
    if (mainland) return written->digits && written->len == 6;
    if (ft_str_is(mic, "XHKG")) return written->digits && written->len <= 5 && strtol(written->text, NULL, 10) > 0;
    if (ft_str_is(mic, "XTAI") || ft_str_is(mic, "ROCO")) return written->len >= 4 && written->len <= 6;
    return true;
}

/* Fill from the first exchange of the list, separated by |, that knows the code; else from the first that could have
 * it. */
static const char *resolve(const ft_context *context, fintag_str mics, const code *written, fintag_ticker *out) {
    ft_arena *arena = context->arena;
    fintag_str fallback = {0};
    while (mics.len) {
        const char *bar = memchr(mics.ptr, '|', mics.len);
        fintag_str mic = {mics.ptr, bar ? (size_t)(bar - mics.ptr) : mics.len};
        mics = bar ? (fintag_str){bar + 1, mics.len - mic.len - 1} : (fintag_str){NULL, 0};
        if (!plausible(mic, written)) continue;
        if (!fallback.ptr) fallback = mic;
        fintag_str listed = as_listed(arena, mic, written);
        const ft_row *row = find_security(context, mic, listed);
        if (!row && (ft_str_is(mic, "XNYS") || ft_str_is(mic, "XNAS") || ft_str_is(mic, "XASE")))
            row = find_security(context, FINTAG_STR("US"), listed);
        if (!row) continue;
        fintag_str symbol = ft_row_get(context->rules, row, FT_COL_symbol),
                   isin = ft_row_get(context->rules, row, FT_COL_isin);
        bool generic = symbol.len == 4 && !memchr(symbol.ptr, '.', symbol.len); /* rows US:CODE name the MIC there */
        out->mic = generic ? symbol : mic;
        out->code = listed;
        out->symbol = generic ? ft_format(arena, "%.*s.US", (int)listed.len, listed.ptr) : symbol;
        if (isin.len) out->isin = isin;
        out->id = ft_row_get(context->rules, row, FT_COL_issuer);
        out->known = true;
        return NULL;
    }
    if (!fallback.ptr) return "no exchange has such a code";
    out->mic = fallback;
    out->code = as_listed(arena, fallback, written);
    out->symbol = ft_format(arena, "%.*s.%s", (int)out->code.len, out->code.ptr, symbol_tail(fallback));
    return NULL;
}

/* Exchanges that a bare code may belong to, by its length and first digits. */
static fintag_str bare_exchanges(const code *written) {
    if (written->len == 6) {
        switch (written->text[0]) {
        case '6':
        case '5':
        case '7': return FINTAG_STR("XSHG");
        case '9': return written->text[1] == '2' ? FINTAG_STR("BJSE|XSHG") : FINTAG_STR("XSHG");
        case '4':
        case '8': return FINTAG_STR("BJSE|XTAI");
        default: return FINTAG_STR("XSHE|XTAI");
        }
    }
    return written->len == 5 ? FINTAG_STR("XHKG|XTAI") : FINTAG_STR("XTAI|ROCO|XHKG");
}

static const char *identifier(const ft_match *match, const code *written, fintag_str scheme, ft_candidate *candidate,
                              fintag_ticker *out) {
    const ft_context *context = match->context;
    fintag_str text = ft_copy(context->arena, written->text, written->len);
    candidate->begin = ft_slot_begin(match, FT_SLOT_code);
    candidate->end = candidate->begin + (uint32_t)written->len;
    out->code = text;
    bool valid = ft_str_is(scheme, "isin")    ? ft_isin_valid(text)
                 : ft_str_is(scheme, "lei")   ? ft_lei_valid(text)
                 : ft_str_is(scheme, "cusip") ? ft_cusip_valid(text)
                                              : ft_sedol_valid(text);
    if (!valid) return "wrong check digit";
    if (!ft_str_is(scheme, "isin")) return NULL;
    out->isin = text;
    const ft_row *row = ft_dict_find(context->rules, FT_CLASS_isin, ft_slot_text(match, FT_SLOT_code));
    if (!row) {
        out->code = text;
        return NULL;
    }
    fintag_str id = ft_row_get(context->rules, row, FT_COL_id);
    const char *colon = memchr(id.ptr, ':', id.len);
    fintag_str mic = {id.ptr, (size_t)(colon - id.ptr)};
    code listed = {.len = id.len - mic.len - 1, .digits = true};
    if (listed.len >= CODE_MAX) return NULL;
    memcpy(listed.text, colon + 1, listed.len);
    for (size_t i = 0; i < listed.len; i++) listed.digits &= listed.text[i] >= '0' && listed.text[i] <= '9';
    resolve(context, mic, &listed, out);
    out->isin = text;
    return NULL;
}

/* USNVDA: the code with its market before it, as some sites write it. */
static void without_prefix(const ft_context *context, code *written, fintag_ticker *out) {
    if (written->len < 4 || memcmp(written->text, "US", 2) != 0) return;
    code rest = {.len = written->len - 2};
    memcpy(rest.text, written->text + 2, rest.len);
    fintag_ticker found = *out;
    if (!resolve(context, FINTAG_STR("US"), &rest, &found) && found.known) *out = found;
}

const char *ft_value_ticker(const ft_match *match, ft_candidate *candidate) {
    const ft_context *context = match->context;
    ft_ident *ident = ft_alloc_zero(context->arena, sizeof *ident);
    code written;
    if (!ident) return "out of memory";
    candidate->value.ident = ident;
    if (!read_code(match, &written)) return "a ticker's letters are upper case";
    fintag_str scheme = ft_match_arg(match, "scheme");
    ident->out.scheme = scheme;
    if (ft_str_is(scheme, "isin") || ft_str_is(scheme, "lei") || ft_str_is(scheme, "cusip") ||
        ft_str_is(scheme, "sedol"))
        return identifier(match, &written, scheme, candidate, &ident->out);
    fintag_str mics = ft_match_arg(match, "mic");
    ft_ustr word = ft_slot_text(match, FT_SLOT_mic);
    if (word.len) {
        uint32_t begin = ft_slot_begin(match, FT_SLOT_mic);
        for (uint32_t i = 0; i < word.len; i++)
            if (word.ptr[i] >= 'a' && word.ptr[i] <= 'z' && word.len <= 3 && !ft_was_upper(context->text, begin + i))
                return "an exchange's letters are upper case";
        const ft_row *row = ft_dict_find(context->rules, FT_CLASS_exchange, word);
        if (!row) return "unknown exchange";
        mics = ft_row_get(context->rules, row, FT_COL_mic);
    }
    if (ft_str_is(scheme, "eastmoney")) candidate->begin = ft_slot_begin(match, FT_SLOT_mic);
    ident->weak = ft_str_is(scheme, "bare");
    if (ident->weak) {
        mics = written.digits ? bare_exchanges(&written) : FINTAG_STR("US");
        candidate->begin = ft_slot_begin(match, FT_SLOT_code);
        candidate->end = candidate->begin + (uint32_t)written.len;
    }
    const char *reason = resolve(context, mics, &written, &ident->out);
    if (reason) return reason;
    if (ident->weak && !written.digits && !ident->out.known) without_prefix(context, &written, &ident->out);
    if (ft_str_is(scheme, "ric") && ft_str_is(ident->out.mic, "US")) ident->out.scheme = FINTAG_STR("suffix");
    if (ft_str_is(scheme, "ric") && word.len == 2 && word.ptr[0] == 'u') ident->out.scheme = FINTAG_STR("suffix");
    if (ident->out.known || (ident->weak && !written.digits)) return NULL;
    if (!written.digits && !ft_str_is(scheme, "prefix")) return "no such ticker";
    if (ft_str_is(scheme, "eastmoney")) return "no such code"; /* 1.600519 is a figure like any other */
    if (ft_str_is(scheme, "bloomberg") && !ft_slot_text(match, FT_SLOT_tail).ptr) return "no such code";
    candidate->confidence = 0.6f;
    return NULL;
}
