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

/* ---- Words around
 * ---------------------------------------------------------------------------------------------------- */

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

/* ---- Flags
 * ----------------------------------------------------------------------------------------------------------- */

typedef struct {
    const ft_context *context;
    ft_stretch word, figure;
} place;

static bool is_large_unit(char16_t c) {
    return c == u'万' || c == u'亿' || c == u'兆';
}

static bool is_counting_unit(char16_t c) {
    return is_large_unit(c) || c == u'十' || c == u'百' || c == u'千';
}

static bool figure_has(const place *p, bool (*test)(char16_t)) {
    for (uint32_t at = p->figure.begin; at < p->figure.end; at++)
        if (test(p->context->text->unit[at])) return true;
    return false;
}

static bool is_ascii_digit(char16_t c) {
    return c >= '0' && c <= '9';
}

static bool near(const place *p, uint32_t before, uint32_t after, ft_ustr words) {
    ft_stretch both = {p->figure.begin, p->word.end};
    return ft_words_near(p->context, both, before, after, words);
}

static bool flag_digits(const place *p) {
    return figure_has(p, is_ascii_digit) || figure_has(p, is_counting_unit);
}
static bool flag_large(const place *p) {
    return figure_has(p, is_large_unit) || near(p, 12, 4, FT_USTR(u"天然气|土方|沙|砂|水量|用水|方量|气量"));
}
static bool flag_power(const place *p) {
    return figure_has(p, is_large_unit) || near(p, 14, 1, FT_USTR(u"电|能耗|充"));
}
static bool flag_warm(const place *p) {
    return near(p, 12, 6, FT_USTR(u"温|热|寒|零下|零上|烧到|冷冻|冷藏|°c|天气"));
}
static bool flag_turn(const place *p) {
    return near(p, 8, 10, FT_USTR(u"角|转|倾斜|仰|旋|视场|turn|rotat|angle|slope|tilt"));
}
static bool flag_speed(const place *p) {
    return near(p, 10, 4, FT_USTR(u"航速|船速|风速|速度"));
}
static bool flag_quake(const place *p) {
    return near(p, 10, 6, FT_USTR(u"地震|里氏|震级|余震|台风|阵风|风力|大风"));
}
static bool flag_mass(const place *p) {
    return near(p, 40, 24,
                FT_USTR(u"weigh|baby|copper|uranium|cargo|payload|coffee|sugar|cotton|meat|beef|pork|lithium|ton|kilo|"
                        u"heavy|thrust|equal to"));
}
static bool flag_money(const place *p) {
    return !flag_mass(p);
}
static bool flag_compare(const place *p) {
    return near(p, 0, 12,
                FT_USTR(u" more| higher| larger| greater| bigger| faster| as | the | its | what| earnings| sales| "
                        u"revenue| book| over| that| "
                        u"forward| trailing| better| cheaper| this year| expected|-"));
}
static bool flag_occasions(const place *p) {
    return !flag_compare(p);
}
/* A noun that is counted only behind “per”. */
static bool flag_per(const place *p) {
    return p->word.begin == p->figure.begin;
}
static bool flag_sub(const place *p) {
    return p->context->region == FT_REGION_HK;
}

/* 5G, 4g: a network generation. */
static bool flag_network(const place *p) {
    char16_t c = p->context->text->unit[p->figure.begin];
    return p->figure.end - p->figure.begin > 1 || c < '2' || c > '6';
}
/* 5A级景区, 3A大作. */
static bool flag_grade(const place *p) {
    char16_t c = p->context->text->unit[p->figure.begin];
    return p->figure.end - p->figure.begin > 1 || c < '1' || c > '6';
}
/* English 5m is five million. */
static bool flag_spaced(const place *p) {
    return !p->context->english || p->context->text->unit[p->word.begin - (p->word.begin > 0)] == ' ';
}
/* 20CM涨停: a daily price limit of 20 %. */
static bool flag_limit(const place *p) {
    bool tens = p->figure.end - p->figure.begin == 2 && p->context->text->unit[p->figure.begin + 1] == '0';
    return !tens ||
           !(ft_was_upper(p->context->text, p->word.begin) || near(p, 6, 6, FT_USTR(u"涨停|跌停|封板|首板|连板")));
}
/* 7nm, 28纳米: the name of a chip process, unless something is that wide. */
static bool flag_process(const place *p) {
    static const int16_t nodes[] = {1,  2,  3,  4,  5,  6,  7,  8,  10,  12,  14,  16,  18,  20, 22,
                                    28, 32, 40, 45, 55, 65, 80, 90, 110, 130, 150, 180, 250, 350};
    int64_t width;
    if (!ft_number_integer(ft_stretch_text(p->context, p->figure), &width)) return true;
    for (size_t i = 0; i < sizeof nodes / sizeof *nodes; i++)
        if (width == nodes[i])
            return near(p, 10, 4, FT_USTR(u"波长|粒径|厚|直径|孔径|线宽误差|粗糙|wavelength|thick|diameter"));
    return true;
}

/* The hour has no decimals and two digits at most: 3355.35点, 2799点; 涨50点. */
static bool flag_points(const place *p) {
    const char16_t *text = p->context->text->unit;
    uint32_t run = 0, most = 0;
    bool decimals = false;
    for (uint32_t at = p->figure.begin; at < p->figure.end; at++) {
        run = is_ascii_digit(text[at]) ? run + 1 : 0;
        most = run > most ? run : most;
        decimals = decimals || text[at] == '.' || text[at] == ',';
    }
    if (decimals || most >= 3 || figure_has(p, is_counting_unit)) return true;
    if (p->context->english && text[p->word.begin] == 'p')
        return near(p, 40, 24, FT_USTR(u"index|dow|nasdaq|s&p|market|average|stocks|composite|shares|plummet|futures"));
    return near(p, 4, 0, FT_USTR(u"涨|跌|升|降|挫|高|低|报|逾|近|超")) &&
           near(p, 24, 12, FT_USTR(u"指|点位|大盘|期货|盘中|收盘"));
}

static const struct {
    const char *name;
    bool (*holds)(const place *p);
} flags[] = {{"digits", flag_digits}, {"large", flag_large},     {"power", flag_power},         {"warm", flag_warm},
             {"turn", flag_turn},     {"speed", flag_speed},     {"quake", flag_quake},         {"mass", flag_mass},
             {"money", flag_money},   {"compare", flag_compare}, {"occasions", flag_occasions}, {"per", flag_per},
             {"sub", flag_sub},       {"points", flag_points},   {"network", flag_network},     {"grade", flag_grade},
             {"spaced", flag_spaced}, {"limit", flag_limit},     {"process", flag_process}};

static bool flags_hold(fintag_str written, const place *p) {
    for (size_t i = 0; written.len && i < sizeof flags / sizeof *flags; i++)
        if (ft_flag(written, flags[i].name) && !flags[i].holds(p)) return false;
    return true;
}

/* ---- Rows
 * ------------------------------------------------------------------------------------------------------------ */

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
                if (!figure || flags_hold(ft_row_get(context->rules, row, FT_COL_flags), &p)) return row;
            }
    return NULL;
}
