/* A period moved by months: what 去年同期 makes of the one that was named. */
#include "value/civil.h"
#include "value/date_shape.h"

static void move_months(ft_placed *placed, int64_t months) {
    int64_t length = placed->until - placed->from;
    int64_t *moments[] = {&placed->from, &placed->until, &placed->base};
    for (int i = 0; i < 3; i++) {
        int64_t clock = ft_floor_mod(*moments[i], FT_DAY_SECONDS), day = ft_floor_div(*moments[i], FT_DAY_SECONDS);
        *moments[i] = ft_add_months(day, months) * FT_DAY_SECONDS + clock;
    }
    if (placed->level >= FT_T_WEEKEND)
        placed->until = placed->from + length; /* a day stays one, also about 29 February */
    placed->anchor = "same_period";
}

/* A period that ends with its month keeps doing so, whatever the month's length. */
void ft_date_move_period(ft_placed *placed, int64_t months) {
    int64_t weeks = placed->level == FT_T_WEEK ? 7 * FT_DAY_SECONDS : 0;
    if (!weeks) {
        move_months(placed, months);
        return;
    }
    int32_t year, week;
    ft_iso_week(ft_floor_div(placed->base, FT_DAY_SECONDS), &year, &week);
    int64_t start = ft_iso_week_start(year + (int32_t)(months / 12), week) * FT_DAY_SECONDS;
    placed->until += start - placed->base;
    placed->from += start - placed->base;
    placed->base = start;
    placed->anchor = "same_period";
}
