/* Charsets by their labels, and how their bytes form sequences. */
#ifndef FT_CHARSET_H
#define FT_CHARSET_H

#include <stddef.h>

#include <fintag/fintag.h>

/* Which bytes make up one character. */
typedef enum {
    FT_BYTES_UTF8,
    FT_BYTES_SINGLE,
    FT_BYTES_GB18030, /* one, two or four */
    FT_BYTES_BIG5,
    FT_BYTES_EUC_KR,
    FT_BYTES_SHIFT_JIS,
    FT_BYTES_EUC_JP, /* one, two or three */
    FT_BYTES_UTF16LE,
    FT_BYTES_UTF16BE
} ft_bytes;

typedef struct {
    const char *name;  /* as in ft_decoded.charset */
    const char *iconv; /* name of libc's converter */
    ft_bytes bytes;
    const char *labels; /* lower case, separated by spaces */
} ft_charset;

/* The charset a label stands for, as browsers read labels ("gb2312" is GB18030, "iso-8859-1" is windows-1252). NULL
 * when it is not known: arbitrary names never reach libc. */
const ft_charset *ft_charset_find(fintag_str label);
/* The charset of that name, which must be one. */
const ft_charset *ft_charset_named(const char *name);
/* The charset that a byte order mark at the beginning says, and the mark's length; else NULL. */
const ft_charset *ft_charset_marked(fintag_str bytes, size_t *mark);
/* Length of the sequence at s (left > 0 bytes) if its form is right, mapped or not; 0 when it is ill-formed or cut. */
unsigned ft_charset_sequence(const ft_charset *charset, const unsigned char *s, size_t left);
/* How many bytes at s one U+FFFD stands for, when no character can be read there. At least 1, never swallowing ASCII.
 */
unsigned ft_charset_bad(const ft_charset *charset, const unsigned char *s, size_t left);

#endif
