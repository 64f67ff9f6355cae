#include "text/charset.h"

#include <string.h>

#include "base/str.h"

static const ft_charset charsets[] = {
    {"utf-8", "UTF-8", FT_BYTES_UTF8, "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8"},
    {"gb18030", "GB18030", FT_BYTES_GB18030,
     "gb18030 gbk gb2312 gb_2312 gb_2312-80 chinese csgb2312 csiso58gb231280 iso-ir-58 x-gbk cp936 ms936 windows-936 "
     "euc-cn"},
    {"big5", "BIG5-HKSCS", FT_BYTES_BIG5, "big5 big5-hkscs cn-big5 csbig5 x-x-big5 cp950 ms950 windows-950"},
    {"utf-16le", "UTF-16LE", FT_BYTES_UTF16LE,
     "utf-16 utf-16le utf16 utf16le ucs-2 unicode csunicode iso-10646-ucs-2 unicodefeff"},
    {"utf-16be", "UTF-16BE", FT_BYTES_UTF16BE, "utf-16be utf16be unicodefffe"},
    {"euc-kr", "CP949", FT_BYTES_EUC_KR,
     "euc-kr cp949 cseuckr csksc56011987 iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949"},
    {"shift_jis", "CP932", FT_BYTES_SHIFT_JIS,
     "shift_jis shift-jis sjis x-sjis csshiftjis ms932 ms_kanji cp932 windows-31j"},
    {"euc-jp", "EUC-JP", FT_BYTES_EUC_JP, "euc-jp x-euc-jp cseucpkdfmtjapanese"},
    {"windows-1252", "CP1252", FT_BYTES_SINGLE,
     "windows-1252 cp1252 x-cp1252 ansi_x3.4-1968 ascii us-ascii iso-8859-1 iso8859-1 iso88591 iso_8859-1 "
     "iso_8859-1:1987 iso-ir-100 cp819 ibm819 latin1 l1 csisolatin1"},
    {"windows-1250", "CP1250", FT_BYTES_SINGLE, "windows-1250 cp1250 x-cp1250"},
    {"windows-1251", "CP1251", FT_BYTES_SINGLE, "windows-1251 cp1251 x-cp1251"},
    {"windows-1253", "CP1253", FT_BYTES_SINGLE, "windows-1253 cp1253 x-cp1253"},
    {"windows-1254", "CP1254", FT_BYTES_SINGLE, "windows-1254 cp1254 x-cp1254 iso-8859-9 iso8859-9 latin5 l5"},
    {"windows-1255", "CP1255", FT_BYTES_SINGLE, "windows-1255 cp1255 x-cp1255"},
    {"windows-1256", "CP1256", FT_BYTES_SINGLE, "windows-1256 cp1256 x-cp1256"},
    {"windows-1257", "CP1257", FT_BYTES_SINGLE, "windows-1257 cp1257 x-cp1257"},
    {"windows-1258", "CP1258", FT_BYTES_SINGLE, "windows-1258 cp1258 x-cp1258"},
    {"iso-8859-2", "ISO-8859-2", FT_BYTES_SINGLE, "iso-8859-2 iso8859-2 iso_8859-2 latin2 l2"},
    {"iso-8859-5", "ISO-8859-5", FT_BYTES_SINGLE, "iso-8859-5 iso8859-5 iso_8859-5 cyrillic"},
    {"iso-8859-7", "ISO-8859-7", FT_BYTES_SINGLE, "iso-8859-7 iso8859-7 iso_8859-7 greek"},
    {"iso-8859-15", "ISO-8859-15", FT_BYTES_SINGLE, "iso-8859-15 iso8859-15 iso_8859-15 latin9 l9"},
    {"koi8-r", "KOI8-R", FT_BYTES_SINGLE, "koi8-r koi8 koi koi8_r cskoi8r"},
    {"koi8-u", "KOI8-U", FT_BYTES_SINGLE, "koi8-u koi8-ru"},
    {"macintosh", "MACINTOSH", FT_BYTES_SINGLE, "macintosh mac csmacintosh x-mac-roman"},
};

enum { CHARSETS = sizeof charsets / sizeof *charsets };

static bool space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

/* Is the lower-case word one of the labels? */
static bool among(const char *labels, const char *word, size_t len) {
    while (*labels) {
        size_t label = strcspn(labels, " ");
        if (label == len && memcmp(labels, word, len) == 0) return true;
        labels += label + (labels[label] == ' ');
    }
    return false;
}

