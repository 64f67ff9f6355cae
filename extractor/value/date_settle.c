/* Dates in text order: what depends on the publication time and on the dates named before. */
#include "value/admit.h"
#include "value/civil.h"
#include "value/date_memory.h"

/* ---- Anchors */

static bool leaves_open(const ft_when *when) {
    return when && (when->said[FT_T_YEAR].how == FT_UNSAID || (when->said[FT_T_YEAR].how == FT_FROM_NOW && when->mod));
}

/* 10月8日开幕，12日闭幕: a day without a month is of the month of the day that the sentence named. */
static void complete_day(const ft_date_memory *m, ft_when *when, uint32_t at) {
    const char16_t *text = m->context->text->unit;
    bool bare = when->said[FT_T_DAY].how == FT_SAID && !ft_when_has(when, FT_T_MONTH) && !ft_when_has(when, FT_T_YEAR);
    if (!bare || !m->anchor.has_day || m->day_sentence != m->sentence) return;
    ft_civil day = ft_civil_of(m->anchor.day);
    int64_t month = (int64_t)day.year * 12 + day.month - 1;
    if (when->said[FT_T_DAY].value < day.day) month++;
    int32_t year = (int32_t)ft_floor_div(month, 12), of_year = (int32_t)ft_floor_mod(month, 12) + 1;
    if (!ft_civil_valid(year, of_year, when->said[FT_T_DAY].value)) return;
    bool listed = at > 1 && (text[at - 1] == u'、' || text[at - 1] == u'和' || text[at - 1] == u'及') &&
                  (text[at - 2] == u'日' || text[at - 2] == u'号'); /* 5月20日、21日和23日 */
    if (!listed && m->anchor.has_now && m->anchor.tense <= 0 &&
        ft_civil_days(year, of_year, when->said[FT_T_DAY].value) > m->anchor.today)
        return;
    when->said[FT_T_YEAR] = (ft_said){year, FT_SAID};
    when->said[FT_T_MONTH] = (ft_said){of_year, FT_SAID};
}

/* the previous month, of this level: before the one that the sentence has named. */
static bool before_named(const ft_date_memory *m, const ft_when *when, uint32_t at, ft_time_unit level) {
    if (!m->context->english || !m->has_period || m->period_sentence != m->sentence) return false;
    const ft_said *said = &when->said[level];
    ft_ustr text = {m->context->text->unit + at, m->context->text->count - at};
    if (ft_ustr_starts(text, FT_USTR(u"the "))) text = (ft_ustr){text.ptr + 4, text.len - 4};
    bool previous = ft_ustr_starts(text, FT_USTR(u"previous ")) || ft_ustr_starts(text, FT_USTR(u"prior "));
    return previous && said->how == FT_FROM_NOW && said->value == -1 && ft_when_finest(when) == level;
}

/* 6.17% in the week ended Oct. 30, against 6.19% the prior week: the seven days before those. */
static bool is_week_before_named(const ft_date_memory *m, const ft_when *when, uint32_t at) {
    return m->period.range && m->period.last.until - m->period.first.from == 7 * FT_DAY_SECONDS &&
           before_named(m, when, at, FT_T_WEEK);
}

/* It earned $2 a share in the quarter: in the one that the sentence speaks of, or the article, else the one that is
 * over. */
static void take_reported_quarter(const ft_date_memory *m, ft_when *when, ft_ustr text) {
    enum { LEAST = 89, MOST = 93 }; /* days of a quarter */
    ft_said *quarter = &when->said[FT_T_QUARTER];
    bool bare = ft_ustr_eq(text, FT_USTR(u"quarter")) || ft_ustr_eq(text, FT_USTR(u"the quarter"));
    bool said = quarter->how == FT_FROM_NAMED && m->quarter_sentence == m->sentence;
    if (!bare || quarter->how != FT_FROM_NAMED || said || m->anchor.tense > 0) return;
    const ft_placed_pair *report = &m->report;
    int64_t days = m->has_report ? ft_floor_div(report->last.until - report->first.from, FT_DAY_SECONDS) : 0;
    if (days >= LEAST && days <= MOST) {
        ft_civil first = ft_civil_of(ft_floor_div(report->first.from, FT_DAY_SECONDS));
        *quarter = (ft_said){(first.month - 1) / 3 + 1, FT_SAID};
        when->said[FT_T_YEAR] = (ft_said){first.year, FT_SAID};
    } else if (!m->anchor.has_quarter) {
        *quarter = (ft_said){-1, FT_FROM_NOW};
    }
}

