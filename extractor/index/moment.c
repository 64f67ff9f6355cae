#include "index/moment.h"

#include <time.h>

static bool digits(fintag_str text, size_t at, size_t count, int *out) {
    *out = 0;
    if (at + count > text.len) return false;
    for (size_t i = at; i < at + count; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') return false;
        *out = *out * 10 + (text.ptr[i] - '0');
    }
    return true;
}

static void read_zone(fintag_str text, size_t at, ft_instant *instant) {
    int hours, minutes;
    if (at < text.len && text.ptr[at] == '.')
        for (at++; at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9';) at++;
    if (at >= text.len) return;
    if (text.ptr[at] == 'Z') {
        instant->has_zone = true;
    } else if ((text.ptr[at] == '+' || text.ptr[at] == '-') && digits(text, at + 1, 2, &hours) &&
               digits(text, at + 4, 2, &minutes)) {
        instant->has_zone = true;
        instant->zone = (text.ptr[at] == '-' ? -60 : 60) * (hours * 60 + minutes);
        instant->epoch -= instant->zone;
    }
}

bool ft_instant_read(fintag_str text, ft_instant *instant) {
    struct tm tm = {0};
    int year, month;
    *instant = (ft_instant){0};
    if (!digits(text, 0, 4, &year) || !digits(text, 5, 2, &month) || !digits(text, 8, 2, &tm.tm_mday)) return false;
    size_t at = 10;
    if (digits(text, 11, 2, &tm.tm_hour) && digits(text, 14, 2, &tm.tm_min)) {
        at = 16;
        if (text.len > 16 && text.ptr[16] == ':' && digits(text, 17, 2, &tm.tm_sec)) at = 19;
    }
    tm.tm_year = year - 1900;
    tm.tm_mon = month - 1;
    struct tm carried = tm;
    instant->epoch = timegm(&carried);
    if (carried.tm_mon != tm.tm_mon || carried.tm_mday != tm.tm_mday) return false; /* 31 February */
    read_zone(text, at, instant);
    return true;
}

static void put(char *out, size_t count, int value) {
    while (count) {
        out[--count] = (char)('0' + value % 10);
        value /= 10;
    }
}

size_t ft_instant_text(ft_instant instant, char out[static FT_INSTANT_TEXT]) {
    struct tm tm;
    time_t epoch = instant.epoch;
    if (!gmtime_r(&epoch, &tm) || tm.tm_year < -1900 || tm.tm_year > 9999 - 1900) return 0;
    for (const char *form = "0000-00-00T00:00:00", *at = form; *at; at++) out[at - form] = *at;
    put(out, 4, tm.tm_year + 1900);
    put(out + 5, 2, tm.tm_mon + 1);
    put(out + 8, 2, tm.tm_mday);
    put(out + 11, 2, tm.tm_hour);
    put(out + 14, 2, tm.tm_min);
    put(out + 17, 2, tm.tm_sec);
    if (instant.has_zone) out[19] = 'Z';
    return instant.has_zone ? 20 : 19;
}
