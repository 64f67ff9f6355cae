/* What the words of a date say, before it is known which day that is. Private to the date files.
 *
 * The dictionaries say it in a small language, column `expr`: atoms between blanks, all of which hold together.
 *
 *   UNIT=N            the N-th, by its calendar number      year=2008  month=10  quarter=3  weekday=5  hour=12
 *   UNIT+N UNIT-N     counted from publication              day-1 (昨天)  week+1 (下周)  month+0 (本月)
 *   UNIT?+N           the same, when the words before do not name one    year?+0 (年底, but 2021年年底)
 *   UNIT@+N UNIT@-N   counted from the date last named      day@+1 (次日)  year@+0 (同年)
 *   part=XX:F-U       part of the day, hours F to U         part=NI:18-30 (夜)
 *   start mid end     first, middle or last part of what is named beside: a month of a year, ten days of a month
 *   early late        first or last third of it
 *   am pm             which half of the day an hour of the clock is in
 *   prev next this    of the period before, after, at hand, for the name that follows (last June)
 *   lunar leap        month and day are those of the lunar calendar; of its leap month
 *   lunar=M-D eve qingming nth=M/W/N easter=N    the day of a feast: lunar date, last day of the lunar year, 清明, N-th
 *                     weekday W of month M (negative: from its end), N days after Easter Sunday
 *   add=N days=N      that many days later; so many days long
 *   count=N           so many of the unit in a row (今明两年)
 *   fiscal            of a financial year
 *   same              the same period of that year (去年同期)
 *   around            the week that holds the day (the week of April 10th)
 *   rest              what is left of it (the rest of the year)
 *   since until before after from by    what a word before or behind a date does to its ends
 *   past future       how a word turns a date that names no year; of a span, before or after publication
 *   says              what follows is said then, and no part of the clause (宣布)
 *   event             what takes place on a date that is known before (公布)
 *   results           what is known of a period when it is over (净利)
 *   contract          what is delivered in the month named right before it (December corn)
 *   first last        of a span: its place in the period named beside it
 *   ago later         how a length moves a moment
 *
 * Units: century decade year half quarter season month halfmonth tenday week weekend weekday day hour minute second
 * workday session (a trading day). */
#ifndef FT_DATE_EXPR_H
#define FT_DATE_EXPR_H

#include "value/value.h"

/* From century to second the order is that of containment. */
typedef enum {
    FT_T_NONE,
    FT_T_CENTURY,
    FT_T_DECADE,
    FT_T_YEAR,
    FT_T_HALF,
    FT_T_SEASON,
    FT_T_QUARTER,
    FT_T_MONTH,
    FT_T_HALFMONTH,
    FT_T_TENDAY,
    FT_T_WEEK,
    FT_T_WEEKEND,
    FT_T_WEEKDAY,
    FT_T_DAY,
    FT_T_PART,
    FT_T_HOUR,
    FT_T_MINUTE,
    FT_T_SECOND,
    FT_T_WORKDAY, /* not Saturday, Sunday or a public holiday */
    FT_T_SESSION, /* a trading day */
    FT_T_COUNT
} ft_time_unit;

typedef enum { FT_UNSAID, FT_SAID, FT_FROM_NOW, FT_FROM_NAMED } ft_how;

typedef struct {
    int32_t value; /* a calendar number, or a count of units from now or from the date last named */
    ft_how how;
} ft_said;

typedef enum { FT_MOD_NONE, FT_MOD_START, FT_MOD_MID, FT_MOD_END, FT_MOD_EARLY, FT_MOD_LATE } ft_mod;
typedef enum {
    FT_FEAST_NONE,
    FT_FEAST_LUNAR,
    FT_FEAST_EVE,
    FT_FEAST_QINGMING,
    FT_FEAST_NTH,
    FT_FEAST_EASTER
} ft_feast_kind;

/* A day that is not the same one of every year; together with month and day unsaid. */
typedef struct {
    ft_feast_kind kind;
    int32_t a, b, c;
} ft_feast;

/* The n-th unit of what contains it, from the end when n is negative; `count` of them in a row. */
typedef struct {
    ft_time_unit unit;
    int32_t n, count, weekday;
} ft_nth;

typedef enum { FT_SUMMER_NONE, FT_SUMMER_US, FT_SUMMER_EU, FT_SUMMER_AU } ft_summer;

/* A zone that the text names. */
typedef struct {
    bool said;
    int16_t minutes;  /* east of UTC, winter time */
    ft_summer summer; /* whose rule for summer time holds there */
} ft_zone;

/* One end of a date. */
typedef struct {
    ft_said said[FT_T_COUNT];
    char part[3];                  /* TIMEX code of the part of day */
    int16_t part_from, part_until; /* minutes of the day */
    ft_mod mod;
    ft_feast feast;
    ft_nth nth;
    int32_t count;     /* so many units in a row; 0 is one */
    int32_t add, days; /* days later; length in days of a feast's holidays */
    int8_t side;       /* last (-1) or next (+1) before a name; this is 2 */
    int8_t meridiem;   /* 1 am, 2 pm */
    bool fiscal, lunar, leap, same, trading, around, rest;
    bool hours;     /* figures without a unit are hours */
    bool has_loose; /* a figure without its unit: 1 in 1至2月 */
    int32_t loose;
    ft_zone zone;
    uint32_t flags; /* FT_WORD_ bits of the words that only bear on the whole */
} ft_when;

enum {
    FT_WORD_SINCE = 1,
    FT_WORD_UNTIL = 2,
    FT_WORD_BEFORE = 4,
    FT_WORD_AFTER = 8,
    FT_WORD_FROM = 16,
    FT_WORD_PAST = 32,
    FT_WORD_FUTURE = 64,
    FT_WORD_FIRST = 128,
    FT_WORD_LAST = 256,
    FT_WORD_AGO = 512,
    FT_WORD_LATER = 1024,
    FT_WORD_SAYS = 2048,
    FT_WORD_EVENT = 4096,
    FT_WORD_RESULTS = 8192,
    FT_WORD_CONTRACT = 16384
};

/* Add what an expression says. False when it contradicts what was said before, or is no expression. */
bool ft_expr_apply(fintag_str expr, ft_when *when);
/* Say that `unit` is the N-th. False when another one was said. */
bool ft_when_say(ft_when *when, ft_time_unit unit, ft_how how, int64_t value);
/* "month" -> FT_T_MONTH; FT_T_NONE when there is no such unit. */
ft_time_unit ft_time_unit_parse(fintag_str name);
/* As the output writes a grain: "daypart", "tenday". */
fintag_str ft_grain_name(ft_time_unit unit);
static inline bool ft_when_has(const ft_when *when, ft_time_unit unit) {
    return when->said[unit].how != FT_UNSAID;
}
/* The finest unit that was said, FT_T_NONE when none was. */
ft_time_unit ft_when_finest(const ft_when *when);

#endif