/* 去年底在手订单86亿元，较年初增长: the beginning of the year that the sentence speaks of; its end. */
static bool is_of_named_year(const ft_date_memory *m, const ft_when *when, ft_mod mod) {
    const ft_said *year = &when->said[FT_T_YEAR];
    bool part = when->mod == mod && year->how == FT_FROM_NOW && !year->value;
    return part && ft_when_finest(when) == FT_T_YEAR && m->named_sentence == m->sentence && m->anchor.has_now &&
           m->anchor.year < ft_civil_of(m->anchor.today).year;
}

/* 预计三季度营收10亿元，四季度12亿元: the quarter behind the one that the sentence named. */
static void follow_quarter(const ft_date_memory *m, ft_when *when) {
    const ft_said *quarter = &when->said[FT_T_QUARTER];
    int64_t next = m->anchor.quarter + 1;
    if (quarter->how != FT_SAID || ft_when_has(when, FT_T_YEAR) || when->side || when->fiscal) return;
    if (m->quarter_sentence != m->sentence || quarter->value != ft_floor_mod(next, 4) + 1) return;
    when->said[FT_T_YEAR] = (ft_said){(int32_t)ft_floor_div(next, 4), FT_SAID};
}

/* 环比上季: the quarter or month before the one that was named, not before that of publication. */
static void compare_with_named(const ft_date_memory *m, ft_when *when, uint32_t at) {
    enum { LOOK = 8 };
    char16_t before = at ? m->context->text->unit[at - 1] : 0;
    ft_time_unit level = m->period.last.level;
    bool whole = level == FT_T_MONTH || level == FT_T_QUARTER;
    if (whole && before_named(m, when, at, level)) /* 50.1 in October from 49.8 the previous month */
        when->said[level].how = FT_FROM_NAMED;
    if (before != u'与' && !ft_words_near(m->context, (ft_stretch){at, at}, LOOK, 0, FT_USTR(u"环比|较|比"))) return;
    if (is_of_named_year(m, when, FT_MOD_START)) when->said[FT_T_YEAR].how = FT_FROM_NAMED;
    ft_time_unit units[] = {FT_T_QUARTER, FT_T_MONTH};
    for (int i = 0; i < 2; i++) {
        ft_said *said = &when->said[units[i]];
        bool named = units[i] == FT_T_QUARTER
                         ? m->anchor.has_quarter
                         : m->anchor.has_month && m->has_period && m->period.last.level == FT_T_MONTH;
        if (said->how == FT_FROM_NOW && said->value < 0 && ft_when_finest(when) == units[i] && named)
            said->how = FT_FROM_NAMED;
    }
}

/* ---- 去年同期
 * ---------------------------------------------------------------------------------------------------------------- */

/* 预计半年度盈利2000万元，上年同期亏损: the half year is a label and no date, but it is what 同期 speaks of. */
static void take_half_year(ft_date_memory *m, uint32_t at) {
    enum { LOOK = 36, MAY = 5 };
    if (!m->anchor.has_now || !ft_words_near(m->context, (ft_stretch){at, at}, LOOK, 0,
                                             FT_USTR(u"半年度盈|半年度亏|半年度净|半年度归|半年度实")))
        return;
    ft_civil today = ft_civil_of(m->anchor.today);
    int32_t year = today.month > MAY ? today.year : today.year - 1;
    ft_placed half = {.known = true, .level = FT_T_HALF, .grain = FT_T_HALF};
    half.from = half.base = ft_civil_days(year, 1, 1) * FT_DAY_SECONDS;
    half.until = ft_civil_days(year, 7, 1) * FT_DAY_SECONDS;
    m->period = (ft_placed_pair){half, half, false};
    m->has_period = true;
    m->period_is_day = false;
    m->period_paragraph = m->paragraph;
}

