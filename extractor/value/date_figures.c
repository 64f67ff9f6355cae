/* The figures of a date: 2022年4月10日, 2022-04-10, 4/10/2022, 18:05, 3pm, 10th, twenty-first. */
#include "value/civil.h"
#include "value/date_words.h"
#include "value/number.h"

static const char contradiction[] = "the parts of the date contradict each other";

static char16_t peek(const ft_reading *r, uint32_t ahead) {
    return r->at + ahead < r->text.len ? r->text.ptr[r->at + ahead] : 0;
}

static ft_ustr rest(const ft_reading *r) {
    return (ft_ustr){r->text.ptr + r->at, r->text.len - r->at};
}

static bool is_digit(char16_t c) {
    return c >= '0' && c <= '9';
}

static bool is_letter(char16_t c) {
    return ft_unit_class[c] & FT_C_LETTER;
}

static bool say(ft_reading *r, ft_time_unit unit, int64_t value, const char **reason) {
    if (!ft_when_say(r->when, unit, FT_SAID, value)) *reason = contradiction;
    return true;
}

bool ft_keep_loose(ft_reading *r, int64_t value, int32_t digits, bool ordinal) {
    if (r->loose_count == FT_FIGURES_LOOSE || value < 0 || value > 9999) return false;
    r->loose[r->loose_count++] = (ft_loose){(int32_t)value, digits, ordinal, r->clock_next && !ordinal};
    r->clock_next = false;
    return true;
}

/* ---- Units behind a figure
 * -------------------------------------------------------------------------------------------- */

static bool skip(ft_reading *r, ft_ustr word) {
    if (!ft_ustr_starts(rest(r), word)) return false;
    r->at += word.len;
    return true;
}

static bool say_year(ft_reading *r, int64_t value, int32_t digits, const char **reason) {
    if (skip(r, FT_USTR(u"代"))) {
        int64_t decade = digits == 2 && value % 10 == 0 ? value / 10 * 10 : value;
        if (decade < 100) {
            const ft_said *century = &r->when->said[FT_T_CENTURY];
            int64_t of = century->how == FT_SAID ? (century->value - 1) * 100 : decade <= 20 ? 2000 : 1900;
            if (century->how == FT_FROM_NOW && r->context->has_published)
                of = (r->context->published.year / 100 + century->value) * 100;
            r->when->said[FT_T_CENTURY] = (ft_said){0};
            decade += of;
        }
        return say(r, FT_T_DECADE, decade, reason);
    }
    if (r->era)
        value += r->era;
    else if (digits == 2)
        value = ft_full_year(r->context, (int32_t)value);
    else if (digits == 3 && (r->context->region == FT_REGION_TW || r->context->traditional) && value >= 90 &&
             value < 150)
        value += 1911;
    else if (digits < 3)
        *reason = "a length, not a year";
    return say(r, FT_T_YEAR, value, reason);
}

static bool say_hour(ft_reading *r, int64_t value, const char **reason) {
    say(r, FT_T_HOUR, value, reason);
    if (skip(r, FT_USTR(u"钟"))) return true;
    if (skip(r, FT_USTR(u"半"))) return say(r, FT_T_MINUTE, 30, reason);
    if (!skip(r, FT_USTR(u"整"))) skip(r, FT_USTR(u"许"));
    return true;
}

/* The n-th of something: 第二周, 第3个交易日; or how many: 最后3周. */
static bool say_place(ft_reading *r, int64_t value) {
    ft_nth *nth = &r->when->nth;
    if (nth->unit || (!r->nth_next && !nth->n) || value < 1 || value > 366) return false;
    if (r->nth_next)
        *nth = (ft_nth){.n = (int32_t)value, .count = 1};
    else
        nth->count = (int32_t)value;
    if (nth->n < 0) nth->n = -nth->count;
    r->nth_next = false;
    skip(r, FT_USTR(u"个"));
    return true;
}

