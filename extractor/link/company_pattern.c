/* Unlisted companies by the end of their name: the pattern finds the suffix, this finds where the name begins.
 *
 * Going back from the suffix over Han, letters, digits and closed brackets, a name begins at the place name nearest the
 * suffix (with the places that stand right before it), else after the nearest word that cannot be inside a name (class
 * stopname). Weak suffixes (公司, 集团) need more: a place, or two to four characters that are no generic word (class
 * genericname). */
#include "link/link.h"
#include "link/ordinary.h"
#include "value/kinds.h"

enum { NAME_MAX = 40, STOP_MAX = 8, PLACE_MAX = 8 };

static bool in_name(char16_t c) {
    if (c == u'丨') return false; /* a rule between a dateline and its sentence */
    return ft_unit_class[c] & (FT_C_HAN | FT_C_LETTER | FT_C_DIGIT | FT_C_KANA) || c == '(' || c == ')' || c == u'·' ||
           c == '&';
}

/* Where a name can begin at the earliest: brackets must be closed inside. */
static uint32_t reach(const ft_context *context, uint32_t end) {
    const char16_t *unit = context->text->unit;
    uint32_t at = end, depth = 0, whole = end;
    while (at && end - at < NAME_MAX && in_name(unit[at - 1])) {
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

/* Length of the stop word that ends right before `at`, 0 when none does. */
static uint32_t stop_before(const ft_context *context, uint32_t from, uint32_t at) {
    uint32_t low = at - from > STOP_MAX ? at - STOP_MAX : from, len;
    if (!ft_dict_longest_back(context->rules, FT_CLASS_stopname, (ft_ustr){context->text->unit + low, at - low}, &len))
        return 0;
    return len == 1 && is_safe(context, from, at) ? 0 : len;
}

static uint32_t place_at(const ft_context *context, uint32_t at, uint32_t end) {
    uint32_t len, most = end - at < PLACE_MAX ? end - at : PLACE_MAX;
    return ft_dict_longest(context->rules, FT_CLASS_place, (ft_ustr){context->text->unit + at, most}, &len) ? len : 0;
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

/* First unit of the name; *placed says that a place begins it. */
static uint32_t begin_of_name(const ft_context *context, uint32_t from, uint32_t suffix, bool *placed) {
    uint32_t stop = ft_after_stop_word(context, from, suffix);
    *placed = false;
    uint32_t begin = stop;
    for (uint32_t at = stop; at + 2 <= suffix; at++) {
        uint32_t len = place_at(context, at, suffix);
        if (!len || at + len + 1 > suffix || (at && context->text->unit[at - 1] == '(')) continue;
        begin = at;
        *placed = true;
        at += len;
        while ((len = place_at(context, at, suffix)) && at + len + 1 <= suffix) at += len; /* 广东省深圳市 */
        at--;
    }
    return begin;
}

/* A full stop that is no abbreviation's: after a figure or a word of more than three letters. */
static bool ends_sentence(const char16_t *unit, uint32_t begin, uint32_t end) {
    if (unit[end - 1] != '.') return false;
    return end - begin > 4 || ft_unit_class[unit[begin]] & FT_C_DIGIT;
}

/* Latin names: words that begin with a capital, before Inc. or Ltd. */
static uint32_t begin_of_words(const ft_context *context, uint32_t suffix) {
    const char16_t *unit = context->text->unit;
    uint32_t at = suffix, begin = suffix;
    for (int words = 0; words < 6; words++) {
        while (at && (unit[at - 1] == ' ' || unit[at - 1] == ',')) at--;
        uint32_t end = at;
        while (at &&
               (ft_unit_class[unit[at - 1]] & (FT_C_LETTER | FT_C_DIGIT) || unit[at - 1] == '&' ||
                unit[at - 1] == '\'' || unit[at - 1] == '-' || (unit[at - 1] == '.' && at > 1 && unit[at - 2] != ' ')))
            at--;
        if (at == end || (begin != suffix && ends_sentence(unit, at, end))) break;
        bool joins = end - at <= 3 && begin != suffix &&
                     (unit[at] == '&' || (unit[at] == 'o' && unit[at + 1] == 'f') ||
                      (unit[at] == 'a' && unit[at + 1] == 'n' && unit[at + 2] == 'd'));
        if (!ft_was_upper(context->text, at) && !(ft_unit_class[unit[at]] & FT_C_DIGIT) && !joins) break;
        if (!joins) begin = at;
        if (at && unit[at - 1] != ' ') break;
    }
    return begin;
}

static const char *refuse(const ft_context *context, uint32_t begin, uint32_t suffix, bool placed, ft_ustr kind) {
    uint32_t len = suffix - begin;
    ft_ustr stem = {context->text->unit + begin, len};
    bool legal = ft_ustr_ends(kind, FT_USTR(u"有限公司")) || ft_ustr_ends(kind, FT_USTR(u"责任公司"));
    bool group = ft_ustr_eq(kind, FT_USTR(u"集团"));
    if (len < 2) return "no name before the suffix";
    if (ft_dict_find(context->rules, FT_CLASS_genericname, stem)) return "a kind of company, not a name";
    uint32_t generic;
    if (!legal && ft_dict_longest_back(context->rules, FT_CLASS_genericname, stem, &generic) && generic == len)
        return "a kind of company, not a name";
    if (legal) return NULL;
    ft_ustr whole = {stem.ptr, len + kind.len};
    if (ft_dict_find(context->rules, FT_CLASS_company, whole)) return "the dictionary knows the name";
    /* 腾讯集团 is 腾讯; but 巨化集团, with a stem that does not stand alone, is the parent and not the listed company.
     */
    const ft_row *known = ft_dict_find(context->rules, FT_CLASS_company, stem);
    if (known && !(group && ft_str_is(ft_row_get(context->rules, known, FT_COL_policy), "context")))
        return "the dictionary knows the name without it";
    uint32_t place = placed ? place_at(context, begin, suffix) : 0;
    if (placed && len - place < 2) return "a place, not a name";
    if (group && (placed || len <= 4)) return NULL;
    if (!placed) return "a weak suffix without a place";
    return len - place >= 3 ? NULL : "too short for a name";
}

const char *ft_value_company_pattern(const ft_match *match, ft_candidate *candidate) {
    const ft_context *context = match->context;
    ft_ustr suffix = ft_slot_text(match, FT_SLOT_suffix);
    uint32_t at = ft_slot_begin(match, FT_SLOT_suffix), begin;
    bool latin = ft_unit_class[suffix.ptr ? suffix.ptr[0] : 0] & FT_C_LETTER, placed = false;
    if (latin) {
        begin = begin_of_words(context, at);
        if (begin == at) return "no capitalised name before the suffix";
    } else {
        begin = begin_of_name(context, reach(context, at), at, &placed);
        const char *reason = refuse(context, begin, at, placed, suffix);
        if (reason) return reason;
    }
    candidate->begin = begin;
    candidate->end = at + suffix.len;
    ft_ustr whole = {context->text->unit + begin, candidate->end - begin}, stem = {whole.ptr, at - begin};
    while (stem.len && (stem.ptr[stem.len - 1] == ' ' || stem.ptr[stem.len - 1] == ',')) stem.len--;
    if (ft_dict_find(context->rules, FT_CLASS_company, whole)) return "the dictionary knows the name";
    if (!ft_ustr_eq(suffix, FT_USTR(u"集团"))) candidate->entry = ft_dict_find(context->rules, FT_CLASS_company, stem);
    if (candidate->entry) return NULL; /* a known company with its legal form: the link step names it */
    ft_named *named = ft_alloc_zero(context->arena, sizeof *named);
    if (!named) return "out of memory";
    fintag_str folded = ft_unfold(context->arena, (ft_ustr){context->text->unit + begin, candidate->end - begin});
    named->out = (fintag_name){.id = ft_format(context->arena, "name:%.*s", (int)folded.len, folded.ptr),
                               .name = folded,
                               .kind = FINTAG_STR("unlisted"),
                               .resolved_by = FINTAG_STR("pattern")};
    candidate->value.named = named;
    return NULL;
}
