/* Names that groups of patterns may have: (?<num>...). A group with another name is refused when the rules are
 * compiled. */
#ifndef FT_SLOTS_H
#define FT_SLOTS_H

/* clang-format off */
#define FT_SLOTS(X)                                                                                                    \
    /* quantities */                                                                                                   \
    X(num)                                                                                                             \
    X(num2)                                                                                                            \
    X(unit)                                                                                                            \
    X(unit2)                                                                                                           \
    X(cur)                                                                                                             \
    X(cur2) X(scale) X(scale2) X(per) X(per2) X(bound) X(bound2) X(sign) X(word) X(dir) X(basis) X(lead) X(tail) X(a)  \
        X(b) X(c) /* dates; 2 for the second half of a range */                                                        \
        X(y) X(m) X(d) X(h) X(mi) X(s) X(y2) X(m2) X(d2) X(h2) X(mi2) X(s2) X(wd) X(wd2) X(part) X(part2) X(zone) X(q) \
            X(q2) X(half) X(half2) X(n) X(n2) X(era) X(rel) X(rel2) X(mod) X(open) X(close) X(holiday) X(grain) X(fy)  \
                X(ten) X(expr) X(expr2) X(month) X(month2) /* names and identifiers */                                 \
        X(code) X(mic) X(prefix) X(suffix) X(name) X(place) X(short)
/* clang-format on */

typedef enum {
#define X(name) FT_SLOT_##name,
    FT_SLOTS(X)
#undef X
        FT_SLOT_COUNT
} ft_slot;

#endif
