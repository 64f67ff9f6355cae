#include "source/shown.h"

#include "base/utf8.h"
#include "source/ascii.h"

enum { BACK_LINK_MAX = 48 }; /* bytes; longer link texts say more than where they lead back to */

ft_shown_mark ft_shown_here(const ft_shown *shown) {
    const ft_offmap *map = shown->map;
    ft_shown_mark mark = {.len = shown->out->len, .runs = map->count, .mapped = map->out_len};
    if (map->count) mark.last = map->runs[map->count - 1];
    return mark;
}

void ft_shown_back(ft_shown *shown, const ft_shown_mark *mark) {
    ft_offmap *map = shown->map;
    shown->out->len = mark->len;
    map->count = mark->runs;
    map->out_len = mark->mapped;
    if (map->count) map->runs[map->count - 1] = mark->last;
}

static void begin_line(ft_shown *shown) {
    shown->line = ft_shown_here(shown);
    shown->line_gap = (ft_open_gap){0};
    shown->link_count = shown->in_link ? 1 : 0;
    shown->links[0].begin = shown->links[0].end = shown->out->len;
}

void ft_shown_begin(ft_shown *shown, ft_buf *out, ft_offmap *map, const char *input) {
    *shown = (ft_shown){.out = out, .map = map, .input = input, .floor = out->len};
    begin_line(shown);
}

/* Write the gap before a character that begins at `in`. */
static void close_gap(ft_shown *shown, uint64_t in) {
    ft_open_gap gap = shown->gap;
    shown->gap = (ft_open_gap){0};
    shown->fresh_cell = false;
    if (shown->out->len == shown->line.len) shown->line_gap = gap;
    if (gap.kind == FT_GAP_NONE || shown->out->len == shown->floor) return;
    bool space = gap.kind == FT_GAP_SPACE || shown->one_line;
    if (!gap.in_len || gap.kind != FT_GAP_SPACE) {
        gap.in = shown->last_in;
        gap.in_len = in > gap.in ? (uint32_t)(in - gap.in) : 0;
    }
    ft_buf_byte(shown->out, space ? ' ' : '\n');
    ft_offmap_atom(shown->map, 1, gap.in, gap.in_len);
}

static void put_run(ft_shown *shown, size_t begin, size_t end) {
    close_gap(shown, begin);
    ft_buf_put(shown->out, shown->input + begin, end - begin);
    ft_offmap_add(shown->map, (uint32_t)(end - begin), begin, (uint32_t)(end - begin));
    shown->last_in = end;
}

/* Where the run of bytes that are neither white space nor NUL ends. */
static size_t word_end(const char *input, size_t at, size_t end) {
    const uint64_t ones = UINT64_C(0x0101010101010101), high = ones << 7;
    for (;;) {
        for (; at + 8 <= end; at += 8) {
            uint64_t bytes;
            memcpy(&bytes, input + at, 8);
            /* A high bit remains where a byte is below '!'. */
            if ((bytes - ones * '!') & ~bytes & high) break;
        }
        size_t stop = at + 8 < end ? at + 8 : end;
        for (; at < stop; at++)
            if (!input[at] || ft_ascii_space(input[at])) return at;
        if (at == end) return end;
    }
}

void ft_shown_text(ft_shown *shown, size_t begin, size_t end) {
    const char *input = shown->input;
    size_t at = begin;
    while (at < end) {
        size_t from = at;
        at = word_end(input, at, end);
        if (at > from) put_run(shown, from, at);
        if (at == end) return;
        if (!input[at]) {
            if (!shown->nuls++) shown->first_nul = at;
            at++;
            continue;
        }
        bool line = false;
        for (from = at; at < end && ft_ascii_space(input[at]); at++) line = line || input[at] == '\n';
        if (line && shown->verbatim)
            ft_shown_line(shown);
        else
            ft_shown_space(shown, from, (uint32_t)(at - from));
    }
}

void ft_shown_char(ft_shown *shown, const char *utf8, unsigned len, uint64_t in, uint32_t in_len) {
    if (len == 1 && ft_ascii_space(*utf8)) {
        if (*utf8 == '\n' && shown->verbatim)
            ft_shown_line(shown);
        else
            ft_shown_space(shown, in, in_len);
        return;
    }
    close_gap(shown, in);
    ft_buf_put(shown->out, utf8, len);
    ft_offmap_atom(shown->map, len, in, in_len);
    shown->last_in = in + in_len;
}

