#include "index/segment.h"

#include "base/utf8.h"
#include "text/fold_tables.h"

enum { WORD = FT_C_LETTER | FT_C_DIGIT, DENSE = FT_C_HAN | FT_C_KANA };

static uint8_t class_at(ft_ustr text, uint32_t at) {
    return at < text.len ? ft_unit_class[text.ptr[at]] : 0;
}

bool ft_token_find(ft_ustr text, uint32_t *at, ft_token *token) {
    uint32_t i = *at;
    while (i < text.len && !(ft_unit_class[text.ptr[i]] & (WORD | DENSE))) i++;
    if (i == text.len) {
        *at = i;
        return false;
    }
    token->begin = i;
    if (ft_unit_class[text.ptr[i]] & DENSE) {
        token->end = i + (class_at(text, i + 1) & DENSE ? 2 : 1);
        *at = i + 1;
        return true;
    }
    while (i - token->begin < FT_TOKEN_MOST && class_at(text, i) & WORD && !(class_at(text, i) & DENSE)) i++;
    token->end = *at = i;
    return true;
}

void ft_token_put(ft_buf *out, ft_ustr text, ft_token token) {
    char bytes[4 * FT_TOKEN_MOST];
    unsigned len = 0;
    for (uint32_t i = token.begin; i < token.end; i++) len += ft_utf8_put(bytes + len, text.ptr[i]);
    ft_buf_put(out, bytes, len);
}

bool ft_phrase_make(ft_arena *arena, ft_ustr text, bool prefix, ft_phrase *phrase) {
    struct {
        ft_token *items;
        size_t count, capacity;
    } tokens = {0};
    ft_token token;
    bool dense = false;
    while (text.len && !(ft_unit_class[text.ptr[text.len - 1]] & (WORD | DENSE))) text.len--;
    for (uint32_t at = 0; ft_token_next(text, &at, &token);) {
        bool inside = dense && tokens.items[tokens.count - 1].end > token.begin;
        dense = ft_unit_class[text.ptr[token.begin]] & DENSE;
        bool last = token.end == text.len;
        /* At the end of the query a run may go on in the text: its last character is no token of its own there. */
        if (dense && last && token.end - token.begin == 1) {
            if (inside) break;
            prefix = true;
        } else if (dense && last) {
            prefix = false;
        }
        ft_token *item = FT_PUSH(arena, &tokens);
        if (!item) return false;
        *item = token;
    }
    *phrase = (ft_phrase){.text = text, .tokens = tokens.items, .count = (uint32_t)tokens.count, .prefix = prefix};
    return true;
}

void ft_phrase_put(ft_buf *out, const ft_phrase *phrase) {
    ft_buf_byte(out, '"');
    for (uint32_t i = 0; i < phrase->count; i++) {
        if (i) ft_buf_byte(out, ' ');
        ft_token_put(out, phrase->text, phrase->tokens[i]);
    }
    ft_buf_put(out, "\" *", phrase->prefix ? 3 : 1);
}

bool ft_phrase_at(const ft_phrase *phrase, ft_ustr text, uint32_t at, uint32_t *end) {
    ft_token token;
    for (uint32_t i = 0; i < phrase->count; i++) {
        if (!ft_token_next(text, &at, &token)) return false;
        ft_ustr want = {phrase->text.ptr + phrase->tokens[i].begin, phrase->tokens[i].end - phrase->tokens[i].begin};
        ft_ustr here = {text.ptr + token.begin, token.end - token.begin};
        bool open = phrase->prefix && i + 1 == phrase->count;
        if (!(open ? ft_ustr_starts(here, want) : ft_ustr_eq(here, want))) return false;
        *end = token.begin + want.len;
    }
    return phrase->count > 0;
}

uint64_t ft_segment_version(void) {
    uint64_t hash = 0xCBF29CE484222325u;
    for (uint32_t i = 0; i < 65536; i++)
        hash = (hash ^ (ft_fold_unit[i] | (uint32_t)ft_unit_class[i] << 16)) * 0x100000001B3u;
    return hash ^ 1; /* 1: the rules of this file */
}