/* The unit of the language that follows; the figure is at hand, `at` stands behind it. */
static bool say_unit(ft_reading *r, int64_t value, int32_t digits, const char **reason) {
    uint32_t begin = r->at;
    while (peek(r, 0) == ' ') r->at++;
    if (skip(r, FT_USTR(u"年度")) || skip(r, FT_USTR(u"年"))) return say_year(r, value, digits, reason);
    if (skip(r, FT_USTR(u"月"))) {
        skip(r, FT_USTR(u"份"));
        return say(r, FT_T_MONTH, value, reason);
    }
    if (skip(r, FT_USTR(u"日")) || skip(r, FT_USTR(u"号"))) return say(r, FT_T_DAY, value, reason);
    if (skip(r, FT_USTR(u"点")) || skip(r, FT_USTR(u"时"))) return say_hour(r, value, reason);
    if (skip(r, FT_USTR(u"分"))) {
        skip(r, FT_USTR(u"钟"));
        return say(r, FT_T_MINUTE, value, reason);
    }
    if (skip(r, FT_USTR(u"秒"))) return say(r, FT_T_SECOND, value, reason);
    if (skip(r, FT_USTR(u"刻"))) return say(r, FT_T_MINUTE, value * 15, reason);
    if (skip(r, FT_USTR(u"世纪"))) return say(r, FT_T_CENTURY, value, reason);
    if (skip(r, FT_USTR(u"季度"))) return say(r, FT_T_QUARTER, value, reason);
    if (skip(r, FT_USTR(u"财年"))) {
        r->when->fiscal = true;
        return say(r, FT_T_YEAR, digits == 2 ? ft_full_year(r->context, (int32_t)value) : value, reason);
    }
    if (say_place(r, value)) return true;
    r->at = begin;
    return false;
}

/* ---- Digits
 * ----------------------------------------------------------------------------------------------------------- */

static int64_t read_digits(ft_reading *r, int32_t *digits) {
    int64_t value = 0;
    for (*digits = 0; is_digit(peek(r, 0)); r->at++) {
        if (*digits < 9) value = value * 10 + (peek(r, 0) - '0');
        ++*digits;
    }
    return value;
}

/* am, pm, a.m., a, p straight behind a figure. */
static bool read_meridiem(ft_reading *r) {
    uint32_t begin = r->at;
    while (peek(r, 0) == ' ') r->at++;
    char16_t first = peek(r, 0);
    bool close = r->at == begin;
    if (first != 'a' && first != 'p') {
        r->at = begin;
        return false;
    }
    uint32_t len = 1;
    bool dots = peek(r, 1) == '.' || peek(r, 1) == ' ';
    if (peek(r, 1) == 'm')
        len = 2;
    else if (dots && peek(r, 2) == 'm')
        len = peek(r, 3) == '.' ? 4 : 3;
    if ((len == 1 && !close) || is_letter(peek(r, len))) {
        r->at = begin;
        return false;
    }
    r->at += len;
    r->when->meridiem = first == 'a' ? 1 : 2;
    return true;
}

/* 18:05, 18:05:30 and with am or pm. `at` stands on the colon. */
static bool read_clock(ft_reading *r, int64_t hour, const char **reason) {
    int32_t digits;
    r->at++;
    say(r, FT_T_HOUR, hour, reason);
    say(r, FT_T_MINUTE, read_digits(r, &digits), reason);
    if (digits != 2) *reason = "no such day or time";
    if (peek(r, 0) == ':' && is_digit(peek(r, 1))) {
        r->at++;
        say(r, FT_T_SECOND, read_digits(r, &digits), reason);
    }
    read_meridiem(r);
    r->clock_next = false;
    return true;
}

/* 8.30pm, at 6.45 */
static bool read_dotted_clock(ft_reading *r, int64_t hour, const char **reason) {
    uint32_t begin = r->at;
    int32_t digits;
    bool expected = r->clock_next;
    if (peek(r, 0) != '.' || !is_digit(peek(r, 1)) || !is_digit(peek(r, 2)) || is_digit(peek(r, 3)) || hour > 24)
        return false;
    r->at++;
    int64_t minute = read_digits(r, &digits);
    if (minute < 60 && (read_meridiem(r) || expected)) {
        say(r, FT_T_HOUR, hour, reason);
        r->clock_next = false;
        return say(r, FT_T_MINUTE, minute, reason);
    }
    r->at = begin;
    return false;
}

/* One of the two or three parts of a date in figures: a number, or the name of a month. */
typedef struct {
    int64_t value;
    int32_t digits; /* 0: a month's name */
} part;

static bool read_month_name(ft_reading *r, part *out) {
    uint32_t len;
    const ft_row *row = ft_dict_longest(r->context->rules, FT_CLASS_month, rest(r), &len);
    ft_when said = {0};
    if (!row || is_letter(peek(r, len)) || !ft_expr_apply(ft_row_get(r->context->rules, row, FT_COL_expr), &said))
        return false;
    r->at += len;
    *out = (part){said.said[FT_T_MONTH].value, 0};
    return true;
}

