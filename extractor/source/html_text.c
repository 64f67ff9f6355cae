#include "source/html_text.h"

#include "source/ascii.h"

/* What an element that begins or ends here parts. */
static void part(ft_html_text *state, unsigned flags, bool begins) {
    if (flags & FT_EL_ROW)
        ft_shown_row(state->shown);
    else if (flags & FT_EL_CELL)
        ft_shown_cell(state->shown, begins);
    else if (flags & FT_EL_BLOCK)
        ft_shown_line(state->shown);
}

static void on_closed(void *context, ft_open_element item, size_t depth) {
    ft_html_text *state = context;
    if (state->hidden == depth) {
        state->hidden = SIZE_MAX;
        for (size_t i = depth + 1; i < state->open.count && state->hidden == SIZE_MAX; i++)
            if (state->open.items[i].hidden) state->hidden = i;
    }
    unsigned flags = ft_element_flags((ft_element)item.element);
    const size_t *open = state->open.open;
    if (item.element == FT_E_a) ft_shown_link(state->shown, false);
    if (flags & FT_EL_VERBATIM) state->shown->verbatim = open[FT_E_pre] + open[FT_E_listing] + open[FT_E_xmp] > 0;
    if (state->hidden == SIZE_MAX && !item.silent) part(state, flags, false);
}

void ft_html_text_begin(ft_html_text *state, ft_shown *shown, ft_arena *arena, const char *input, size_t len) {
    *state = (ft_html_text){.shown = shown, .arena = arena, .input = input, .len = len};
    state->hidden = state->title_at = SIZE_MAX;
    state->open.arena = arena;
    state->open.closed = on_closed;
    state->open.context = state;
}

/* Does this style attribute take the element out of view? The last declaration of a property counts. */
static bool style_hides(ft_arena *arena, fintag_str style) {
    bool display = false, visibility = false;
    if (memchr(style.ptr, '&', style.len)) style = ft_html_value(arena, style);
    while (style.len) {
        const char *semicolon = memchr(style.ptr, ';', style.len);
        size_t len = semicolon ? (size_t)(semicolon - style.ptr) : style.len;
        const char *colon = memchr(style.ptr, ':', len);
        if (colon) {
            fintag_str property = ft_ascii_trim((fintag_str){style.ptr, (size_t)(colon - style.ptr)});
            fintag_str value = {colon + 1, len - (size_t)(colon - style.ptr) - 1};
            const char *mark = memchr(value.ptr, '!', value.len);
            if (mark) value.len = (size_t)(mark - value.ptr);
            value = ft_ascii_trim(value);
            if (ft_ascii_is(property, "display")) display = ft_ascii_is(value, "none");
            if (ft_ascii_is(property, "visibility"))
                visibility = ft_ascii_is(value, "hidden") || ft_ascii_is(value, "collapse");
        }
        len += semicolon != NULL;
        style.ptr += len;
        style.len -= len;
    }
    return display || visibility;
}

static bool is_hidden(ft_html_text *state, const ft_html_token *token) {
    for (unsigned i = 0; i < token->attribute_count; i++) {
        fintag_str name = token->attributes[i].name, value = token->attributes[i].value;
        if (ft_ascii_is(name, "hidden")) return true;
        if (value.ptr && ft_ascii_is(name, "style") && style_hides(state->arena, value)) return true;
    }
    return false;
}

/* Elements of which the standard allows one: a second tag adds nothing. */
static bool is_repeated(const ft_html_text *state, ft_element element) {
    if (element == FT_E_html) return state->open.count > 0;
    if (element == FT_E_head || element == FT_E_body) return state->open.open[FT_E_body] > 0;
    return false;
}

