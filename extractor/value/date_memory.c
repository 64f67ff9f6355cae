/* What the text named so far, and what a date adds to it. */
#include "value/date_memory.h"

#include <stdlib.h>

#include "value/admit.h"
#include "value/civil.h"

void ft_memory_begin(ft_date_memory *m, const ft_context *context) {
    *m = (ft_date_memory){.context = context, .sentence = 1, .paragraph = 1};
    if (!context->has_published) return;
    const ft_moment *p = &context->published;
    m->anchor.has_now = true;
    m->anchor.today = ft_civil_days(p->year, p->month, p->day);
    m->anchor.now = m->anchor.today * FT_DAY_SECONDS;
    if (p->has_time) m->anchor.now += p->hour * 3600 + p->minute * 60 + p->second;
}

void ft_memory_read_to(ft_date_memory *m, uint32_t at) {
    const char16_t *text = m->context->text->unit;
    for (; m->read < at; m->read++) {
        char16_t c = text[m->read];
        bool dot = c == '.' && text[m->read + 1] == ' ' && m->read &&
                   (ft_unit_class[text[m->read - 1]] & (FT_C_LETTER | FT_C_DIGIT) || text[m->read - 1] == '%' ||
                    text[m->read - 1] == ')') &&
                   m->context->text->upper[(m->read + 2) >> 6] >> ((m->read + 2) & 63) & 1;
        if (c == u'。' || c == '!' || c == '?' || c == '\n' || dot) m->sentence++;
        if (c == '\n') m->paragraph++;
    }
}

/* ---- Anchors */

/* A year that the sentence named bears on its months and quarters: always when it was named with a month, else when it
 * is recent. */
static void set_sentence_year(ft_date_memory *m) {
    enum { RECENT = 2 };
    bool here = m->year_sentence == m->sentence;
    bool recent =
        m->sentence_year_fine || !m->anchor.has_now || ft_civil_of(m->anchor.today).year - m->sentence_year <= RECENT;
    m->anchor.has_sentence_year = here && recent;
    m->anchor.sentence_year = m->sentence_year;
    m->anchor.sentence_end = m->sentence_end;
}

static void set_clock_day(ft_date_memory *m) {
    enum { NEAR = 3 }; /* days: what happened then is not told by the hour any more */
    bool near = m->day_sentence == m->sentence || !m->anchor.has_now || llabs(m->anchor.day - m->anchor.today) <= NEAR;
    bool here = m->anchor.has_day && m->day_paragraph == m->paragraph && near;
    m->anchor.has_clock_day = here || m->anchor.has_now;
    m->anchor.clock_day = here ? m->anchor.day : m->anchor.today;
}

void ft_memory_set_anchors(ft_date_memory *m) {
    set_sentence_year(m);
    set_clock_day(m);
}

/* ---- What a date leaves behind
 * --------------------------------------------------------------------------------------------- */

bool ft_memory_compared_with(const ft_date_memory *m, uint32_t at) {
    char16_t before = at ? m->context->text->unit[at - 1] : 0;
    return before == u'较' || before == u'比';
}

static bool compared(const ft_date_memory *m, uint32_t at, uint32_t end) {
    if (ft_words_near(m->context, (ft_stretch){end, end}, 0, 3, FT_USTR(u"相比|相较|比较"))) return true;
    if (at && m->context->text->unit[at - 1] == u'于') /* 高于2017年10月; not 于2017年10月收购 */
        return ft_words_near(m->context, (ft_stretch){at - 1, at}, 1, 0,
                             FT_USTR(u"高|低|大|小|多|少|优|好|强|弱|快|慢|逊|差|等|当"));
    return ft_memory_compared_with(m, at);
}

