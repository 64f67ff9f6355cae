/* The expression language of the date dictionaries. */
#include "value/date_expr.h"

#include <stdlib.h>

static const char *const unit_names[FT_T_COUNT] = {
    [FT_T_CENTURY] = "century", [FT_T_DECADE] = "decade",   [FT_T_YEAR] = "year",       [FT_T_HALF] = "half",
    [FT_T_SEASON] = "season",   [FT_T_QUARTER] = "quarter", [FT_T_MONTH] = "month",     [FT_T_HALFMONTH] = "halfmonth",
    [FT_T_TENDAY] = "tenday",   [FT_T_WEEK] = "week",       [FT_T_WEEKEND] = "weekend", [FT_T_WEEKDAY] = "weekday",
    [FT_T_DAY] = "day",         [FT_T_PART] = "daypart",    [FT_T_HOUR] = "hour",       [FT_T_MINUTE] = "minute",
    [FT_T_SECOND] = "second",   [FT_T_WORKDAY] = "workday", [FT_T_SESSION] = "session"};

ft_time_unit ft_time_unit_parse(fintag_str name) {
    for (int unit = FT_T_CENTURY; unit < FT_T_COUNT; unit++)
        if (ft_str_is(name, unit_names[unit])) return (ft_time_unit)unit;
    return FT_T_NONE;
}

fintag_str ft_grain_name(ft_time_unit unit) {
    static const ft_time_unit reported[FT_T_COUNT] = {
        [FT_T_CENTURY] = FT_T_YEAR,     [FT_T_DECADE] = FT_T_YEAR, [FT_T_SEASON] = FT_T_QUARTER,
        [FT_T_HALFMONTH] = FT_T_TENDAY, [FT_T_WEEKEND] = FT_T_DAY, [FT_T_WEEKDAY] = FT_T_DAY,
        [FT_T_WORKDAY] = FT_T_DAY,      [FT_T_SESSION] = FT_T_DAY};
    ft_time_unit as = reported[unit] ? reported[unit] : unit;
    return as ? (fintag_str){unit_names[as], strlen(unit_names[as])} : (fintag_str){0};
}

ft_time_unit ft_when_finest(const ft_when *when) {
    for (int unit = FT_T_COUNT - 1; unit > FT_T_NONE; unit--)
        if (ft_when_has(when, (ft_time_unit)unit)) return (ft_time_unit)unit;
    return FT_T_NONE;
}

bool ft_when_say(ft_when *when, ft_time_unit unit, ft_how how, int64_t value) {
    ft_said *said = &when->said[unit];
    if (value < -10000 || value > 10000) return false;
    if (said->how != FT_UNSAID && (said->how != how || said->value != (int32_t)value)) return false;
    *said = (ft_said){(int32_t)value, how};
    return true;
}

/* ---- Atoms ------------------------------------------------------------------------------------------------------ */

static bool read_number(const char **at, const char *end, int32_t *out) {
    char text[16];
    size_t len = 0;
    while (*at < end && len + 1 < sizeof text &&
           ((**at >= '0' && **at <= '9') || (!len && (**at == '-' || **at == '+'))))
        text[len++] = *(*at)++;
    text[len] = 0;
    char *rest;
    *out = (int32_t)strtol(text, &rest, 10);
    return len && !*rest && rest[-1] >= '0';
}

/* A|B|C: count numbers with `separator` between them. */
static bool read_numbers(const char *at, const char *end, char separator, int32_t *out, int count) {
    for (int i = 0; i < count; i++) {
        if (i && (at == end || *at++ != separator)) return false;
        if (!read_number(&at, end, &out[i])) return false;
    }
    return at == end;
}

static bool apply_unit(ft_time_unit unit, const char *at, const char *end, ft_when *when) {
    if (*at == '?' && ft_when_has(when, unit)) return true; /* only what goes without saying */
    if (*at == '?') at++;
    ft_how how = *at == '=' ? FT_SAID : *at == '@' ? FT_FROM_NAMED : FT_FROM_NOW;
    if (how != FT_FROM_NOW) at++;
    int32_t value;
    if (!read_number(&at, end, &value) || at != end) return false;
    if (unit == FT_T_SESSION) when->trading = true;
    return ft_when_say(when, unit, how, value);
}

/* part=MO:6-9 */
static bool apply_part(const char *at, const char *end, ft_when *when) {
    int32_t hours[2];
    if (end - at < 5 || at[2] != ':' || !read_numbers(at + 3, end, '-', hours, 2)) return false;
    if (ft_when_has(when, FT_T_PART) && (when->part[0] != at[0] || when->part[1] != at[1])) return false;
    when->part[0] = at[0];
    when->part[1] = at[1];
    when->part_from = (int16_t)(hours[0] * 60);
    when->part_until = (int16_t)(hours[1] * 60);
    return ft_when_say(when, FT_T_PART, FT_SAID, 1);
}

