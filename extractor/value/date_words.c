/* The words of a date: dictionary words, and what is left to date_figures.c. */
#include "value/date_words.h"

#include "value/civil.h"
#include "value/zone.h"

static const char contradiction[] = "the parts of the date contradict each other";

int32_t ft_full_year(const ft_context *context, int32_t two_digits) {
    enum { AHEAD = 20 }; /* years that news speak of in two digits */
    int32_t now = context->has_published ? context->published.year : 2025;
    int32_t year = now / 100 * 100 + two_digits;
    return year > now + AHEAD ? year - 100 : year;
}

static char16_t unit_at(const ft_context *context, uint32_t at) {
    return at < context->text->count ? context->text->unit[at] : 0;
}

static bool one_of(char16_t c, ft_ustr set) {
    for (uint32_t i = 0; i < set.len; i++)
        if (set.ptr[i] == c) return true;
    return false;
}

/* 20年101倍, 20年涨了100倍: in so many years; not 20年净利增长2倍, 24年20倍PE. */
static bool multiplies(const ft_context *context, uint32_t at) {
    enum { VERB = 5 };
    if (one_of(unit_at(context, at), FT_USTR(u"涨翻暴飙狂")))
        for (uint32_t i = 0; i < VERB && one_of(unit_at(context, at), FT_USTR(u"涨翻暴飙狂了近超约逾")); i++) at++;
    if (one_of(unit_at(context, at), FT_USTR(u"番"))) return true;
    if (unit_at(context, at - 1) == u'了') return true;
    uint32_t first = at;
    while (one_of(unit_at(context, at), FT_USTR(u"0123456789.,几十百千万数余多"))) at++;
    if (at == first || unit_at(context, at) != u'倍') return false;
    return !ft_words_near(context, (ft_stretch){at, at}, 0, 4, FT_USTR(u"pe|pb|ps|市盈|市净|估值|动态"));
}

/* 25年前三季度, 24年前9个月: the first of that year; 25年前三 alone would be long ago. */
static bool has_first_part(const ft_context *context, uint32_t at) {
    if (unit_at(context, at) != u'前' && unit_at(context, at) != u'首') return false;
    uint32_t first = ++at;
    while (one_of(unit_at(context, at), FT_USTR(u"0123456789两二三四五六七八九十"))) at++;
    if (at == first) return false;
    if (unit_at(context, at) == u'个') at++;
    return one_of(unit_at(context, at), FT_USTR(u"季月"));
}

bool ft_short_year(const ft_context *context, ft_stretch at) {
    enum { BEHIND = 8, AHEAD = 4, NINETIES = 90 };
    const char16_t *digit = context->text->unit + at.begin;
    if (at.end - at.begin != 3 || digit[2] != u'年') return false;
    int32_t value = (digit[0] - '0') * 10 + (digit[1] - '0');
    if (digit[0] == '0') return true;
    int32_t now = context->has_published ? context->published.year : 2021, year = now / 100 * 100 + value;
    if (has_first_part(context, at.end) && year <= now + AHEAD) return true;
    bool nineties = value >= NINETIES && value < 100 && value > now % 100 + AHEAD; /* 98年亚洲金融危机 */
    if (!nineties && (year < now - BEHIND || year > now + AHEAD)) return false;
    char16_t before = at.begin ? unit_at(context, at.begin - 1) : 0, after = unit_at(context, at.end);
    if (one_of(before, FT_USTR(u"近约超逾达满过隔历经第每续期长共足整来若干者业龄前后余内有"))) return false;
    if (multiplies(context, at.end) ||
        ft_words_near(
            context, (ft_stretch){at.begin, at.begin}, 2, 0,
            FT_USTR(u"上市|成立|创立|创办|创业|建厂|深耕|耕耘|扎根|专注|从事|任职|任教|入行|坚守|坚持|相伴|走过")))
        return false;
    if (ft_words_near(context, (ft_stretch){at.end, at.end}, 0, 4,
                      FT_USTR(u"新高|新低|高点|低点|最高|最低|高位|低位|纪录|记录")))
        return !before || one_of(before, FT_USTR(u"\n ,。;:、(从较比距离")); /* 创14年新高; but 22年高点45元 */
    if (ft_words_near(context, (ft_stretch){at.end, at.end}, 0, 6,
                      FT_USTR(u"经验|从业|历史|历程|生涯|寿命|质保|保质|租期|期限|租约|租赁|地契|产权|使用权|诞辰")))
        return false;
    return has_first_part(context, at.end) || !one_of(after, FT_USTR(u"期以来前后内间多余半左上下之老租历寿龄不经里"));
}