/* A level last seen in October 2007 … A year earlier: what is long over is not what another sentence speaks of. */
static bool is_old(const ft_date_memory *m, const ft_placed_pair *period) {
    enum { OLD = 500 };
    return m->anchor.has_now && m->anchor.today - ft_floor_div(period->last.until, FT_DAY_SECONDS) > OLD;
}

static void forget_old_period(ft_date_memory *m) {
    if (!m->has_period || m->period_sentence == m->sentence || !is_old(m, &m->period)) return;
    m->has_report = m->has_report && !is_old(m, &m->report);
    m->period = m->report;
    m->has_period = m->has_report;
}

static const char *settle_same(ft_date_memory *m, ft_date *date, uint32_t at) {
    const ft_when *when = date->a;
    forget_old_period(m);
    take_half_year(m, at);
    int64_t months =
        when->said[FT_T_YEAR].how ? 12 * (int64_t)when->said[FT_T_YEAR].value : when->said[FT_T_MONTH].value;
    ft_placed_pair pair = m->has_report && m->period_paragraph != m->paragraph ? m->report : m->period;
    if (when->said[FT_T_YEAR].how == FT_SAID && m->has_period) /* 2019年同期 */
        months -= 12 * (int64_t)ft_civil_of(ft_floor_div(pair.first.base, FT_DAY_SECONDS)).year;
    if (!m->has_period) {
        ft_when whole = *when;
        whole.same = false;
        if (when->flags & FT_WORD_AGO && m->anchor.has_now) { /* a year ago, when nothing else was named */
            pair.first = (ft_placed){.known = true, .level = FT_T_DAY, .grain = FT_T_DAY};
            pair.first.from = pair.first.base = ft_add_months(m->anchor.today, months) * FT_DAY_SECONDS;
            pair.first.until = pair.first.from + FT_DAY_SECONDS;
            ft_date_fill_point(m->context, date, &pair.first);
            return NULL;
        }
        const char *reason = ft_date_place(m->context->arena, &whole, &m->anchor, &pair.first);
        if (reason) return reason;
        pair.first.anchor = "same_period";
        pair.range = false;
    } else {
        ft_date_move_period(&pair.first, months);
        ft_date_move_period(&pair.last, months);
    }
    if (pair.range) return ft_date_fill_range(m->context, date, &pair.first, &pair.last);
    ft_date_fill_point(m->context, date, &pair.first);
    return NULL;
}

static bool is_bare_weekday(const ft_when *when) {
    return ft_when_has(when, FT_T_WEEKDAY) && !ft_when_has(when, FT_T_WEEK) && !ft_when_has(when, FT_T_DAY) &&
           !when->side;
}

/* Trade data is due on Friday, inflation figures on Sunday; 下周将公布PMI，周五公布非农: what follows a day or a week
 * ahead lies ahead too. */
static void take_week_ahead(ft_date_memory *m, ft_when *when, uint32_t end) {
    if (!m->anchor.has_now || m->anchor.tense < 0) return;
    bool set = !m->context->english && !m->anchor.alone &&
               ft_words_near(m->context, (ft_stretch){end, end}, 0, 10,
                             FT_USTR(u"除息|除权|除净|投票|表决|召开|举行|开庭|到期|交割"));
    if (!m->anchor.tense && set) m->anchor.begins = true; /* 周五除息: the nearer one */
    bool here = m->day_sentence == m->sentence;
    int32_t weekday = when->said[FT_T_WEEKDAY].value;
    bool later = here && m->anchor.event && !m->context->english && weekday > ft_weekday(m->anchor.day) &&
                 m->anchor.week == ft_floor_div(m->anchor.day + 3, 7); /* 周一开幕，周四闭幕 */
    if (later && !m->anchor.tense) when->said[FT_T_WEEK] = (ft_said){0, FT_FROM_NAMED};
    if (ft_when_has(when, FT_T_WEEK)) return;
    if (m->week_sentence == m->sentence && m->anchor.week == ft_floor_div(m->anchor.today + 3, 7) + 1)
        when->said[FT_T_WEEK] = (ft_said){0, FT_FROM_NAMED};
    else if (!m->anchor.tense && here && m->anchor.day > m->anchor.today)
        m->anchor.tense = 1;
}

