#include "value/unit.h"

#include "value/number.h"

static const ft_class measures[] = {FT_CLASS_unit, FT_CLASS_unitsym, FT_CLASS_unitword};
static const ft_class things[] = {FT_CLASS_classifier, FT_CLASS_countword};
static const ft_class times_of_calendar[] = {FT_CLASS_pertime};
#define COUNT(array) (sizeof(array) / sizeof *(array))

static fintag_str get(const ft_context *context, const ft_row *row, ft_column column) {
    return ft_row_get(context->rules, row, column);
}

static bool fill(const ft_context *context, const ft_row *row, ft_unit *out) {
    *out = (ft_unit){.code = get(context, row, FT_COL_unit),
                     .si = get(context, row, FT_COL_si),
                     .per = get(context, row, FT_COL_per)};
    out->written = ft_unfold(context->arena, ft_row_surface(context->rules, row));
    return ft_rational_parse(get(context, row, FT_COL_factor), &out->factor) &&
           ft_rational_parse(get(context, row, FT_COL_scale), &out->scale);
}

const char *ft_unit_read(const ft_context *context, ft_stretch word, const ft_stretch *figure, ft_unit *out) {
    const ft_row *row = ft_row_admitted(context, measures, COUNT(measures), word, figure);
    if (!row) return "the word is no unit here";
    return fill(context, row, out) ? NULL : "malformed factor of the unit";
}

fintag_str ft_per_times(const ft_context *context, ft_ustr text) {
    ft_number number;
    if (!text.len || !ft_number_parse(text, &number) || number.approx || ft_decimal_cmp(number.low, number.high))
        return (fintag_str){"", 0};
    if (ft_decimal_cmp(number.low, ft_decimal_int(1)) == 0 || number.low.exponent < 0) return (fintag_str){"", 0};
    return ft_decimal_text(context->arena, number.low);
}

/* A code that stands under a stroke or behind a factor. */
static fintag_str enclosed(const ft_context *context, fintag_str code) {
    bool compound = memchr(code.ptr, '.', code.len) || memchr(code.ptr, '/', code.len);
    if (!code.len || !compound || code.ptr[0] == '(') return code;
    return ft_format(context->arena, "(%.*s)", (int)code.len, code.ptr);
}

static fintag_str multiplied(const ft_context *context, fintag_str times, fintag_str code) {
    if (!times.len) return code;
    return ft_format(context->arena, "%.*s.%.*s", (int)times.len, times.ptr, (int)code.len, code.ptr);
}

/* ---- Per a thing or calendar time -------------------------------------------------------------------------- */

fintag_str ft_per_code(const ft_context *context, ft_stretch word, fintag_str times) {
    const ft_row *row = ft_row_admitted(context, times_of_calendar, COUNT(times_of_calendar), word, NULL);
    if (!row) row = ft_row_admitted(context, measures, COUNT(measures), word, NULL);
    if (!row) row = ft_row_admitted(context, things, COUNT(things), word, NULL);
    if (!row) return (fintag_str){0};
    ft_unit unit;
    if (!fill(context, row, &unit)) return (fintag_str){0};
    if (ft_rational_is_one(&unit.factor)) return multiplied(context, times, unit.code);
    /* No UCUM code has this size: say so in an annotation, as the amount itself must not change. */
    if (ft_rational_is_power_of_ten(&unit.factor) && !times.len) {
        bool exact;
        ft_decimal factor = ft_decimal_div(unit.factor.numerator, unit.factor.denominator, &exact);
        if (factor.exponent > 0) return multiplied(context, ft_decimal_text(context->arena, factor), unit.code);
    }
    return multiplied(context, times, ft_format(context->arena, "{%.*s}", (int)unit.written.len, unit.written.ptr));
}

/* ---- Measures per something -------------------------------------------------------------------------------- */

static fintag_str quotient(const ft_context *context, fintag_str above, fintag_str below) {
    fintag_str under = enclosed(context, below);
    return ft_format(context->arena, "%.*s/%.*s", (int)above.len, above.ptr, (int)under.len, under.ptr);
}

/* unit / other, in code and in SI. */
static const char *divide(const ft_context *context, ft_unit *unit, const ft_unit *other, fintag_str times) {
    ft_rational below = other->scale, count;
    if (!ft_rational_is_one(&other->factor)) return "a unit per a unit that has no code of its own";
    unit->code = quotient(context, unit->code, multiplied(context, times, other->code));
    if (!ft_rational_parse(times, &count) || !ft_rational_mul(&below, &count, &below) ||
        !ft_rational_div(&unit->scale, &below, &unit->scale))
        return "the factor needs too many digits";
    unit->si = unit->si.len && other->si.len ? quotient(context, unit->si, other->si) : (fintag_str){"", 0};
    return NULL;
}

const char *ft_unit_per(const ft_context *context, ft_stretch word, fintag_str times, ft_unit *unit) {
    ft_unit other;
    const ft_row *row = ft_row_admitted(context, times_of_calendar, COUNT(times_of_calendar), word, NULL);
    bool clock = row && ft_flag(get(context, row, FT_COL_flags), "clock");
    if (clock) {
        if (!fill(context, row, &other)) return "malformed factor of the unit";
        other.si = FINTAG_STR("s");
        return divide(context, unit, &other, times);
    }
    if (!row) {
        row = ft_row_admitted(context, measures, COUNT(measures), word, NULL);
        if (row && fill(context, row, &other) && other.si.len && ft_rational_is_one(&other.factor))
            return divide(context, unit, &other, times);
    }
    fintag_str code = ft_per_code(context, word, times);
    if (!code.len) return "no unit behind the stroke";
    unit->per = unit->per.len
                    ? ft_format(context->arena, "%.*s.%.*s", (int)unit->per.len, unit->per.ptr, (int)code.len, code.ptr)
                    : code;
    return NULL;
}
