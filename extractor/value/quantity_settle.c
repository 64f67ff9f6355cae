/* What the words around a selected quantity say: bound, direction, basis, and what it is per. */
#include "value/figures.h"
#include "value/multiple.h"
#include "value/open_currency.h"
#include "value/quantity.h"
#include "value/unit.h"

enum {
    WORDS_MAX = 8,
    LOOK_BEFORE = 48,
    LOOK_AFTER = 40,
    LOOK_HAN = 10,
    CLAUSE_LOOK = 24,
    CLAUSE_LOOK_EN = 60,
    PERIOD_LOOK = 160,
    SHARE_LOOK = 12,
    OBJECT_LOOK = 12
};

/* One quantity with the room around it that is its own. */
typedef struct {
    const ft_context *context;
    const ft_candidate *candidate;
    ft_quantity *q;
    uint32_t wall;           /* end of the name before: its letters are no words */
    uint32_t floor, ceiling; /* end of the quantity before, begin of the one behind */
    uint32_t at;             /* where the walk stands */
    uint32_t first;          /* where the words before the amount that were understood begin */
    bool bound_known, level; /* exact was said; 至 or 到 was passed */
    bool by;                 /* “by” was passed: an amount of change */
} walk;

typedef struct {
    const ft_row *row;
    ft_class class;
    uint32_t len;
} found;

static char16_t unit_at(const ft_context *context, uint32_t at) {
    return at < context->text->count ? context->text->unit[at] : 0;
}

static bool is_word_unit(char16_t c) {
    return ft_unit_class[c] & FT_C_LETTER;
}

/* ---- Dictionary words beside a place ----------------------------------------------------------------------- */

static const ft_row *row_of_side(const ft_context *context, const ft_row *row, const char *side) {
    while (row && !ft_str_is(ft_row_get(context->rules, row, FT_COL_side), side))
        row = ft_row_next(context->rules, row);
    return row;
}

/* The longest word of these classes that ends (or begins) at `at`. */
static found find_word(const walk *w, bool before) {
    static const ft_class classes[] = {FT_CLASS_filler, FT_CLASS_bound, FT_CLASS_direction, FT_CLASS_basis};
    const ft_context *context = w->context;
    uint32_t most_before = w->at && is_word_unit(unit_at(context, w->at - 1)) ? LOOK_BEFORE : LOOK_HAN;
    uint32_t most_after = is_word_unit(unit_at(context, w->at)) ? LOOK_AFTER : LOOK_HAN;
    uint32_t begin = w->at - w->floor > most_before ? w->at - most_before : w->floor;
    if (begin < w->wall && w->wall <= w->at) begin = w->wall;
    uint32_t end = w->ceiling - w->at > most_after ? w->at + most_after : w->ceiling;
    found best = {0};
    for (size_t c = 0; c < sizeof classes / sizeof *classes; c++) {
        uint32_t len;
        ft_ustr text = ft_stretch_text(context, before ? (ft_stretch){begin, w->at} : (ft_stretch){w->at, end});
        const ft_row *row = before ? ft_dict_longest_back(context->rules, classes[c], text, &len)
                                   : ft_dict_longest(context->rules, classes[c], text, &len);
        if (!(row = row_of_side(context, row, before ? "before" : "after")) || len <= best.len) continue;
        uint32_t first = before ? w->at - len : w->at, last = before ? w->at : w->at + len;
        bool inside = (first && is_word_unit(unit_at(context, first)) && is_word_unit(unit_at(context, first - 1))) ||
                      (is_word_unit(unit_at(context, last - 1)) && is_word_unit(unit_at(context, last)));
        if (!inside) best = (found){row, classes[c], len};
    }
    return best;
}

static fintag_str column(const walk *w, const found *word, ft_column which) {
    return ft_row_get(w->context->rules, word->row, which);
}

/* ---- Meaning ----------------------------------------------------------------------------------------------- */

static bool is_share(const ft_quantity *q) {
    return q->out.kind == FINTAG_PERCENT || q->out.kind == FINTAG_RATIO;
}

/* A percentage or points: what an index moved by. */
static bool is_move(const ft_quantity *q) {
    return is_share(q) || ft_str_is(q->out.unit, "{index_point}");
}

static bool is_clause_end(char16_t c) {
    return c == ',' || c == ';' || c == u'。' || c == '\n' || c == '!' || c == '?' || c == u'，' || c == u'；';
}

