/* What the words around a date say of it: 将, 预计, 已; of a length: 约, 以上. */
#include "value/admit.h"
#include "value/date_shape.h"
#include "value/multiple.h"

enum { LOOK = 24, COMMA = 10 };

static char16_t unit_at(const ft_context *context, uint32_t at) {
    return at < context->text->count ? context->text->unit[at] : 0;
}

static bool is_letter(char16_t c) {
    return ft_unit_class[c] & FT_C_LETTER;
}

static bool ends_sentence(const ft_context *context, uint32_t at) {
    char16_t c = unit_at(context, at);
    if (c == '.') return unit_at(context, at + 1) == ' ' && is_letter(unit_at(context, at ? at - 1 : 0));
    return c == u'。' || c == '!' || c == '?' || c == ';' || c == '\n' || c == 0;
}

/* Width of a step over a unit: a clause further is further away. */
static uint32_t step(const ft_context *context, uint32_t at) {
    char16_t c = unit_at(context, at);
    bool figure = at && ft_unit_class[unit_at(context, at - 1)] & ft_unit_class[unit_at(context, at + 1)] & FT_C_DIGIT;
    return !figure && (c == ',' || c == ':' || c == u'、') ? COMMA : 1;
}

/* What the tense word says that begins at `at`, FT_WORD_ bits; *len its length, also of a word that only keeps others
 * from being read there (纪要), else 1. */
static uint32_t word_at(const ft_context *context, uint32_t at, uint32_t *len) {
    *len = 1;
    if (at && is_letter(unit_at(context, at)) && is_letter(unit_at(context, at - 1))) return 0;
    char16_t c = unit_at(context, at);
    bool unit =
        at && (c == u'月' || c == u'年') && ft_unit_class[unit_at(context, at - 1)] & (FT_C_DIGIT | FT_C_NUMERAL);
    if (unit) return 0; /* 月增 of 7月增产 */
    uint32_t most = context->text->count - at < LOOK ? context->text->count - at : LOOK;
    uint32_t found;
    const ft_row *row =
        ft_dict_longest(context->rules, FT_CLASS_tense, (ft_ustr){context->text->unit + at, most}, &found);
    if (!row) return 0;
    if (is_letter(unit_at(context, at + found - 1)) && is_letter(unit_at(context, at + found))) return 0;
    *len = found;
    ft_when said = {0};
    if (!ft_expr_apply(ft_row_get(context->rules, row, FT_COL_expr), &said)) return 0;
    bool passive = said.flags & FT_WORD_PAST && ft_words_near(context, (ft_stretch){at, at}, 3, 0, FT_USTR(u"be "));
    return passive ? said.flags & ~(uint32_t)FT_WORD_PAST : said.flags; /* will be closed on Monday */
}

static int tense_of(uint32_t said) {
    return said & FT_WORD_FUTURE ? 1 : said & FT_WORD_PAST ? -1 : 0;
}

/* English needs more room for the same number of words. */
static uint32_t reach(const ft_context *context) {
    return context->english ? 2 * LOOK : LOOK;
}

/* 将于, 拟在: a word that says of this date that it lies ahead. */
static bool points_at_date(const ft_context *context, uint32_t begin) {
    char16_t last = begin ? unit_at(context, begin - 1) : 0;
    return last == u'于' || last == u'在';
}

/* 下半年将投产, 3月合约, 三季度指引; not 四季度预计亏损, whose quarter may be over. */
static bool announces(char16_t first) {
    return first == u'将' || first == u'拟' || first == u'即' || first == u'合' || first == u'交' || first == u'指' ||
           first == u'展';
}