/* ---- Shapes
 * ------------------------------------------------------------------------------------------------------------------ */

/* Unemployment is seen at 4.2% in June, written in July: what is foreseen of a month that is just over.
 */
static bool is_month_just_over(const ft_date_memory *m, const ft_when *when, uint32_t at) {
    if (!m->context->english || !when || ft_when_finest(when) != FT_T_MONTH || !m->anchor.has_now) return false;
    int64_t before = (int64_t)ft_civil_of(m->anchor.today).month - 2; /* counted from 0 */
    bool foreseen = ft_words_near(m->context, (ft_stretch){at, at}, 40, 0, FT_USTR(u" seen |estimated|expected at"));
    return foreseen && when->said[FT_T_MONTH].value == ft_floor_mod(before, 12) + 1;
}

static void prepare(ft_date_memory *m, ft_date *date, const ft_candidate *candidate) {
    char16_t last = m->context->text->unit[candidate->end - 1];
    m->anchor.tense = 0;
    m->anchor.begins = date->flags & FT_WORD_SINCE && (last == u'起' || last == u'始') && date->a &&
                       (ft_when_finest(date->a) == FT_T_MONTH || ft_when_finest(date->a) == FT_T_HALF ||
                        ft_when_finest(date->a) == FT_T_QUARTER);
    ft_memory_set_anchors(m);
    bool day = date->a && ft_when_finest(date->a) >= FT_T_WEEK;
    if (leaves_open(date->a) || date->shape == FT_SHAPE_ROLLING)
        m->anchor.tense = ft_date_tense(m->context, candidate->begin, candidate->end, day);
    ft_ustr text = {m->context->text->unit + candidate->begin, candidate->end - candidate->begin};
    if (m->anchor.tense == FT_TENSE_AHEAD && is_month_just_over(m, date->a, candidate->begin)) m->anchor.tense = 1;
    if (m->anchor.tense == FT_TENSE_AHEAD && date->shape == FT_SHAPE_RANGE && m->context->english) m->anchor.tense = 1;
    if (!m->anchor.tense && ft_ustr_ends(text, FT_USTR(u" of the year"))) m->anchor.tense = 1; /* this one */
    char16_t before = candidate->begin ? m->context->text->unit[candidate->begin - 1] : 0;
    m->anchor.toward = before == u'至' || before == u'到' || date->flags & (FT_WORD_BEFORE | FT_WORD_UNTIL);
    bool opens = date->flags & FT_WORD_SINCE;
    m->anchor.since = opens && (last == u'来' || ft_ustr_starts(text, FT_USTR(u"since ")) ||
                                ft_ustr_starts(text, FT_USTR(u"ever since ")));
    m->anchor.event = (opens && !m->anchor.since) || ft_date_of_event(m->context, candidate->begin, candidate->end);
    m->anchor.alone = ft_date_alone(m->context, candidate->begin, candidate->end);
    if (m->anchor.tense == FT_TENSE_NEARER) m->anchor.tense = 0, m->anchor.begins = true;
    bool lasts = m->context->english && date->a && !day && m->anchor.tense <= 0 && leaves_open(date->a) &&
                 (ft_ustr_starts(text, FT_USTR(u"through ")) || ft_ustr_starts(text, FT_USTR(u"until ")));
    if (lasts) m->anchor.tense = 0, m->anchor.begins = true; /* steady through March */
    if (day && is_bare_weekday(date->a)) {
        if (!m->anchor.tense && date->flags & FT_WORD_BEFORE) m->anchor.tense = 1; /* 周五前 is a deadline */
        take_week_ahead(m, date->a, candidate->end);
    }
    if (m->anchor.tense == FT_TENSE_AHEAD && day) m->anchor.tense = 1; /* 29日将评级下调: 将 also marks an object */
    if (!date->a) return;
    complete_day(m, date->a, candidate->begin);
    compare_with_named(m, date->a, candidate->begin);
    if (date->flags & FT_WORD_UNTIL && is_of_named_year(m, date->a, FT_MOD_END)) /* 2025年亏损，截至年末负债… */
        date->a->said[FT_T_YEAR].how = FT_FROM_NAMED;
    follow_quarter(m, date->a);
    if (m->context->english) take_reported_quarter(m, date->a, text);
}

