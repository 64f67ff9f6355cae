/* What value functions may know of the article. */
#include "engine/doc.h"

static bool read_digits(fintag_str text, size_t at, size_t count, int32_t *out) {
    *out = 0;
    if (at + count > text.len) return false;
    for (size_t i = at; i < at + count; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') return false;
        *out = *out * 10 + (text.ptr[i] - '0');
    }
    return true;
}

/* The offset after the seconds and their fraction. */
static void read_zone(fintag_str text, size_t at, ft_moment *moment) {
    if (at < text.len && text.ptr[at] == '.')
        for (at++; at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9';) at++;
    if (at >= text.len) return;
    int32_t hours = 0, minutes = 0;
    char sign = text.ptr[at];
    moment->has_zone = sign == 'Z' || (read_digits(text, at + 1, 2, &hours) && read_digits(text, at + 4, 2, &minutes));
    if (moment->has_zone) moment->zone = (int16_t)((sign == '-' ? -1 : 1) * (hours * 60 + minutes));
}

/* ISO 8601 as article readers write it: date, or date T time, with or without offset. */
static bool read_moment(fintag_str text, ft_moment *moment) {
    int32_t year, month, day, hour, minute, second = 0;
    *moment = (ft_moment){0};
    if (!read_digits(text, 0, 4, &year) || !read_digits(text, 5, 2, &month) || !read_digits(text, 8, 2, &day))
        return false;
    if (month < 1 || month > 12 || day < 1 || day > 31) return false;
    *moment = (ft_moment){.year = year, .month = (int8_t)month, .day = (int8_t)day};
    if (!read_digits(text, 11, 2, &hour) || !read_digits(text, 14, 2, &minute)) return true;
    read_digits(text, 17, 2, &second);
    moment->has_time = true;
    moment->hour = (int8_t)hour;
    moment->minute = (int8_t)minute;
    moment->second = (int8_t)second;
    read_zone(text, 19, moment);
    return true;
}

/* First unit of the text field: the unit of the code point after the title and its line end. */
static uint32_t body_unit(const fintag_doc *doc) {
    uint64_t points = 0;
    for (uint32_t i = 0; i < doc->article.body; i++)
        points += ((unsigned char)doc->article.shown.ptr[i] & 0xC0) != 0x80;
    const ft_offmap *map = &doc->folded.points;
    for (size_t i = 0; i < map->count; i++) {
        const ft_run *run = &map->runs[i];
        uint32_t len = (i + 1 < map->count ? map->runs[i + 1].out : map->out_len) - run->out;
        if (run->in >= points) return run->out;
        if (points < run->in + run->in_len) return run->out + (len == run->in_len ? (uint32_t)(points - run->in) : len);
    }
    return map->out_len;
}

/* The usage that unmarked amounts follow in a text of traditional characters. */
static ft_region traditional_region(const fintag_doc *doc) {
    enum { LOOK = 3000 };
    unsigned hk = 0, tw = 0;
    for (uint32_t at = 0; at < doc->folded.count && at < LOOK; at++) {
        uint32_t len;
        ft_ustr rest = {doc->folded.unit + at, doc->folded.count - at};
        const ft_row *row = ft_dict_longest(doc->rules, FT_CLASS_regionword, rest, &len);
        if (!row) continue;
        fintag_str region = ft_row_get(doc->rules, row, FT_COL_region);
        if (ft_str_is(region, "HK"))
            hk++;
        else if (ft_str_is(region, "TW"))
            tw++;
        at += len - 1;
    }
    return tw > hk ? FT_REGION_TW : FT_REGION_HK;
}

void ft_context_fill(fintag_doc *doc, const fintag_tag_options *options) {
    const fintag_article *meta = &doc->article.meta;
    ft_context *context = &doc->context;
    *context = (ft_context){.rules = doc->rules,
                            .arena = &doc->arena,
                            .text = &doc->folded,
                            .body = body_unit(doc),
                            .traditional = ft_str_is(meta->lang, "zh-Hant"),
                            .english = ft_str_is(meta->lang, "en"),
                            .numbers = options->numbers};
    context->has_published = meta->published.ptr && read_moment(meta->published, &context->published);
    context->region = context->traditional ? traditional_region(doc) : context->english ? FT_REGION_US : FT_REGION_CN;
}
