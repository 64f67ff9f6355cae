/* Matching form: what dictionaries and patterns see.
 *
 * UTF-8 text becomes an array of 16-bit units, one per code point: NFKC, lower case, traditional characters to
 * simplified ones, variants of dashes, quotes, dots and spaces to one of each, full width to half width. So a unit's
 * index is, but for the rare code point that expands (㎡ -> m2) or vanishes (zero-width space), the code point's index.
 * A code point above U+FFFF becomes one private-use unit (by hash: ideographs U+E000-U+EFFF, the rest U+F000-U+F8FF):
 * it equals itself and is never text. No surrogates: patterns run in UCS-2, without UTF checks. Folding what is folded
 * changes nothing.
 *
 * dashes - – — ― − ‐ ‑ ‒ -> '-'          tildes ～ 〜 ∼ -> '~'          dots · • ・ ‧ ∙ -> '·'          … ⋯ -> '…'
 * spaces U+00A0 U+3000 U+2000-200A ..., tab and \r -> ' '          line ends U+2028 U+2029 U+0085 -> '\n'
 * “ ” 「 」 〝 〞 -> “ ”, while " and ＂ -> '"'          ‘ ’ 『 』 -> ‘ ’, while ' and ’ between letters (Moody’s) -> '
 * ○ behind a Chinese numeral -> 〇 (二○二二)
 * One unit as they are, because NFKC would make other numbers or words of them: ½ ① ⒈ ™, and ² behind a digit (10²).
 *
 * The policy is data: variants.tsv. */
#ifndef FT_FOLD_H
#define FT_FOLD_H

#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "text/offmap.h"

/* Classes of units, bits of ft_unit_class[]. */
enum {
    FT_C_DIGIT = 1,  /* 0-9 */
    FT_C_LETTER = 2, /* letters of scripts that separate words: a-z, accented Latin, Greek, Cyrillic */
    FT_C_HAN = 4,    /* Han ideographs, numerals among them */
    FT_C_NUMERAL = 8, /* 零〇一二三四五六七八九十百千万亿兆两廿卅壹贰叁肆伍陆柒捌玖拾佰仟 and 半几数 */
    FT_C_SPACE = 16, /* white space, newline among them */
    FT_C_PUNCT = 32, /* punctuation and symbols */
    FT_C_KANA = 64,  /* kana, hangul and other scripts without word spaces */
    FT_C_USER = 128  /* free for the dictionary stage's own copy */
};
extern const uint8_t ft_unit_class[65536];

typedef struct {
    char16_t *unit; /* count units, then one 0 */
    uint32_t count, capacity;
    uint64_t *upper;  /* bit i: unit i was written in upper case, or is a long dash (—), which is no minus */
    ft_offmap points; /* units -> code points of the text */
} ft_folded;

/* Fold valid UTF-8 (at most 256 MiB). Buffers of `out` are reused. False when out of memory. */
bool ft_fold(const char *text, size_t len, ft_folded *out);
void ft_folded_free(ft_folded *folded);
/* Fold a short string, as for dictionary surfaces. Absent when out of memory. */
ft_ustr ft_fold_str(ft_arena *arena, fintag_str text);
/* Back to UTF-8 (private-use stand-ins as U+FFFD). */
fintag_str ft_unfold(ft_arena *arena, ft_ustr units);

/* Is the '-' at this unit a long dash? Behind a word that is punctuation: 两笔收购—27亿美元. */
static inline bool ft_was_long_dash(const ft_folded *folded, uint32_t at) {
    return folded->unit[at] == '-' && folded->upper[at >> 6] >> (at & 63) & 1;
}

static inline bool ft_was_upper(const ft_folded *folded, uint32_t at) {
    return folded->upper[at >> 6] >> (at & 63) & 1;
}

#endif
