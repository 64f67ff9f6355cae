#include "source/markdown_line.h"

#include "source/ascii.h"
#include "source/elements.h"

enum { TAB_STOP = 4, ORDINAL_DIGITS = 9 };

ft_md_line ft_md_line_at(fintag_str content, size_t at) {
    const char *input = content.ptr, *newline = memchr(input + at, '\n', content.len - at);
    ft_md_line line = {.start = at, .begin = at, .end = newline ? (size_t)(newline - input) : content.len};
    line.next = newline ? line.end + 1 : line.end;
    if (line.end > at && input[line.end - 1] == '\r') line.end--;
    for (;;) {
        for (; line.begin < line.end && ft_ascii_blank(input[line.begin]); line.begin++)
            line.indent += input[line.begin] == '\t' ? TAB_STOP - line.indent % TAB_STOP : 1;
        if (line.indent >= TAB_STOP || line.begin == line.end || input[line.begin] != '>') return line;
        line.depth++;
        line.begin++;
        line.indent = 0;
        if (line.begin < line.end && ft_ascii_blank(input[line.begin])) line.begin++;
    }
}

size_t ft_md_skip_prefix(const char *input, size_t at, size_t end, unsigned depth) {
    for (;;) {
        while (at < end && ft_ascii_blank(input[at])) at++;
        if (!depth-- || at == end || input[at] != '>') return at;
        at++;
    }
}

static size_t run_of(fintag_str line, size_t at, char c) {
    size_t from = at;
    while (at < line.len && line.ptr[at] == c) at++;
    return at - from;
}

bool ft_md_is_rule(fintag_str line) {
    unsigned marks = 0;
    char mark = line.len ? line.ptr[0] : 0;
    if (mark != '-' && mark != '*' && mark != '_') return false;
    for (size_t i = 0; i < line.len; i++) {
        if (line.ptr[i] == mark)
            marks++;
        else if (!ft_ascii_blank(line.ptr[i]))
            return false;
    }
    return marks >= 3;
}

size_t ft_md_heading(fintag_str line, size_t *end) {
    size_t level = run_of(line, 0, '#'), stop = line.len;
    if (!level || level > 6 || (level < line.len && !ft_ascii_blank(line.ptr[level]))) return 0;
    while (stop > level && ft_ascii_blank(line.ptr[stop - 1])) stop--;
    size_t closing = stop;
    while (closing > level && line.ptr[closing - 1] == '#') closing--;
    if (closing == level || ft_ascii_blank(line.ptr[closing - 1])) stop = closing;
    *end = stop;
    return level;
}

bool ft_md_is_underline(fintag_str line) {
    size_t run = line.len ? run_of(line, 0, line.ptr[0] == '=' ? '=' : '-') : 0;
    return run && ft_ascii_trim((fintag_str){line.ptr + run, line.len - run}).len == 0;
}

size_t ft_md_list_marker(fintag_str line, bool *interrupts) {
    size_t at = 0;
    unsigned ordinal = 0;
    if (line.len && strchr("-+*", line.ptr[0]) && line.ptr[0]) {
        at = 1;
        ordinal = 1;
    } else {
        for (; at < line.len && at < ORDINAL_DIGITS && ft_ascii_digit(line.ptr[at]); at++)
            ordinal = ordinal * 10 + (unsigned)(line.ptr[at] - '0');
        if (!at || at == line.len || (line.ptr[at] != '.' && line.ptr[at] != ')')) return 0;
        at++;
    }
    if (at < line.len && !ft_ascii_blank(line.ptr[at])) return 0;
    while (at < line.len && ft_ascii_blank(line.ptr[at])) at++;
    *interrupts = ordinal == 1 && at < line.len;
    return at;
}

unsigned ft_md_fence(fintag_str line, char *mark) {
    *mark = line.len ? line.ptr[0] : 0;
    if (*mark != '`' && *mark != '~') return 0;
    size_t run = run_of(line, 0, *mark);
    /* ```code``` on one line is a code span. */
    if (run < 3 || (*mark == '`' && memchr(line.ptr + run, '`', line.len - run))) return 0;
    return (unsigned)run;
}

bool ft_md_closes_fence(fintag_str line, char mark, unsigned length) {
    size_t run = run_of(line, 0, mark);
    return run >= length && ft_ascii_trim((fintag_str){line.ptr + run, line.len - run}).len == 0;
}

