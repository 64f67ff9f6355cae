#include "link/ordinary.h"

#include "link/name_begin.h"

enum { WORD_MAX = 4, SHORT_NAME = 3, NEAR = 20, LOOK = 12 };

static bool is_word(const ft_context *context, uint32_t begin, uint32_t end) {
    return ft_dict_find(context->rules, FT_CLASS_commonword, (ft_ustr){context->text->unit + begin, end - begin}) !=
           NULL;
}

/* Particles and the like: words of one character that names hardly begin or end with. */
static bool is_particle(char16_t c) {
    static const char16_t particles[] =
        u"的了在是和与及或将等对向从把被让由给于以为并也都又就还而但则所其该此这那各每某称说要更很太没请您吗呢吧啊";
    for (size_t i = 0; particles[i]; i++)
        if (particles[i] == c) return true;
    return false;
}

static uint32_t word_at(const ft_context *context, uint32_t at, uint32_t limit) {
    uint32_t len, most = limit - at < WORD_MAX ? limit - at : WORD_MAX;
    return ft_dict_longest(context->rules, FT_CLASS_commonword, (ft_ustr){context->text->unit + at, most}, &len) ? len
                                                                                                                 : 0;
}

fintag_str ft_word_kind(const ft_context *context, uint32_t at, uint32_t end, uint32_t *len) {
    uint32_t most = end - at < WORD_MAX ? end - at : WORD_MAX;
    const ft_row *row =
        ft_dict_longest(context->rules, FT_CLASS_commonword, (ft_ustr){context->text->unit + at, most}, len);
    return row ? ft_row_get(context->rules, row, FT_COL_kind) : (fintag_str){0};
}

/* A word that begins before the name and ends at `cut`, inside it. */
static bool word_into(const ft_context *context, uint32_t begin, uint32_t cut) {
    for (uint32_t from = cut > WORD_MAX ? cut - WORD_MAX : 0; from < begin; from++)
        if (is_word(context, from, cut)) return true;
    return false;
}

/* A word that begins at `cut` and ends at the name's end or beyond. */
static bool word_out_of(const ft_context *context, uint32_t cut, uint32_t end) {
    uint32_t count = context->text->count;
    if (end - cut == 1 && is_particle(context->text->unit[cut])) return true;
    return cut + word_at(context, cut, count) >= end && word_at(context, cut, count);
}

/* An ordinary word, longer than the name, around it. */
static bool inside_word(const ft_context *context, uint32_t begin, uint32_t end) {
    uint32_t low = end > WORD_MAX + 1 ? end - WORD_MAX - 1 : 0, count = context->text->count;
    for (uint32_t from = low < begin ? low : begin; from <= begin; from++)
        for (uint32_t to = end; to <= count && to - from <= WORD_MAX + 1; to++)
            if (to - from > end - begin && is_word(context, from, to)) return true;
    return false;
}

/* 西部|数据中心, 东方|新能源: the second half of a name of four begins a longer word, which is no 航空公司. */
static bool half_goes_on(const ft_context *context, uint32_t begin, uint32_t end) {
    uint32_t cut = begin + WORD_MAX / 2, len = word_at(context, cut, context->text->count);
    if (cut + len <= end) return false;
    if (!is_word(context, begin, cut)) return !is_word(context, cut, end); /* 正泰|新能源 */
    const char16_t last = context->text->unit[cut + len - 1];
    return last != u'司' && last != u'团' && last != u'业' && last != u'所' && last != u'股';
}

/* 系统|中|通过, 骆驼山|煤矿: its last character begins a word, and what is left of that behind the name begins none
 * (but 招行|业绩). */
static bool hangs_over(const ft_context *context, uint32_t end) {
    uint32_t count = context->text->count;
    if (word_at(context, end - 1, count) < 2 || is_particle(context->text->unit[end])) return false;
    return !word_at(context, end, count) && !ft_place_at(context, end, count);
}