/* ---- Dictionary words
 * ------------------------------------------------------------------------------------------------ */

typedef struct {
    const ft_row *row;
    ft_class class;
    uint32_t len;
} word;

static bool is_letter(char16_t c) {
    return ft_unit_class[c] & FT_C_LETTER;
}

static word longest_word(const ft_reading *r) {
    static const ft_class han[] = {FT_CLASS_datecue,  FT_CLASS_yearcue, FT_CLASS_halfcue, FT_CLASS_monthcue,
                                   FT_CLASS_weekcue,  FT_CLASS_weekday, FT_CLASS_daypart, FT_CLASS_holiday,
                                   FT_CLASS_datelink, FT_CLASS_zone,    FT_CLASS_era};
    static const ft_class latin[] = {FT_CLASS_month,      FT_CLASS_datelink,   FT_CLASS_en_datecue,
                                     FT_CLASS_en_yearcue, FT_CLASS_en_halfcue, FT_CLASS_en_monthcue,
                                     FT_CLASS_en_weekcue, FT_CLASS_en_weekday, FT_CLASS_en_daypart,
                                     FT_CLASS_en_holiday, FT_CLASS_en_zone};
    ft_ustr rest = {r->text.ptr + r->at, r->text.len - r->at};
    word best = {0};
    unsigned first = ft_unit_class[rest.ptr[0]];
    if (first & FT_C_SPACE) return best;
    bool letters = first & FT_C_LETTER;
    const ft_class *classes = letters ? latin : han;
    size_t count = letters ? sizeof latin / sizeof *latin : sizeof han / sizeof *han;
    for (size_t i = 0; i < count; i++) {
        uint32_t len;
        const ft_row *row = ft_dict_longest(r->context->rules, classes[i], rest, &len);
        if (!row || len <= best.len) continue;
        bool inside = len < rest.len && is_letter(rest.ptr[len - 1]) && is_letter(rest.ptr[len]);
        if (!inside) best = (word){row, classes[i], len};
    }
    return best;
}

static fintag_str column(const ft_reading *r, const word *w, ft_column which) {
    return ft_row_get(r->context->rules, w->row, which);
}

static int32_t parse_year(fintag_str text) {
    int32_t year = 0;
    for (size_t i = 0; i < text.len && i < 4 && text.ptr[i] >= '0' && text.ptr[i] <= '9'; i++)
        year = year * 10 + (text.ptr[i] - '0');
    return year;
}

/* 第三个周五, 最后一个星期一: the weekday is counted, not named. */
static bool counts_weekday(ft_reading *r, const word *w) {
    bool weekday = w->class == FT_CLASS_weekday || w->class == FT_CLASS_en_weekday;
    if (!weekday || !r->when->nth.n || r->when->nth.unit) return false;
    ft_when said = {0};
    if (!ft_expr_apply(column(r, w, FT_COL_expr), &said) || !ft_when_has(&said, FT_T_WEEKDAY)) return false;
    r->when->nth.unit = FT_T_WEEKDAY;
    r->when->nth.weekday = said.said[FT_T_WEEKDAY].value;
    return true;
}

