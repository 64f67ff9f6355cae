/* Where front matter begins and ends, also when it is not what it should be. */
#include "source/front_matter.h"

#include "source/ascii.h"

enum { YAML_MAX = 1 << 20 /* bytes; nobody writes a header of a megabyte */ };

/* End of the line at `at`, without its line end; *next is where the following one begins. */
static size_t line_end(fintag_str content, size_t at, size_t *next) {
    const char *newline = memchr(content.ptr + at, '\n', content.len - at);
    size_t end = newline ? (size_t)(newline - content.ptr) : content.len;
    *next = newline ? end + 1 : end;
    return end > at && content.ptr[end - 1] == '\r' ? end - 1 : end;
}

static bool is_fence(fintag_str line, const char *fence) {
    while (line.len && ft_ascii_space(line.ptr[line.len - 1])) line.len--;
    return ft_str_is(line, fence);
}

static bool is_blank(fintag_str line) {
    return ft_ascii_trim(line).len == 0;
}

/* "key:", "key: value", a list item, an indented or a comment line. */
static bool may_be_yaml(fintag_str line) {
    size_t at = 0;
    if (line.len && (ft_ascii_blank(line.ptr[0]) || line.ptr[0] == '#')) return true;
    if (line.len > 1 && line.ptr[0] == '-' && line.ptr[1] == ' ') return true;
    while (at < line.len &&
           (ft_ascii_letter(line.ptr[at]) || ft_ascii_digit(line.ptr[at]) || strchr("_-", line.ptr[at])))
        at++;
    return at && at < line.len && line.ptr[at] == ':' && (at + 1 == line.len || ft_ascii_blank(line.ptr[at + 1]));
}

/* "key:", also with a value behind it. */
static bool is_member(fintag_str line) {
    return may_be_yaml(line) && line.len && (ft_ascii_letter(line.ptr[0]) || line.ptr[0] == '_');
}

/* Where the closing line begins, and where the body does; false when there is none. */
static bool find_close(fintag_str content, size_t at, size_t *close, size_t *body) {
    while (at < content.len) {
        size_t next, end = line_end(content, at, &next);
        fintag_str line = {content.ptr + at, end - at};
        if (is_fence(line, "---") || is_fence(line, "...")) {
            *close = at;
            *body = next;
            return true;
        }
        at = next;
    }
    return false;
}

/* Where the lines that look like YAML end: at the first other one, or a blank one. */
static size_t header_end(fintag_str content, size_t at) {
    while (at < content.len) {
        size_t next, end = line_end(content, at, &next);
        fintag_str line = {content.ptr + at, end - at};
        if (is_blank(line) || !may_be_yaml(line)) break;
        at = next;
    }
    return at;
}

static bool holds_members(fintag_str content, size_t at, size_t close) {
    while (at < close) {
        size_t next, end = line_end(content, at, &next);
        if (is_member((fintag_str){content.ptr + at, end - at})) return true;
        at = next;
    }
    return false;
}

static bool holds_nothing(fintag_str content, size_t at, size_t close) {
    return is_blank((fintag_str){content.ptr + at, close - at});
}

/* Prose behind a blank line: the closing line was left out, and what was taken for it belongs to the text. */
static bool holds_prose(fintag_str content, size_t at, size_t close) {
    bool blank_before = false;
    while (at < close) {
        size_t next, end = line_end(content, at, &next);
        fintag_str line = {content.ptr + at, end - at};
        if (blank_before && !is_blank(line) && !may_be_yaml(line)) return true;
        blank_before = blank_before || is_blank(line);
        at = next;
    }
    return false;
}

static void read_lines(ft_reading *reading, size_t begin, size_t end, ft_front_matter *matter) {
    size_t bad = begin;
    const char *reason = "it is too long";
    if (end - begin <= YAML_MAX && ft_front_matter_yaml(reading, begin, end, matter, &bad, &reason)) return;
    ft_reading_warn(reading, "front_matter_broken", bad, "the front matter is not YAML: %s", reason);
    ft_front_matter_lines(reading, begin, end, matter);
}

void ft_front_matter_read(ft_reading *reading, ft_front_matter *matter) {
    fintag_str content = reading->content;
    size_t begin, close = 0, end = line_end(content, 0, &begin);
    *matter = (ft_front_matter){.present = is_fence((fintag_str){content.ptr, end}, "---")};
    bool closed = matter->present && find_close(content, begin, &close, &matter->body);
    /* Two rules around prose are no front matter. */
    if (closed && !holds_members(content, begin, close) && !holds_nothing(content, begin, close))
        *matter = (ft_front_matter){.present = false};
    if (!matter->present) {
        ft_reading_warn(reading, "front_matter_missing", 0, "the post does not begin with front matter");
        return;
    }
    size_t bad;
    const char *reason;
    if (closed && close - begin <= YAML_MAX && ft_front_matter_yaml(reading, begin, close, matter, &bad, &reason))
        return;
    if (!closed || holds_prose(content, begin, close)) {
        ft_reading_warn(reading, "front_matter_unclosed", 0, "the line that ends the front matter is missing");
        matter->body = close = header_end(content, begin);
    }
    read_lines(reading, begin, close, matter);
}

ft_field *ft_front_matter_field(ft_front_matter *matter, fintag_str key) {
    if (ft_str_is(key, "id")) return &matter->id;
    if (ft_str_is(key, "slug")) return &matter->slug;
    if (ft_str_is(key, "date")) return &matter->date;
    if (ft_str_is(key, "url")) return &matter->url;
    if (ft_str_is(key, "permalink")) return &matter->permalink;
    if (ft_str_is(key, "author")) return &matter->author;
    if (ft_str_is(key, "source")) return &matter->source;
    return NULL;
}

static size_t separator_len(fintag_str text, bool commas) {
    if (!commas) return ft_ascii_space(text.ptr[0]);
    if (text.ptr[0] == ',') return 1;
    const size_t wide = sizeof "，" - 1;
    return text.len >= wide && memcmp(text.ptr, "，", wide) == 0 ? wide : 0;
}

void ft_front_matter_tags(ft_reading *reading, fintag_str text) {
    bool commas = memchr(text.ptr, ',', text.len) || memmem(text.ptr, text.len, "，", sizeof "，" - 1);
    size_t from = 0;
    for (size_t at = 0; at < text.len;) {
        size_t len = separator_len((fintag_str){text.ptr + at, text.len - at}, commas);
        if (len) ft_reading_tag(reading, (fintag_str){text.ptr + from, at - from});
        at += len ? len : 1;
        if (len) from = at;
    }
    ft_reading_tag(reading, (fintag_str){text.ptr + from, text.len - from});
}