/* Name of the tag at the beginning, behind "<" or "</"; the length of both, or 0. */
static size_t tag_name(fintag_str line, char name[24]) {
    size_t at = 1, len = 0;
    if (line.len < 2 || line.ptr[0] != '<') return 0;
    if (line.ptr[at] == '/') at++;
    while (at < line.len &&
           (ft_ascii_letter(line.ptr[at]) || (len && (ft_ascii_digit(line.ptr[at]) || line.ptr[at] == '-')))) {
        if (len + 1 < 24) name[len] = ft_ascii_lower(line.ptr[at]);
        len++;
        at++;
    }
    name[len < 23 ? len : 23] = 0;
    return len ? at : 0;
}

int ft_md_html_kind(fintag_str line) {
    char name[24];
    if (line.len < 2 || line.ptr[0] != '<') return 0;
    if (ft_ascii_starts(line, "<!--")) return 2;
    if (line.ptr[1] == '?') return 3;
    if (ft_ascii_starts(line, "<![cdata[")) return 5;
    if (line.ptr[1] == '!') return line.len > 2 && ft_ascii_letter(line.ptr[2]) ? 4 : 0;
    size_t at = tag_name(line, name);
    if (!at) return 0;
    bool ends = at == line.len || ft_ascii_space(line.ptr[at]) || line.ptr[at] == '>';
    bool empty = !ends && line.ptr[at] == '/' && at + 1 < line.len && line.ptr[at + 1] == '>';
    if (!ends && !empty) return 0;
    ft_element element = ft_element_find(name);
    bool verbatim = element == FT_E_script || element == FT_E_pre || element == FT_E_style || element == FT_E_textarea;
    if (verbatim && line.ptr[1] != '/') return 1;
    /* Only elements that stand between paragraphs: a line may begin with <br> or <img> and be prose. */
    const unsigned between = FT_EL_BLOCK | FT_EL_ROW | FT_EL_CELL;
    if (ft_element_flags(element) & between && element != FT_E_br) return 6;
    if (element == FT_E_iframe || element == FT_E_noframes || element == FT_E_link || element == FT_E_param) return 6;
    size_t len = ft_md_tag(line); /* alone on its line */
    return len && ft_ascii_trim((fintag_str){line.ptr + len, line.len - len}).len == 0 ? 7 : 0;
}

bool ft_md_is_table_rule(fintag_str line) {
    bool dash = false, bar = false;
    for (size_t i = 0; i < line.len; i++) {
        char c = line.ptr[i];
        dash = dash || c == '-';
        bar = bar || c == '|';
        if (c != '-' && c != '|' && c != ':' && c != '+' && !ft_ascii_blank(c)) return false;
    }
    return dash && bar;
}

bool ft_md_is_table_row(fintag_str line) {
    line = ft_ascii_trim(line);
    return line.len > 2 && line.ptr[0] == '|' && line.ptr[line.len - 1] == '|' && line.ptr[line.len - 2] != '\\';
}

bool ft_md_is_template(fintag_str line) {
    line = ft_ascii_trim(line);
    if (line.len < 4 || line.ptr[0] != '{' || line.ptr[line.len - 1] != '}') return false;
    const char *first_end = memchr(line.ptr, '}', line.len);
    bool alone = first_end == line.ptr + line.len - 1;
    return alone && (line.ptr[1] == ':' || (line.ptr[1] == '%' && line.ptr[line.len - 2] == '%'));
}

bool ft_md_is_link(fintag_str line, fintag_str *address, bool *bare) {
    line = ft_ascii_trim(line);
    *bare = false;
    *address = (fintag_str){line.ptr, 0};
    if (ft_str_is(line, "<>")) return true;
    if (line.len > 2 && ft_md_autolink(line) == line.len) {
        *address = (fintag_str){line.ptr + 1, line.len - 2};
        return true;
    }
    *bare = ft_ascii_starts(line, "http://") || ft_ascii_starts(line, "https://");
    for (size_t i = 0; *bare && i < line.len; i++)
        if ((unsigned char)line.ptr[i] <= ' ' || line.ptr[i] == '<') *bare = false;
    *address = line;
    return *bare;
}
