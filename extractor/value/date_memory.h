/* What the text named so far: which sentence a date is in, which year, month and day it may leave unsaid, which period
 * 同期 speaks of. Private to the date files. */
#ifndef FT_DATE_MEMORY_H
#define FT_DATE_MEMORY_H

#include "value/date_shape.h"

typedef struct {
    const ft_context *context;
    ft_anchor anchor;
    uint32_t read; /* text up to here was looked at for the ends of sentences */
    uint32_t sentence, paragraph;
    uint32_t named_sentence, year_sentence, quarter_sentence, month_sentence, week_sentence, day_sentence,
        day_paragraph;
    bool sentence_year_fine; /* that year was named with a month */
    int32_t sentence_year;
    int64_t sentence_end;
    ft_placed_pair period; /* the period or day that 同期 speaks of */
    bool has_period, period_is_day;
    uint32_t period_paragraph, period_sentence;
    ft_placed_pair report; /* the first month or more that was named: what the article is about */
    bool has_report;
    const ft_when *last; /* what the date before says, and where it ends */
    uint32_t last_end;
} ft_date_memory;

void ft_memory_begin(ft_date_memory *m, const ft_context *context);
/* Count sentences and paragraphs up to `at`. */
void ft_memory_read_to(ft_date_memory *m, uint32_t at);
/* What the sentence and the paragraph named, as anchors of the date that comes next. */
void ft_memory_set_anchors(ft_date_memory *m);
/* A date was named; also as the year of its sentence; as what 同期 speaks of; as the day of writing. */
void ft_memory_remember(ft_date_memory *m, const ft_placed *placed);
void ft_memory_remember_year(ft_date_memory *m, const ft_when *when, const ft_placed *placed, const ft_candidate *c);
void ft_memory_remember_period(ft_date_memory *m, const ft_placed_pair *pair);
void ft_memory_take_dateline(ft_date_memory *m, const ft_candidate *candidate, const ft_placed *placed);
/* 2月末…，较1月末增加: what is compared with is not what the text goes on to speak of. */
bool ft_memory_compared_with(const ft_date_memory *m, uint32_t at);

#endif
