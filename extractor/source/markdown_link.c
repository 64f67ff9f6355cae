/* Brackets: which of them make a link or an image. */
#include "source/ascii.h"
#include "source/markdown_inline.h"

enum { PARENTHESES_MAX = 32 };

size_t ft_md_open_bracket(ft_md_inline *state, size_t at, bool image) {
    size_t end = at + (image ? 2 : 1);
    ft_md_bracket bracket = {.piece = state->pieces.count, .image = image, .bottom = state->last_run};
    ft_md_bracket *slot = ft_md_push(state, FT_MD_TEXT, at, end) ? FT_PUSH(state->arena, &state->brackets) : NULL;
    if (slot) *slot = bracket;
    return end;
}

static size_t skip_space(const ft_md_inline *state, size_t at) {
    while (at < state->end && ft_ascii_space(state->input[at]) && (!state->depth || state->input[at] != '\n')) at++;
    return at;
}

/* Behind a backslash that escapes; else the same place. */
static size_t skip_escape(const ft_md_inline *state, size_t at) {
    return state->input[at] == '\\' && at + 1 < state->end && ft_ascii_punct(state->input[at + 1]) ? at + 1 : at;
}

/* End of the destination at `at`; 0 when it is malformed. */
static size_t destination_end(const ft_md_inline *state, size_t at) {
    unsigned open = 0;
    if (at < state->end && state->input[at] == '<') {
        for (at++; at < state->end; at++) {
            at = skip_escape(state, at);
            if (state->input[at] == '>') return at + 1;
            if (state->input[at] == '\n' || state->input[at] == '<') return 0;
        }
        return 0;
    }
    for (; at < state->end && (unsigned char)state->input[at] > ' '; at++) {
        size_t escaped = skip_escape(state, at);
        if (escaped == at && state->input[at] == '(' && ++open > PARENTHESES_MAX) return 0;
        if (escaped == at && state->input[at] == ')' && open-- == 0) return at;
        at = escaped;
    }
    return open ? 0 : at;
}

/* End of the title at `at`; 0 when it is malformed. */
static size_t title_end(const ft_md_inline *state, size_t at) {
    char opener = state->input[at], closer = opener == '(' ? ')' : opener;
    if (!strchr("\"'(", opener)) return 0;
    for (at++; at < state->end; at++) {
        size_t escaped = skip_escape(state, at);
        if (escaped == at && state->input[at] == closer) return at + 1;
        if (escaped == at && opener == '(' && state->input[at] == '(') return 0;
        at = escaped;
    }
    return 0;
}

/* Past "(destination "title")" at `at`; 0 when there is none. */
static size_t inline_end(const ft_md_inline *state, size_t at) {
    if (at >= state->end || state->input[at] != '(') return 0;
    size_t destination = skip_space(state, at + 1), end = destination_end(state, destination);
    if (!end) return 0;
    at = skip_space(state, end);
    if (at < state->end && at > end && state->input[at] != ')') {
        at = title_end(state, at);
        if (!at) return 0;
        at = skip_space(state, at);
    }
    return at < state->end && state->input[at] == ')' ? at + 1 : 0;
}

/* Past "[label]", "[]" or nothing, when that or the text itself is a defined label; 0 otherwise. */
static size_t reference_end(const ft_md_inline *state, size_t text, size_t at) {
    if (!state->labels->count) return 0;
    if (at + 1 < state->end && state->input[at + 1] == '[') {
        size_t from = at + 2, to = from;
        while (to < state->end && to - from < 1000 && state->input[to] != ']' && state->input[to] != '[') to++;
        bool closed = to < state->end && state->input[to] == ']';
        if (closed && to > from)
            return ft_md_labels_have(state->labels, (fintag_str){state->input + from, to - from}) ? to + 1 : 0;
        if (closed && ft_md_labels_have(state->labels, (fintag_str){state->input + text, at - text})) return to + 1;
    }
    return ft_md_labels_have(state->labels, (fintag_str){state->input + text, at - text}) ? at + 1 : 0;
}

static void drop_image(ft_md_inline *state, const ft_md_bracket *bracket) {
    while (state->last_run > bracket->bottom) {
        state->last_run = state->runs.items[state->last_run].previous;
        if (state->last_run >= 0) state->runs.items[state->last_run].next = -1;
    }
    state->pieces.count = bracket->piece;
}

size_t ft_md_close_bracket(ft_md_inline *state, size_t at) {
    size_t count = state->brackets.count, end = 0;
    if (count) {
        ft_md_bracket bracket = state->brackets.items[count - 1];
        bool can = bracket.image || count - 1 >= state->closed_links;
        size_t text = state->pieces.items[bracket.piece].end;
        if (can) end = inline_end(state, at + 1);
        if (can && !end) end = reference_end(state, text, at);
        state->brackets.count = count - 1;
        if (end && bracket.image) {
            drop_image(state, &bracket);
        } else if (end) {
            state->pieces.items[bracket.piece].kind = FT_MD_LINK_BEGIN;
            ft_md_pair_runs(state, bracket.bottom);
            ft_md_push(state, FT_MD_LINK_END, at, end);
            state->closed_links = state->brackets.count;
        }
        if (state->closed_links > state->brackets.count) state->closed_links = state->brackets.count;
    }
    if (end) return end;
    ft_md_push(state, FT_MD_TEXT, at, at + 1);
    return at + 1;
}