static char16_t read_separator(ft_reading *r) {
    uint32_t begin = r->at;
    while (peek(r, 0) == ' ' && r->at - begin < 2) r->at++;
    char16_t c = peek(r, 0);
    if (c == '-' || c == '/' || c == '.') {
        r->at++;
        while (peek(r, 0) == ' ' && r->at - begin < 4) r->at++;
        if (is_digit(peek(r, 0)) || is_letter(peek(r, 0))) return c;
    }
    r->at = begin;
    return 0;
}

static int64_t year_of(const ft_reading *r, const part *p) {
    return p->digits <= 2 ? ft_full_year(r->context, (int32_t)p->value) : p->value;
}

/* Whether the month stands before the day in figures that end with the year. */
static bool month_first(const ft_reading *r, const part *p) {
    if (!p[0].digits) return true;
    if (!p[1].digits || p[0].value > 12) return false;
    return p[1].value > 12 || r->context->english;
}

/* 21/05/15 in Chinese begins with the year, when that is one of these years. */
static bool is_short_year_first(const ft_reading *r, const part *p) {
    enum { NEAR = 5 };
    if (r->context->english || p[0].digits != 2 || p[2].digits != 2 || !r->context->has_published) return false;
    int32_t away = ft_full_year(r->context, (int32_t)p[0].value) - r->context->published.year;
    return away >= -NEAR && away <= NEAR && p[1].value <= 12 && p[2].value <= 31;
}

static bool say_three(ft_reading *r, const part *p, const char **reason) {
    int year = p[0].digits >= 3 || is_short_year_first(r, p) ? 0 : 2;
    int month = year == 0 ? 1 : month_first(r, p) ? 0 : 1;
    int day = year == 0 ? 2 : 1 - month;
    say(r, FT_T_YEAR, year_of(r, &p[year]), reason);
    say(r, FT_T_MONTH, p[month].value, reason);
    return say(r, FT_T_DAY, p[day].value, reason);
}

static bool say_two(ft_reading *r, const part *p, const char **reason) {
    bool month_said = ft_when_has(r->when, FT_T_MONTH) && !ft_when_has(r->when, FT_T_DAY);
    if (month_said && p[1].digits >= 3 && p[0].digits <= 2) { /* Sep-23-2020 */
        say(r, FT_T_DAY, p[0].value, reason);
        return say(r, FT_T_YEAR, p[1].value, reason);
    }
    bool first_year = p[0].digits >= 3, last_year = p[1].digits >= 3;
    if (first_year || last_year) {
        say(r, FT_T_YEAR, p[first_year ? 0 : 1].value, reason);
        return say(r, FT_T_MONTH, p[first_year ? 1 : 0].value, reason);
    }
    int month = !p[0].digits || (p[1].digits && p[0].value <= 12) ? 0 : 1;
    say(r, FT_T_MONTH, p[month].value, reason);
    return say(r, FT_T_DAY, p[1 - month].value, reason);
}

/* 2021/22财年, 22/23年度, fiscal 2021-22, 2024/25 alone: the financial year is named by the year that it ends in. */
static bool spans_two_years(const ft_reading *r, const part *p, char16_t separator) {
    enum { MONTHS = 12 };
    bool next = (p[0].digits == 4 || (p[0].digits == 2 && p[1].digits == 2)) &&
                (p[1].value == (p[0].value + 1) % 100 || p[1].value == p[0].value + 1) && p[1].digits >= 2;
    bool alone = p[0].digits == 4 && separator == '/' && p[1].value > MONTHS && !rest(r).len;
    return next && (alone || r->when->fiscal || ft_ustr_starts(rest(r), FT_USTR(u"财")) ||
                    ft_ustr_starts(rest(r), FT_USTR(u"会计")) || ft_ustr_ends(r->text, FT_USTR(u"fiscal year")) ||
                    ft_ustr_ends(r->text, FT_USTR(u"financial year")) || ft_ustr_ends(r->text, FT_USTR(u"年度")) ||
                    ft_ustr_ends(r->text, FT_USTR(u"榨季")));
}

/* 2022-04-10, 4/10/2022, 10-Apr-22, Apr-10, 2022/4, 4/10. The first part has been read. */
static bool read_figure_date(ft_reading *r, part first, const char **reason) {
    part p[3] = {first};
    int count = 1;
    char16_t separator = 0;
    uint32_t begin = r->at, end = begin;
    while (count < 3) {
        char16_t c = read_separator(r);
        if (!c || (separator && c != separator && c != ',')) break;
        if (is_digit(peek(r, 0)))
            p[count].value = read_digits(r, &p[count].digits);
        else if (!read_month_name(r, &p[count]))
            break;
        if (p[count].digits > 4) break;
        separator = c;
        end = r->at;
        count++;
    }
    r->at = end;
    if (count == 1) return false;
    if (count == 2 && spans_two_years(r, p, separator)) {
        r->when->fiscal = true;
        int64_t year = p[0].digits == 4 ? p[0].value : ft_full_year(r->context, (int32_t)p[0].value);
        return say(r, FT_T_YEAR, year + 1, reason);
    }
    return count == 3 ? say_three(r, p, reason) : say_two(r, p, reason);
}

