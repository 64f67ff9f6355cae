/* Build-time program: makes fold_tables.c.
 *   gen_fold UNIHAN_VARIANTS EQUIVALENT_IDEOGRAPHS VARIANTS_TSV OUT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/fold.h"
#include "text/fold_tables.h"
#include "text/gen_fold.h"

enum { POOL_MAX = 65535, EXPANSIONS_MAX = 0xE000 - FT_FOLD_SPECIAL, WIDE_MAX = 20000 };

typedef struct {
    uint16_t unit[65536];
    uint64_t upper[1024];
    ft_expansion expansions[EXPANSIONS_MAX];
    unsigned expansion_count;
    char16_t pool[POOL_MAX];
    unsigned pool_count;
    ft_wide wide[WIDE_MAX];
    unsigned wide_count;
} tables;

static bool fail(const char *what, uint32_t point) {
    fprintf(stderr, "gen_fold: U+%04X: %s\n", (unsigned)point, what);
    return false;
}

static uint16_t unit_of(uint32_t point) {
    return point < 0x10000 ? (uint16_t)point : ft_fold_stand_in(point);
}

static bool add_expansion(tables *out, uint32_t point, const gen_sequence *folded, uint32_t upper, uint16_t *value) {
    unsigned count = folded->count < FT_FOLD_EXPANSION_MAX ? folded->count : FT_FOLD_EXPANSION_MAX;
    if (out->expansion_count == EXPANSIONS_MAX || out->pool_count + count > POOL_MAX)
        return fail("too many expansions", point);
    *value = (uint16_t)(FT_FOLD_SPECIAL + out->expansion_count);
    out->expansions[out->expansion_count++] = (ft_expansion){
        .at = (uint16_t)out->pool_count, .len = (uint8_t)count, .upper = upper & ((UINT32_C(1) << count) - 1)};
    for (unsigned i = 0; i < count; i++) out->pool[out->pool_count++] = unit_of(folded->points[i]);
    return true;
}

/* Value of what folds by its neighbours, or cannot be seen; 0 for the rest. */
static uint16_t value_by_rule(uint8_t rule) {
    switch ((gen_rule)rule) {
    case GEN_GONE: return FT_FOLD_GONE;
    case GEN_APOSTROPHE: return FT_FOLD_APOSTROPHE;
    case GEN_RAISED: return FT_FOLD_RAISED;
    case GEN_CIRCLE: return FT_FOLD_CIRCLE;
    default: return 0;
    }
}

/* Value of a point in the tables; *upper: it is one upper-case unit. */
static bool value_of(const gen_data *data, tables *out, uint32_t point, uint16_t *value, bool *upper) {
    *upper = false;
    *value = value_by_rule(data->rule[point]);
    if (*value) return true;
    if (data->rule[point] == GEN_NONE && point < 0x10000 && gen_joins(point)) {
        *value = FT_FOLD_JOINS;
        return true;
    }
    gen_sequence folded;
    uint32_t upper_bits;
    if (!gen_fold_point(data, point, &folded, &upper_bits)) return fail("does not settle", point);
    if (!folded.count) return fail("comes to nothing", point);
    if (folded.count > 1) return add_expansion(out, point, &folded, upper_bits, value);
    *value = value_by_rule(data->rule[folded.points[0]]);
    if (!*value) *value = unit_of(folded.points[0]);
    *upper = upper_bits & 1;
    return true;
}

static bool fill_narrow(const gen_data *data, tables *out) {
    for (uint32_t point = 0; point < 0x10000; point++) {
        bool upper;
        if (point >= 0xD800 && point < 0xE000) {
            out->unit[point] = 0xFFFD; /* not in valid UTF-8 */
            continue;
        }
        if (!value_of(data, out, point, &out->unit[point], &upper)) return false;
        if (upper || point == 0x2014 || point == 0x2015) out->upper[point >> 6] |= UINT64_C(1) << (point & 63);
    }
    return true;
}

static bool fill_wide(const gen_data *data, tables *out) {
    for (uint32_t point = 0x10000; point < GEN_POINTS; point++) {
        uint16_t value;
        bool upper;
        if (!value_of(data, out, point, &value, &upper)) return false;
        if (value == ft_fold_stand_in(point) && !upper) continue;
        if (out->wide_count == WIDE_MAX) return fail("too many", point);
        out->wide[out->wide_count++] = (ft_wide){.point = point, .value = value, .upper = upper};
    }
    return true;
}