/* 万|科技园: a numeral, and a longer word that begins inside the name; what is left of it behind the name is none. */
static bool overruns(const ft_context *context, uint32_t begin, uint32_t end) {
    uint32_t count = context->text->count, len = word_at(context, begin + 1, count);
    bool number = ft_unit_class[context->text->unit[begin]] & FT_C_NUMERAL;
    return number && begin + 1 + len > end + 1 && !word_at(context, end, count);
}

/* 唐山|钢坯, 南京|东方: a place begins before the name and ends inside it; not in 海南|京东, where one ends before it.
 */
static bool place_into(const ft_context *context, uint32_t begin, uint32_t end) {
    uint32_t low = begin > WORD_MAX ? begin - WORD_MAX : 0;
    if (ft_before_place(context, low, begin) < begin) return false;
    for (uint32_t cut = begin + 1; cut < end; cut++)
        if (ft_before_place(context, low, cut) < begin) return true;
    return false;
}

/* ,好未来|自曝: three characters behind a mark that stand alone elsewhere; but 大家|乐于. */
static bool stands_by_mark(const ft_context *context, uint32_t begin, uint32_t end) {
    const char16_t *unit = context->text->unit;
    if (end - begin != SHORT_NAME || is_word(context, begin, end - 1)) return false;
    if (begin && ft_unit_class[unit[begin - 1]] & (FT_C_HAN | FT_C_LETTER | FT_C_DIGIT)) return false;
    const ft_row *row = ft_dict_find(context->rules, FT_CLASS_company, (ft_ustr){unit + begin, end - begin});
    return row && ft_str_is(ft_row_get(context->rules, row, FT_COL_policy), "strong");
}

bool ft_between_words(const ft_context *context, uint32_t begin, uint32_t end) {
    for (uint32_t cut = begin + 1; cut < end; cut++)
        if (word_into(context, begin, cut) && word_out_of(context, cut, end)) return true;
    return false;
}

/* 其中|微软: a word ends inside, and a name that stands alone begins there and goes on. */
static bool before_name(const ft_context *context, uint32_t begin, uint32_t end) {
    const char16_t *unit = context->text->unit;
    for (uint32_t cut = begin + 1; cut < end; cut++) {
        uint32_t len, rest = context->text->count - cut;
        if (!word_into(context, begin, cut)) continue;
        ft_ustr behind = {unit + cut, rest < WORD_MAX ? rest : WORD_MAX};
        const ft_row *row = ft_dict_longest(context->rules, FT_CLASS_company, behind, &len);
        if (row && cut + len > end && ft_str_is(ft_row_get(context->rules, row, FT_COL_policy), "strong")) return true;
    }
    return false;
}

bool ft_cut_by_words(const ft_context *context, uint32_t begin, uint32_t end) {
    if (end - begin == WORD_MAX && half_goes_on(context, begin, end)) return true;
    if (end - begin == 2 && overruns(context, begin, end)) return true;
    bool shorter = end - begin <= SHORT_NAME || (end - begin == WORD_MAX && is_word(context, begin, end - 1));
    if (shorter && hangs_over(context, end) && !stands_by_mark(context, begin, end)) return true; /* 中国人|寿命 */
    if (end - begin > SHORT_NAME || !(ft_unit_class[context->text->unit[begin]] & FT_C_HAN)) return false;
    return ft_between_words(context, begin, end) || before_name(context, begin, end) ||
           place_into(context, begin, end) || inside_word(context, begin, end);
}

