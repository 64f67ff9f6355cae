#include "value/money.h"

static ft_money_kind kind_of(fintag_str name) {
    if (ft_str_is(name, "yuan")) return FT_MONEY_YUAN;
    if (ft_str_is(name, "dollar")) return FT_MONEY_DOLLAR;
    if (ft_str_is(name, "yen-sign")) return FT_MONEY_YEN_SIGN;
    return FT_MONEY_NAMED;
}

static fintag_currency_by by_of(fintag_str name) {
    if (ft_str_is(name, "symbol")) return FINTAG_BY_SYMBOL;
    if (ft_str_is(name, "code")) return FINTAG_BY_CODE;
    if (ft_str_is(name, "word")) return FINTAG_BY_WORD;
    return FINTAG_BY_DEFAULT;
}

bool ft_money_read(const ft_context *context, ft_stretch word, ft_stretch figure, ft_money *out) {
    static const ft_class before[] = {FT_CLASS_currencysign, FT_CLASS_currencycode};
    static const ft_class behind[] = {FT_CLASS_currency, FT_CLASS_currencycode, FT_CLASS_currencyword,
                                      FT_CLASS_currencysign};
    bool leads = word.begin < figure.begin;
    const ft_row *row = ft_row_admitted(context, leads ? before : behind, leads ? 2 : 4, word, &figure);
    if (!row) return false;
    *out = (ft_money){.kind = kind_of(ft_row_get(context->rules, row, FT_COL_kind)),
                      .iso = ft_row_get(context->rules, row, FT_COL_iso),
                      .by = by_of(ft_row_get(context->rules, row, FT_COL_by))};
    return ft_rational_parse(ft_row_get(context->rules, row, FT_COL_factor), &out->factor);
}

fintag_str ft_money_of_region(ft_money_kind kind, ft_region region, fintag_currency_by *by) {
    static const struct {
        const char *iso;
        fintag_currency_by by;
    } open[][4] = {
        [FT_MONEY_YUAN] = {[FT_REGION_CN] = {"CNY", FINTAG_BY_DEFAULT},
                           [FT_REGION_HK] = {"HKD", FINTAG_BY_CONTEXT},
                           [FT_REGION_TW] = {"TWD", FINTAG_BY_CONTEXT},
                           [FT_REGION_US] = {"CNY", FINTAG_BY_DEFAULT}},
        [FT_MONEY_DOLLAR] = {[FT_REGION_CN] = {"USD", FINTAG_BY_SYMBOL},
                             [FT_REGION_HK] = {"HKD", FINTAG_BY_CONTEXT},
                             [FT_REGION_TW] = {"USD", FINTAG_BY_SYMBOL},
                             [FT_REGION_US] = {"USD", FINTAG_BY_SYMBOL}},
        [FT_MONEY_YEN_SIGN] = {[FT_REGION_CN] = {"CNY", FINTAG_BY_SYMBOL},
                               [FT_REGION_HK] = {"CNY", FINTAG_BY_SYMBOL},
                               [FT_REGION_TW] = {"CNY", FINTAG_BY_SYMBOL},
                               [FT_REGION_US] = {"CNY", FINTAG_BY_SYMBOL}},
    };
    *by = open[kind][region].by;
    return (fintag_str){open[kind][region].iso, 3};
}
