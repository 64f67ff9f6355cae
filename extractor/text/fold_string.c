/* Folding of short strings, and back. */
#include "base/utf8.h"
#include "text/decode.h"
#include "text/fold.h"

ft_ustr ft_fold_str(ft_arena *arena, fintag_str text) {
    ft_folded folded = {0};
    ft_ustr result = {0};
    /* Surfaces come from files that users write: never read past an unfinished sequence. */
    if (ft_fold(text.ptr, ft_utf8_check(text.ptr, text.len), &folded)) {
        size_t size = (folded.count + 1) * sizeof(char16_t);
        char16_t *units = ft_alloc(arena, size);
        if (units) {
            memcpy(units, folded.unit, size);
            result = (ft_ustr){units, folded.count};
        }
    } else {
        arena->failed = true;
    }
    ft_folded_free(&folded);
    return result;
}

fintag_str ft_unfold(ft_arena *arena, ft_ustr units) {
    char *text = ft_alloc(arena, (size_t)units.len * 3 + 1);
    if (!text) return (fintag_str){0};
    size_t len = 0;
    for (uint32_t i = 0; i < units.len; i++) {
        uint32_t unit = units.ptr[i];
        len += ft_utf8_put(text + len, unit >= 0xE000 && unit < 0xF900 ? 0xFFFD : unit);
    }
    text[len] = 0;
    return (fintag_str){text, len};
}