/* First unit of the clause that `at` stands in, not before the floor and not further than `most`. */
static uint32_t clause_begin(const walk *w, uint32_t at, uint32_t most) {
    uint32_t begin = at;
    while (begin > w->floor && at - begin < most && !is_clause_end(unit_at(w->context, begin - 1))) begin--;
    return begin;
}

/* 十月, 本月, 当月; but 月产能 names none. */
static bool named_month(char16_t before) {
    static const char16_t words[] = u"一二三四五六七八九十本当上单首";
    for (const char16_t *word = words; *word; word++)
        if (*word == before) return true;
    return false;
}

/* The quarter or month that the sentence spoke of last. 环比 alone leaves that open. */
static fintag_basis basis_of_period(const walk *w, uint32_t at) {
    const ft_context *context = w->context;
    for (uint32_t i = at; i > 0 && at - i < PERIOD_LOOK; i--) {
        char16_t c = unit_at(context, i - 1), before = i > 1 ? unit_at(context, i - 2) : 0;
        if (c == '\n' && at - i > 24) break;
        if (c == u'年' && before == u'半') return FINTAG_BASIS_NONE; /* against the half year before */
        if (c == u'季' || (c == 'q' && ft_unit_class[unit_at(context, i)] & FT_C_DIGIT) ||
            (before == 'q' && ft_unit_class[c] & FT_C_DIGIT))
            return FINTAG_QOQ;
        bool month = ft_unit_class[before] & FT_C_DIGIT || named_month(before);
        if (c == u'月' && month) return FINTAG_MOM;
    }
    return FINTAG_MOM;
}

static fintag_basis basis_of(const walk *w, const found *word, uint32_t at) {
    fintag_str value = column(w, word, FT_COL_value);
    if (ft_str_is(value, "yoy")) return FINTAG_YOY;
    if (ft_str_is(value, "qoq")) return FINTAG_QOQ;
    if (ft_str_is(value, "mom")) return FINTAG_MOM;
    return basis_of_period(w, at);
}

/* 年增, 月减 and 季增 say the basis, unless they are cut out of 今年增, 9月增, 第三季增. */
static fintag_basis basis_of_word(const walk *w, fintag_str flags, uint32_t begin) {
    ft_stretch at = {begin, begin};
    if (ft_flag(flags, "yoy") && !ft_setting_near(w->context, at, FT_USTR(u"not-yoy"))) return FINTAG_YOY;
    if (ft_flag(flags, "qoq") && !ft_setting_near(w->context, at, FT_USTR(u"not-qoq"))) return FINTAG_QOQ;
    if (ft_flag(flags, "mom") && !ft_setting_near(w->context, at, FT_USTR(u"not-mom"))) return FINTAG_MOM;
    return FINTAG_BASIS_NONE;
}

static bool take_direction(walk *w, const found *word, bool before) {
    fintag_str value = column(w, word, FT_COL_value), flags = column(w, word, FT_COL_flags);
    if (ft_str_is(value, "stop")) return false;
    if (ft_str_is(value, "level")) {
        w->level = true;
        return true;
    }
    bool up = ft_str_is(value, "up");
    if (w->q->out.direction || (w->level && !ft_flag(flags, "rate"))) return false;
    uint32_t end = before ? w->at - word->len : w->at;
    bool asks = ft_flag(flags, "than") || ft_flag(flags, "or-than");
    bool compared = asks && before && ft_setting_near(w->context, (ft_stretch){end, end}, FT_USTR(u"compared"));
    if (ft_flag(flags, "share") && !is_move(w->q) && !w->by && !(compared && ft_flag(flags, "or-than"))) return false;
    if (!before && !is_share(w->q) && !w->context->english) return false;
    char16_t next = unit_at(w->context, before ? w->at : w->at + word->len);
    if (!before && (next == u'到' || next == u'至')) return false; /* 从35%下滑到8% */
    if (ft_flag(flags, "than") && !compared) return false;
    if (up && w->q->high.negative) return true; /* 涨幅-1.1% is no rise */
    w->q->out.direction = up ? FINTAG_UP : FINTAG_DOWN;
    if (!w->q->out.basis && before) w->q->out.basis = basis_of_word(w, flags, end);
    return true;
}

