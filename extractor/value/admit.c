#include "value/admit.h"

#include "rule/pack.h"
#include "value/number.h"

bool ft_listed(fintag_str list, fintag_str word) {
    while (list.len && word.len) {
        const char *bar = memchr(list.ptr, '|', list.len);
        size_t part = bar ? (size_t)(bar - list.ptr) : list.len;
        if (part == word.len && memcmp(list.ptr, word.ptr, part) == 0) return true;
        if (!bar) return false;
        list.ptr += part + 1;
        list.len -= part + 1;
    }
    return false;
}

/* ---- Words around ------------------------------------------------------------------------------------------ */

static bool contains(ft_ustr text, ft_ustr word) {
    for (uint32_t i = 0; i + word.len <= text.len; i++)
        if (ft_ustr_starts((ft_ustr){text.ptr + i, text.len - i}, word)) return true;
    return false;
}

static bool contains_any(ft_ustr text, ft_ustr words) {
    for (uint32_t begin = 0, i = 0; i <= words.len; i++) {
        if (i < words.len && words.ptr[i] != '|') continue;
        if (contains(text, (ft_ustr){words.ptr + begin, i - begin})) return true;
        begin = i + 1;
    }
    return false;
}

bool ft_words_near(const ft_context *context, ft_stretch at, uint32_t before, uint32_t after, ft_ustr words) {
    const char16_t *text = context->text->unit;
    uint32_t begin = at.begin, end = at.end;
    while (begin && at.begin - begin < before && text[begin - 1] != '\n') begin--;
    while (end < context->text->count && end - at.end < after && text[end] != '\n') end++;
    return contains_any(ft_stretch_text(context, (ft_stretch){begin, at.begin}), words) ||
           contains_any(ft_stretch_text(context, (ft_stretch){at.end, end}), words);
}

static uint32_t reach(fintag_str cell) {
    uint32_t value = 0;
    for (size_t i = 0; i < cell.len && i < 4; i++) value = value * 10 + (uint32_t)(cell.ptr[i] - '0');
    return value;
}

static const ft_row *find_setting(const ft_context *context, ft_ustr name) {
    return ft_dict_find(context->rules, FT_CLASS_setting, name);
}

bool ft_setting_near(const ft_context *context, ft_stretch at, ft_ustr name) {
    for (const ft_row *row = find_setting(context, name); row; row = ft_row_next(context->rules, row)) {
        ft_ustr words = ft_fold_str(context->arena, ft_row_get(context->rules, row, FT_COL_words));
        if (ft_words_near(context, at, reach(ft_row_get(context->rules, row, FT_COL_before)),
                          reach(ft_row_get(context->rules, row, FT_COL_after)), words))
            return true;
    }
    return false;
}

/* ---- What a flag asks of the figure ------------------------------------------------------------------------ */

typedef struct {
    const ft_context *context;
    ft_stretch word, figure;
} place;

static bool is_ascii_digit(char16_t c) {
    return c >= '0' && c <= '9';
}

static bool is_point(char16_t c) {
    return c == '.';
}

static bool is_large_unit(char16_t c) {
    return c == u'万' || c == u'亿' || c == u'兆';
}

static bool is_hundred(char16_t c) {
    return is_large_unit(c) || c == u'百' || c == u'千';
}

static bool is_counting_unit(char16_t c) {
    return is_hundred(c) || c == u'十' || c == u'拾' || c == u'佰' || c == u'仟';
}

static bool figure_has(const place *p, bool (*test)(char16_t)) {
    for (uint32_t at = p->figure.begin; at < p->figure.end; at++)
        if (test(p->context->text->unit[at])) return true;
    return false;
}

static bool one_digit_between(const place *p, char16_t low, char16_t high) {
    char16_t c = p->context->text->unit[p->figure.begin];
    return p->figure.end - p->figure.begin == 1 && c >= low && c <= high;
}

static bool shape_digits(const place *p) {
    return figure_has(p, is_ascii_digit) || figure_has(p, is_counting_unit);
}
static bool shape_large(const place *p) {
    return figure_has(p, is_large_unit);
}
static bool shape_sub(const place *p) {
    return p->context->region == FT_REGION_HK;
}
/* A noun that is counted only behind “per”. */
static bool shape_per(const place *p) {
    return p->word.begin == p->figure.begin;
}
/* 5G, 4g: a network generation. */
static bool shape_network(const place *p) {
    return !one_digit_between(p, '2', '6');
}
/* 5A级景区, 3A大作. */
static bool shape_grade(const place *p) {
    return !one_digit_between(p, '1', '6');
}
/* English 5m is five million. */
static bool shape_spaced(const place *p) {
    return !p->context->english || p->context->text->unit[p->word.begin - (p->word.begin > 0)] == ' ';
}
/* 20CM: a daily price limit of 20 %. */
static bool shape_limit(const place *p) {
    bool tens = p->figure.end - p->figure.begin == 2 && p->context->text->unit[p->figure.begin + 1] == '0';
    return !tens || !ft_was_upper(p->context->text, p->word.begin);
}

/* 7nm, 28纳米: the name of a chip process. */
static bool shape_process(const place *p) {
    static const int16_t nodes[] = {1,  2,  3,  4,  5,  6,  7,  8,  10,  12,  14,  16,  18,  20, 22,
                                    28, 32, 40, 45, 55, 65, 80, 90, 110, 130, 150, 180, 250, 350};
    int64_t width;
    if (!ft_number_integer(ft_stretch_text(p->context, p->figure), &width)) return true;
    for (size_t i = 0; i < sizeof nodes / sizeof *nodes; i++)
        if (width == nodes[i]) return false;
    return true;
}