static const char *apply_word(ft_reading *r, const word *w) {
    fintag_str expr = column(r, w, FT_COL_expr), flags = column(r, w, FT_COL_flags);
    if (ft_flag(flags, "clock")) r->clock_next = true;
    if (ft_flag(flags, "oclock") && r->loose_count) r->loose[r->loose_count - 1].clock = true;
    if (ft_flag(flags, "week")) r->week_next = true;
    if (ft_flag(flags, "ordinal")) r->nth_next = true;
    if (ft_flag(flags, "last") && !r->when->nth.n) r->when->nth = (ft_nth){.n = -1, .count = 1};
    if (ft_flag(flags, "first") && !r->when->nth.n) r->when->nth = (ft_nth){.n = 1, .count = 1};
    if (w->class == FT_CLASS_era) {
        r->era = parse_year(expr);
        return NULL;
    }
    if (w->class == FT_CLASS_zone || w->class == FT_CLASS_en_zone)
        return ft_zone_read(expr, &r->when->zone) ? NULL : "no such zone";
    if (counts_weekday(r, w)) return NULL;
    int8_t meridiem = r->when->meridiem;
    if (!ft_expr_apply(expr, r->when)) return contradiction;
    if (r->when->meridiem != meridiem && r->loose_count) r->loose[r->loose_count - 1].clock = true;
    return NULL;
}

/* A unit of time after 第三个, 最后3: 第二周, 首个交易日. */
static bool read_counted_unit(ft_reading *r) {
    ft_nth *nth = &r->when->nth;
    ft_ustr rest = {r->text.ptr + r->at, r->text.len - r->at};
    uint32_t len;
    if (!nth->n || nth->unit) return false;
    const ft_row *row = ft_dict_longest(r->context->rules, FT_CLASS_timeunit, rest, &len);
    if (!row) row = ft_dict_longest(r->context->rules, FT_CLASS_en_timeunit, rest, &len);
    ft_when said = {0};
    if (!row || !ft_expr_apply(ft_row_get(r->context->rules, row, FT_COL_expr), &said)) return false;
    word weekday = longest_word(r);
    if (weekday.row && weekday.class == FT_CLASS_weekday && weekday.len >= len) return false;
    nth->unit = ft_when_finest(&said);
    r->at += len;
    return true;
}

/* ---- Reading
 * --------------------------------------------------------------------------------------------------------- */

static bool is_filler(char16_t c) {
    return c == ' ' || c == ',' || c == '.' || c == '(' || c == ')' || c == '-' || c == '/' || c == u'的' ||
           c == u'·' || c == u'、' || c == '\'' || c == u'’';
}

static const char *read_next(ft_reading *r) {
    const char *reason = NULL;
    if (read_counted_unit(r)) return NULL;
    char16_t c = r->text.ptr[r->at];
    if (ft_unit_class[c] & FT_C_DIGIT) {
        ft_read_figure(r, &reason);
        return reason;
    }
    if (c == u'初' && r->at + 1 < r->text.len && ft_unit_class[r->text.ptr[r->at + 1]] & FT_C_NUMERAL &&
        ft_read_numeral(r, &reason))
        return reason; /* 十月初一, not the beginning of October */
    word w = longest_word(r);
    if (w.row) {
        reason = apply_word(r, &w);
        r->at += w.len;
        return reason;
    }
    if (ft_read_numeral(r, &reason) || ft_read_number_words(r, &reason)) return reason;
    if (!is_filler(c)) return "a word that is no part of a date";
    r->at++;
    return NULL;
}

/* ---- Figures without a unit
 * -------------------------------------------------------------------------------------------- */

