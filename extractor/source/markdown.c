#include "source/markdown.h"

#include "source/ascii.h"
#include "source/markdown_inline.h"
#include "source/markdown_line.h"

enum { CODE_INDENT = 4, LINES_AFTER_LINK = 8 };

typedef struct {
    ft_reading *reading;
    fintag_str content;
    ft_html_text html;
    ft_md_inline spans;
    ft_md_labels labels;
    size_t at; /* the next line */
    bool open; /* a paragraph is: */
    size_t begin, end;
    unsigned depth;
    bool in_list;
    char fence; /* of the code block at hand; 0: none */
    unsigned fence_length;
    /* The last link that stood alone on a line, and how much was shown before it. */
    fintag_str link;
    size_t link_shown;
} markdown;

static fintag_str text_of(const markdown *md, const ft_md_line *line) {
    return (fintag_str){md->content.ptr + line->begin, line->end - line->begin};
}

static bool is_blank(const ft_md_line *line) {
    return line->begin == line->end;
}

static void show_block(markdown *md, size_t begin, size_t end, unsigned depth) {
    ft_shown_line(md->html.shown);
    ft_md_inline_show(&md->spans, begin, end, depth);
    ft_shown_line(md->html.shown);
}

static void end_paragraph(markdown *md) {
    if (md->open) show_block(md, md->begin, md->end, md->depth);
    md->open = false;
}

static void show_code_line(markdown *md, const ft_md_line *line) {
    if (!ft_html_text_visible(&md->html, line->begin)) return;
    ft_shown_line(md->html.shown);
    ft_shown_text(md->html.shown, line->begin, line->end);
    ft_shown_line(md->html.shown);
}

/* First blank line behind `at`, or the end. */
static size_t next_blank(fintag_str content, size_t at) {
    const char *newline = at < content.len ? memchr(content.ptr + at, '\n', content.len - at) : NULL;
    while (newline) {
        at = (size_t)(newline - content.ptr) + 1;
        if (at == content.len) break;
        ft_md_line line = ft_md_line_at(content, at);
        if (is_blank(&line) && !line.depth) return at;
        newline = line.next > line.start && content.ptr[line.next - 1] == '\n' ? content.ptr + line.next - 1 : NULL;
    }
    return content.len;
}

static size_t next_line(fintag_str content, size_t at) {
    const char *newline = at < content.len ? memchr(content.ptr + at, '\n', content.len - at) : NULL;
    return newline ? (size_t)(newline - content.ptr) + 1 : content.len;
}

/* An HTML block reaches to a blank line, or, where it begins with what has an end of its own, to the end of that line;
 * but no token, and no <pre>, is cut in two. A tag that is never closed takes no more than its block with it. */
static void show_html(markdown *md, size_t at, int kind) {
    bool to_blank = kind >= 6;
    size_t stop = to_blank ? next_blank(md->content, at) : next_line(md->content, at);
    ft_html html;
    ft_html_token token;
    ft_html_begin(&html, md->content.ptr, md->content.len, FT_HTML_DATA);
    html.at = at;
    for (;;) {
        bool raw = html.state != FT_HTML_DATA;
        ft_html_next(&html, &token);
        bool uncut = raw || md->html.open.open[FT_E_pre];
        if (token.kind == FT_HTML_EOF || (token.begin >= stop && !uncut)) break;
        bool whole = uncut || token.kind != FT_HTML_TEXT;
        if (!whole && token.end > stop) token.end = stop;
        ft_html_text_token(&md->html, &token);
        if (token.end > stop) stop = to_blank ? next_blank(md->content, token.end) : next_line(md->content, token.end);
    }
    md->at = stop;
}

/* Cells of a row, parted by bars that are not escaped. */
static void show_row(markdown *md, const ft_md_line *line) {
    const char *input = md->content.ptr;
    size_t at = line->begin, end = line->end;
    while (end > at && ft_ascii_blank(input[end - 1])) end--;
    if (at < end && input[at] == '|') at++;
    if (end > at && input[end - 1] == '|' && (end - at < 2 || input[end - 2] != '\\')) end--;
    ft_shown_row(md->html.shown);
    while (at <= end) {
        size_t stop = at;
        while (stop < end && (input[stop] != '|' || (stop > at && input[stop - 1] == '\\'))) stop++;
        ft_shown_cell(md->html.shown, true);
        ft_md_inline_show(&md->spans, at, stop, 0);
        ft_shown_cell(md->html.shown, false);
        at = stop + 1;
    }
    ft_shown_row(md->html.shown);
}

/* A table begins with a row and a rule (the header of GitHub's), or with a row between bars (kramdown's). */
static bool show_table(markdown *md, const ft_md_line *first) {
    fintag_str text = text_of(md, first);
    if (!memchr(text.ptr, '|', text.len)) return false;
    ft_md_line line = first->next < md->content.len ? ft_md_line_at(md->content, first->next) : (ft_md_line){0};
    bool header = line.next && ft_md_is_table_rule(text_of(md, &line)) && line.depth == first->depth;
    if (!header && !ft_md_is_table_row(text) && !ft_md_is_table_rule(text)) return false;
    for (line = *first; !is_blank(&line) && memchr(text.ptr, '|', text.len); text = text_of(md, &line)) {
        if (!ft_md_is_table_rule(text)) show_row(md, &line);
        md->at = line.next;
        if (line.next >= md->content.len) break;
        line = ft_md_line_at(md->content, line.next);
    }
    return true;
}