/* Whether the line says next to nothing but the date. */
bool ft_date_alone(const ft_context *context, uint32_t begin, uint32_t end) {
    enum { ROOM = 60, HAN = 4, LEAST = 16 };
    uint32_t weight = 0;
    for (uint32_t at = begin; at > 0 && begin - at < ROOM && unit_at(context, at - 1) != '\n'; at--)
        weight += is_letter(unit_at(context, at - 1))                  ? 1
                  : ft_unit_class[unit_at(context, at - 1)] & FT_C_HAN ? HAN
                                                                       : 0;
    for (uint32_t at = end; at - end < ROOM && unit_at(context, at) && unit_at(context, at) != '\n'; at++)
        weight += is_letter(unit_at(context, at)) ? 1 : ft_unit_class[unit_at(context, at)] & FT_C_HAN ? HAN : 0;
    return weight < LEAST;
}

/* Whether it is the date on which something was said: 周三宣布…将, 周三预计，明年…. What was said is of other dates. */
static bool is_said_then(const ft_context *context, uint32_t at, uint32_t len, uint32_t said, bool day, uint32_t end) {
    if (said & FT_WORD_SAYS) return day || !(said & FT_WORD_FUTURE); /* 三季度预测 may be what is foreseen for it */
    if (!day || at != end || !(said & FT_WORD_FUTURE)) return false;
    ft_ustr rest = {context->text->unit + at + len, context->text->count - at - len};
    uint32_t found;
    return ft_ustr_starts(rest, FT_USTR(u",")) || ft_ustr_starts(rest, FT_USTR(u":")) ||
           ft_dict_longest(context->rules, FT_CLASS_yearcue, rest, &found);
}

/* A comma, or the blank between two clauses of a headline in Chinese. */
static bool ends_clause(const ft_context *context, uint32_t at) {
    if (unit_at(context, at) == ',') return true;
    return unit_at(context, at) == ' ' && at && !is_letter(unit_at(context, at - 1)) &&
           ft_unit_class[unit_at(context, at + 1)] & FT_C_HAN;
}

/* Whether a clause has a word with that flag, from one place in it to its end behind another. */
static bool clause_has(const ft_context *context, uint32_t from, uint32_t end, uint32_t flag) {
    uint32_t at = from, len;
    for (; at < end + LOOK && (at < end || !ends_clause(context, at)) && !ends_sentence(context, at); at += len)
        if (word_at(context, at, &len) & flag) return true;
    return false;
}

static uint32_t clause_begin(const ft_context *context, uint32_t at) {
    for (uint32_t left = LOOK; left && at && !ends_clause(context, at - 1) && !ends_sentence(context, at - 1); left--)
        at--;
    return at;
}

typedef struct {
    int tense;
    uint32_t away;
    uint32_t said; /* what the word says that it is taken from */
    uint32_t at;   /* where that word begins */
} heard;

/* The nearest word before. */
static heard tense_before(const ft_context *context, uint32_t begin, bool alone) {
    uint32_t most = reach(context), away = 0, len, first = begin;
    heard out = {0, most + 1, 0, begin};
    while (first > 0 && away < most && !ends_sentence(context, first - 1) &&
           !(alone && unit_at(context, first - 1) == ','))
        away += step(context, --first);
    for (uint32_t at = first; at < begin; at += len) {
        uint32_t said = word_at(context, at, &len), distance = 0;
        for (uint32_t i = at + len; i < begin; i++) distance += step(context, i);
        if (tense_of(said) && distance <= out.away) out = (heard){tense_of(said), distance, said, at};
    }
    return out;
}

/* Of a day, what another clause looks forward to is a hint, no more. */
static int across(const ft_context *context, int tense, bool day, uint32_t from, uint32_t to) {
    if (tense <= 0 || !day || context->english) return tense;
    for (uint32_t at = from; at < to; at++)
        if (unit_at(context, at) == ',') return FT_TENSE_NEARER;
    return tense;
}

/* Flights resumed on Sunday and are expected to…: another verb follows. */
static bool joins_clause(const ft_context *context, uint32_t at) {
    if (!context->english || unit_at(context, at) != ' ') return false;
    ft_ustr rest = {context->text->unit + at, context->text->count - at};
    return ft_ustr_starts(rest, FT_USTR(u" and ")) || ft_ustr_starts(rest, FT_USTR(u" but ")) ||
           ft_ustr_starts(rest, FT_USTR(u" while ")) || ft_ustr_starts(rest, FT_USTR(u" as "));
}

