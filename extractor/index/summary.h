/* What the quantities and dates of an article come to, for filters: a few rows where the entities have dozens. */
#ifndef FT_SUMMARY_H
#define FT_SUMMARY_H

#include "base/arena.h"
#include "index/rows.h"

/* Of quantities and lengths of time that share unit and rate: the range that all of them span. */
typedef struct {
    ft_measured range;
    fintag_str per, unit;
} ft_measure;

/* Intervals of dates that overlap or touch, as one. */
typedef struct {
    int64_t from, until; /* INT64_MIN, INT64_MAX: open */
    int32_t zone;
} ft_period;

/* Gather them in the arena. Returns how many; *out is NULL when out of memory. */
size_t ft_summary_measures(ft_arena *arena, const fintag_doc *doc, ft_measure **out);
size_t ft_summary_periods(ft_arena *arena, const fintag_doc *doc, ft_period **out);

#endif