bool ft_follows_unknown(const ft_context *context, uint32_t begin) {
    const char16_t *unit = context->text->unit;
    if (begin < 2 || !(ft_unit_class[unit[begin - 1]] & FT_C_HAN) || !(ft_unit_class[unit[begin - 2]] & FT_C_HAN))
        return false;
    uint32_t low = begin > LOOK ? begin - LOOK : 0, len;
    ft_ustr before = {unit + low, begin - low};
    if (is_particle(unit[begin - 1]) || ft_after_stop_word(context, low, begin) == begin) return false;
    if (ft_before_place(context, low, begin) < begin) return false;
    return !ft_dict_longest_back(context->rules, FT_CLASS_commonword, before, &len) &&
           !ft_dict_longest_back(context->rules, FT_CLASS_company, before, &len) &&
           !ft_dict_longest_back(context->rules, FT_CLASS_witness, before, &len);
}

/* Is `word` one of the words of a cell, which | separates? */
static bool holds(fintag_str cell, fintag_str word) {
    while (cell.len) {
        const char *bar = memchr(cell.ptr, '|', cell.len);
        fintag_str part = {cell.ptr, bar ? (size_t)(bar - cell.ptr) : cell.len};
        if (ft_str_eq(part, word)) return true;
        if (!bar) return false;
        cell.len -= part.len + 1;
        cell.ptr = bar + 1;
    }
    return false;
}

bool ft_meant_as_word(const ft_context *context, uint32_t begin, uint32_t end) {
    const char16_t *unit = context->text->unit;
    const ft_row *row = ft_dict_find(context->rules, FT_CLASS_homonym, (ft_ustr){unit + begin, end - begin});
    if (!row) return false;
    fintag_str topics = ft_row_get(context->rules, row, FT_COL_kind);
    uint32_t from = begin, to = end;
    while (from && begin - from < NEAR && unit[from - 1] != u'。' && unit[from - 1] != '\n') from--;
    while (to < context->text->count && to - end < NEAR && unit[to] != u'。' && unit[to] != '\n') to++;
    for (uint32_t at = from; at < to; at++) {
        uint32_t len;
        const ft_row *word = ft_dict_longest(context->rules, FT_CLASS_topicword, (ft_ustr){unit + at, to - at}, &len);
        if (word && holds(topics, ft_row_get(context->rules, word, FT_COL_kind))) return true;
    }
    return false;
}

/* Forward, longest word first: what no word takes is left over. */
uint32_t ft_unknown_run(const ft_context *context, uint32_t from, uint32_t end, uint32_t *stop) {
    uint32_t run = end, at = from;
    bool open = false;
    *stop = end;
    while (at < end) {
        uint32_t len = word_at(context, at, end);
        if (len || is_particle(context->text->unit[at])) {
            open = false;
        } else {
            if (!open) run = at;
            open = true;
            *stop = at + 1;
        }
        at += len ? len : 1;
    }
    return run;
}

static bool holds_unit(const char16_t *set, char16_t c) {
    for (; *set; set++)
        if (*set == c) return true;
    return false;
}

/* 一个, 两种, 万股, and 股 after a figure: a count, not the beginning of a name. */
bool ft_is_count(const ft_context *context, uint32_t at) {
    static const char16_t measures[] = u"个只家条份股笔瓶次辆吨月日年期级款类种大元名位项批轮届代颗键手场";
    const char16_t *unit = context->text->unit;
    bool numeral =
        ft_unit_class[unit[at]] & FT_C_NUMERAL || unit[at] == u'第' || unit[at] == u'每' || unit[at] == u'多';
    if (numeral && (holds_unit(measures, unit[at + 1]) || holds_unit(u"余多", unit[at + 1]))) return true;
    unsigned before = at ? ft_unit_class[unit[at - 1]] : 0;
    return (before & (FT_C_DIGIT | FT_C_NUMERAL) || (at && unit[at - 1] == '>')) &&
           (numeral || holds_unit(measures, unit[at]));
}

bool ft_all_words(const ft_context *context, uint32_t begin, uint32_t end) {
    while (begin < end) {
        uint32_t len = word_at(context, begin, end);
        if (!len && !is_particle(context->text->unit[begin])) return false;
        begin += len ? len : 1;
    }
    return true;
}