static bool shape_below(const place *p) {
    return ft_ustr_starts(ft_stretch_text(p->context, p->figure), FT_USTR(u"零下"));
}

/* 三块五毛, 两块五: small money behind. */
static bool shape_change(const place *p) {
    const ft_folded *text = p->context->text;
    char16_t next = p->word.end < text->count ? text->unit[p->word.end] : 0;
    return ft_unit_class[next] & (FT_C_NUMERAL | FT_C_DIGIT);
}

/* 12p, but not in 12 p. */
static bool shape_tight(const place *p) {
    return p->word.begin && is_ascii_digit(p->context->text->unit[p->word.begin - 1]);
}

/* 25X earnings; 777X is an aircraft. */
static bool shape_times(const place *p) {
    return p->figure.end - p->figure.begin < 3 || figure_has(p, is_point) ||
           !ft_was_upper(p->context->text, p->word.begin);
}

/* half a point, three-quarters of a point. */
static bool shape_part(const place *p) {
    return contains_any(ft_stretch_text(p->context, p->figure), FT_USTR(u"half|quarter|third|eighth|tenth"));
}

/* The hour has no decimals and two digits at most: 3355.35点, 2799点. */
static bool shape_points(const place *p) {
    const char16_t *text = p->context->text->unit;
    uint32_t run = 0, most = 0;
    for (uint32_t at = p->figure.begin; at < p->figure.end; at++) {
        run = is_ascii_digit(text[at]) ? run + 1 : 0;
        most = run > most ? run : most;
        if (text[at] == '.' || text[at] == ',') return true;
    }
    return most >= 3 || figure_has(p, is_hundred);
}

static const struct {
    const char *name;
    bool (*holds)(const place *p);
} shapes[] = {{"digits", shape_digits},    {"large", shape_large},   {"power", shape_large}, {"points", shape_points},
              {"points-en", shape_points}, {"sub", shape_sub},       {"per", shape_per},     {"network", shape_network},
              {"grade", shape_grade},      {"spaced", shape_spaced}, {"limit", shape_limit}, {"process", shape_process},
              {"part", shape_part},        {"change", shape_change}, {"below", shape_below}, {"tight", shape_tight},
              {"times", shape_times}};

/* ---- Flags ------------------------------------------------------------------------------------------------- */

/* One flag: the figure has the shape it asks for, or the words of its setting are near. A flag that names neither asks
 * nothing. */
static bool flag_holds(fintag_str flag, const place *p, bool bare) {
    const ft_context *context = p->context;
    bool not = flag.len > 1 && flag.ptr[0] == '!', shaped = false;
    if (not ) flag = (fintag_str){flag.ptr + 1, flag.len - 1};
    ft_ustr name = ft_fold_str(context->arena, flag);
    const ft_row *setting = find_setting(context, name);
    if (bare && !(setting && ft_flag(ft_row_get(context->rules, setting, FT_COL_flags), "bare"))) return true;
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        if (!ft_str_is(flag, shapes[i].name)) continue;
        if (shapes[i].holds(p)) return !not ;
        shaped = true;
    }
    if (!setting) return !shaped || not ;
    return ft_setting_near(context, (ft_stretch){p->figure.begin, p->word.end}, name) != not ;
}

static bool flags_hold(fintag_str flags, const place *p, bool bare) {
    while (flags.len) {
        const char *bar = memchr(flags.ptr, '|', flags.len);
        size_t part = bar ? (size_t)(bar - flags.ptr) : flags.len;
        if (part && !flag_holds((fintag_str){flags.ptr, part}, p, bare)) return false;
        if (!bar) break;
        flags.ptr += part + 1;
        flags.len -= part + 1;
    }
    return true;
}

/* ---- Rows -------------------------------------------------------------------------------------------------- */

static bool any_case(const ft_row *row) {
    return row->upper[1] >> 63;
}

static bool case_agrees(const ft_context *context, const ft_row *row, uint32_t begin) {
    for (uint32_t i = 0; i < row->surface_len; i++)
        if (ft_was_upper(context->text, begin + i) != (bool)(row->upper[i >> 6] >> (i & 63) & 1)) return false;
    return true;
}

static bool region_agrees(const ft_context *context, fintag_str region) {
    static const char *const names[] = {
        [FT_REGION_CN] = "CN", [FT_REGION_HK] = "HK", [FT_REGION_TW] = "TW", [FT_REGION_US] = "US"};
    if (!region.len || ft_str_is(region, names[context->region])) return true;
    return context->region == FT_REGION_US && ft_str_is(region, "CN");
}

const ft_row *ft_row_admitted(const ft_context *context, const ft_class *classes, size_t count, ft_stretch word,
                              const ft_stretch *figure) {
    place p = {.context = context, .word = word, .figure = figure ? *figure : word};
    for (int exact = 1; exact >= 0; exact--) /* a row that names its case before one that takes any */
        for (size_t c = 0; c < count; c++)
            for (const ft_row *row = ft_dict_find(context->rules, classes[c], ft_stretch_text(context, word)); row;
                 row = ft_row_next(context->rules, row)) {
                if (any_case(row) == (bool)exact || (exact && !case_agrees(context, row, word.begin))) continue;
                if (!region_agrees(context, ft_row_get(context->rules, row, FT_COL_region))) continue;
                if (flags_hold(ft_row_get(context->rules, row, FT_COL_flags), &p, !figure)) return row;
            }
    return NULL;
}
