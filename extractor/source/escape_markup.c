/* CSV fields and the content of XML elements. JSON and YAML are in escape.c. */
#include "source/ascii.h"
#include "source/escape.h"
#include "text/html.h"

static void copy(ft_buf *out, ft_offmap *map, const char *input, size_t begin, size_t end) {
    ft_buf_put(out, input + begin, end - begin);
    ft_offmap_add(map, (uint32_t)(end - begin), begin, (uint32_t)(end - begin));
}

void ft_csv_unescape(const char *input, size_t begin, size_t end, ft_buf *out, ft_offmap *map) {
    while (begin < end) {
        const char *quote = memchr(input + begin, '"', end - begin);
        size_t stop = quote ? (size_t)(quote - input) : end;
        copy(out, map, input, begin, stop);
        if (!quote) return;
        uint32_t len = stop + 1 < end && input[stop + 1] == '"' ? 2 : 1;
        ft_buf_byte(out, '"');
        ft_offmap_add(map, 1, stop, len);
        begin = stop + len;
    }
}

static bool starts(const char *input, size_t begin, size_t end, const char *word) {
    size_t len = strlen(word);
    return end - begin >= len && memcmp(input + begin, word, len) == 0;
}

/* Where what is opened at `begin` is closed: behind `close`, or at the end. */
static size_t closed(const char *input, size_t begin, size_t end, const char *close) {
    const char *found = memmem(input + begin, end - begin, close, strlen(close));
    return found ? (size_t)(found - input) + strlen(close) : end;
}

void ft_xml_unescape(const char *input, size_t begin, size_t end, ft_buf *out, ft_offmap *map) {
    static const char cdata[] = "<![CDATA[", cdata_end[] = "]]>";
    while (begin < end) {
        size_t stop = begin;
        while (stop < end && input[stop] != '<' && input[stop] != '&') stop++;
        copy(out, map, input, begin, stop);
        begin = stop;
        if (begin == end) return;
        if (starts(input, begin, end, cdata)) {
            size_t next = closed(input, begin, end, cdata_end), from = begin + sizeof cdata - 1;
            bool whole = next - from >= 3 && memcmp(input + next - 3, cdata_end, 3) == 0;
            copy(out, map, input, from, whole ? next - 3 : next);
            begin = next;
        } else if (starts(input, begin, end, "<!--")) {
            begin = closed(input, begin + 4, end, "-->");
        } else if (starts(input, begin, end, "<?")) {
            begin = closed(input, begin + 2, end, "?>");
        } else {
            char text[8];
            unsigned text_len = 0;
            size_t len =
                input[begin] == '&' ? ft_html_reference(input + begin, end - begin, false, text, &text_len) : 0;
            if (len) {
                ft_buf_put(out, text, text_len);
                ft_offmap_atom(map, text_len, begin, (uint32_t)len);
            } else {
                copy(out, map, input, begin, begin + 1);
                len = 1;
            }
            begin += len;
        }
    }
}
