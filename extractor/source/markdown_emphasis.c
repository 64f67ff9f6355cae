/* Emphasis after CommonMark's delimiter runs. */
#include "base/utf8.h"
#include "source/ascii.h"
#include "source/markdown_inline.h"

static bool is_space(uint32_t c) {
    return c < 0x80 ? ft_ascii_space((char)c) : c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F;
}

/* Punctuation beyond ASCII that news is set with. */
static bool is_punct(uint32_t c) {
    static const struct {
        uint16_t low, high;
    } ranges[] = {{0xA1, 0xA9},     {0xAB, 0xB1},     {0xB4, 0xB4},     {0xB6, 0xB8},     {0xBB, 0xBB},
                  {0xBF, 0xBF},     {0xD7, 0xD7},     {0xF7, 0xF7},     {0x2010, 0x2027}, {0x2030, 0x205E},
                  {0x20A0, 0x20C0}, {0x2190, 0x23FF}, {0x2500, 0x27BF}, {0x2E00, 0x2E5D}, {0x3001, 0x3004},
                  {0x3008, 0x3020}, {0x3030, 0x3030}, {0x303D, 0x303D}, {0x30FB, 0x30FB}, {0xFE10, 0xFE6B},
                  {0xFF01, 0xFF0F}, {0xFF1A, 0xFF20}, {0xFF3B, 0xFF40}, {0xFF5B, 0xFF65}, {0xFFE0, 0xFFE6}};
    if (c < 0x80) return ft_ascii_punct((char)c);
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (c >= ranges[i].low && c <= ranges[i].high) return true;
    return false;
}

/* May emphasis that begins or ends with punctuation stand against this character? CommonMark asks for white space or
 * punctuation there; Chinese is written without spaces, and 他说**“好”**了 is emphasis for whoever writes it. */
static bool parts(uint32_t c) {
    return is_space(c) || is_punct(c) || (c >= 0x2E80 && c < 0xA000) || (c >= 0x20000 && c < 0x40000);
}

/* The character before or behind a place of the paragraph; a line end beyond it. */
static uint32_t before(const ft_md_inline *state, size_t at) {
    unsigned len;
    if (at <= state->begin) return '\n';
    do at--;
    while (at > state->begin && ((unsigned char)state->input[at] & 0xC0) == 0x80);
    return ft_utf8_get(state->input + at, &len);
}

static uint32_t behind(const ft_md_inline *state, size_t at) {
    unsigned len;
    return at < state->end ? ft_utf8_get(state->input + at, &len) : '\n';
}

/* Asterisks that are no markup, whatever stands around them: *ST海航 is the name of a share under warning, and 5*3*2 is
 * a product. */
static bool is_literal(const ft_md_inline *state, size_t at, size_t end, uint32_t previous, uint32_t next) {
    if (state->input[at] != '*' || end - at != 1) return false;
    if (previous >= '0' && previous <= '9' && next >= '0' && next <= '9') return true;
    if (state->end - end < 2 || memcmp(state->input + end, "ST", 2) != 0) return false;
    return end + 2 == state->end || !ft_ascii_letter(state->input[end + 2]);
}

size_t ft_md_take_run(ft_md_inline *state, size_t at) {
    char mark = state->input[at];
    size_t end = at + 1;
    while (end < state->end && state->input[end] == mark) end++;
    uint32_t previous = before(state, at), next = behind(state, end);
    size_t piece = state->pieces.count;
    if (!ft_md_push(state, FT_MD_TEXT, at, end) || is_literal(state, at, end, previous, next)) return end;
    bool left = !is_space(next) && (!is_punct(next) || parts(previous));
    bool right = !is_space(previous) && (!is_punct(previous) || parts(next));
    ft_md_run run = {
        .piece = piece, .length = (uint32_t)(end - at), .mark = mark, .previous = state->last_run, .next = -1};
    run.opens = mark == '*' ? left : left && (!right || is_punct(previous));
    run.closes = mark == '*' ? right : right && (!left || is_punct(next));
    if (!run.opens && !run.closes) return end;
    ft_md_run *slot = FT_PUSH(state->arena, &state->runs);
    if (!slot) return end;
    *slot = run;
    int index = (int)state->runs.count - 1;
    if (run.previous >= 0) state->runs.items[run.previous].next = index;
    state->last_run = index;
    return end;
}

static void take_out(ft_md_inline *state, int index) {
    ft_md_run *runs = state->runs.items, *run = &runs[index];
    if (run->previous >= 0) runs[run->previous].next = run->next;
    if (run->next >= 0)
        runs[run->next].previous = run->previous;
    else
        state->last_run = run->previous;
}

static uint32_t left_of(const ft_md_inline *state, int index) {
    const ft_md_piece *piece = &state->pieces.items[state->runs.items[index].piece];
    return piece->end - piece->begin;
}

static bool pair(const ft_md_run *opener, const ft_md_run *closer) {
    if (!opener->opens || opener->mark != closer->mark) return false;
    bool both = opener->closes || closer->opens;
    return !both || closer->length % 3 == 0 || (opener->length + closer->length) % 3 != 0;
}

/* Which failed searches say the same of this closer. */
static unsigned kind_of(const ft_md_run *closer) {
    return (closer->mark == '_' ? 6u : 0u) + (closer->opens ? 3u : 0u) + closer->length % 3;
}

static int find_opener(const ft_md_inline *state, int closer, int bottom) {
    const ft_md_run *runs = state->runs.items;
    for (int opener = runs[closer].previous; opener > bottom; opener = runs[opener].previous)
        if (pair(&runs[opener], &runs[closer])) return opener;
    return -1;
}

/* Use up one or two marks of both; the runs between them are out of play. Returns the next closer to look at. */
static int use(ft_md_inline *state, int opener, int closer) {
    ft_md_run *runs = state->runs.items;
    uint32_t marks = left_of(state, opener) > 1 && left_of(state, closer) > 1 ? 2 : 1;
    state->pieces.items[runs[opener].piece].end -= marks;
    state->pieces.items[runs[closer].piece].begin += marks;
    runs[opener].next = closer;
    runs[closer].previous = opener;
    if (!left_of(state, opener)) take_out(state, opener);
    int next = runs[closer].next;
    if (left_of(state, closer)) return closer;
    take_out(state, closer);
    return next;
}

void ft_md_pair_runs(ft_md_inline *state, int bottom) {
    ft_md_run *runs = state->runs.items;
    int bottoms[12], closer = -1;
    for (size_t i = 0; i < sizeof bottoms / sizeof *bottoms; i++) bottoms[i] = bottom;
    for (int run = state->last_run; run > bottom; run = runs[run].previous) closer = run;
    while (closer >= 0) {
        ft_md_run *run = &runs[closer];
        int opener = run->closes ? find_opener(state, closer, bottoms[kind_of(run)]) : -1;
        if (opener >= 0) {
            closer = use(state, opener, closer);
            continue;
        }
        int next = run->next;
        if (run->closes) {
            bottoms[kind_of(run)] = run->previous > bottom ? run->previous : bottom;
            if (!run->opens) take_out(state, closer);
        }
        closer = next;
    }
    while (state->last_run > bottom) take_out(state, state->last_run);
}