static bool take_bound(walk *w, const found *word, bool before) {
    fintag_str value = column(w, word, FT_COL_value), flags = column(w, word, FT_COL_flags);
    char16_t next = unit_at(w->context, before ? w->candidate->begin : w->at + word->len);
    if (ft_flag(flags, "round") && next != u'百' && next != u'千' && next != u'万' && next != u'亿') return false;
    if (ft_flag(flags, "open") && ft_unit_class[next] & (FT_C_LETTER | FT_C_DIGIT)) return false;
    bool share =
        unit_at(w->context, w->candidate->end - 1) == u'成'; /* 三成多企业: 成 counts nothing, so 多 is its own */
    if (ft_flag(flags, "end") && !share && next != u'的' && ft_unit_class[next] & (FT_C_HAN | FT_C_LETTER | FT_C_DIGIT))
        return false;
    fintag_approx approx = ft_approx_of(value);
    bool keeps = w->bound_known || (w->q->out.approx && w->q->out.approx != FINTAG_ABOUT && approx == FINTAG_ABOUT);
    if (approx && !keeps) w->q->out.approx = approx;
    if (before && ft_flag(flags, "level")) w->level = true;
    w->bound_known = true;
    return true;
}

static bool take_word(walk *w, const found *word, bool before) {
    if (word->class == FT_CLASS_filler) {
        w->by = w->by || ft_ustr_eq(ft_row_surface(w->context->rules, word->row), FT_USTR(u"by"));
        return ft_str_is(column(w, word, FT_COL_value), "skip");
    }
    if (word->class == FT_CLASS_bound) return take_bound(w, word, before);
    if (word->class == FT_CLASS_direction) return take_direction(w, word, before);
    if (w->level && before) return false;
    if (!w->q->out.basis) w->q->out.basis = basis_of(w, word, before ? w->at - word->len : w->candidate->begin);
    return true;
}

/* ---- Walking ----------------------------------------------------------------------------------------------- */

static void walk_back_from(walk *w, uint32_t at) {
    w->at = at;
    for (int i = 0; i < WORDS_MAX; i++) {
        while (w->at > w->floor && unit_at(w->context, w->at - 1) == ' ') w->at--;
        found word = find_word(w, true);
        if (!word.row || !take_word(w, &word, true)) return;
        w->at -= word.len;
    }
}

static void walk_back(walk *w) {
    uint32_t begin = w->candidate->begin, floor = w->floor;
    if (w->q->figure > w->q->inside && unit_at(w->context, begin) == u'每') {
        w->floor = w->q->inside;
        walk_back_from(w, w->q->figure);
        w->floor = floor;
    }
    walk_back_from(w, begin);
}

/* rose 1.5% in March from a year earlier: past the preposition and the date. */
static void pass_date(walk *w, ft_candidate *const *kept, size_t index, size_t count) {
    enum { PREPOSITION = 6 };
    for (size_t i = index + 1; i < count && kept[i]->begin <= w->at + PREPOSITION; i++) {
        if (kept[i]->type != FINTAG_DATE || kept[i]->fate != FINTAG_KEPT || kept[i]->end > w->ceiling) continue;
        ft_ustr between = ft_stretch_text(w->context, (ft_stretch){w->at, kept[i]->begin});
        if (kept[i]->begin >= w->at &&
            (ft_ustr_eq(between, FT_USTR(u"in ")) || ft_ustr_eq(between, FT_USTR(u"in the ")) ||
             ft_ustr_eq(between, FT_USTR(u"on ")) || ft_ustr_eq(between, FT_USTR(u"for ")) ||
             ft_ustr_eq(between, FT_USTR(u"for the ")) || ft_ustr_eq(between, FT_USTR(u"during "))))
            w->at = kept[i]->end;
        return;
    }
}

static void walk_on(walk *w, ft_candidate *const *kept, size_t index, size_t count) {
    w->at = w->candidate->end;
    w->bound_known = false;
    for (int i = 0; i < WORDS_MAX; i++) {
        while (w->at < w->ceiling && unit_at(w->context, w->at) == ' ') w->at++;
        if (!i && w->context->english) {
            pass_date(w, kept, index, count);
            while (w->at < w->ceiling && unit_at(w->context, w->at) == ' ') w->at++;
        }
        found word = find_word(w, false);
        if (!word.row || !take_word(w, &word, false)) return;
        w->at += word.len;
    }
}

static bool is_difference(const walk *w) {
    return w->by || ft_str_is(w->q->out.unit, "{percentage_point}") || ft_str_is(w->q->out.unit, "{basis_point}");
}

