/* The compiled rules: dictionaries, patterns, examples. Read-only views into the mapped pack.
 *
 * A dictionary *class* is one TSV file: rows with a surface form and named columns. Hits of a class can be candidates
 * themselves (company), trigger patterns (unit), be named in patterns as @{class}, or only be looked up by key
 * (security).
 */
#ifndef FT_RULES_H
#define FT_RULES_H

#include <fintag/fintag.h>

#include "base/str.h"

/* Columns that C code reads by name; a TSV may hold others. Add a line here to read a new one. */
/* clang-format off */
#define FT_COLUMNS(X)                                                                                                  \
    X(surface)                                                                                                         \
    X(id)                                                                                                              \
    X(name)                                                                                                            \
    X(kind)                                                                                                            \
    X(policy)                                                                                                          \
    X(listings) X(code) X(mic) X(isin) X(unit) X(factor) X(per) X(si) X(dimension) X(flags) X(value) X(side) X(region) \
        X(iso) X(from) X(until) X(note) X(by) X(confidence) X(symbol) X(issuer) X(aliases) X(month) X(day) X(expr)     \
            X(word) X(scale) X(type) X(before) X(after) X(words)
/* clang-format on */

typedef enum {
#define X(name) FT_COL_##name,
    FT_COLUMNS(X)
#undef X
        FT_COL_COUNT
} ft_column;

/* Classes that C code looks up by name. A class without a file is empty. */
/* clang-format off */
#define FT_CLASSES(X)                                                                                                  \
    X(company)                                                                                                         \
    X(organization)                                                                                                    \
    X(index)                                                                                                           \
    X(trap)                                                                                                            \
    X(issuer)                                                                                                          \
    X(security) X(unit) X(currency) X(classifier) X(bound) X(direction) X(basis) X(datecue) X(holiday) X(month)        \
        X(weekday) X(zone) X(exchange) X(suffix) X(place) X(stopname) X(hazard) X(sector) X(numeral) X(witness)        \
            X(isin) X(prefix) X(regionword) X(codeword) X(genericname) X(aroundname) X(fundkind) X(fundword) X(safeword) X(commonword) X(homonym) X(surname) X(body) X(markedname) X(landnoun) X(latintrade) X(topicword) X(trade) X(venueword) /* quantities */ X(unitsym)         \
                X(unitword) X(percentunit) X(percentword) X(multiple) X(currencysign) X(currencycode) X(currencyword) X(countword) \
                    X(pertime) X(counted) X(filler) X(setting) /* dates */ X(yearcue) X(halfcue) X(monthcue)           \
                        X(weekcue) X(daypart) X(datelink) X(timeunit) X(era) X(dateopen) X(dateclose) X(spancue)       \
                            X(tense) X(ordinalword) X(setcue) X(en_datecue) X(en_yearcue) X(en_halfcue) X(en_monthcue) \
                                X(en_weekcue) X(en_weekday) X(en_daypart) X(en_holiday) X(en_timeunit) X(en_zone)
/* clang-format on */

typedef enum {
#define X(name) FT_CLASS_##name,
    FT_CLASSES(X)
#undef X
        FT_CLASS_COUNT
} ft_class;

typedef struct ft_row ft_row; /* one dictionary row */

/* First row of the class whose folded surface is exactly `surface`, or NULL. ft_row_next: the next row of the same
 * class and surface. */
const ft_row *ft_dict_find(const fintag_rules *rules, ft_class class, ft_ustr surface);
const ft_row *ft_row_next(const fintag_rules *rules, const ft_row *row);
/* Longest surface of the class that `text` begins with; *len gets its length in units. NULL when there is none. */
const ft_row *ft_dict_longest(const fintag_rules *rules, ft_class class, ft_ustr text, uint32_t *len);
/* Longest surface of the class that `text` ends with. */
const ft_row *ft_dict_longest_back(const fintag_rules *rules, ft_class class, ft_ustr text, uint32_t *len);
/* A column's text as in the TSV; an empty string when the cell is empty or the class has no such column. */
fintag_str ft_row_get(const fintag_rules *rules, const ft_row *row, ft_column column);
ft_ustr ft_row_surface(const fintag_rules *rules, const ft_row *row);

#endif
