#include "source/language.h"

#include "base/utf8.h"
#include "source/ascii.h"
#include "text/fold.h"

enum {
    LOOK = 4096,         /* bytes of text */
    SAMPLE = 300,        /* Han characters whose script is looked at */
    LETTERS_PER_HAN = 4, /* a Han character says about as much as these */
    TRADITIONAL = 20,    /* one in so many characters has a simplified form: in traditional text it is one in three */
    ACCENTED = 12,       /* one in so many letters has an accent: not English */
    KANA = 4             /* a kana for so many Han characters: Japanese */
};

typedef struct {
    uint32_t han, letters, accented, kana, other;
    char sample[SAMPLE * 3]; /* the Han characters in UTF-8 */
    size_t sample_len;
} count;

static void count_other(count *n, uint32_t c, const char *at, unsigned len) {
    if ((c >= 0x4E00 && c < 0xA000) || (c >= 0x3400 && c < 0x4DC0)) {
        n->han++;
        if (n->sample_len + len > sizeof n->sample) return;
        memcpy(n->sample + n->sample_len, at, len);
        n->sample_len += len;
    } else if (c >= 0xC0 && c < 0x250 && c != 0xD7 && c != 0xF7) {
        n->accented++;
    } else if (c >= 0x3041 && c < 0x3100) {
        n->kana++;
    } else if (c < 0x10000 && ft_unit_class[c] & (FT_C_LETTER | FT_C_KANA)) {
        n->other++;
    }
}

static void count_text(count *n, fintag_str text) {
    unsigned len;
    for (size_t at = 0; at < text.len; at += len) {
        uint32_t c = ft_utf8_get(text.ptr + at, &len);
        if (c >= 0x80)
            count_other(n, c, text.ptr + at, len);
        else
            n->letters += ft_ascii_letter((char)c);
    }
}

/* Does folding, which simplifies, change so many of the characters that they must be traditional ones? */
static bool is_traditional(ft_arena *arena, const count *n) {
    ft_ustr folded = ft_fold_str(arena, (fintag_str){n->sample, n->sample_len});
    uint32_t changed = 0;
    unsigned len;
    size_t at = 0;
    for (uint32_t i = 0; i < folded.len && at < n->sample_len; i++, at += len)
        changed += ft_utf8_get(n->sample + at, &len) != folded.ptr[i];
    return changed * TRADITIONAL > folded.len;
}

const char *ft_language(ft_arena *arena, fintag_str text) {
    count n = {0};
    if (text.len > LOOK) {
        text.len = LOOK;
        while (text.len && ((unsigned char)text.ptr[text.len] & 0xC0) == 0x80) text.len--;
    }
    count_text(&n, text);
    uint32_t letters = n.letters + n.accented;
    if (n.han && n.han * LETTERS_PER_HAN >= letters && n.han >= n.other && n.kana * KANA < n.han)
        return is_traditional(arena, &n) ? "zh-Hant" : "zh-Hans";
    bool english = letters && n.other + n.kana < letters && n.accented * ACCENTED < letters;
    return english ? "en" : "und";
}