static const char *settle_week_before(ft_date_memory *m, ft_date *date) {
    ft_placed_pair pair = m->period;
    ft_placed *ends[] = {&pair.first, &pair.last};
    for (int i = 0; i < 2; i++) {
        ends[i]->from -= 7 * FT_DAY_SECONDS;
        ends[i]->until -= 7 * FT_DAY_SECONDS;
        ends[i]->base -= 7 * FT_DAY_SECONDS;
    }
    return ft_date_fill_range(m->context, date, &pair.first, &pair.last);
}

static const char *settle_point(ft_date_memory *m, ft_date *date, const ft_candidate *candidate) {
    ft_placed placed;
    if (date->a->same) return settle_same(m, date, candidate->begin);
    if (is_week_before_named(m, date->a, candidate->begin)) return settle_week_before(m, date);
    const char *reason = ft_date_place(m->context->arena, date->a, &m->anchor, &placed);
    if (reason) return reason;
    if (date->flags & (FT_WORD_SINCE | FT_WORD_UNTIL | FT_WORD_BEFORE | FT_WORD_AFTER)) {
        ft_anchor before = m->anchor;
        uint32_t sentence = m->day_sentence, paragraph = m->day_paragraph;
        ft_date_fill_open(m->context, date, &placed);
        ft_memory_remember(m, &placed);
        if (date->flags & FT_WORD_SINCE) { /* 11月30日起交付: the clocks that follow are of another day */
            m->anchor.has_day = before.has_day;
            m->anchor.day = before.day;
            m->day_sentence = sentence;
            m->day_paragraph = paragraph;
        }
        return NULL;
    }
    ft_date_fill_point(m->context, date, &placed);
    ft_memory_take_dateline(m, candidate, &placed);
    ft_memory_remember_year(m, date->a, &placed, candidate);
    if (ft_memory_compared_with(m, candidate->begin)) return NULL;
    uint32_t paragraph = m->day_paragraph;
    ft_memory_remember(m, &placed);
    if (date->a->feast.kind || date->a->days) m->day_paragraph = paragraph;
    ft_memory_remember_period(m, &(ft_placed_pair){placed, placed, false});
    return NULL;
}

/* The end of a range is the first such day after its begin. */
static const char *place_last(ft_date_memory *m, ft_date *date, const ft_placed *first, ft_placed *last) {
    ft_anchor after = m->anchor;
    if (first->known && !ft_same_day(date->a, date->b)) {
        ft_date_memory then = *m;
        ft_memory_remember(&then, first);
        after = then.anchor;
        after.has_sentence_year = false;
        after.has_clock_day = true;
        after.clock_day = ft_floor_div(first->from, FT_DAY_SECONDS);
        bool open = !ft_when_has(date->b, FT_T_YEAR) && date->b->said[FT_T_DAY].how != FT_FROM_NOW &&
                    date->b->said[FT_T_WEEK].how != FT_FROM_NOW && date->b->said[FT_T_MONTH].how != FT_FROM_NOW &&
                    date->b->said[FT_T_QUARTER].how != FT_FROM_NOW;
        if (open) {
            after.has_now = true;
            after.today = ft_floor_div(first->from, FT_DAY_SECONDS);
            after.now = first->from;
            after.tense = FT_TENSE_AHEAD;
        }
    }
    const char *reason = ft_date_place(m->context->arena, date->b, &after, last);
    if (reason || !first->known || !last->known || last->until > first->from) return reason;
    if (date->shared_b && date->b->said[FT_T_YEAR].how == FT_SAID) {
        date->b->said[FT_T_YEAR].value++;
        return ft_date_place(m->context->arena, date->b, &after, last);
    }
    bool clock = last->level >= FT_T_PART && last->level <= FT_T_SECOND;
    if (!clock || first->from - last->from >= FT_DAY_SECONDS) return NULL;
    last->from += FT_DAY_SECONDS; /* 下午5:00到凌晨3:00 */
    last->until += FT_DAY_SECONDS;
    last->base += FT_DAY_SECONDS;
    return NULL;
}

