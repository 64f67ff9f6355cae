#include "source/published.h"

#include <stdio.h>

#include "source/ascii.h"

typedef struct {
    fintag_str rest; /* what is not read yet */
    int year, month, day, hour, minute, second, zone;
    fintag_str fraction;
    bool has_time, has_zone, utc;
} reading;

static bool leap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static bool day_exists(int year, int month, int day) {
    static const char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1 || month < 1 || month > 12 || day < 1) return false;
    return day <= days[month - 1] + (month == 2 && leap(year));
}

static void skip(fintag_str *text, size_t len) {
    text->ptr += len;
    text->len -= len;
}

static void skip_spaces(fintag_str *text) {
    while (text->len && ft_ascii_space(text->ptr[0])) skip(text, 1);
}

/* Between low and high digits, and no further digit. */
static bool read_number(fintag_str *text, unsigned low, unsigned high, int *out) {
    unsigned count = 0;
    *out = 0;
    while (count < text->len && ft_ascii_digit(text->ptr[count])) {
        if (++count > high) return false;
        *out = *out * 10 + (text->ptr[count - 1] - '0');
    }
    if (count < low) return false;
    skip(text, count);
    return true;
}

static bool read_mark(fintag_str *text, const char *mark) {
    size_t len = strlen(mark);
    if (text->len < len || memcmp(text->ptr, mark, len) != 0) return false;
    skip(text, len);
    return true;
}

/* 2022-04-10, 2022/4/10, 2022.4.10, 2022年4月10日, 20220410. */
static bool read_day(reading *r) {
    static const char *const marks[][3] = {{"-", "-", ""}, {"/", "/", ""}, {".", ".", ""}, {"年", "月", "日"}};
    fintag_str start = r->rest;
    int run;
    if (read_number(&r->rest, 8, 8, &run)) {
        r->year = run / 10000;
        r->month = run / 100 % 100;
        r->day = run % 100;
        return day_exists(r->year, r->month, r->day);
    }
    r->rest = start;
    if (!read_number(&r->rest, 4, 4, &r->year)) return false;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (!read_mark(&r->rest, marks[i][0])) continue;
        return read_number(&r->rest, 1, 2, &r->month) && read_mark(&r->rest, marks[i][1]) &&
               read_number(&r->rest, 1, 2, &r->day) && read_mark(&r->rest, marks[i][2]) &&
               day_exists(r->year, r->month, r->day);
    }
    return false;
}

static void read_fraction(reading *r) {
    size_t len = 1;
    if (!r->rest.len || (r->rest.ptr[0] != '.' && r->rest.ptr[0] != ',')) return;
    while (len < r->rest.len && ft_ascii_digit(r->rest.ptr[len])) len++;
    if (len == 1) return;
    r->fraction = (fintag_str){r->rest.ptr + 1, len - 1};
    skip(&r->rest, len);
}

/* 10:46, 10:46:18, 10:46:18.250, 104618. */
static bool read_time(reading *r) {
    fintag_str start = r->rest;
    int run;
    r->has_time = true;
    if (read_number(&r->rest, 6, 6, &run)) {
        r->hour = run / 10000;
        r->minute = run / 100 % 100;
        r->second = run % 100;
    } else {
        r->rest = start;
        if (!read_number(&r->rest, 1, 2, &r->hour) || !read_mark(&r->rest, ":")) return false;
        if (!read_number(&r->rest, 2, 2, &r->minute)) return false;
        if (read_mark(&r->rest, ":") && !read_number(&r->rest, 2, 2, &r->second)) return false;
    }
    read_fraction(r);
    if (r->second == 60) r->second = 59; /* a leap second; what follows counts without them */
    return r->hour < 24 && r->minute < 60 && r->second < 60;
}

