/* RFC 822 dates, as RSS and HTTP write them. */
#include "source/ascii.h"
#include "source/published.h"

static void skip_spaces(fintag_str *text) {
    while (text->len && (ft_ascii_space(text->ptr[0]) || text->ptr[0] == ',')) text->ptr++, text->len--;
}

/* What stands before the next space or comma. */
static fintag_str next_word(fintag_str *text) {
    skip_spaces(text);
    fintag_str word = {text->ptr, 0};
    while (word.len < text->len && !ft_ascii_space(word.ptr[word.len]) && word.ptr[word.len] != ',') word.len++;
    text->ptr += word.len;
    text->len -= word.len;
    return word;
}

static bool number_of(fintag_str word, size_t low, size_t high, int *value) {
    *value = 0;
    if (word.len < low || word.len > high) return false;
    for (size_t i = 0; i < word.len; i++) {
        if (!ft_ascii_digit(word.ptr[i])) return false;
        *value = *value * 10 + (word.ptr[i] - '0');
    }
    return true;
}

static int month_of(fintag_str word) {
    static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    if (word.len < 3) return 0;
    for (int i = 0; i < 12; i++)
        if (ft_ascii_is((fintag_str){word.ptr, 3}, (char[]){months[i * 3], months[i * 3 + 1], months[i * 3 + 2], 0}))
            return i + 1;
    return 0;
}

/* The offset that a zone's name stands for; of CST nobody can tell which one is meant. */
static fintag_str zone_of(fintag_str word) {
    static const struct {
        const char *name, *offset;
    } zones[] = {{"z", "Z"},        {"ut", "Z"},       {"utc", "Z"},      {"gmt", "Z"},      {"est", "-05:00"},
                 {"edt", "-04:00"}, {"cdt", "-05:00"}, {"mst", "-07:00"}, {"mdt", "-06:00"}, {"pst", "-08:00"},
                 {"pdt", "-07:00"}, {"hkt", "+08:00"}, {"cst", ""}};
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++)
        if (ft_ascii_is(word, zones[i].name)) return (fintag_str){zones[i].offset, strlen(zones[i].offset)};
    return word;
}

fintag_str ft_published_mail(ft_arena *arena, fintag_str text) {
    int day, year;
    text = ft_ascii_trim(text);
    fintag_str word = next_word(&text);
    if (word.len && ft_ascii_letter(word.ptr[0])) word = next_word(&text); /* the day of the week */
    if (!number_of(word, 1, 2, &day)) return (fintag_str){0};
    int month = month_of(next_word(&text));
    fintag_str digits = next_word(&text);
    if (!month || !number_of(digits, 2, 4, &year)) return (fintag_str){0};
    if (digits.len < 4) year += digits.len == 3 || year >= 50 ? 1900 : 2000; /* RFC 2822 */
    fintag_str time = next_word(&text), zone = zone_of(next_word(&text));
    return ft_format(arena, "%04d-%02d-%02d%s%.*s%.*s", year, month, day, time.len ? "T" : "", (int)time.len,
                     time.len ? time.ptr : "", (int)zone.len, zone.len ? zone.ptr : "");
}