const ft_charset *ft_charset_find(fintag_str label) {
    char word[32];
    while (label.len && space(label.ptr[0])) label.ptr++, label.len--;
    while (label.len && space(label.ptr[label.len - 1])) label.len--;
    if (!label.len || label.len > sizeof word) return NULL;
    for (size_t i = 0; i < label.len; i++) {
        char c = label.ptr[i];
        word[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    }
    for (size_t i = 0; i < CHARSETS; i++)
        if (among(charsets[i].labels, word, label.len)) return &charsets[i];
    return NULL;
}

const ft_charset *ft_charset_named(const char *name) {
    for (size_t i = 0; i < CHARSETS; i++)
        if (strcmp(charsets[i].name, name) == 0) return &charsets[i];
    return &charsets[0];
}

const ft_charset *ft_charset_marked(fintag_str bytes, size_t *mark) {
    static const struct {
        const char *bytes;
        size_t len;
        const char *charset;
    } marks[] = {{"\xEF\xBB\xBF", 3, "utf-8"},
                 {"\xFF\xFE", 2, "utf-16le"},
                 {"\xFE\xFF", 2, "utf-16be"},
                 {"\x84\x31\x95\x33", 4, "gb18030"}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (bytes.len < marks[i].len || memcmp(bytes.ptr, marks[i].bytes, marks[i].len) != 0) continue;
        *mark = marks[i].len;
        return ft_charset_named(marks[i].charset);
    }
    *mark = 0;
    return NULL;
}

static bool between(unsigned char c, unsigned low, unsigned high) {
    return c >= low && c <= high;
}

static unsigned gb18030_sequence(const unsigned char *s, size_t left) {
    if (!between(s[0], 0x81, 0xFE) || left < 2) return 0;
    if (between(s[1], 0x40, 0xFE)) return s[1] == 0x7F ? 0 : 2;
    bool four = left >= 4 && between(s[1], '0', '9') && between(s[2], 0x81, 0xFE) && between(s[3], '0', '9');
    return four ? 4 : 0;
}

static unsigned utf16_sequence(const unsigned char *s, size_t left, unsigned high) {
    if (left < 2) return 0;
    if ((s[high] & 0xF8) != 0xD8) return 2;
    bool pair = (s[high] & 0xFC) == 0xD8 && left >= 4 && (s[2 + high] & 0xFC) == 0xDC;
    return pair ? 4 : 0;
}

unsigned ft_charset_sequence(const ft_charset *charset, const unsigned char *s, size_t left) {
    if (charset->bytes == FT_BYTES_UTF16LE) return utf16_sequence(s, left, 1);
    if (charset->bytes == FT_BYTES_UTF16BE) return utf16_sequence(s, left, 0);
    if (s[0] < 0x80) return 1;
    unsigned second = left < 2 ? 0 : s[1];
    switch (charset->bytes) {
    case FT_BYTES_GB18030: return gb18030_sequence(s, left);
    case FT_BYTES_BIG5:
        return between(s[0], 0x81, 0xFE) && (between((unsigned char)second, 0x40, 0x7E) || second >= 0xA1) ? 2 : 0;
    case FT_BYTES_EUC_KR: return between(s[0], 0x81, 0xFE) && second >= 0x41 ? 2 : 0;
    case FT_BYTES_SHIFT_JIS:
        if (between(s[0], 0xA1, 0xDF)) return 1;
        return between(s[0], 0x81, 0xFC) && s[0] != 0xA0 && second >= 0x40 && second != 0x7F ? 2 : 0;
    case FT_BYTES_EUC_JP:
        if (s[0] == 0x8F) return left >= 3 && second >= 0xA1 && s[2] >= 0xA1 ? 3 : 0;
        return (s[0] == 0x8E || s[0] >= 0xA1) && second >= 0xA1 ? 2 : 0;
    default: return 1;
    }
}

unsigned ft_charset_bad(const ft_charset *charset, const unsigned char *s, size_t left) {
    switch (charset->bytes) {
    case FT_BYTES_UTF8:
    case FT_BYTES_SINGLE: return 1;
    case FT_BYTES_UTF16LE:
    case FT_BYTES_UTF16BE: return left < 2 ? 1 : 2;
    case FT_BYTES_GB18030:
        if (gb18030_sequence(s, left) == 4) return 4;
        if (left < 4 && between(s[0], 0x81, 0xFE) && (left < 2 || between(s[1], '0', '9')) &&
            (left < 3 || between(s[2], 0x81, 0xFE)))
            return (unsigned)left; /* cut by the end */
        break;
    case FT_BYTES_EUC_JP:
        if (ft_charset_sequence(charset, s, left) == 3) return 3;
        break;
    default: break;
    }
    /* A lead byte takes its trail along, but a trail that is ASCII may be markup. */
    return s[0] > 0x80 && s[0] < 0xFF && left >= 2 && s[1] >= 0x80 ? 2 : 1;
}
