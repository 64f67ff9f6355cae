/* Guessing the charset of bytes that do not say it. */
#ifndef FT_DETECT_H
#define FT_DETECT_H

#include "text/charset.h"

/* UTF-16 without a byte order mark that has NUL bytes, or NULL. To be asked before UTF-8, which such bytes can be too.
 */
const ft_charset *ft_detect_utf16(fintag_str bytes);
/* Of bytes that are not valid UTF-8: UTF-16, damaged UTF-8, GB18030 or Big5. Never NULL. */
const ft_charset *ft_detect(fintag_str bytes);

#endif