/* Z, UTC, GMT, +8, +08, +0800, +08:00. */
static bool read_zone(reading *r) {
    int hours, minutes = 0, sign = 1;
    skip_spaces(&r->rest);
    if (!r->rest.len) return true;
    r->has_zone = true;
    static const char *const names[] = {"Z", "z", "UTC", "GMT"};
    for (size_t i = 0; i < sizeof names / sizeof *names && !r->utc; i++) r->utc = read_mark(&r->rest, names[i]);
    if (r->utc && !r->rest.len) return true;
    r->utc = false;
    if (read_mark(&r->rest, "-") || read_mark(&r->rest, "−"))
        sign = -1;
    else if (!read_mark(&r->rest, "+"))
        return false;
    fintag_str start = r->rest;
    if (read_number(&r->rest, 4, 4, &hours)) {
        minutes = hours % 100;
        hours /= 100;
    } else {
        r->rest = start;
        if (!read_number(&r->rest, 1, 2, &hours)) return false;
        if (read_mark(&r->rest, ":") && !read_number(&r->rest, 2, 2, &minutes)) return false;
    }
    r->zone = sign * (hours * 60 + minutes);
    return minutes < 60 && hours * 60 + minutes <= 14 * 60 && !r->rest.len;
}

static fintag_str write_out(ft_arena *arena, const reading *r) {
    if (!r->has_time) return ft_format(arena, "%04d-%02d-%02d", r->year, r->month, r->day);
    enum { FRACTION_MAX = 9 };
    int fraction = r->fraction.len > FRACTION_MAX ? FRACTION_MAX : (int)r->fraction.len;
    char zone[16] = "";
    if (r->utc) {
        zone[0] = 'Z';
    } else if (r->has_zone) {
        int minutes = r->zone < 0 ? -r->zone : r->zone;
        snprintf(zone, sizeof zone, "%c%02d:%02d", r->zone < 0 ? '-' : '+', minutes / 60 % 100, minutes % 60);
    }
    return ft_format(arena, "%04d-%02d-%02dT%02d:%02d:%02d%s%.*s%s", r->year, r->month, r->day, r->hour, r->minute,
                     r->second, fraction ? "." : "", fraction, r->fraction.ptr ? r->fraction.ptr : "", zone);
}

fintag_str ft_published_read(ft_arena *arena, fintag_str text, ft_default_zone zone) {
    reading r = {.rest = ft_ascii_trim(text)};
    if (!read_day(&r)) {
        fintag_str iso = ft_published_mail(arena, text);
        return iso.ptr ? ft_published_read(arena, iso, zone) : iso;
    }
    bool mark = read_mark(&r.rest, "T") || read_mark(&r.rest, "t");
    skip_spaces(&r.rest);
    if (r.rest.len || mark) {
        if (!read_time(&r) || !read_zone(&r)) return (fintag_str){0};
    }
    if (r.has_time && !r.has_zone && zone.has_zone) {
        r.has_zone = true;
        r.zone = zone.zone;
    }
    return write_out(arena, &r);
}

fintag_str ft_published_epoch(ft_arena *arena, fintag_str digits) {
    int64_t value = 0;
    if (!digits.len || digits.len > 14) return (fintag_str){0};
    for (size_t i = 0; i < digits.len; i++) {
        if (!ft_ascii_digit(digits.ptr[i])) return (fintag_str){0};
        value = value * 10 + (digits.ptr[i] - '0');
    }
    int64_t seconds = digits.len > 11 ? value / 1000 : value;
    int64_t days = seconds / 86400, of_day = seconds % 86400;
    reading r = {.year = 1970, .month = 1, .has_time = true, .has_zone = true, .utc = true};
    const int64_t days_in_400_years = 146097;
    r.year += (int)(days / days_in_400_years) * 400;
    for (days %= days_in_400_years; days >= 365 + leap(r.year); r.year++) days -= 365 + leap(r.year);
    for (; !day_exists(r.year, r.month, (int)days + 1); r.month++) {
        int length = 28;
        while (day_exists(r.year, r.month, length + 1)) length++;
        days -= length;
    }
    r.day = (int)days + 1;
    r.hour = (int)(of_day / 3600);
    r.minute = (int)(of_day / 60 % 60);
    r.second = (int)(of_day % 60);
    return r.year > 9999 ? (fintag_str){0} : write_out(arena, &r);
}

size_t ft_published_prefix(fintag_str name) {
    int year, month, day;
    fintag_str rest = name;
    bool dated = read_number(&rest, 4, 4, &year) && read_mark(&rest, "-") && read_number(&rest, 2, 2, &month) &&
                 read_mark(&rest, "-") && read_number(&rest, 2, 2, &day) && read_mark(&rest, "-");
    return dated && day_exists(year, month, day) ? name.len - rest.len : 0;
}
