#include "cli/feed.h"

#include <stdio.h>
#include <string.h>

#include "base/decimal.h"
#include "base/error.h"
#include "sink/value.h"

enum { DATE = 10 }; /* YYYY-MM-DD */

static bool has_zone(fintag_str time) {
    if (time.len <= DATE) return false;
    char last = time.ptr[time.len - 1], sign = time.len > DATE + 6 ? time.ptr[time.len - 6] : 0;
    return last == 'Z' || ((sign == '+' || sign == '-') && time.ptr[time.len - 3] == ':');
}

fintag_str ft_feed_time(const ft_zone *zone, fintag_str time, char room[FT_FEED_TIME]) {
    static const char midnight[] = "T00:00:00";
    if (has_zone(time)) return time;
    bool alone = time.len == DATE;
    if (!zone->given || time.len < DATE || time.len + sizeof midnight + 6 > FT_FEED_TIME) return (fintag_str){0};
    int minutes = ft_zone_offset(zone, time);
    unsigned distance = (unsigned)(minutes < 0 ? -minutes : minutes);
    int len = snprintf(room, FT_FEED_TIME, "%.*s%s%c%02u:%02u", (int)time.len, time.ptr, alone ? midnight : "",
                       minutes < 0 ? '-' : '+', distance / 60 % 100, distance % 60);
    return (fintag_str){room, (size_t)len};
}

/* The number that `count` digits spell. */
static long long number(const char *digits, int count) {
    long long value = 0;
    for (int i = 0; i < count; i++) value = value * 10 + (digits[i] - '0');
    return value;
}

/* Days since 1970-01-01, proleptic Gregorian. Years begin in March here, so that leap days come last. */
static long long days(long long year, long long month, long long day) {
    if (month < 3) year--;
    long long era = year >= 0 ? year / 400 : (year - 399) / 400;
    long long of_era = year - era * 400;
    long long of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

fintag_str ft_feed_seconds(fintag_str zoned, char room[FT_FEED_TIME]) {
    const char *s = zoned.ptr;
    if (zoned.len < sizeof "YYYY-MM-DDThh:mmZ" - 1) return (fintag_str){0};
    bool has_seconds = s[16] == ':';
    long long seconds = days(number(s, 4), number(s + 5, 2), number(s + 8, 2)) * 86400 + number(s + 11, 2) * 3600 +
                        number(s + 14, 2) * 60 + (has_seconds ? number(s + 17, 2) : 0);
    const char *zone = s + zoned.len - 1;
    if (*zone != 'Z') {
        zone = s + zoned.len - 6;
        long long east = number(zone + 1, 2) * 3600 + number(zone + 4, 2) * 60;
        seconds += *zone == '-' ? east : -east;
    }
    /* A fraction before 1970 would have to be counted from the other side: such a time is cut to its second. */
    const char *fraction = has_seconds && s[19] == '.' && seconds >= 0 ? s + 19 : zone;
    int len = snprintf(room, FT_FEED_TIME, "%lld%.*s", seconds, (int)(zone - fraction), fraction);
    return (fintag_str){room, len < FT_FEED_TIME ? (size_t)len : FT_FEED_TIME - 1};
}

static bool is_known(const ft_zone *zone, fintag_str time) {
    return !time.len || zone->given || has_zone(time);
}

fintag_status ft_feed_check(ft_sink *sink, const fintag_doc *doc) {
    size_t count;
    const fintag_entity *entities = fintag_doc_entities(doc, &count);
    bool known = is_known(&sink->zone, fintag_doc_article(doc)->published);
    for (size_t i = 0; i < count && known; i++) {
        if (entities[i].type != FINTAG_DATE) continue;
        const fintag_time *time = &entities[i].value.time;
        known = is_known(&sink->zone, time->from) && is_known(&sink->zone, time->until);
    }
    if (known) return FINTAG_OK;
    return ft_fail(sink->error, FINTAG_EINPUT,
                   "its times have no zone, which an index must know: give one, such as --tz +08:00");
}

bool ft_feed_interval(const ft_zone *zone, const fintag_time *time, ft_interval *interval) {
    *interval = (ft_interval){0};
    if (!time->has_interval) return false;
    if (time->from.len) interval->from = ft_feed_time(zone, time->from, interval->rooms[0]);
    if (time->until.len) interval->until = ft_feed_time(zone, time->until, interval->rooms[1]);
    return interval->from.len || interval->until.len;
}

bool ft_feed_bounds(const fintag_figure *figure, fintag_approx approx, ft_bounds *bounds) {
    ft_decimal low, high;
    *bounds = (ft_bounds){.low = figure->min, .high = figure->max};
    if (figure->number.len) bounds->low = bounds->high = figure->number;
    if (!bounds->low.len || !bounds->high.len) return false;
    if (!ft_decimal_parse(bounds->low, &low) || !ft_decimal_parse(bounds->high, &high)) return false;
    if (ft_decimal_cmp(low, high) > 0) return false;
    if (approx == FINTAG_AT_LEAST || approx == FINTAG_MORE_THAN) bounds->high = (fintag_str){0};
    if (approx == FINTAG_AT_MOST || approx == FINTAG_LESS_THAN) bounds->low = (fintag_str){0};
    bounds->above = approx == FINTAG_MORE_THAN && figure->number.len;
    bounds->below = approx == FINTAG_LESS_THAN && figure->number.len;
    return true;
}

static void string(ft_stream *out, const char *key, fintag_str text) {
    ft_stream_key(out, key, strlen(key));
    ft_stream_string(out, text);
}

void ft_feed_article(ft_stream *out, const ft_zone *zone, const fintag_article *article) {
    char room[FT_FEED_TIME];
    string(out, "id", article->id);
    FT_MEMBER(out, "source_id", article->source_id);
    string(out, "status", FINTAG_STR("ok"));
    string(out, "path", article->path);
    string(out, "format", article->format);
    string(out, "title", article->title.len ? article->title : (fintag_str){0});
    string(out, "published", article->published.len ? ft_feed_time(zone, article->published, room) : (fintag_str){0});
    string(out, "lang", article->lang);
    string(out, "url", article->url);
    string(out, "media", article->media);
    string(out, "author", article->author);
    ft_write_tags(out, article);
}

void ft_feed_failure(ft_stream *out, const fintag_error *error, fintag_str id, fintag_str path) {
    string(out, "id", id);
    string(out, "status", FINTAG_STR("error"));
    string(out, "path", path);
    string(out, "error", (fintag_str){error->message, strnlen(error->message, sizeof error->message)});
}

fintag_str ft_feed_failure_id(const fintag_error *error, fintag_str id, char room[FT_FEED_ID]) {
    if (id.len) return id;
    int len = snprintf(room, FT_FEED_ID, "error-at-%lld", (long long)(error->at < 0 ? 0 : error->at));
    return (fintag_str){room, (size_t)len};
}