/* 1-11月, written in January: months that are not over yet are those of the year before. */
static bool ends_far_ahead(const ft_date_memory *m, const ft_date *date, const ft_placed_pair *pair) {
    enum { SOON = 35 };
    bool open = leaves_open(date->a) && leaves_open(date->b) && !date->a->side && !date->b->side;
    bool months = pair->last.level >= FT_T_HALF && pair->last.level <= FT_T_MONTH;
    bool from_january = ft_civil_of(ft_floor_div(pair->first.base, FT_DAY_SECONDS)).month == 1;
    return open && months && from_january && m->anchor.has_now && m->anchor.tense <= 0 && pair->first.known &&
           pair->last.known && ft_floor_div(pair->last.until, FT_DAY_SECONDS) - m->anchor.today > SOON;
}

static const char *year_before(ft_date_memory *m, ft_date *date, ft_placed_pair *pair) {
    int32_t year = ft_civil_of(ft_floor_div(pair->first.base, FT_DAY_SECONDS)).year;
    if (!ft_when_say(date->a, FT_T_YEAR, FT_SAID, year - 1)) return NULL;
    const char *reason = ft_date_place(m->context->arena, date->a, &m->anchor, &pair->first);
    return reason ? reason : place_last(m, date, &pair->first, &pair->last);
}

static const char *settle_range(ft_date_memory *m, ft_date *date, const ft_candidate *candidate) {
    ft_placed_pair pair = {.range = true};
    if (!date->a) return "no date";
    const char *reason = ft_date_place(m->context->arena, date->a, &m->anchor, &pair.first);
    if (!reason) reason = place_last(m, date, &pair.first, &pair.last);
    bool late = !reason && pair.first.known && pair.last.known && pair.first.from >= pair.last.until;
    if (late && date->shared_a && date->a->said[FT_T_YEAR].how == FT_SAID) {
        date->a->said[FT_T_YEAR].value--; /* Nov-Feb 2017 */
        reason = ft_date_place(m->context->arena, date->a, &m->anchor, &pair.first);
    }
    if (!reason && ends_far_ahead(m, date, &pair)) reason = year_before(m, date, &pair);
    if (!reason) reason = ft_date_fill_range(m->context, date, &pair.first, &pair.last);
    if (reason) return reason;
    ft_memory_remember_year(m, date->a, &pair.first, candidate);
    ft_memory_remember(m, &pair.last);
    ft_memory_remember_period(m, &pair);
    return NULL;
}

static const char *settle_span(ft_date_memory *m, ft_date *date) {
    ft_placed_pair pair;
    const char *reason = ft_date_span(m->context, date, &m->anchor, &pair);
    if (reason) return reason;
    if (pair.range)
        reason = ft_date_fill_range(m->context, date, &pair.first, &pair.last);
    else
        ft_date_fill_point(m->context, date, &pair.first);
    if (!pair.first.known) date->out.kind = FINTAG_PERIOD;
    if (date->length->approx) date->out.approx = date->length->approx;
    bool named = date->a || date->flags & (FT_WORD_FIRST | FT_WORD_LAST); /* 截至9月30日止九个月 */
    if (!reason && named) ft_memory_remember_period(m, &pair);
    return reason;
}

/* On March 10 it failed. Three days later …: what a story tells is later than the day that it named last, and nothing
 * is known where it named none. */
static const char *take_story_day(const ft_date_memory *m, const ft_date *date, const ft_candidate *candidate,
                                  ft_anchor *anchor) {
    ft_ustr text = {m->context->text->unit + candidate->begin, candidate->end - candidate->begin};
    if (date->a || !ft_ustr_ends(text, FT_USTR(u" later"))) return NULL;
    if (anchor->has_day && m->day_paragraph == m->paragraph) {
        anchor->today = anchor->day;
        anchor->now = anchor->day * FT_DAY_SECONDS;
        return NULL;
    }
    bool story = ft_date_tense(m->context, candidate->begin, candidate->end, true) < 0;
    return story ? "what it is later than is not said" : NULL;
}

