#include "source/markdown_labels.h"

#include <stdlib.h>

#include "source/ascii.h"

enum { LABEL_MAX = 999 };

/* Hash of the label as labels compare: without regard to case, any white space as one space. */
static uint64_t hash_label(fintag_str label) {
    uint64_t hash = UINT64_C(0xCBF29CE484222325);
    bool space = false;
    label = ft_ascii_trim(label);
    for (size_t i = 0; i < label.len; i++) {
        char c = ft_ascii_space(label.ptr[i]) ? ' ' : ft_ascii_lower(label.ptr[i]);
        if (c == ' ' && space) continue;
        space = c == ' ';
        hash = (hash ^ (unsigned char)c) * UINT64_C(0x100000001B3);
    }
    return hash;
}

/* An address as definitions have it. "[注]: 本文…" is prose. */
static bool is_address(fintag_str text) {
    size_t len = 0;
    bool telling = false;
    while (len < text.len && !ft_ascii_space(text.ptr[len])) {
        char c = text.ptr[len++];
        if ((unsigned char)c >= 0x80) return false;
        telling = telling || c == '/' || c == '.' || c == '#' || c == '<';
    }
    fintag_str rest = ft_ascii_trim((fintag_str){text.ptr + len, text.len - len});
    return telling && (!rest.len || (strchr("\"'(", rest.ptr[0]) && rest.ptr[0]));
}

bool ft_md_is_definition(fintag_str line, fintag_str *label) {
    size_t at = 1;
    if (line.len < 5 || line.ptr[0] != '[') return false;
    while (at < line.len && at <= LABEL_MAX && line.ptr[at] != ']' && line.ptr[at] != '[') at++;
    if (at == 1 || at + 1 >= line.len || line.ptr[at] != ']' || line.ptr[at + 1] != ':') return false;
    *label = (fintag_str){line.ptr + 1, at - 1};
    return is_address(ft_ascii_trim((fintag_str){line.ptr + at + 2, line.len - at - 2}));
}

static int ascending(const void *left, const void *right) {
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

void ft_md_labels_collect(ft_md_labels *labels, ft_arena *arena, fintag_str content, size_t from) {
    const char *at = content.ptr + from, *end = content.ptr + content.len;
    fintag_str label;
    while (at < end && (at = memchr(at, ']', (size_t)(end - at))) != NULL) {
        if (at + 1 == end || at[1] != ':') {
            at++;
            continue;
        }
        const char *begin = at, *newline = memchr(at, '\n', (size_t)(end - at));
        if (!newline) newline = end;
        /* No farther back than a label is long, however long the line. */
        while (begin > content.ptr + from && begin[-1] != '\n' && at - begin <= LABEL_MAX + 4) begin--;
        while (begin < at && ft_ascii_blank(*begin)) begin++;
        if (ft_md_is_definition((fintag_str){begin, (size_t)(newline - begin)}, &label)) {
            uint64_t *slot = FT_PUSH(arena, labels);
            if (slot) *slot = hash_label(label);
        }
        at = newline;
    }
    if (labels->count) qsort(labels->items, labels->count, sizeof *labels->items, ascending);
}

bool ft_md_labels_have(const ft_md_labels *labels, fintag_str label) {
    if (!labels->count || label.len > LABEL_MAX || !ft_ascii_trim(label).len) return false;
    uint64_t hash = hash_label(label);
    return bsearch(&hash, labels->items, labels->count, sizeof hash, ascending) != NULL;
}