void ft_shown_space(ft_shown *shown, uint64_t in, uint32_t in_len) {
    if (shown->gap.kind == FT_GAP_NONE) shown->gap = (ft_open_gap){FT_GAP_SPACE, in, in_len};
}

static void widen(ft_shown *shown, ft_gap kind) {
    ft_shown_judge(shown);
    if (shown->gap.kind < kind) shown->gap = (ft_open_gap){.kind = kind};
}

void ft_shown_line(ft_shown *shown) {
    if (!shown->fresh_cell) widen(shown, FT_GAP_LINE);
}

void ft_shown_row(ft_shown *shown) {
    shown->fresh_cell = false;
    widen(shown, FT_GAP_ROW);
}

void ft_shown_cell(ft_shown *shown, bool begins) {
    shown->fresh_cell = begins;
    if (shown->gap.kind != FT_GAP_ROW) shown->gap = (ft_open_gap){.kind = FT_GAP_SPACE};
}

void ft_shown_link(ft_shown *shown, bool begins) {
    if (shown->in_link == begins) return;
    shown->in_link = begins;
    if (begins && shown->link_count++ < FT_LINE_LINKS) {
        shown->links[shown->link_count - 1].begin = shown->out->len;
        shown->links[shown->link_count - 1].end = shown->out->len;
    }
    if (!begins && shown->link_count && shown->link_count <= FT_LINE_LINKS)
        shown->links[shown->link_count - 1].end = shown->out->len;
}

/* Only white space and what parts one link from the next. */
static bool mere_separators(const char *text, size_t begin, size_t end) {
    for (unsigned len; begin < end; begin += len) {
        switch (ft_utf8_get(text + begin, &len)) {
        case ' ':
        case '\n':
        case '|':
        case '/':
        case '-':
        case '>':
        case '<':
        case '[':
        case ']':
        case 0xA0:
        case 0xAB:
        case 0xB7:
        case 0xBB:
        case 0x2022:
        case 0x3000:
        case 0x3010:
        case 0x3011:
        case 0xFF5C: break;
        default: return false;
        }
    }
    return true;
}

/* 返回…, but not the capsule that came back from space. */
static bool leads_back(const char *text, size_t begin, size_t end) {
    static const char *const not_back[] = {"舱", "艙", "器", "式"};
    const size_t prefix = sizeof "返回" - 1;
    while (begin < end && (text[begin] == ' ' || text[begin] == '\n')) begin++;
    if (end - begin < prefix || end - begin > BACK_LINK_MAX || memcmp(text + begin, "返回", prefix) != 0) return false;
    for (size_t i = 0; i < sizeof not_back / sizeof *not_back; i++) {
        size_t len = strlen(not_back[i]);
        if (end - begin >= prefix + len && memcmp(text + begin + prefix, not_back[i], len) == 0) return false;
    }
    return true;
}

static bool mere_back_links(const ft_shown *shown) {
    const char *text = shown->out->ptr;
    size_t at = shown->line.len;
    unsigned back = 0;
    if (!shown->link_count || shown->link_count > FT_LINE_LINKS) return false;
    for (unsigned i = 0; i < shown->link_count; i++) {
        size_t begin = shown->links[i].begin, end = shown->links[i].end;
        if (i + 1 == shown->link_count && shown->in_link) end = shown->out->len;
        if (!mere_separators(text, at, begin)) return false;
        if (!mere_separators(text, begin, end)) {
            if (!leads_back(text, begin, end)) return false;
            back++;
        }
        at = end;
    }
    return back && mere_separators(text, at, shown->out->len);
}

void ft_shown_judge(ft_shown *shown) {
    if (shown->out->len == shown->line.len && !shown->link_count) return;
    if (shown->out->len != shown->line.len && !shown->out->failed && mere_back_links(shown)) {
        ft_shown_back(shown, &shown->line);
        if (shown->line_gap.kind > shown->gap.kind) shown->gap = shown->line_gap;
    }
    begin_line(shown);
}

void ft_shown_end(ft_shown *shown) {
    ft_shown_judge(shown);
    shown->gap = (ft_open_gap){0};
}