/* 上调目标价两元至98元: the amount behind says which level it led to. */
static bool leads_to_level(const walk *w) {
    ft_ustr between = ft_stretch_text(w->context, (ft_stretch){w->candidate->end, w->ceiling});
    return ft_ustr_eq(between, FT_USTR(u"至")) || ft_ustr_eq(between, FT_USTR(u"到")) ||
           ft_ustr_eq(between, FT_USTR(u" to "));
}

/* lifting the Sensex 525 points */
static bool is_move_of_name(const walk *w) {
    return w->context->english && ft_str_is(w->q->out.unit, "{index_point}") && w->wall &&
           w->wall + 1 == w->candidate->begin;
}

/* 下调存款准备金率0.25个百分点, cut rates by 25 basis points: the verb of a difference may have an object; so may that
 * of a share when it has no other sense (下调目标价两成). */
static void look_for_verb(walk *w) {
    bool differs = is_difference(w) || leads_to_level(w) || is_move_of_name(w);
    if (w->q->out.direction || w->level || !(differs || is_share(w->q))) return;
    uint32_t end = w->at, most = !differs ? OBJECT_LOOK : w->context->english ? CLAUSE_LOOK_EN : CLAUSE_LOOK;
    uint32_t begin = clause_begin(w, end, most);
    for (w->at = end; w->at > begin && !w->q->out.direction; w->at--) {
        found word = find_word(w, true);
        fintag_str value = word.class == FT_CLASS_direction ? column(w, &word, FT_COL_value) : (fintag_str){0};
        bool clause =
            word.row && ((word.class == FT_CLASS_filler && ft_str_is(column(w, &word, FT_COL_value), "clause")) ||
                         (word.class == FT_CLASS_bound && ft_str_is(column(w, &word, FT_COL_value), "more_than")));
        if ((clause && w->at < end) || ft_str_is(value, "level")) break;
        bool verb = ft_str_is(value, "up") || ft_str_is(value, "down");
        if (verb && (differs || ft_flag(column(w, &word, FT_COL_flags), "object"))) take_direction(w, &word, true);
    }
    w->at = end;
}

/* 约占已发行H股的4.39%, 不足额度的10%: what the share is of stands between the bound and it. */
static void look_for_bound(walk *w) {
    uint32_t end = w->candidate->begin, begin = clause_begin(w, end, CLAUSE_LOOK);
    if (w->q->out.kind != FINTAG_PERCENT || w->q->out.approx || w->at < end || !end ||
        unit_at(w->context, end - 1) != u'的')
        return;
    for (w->at = end - 1; w->at > begin && !w->q->out.approx; w->at--) {
        found word = find_word(w, true);
        if (word.class == FT_CLASS_bound && ft_flag(column(w, &word, FT_COL_flags), "far")) take_bound(w, &word, true);
    }
    w->at = end;
}

/* 同比去年营收增长: the basis may stand further ahead in the clause. */
static void look_for_basis(walk *w) {
    if (!w->q->out.direction || w->q->out.basis) return;
    uint32_t begin = clause_begin(w, w->at, CLAUSE_LOOK), end = w->at;
    for (w->at = end; w->at > begin && !w->q->out.basis; w->at--) {
        found word = find_word(w, true);
        if (word.row && word.class == FT_CLASS_basis) take_word(w, &word, true);
    }
    w->at = end;
}

/* rose 5.3% in October from a year earlier: words of time may stand between. */
static void look_on_for_basis(walk *w) {
    enum { PHRASE = 8 }; /* mom-and-pop is no basis */
    if (!w->q->out.direction || w->q->out.basis || w->level || !w->context->english) return;
    uint32_t begin = w->at;
    for (; w->at < w->ceiling && w->at - begin < LOOK_AFTER && !is_clause_end(unit_at(w->context, w->at)); w->at++) {
        found word = find_word(w, false);
        if (word.row && (word.class != FT_CLASS_basis || word.len < PHRASE)) continue;
        if (word.row && take_word(w, &word, false)) break;
    }
    w->at = begin;
}