/* What letters straight behind digits say: 10th, 1990s, 1q21, 9m23, 3pm. */
static bool read_suffix(ft_reading *r, int64_t value, int32_t digits, const char **reason) {
    static const char16_t *const ordinals[] = {u"st", u"nd", u"rd", u"th"};
    for (int i = 0; i < 4; i++) {
        if (!ft_ustr_starts(rest(r), (ft_ustr){ordinals[i], 2}) || is_letter(peek(r, 2))) continue;
        r->at += 2;
        if (!ft_keep_loose(r, value, digits, true)) *reason = "a figure that is no part of a date";
        return true;
    }
    uint32_t quote = peek(r, 0) == '\'' || peek(r, 0) == u'’' || (peek(r, 0) == ' ' && digits == 4) ? 1 : 0;
    if (peek(r, quote) == 's' && !is_letter(peek(r, quote + 1)) && (digits == 4 || digits == 2) && value % 10 == 0) {
        r->at += quote + 1;
        return say(r, FT_T_DECADE, digits == 2 ? value + (value <= 20 ? 2000 : 1900) : value, reason);
    }
    char16_t c = peek(r, 0);
    bool ends = !is_letter(peek(r, 1)) || (peek(r, 1) == 'f' && peek(r, 2) == 'y'); /* 1QFY25 */
    if ((c == 'q' || c == 'h') && digits == 1 && ends) {
        r->at++;
        return say(r, c == 'q' ? FT_T_QUARTER : FT_T_HALF, value, reason);
    }
    if (c == 'm' && value > 1 && value <= 12 && is_digit(peek(r, 1))) { /* 9M23: its first nine months */
        r->at++;
        r->when->count = (int32_t)value;
        int64_t year = read_digits(r, &digits);
        if (digits == 2) year = ft_full_year(r->context, (int32_t)year);
        return say(r, FT_T_MONTH, 1, reason) && say(r, FT_T_YEAR, year, reason);
    }
    if (digits <= 2 && read_meridiem(r)) {
        r->clock_next = false;
        return say(r, FT_T_HOUR, value, reason);
    }
    return false;
}

/* 0430 GMT: four digits are a time where a zone follows. */
static bool read_joined_clock(ft_reading *r, int64_t value, int32_t digits, const char **reason) {
    uint32_t len;
    if (digits != 4 || peek(r, 0) != ' ' || value / 100 > 23 || value % 100 > 59) return false;
    ft_ustr behind = {rest(r).ptr + 1, rest(r).len - 1};
    if (!ft_dict_longest(r->context->rules, FT_CLASS_en_zone, behind, &len)) return false;
    return say(r, FT_T_HOUR, value / 100, reason) && say(r, FT_T_MINUTE, value % 100, reason);
}

bool ft_read_figure(ft_reading *r, const char **reason) {
    int32_t digits;
    int64_t value = read_digits(r, &digits);
    if (digits > 4) {
        *reason = "too many digits";
        return true;
    }
    if (r->week_next) {
        r->week_next = false;
        return say(r, FT_T_WEEK, value, reason);
    }
    if (peek(r, 0) == ':' && is_digit(peek(r, 1)) && digits <= 2) return read_clock(r, value, reason);
    if (read_joined_clock(r, value, digits, reason)) return true;
    if (say_unit(r, value, digits, reason)) return true;
    if (read_suffix(r, value, digits, reason) || read_dotted_clock(r, value, reason)) return true;
    if (!r->clock_next && read_figure_date(r, (part){value, digits}, reason)) return true;
    if (!ft_keep_loose(r, value, digits, false)) *reason = "a figure that is no part of a date";
    return true;
}

/* ---- Chinese numerals and English words
 * --------------------------------------------------------------------------------- */

static bool is_numeral(char16_t c) {
    return (ft_unit_class[c] & FT_C_NUMERAL) && c != u'半' && c != u'几' && c != u'数' && c != u'万' && c != u'亿';
}