static bool set_feast(ft_when *when, ft_feast_kind kind, const int32_t *numbers) {
    if (when->feast.kind) return false;
    when->feast = (ft_feast){kind, numbers[0], numbers[1], numbers[2]};
    return true;
}

/* Atoms NAME=VALUE other than units. */
static bool apply_valued(fintag_str name, const char *at, const char *end, ft_when *when) {
    int32_t n[3] = {0};
    if (ft_str_is(name, "part")) return apply_part(at, end, when);
    if (ft_str_is(name, "lunar")) return read_numbers(at, end, '-', n, 2) && set_feast(when, FT_FEAST_LUNAR, n);
    if (ft_str_is(name, "nth")) return read_numbers(at, end, '/', n, 3) && set_feast(when, FT_FEAST_NTH, n);
    if (ft_str_is(name, "easter")) return read_numbers(at, end, ' ', n, 1) && set_feast(when, FT_FEAST_EASTER, n);
    if (!read_numbers(at, end, ' ', n, 1)) return false;
    if (ft_str_is(name, "add")) {
        when->add += n[0];
        return true;
    }
    if (n[0] < 1 || n[0] > 366) return false;
    if (ft_str_is(name, "days"))
        when->days = n[0];
    else if (ft_str_is(name, "count"))
        when->count = n[0];
    else
        return false;
    return true;
}

static bool set_mod(ft_when *when, ft_mod mod) {
    if (when->mod && when->mod != mod) return false;
    when->mod = mod;
    return true;
}

static bool apply_word(fintag_str word, ft_when *when) {
    static const struct {
        const char *name;
        uint32_t flag;
    } flags[] = {{"since", FT_WORD_SINCE},   {"until", FT_WORD_UNTIL},     {"before", FT_WORD_BEFORE},
                 {"after", FT_WORD_AFTER},   {"from", FT_WORD_FROM},       {"past", FT_WORD_PAST},
                 {"future", FT_WORD_FUTURE}, {"first", FT_WORD_FIRST},     {"last", FT_WORD_LAST},
                 {"ago", FT_WORD_AGO},       {"later", FT_WORD_LATER},     {"says", FT_WORD_SAYS},
                 {"event", FT_WORD_EVENT},   {"results", FT_WORD_RESULTS}, {"contract", FT_WORD_CONTRACT}};
    static const struct {
        const char *name;
        ft_mod mod;
    } mods[] = {{"start", FT_MOD_START},
                {"mid", FT_MOD_MID},
                {"end", FT_MOD_END},
                {"early", FT_MOD_EARLY},
                {"late", FT_MOD_LATE}};
    static const char *const sides[] = {"prev", "", "next", "this"};
    static const int32_t none[3];
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (ft_str_is(word, flags[i].name)) return when->flags |= flags[i].flag, true;
    for (size_t i = 0; i < sizeof mods / sizeof *mods; i++)
        if (ft_str_is(word, mods[i].name)) return set_mod(when, mods[i].mod);
    for (int i = 0; i < 4; i++)
        if (i != 1 && ft_str_is(word, sides[i])) return when->side = (int8_t)(i - 1), true;
    if (ft_str_is(word, "am") || ft_str_is(word, "pm")) return when->meridiem = word.ptr[0] == 'a' ? 1 : 2, true;
    if (ft_str_is(word, "lunar")) return when->lunar = true;
    if (ft_str_is(word, "leap")) return when->leap = true;
    if (ft_str_is(word, "fiscal")) return when->fiscal = true;
    if (ft_str_is(word, "same")) return when->same = true;
    if (ft_str_is(word, "around")) return when->around = true;
    if (ft_str_is(word, "rest")) return when->rest = true;
    if (ft_str_is(word, "eve")) return set_feast(when, FT_FEAST_EVE, none);
    if (ft_str_is(word, "qingming")) return set_feast(when, FT_FEAST_QINGMING, none);
    return false;
}

static bool apply_atom(fintag_str atom, ft_when *when) {
    size_t len = 0;
    while (len < atom.len && atom.ptr[len] >= 'a' && atom.ptr[len] <= 'z') len++;
    if (len == atom.len) return apply_word(atom, when);
    fintag_str name = {atom.ptr, len};
    const char *at = atom.ptr + len, *end = atom.ptr + atom.len;
    ft_time_unit unit = ft_time_unit_parse(name);
    if (unit) return apply_unit(unit, at, end, when);
    return *at == '=' && apply_valued(name, at + 1, end, when);
}

bool ft_expr_apply(fintag_str expr, ft_when *when) {
    for (size_t at = 0; at < expr.len;) {
        size_t end = at;
        while (end < expr.len && expr.ptr[end] != ' ') end++;
        if (end > at && !apply_atom((fintag_str){expr.ptr + at, end - at}, when)) return false;
        at = end + 1;
    }
    return true;
}
