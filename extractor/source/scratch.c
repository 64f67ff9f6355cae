#include "source/scratch.h"

#include "source/ascii.h"

enum { TAG_LOOK = 64 * 1024 };

/* Is there a tag of an element that HTML knows? */
static bool has_tags(fintag_str text) {
    if (text.len > TAG_LOOK) text.len = TAG_LOOK;
    for (size_t at = 0; at < text.len;) {
        const char *open = memchr(text.ptr + at, '<', text.len - at);
        if (!open) return false;
        at = (size_t)(open - text.ptr) + 1;
        if (at < text.len && text.ptr[at] == '/') at++;
        char name[24];
        size_t len = 0;
        while (len + 1 < sizeof name && at < text.len &&
               (ft_ascii_letter(text.ptr[at]) || ft_ascii_digit(text.ptr[at])))
            name[len++] = ft_ascii_lower(text.ptr[at++]);
        name[len] = 0;
        bool ends = at < text.len && (ft_ascii_space(text.ptr[at]) || text.ptr[at] == '>' || text.ptr[at] == '/');
        if (len && ends && ft_element_find(name) != FT_E_other) return true;
    }
    return false;
}

/* References are resolved; tags go where there is an end tag, so that a mere '<' stays. */
static void write_title(ft_reading *reading, size_t end) {
    ft_article *article = reading->article;
    ft_shown title;
    ft_html html;
    ft_html_token token;
    fintag_str text = {reading->content.ptr, end};
    bool tags = memmem(text.ptr, text.len, "</", 2) != NULL;
    ft_shown_begin(&title, &article->shown, &article->field_map, text.ptr);
    title.one_line = true;
    ft_html_begin(&html, text.ptr, text.len, tags ? FT_HTML_DATA : FT_HTML_RCDATA);
    do {
        ft_html_next(&html, &token);
        if (token.kind == FT_HTML_TEXT) ft_shown_text(&title, token.begin, token.end);
        if (token.kind == FT_HTML_REFERENCE)
            ft_shown_char(&title, token.text, token.text_len, token.begin, (uint32_t)(token.end - token.begin));
    } while (token.kind != FT_HTML_EOF);
    ft_shown_end(&title);
}

static void copy(ft_reading *reading, size_t begin, size_t end) {
    ft_article *article = reading->article;
    ft_buf_put(&article->shown, reading->content.ptr + begin, end - begin);
    ft_offmap_add(&article->field_map, (uint32_t)(end - begin), begin, (uint32_t)(end - begin));
}

void ft_read_scratch(ft_reading *reading, size_t body, ft_body kind, bool references) {
    ft_article *article = reading->article;
    if (article->scratch.failed) return;
    reading->content = (fintag_str){article->scratch.len ? article->scratch.ptr : "", article->scratch.len};
    reading->escapes = &article->scratch_map;
    if (references)
        write_title(reading, body);
    else
        copy(reading, 0, body);
    ft_reading_title(reading);
    fintag_str rest = {reading->content.ptr + body, reading->content.len - body};
    if (kind == FT_BODY_HTML || (kind == FT_BODY_EITHER && has_tags(rest))) {
        ft_read_html_from(reading, body);
    } else {
        ft_reading_text(reading);
        copy(reading, body, reading->content.len);
    }
}