static void settle_length(ft_date_memory *m, ft_date *date, const ft_candidate *candidate) {
    fintag_approx bound = ft_length_bound(m->context, candidate->begin, candidate->end);
    bool keeps = date->length->approx && (!bound || bound == FINTAG_ABOUT);
    if (!keeps && bound) date->length->approx = bound;
    ft_date_fill_length(m->context, date);
}

/* 1月5日停牌，三天后复牌: later than the day that the sentence named. 周四2点公布，半小时后…; 三季度开工，两年后投产:
 * how much later than what was named is all that is said, a length. */
static bool is_later_than_named(const ft_date_memory *m, const ft_date *date, const ft_candidate *candidate,
                                ft_anchor *anchor) {
    bool later = m->context->text->unit[candidate->end - 1] == u'后' && date->flags & FT_WORD_LATER;
    if (!later || date->a || m->named_sentence != m->sentence) return false;
    bool of_day = ft_length_unit(date->length) >= FT_T_HOUR && ft_length_unit(date->length) <= FT_T_SECOND;
    bool day = anchor->has_day && m->day_sentence == m->sentence;
    if (day && !of_day) {
        anchor->today = anchor->day;
        return false;
    }
    return day || ft_date_tense(m->context, candidate->begin, candidate->end, true) <= 0;
}

static const char *settle_shift(ft_date_memory *m, ft_date *date, ft_candidate *candidate) {
    ft_placed_pair pair;
    ft_anchor anchor = m->anchor;
    if (is_later_than_named(m, date, candidate, &anchor)) {
        char16_t before = m->context->text->unit[candidate->end - 2];
        candidate->end -= before == u'之' || before == u'以' ? 2 : 1;
        settle_length(m, date, candidate);
        return NULL;
    }
    const char *reason = take_story_day(m, date, candidate, &anchor);
    if (!reason) reason = ft_date_shift(m->context, date, &anchor, &pair);
    if (!reason && pair.range) reason = ft_date_fill_range(m->context, date, &pair.first, &pair.last);
    if (reason) return reason;
    if (!pair.range) ft_date_fill_point(m->context, date, &pair.first);
    if (date->length->approx) date->out.approx = date->length->approx;
    return NULL;
}

/* Moments are written with four digits of the year. */
static bool in_calendar(fintag_str moment) {
    return !moment.ptr || (moment.len > 4 && moment.ptr[0] != '-' && moment.ptr[4] == '-');
}

static const char *settle(ft_date_memory *m, ft_candidate *candidate) {
    ft_date *date = candidate->value.date;
    ft_memory_read_to(m, candidate->begin);
    if (date->a && ft_date_follows_weekday(m->context, m->last, m->last_end, date->a, candidate->begin))
        date->a->said[FT_T_WEEK] = (ft_said){0, m->anchor.has_week ? FT_FROM_NAMED : FT_UNSAID};
    m->last = date->shape == FT_SHAPE_POINT ? date->a : NULL;
    m->last_end = candidate->end;
    prepare(m, date, candidate);
    switch (date->shape) {
    case FT_SHAPE_POINT: return settle_point(m, date, candidate);
    case FT_SHAPE_RANGE: return settle_range(m, date, candidate);
    case FT_SHAPE_ROLLING: return settle_span(m, date);
    case FT_SHAPE_SHIFT: return settle_shift(m, date, candidate);
    case FT_SHAPE_LENGTH: settle_length(m, date, candidate); return NULL;
    case FT_SHAPE_SET: ft_date_fill_set(m->context, date); return NULL;
    }
    return NULL;
}

void ft_date_settle(const ft_context *context, ft_candidate *const *kept, size_t count) {
    ft_date_memory m;
    ft_memory_begin(&m, context);
    for (size_t i = 0; i < count; i++) {
        ft_candidate *candidate = kept[i];
        if (candidate->type != FINTAG_DATE || candidate->fate != FINTAG_KEPT || !candidate->value.date) continue;
        const char *reason = settle(&m, candidate);
        const fintag_time *out = &candidate->value.date->out;
        if (!reason && !(in_calendar(out->from) && in_calendar(out->until))) reason = "a day out of the calendar";
        if (!reason) continue;
        candidate->fate = FINTAG_REJECTED;
        candidate->reason = reason;
    }
}
