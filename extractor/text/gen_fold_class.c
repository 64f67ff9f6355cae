/* The class of a unit, from its block and general category. */
#include <utf8proc.h>

#include "text/fold.h"
#include "text/gen_fold.h"

typedef struct {
    uint32_t first, last;
} range;

static bool within(const range *ranges, size_t count, uint32_t unit) {
    for (size_t i = 0; i < count; i++)
        if (unit >= ranges[i].first && unit <= ranges[i].last) return true;
    return false;
}

/* U+E000-U+EFFF stand for ideographs above U+FFFF. */
static const range han[] = {{0x2E80, 0x2FDF}, {0x3005, 0x3007}, {0x3021, 0x3029}, {0x3038, 0x303B},
                            {0x3400, 0x4DBF}, {0x4E00, 0x9FFF}, {0xE000, 0xEFFF}, {0xF900, 0xFAFF}};

/* Thai, Lao, Tibetan, Burmese, Khmer; Hangul, kana, Bopomofo, Yi. */
static const range unspaced[] = {{0x0E00, 0x0EFF}, {0x0F00, 0x0FFF}, {0x1000, 0x109F}, {0x1100, 0x11FF},
                                 {0x1780, 0x17FF}, {0x3040, 0x312F}, {0x3130, 0x31BF}, {0x31F0, 0x31FF},
                                 {0xA000, 0xA4CF}, {0xA960, 0xA97F}, {0xAC00, 0xD7FF}, {0xFF66, 0xFFDC}};

static const uint32_t numerals[] = U"零〇一二三四五六七八九十百千万亿兆两廿卅壹贰叁肆伍陆柒捌玖拾佰仟半几数";

static bool is_word(utf8proc_category_t category) {
    switch (category) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL: return true;
    default: return false;
    }
}

uint8_t gen_class(uint32_t unit) {
    if (unit >= 0xD800 && unit < 0xE000) return 0;
    if (unit >= '0' && unit <= '9') return FT_C_DIGIT;
    if ((unit >= '\t' && unit <= '\r') || unit == 0x85) return FT_C_SPACE;
    for (const uint32_t *numeral = numerals; *numeral; numeral++)
        if (*numeral == unit) return FT_C_HAN | FT_C_NUMERAL;
    if (within(han, sizeof han / sizeof *han, unit)) return FT_C_HAN;
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)unit);
    if (category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP)
        return FT_C_SPACE;
    if (!is_word(category)) return FT_C_PUNCT;
    return within(unspaced, sizeof unspaced / sizeof *unspaced, unit) ? FT_C_KANA : FT_C_LETTER;
}