/* The IMF raised its outlook on Tuesday: the day is that of the verb. */
static bool is_noun_of_past(const ft_context *context, const heard *before) {
    ft_ustr word = {context->text->unit + before->at, context->text->count - before->at};
    bool noun = ft_ustr_starts(word, FT_USTR(u"outlook")) || ft_ustr_starts(word, FT_USTR(u"forecast")) ||
                ft_ustr_starts(word, FT_USTR(u"guidance")) || ft_ustr_starts(word, FT_USTR(u"target"));
    return context->english && before->tense > 0 && noun && tense_before(context, before->at, false).tense < 0;
}

static int tense_around(const ft_context *context, uint32_t begin, uint32_t end, bool day) {
    uint32_t most = reach(context), away = 0, len;
    uint32_t next = unit_at(context, end) == ',' ? end + 1 : end; /* 周五，公司公布 */
    /* 周五公布数据，或将…: what is known before it takes place; not 周五大涨，或将… */
    bool alone = day && !context->english && !clause_has(context, next, next, FT_WORD_EVENT);
    heard before = tense_before(context, begin, alone);
    if (before.tense > 0 && !before.away && points_at_date(context, begin)) return FT_TENSE_AHEAD;
    if (before.said & FT_WORD_CONTRACT && before.away <= 1) return FT_TENSE_AHEAD; /* futures for March */
    if (day && is_noun_of_past(context, &before)) before.tense = -1;
    before.tense = across(context, before.tense, day, begin > before.away ? begin - before.away : 0, begin);
    for (uint32_t at = end; away < most && !ends_sentence(context, at); at += len) {
        if (alone && at != end && unit_at(context, at) == ',') break;
        if (day && before.tense < 0 && joins_clause(context, at)) break;
        uint32_t said = word_at(context, at, &len);
        if (is_said_then(context, at, len, said, day, end))
            return before.tense > 0 && (context->english || before.away < COMMA) && !(before.said & FT_WORD_SAYS) ? 1
                                                                                                                  : -1;
        int here = tense_of(said);
        if (said & FT_WORD_CONTRACT && at == end + context->english) return FT_TENSE_AHEAD;
        if (here > 0 && at == end && announces(unit_at(context, at))) return FT_TENSE_AHEAD;
        if (here)
            return away + step(context, at) < before.away ? across(context, here, day, end + 1, at) : before.tense;
        for (uint32_t i = at; i < at + len; i++) away += step(context, i);
    }
    return before.tense;
}

/* CBOT7月大豆, WTI 7月原油, Brent for April settlement; not 7月大豆进口. */
static bool is_delivery_month(const ft_context *context, uint32_t begin, uint32_t end) {
    ft_ustr before = {context->text->unit, begin};
    ft_ustr behind = {context->text->unit + end, context->text->count - end};
    if (ft_ustr_ends(before, FT_USTR(u" for ")) && ft_ustr_starts(behind, FT_USTR(u" settlement"))) return true;
    return unit_at(context, end - 1) == u'月' && !context->english &&
           ft_setting_near(context, (ft_stretch){end, end}, FT_USTR(u"delivered")) &&
           ft_setting_near(context, (ft_stretch){begin, begin}, FT_USTR(u"exchange"));
}

/* should close in the second half; cuts priced in by December: what no results are told of lies ahead. */
static bool is_led_up_to(const ft_context *context, uint32_t begin, int tense) {
    ft_ustr before = {context->text->unit, begin};
    bool compared =
        ft_words_near(context, (ft_stretch){begin, begin}, 24, 0, FT_USTR(u" from | than | since | versus | vs"));
    if (!context->english || tense < 0 || compared) return false; /* forecast cut to 2.9% from 3.3% in January */
    return tense ? tense_before(context, begin, false).tense > 0 : ft_ustr_ends(before, FT_USTR(u" by "));
}

