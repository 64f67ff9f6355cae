#include "cli/width.h"

#include "base/utf8.h"

/* First and last of the wide ranges that news holds. */
static unsigned columns(uint32_t c) {
    static const uint32_t wide[][2] = {{0x1100, 0x115F}, {0x2E80, 0x303E},   {0x3041, 0xA4CF},   {0xA960, 0xA97C},
                                       {0xAC00, 0xD7A3}, {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},
                                       {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};
    if (c < 0x300) return c >= 0x20 && c != 0x7F;
    if (c < 0x370 || c == 0x200B || (c >= 0xFE00 && c <= 0xFE0F)) return 0;
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (c >= wide[i][0] && c <= wide[i][1]) return 2;
    return 1;
}

size_t ft_width(fintag_str text) {
    size_t width = 0;
    unsigned len;
    for (size_t i = 0; i < text.len; i += len) width += columns(ft_utf8_get(text.ptr + i, &len));
    return width;
}

void ft_print_cell(FILE *out, fintag_str text, size_t least, size_t most) {
    size_t width = 0, i = 0;
    bool cut = ft_width(text) > most;
    unsigned len;
    for (; i < text.len; i += len) {
        uint32_t c = ft_utf8_get(text.ptr + i, &len);
        if (cut && width + columns(c) > most - 1) break;
        if (c < 0x20 || c == 0x7F)
            fputc(' ', out), width++;
        else
            fwrite(text.ptr + i, 1, len, out), width += columns(c);
    }
    if (cut) fputs("…", out), width++;
    for (; width < least; width++) fputc(' ', out);
}
