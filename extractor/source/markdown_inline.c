#include "source/markdown_inline.h"

#include "source/ascii.h"
#include "source/markdown_line.h"

enum { TICKS_MAX = 31 };

ft_md_piece *ft_md_push(ft_md_inline *state, ft_md_kind kind, size_t begin, size_t end) {
    ft_md_piece *piece = FT_PUSH(state->arena, &state->pieces);
    if (piece) *piece = (ft_md_piece){kind, (uint32_t)begin, (uint32_t)end};
    return piece;
}

/* Can anything but text begin with this byte? */
static bool is_mark(char c) {
    switch (c) {
    case '\n':
    case '\\':
    case '`':
    case '*':
    case '_':
    case '[':
    case ']':
    case '!':
    case '<':
    case '&': return true;
    default: return false;
    }
}

static size_t text_end(const char *input, size_t at, size_t end) {
    while (at < end && !is_mark(input[at])) at++;
    return at;
}

/* A line end, with the white space and quote marks that the next line begins with. Two blanks before it make it hard.
 */
static size_t take_break(ft_md_inline *state, size_t at, bool hard) {
    const char *input = state->input;
    size_t from = at, to = ft_md_skip_prefix(input, at + 1, state->end, state->depth);
    if (from && input[from - 1] == '\r') from--;
    hard = hard || (from > 1 && input[from - 1] == ' ' && input[from - 2] == ' ');
    ft_md_push(state, hard ? FT_MD_HARD_BREAK : FT_MD_SOFT_BREAK, at, to);
    return to;
}

static size_t take_escape(ft_md_inline *state, size_t at) {
    size_t next = at + 1;
    if (next < state->end && state->input[next] == '\r') next++;
    if (next < state->end && state->input[next] == '\n') return take_break(state, next, true);
    bool escapes = at + 1 < state->end && ft_ascii_punct(state->input[at + 1]);
    size_t end = at + (escapes ? 2 : 1);
    ft_md_push(state, FT_MD_TEXT, end - 1, end);
    return end;
}

static size_t tick_run(const ft_md_inline *state, size_t at) {
    size_t end = at;
    while (end < state->end && state->input[end] == '`') end++;
    return end - at;
}

static void find_ticks(ft_md_inline *state, size_t at) {
    memset(state->last_ticks, 0, sizeof state->last_ticks);
    state->ticks_known = true;
    while (at < state->end) {
        const char *tick = memchr(state->input + at, '`', state->end - at);
        if (!tick) break;
        at = (size_t)(tick - state->input);
        size_t run = tick_run(state, at);
        if (run <= TICKS_MAX) state->last_ticks[run] = at;
        at += run;
    }
}

static size_t take_code(ft_md_inline *state, size_t at) {
    size_t run = tick_run(state, at), begin = at + run, end = begin;
    if (!state->ticks_known) find_ticks(state, at);
    if (run > TICKS_MAX || state->last_ticks[run] <= at) {
        ft_md_push(state, FT_MD_TEXT, at, begin);
        return begin;
    }
    for (;;) { /* there is one: find_ticks has seen it */
        end = (size_t)((const char *)memchr(state->input + end, '`', state->end - end) - state->input);
        size_t found = tick_run(state, end);
        if (found == run) break;
        end += found;
    }
    size_t after = end + run;
    bool padded = end - begin > 2 && ft_ascii_space(state->input[begin]) && ft_ascii_space(state->input[end - 1]);
    if (padded && ft_ascii_trim((fintag_str){state->input + begin, end - begin}).len) {
        begin++;
        end--;
    }
    ft_md_push(state, FT_MD_CODE, begin, end);
    return after;
}

static size_t last_angle(ft_md_inline *state, size_t at) {
    if (state->last_angle == SIZE_MAX) {
        const char *found = memrchr(state->input + at, '>', state->end - at);
        state->last_angle = found ? (size_t)(found - state->input) : 0;
    }
    return state->last_angle;
}

/* Length of the comment or declaration at `at`; 0 when it is not ended inside the paragraph. */
static size_t declaration_len(ft_md_inline *state, size_t at) {
    ft_html html;
    ft_html_token token;
    bool comment = state->end - at >= 4 && memcmp(state->input + at, "<!--", 4) == 0;
    if (comment && at >= state->no_comment_end) return 0;
    ft_html_begin(&html, state->input, state->end, FT_HTML_DATA);
    html.at = at;
    ft_html_next(&html, &token);
    bool whole = token.kind != FT_HTML_EOF && token.kind != FT_HTML_TEXT && token.begin == at &&
                 state->input[token.end - 1] == '>';
    if (comment && whole) whole = token.end - at >= 5 && memcmp(state->input + token.end - 2, "->", 2) == 0;
    if (comment && !whole) state->no_comment_end = at;
    return whole ? token.end - at : 0;
}