/* 10送3派2元: the dividend is for as many shares as the ratio before. */
static void share_of_ratio(walk *w, const ft_candidate *last) {
    if (w->q->out.per.len || w->q->out.kind != FINTAG_MONEY || !last || !last->value.quantity->out.terms[0].ptr ||
        w->at - last->end > SHARE_LOOK)
        return;
    ft_stretch between = {last->end, last->end};
    if (!ft_words_near(w->context, between, 0, w->at - last->end, FT_USTR(u"派"))) return;
    fintag_str shares = last->value.quantity->out.terms[0];
    w->q->out.per = ft_format(w->context->arena, "%.*s.{share}", (int)shares.len, shares.ptr);
}

/* 气温升高5度 is a difference: 5 K, not 278 K. */
static void drop_zero_point(const walk *w) {
    fintag_quantity *out = &w->q->out;
    bool fahrenheit = ft_str_is(out->unit, "[degF]");
    if (!out->direction || !out->si_unit.len || !(fahrenheit || ft_str_is(out->unit, "Cel"))) return;
    ft_rational factor;
    ft_decimal low = w->q->low, high = w->q->high;
    bool fits = ft_rational_parse(fahrenheit ? FINTAG_STR("5/9") : FINTAG_STR("1"), &factor) &&
                ft_rational_apply(&factor, low, &low) && ft_rational_apply(&factor, high, &high);
    if (!fits || !ft_figures_text(w->context->arena, low, high, &out->si)) {
        out->si_unit = (fintag_str){0};
        out->si = (fintag_figure){0};
    }
}

/* ---- The run over the article ------------------------------------------------------------------------------ */

/* What a quantity leaves to the next ones. */
typedef struct {
    const ft_candidate *last; /* the quantity before */
    uint32_t end;             /* ... and the end of the words behind it that were understood */
    bool respective;          /* 分别 stood before the row that it belongs to */
    fintag_str word, unit;    /* the last count whose noun was told */
} memory;

static bool is_name(fintag_type type) {
    return type == FINTAG_COMPANY || type == FINTAG_TICKER || type == FINTAG_ORGANIZATION || type == FINTAG_INDEX;
}

/* The end of the name that begins at `at`, among those just before the amount; 0 when there is none. */
static uint32_t end_of_name_at(ft_candidate *const *kept, size_t index, uint32_t at) {
    for (size_t i = index; i-- > 0 && kept[i]->begin >= at;)
        if (kept[i]->begin == at && kept[i]->fate == FINTAG_KEPT && is_name(kept[i]->type)) return kept[i]->end;
    return 0;
}

/* The words between an amount and the one before: none that joins, a row of amounts (和, 、), one of names with their
 * amounts, or the same amount said again (或, a bracket). */
typedef enum { JOIN_NONE, JOIN_ROW, JOIN_NAMES, JOIN_AGAIN } join;

static join join_of(const walk *w, uint32_t at, const memory *past, ft_candidate *const *kept, size_t index) {
    const ft_quantity *before = past->last->value.quantity;
    bool moved = before->out.direction && is_move(before); /* 标普500跌0.84%，纳指1.37% */
    join how = JOIN_NONE;
    uint32_t named = 0;
    for (; at < w->first; at++) {
        uint32_t name = moved ? end_of_name_at(kept, index, at) : 0;
        if (name && how != JOIN_AGAIN) {
            how = JOIN_ROW;
            named = name;
            at = name - 1;
            continue;
        }
        ft_ustr rest = ft_stretch_text(w->context, (ft_stretch){at, w->candidate->begin});
        char16_t c = rest.ptr[0];
        bool and = ft_ustr_starts(rest, FT_USTR(u"and ")), or = ft_ustr_starts(rest, FT_USTR(u"or ")),
             the = ft_ustr_starts(rest, FT_USTR(u"the "));
        if (named == at && (c == '(' || c == ')')) /* 五粮液(000858) */
            named++;
        else if (c == u'或' || c == '(' || or)
            how = JOIN_AGAIN;
        else if (c == u'、' || c == u'和' || c == u'及' || c == u'与' || ft_ustr_starts(rest, FT_USTR(u"以及")) ||
                 c == '&' || and || (c == ',' && past->respective))
            how = how ? how : JOIN_ROW;
        else if (c != ' ' && c != ',' && !the)
            return JOIN_NONE;
        at += and || the ? 2 : or ? 1 : 0;
    }
    return named && how == JOIN_ROW ? JOIN_NAMES : how;
}

