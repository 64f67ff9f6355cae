#include "value/check_digit.h"

/* 0-9, A = 10 ... Z = 35; -1 for anything else. */
static int value_of(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'Z') return c - 'A' + 10;
    return -1;
}

bool ft_isin_valid(fintag_str isin) {
    if (isin.len != 12) return false;
    int sum = 0, place = 0;
    for (size_t i = isin.len; i-- > 0;) {
        int value = value_of(isin.ptr[i]);
        if (value < 0 || (i < 2) != (value > 9 && i < 2)) return false;
        for (; value >= 0; value = value > 9 ? value / 10 : -1) {
            int digit = value % 10 * (place++ % 2 ? 2 : 1);
            sum += digit / 10 + digit % 10;
        }
    }
    return sum % 10 == 0;
}

bool ft_lei_valid(fintag_str lei) {
    if (lei.len != 20) return false;
    unsigned rest = 0;
    for (size_t i = 0; i < lei.len; i++) {
        int value = value_of(lei.ptr[i]);
        if (value < 0) return false;
        rest = (rest * (value > 9 ? 100u : 10u) + (unsigned)value) % 97;
    }
    return rest == 1;
}

bool ft_cusip_valid(fintag_str cusip) {
    if (cusip.len != 9) return false;
    int sum = 0;
    for (size_t i = 0; i < 8; i++) {
        int value = value_of(cusip.ptr[i]);
        if (value < 0) return false;
        if (i % 2) value *= 2;
        sum += value / 10 + value % 10;
    }
    return (10 - sum % 10) % 10 == value_of(cusip.ptr[8]);
}

bool ft_sedol_valid(fintag_str sedol) {
    static const int weights[] = {1, 3, 1, 7, 3, 9, 1};
    if (sedol.len != 7) return false;
    int sum = 0;
    for (size_t i = 0; i < 7; i++) {
        int value = value_of(sedol.ptr[i]);
        if (value < 0 || memchr("AEIOU", sedol.ptr[i], 5)) return false;
        sum += value * weights[i];
    }
    return sum % 10 == 0;
}
