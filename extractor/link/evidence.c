/* Which names may stand. A surface form's policy, one cell of its dictionary row, says what it needs: nothing (strong),
 * a second witness (context), its own code beside it or in the article (code). */
#include <stdlib.h>

#include "link/names.h"
#include "link/ordinary.h"
#include "link/proper_noun.h"
#include "link/venues.h"

enum { ROUNDS = 2 }; /* names in a list vouch for each other: what one round accepts is evidence for the next */

static bool is_name(const ft_candidate *c) {
    return c->fate == FINTAG_KEPT &&
           (c->type == FINTAG_COMPANY || c->type == FINTAG_ORGANIZATION || c->type == FINTAG_INDEX);
}

typedef struct {
    uint32_t key, index;
} keyed;

static int by_key(const void *left, const void *right) {
    const keyed *a = left, *b = right;
    if (a->key != b->key) return a->key < b->key ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

static uint32_t *sorted(ft_names *names, bool ends) {
    size_t n = 0;
    keyed *keys = ft_alloc(names->context->arena, (names->candidates->count + 1) * sizeof *keys);
    uint32_t *order = ft_alloc(names->context->arena, (names->candidates->count + 1) * sizeof *order);
    if (!keys || !order) return NULL;
    for (size_t i = 0; i < names->candidates->count; i++) {
        const ft_candidate *c = &names->candidates->items[i];
        if (is_name(c)) keys[n++] = (keyed){ends ? c->end : c->begin, (uint32_t)i};
    }
    qsort(keys, n, sizeof *keys, by_key);
    for (size_t i = 0; i < n; i++) order[i] = keys[i].index;
    names->name_count = n;
    return order;
}

static bool of_taiwan(const ft_names *names, const ft_row *row) {
    fintag_str id = ft_row_get(names->context->rules, row, FT_COL_id);
    return id.len > 4 && (memcmp(id.ptr, "XTAI", 4) == 0 || memcmp(id.ptr, "ROCO", 4) == 0);
}

static bool of_hong_kong(const ft_names *names, const ft_row *row) {
    fintag_str id = ft_row_get(names->context->rules, row, FT_COL_id);
    return id.len > 4 && memcmp(id.ptr, "XHKG", 4) == 0;
}

/* 廣達 in a text of Taiwan, 銀娛 in one of Hong Kong: where most names have two characters. */
static bool at_home(const ft_names *names, const ft_candidate *c, const ft_row *row) {
    bool taiwan = names->context->region == FT_REGION_TW || (names->context->traditional && c->end - c->begin > 2);
    return (taiwan && of_taiwan(names, row)) ||
           (names->context->region == FT_REGION_HK && names->context->traditional && of_hong_kong(names, row));
}

/* Names of Taiwan mean others elsewhere (中石化, 华电, 中航), and the short ones fill a simplified text with chance
 * hits; but an article that names two companies of Taiwan beyond doubt is of Taiwan's companies, in whatever
 * characters. */
static bool foreign_here(const ft_names *names, const ft_row *row) {
    enum { SOME = 2 };
    return of_taiwan(names, row) && names->context->region != FT_REGION_TW && names->of_taiwan < SOME;
}

/* How well a row's days of use fit the day of publication: 3 a former name in its time, 2 a name of now, 1 neither.
 * Dates in the dictionary are YYYY-MM-DD. */
static int fits(const ft_names *names, const ft_row *row) {
    const ft_context *context = names->context;
    fintag_str from = ft_row_get(context->rules, row, FT_COL_from),
               until = ft_row_get(context->rules, row, FT_COL_until);
    if (foreign_here(names, row)) return 0;
    if (!context->has_published) return until.len ? 1 : 2;
    fintag_str day = names->day;
    if (day.len != 10) return 1;
    if (until.len == 10) return memcmp(day.ptr, until.ptr, 10) <= 0 ? 3 : 1;
    return from.len == 10 && memcmp(day.ptr, from.ptr, 10) < 0 ? 1 : 2;
}

/* How much the article says for this issuer: its code stands in the text, a name of its own stood before, or stands
 * anywhere. */
static int support(const ft_names *names, const ft_known *known) {
    if (!known) return 0;
    if (known->coded) return 3;
    if (known->round == names->round && known->last) return 2;
    return known->proper ? 1 : 0;
}

/* Is it a name that the issuer bears only later? 海通证券 was a company of its own before it was 国泰海通's. */
static bool not_yet(const ft_names *names, const ft_row *row) {
    fintag_str from = ft_row_get(names->context->rules, row, FT_COL_from);
    return from.len == 10 && names->day.len == 10 && memcmp(names->day.ptr, from.ptr, 10) < 0;
}

static bool is_unlisted(const ft_names *names, const ft_row *row) {
    fintag_str id = ft_row_get(names->context->rules, row, FT_COL_id);
    return id.len > 5 && memcmp(id.ptr, "name:", 5) == 0;
}

/* Is row a a better reading than b, other things being equal? A listed company that may bear the name before an
 * unlisted one, then the one that bears it on that day. */
static bool reads_better(const ft_names *names, const ft_row *a, const ft_row *b) {
    bool a_listed = fits(names, a) && !is_unlisted(names, a), b_listed = fits(names, b) && !is_unlisted(names, b);
    if (a_listed != b_listed) return a_listed;
    if (fits(names, a) != fits(names, b)) return fits(names, a) > fits(names, b);
    /* 國藥 in a text of Hong Kong, 華東科技 in one of Taiwan */
    ft_region region = names->context->region;
    return (region == FT_REGION_HK && of_hong_kong(names, a) && !of_hong_kong(names, b)) ||
           (region == FT_REGION_TW && of_taiwan(names, a) && !of_taiwan(names, b));
}

/* Of several issuers of one name: the one that the article says most for (巨化 after 巨化集团 is the group, 信达 in an
 * article on 信达生物 is that), the last named of those, else the first that bears the name now. */
static const ft_row *choose(ft_names *names, const ft_candidate *candidate) {
    const ft_row *best = NULL;
    int most = 0;
    uint32_t last = 0;
    for (const ft_row *row = candidate->entry; row; row = ft_row_next(names->context->rules, row)) {
        const ft_known *known = ft_names_get(names, ft_row_get(names->context->rules, row, FT_COL_id));
        int said = not_yet(names, row) ? 0 : support(names, known);
        uint32_t at = said == 2 ? known->last : 0;
        bool better = !best || said > most || (said == most && at > last) ||
                      (said == most && at == last && reads_better(names, row, best));
        if (!better) continue;
        best = row;
        most = said;
        last = at;
    }
    return best;
}

/* Past what may stand between a name and such a word: 今日, 同时, 5月3日; after what is no ordinary word also 的. */
static uint32_t past_adverbs(const ft_names *names, const ft_candidate *c, uint32_t at) {
    const ft_context *context = names->context;
    const char16_t *unit = context->text->unit;
    ft_ustr surface = {unit + c->begin, c->end - c->begin};
    uint32_t len, figure = at;
    while (ft_unit_class[unit[figure]] & FT_C_DIGIT ||
           (figure > at && ((unit[figure] == u'年' && unit[figure + 1] != u'报') || unit[figure] == u'月')))
        figure++;
    if (figure > at && unit[figure] == u'日') figure++;
    if (figure > at && (unit[figure] == u'年' || !(ft_unit_class[unit[figure - 1]] & FT_C_DIGIT)))
        at = figure; /* 力积电1月|营收 */
    if (unit[at] == u'的' && !ft_dict_find(context->rules, FT_CLASS_commonword, surface)) at++;
    for (int words = 0; words < 2; words++) {
        uint32_t rest = context->text->count - at;
        const ft_row *row =
            ft_dict_longest(context->rules, FT_CLASS_witness, (ft_ustr){unit + at, rest < 12 ? rest : 12}, &len);
        if (!row || !ft_str_is(ft_row_get(context->rules, row, FT_COL_side), "between")) break;
        at += len;
    }
    return at;
}

/* Is this row a witness on this side of the name? */
static bool vouches(const ft_names *names, const ft_candidate *c, const ft_row *row, const char *at) {
    const fintag_rules *rules = names->context->rules;
    fintag_str side = row ? ft_row_get(rules, row, FT_COL_side) : (fintag_str){0};
    if (!ft_str_is(side, at) && !ft_str_is(side, "both")) return false;
    if (!ft_str_is(ft_row_get(rules, row, FT_COL_kind), "weak")) return true;
    ft_ustr surface = {names->context->text->unit + c->begin, c->end - c->begin};
    bool word = ft_dict_find(rules, FT_CLASS_commonword, surface) || ft_dict_find(rules, FT_CLASS_place, surface);
    return !word || ft_dict_find(rules, FT_CLASS_homonym, surface); /* 武汉上涨0.2%: of 70 cities */
}

/* A word beside the name that only companies have there: 股价, 发布财报, 上调…目标价. */
static bool word_beside(const ft_names *names, const ft_candidate *c) {
    const ft_context *context = names->context;
    const char16_t *unit = context->text->unit;
    uint32_t len, after = c->end, before = c->begin;
    while (after < context->text->count && (unit[after] == ' ' || unit[after] == u'”' || unit[after] == '"')) after++;
    after = past_adverbs(names, c, after);
    uint32_t rest = context->text->count - after;
    const ft_row *row =
        ft_dict_longest(context->rules, FT_CLASS_witness, (ft_ustr){unit + after, rest < 12 ? rest : 12}, &len);
    if (vouches(names, c, row, "after")) return true;
    while (before && (unit[before - 1] == ' ' || unit[before - 1] == u'“' || unit[before - 1] == '"')) before--;
    uint32_t from = before > 12 ? before - 12 : 0;
    row = ft_dict_longest_back(context->rules, FT_CLASS_witness, (ft_ustr){unit + from, before - from}, &len);
    return vouches(names, c, row, "before");
}

/* A Latin name in small letters; iHuman and comScore have a capital inside. */
static bool latin_lower(const ft_names *names, const ft_candidate *c) {
    const ft_folded *text = names->context->text;
    for (uint32_t at = c->begin; at < c->end && ft_unit_class[text->unit[at]] & FT_C_LETTER; at++)
        if (ft_was_upper(text, at)) return false;
    return (ft_unit_class[text->unit[c->begin]] & FT_C_LETTER) != 0;
}

/* vivo, adidas: the row says how capitals stand, and this name has none. */
static bool is_cased(const ft_names *names, const ft_row *row) {
    return ft_str_is(ft_row_get(names->context->rules, row, FT_COL_flags), "case");
}

/* A word that vouches for the names beside it (龙头, 公司) is none itself, whatever company is called so. */
static bool is_witness(const ft_names *names, const ft_candidate *c) {
    ft_ustr surface = {names->context->text->unit + c->begin, c->end - c->begin};
    return ft_dict_find(names->context->rules, FT_CLASS_witness, surface) != NULL;
}

/* （明報）, 来源：信报, 据明报 */
static bool is_source(const ft_names *names, const ft_candidate *c) {
    const char16_t *unit = names->context->text->unit;
    char16_t before = c->begin ? unit[c->begin - 1] : 0;
    return (before == '(' && unit[c->end] == ')') || before == ':' || before == u'据' || before == u'《';
}

/* A Latin word in small letters after its capital, where any word is written so: Target date funds. */
static bool may_begin_sentence(const ft_folded *text, const ft_candidate *c) {
    if (!(ft_unit_class[text->unit[c->begin]] & FT_C_LETTER) || ft_was_upper(text, c->begin + 1)) return false;
    uint32_t at = c->begin;
    while (at && (text->unit[at - 1] == ' ' || text->unit[at - 1] == u'“')) at--;
    return !at || text->unit[at - 1] == '.' || text->unit[at - 1] == '\n' || text->unit[at - 1] == ':';
}

/* Country Garden Services: a name of letters that begins with another one, which stands alone, is the longer of the
 * two. */
static bool extends_known(const ft_names *names, const ft_candidate *c) {
    const char16_t *unit = names->context->text->unit;
    uint32_t end = c->end;
    while (end > c->begin && unit[end - 1] != ' ') end--;
    if (end < c->begin + 4 || !ft_was_upper(names->context->text, end)) return false;
    const ft_row *row =
        ft_dict_find(names->context->rules, FT_CLASS_company, (ft_ustr){unit + c->begin, end - 1 - c->begin});
    return row && ft_str_is(ft_row_get(names->context->rules, row, FT_COL_policy), "strong");
}

/* Confidence of a name; 0 when it has no witness yet. */
static float weigh(ft_names *names, const ft_candidate *c, const ft_row *row) {
    fintag_str policy = ft_row_get(names->context->rules, row, FT_COL_policy);
    ft_known *known = ft_names_get(names, ft_row_get(names->context->rules, row, FT_COL_id));
    if (policy.len && ft_meant_as_word(names->context, c->begin, c->end)) return word_beside(names, c) ? 0.91f : 0;
    ft_ustr surface = {names->context->text->unit + c->begin, c->end - c->begin};
    bool word = policy.len && !ft_str_is(policy, "strong") && (!known || !known->proper) &&
                ft_dict_find(names->context->rules, FT_CLASS_commonword, surface);
    if (known && known->coded && !word) return 0.99f;
    if (!policy.len) return 0.99f; /* the user's own names */
    if (is_witness(names, c)) return 0;
    if (latin_lower(names, c) && !is_cased(names, row)) return 0;
    if (c->end - c->begin > ft_row_surface(names->context->rules, row).len) return 0.97f; /* with its legal form */
    bool chance = c->end - c->begin <= 2 && foreign_here(names, row) && ft_row_next(names->context->rules, c->entry);
    if (ft_str_is(policy, "strong") && !chance) return fits(names, row) > 1 ? 0.97f : 0.92f;
    if (ft_str_is(policy, "context") && extends_known(names, c)) return 0.92f;
    if (known && known->strong && !word) return 0.95f;
    if (at_home(names, c, row) && !word && !ft_str_is(policy, "code")) return 0.93f;
    if (ft_str_is(policy, "code") || (foreign_here(names, row) && c->end - c->begin <= 2)) return 0;
    if (c->type == FINTAG_ORGANIZATION && is_source(names, c)) return 0.95f;
    if (c->end - c->begin == 2 && ft_follows_unknown(names->context, c->begin)) return 0; /* 鑫腾|华原|实控人 */
    if (word_beside(names, c)) {
        if (known && !word && c->type == FINTAG_COMPANY) known->vouched = true;
        return 0.92f;
    }
    if (known && known->vouched && !word && !may_begin_sentence(names->context->text, c)) return 0.91f;
    if (ft_is_proper_noun(names->context, c->begin, c->end)) return 0.91f;
    return ft_listed_beside(names, c) ? 0.91f : 0;
}

/* 證監會 in a text of Hong Kong is another body than 证监会, and 司法部 is that of the country whose 司法部 the article
 * names in full. */
static const ft_row *of_region(ft_names *names, const ft_candidate *c) {
    static const char *const regions[] = {
        [FT_REGION_CN] = "CN", [FT_REGION_HK] = "HK", [FT_REGION_TW] = "TW", [FT_REGION_US] = "US"};
    const ft_row *general = NULL, *regional = NULL, *named = NULL;
    unsigned count = 0;
    for (const ft_row *row = c->entry; row; row = ft_row_next(names->context->rules, row)) {
        fintag_str region = ft_row_get(names->context->rules, row, FT_COL_region);
        const ft_known *known = ft_names_get(names, ft_row_get(names->context->rules, row, FT_COL_id));
        if (known && (known->strong || known->proper)) named = row, count++;
        if (region.len && !regional && ft_str_is(region, regions[names->context->region])) regional = row;
        if (!region.len && !general) general = row;
    }
    return regional ? regional : count == 1 ? named : general;
}

/* A name of its own: one that only this company has. */
static void note_mention(ft_names *names, const ft_candidate *c) {
    if (c->type != FINTAG_COMPANY || !c->value.named || c->fate != FINTAG_KEPT) return;
    if (c->entry && ft_row_next(names->context->rules, c->entry)) return;
    ft_known *known = ft_names_get(names, c->value.named->out.id);
    if (!known) return;
    known->last = c->end;
    known->round = names->round;
}

/* Names that only one company or body has and that stand alone speak for it in all of the article, also before them. */
static void note_proper(ft_names *names) {
    for (size_t i = 0; i < names->name_count; i++) {
        const ft_candidate *c = &names->candidates->items[names->by_begin[i]];
        if ((c->type != FINTAG_COMPANY && c->type != FINTAG_ORGANIZATION) || !c->entry || c->fate != FINTAG_KEPT)
            continue;
        if (c->end - c->begin < 3 || ft_row_next(names->context->rules, c->entry)) continue;
        if (!ft_str_is(ft_row_get(names->context->rules, c->entry, FT_COL_policy), "strong")) continue;
        if (ft_row_get(names->context->rules, c->entry, FT_COL_region).len)
            continue; /* 税务局 speaks for none elsewhere */
        ft_known *known = ft_names_get(names, ft_row_get(names->context->rules, c->entry, FT_COL_id));
        if (known) known->proper = true;
    }
}

/* 同花顺、东方财富涨停: a medium or a house of research among companies is the company of that name. */
static bool is_share(const ft_names *names, const ft_candidate *c) {
    fintag_str kind = ft_row_get(names->context->rules, c->entry, FT_COL_kind);
    if (!ft_str_is(kind, "media") && !ft_str_is(kind, "research")) return false;
    ft_ustr surface = {names->context->text->unit + c->begin, c->end - c->begin};
    return ft_dict_find(names->context->rules, FT_CLASS_company, surface) && ft_listed_beside(names, c);
}

static void judge(ft_names *names, bool last) {
    names->round++;
    for (size_t i = 0; i < names->name_count; i++) {
        ft_candidate *c = &names->candidates->items[names->by_begin[i]];
        note_mention(names, c);
        if (!c->entry || c->value.named || c->fate != FINTAG_KEPT) continue;
        const ft_row *row = c->type == FINTAG_COMPANY ? choose(names, c) : of_region(names, c);
        if (!row) {
            c->fate = FINTAG_REJECTED;
            c->reason = "a name that another region uses";
            continue;
        }
        if (c->type == FINTAG_INDEX && ft_means_venue(names, c)) {
            c->fate = FINTAG_REJECTED;
            c->reason = "the market, not its index";
            continue;
        }
        if (c->type == FINTAG_ORGANIZATION && is_share(names, c)) {
            c->fate = FINTAG_REJECTED;
            c->reason = "the company, in a list of companies";
            continue;
        }
        bool needs =
            c->type == FINTAG_COMPANY || ft_str_is(ft_row_get(names->context->rules, row, FT_COL_policy), "context");
        float confidence = needs ? weigh(names, c, row) : 0.97f;
        if (confidence > 0) {
            if (!ft_names_resolve(names, c, row)) return;
            c->confidence = confidence;
            ft_known *known = ft_names_get(names, c->value.named->out.id);
            if (known && ft_str_is(ft_row_get(names->context->rules, row, FT_COL_policy), "strong")) {
                names->of_taiwan += !known->strong && of_taiwan(names, row);
                known->strong = known->proper = true;
            }
            note_mention(names, c);
        } else if (last) {
            c->fate = FINTAG_REJECTED;
            c->reason = latin_lower(names, c) ? "a name begins with a capital letter"
                                              : "an ordinary word without a second witness";
        }
    }
}

/* Pattern names vouch for themselves. */
static void note_patterns(ft_names *names) {
    for (size_t i = 0; i < names->name_count; i++) {
        ft_candidate *c = &names->candidates->items[names->by_begin[i]];
        if (c->entry || !c->value.named) continue;
        ft_known *known = ft_names_get(names, c->value.named->out.id);
        if (!known) return;
        known->strong = true;
        if (ft_str_is(c->value.named->out.resolved_by, "code")) continue; /* other mentions are not resolved so */
        if (known->named)
            c->value.named = known->named;
        else
            known->named = c->value.named;
    }
}

void ft_link_evidence(const ft_context *context, ft_candidates *candidates) {
    ft_names names = {.context = context, .candidates = candidates};
    if (context->has_published)
        names.day = ft_format(context->arena, "%04d-%02d-%02d", context->published.year, context->published.month,
                              context->published.day);
    ft_link_hits(&names);
    names.by_end = sorted(&names, true);
    names.by_begin = sorted(&names, false);
    if (!names.by_end || !names.by_begin) return;
    ft_link_codes(&names);
    note_patterns(&names);
    note_proper(&names);
    for (int round = 0; round <= ROUNDS; round++) judge(&names, round == ROUNDS);
    ft_link_short_forms(&names);
}