/* 下跌9%和8.7%, 分别下降10个基点、5个基点, 跌120点或1.5%: a row of amounts shares its verb. */
static void inherit(walk *w, const memory *past, ft_candidate *const *kept, size_t index) {
    bool compared = w->q->out.basis; /* rose 0.4% on the month and 3.7% on the year */
    if (!past->last || (compared && !w->context->english) || w->level) return; /* 增长4%，高盛上调至4.7% */
    const ft_quantity *before = past->last->value.quantity;
    join how = join_of(w, past->end, past, kept, index);
    bool alike = before->out.kind == w->q->out.kind && ft_str_eq(before->out.unit, w->q->out.unit);
    alike = alike || (how == JOIN_NAMES && w->context->english && is_move(w->q)); /* or 0.62%, the S&P 500 30 points */
    if (how == JOIN_NONE || ((how == JOIN_ROW || how == JOIN_NAMES) && !alike) ||
        (how == JOIN_AGAIN && (w->q->out.direction || !is_move(w->q))))
        return;
    if (!w->q->out.direction) w->q->out.direction = before->out.direction;
    if (how == JOIN_ROW && past->respective && past->end == past->last->end && !w->q->out.approx)
        w->q->out.approx = before->out.approx; /* 分别不低于15%、30% */
    if (!compared) w->q->out.basis = before->out.basis;
}

/* 超3800只个股下跌，涨停的有60余只: the same classifier counts the same things. */
static void share_noun(walk *w, memory *past) {
    fintag_quantity *out = &w->q->out;
    if (out->kind != FINTAG_COUNT) return;
    if (!w->q->general_unit) {
        past->word = out->word;
        past->unit = out->unit;
    } else if (past->word.len && ft_str_eq(past->word, out->word)) {
        out->unit = past->unit;
    }
}

/* rose 0.62% to 33,141.38, the S&P 500 0.73%: the level that a move led to ends no row. */
static bool is_level_reached(const walk *w, const memory *past) {
    enum { GAP = 5 }; /* ", to " */
    if (!w->context->english || !w->level || w->q->out.kind != FINTAG_NUMBER || !past->last) return false;
    const ft_quantity *before = past->last->value.quantity;
    return before->out.direction && is_move(before) && w->candidate->begin - past->end <= GAP;
}

static bool is_quantity(const ft_candidate *candidate) {
    return candidate->type == FINTAG_QUANTITY && candidate->fate == FINTAG_KEPT && candidate->value.quantity;
}

/* 美超微漲4.6%: where the company, index or organization ahead of the amount ends. */
static uint32_t end_of_name(ft_candidate *const *kept, size_t index) {
    enum { NEAR = 8 };
    for (size_t i = index; i-- > 0 && index - i < NEAR;)
        if (kept[i]->fate == FINTAG_KEPT && is_name(kept[i]->type))
            return kept[i]->end <= kept[index]->begin ? kept[i]->end : 0;
    return 0;
}

void ft_quantity_settle(const ft_context *context, ft_candidate *const *kept, size_t count) {
    memory past = {0};
    ft_named_yuan yuan = {0};
    for (size_t i = 0; i < count; i++) {
        if (!is_quantity(kept[i])) continue;
        size_t next = i + 1;
        while (next < count && !is_quantity(kept[next])) next++;
        walk w = {.context = context,
                  .candidate = kept[i],
                  .q = kept[i]->value.quantity,
                  .floor = past.last && past.end <= kept[i]->begin ? past.end : 0,
                  .ceiling = next < count ? kept[next]->begin : context->text->count};
        w.wall = end_of_name(kept, i);
        if (w.floor < context->body && kept[i]->begin >= context->body) w.floor = context->body;
        if (w.ceiling < kept[i]->end) w.ceiling = kept[i]->end;
        walk_back(&w);
        w.first = w.at;
        look_for_bound(&w);
        look_for_verb(&w);
        look_for_basis(&w);
        share_of_ratio(&w, past.last);
        if (w.at < kept[i]->begin || !past.last)
            past.respective =
                ft_setting_near(context, (ft_stretch){kept[i]->begin, kept[i]->end}, FT_USTR(u"respective"));
        walk_on(&w, kept, i, count);
        look_on_for_basis(&w);
        drop_zero_point(&w);
        uint32_t end = w.at;
        inherit(&w, &past, kept, i);
        share_noun(&w, &past);
        ft_open_currency(context, kept, i, &yuan);
        if (!is_level_reached(&w, &past)) past.last = kept[i];
        past.end = end;
    }
}