void ft_memory_remember(ft_date_memory *m, const ft_placed *placed) {
    if (!placed->known) return;
    ft_anchor *a = &m->anchor;
    int64_t day = ft_floor_div(placed->base, FT_DAY_SECONDS);
    ft_civil date = ft_civil_of(day);
    ft_time_unit level = placed->level;
    m->named_sentence = m->sentence;
    a->has_year = true;
    a->year = date.year;
    if (level < FT_T_QUARTER) return;
    a->has_quarter = true;
    a->quarter = (int64_t)date.year * 4 + (date.month - 1) / 3;
    if (level == FT_T_QUARTER) m->quarter_sentence = m->sentence;
    if (level < FT_T_MONTH) return;
    int64_t month = (int64_t)date.year * 12 + date.month - 1;
    bool before = level == FT_T_MONTH && m->month_sentence == m->sentence && a->has_month && month == a->month - 1;
    if (level != FT_T_WEEK && !before) { /* 4月下降2.9%，3月为增长: the text goes on with April */
        a->has_month = true;
        a->month = month;
        m->month_sentence = level == FT_T_MONTH ? m->sentence : 0;
    }
    if (level < FT_T_WEEK) return;
    a->has_week = true;
    a->week = ft_floor_div(day + 3, 7);
    if (level == FT_T_WEEK) m->week_sentence = m->sentence;
    if (level < FT_T_WEEKDAY) return;
    a->has_day = true;
    a->day = day;
    m->day_sentence = m->sentence;
    m->day_paragraph = m->paragraph;
}

void ft_memory_remember_period(ft_date_memory *m, const ft_placed_pair *pair) {
    bool day = pair->last.level >= FT_T_WEEKDAY;
    day = day && !pair->range;
    bool forecast = m->context->english && m->anchor.tense > 0 && m->has_period; /* sees Q2 at 5; a year ago … */
    if (forecast || !pair->first.known || !pair->last.known || (day && m->has_period && !m->period_is_day)) return;
    m->period = *pair;
    m->has_period = true;
    m->period_is_day = day;
    m->period_paragraph = m->paragraph;
    m->period_sentence = m->sentence;
    enum { MONTH_DAYS = 28, YEAR_DAYS = 366 };
    int64_t days = ft_floor_div(pair->last.until - pair->first.from, FT_DAY_SECONDS);
    if (m->has_report || days < MONTH_DAYS || days >= YEAR_DAYS - 1) return;
    m->report = *pair;
    m->has_report = true;
}

void ft_memory_remember_year(ft_date_memory *m, const ft_when *when, const ft_placed *placed, const ft_candidate *c) {
    const ft_said *year = &when->said[FT_T_YEAR];
    bool explicit = year->how == FT_SAID || (year->how == FT_FROM_NOW && year->value < 0);
    if (!explicit || !placed->known || when->same || compared(m, c->begin, c->end)) return;
    bool fine = placed->level >= FT_T_MONTH;
    m->sentence_year_fine = fine || (m->sentence_year_fine && m->year_sentence == m->sentence);
    m->year_sentence = m->sentence;
    m->anchor.sentence_month = fine ? ft_civil_of(ft_floor_div(placed->base, FT_DAY_SECONDS)).month : 0;
    m->sentence_year = ft_civil_of(ft_floor_div(placed->base, FT_DAY_SECONDS)).year;
    m->sentence_end = placed->level > FT_T_YEAR ? ft_floor_div(placed->until, FT_DAY_SECONDS) : INT64_MAX;
}
/* 6月21日晚间消息，…今日: what the dateline names is the day of writing, published or put up again later. */
void ft_memory_take_dateline(ft_date_memory *m, const ft_candidate *candidate, const ft_placed *placed) {
    enum { LATER = 31, HEAD = 24 };
    const ft_folded *text = m->context->text;
    uint32_t line = candidate->begin;
    while (line && text->unit[line - 1] != '\n' && candidate->begin - line < HEAD) line--;
    bool head = !line || text->unit[line - 1] == '\n';
    ft_ustr rest = {text->unit + candidate->end, text->count - candidate->end};
    bool wire =
        rest.len > 1 && (rest.ptr[0] == u'讯' || rest.ptr[0] == u'电') && !(ft_unit_class[rest.ptr[1]] & FT_C_HAN);
    bool dateline = wire || ft_ustr_starts(rest, FT_USTR(u"消息"));
    int64_t day = ft_floor_div(placed->base, FT_DAY_SECONDS), ago = m->anchor.today - day;
    if (head && dateline && m->anchor.has_now && placed->known && placed->level >= FT_T_DAY && ago > 0 && ago <= LATER)
        m->anchor.today = day;
}