/* 零八, 九八, 二〇二二: digits one by one. */
static bool by_digits(ft_ustr text) {
    for (uint32_t i = 0; i < text.len; i++)
        if (text.ptr[i] == u'十' || text.ptr[i] == u'百' || text.ptr[i] == u'千' || text.ptr[i] == u'廿' ||
            text.ptr[i] == u'卅')
            return false;
    return true;
}

static bool digit_value(ft_ustr text, int64_t *value) {
    *value = 0;
    for (uint32_t i = 0; i < text.len; i++) {
        int64_t digit;
        if (!ft_number_integer((ft_ustr){text.ptr + i, 1}, &digit) || digit > 9) return false;
        *value = *value * 10 + digit;
    }
    return true;
}

bool ft_read_numeral(ft_reading *r, const char **reason) {
    uint32_t begin = r->at, len = 0;
    bool lunar_day = peek(r, 0) == u'初' && is_numeral(peek(r, 1));
    /* 九月初九; but 9月初五 may be anything. */
    if (lunar_day && begin > 1 && r->text.ptr[begin - 2] > '9') r->when->lunar = true;
    if (lunar_day) r->at++;
    while (is_numeral(peek(r, len)) && len < 8) len++;
    bool first = !len && r->era && peek(r, 0) == u'元' && peek(r, 1) == u'年';
    if (!len && !first) {
        r->at = begin;
        return false;
    }
    ft_ustr text = {r->text.ptr + r->at, len};
    int64_t value = 1;
    bool digits = len > 1 && by_digits(text);
    if (!first && !(digits ? digit_value(text, &value) : ft_number_integer(text, &value))) *reason = "no number";
    r->at += first ? 1 : len;
    if (*reason) return true;
    if (lunar_day) return say(r, FT_T_DAY, value, reason);
    if (say_unit(r, value, digits ? (int32_t)len : value > 999 ? 4 : 1, reason)) return true;
    if (begin && r->text.ptr[begin - 1] == u'点') return say(r, FT_T_MINUTE, value, reason); /* 九点二十 */
    if (ft_when_has(r->when, FT_T_MONTH) && !ft_when_has(r->when, FT_T_DAY)) return say(r, FT_T_DAY, value, reason);
    if (!ft_keep_loose(r, value, 1, false)) *reason = "a figure that is no part of a date";
    return true;
}

/* The longest run of words that is one number: twenty-one, two thousand and eighteen. */
static uint32_t longest_number(ft_ustr text, int64_t *value) {
    enum { WORDS = 6 };
    uint32_t at = 0, found = 0;
    for (int words = 0; words < WORDS && at < text.len; words++) {
        while (at < text.len && (is_letter(text.ptr[at]) || text.ptr[at] == '-')) at++;
        int64_t number;
        if (ft_number_integer((ft_ustr){text.ptr, at}, &number)) {
            found = at;
            *value = number;
        }
        if (at + 1 >= text.len || text.ptr[at] != ' ' || !is_letter(text.ptr[at + 1])) break;
        at++;
    }
    return found;
}

/* Nineteen eighty six, twenty twenty one: a century and a year of it, as two numbers. */
static bool is_spoken_year(const ft_reading *r, int64_t century, int64_t *year, uint32_t *len) {
    if (century < 10 || century > 20 || peek(r, 0) != ' ') return false;
    ft_ustr text = {r->text.ptr + r->at + 1, r->text.len - r->at - 1};
    *len = longest_number(text, year) + 1;
    return *len > 1 && *year >= 10 && *year < 100;
}

bool ft_read_number_words(ft_reading *r, const char **reason) {
    int64_t value = 0, year;
    uint32_t ordinal, after;
    if (!is_letter(peek(r, 0))) return false;
    uint32_t len = longest_number(rest(r), &value);
    const ft_row *row = ft_dict_longest(r->context->rules, FT_CLASS_ordinalword, rest(r), &ordinal);
    if (row && ordinal >= len && !is_letter(peek(r, ordinal))) {
        fintag_str digits = ft_row_get(r->context->rules, row, FT_COL_value);
        value = 0;
        for (size_t i = 0; i < digits.len; i++) value = value * 10 + (digits.ptr[i] - '0');
        r->at += ordinal;
        if (!ft_keep_loose(r, value, 0, true)) *reason = "a figure that is no part of a date";
        return true;
    }
    if (!len) return false;
    r->at += len;
    if (is_spoken_year(r, value, &year, &after)) {
        r->at += after;
        return say(r, FT_T_YEAR, value * 100 + year, reason);
    }
    if (read_suffix(r, value, 2, reason)) return true;
    if (!ft_keep_loose(r, value, 0, false)) *reason = "a figure that is no part of a date";
    return true;
}
