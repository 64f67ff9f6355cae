/* A date expression as a whole: what a match says, then its value. Private to the date files. */
#ifndef FT_DATE_SHAPE_H
#define FT_DATE_SHAPE_H

#include "value/date.h"
#include "value/date_length.h"
#include "value/date_place.h"

typedef enum {
    FT_SHAPE_POINT,   /* one end, open or not: 4月10日, 截至3月31日 */
    FT_SHAPE_RANGE,   /* two ends: 10月8日至12日 */
    FT_SHAPE_LENGTH,  /* 数十小时 */
    FT_SHAPE_ROLLING, /* a length before, after or within something: 近三年, 前三季度 */
    FT_SHAPE_SHIFT,   /* a length away from something: 三天前, 2 weeks after 13 May */
    FT_SHAPE_SET      /* 每季度, 每周一 */
} ft_date_shape;

struct ft_date {
    fintag_time out;
    ft_date_shape shape;
    uint32_t flags; /* FT_WORD_ bits: which side is open, which way a length goes */
    ft_when *a, *b; /* ends; the base of a shift, the container of a span; NULL: none */
    ft_length *length;
    bool shared_a, shared_b; /* the year of this end is the other one's */
};

/* One placed date, or a range of two. */
typedef struct {
    ft_placed first, last;
    bool range;
} ft_placed_pair;

/* date_share.c: let the ends of a range complete each other. NULL, or why they do not fit. */
const char *ft_date_share(const ft_context *context, ft_date *date);

/* Whether a weekday is named right behind another one, and is of its week. */
bool ft_date_follows_weekday(const ft_context *context, const ft_when *last, uint32_t last_end, const ft_when *when,
                             uint32_t begin);

/* Whether both name the same day, in the same words. */
bool ft_same_day(const ft_when *a, const ft_when *b);

/* date_fill.c: from places to what is reported. */
void ft_date_fill_point(const ft_context *context, ft_date *date, const ft_placed *placed);
const char *ft_date_fill_range(const ft_context *context, ft_date *date, const ft_placed *first, const ft_placed *last);
void ft_date_fill_open(const ft_context *context, ft_date *date, const ft_placed *placed);
void ft_date_fill_length(const ft_context *context, ft_date *date);
void ft_date_fill_set(const ft_context *context, ft_date *date);

/* date_span.c: rolling spans and shifts. NULL, or why there is none. */
const char *ft_date_span(const ft_context *context, ft_date *date, const ft_anchor *anchor, ft_placed_pair *out);
const char *ft_date_shift(const ft_context *context, ft_date *date, const ft_anchor *anchor, ft_placed_pair *out);

/* date_move.c: the same period so many months later. */
void ft_date_move_period(ft_placed *placed, int64_t months);

/* date_tense.c: whether the words around a stretch look back (-1) or forward (1), or mean the nearest; day: it is a
 * day, or less. */
int ft_date_tense(const ft_context *context, uint32_t begin, uint32_t end, bool day);
/* Whether the clause names what is known before it takes place: 召开. */
bool ft_date_of_event(const ft_context *context, uint32_t begin, uint32_t end);
/* Whether the line says next to nothing but the date. */
bool ft_date_alone(const ft_context *context, uint32_t begin, uint32_t end);
/* What the words beside a length make of it: 约3小时, 5年期以上. */
fintag_approx ft_length_bound(const ft_context *context, uint32_t begin, uint32_t end);

#endif