/* 公司预计四季度净利…, also 公司预计，四季度净利…; not 今年营收有望达300亿元，上半年毛利率70%. */
static bool is_foreseen(const ft_context *context, uint32_t begin) {
    if (tense_before(context, begin, true).tense > 0) return true;
    return begin && unit_at(context, begin - 1) == ',' &&
           ft_words_near(context, (ft_stretch){begin - 1, begin - 1}, 2, 0,
                         FT_USTR(u"预计|预期|预测|预估|预料|估计|展望"));
}

int ft_date_tense(const ft_context *context, uint32_t begin, uint32_t end, bool day) {
    if (is_delivery_month(context, begin, end)) return FT_TENSE_AHEAD;
    bool market = !day && ft_words_near(context, (ft_stretch){begin, begin}, 4, 0, FT_USTR(u"市场预期"));
    if (market) return 1; /* 市场预期二季度营收增6%; what is 低于市场预期 does not look forward */
    int tense = tense_around(context, begin, end, day);
    uint32_t first = clause_begin(context, begin);
    if (day) return tense;
    if (!clause_has(context, first, end, FT_WORD_RESULTS))
        return is_led_up_to(context, begin, tense) ? FT_TENSE_AHEAD : tense;
    bool published = ft_words_near(context, (ft_stretch){begin, begin}, 4, 0, FT_USTR(u"公布|发布|披露|发表"));
    if (published) return FT_TENSE_RESULTS; /* 将公布四季度GDP */
    /* 第四季純利升90%，上調交付目標: what comes behind is another matter */
    bool ahead = tense > 0 &&
                 (context->english || is_foreseen(context, begin) || clause_has(context, first, end, FT_WORD_FUTURE));
    return ahead ? tense : tense > 0 ? -1 : FT_TENSE_RESULTS;
}

bool ft_date_of_event(const ft_context *context, uint32_t begin, uint32_t end) {
    return context->english || clause_has(context, clause_begin(context, begin), end, FT_WORD_EVENT);
}

/* ---- Lengths
 * ------------------------------------------------------------------------------------------------------------ */

/* The bound that a dictionary word beside the length gives it; words for amounts alone (上百) are not asked. */
static fintag_approx bound_of(const ft_context *context, const ft_row *row, const char *side) {
    for (; row; row = ft_row_next(context->rules, row)) {
        if (!ft_str_is(ft_row_get(context->rules, row, FT_COL_side), side)) continue;
        fintag_str flags = ft_row_get(context->rules, row, FT_COL_flags);
        if (ft_flag(flags, "amount") || ft_flag(flags, "round") || ft_flag(flags, "open")) return FINTAG_APPROX_NONE;
        return ft_approx_of(ft_row_get(context->rules, row, FT_COL_value));
    }
    return FINTAG_APPROX_NONE;
}

fintag_approx ft_length_bound(const ft_context *context, uint32_t begin, uint32_t end) {
    enum { WORD = 24 };
    const char16_t *text = context->text->unit;
    uint32_t len, count = context->text->count;
    while (begin && text[begin - 1] == ' ') begin--;
    uint32_t first = begin > WORD ? begin - WORD : 0;
    const ft_row *row =
        ft_dict_longest_back(context->rules, FT_CLASS_bound, (ft_ustr){text + first, begin - first}, &len);
    bool inside = row && len < begin && is_letter(text[begin - len]) && is_letter(text[begin - len - 1]);
    inside = inside || (row && len == 1 && begin > 1 && text[begin - 1] == u'过' &&
                        text[begin - 2] == u'经'); /* 经过 is no bound */
    fintag_approx approx = row && !inside ? bound_of(context, row, "before") : FINTAG_APPROX_NONE;
    if (approx) return approx;
    if (end < count && text[end] == u'期') end++;
    while (end < count && text[end] == ' ') end++;
    row = ft_dict_longest(context->rules, FT_CLASS_bound,
                          (ft_ustr){text + end, count - end < WORD ? count - end : WORD}, &len);
    inside = row && is_letter(text[end + len - 1]) && end + len < count && is_letter(text[end + len]);
    return row && !inside ? bound_of(context, row, "after") : FINTAG_APPROX_NONE;
}