static void start(ft_html_text *state, const ft_html_token *token) {
    ft_element element = ft_element_find(token->name);
    unsigned flags = ft_element_flags(element);
    if (is_repeated(state, element)) return;
    ft_open_imply(&state->open, element);
    bool was_visible = state->hidden == SIZE_MAX;
    if (flags & FT_EL_VOID) {
        if (was_visible) part(state, flags, true);
        return;
    }
    bool silent = is_hidden(state, token);
    bool outside =
        flags & FT_EL_MARGIN && state->has_main && !state->open.open[FT_E_main] && !state->open.open[FT_E_article];
    bool hidden = silent || outside || flags & FT_EL_SKIP || token->begin == state->title_at;
    /* `<div hidden/>` is not empty in HTML, but whoever writes it means so, and the other reading hides all that
     * follows. */
    if (token->self_closing && (silent || element == FT_E_svg)) return;
    if (was_visible && !silent) {
        part(state, flags, true);
        if (element == FT_E_a && !hidden) ft_shown_link(state->shown, true);
    }
    if (hidden && state->hidden == SIZE_MAX) state->hidden = state->open.count;
    ft_open_push(&state->open, element, token->name, hidden, silent);
    if (flags & FT_EL_VERBATIM && was_visible) state->shown->verbatim = true;
}

static void end(ft_html_text *state, const ft_html_token *token) {
    ft_element element = ft_element_find(token->name);
    if (ft_open_end(&state->open, element, token->name)) return;
    /* </p> and </br> without their start tags stand for <p></p> and <br>. */
    if ((element == FT_E_p || element == FT_E_br) && state->hidden == SIZE_MAX) ft_shown_line(state->shown);
}

/* Is there a comment of this word, white space aside, at `at`? Gives its end, else 0. */
static size_t comment_of(const char *input, size_t len, size_t at, const char *word) {
    size_t size = strlen(word);
    if (len - at < 4 || memcmp(input + at, "<!--", 4) != 0) return 0;
    at += 4;
    while (at < len && ft_ascii_space(input[at])) at++;
    if (len - at < size || memcmp(input + at, word, size) != 0) return 0;
    at += size;
    while (at < len && ft_ascii_space(input[at])) at++;
    return len - at >= 3 && memcmp(input + at, "-->", 3) == 0 ? at + 3 : 0;
}

/* EastMoney brackets its chart with comments. A block that is never ended would hide the rest of the article: it is
 * none. */
static void comment(ft_html_text *state, size_t at) {
    static const char mark[] = "EM_StockImg_End";
    size_t from = comment_of(state->input, state->len, at, "EM_StockImg_Start");
    if (!from || state->no_image_end) return;
    while (from < state->len) {
        const char *found = memmem(state->input + from, state->len - from, mark, sizeof mark - 1);
        if (!found) break;
        size_t begin = (size_t)(found - state->input), end;
        from = begin + 1;
        while (begin > at && ft_ascii_space(state->input[begin - 1])) begin--;
        end = begin >= at + 4 ? comment_of(state->input, state->len, begin - 4, mark) : 0;
        if (!end) continue;
        if (state->hidden == SIZE_MAX) ft_shown_line(state->shown);
        state->image_end = end;
        return;
    }
    state->no_image_end = true;
}

void ft_html_text_token(ft_html_text *state, const ft_html_token *token) {
    /* Inside an image block nothing counts, not even tags that are never closed. */
    if (token->begin < state->image_end) return;
    switch (token->kind) {
    case FT_HTML_TEXT:
        if (state->hidden == SIZE_MAX) ft_shown_text(state->shown, token->begin, token->end);
        break;
    case FT_HTML_REFERENCE:
        if (state->hidden == SIZE_MAX)
            ft_shown_char(state->shown, token->text, token->text_len, token->begin,
                          (uint32_t)(token->end - token->begin));
        break;
    case FT_HTML_START: start(state, token); break;
    case FT_HTML_END: end(state, token); break;
    case FT_HTML_COMMENT: comment(state, token->begin); break;
    case FT_HTML_DOCTYPE:
    case FT_HTML_EOF: break;
    }
}

void ft_html_text_run(ft_html_text *state, size_t at) {
    ft_html html;
    ft_html_token token;
    ft_html_begin(&html, state->input, state->len, FT_HTML_DATA);
    html.at = at;
    do {
        ft_html_next(&html, &token);
        ft_html_text_token(state, &token);
    } while (token.kind != FT_HTML_EOF && !state->arena->failed);
}
