#include "value/open_currency.h"

#include "value/figures.h"
#include "value/ident.h"
#include "value/quantity.h"

static char16_t unit_at(const ft_context *context, uint32_t at) {
    return at < context->text->count ? context->text->unit[at] : 0;
}

/* The exchange of the last ticker before, in the same line. */
static fintag_str ticker_exchange(const ft_context *context, ft_candidate *const *kept, size_t index) {
    enum { LOOK = 120 };
    for (size_t i = index; i-- > 0;) {
        const ft_candidate *ticker = kept[i];
        if (kept[index]->begin - ticker->begin > LOOK) break;
        if (ticker->type != FINTAG_TICKER || !ticker->value.ident) continue;
        for (uint32_t at = ticker->end; at < kept[index]->begin; at++)
            if (unit_at(context, at) == '\n') return (fintag_str){0};
        return ticker->value.ident->out.mic;
    }
    return (fintag_str){0};
}

static bool is_sentence_end(char16_t c) {
    return c == u'。' || c == '\n' || c == '!' || c == '?';
}

static void remember_yuan(const ft_context *context, const ft_candidate *candidate, ft_named_yuan *yuan) {
    const fintag_quantity *out = &candidate->value.quantity->out;
    if (out->kind != FINTAG_MONEY || candidate->value.quantity->open_currency) return;
    bool foreign = ft_str_is(out->currency, "TWD") || ft_str_is(out->currency, "HKD");
    bool leads = unit_at(context, candidate->end - 1) == u'元' && out->currency_by == FINTAG_BY_WORD;
    ft_ustr text = ft_stretch_text(context, (ft_stretch){candidate->begin, candidate->end});
    leads = leads && !ft_ustr_ends(text, FT_USTR(u"港元")) && !ft_ustr_ends(text, FT_USTR(u"台元"));
    *yuan = foreign && leads ? (ft_named_yuan){out->currency, candidate->end} : (ft_named_yuan){0};
}

static void infer(const ft_context *context, ft_candidate *const *kept, size_t index, const ft_named_yuan *yuan) {
    ft_quantity *q = kept[index]->value.quantity;
    ft_stretch at = {kept[index]->begin, kept[index]->end};
    fintag_currency_by by;
    q->out.currency = ft_money_of_region(q->money, context->region, &by);
    if (q->money != FT_MONEY_YUAN && by == FINTAG_BY_SYMBOL && q->money_by != FINTAG_BY_SYMBOL) by = FINTAG_BY_DEFAULT;
    q->out.currency_by = by;
    if (q->money == FT_MONEY_YEN_SIGN && ft_setting_near(context, at, FT_USTR(u"yen"))) {
        q->out.currency = FINTAG_STR("JPY");
        q->out.currency_by = FINTAG_BY_CONTEXT;
    }
    if (q->money == FT_MONEY_YUAN && by == FINTAG_BY_DEFAULT &&
        ft_str_is(ticker_exchange(context, kept, index), "XHKG") &&
        ft_setting_near(context, at, FT_USTR(u"share-price"))) {
        q->out.currency = FINTAG_STR("HKD");
        q->out.currency_by = FINTAG_BY_CONTEXT;
    }
    /* 营收新台币237.6亿元，累计2310.8亿元: the sentence has said which yuan it speaks of */
    bool again = q->money == FT_MONEY_YUAN && q->out.currency_by == FINTAG_BY_DEFAULT && yuan->iso.len;
    for (uint32_t i = yuan->end; again && i < at.begin; i++) again = !is_sentence_end(unit_at(context, i));
    if (!again) return;
    q->out.currency = yuan->iso;
    q->out.currency_by = FINTAG_BY_CONTEXT;
}

void ft_open_currency(const ft_context *context, ft_candidate *const *kept, size_t index, ft_named_yuan *yuan) {
    if (kept[index]->value.quantity->open_currency) infer(context, kept, index, yuan);
    remember_yuan(context, kept[index], yuan);
}