/* What a figure can only be, beside what is said already. */
static bool place_loose(ft_reading *r, const ft_loose *loose) {
    ft_when *when = r->when;
    bool day_open = !ft_when_has(when, FT_T_DAY), month = ft_when_has(when, FT_T_MONTH),
         hour_open = !ft_when_has(when, FT_T_HOUR);
    bool day_known = !day_open || ft_when_has(when, FT_T_WEEKDAY);
    if (loose->clock && hour_open && loose->value <= 24) return ft_when_say(when, FT_T_HOUR, FT_SAID, loose->value);
    if (!loose->ordinal && loose->value >= 1000 && !ft_when_has(when, FT_T_YEAR))
        return ft_when_say(when, FT_T_YEAR, FT_SAID, loose->value);
    if (loose->ordinal && day_open) return ft_when_say(when, FT_T_DAY, FT_SAID, loose->value);
    if (when->fiscal && loose->value < 100 && !ft_when_has(when, FT_T_YEAR))
        return ft_when_say(when, FT_T_YEAR, FT_SAID, ft_full_year(r->context, loose->value));
    if (ft_when_has(when, FT_T_PART) && hour_open && (day_known || !month) && loose->value <= 24)
        return ft_when_say(when, FT_T_HOUR, FT_SAID, loose->value);
    if ((month || ft_when_has(when, FT_T_WEEKDAY)) && day_open && loose->value >= 1 && loose->value <= 31)
        return ft_when_say(when, FT_T_DAY, FT_SAID, loose->value);
    bool quarter = ft_when_has(when, FT_T_QUARTER) || ft_when_has(when, FT_T_HALF);
    if (loose->value < 100 && loose->digits == 2 && !ft_when_has(when, FT_T_YEAR) &&
        ((month && !day_open) || quarter || month))
        return ft_when_say(when, FT_T_YEAR, FT_SAID, ft_full_year(r->context, loose->value));
    if (!hour_open && (loose->value == 12 || loose->value == when->said[FT_T_HOUR].value)) return true; /* 12 noon */
    if (when->has_loose) return false;
    when->has_loose = true;
    when->loose = loose->value;
    return true;
}

const char *ft_date_read(const ft_context *context, ft_stretch at, ft_when *out) {
    ft_reading r = {.context = context, .text = ft_stretch_text(context, at), .when = out, .clock_next = out->hours};
    while (r.at < r.text.len) {
        const char *reason = read_next(&r);
        if (reason) return reason;
    }
    if (out->nth.n > 0 && !out->nth.unit && !out->has_loose) { /* 第一 of 第一、二季度 */
        out->has_loose = true;
        out->loose = out->nth.n;
        out->nth = (ft_nth){0};
    }
    for (unsigned i = 0; i < r.loose_count; i++)
        if (!place_loose(&r, &r.loose[i])) return "a figure that is no part of a date";
    return NULL;
}

static bool in_range(const ft_when *when, ft_time_unit unit, int32_t low, int32_t high) {
    const ft_said *said = &when->said[unit];
    return said->how != FT_SAID || (said->value >= low && said->value <= high);
}

const char *ft_date_check(const ft_context *context, ft_when *when) {
    static const struct {
        ft_time_unit unit;
        int32_t low, high;
    } ranges[] = {{FT_T_YEAR, FT_YEAR_MIN, FT_YEAR_MAX},
                  {FT_T_HALF, 1, 2},
                  {FT_T_QUARTER, 1, 4},
                  {FT_T_MONTH, 1, 12},
                  {FT_T_DAY, 1, 31},
                  {FT_T_WEEK, 1, 53},
                  {FT_T_HOUR, 0, 24},
                  {FT_T_MINUTE, 0, 59},
                  {FT_T_SECOND, 0, 60},
                  {FT_T_WEEKDAY, 1, 7},
                  {FT_T_TENDAY, 1, 3}};
    (void)context;
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (!in_range(when, ranges[i].unit, ranges[i].low, ranges[i].high)) return "no such day or time";
    const ft_said *year = &when->said[FT_T_YEAR], *month = &when->said[FT_T_MONTH], *day = &when->said[FT_T_DAY];
    if (month->how == FT_SAID && day->how == FT_SAID) {
        int32_t in = year->how == FT_SAID && !when->lunar ? year->value : 2000;
        int32_t most = when->lunar ? 30 : ft_month_length(in, month->value);
        if (day->value > most) return "the month has no such day";
    }
    if (ft_when_has(when, FT_T_HOUR) && when->said[FT_T_HOUR].value == 24 && when->said[FT_T_MINUTE].value > 0)
        return "no such day or time";
    if (when->meridiem && ft_when_has(when, FT_T_HOUR) && when->said[FT_T_HOUR].value > 12 && when->meridiem == 1)
        return "no such day or time";
    return NULL;
}
