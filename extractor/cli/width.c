#include "cli/width.h"

#include <utf8proc.h>

#include "base/utf8.h"

/* What would act on a terminal instead of standing on it: controls, and the marks that turn the direction of text. */
static bool acts(uint32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x200E || c == 0x200F || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

static unsigned columns(uint32_t c) {
    return acts(c) ? 1 : (unsigned)utf8proc_charwidth((utf8proc_int32_t)c);
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
        unsigned wide = columns(c);
        if (cut && width + wide > most - 1) break;
        if (acts(c))
            fputc(' ', out);
        else
            fwrite(text.ptr + i, 1, len, out);
        width += wide;
    }
    if (cut) fputs("…", out), width++;
    for (; width < least; width++) fputc(' ', out);
}