/* Does nothing follow but links that lead back, and addresses? */
static bool only_links_follow(const markdown *md, size_t at) {
    unsigned lines = 0;
    while (at < md->content.len) {
        ft_md_line line = ft_md_line_at(md->content, at);
        fintag_str text = text_of(md, &line), address;
        bool bare;
        at = line.next;
        if (is_blank(&line)) continue;
        bool back = text.len < 1000 && text.ptr[0] == '[' && memmem(text.ptr, text.len, "返回", sizeof "返回" - 1);
        if (++lines > LINES_AFTER_LINK || (!back && !ft_md_is_link(text, &address, &bare))) return false;
    }
    return true;
}

/* A line that is a link and nothing else. In the middle of an article a bare address may be what it is about. */
static bool take_link(markdown *md, const ft_md_line *line) {
    fintag_str address;
    bool bare;
    if (!ft_md_is_link(text_of(md, line), &address, &bare)) return false;
    if (bare && !only_links_follow(md, line->next)) return false;
    end_paragraph(md);
    bool web = ft_ascii_starts(address, "http://") || ft_ascii_starts(address, "https://");
    if (!web || !ft_html_text_visible(&md->html, line->begin)) return true;
    md->link = address;
    ft_shown_judge(md->html.shown);
    md->link_shown = md->html.shown->out->len;
    return true;
}

/* Blocks of one line. True when the line is used up. */
static bool take_line_block(markdown *md, const ft_md_line *line) {
    fintag_str text = text_of(md, line), label;
    size_t end = 0, level = ft_md_heading(text, &end);
    if (level) {
        end_paragraph(md);
        show_block(md, line->begin + level, line->begin + end, 0);
        return true;
    }
    if (md->open && line->depth == md->depth && ft_md_is_underline(text)) {
        end_paragraph(md);
        return true;
    }
    bool nothing = ft_md_is_rule(text) || ft_md_is_template(text) || (!md->open && ft_md_is_definition(text, &label));
    if (nothing) end_paragraph(md);
    return nothing;
}

/* Blocks of several lines. True when one begins here. */
static bool take_block(markdown *md, const ft_md_line *line) {
    fintag_str text = text_of(md, line);
    md->fence_length = ft_md_fence(text, &md->fence);
    if (!md->fence_length) md->fence = 0;
    if (md->fence) {
        end_paragraph(md);
        return true;
    }
    int kind = line->depth ? 0 : ft_md_html_kind(text);
    if (kind && (kind < 7 || !md->open)) {
        end_paragraph(md);
        show_html(md, line->begin, kind);
        return true;
    }
    return !md->open && show_table(md, line);
}

static void take_text(markdown *md, const ft_md_line *line) {
    if (!md->open) {
        md->open = true;
        md->begin = line->begin;
        md->depth = line->depth;
    }
    md->end = line->end;
}

static void take_line(markdown *md, ft_md_line line) {
    bool interrupts;
    if (md->open && line.depth > md->depth) end_paragraph(md);
    if (!md->open && !md->in_list && line.indent >= CODE_INDENT) {
        show_code_line(md, &line);
        return;
    }
    if (line.indent < CODE_INDENT || md->in_list) {
        for (;;) {
            if (take_link(md, &line) || take_line_block(md, &line)) return;
            size_t marker = ft_md_list_marker(text_of(md, &line), &interrupts);
            if (!marker || (md->open && !interrupts && !md->in_list)) break;
            end_paragraph(md);
            ft_shown_line(md->html.shown);
            md->in_list = true;
            line.begin += marker;
            if (is_blank(&line)) return;
        }
        if (take_block(md, &line)) return;
    }
    take_text(md, &line);
}

static void run(markdown *md) {
    bool blank = true;
    while (md->at < md->content.len && !md->reading->arena->failed) {
        ft_md_line line = ft_md_line_at(md->content, md->at);
        md->at = line.next;
        if (md->fence) {
            if (ft_md_closes_fence(text_of(md, &line), md->fence, md->fence_length))
                md->fence = 0;
            else
                show_code_line(md, &line);
            continue;
        }
        if (is_blank(&line)) {
            end_paragraph(md);
        } else {
            if (blank && !line.indent && md->in_list) {
                bool interrupts;
                md->in_list = ft_md_list_marker(text_of(md, &line), &interrupts) > 0;
            }
            take_line(md, line);
        }
        blank = is_blank(&line);
    }
    end_paragraph(md);
}

void ft_markdown(ft_reading *reading, size_t from) {
    markdown md = {.reading = reading, .content = reading->content, .at = from, .link_shown = SIZE_MAX};
    ft_html_text_begin(&md.html, &reading->shown, reading->arena, md.content.ptr, md.content.len);
    ft_md_labels_collect(&md.labels, reading->arena, md.content, from);
    md.spans.html = &md.html;
    md.spans.arena = reading->arena;
    md.spans.labels = &md.labels;
    md.spans.input = md.content.ptr;
    run(&md);
    ft_shown_judge(&reading->shown);
    bool last = md.link_shown == reading->shown.out->len;
    if (last) ft_reading_set(reading, &reading->url, md.link, (size_t)(md.link.ptr - md.content.ptr));
}