/* Length of the tag, comment or declaration at `at`; 0 when it is none. */
static size_t markup_len(ft_md_inline *state, size_t at) {
    char next = at + 1 < state->end ? state->input[at + 1] : 0;
    if (at >= last_angle(state, at)) return 0;
    size_t len = next == '!' || next == '?' ? declaration_len(state, at)
                                            : ft_md_tag((fintag_str){state->input + at, state->end - at});
    bool lines = state->depth && memchr(state->input + at, '\n', len);
    return lines ? 0 : len;
}

static size_t take_angle(ft_md_inline *state, size_t at) {
    size_t len = ft_md_autolink((fintag_str){state->input + at, state->end - at});
    if (len) return at + len; /* an address, no text */
    len = markup_len(state, at);
    ft_md_push(state, len ? FT_MD_TAG : FT_MD_TEXT, at, at + (len ? len : 1));
    return at + (len ? len : 1);
}

static size_t take_reference(ft_md_inline *state, size_t at) {
    char text[8];
    unsigned text_len;
    size_t len = ft_html_reference(state->input + at, state->end - at, false, text, &text_len);
    if (len && state->input[at + len - 1] != ';') len = 0; /* Markdown wants it ended */
    ft_md_push(state, len ? FT_MD_REFERENCE : FT_MD_TEXT, at, at + (len ? len : 1));
    return at + (len ? len : 1);
}

static size_t take_mark(ft_md_inline *state, size_t at) {
    switch (state->input[at]) {
    case '\n': return take_break(state, at, false);
    case '\\': return take_escape(state, at);
    case '`': return take_code(state, at);
    case '*':
    case '_': return ft_md_take_run(state, at);
    case '[': return ft_md_open_bracket(state, at, false);
    case ']': return ft_md_close_bracket(state, at);
    case '<': return take_angle(state, at);
    case '&': return take_reference(state, at);
    default: break;
    }
    if (at + 1 < state->end && state->input[at + 1] == '[') return ft_md_open_bracket(state, at, true);
    ft_md_push(state, FT_MD_TEXT, at, at + 1);
    return at + 1;
}

static void show_code(ft_md_inline *state, size_t at, size_t end) {
    ft_shown *shown = state->html->shown;
    while (at < end) {
        const char *newline = memchr(state->input + at, '\n', end - at);
        size_t stop = newline ? (size_t)(newline - state->input) : end;
        ft_shown_text(shown, at, stop);
        if (!newline) return;
        at = ft_md_skip_prefix(state->input, stop + 1, end, state->depth);
        ft_shown_space(shown, stop, (uint32_t)(at - stop));
    }
}

static void show_tag(ft_md_inline *state, const ft_md_piece *piece) {
    ft_html html;
    ft_html_token token;
    ft_html_begin(&html, state->input, piece->end, FT_HTML_DATA);
    html.at = piece->begin;
    ft_html_next(&html, &token);
    ft_html_text_token(state->html, &token);
}

static void show_reference(ft_md_inline *state, const ft_md_piece *piece) {
    char text[8];
    unsigned len;
    ft_html_reference(state->input + piece->begin, piece->end - piece->begin, false, text, &len);
    ft_shown_char(state->html->shown, text, len, piece->begin, piece->end - piece->begin);
}

static void show(ft_md_inline *state, const ft_md_piece *piece) {
    ft_shown *shown = state->html->shown;
    if (piece->kind == FT_MD_TAG) {
        show_tag(state, piece);
        return;
    }
    if (!ft_html_text_visible(state->html, piece->begin)) return;
    switch (piece->kind) {
    case FT_MD_TEXT: ft_shown_text(shown, piece->begin, piece->end); break;
    case FT_MD_REFERENCE: show_reference(state, piece); break;
    case FT_MD_CODE: show_code(state, piece->begin, piece->end); break;
    case FT_MD_SOFT_BREAK:
        ft_shown_judge(shown);
        ft_shown_space(shown, piece->begin, piece->end - piece->begin);
        break;
    case FT_MD_HARD_BREAK: ft_shown_line(shown); break;
    case FT_MD_LINK_BEGIN: ft_shown_link(shown, true); break;
    case FT_MD_LINK_END: ft_shown_link(shown, false); break;
    case FT_MD_TAG: break;
    }
}

void ft_md_inline_show(ft_md_inline *state, size_t begin, size_t end, unsigned depth) {
    const char *input = state->input;
    while (end > begin && ft_ascii_space(input[end - 1])) end--;
    state->begin = begin;
    state->end = end;
    state->depth = depth;
    state->pieces.count = state->runs.count = state->brackets.count = state->closed_links = 0;
    state->last_run = -1;
    state->last_angle = state->no_comment_end = SIZE_MAX;
    state->ticks_known = false;
    for (size_t at = begin; at < end && !state->arena->failed;) {
        size_t from = at;
        at = text_end(input, at, end);
        if (at > from) ft_md_push(state, FT_MD_TEXT, from, at);
        if (at < end) at = take_mark(state, at);
    }
    ft_md_pair_runs(state, -1);
    for (size_t i = 0; i < state->pieces.count; i++) show(state, &state->pieces.items[i]);
    ft_shown_link(state->html->shown, false);
}
