#include "cli/zone.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/message.h"
#include "cli/suggest.h"

/* Zones of the markets that have kept one offset since 1992. They need no zone files on the machine. */
static const struct {
    const char *name;
    int minutes;
} fixed_zones[] = {{"UTC", 0},
                   {"Z", 0},
                   {"GMT", 0},
                   {"Etc/UTC", 0},
                   {"Asia/Shanghai", 480},
                   {"Asia/Chongqing", 480},
                   {"Asia/Hong_Kong", 480},
                   {"Asia/Macau", 480},
                   {"Asia/Taipei", 480},
                   {"Asia/Singapore", 480},
                   {"Asia/Kuala_Lumpur", 480},
                   {"Asia/Manila", 480},
                   {"Asia/Urumqi", 360},
                   {"Asia/Tokyo", 540},
                   {"Asia/Seoul", 540},
                   {"Asia/Bangkok", 420},
                   {"Asia/Ho_Chi_Minh", 420},
                   {"Asia/Jakarta", 420},
                   {"Asia/Kolkata", 330},
                   {"Asia/Dubai", 240},
                   {"PRC", 480},
                   {"Hongkong", 480},
                   {"Singapore", 480},
                   {"Japan", 540}};

/* Take `count` digits; -1 when they are not there. */
static int digits(const char **at, int count) {
    int value = 0;
    for (int i = 0; i < count; i++, (*at)++) {
        if (**at < '0' || **at > '9') return -1;
        value = value * 10 + (**at - '0');
    }
    return value;
}

/* +hh, +h, +hhmm, +hh:mm. */
static bool parse_offset(const char *text, int *minutes) {
    const char *at = text + 1;
    if (text[0] != '+' && text[0] != '-') return false;
    size_t len = strlen(at);
    int hours = digits(&at, len == 1 ? 1 : 2), rest = 0;
    if (hours < 0) return false;
    if (*at) {
        if (*at == ':') at++;
        rest = digits(&at, 2);
    }
    if (*at || rest < 0 || rest > 59 || hours * 60 + rest > 14 * 60) return false;
    *minutes = (text[0] == '-' ? -1 : 1) * (hours * 60 + rest);
    return true;
}

/* Only names below the folder of zones: TZ would also take other files. */
static bool is_zone_file(const char *name) {
    char path[256];
    if (!((name[0] >= 'A' && name[0] <= 'Z') || (name[0] >= 'a' && name[0] <= 'z')) || strstr(name, "..")) return false;
    int len = snprintf(path, sizeof path, "/usr/share/zoneinfo/%s", name);
    return len > 0 && (size_t)len < sizeof path && path[len - 1] != '/' && access(path, R_OK) == 0;
}

bool ft_zone_parse(const char *command, const char *text, ft_zone *zone) {
    ft_suggestion near = {.word = text, .len = strlen(text)};
    *zone = (ft_zone){.given = true, .fixed = true};
    if (parse_offset(text, &zone->minutes)) return true;
    for (size_t i = 0; i < sizeof fixed_zones / sizeof *fixed_zones; i++) {
        zone->minutes = fixed_zones[i].minutes;
        if (strcmp(fixed_zones[i].name, text) == 0) return true;
        ft_suggest(&near, fixed_zones[i].name);
    }
    zone->fixed = false;
    if (is_zone_file(text)) {
        if (setenv("TZ", text, 1) == 0) {
            tzset();
            return true;
        }
        ft_say_usage(command, "out of memory");
        return false;
    }
    if (near.best)
        ft_say_usage(command, "--tz: unknown zone '%s'; did you mean '%s'?", text, near.best);
    else
        ft_say_usage(command, "--tz: unknown zone '%s'; give an offset such as +08:00", text);
    return false;
}

/* Read `YYYY-MM-DD[Thh:mm[:ss]]` as far as it goes; *at is left behind it. */
static bool read_local(const char **at, struct tm *local) {
    int year = digits(at, 4);
    if (year < 0 || *(*at)++ != '-') return false;
    int month = digits(at, 2);
    if (month < 1 || month > 12 || *(*at)++ != '-') return false;
    int day = digits(at, 2);
    if (day < 1 || day > 31) return false;
    *local = (struct tm){.tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day, .tm_isdst = -1};
    if (**at != 'T' && **at != ' ') return true;
    ++*at;
    local->tm_hour = digits(at, 2);
    if (local->tm_hour < 0 || local->tm_hour > 23 || *(*at)++ != ':') return false;
    local->tm_min = digits(at, 2);
    if (local->tm_min < 0 || local->tm_min > 59) return false;
    if (**at != ':') return true;
    ++*at;
    local->tm_sec = digits(at, 2);
    return local->tm_sec >= 0 && local->tm_sec <= 60;
}

int ft_zone_offset(const ft_zone *zone, fintag_str local) {
    char text[32];
    struct tm moment;
    const char *at = text;
    if (zone->fixed || local.len >= sizeof text) return zone->minutes;
    if (local.len) memcpy(text, local.ptr, local.len);
    text[local.len] = 0;
    if (!read_local(&at, &moment)) return zone->minutes;
    struct tm found;
    /* A time that comes twice, when summer time ends, means the first; left to choose, libc would go by what it was
     * asked before. */
    for (int summer = 1; summer >= 0; summer--) {
        struct tm tried = moment;
        tried.tm_isdst = summer;
        time_t seconds = mktime(&tried);
        if (localtime_r(&seconds, &found) && found.tm_isdst == summer && found.tm_hour == moment.tm_hour &&
            found.tm_min == moment.tm_min)
            return (int)(found.tm_gmtoff / 60);
    }
    moment.tm_isdst = 0; /* a time that never was, when summer time begins */
    time_t seconds = mktime(&moment);
    return localtime_r(&seconds, &found) ? (int)(found.tm_gmtoff / 60) : zone->minutes;
}

bool ft_is_iso_time(const char *text) {
    struct tm moment;
    const char *at = text;
    int minutes;
    if (!read_local(&at, &moment)) return false;
    struct tm normal = moment;
    normal.tm_isdst = 0;
    if (normal.tm_sec > 59) normal.tm_sec = 59; /* a leap second */
    timegm(&normal);
    if (normal.tm_mday != moment.tm_mday || normal.tm_mon != moment.tm_mon) return false; /* 31 April */
    if (*at == '.') {
        at++;
        while (*at >= '0' && *at <= '9') at++;
    }
    if (!*at) return true;
    bool has_time = strchr(text, ':') != NULL;
    return has_time && ((*at == 'Z' && !at[1]) || (strlen(at) >= 5 && parse_offset(at, &minutes)));
}

bool ft_published_parse(const char *command, const char *text, const char **published) {
    *published = text;
    if (ft_is_iso_time(text)) return true;
    ft_say_usage(command, "--published: '%s' is no ISO 8601 time such as 2022-04-10T17:45:11+08:00", text);
    return false;
}
