/* What the feeds of search engines share: times with a zone, ranges, the article's own fields, facets. */
#ifndef FT_FEED_H
#define FT_FEED_H

#include "cli/sinks.h"
#include "sink/stream.h"

enum { FT_FEED_TIME = 64 };

/* The time with its zone, made in `room`: a date alone is its first moment, and a time without a zone gets `zone`.
 * Absent when there is no zone to give. */
fintag_str ft_feed_time(const ft_zone *zone, fintag_str time, char room[FT_FEED_TIME]);
/* Seconds since 1970, a decimal, of a time with a zone. */
fintag_str ft_feed_seconds(fintag_str zoned, char room[FT_FEED_TIME]);

/* Refuse an article with a time that has no zone while none is given: engines would take it for UTC, or for the zone of
 * the machine. */
fintag_status ft_feed_check(ft_sink *sink, const fintag_doc *doc);

/* The interval of a date with zones, made in `rooms`; an open end is absent. False when both ends are open or absent.
 */
typedef struct {
    fintag_str from, until;
    char rooms[2][FT_FEED_TIME];
} ft_interval;
bool ft_feed_interval(const ft_zone *zone, const fintag_time *time, ft_interval *interval);

/* What a figure leaves possible: 21 is [21, 21], more than 20 is (20, ...). An absent bound is open. False when there
 * is no figure, or one that no number satisfies. */
typedef struct {
    fintag_str low, high; /* decimals */
    bool above, below;    /* the bound itself is not in */
} ft_bounds;
bool ft_feed_bounds(const fintag_figure *figure, fintag_approx approx, ft_bounds *bounds);

/* Members "id" to "tags" into an open object, "published" with its zone. */
void ft_feed_article(ft_stream *out, const ft_zone *zone, const fintag_article *article);
/* Members with lists of distinct names, in order of first mention: company, company_id, ticker, organization, index,
 * currency, unit. */
fintag_status ft_feed_facets(ft_stream *out, const fintag_doc *doc);
/* An article that failed, as a document: id, status, path, error. The object stays open. */
void ft_feed_failure(ft_stream *out, const fintag_error *error, fintag_str id, fintag_str path);
/* The id of a failed article; one made of the place when it has none, for forms that must have one. */
enum { FT_FEED_ID = 32 };
fintag_str ft_feed_failure_id(const fintag_error *error, fintag_str id, char room[FT_FEED_ID]);
/* The line with the action of a bulk request; the document's follows. */
void ft_bulk_action(ft_stream *out, fintag_str id);
/* `failure` of the forms that are bulk requests. */
fintag_status ft_bulk_failure(ft_sink *sink, const fintag_error *error, fintag_str id, fintag_str path);

#endif
