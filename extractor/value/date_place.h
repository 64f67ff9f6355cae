/* From what a date says to where it lies on the calendar. */
#ifndef FT_DATE_PLACE_H
#define FT_DATE_PLACE_H

#include "value/date_expr.h"

enum { FT_TENSE_AHEAD = 2, FT_TENSE_NEARER = 3, FT_TENSE_RESULTS = -2 };

/* What a date is counted from. */
typedef struct {
    bool has_now;  /* the publication time is known */
    int64_t today; /* its day, since 1970 */
    int64_t now;   /* its second */
    int tense;  /* -1 the text looks back (FT_TENSE_RESULTS on what came of it), 1 forward, FT_TENSE_AHEAD only forward,
                   0 does not say */
    bool alone; /* the line says nothing else: a bare 八月 looks back */
    bool event; /* the clause names what is known before it takes place; English does not tell */
    bool toward; /* 排至年底, 年底前: it is led up to */
    bool since;  /* 9月以来, since September: it has begun, whatever the text looks forward to */
    bool begins; /* 5月起, 周五公布，预计…: may lie ahead as well as behind: the nearer one is meant */
    /* dates named before: index of the unit (years, months from year 0, days); has_ says that there is one */
    bool has_year, has_quarter, has_month, has_week, has_day;
    int64_t year, quarter, month, week, day;
    /* year that the same sentence named, for months and quarters without one */
    bool has_sentence_year;
    int32_t sentence_year, sentence_month; /* 0: no month with it */
    int64_t sentence_end; /* 2023年上半年…，下半年: where what it named of that year, a quarter or half, ends; a day */
    /* day that a time without one belongs to */
    bool has_clock_day;
    int64_t clock_day;
} ft_anchor;

/* A place on the calendar. Moments are seconds since 1970 on the clock of the text. */
typedef struct {
    bool known;
    int64_t from, until;
    int64_t base;       /* begin of the unit that TIMEX names; differs from `from` in 2021年底 */
    ft_time_unit level; /* that unit */
    ft_time_unit grain;
    ft_mod mod;
    char part[3];
    int32_t days;                  /* > 1: a feast's holidays, so many days */
    const char *calendar, *anchor; /* static, or NULL */
    ft_zone zone;
    fintag_str timex; /* when it is not known: with X for what is missing */
} ft_placed;

/* Place one end. NULL, or the reason why there is no such date. */
const char *ft_date_place(ft_arena *arena, const ft_when *when, const ft_anchor *anchor, ft_placed *out);
/* The unit of the calendar that holds `moment`. */
void ft_unit_around(ft_time_unit unit, int64_t moment, int64_t *from, int64_t *until);

/* date_frame.c: a stretch of the calendar named by year, month ... day. */
typedef struct {
    bool known;
    int64_t from, until; /* days */
    int64_t base;
    ft_time_unit level, grain;
    ft_mod mod;
    int32_t days;
} ft_frame;
const char *ft_frame_find(const ft_when *when, const ft_anchor *anchor, ft_frame *out);

/* date_part.c: a frame of days from..until; months since year 0 of a day. */
void ft_frame_set(ft_frame *frame, ft_time_unit level, int64_t from, int64_t until);
int64_t ft_month_index(int64_t days);
/* Narrow a frame to its first, middle or last part. */
void ft_frame_narrow(ft_frame *frame, ft_mod mod);
/* Take the n-th unit of a frame. NULL, or why it has none. */
const char *ft_frame_take_nth(ft_frame *frame, const ft_nth *nth);
/* The day behind so many units that begin on day `from`. */
int64_t ft_units_end(ft_time_unit unit, int64_t from, int32_t count);

#endif
