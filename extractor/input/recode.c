#include "input/recode.h"

#include <string.h>

#include "text/decode.h"

bool ft_recode(fintag_str bytes, unsigned n, ft_buf *utf8) {
    static const char *const charsets[] = {"utf-8",     "gb18030", "big5",   "utf-16le",     "utf-16be",
                                           "shift_jis", "euc-kr",  "euc-jp", "windows-1252", "windows-1251"};
    if (n >= sizeof charsets / sizeof *charsets) return false;
    ft_offmap map = {0};
    ft_decoded how;
    ft_buf_clear(utf8);
    ft_decode(bytes, (fintag_str){charsets[n], strlen(charsets[n])}, utf8, &map, &how);
    ft_offmap_free(&map);
    return true;
}
