/* Value functions that rules may call: name, what it makes. Declares ft_value_<name> for each; the registry is in
 * rule/registry.c. */
#ifndef FT_KINDS_H
#define FT_KINDS_H

#include "value/value.h"

#define FT_VALUES(X)                                                                                               \
    X(quantity, "a measure, count, money, percent, ratio or number from num, num2, unit, cur, per ...")            \
    X(date, "a date, time, period, duration or set from y, m, d, h, rel, expr ...")                                \
    X(ticker, "a ticker or identifier from code, mic, prefix, suffix; check digits are verified")                  \
    X(company_pattern, "an unlisted company by its legal or customary suffix; finds where the name begins")        \
    X(company_trade, "an unlisted company by the trade at the end of its name, after characters that are no word") \
    X(company_stake, "a company without a legal form, by a share of it or its role: 受让北京英智51%股权")          \
    X(company_st, "a listed company by the short name after ST or *ST")                                            \
    X(company_cut, "a listed company by its name as it is cut after the mark of a day: N艾隆, XD长江电")           \
    X(company_branch, "a company with its branch: from its name to 分公司")                                        \
    X(company_latin_trade, "a company with an English name that ends in a trade: Nordwind Airlines")               \
    X(company_foreign, "a company with a Latin name, after a word that says it is one")                            \
    X(organization_pattern, "a body by the end of its name, with the place that begins it")                        \
    X(company_pronoun, "该公司 and the like; which company it is shows after selection")                           \
    X(none, "nothing: the match only keeps other rules off its stretch")

#define X(name, text) ft_value_fn ft_value_##name;
FT_VALUES(X)
#undef X

#endif