/* Simplified forms above U+FFFF fold to the traditional form, which every font has; so both are one. */
static bool turn_around(gen_data *data) {
    for (uint32_t from = 0; from < 0x10000; from++) {
        uint32_t to = data->simple[from];
        if (to < 0x10000 || data->rule[to] != GEN_NONE) continue;
        data->rule[to] = GEN_TO;
        data->to[to] = from;
    }
    return true;
}

/* Does the unit stay when it is folded again? With what stands before it, combining marks and the like may not. */
static bool settled(const tables *out, uint16_t unit) {
    uint16_t value = out->unit[unit];
    return value == unit || (value >= FT_FOLD_JOINS && value <= FT_FOLD_CIRCLE);
}

/* Simplified text must stay as it is: of GB 2312 only what variants.tsv names changes, and every unit folds to itself.
 */
static bool check(const gen_data *data, const tables *out) {
    for (uint32_t point = 0; point < 0x10000; point++) {
        if (data->gb2312[point] && data->rule[point] == GEN_NONE && out->unit[point] != point)
            return fail("GB 2312 must stay", point);
        if (!ft_fold_is_special(out->unit[point]) && !settled(out, out->unit[point]))
            return fail("folds again when folded", point);
    }
    for (unsigned i = 0; i < out->pool_count; i++)
        if (!settled(out, out->pool[i])) return fail("folds again when folded", out->pool[i]);
    for (unsigned i = 0; i < out->wide_count; i++)
        if (!ft_fold_is_special(out->wide[i].value) && !settled(out, out->wide[i].value))
            return fail("folds again when folded", out->wide[i].point);
    return true;
}

static void write_tables(FILE *file, const tables *out) {
    fputs("/* Made by gen_fold; do not edit. */\n#include \"text/fold.h\"\n#include \"text/fold_tables.h\"\n\n", file);
    fputs("const uint16_t ft_fold_unit[65536] = {", file);
    for (unsigned i = 0; i < 65536; i++) fprintf(file, "%s%u,", i % 16 ? "" : "\n", (unsigned)out->unit[i]);
    fputs("\n};\n\nconst uint64_t ft_fold_upper[1024] = {", file);
    for (unsigned i = 0; i < 1024; i++)
        fprintf(file, "%s0x%llxu,", i % 8 ? "" : "\n", (unsigned long long)out->upper[i]);
    fputs("\n};\n\nconst ft_expansion ft_fold_expansions[] = {", file);
    for (unsigned i = 0; i < out->expansion_count; i++)
        fprintf(file, "%s{%u,%u,0x%x},", i % 8 ? "" : "\n", (unsigned)out->expansions[i].at,
                (unsigned)out->expansions[i].len, (unsigned)out->expansions[i].upper);
    fputs("\n};\n\nconst char16_t ft_fold_pool[] = {", file);
    for (unsigned i = 0; i < out->pool_count; i++) fprintf(file, "%s%u,", i % 16 ? "" : "\n", (unsigned)out->pool[i]);
    fputs("\n};\n\nconst ft_wide ft_fold_wide[] = {", file);
    for (unsigned i = 0; i < out->wide_count; i++)
        fprintf(file, "%s{%u,%u,%d},", i % 8 ? "" : "\n", (unsigned)out->wide[i].point, (unsigned)out->wide[i].value,
                out->wide[i].upper);
    fprintf(file, "\n};\nconst uint32_t ft_fold_wide_count = %u;\n\nconst uint8_t ft_unit_class[65536] = {",
            out->wide_count);
    for (unsigned i = 0; i < 65536; i++) fprintf(file, "%s%u,", i % 32 ? "" : "\n", (unsigned)gen_class(i));
    fputs("\n};\n", file);
}

int main(int count, char **args) {
    if (count != 5) {
        fputs("usage: gen_fold UNIHAN_VARIANTS EQUIVALENT_IDEOGRAPHS VARIANTS_TSV OUT\n", stderr);
        return 2;
    }
    gen_data *data = calloc(1, sizeof *data);
    tables *out = calloc(1, sizeof *out);
    if (!data || !out) return 3;
    gen_joins_prepare();
    bool good = gen_read_gb2312(data) && gen_read_unihan(data, args[1]) && gen_read_variants(data, args[3]) &&
                gen_read_radicals(data, args[2]) && turn_around(data) && fill_narrow(data, out) &&
                fill_wide(data, out) && check(data, out);
    FILE *file = good ? fopen(args[4], "w") : NULL;
    if (file) write_tables(file, out);
    good = file && !ferror(file) && fclose(file) == 0;
    if (!good) fprintf(stderr, "gen_fold: %s not made\n", args[4]);
    free(data);
    free(out);
    return good ? 0 : 1;
}
