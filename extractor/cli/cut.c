#include "cli/cut.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "input/recode.h"

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* Length of a tag or comment at s, or 0. */
static size_t tag(fintag_str s) {
    if (s.len < 2 || s.ptr[0] != '<') return 0;
    if (s.len > 3 && memcmp(s.ptr, "<!--", 4) == 0) {
        const char *end = memmem(s.ptr + 4, s.len - 4, "-->", 3);
        return end ? (size_t)(end - s.ptr) + 3 : s.len;
    }
    char quote = 0;
    for (size_t i = 1; i < s.len; i++) {
        if (quote)
            quote = s.ptr[i] == quote ? 0 : quote;
        else if (s.ptr[i] == '"' || s.ptr[i] == '\'')
            quote = s.ptr[i];
        else if (s.ptr[i] == '>')
            return i + 1;
    }
    return 0;
}

static size_t hex4(const char *s, size_t len, uint32_t *c) {
    char digits[5] = {0};
    if (len < 6 || s[0] != '\\' || s[1] != 'u') return 0;
    memcpy(digits, s + 2, 4);
    *c = (uint32_t)strtoul(digits, NULL, 16);
    return 6;
}

/* Length of an escape or reference that stands for the beginning of `text`; *shown gets how much of the text it covers.
 */
static size_t escape(fintag_str s, fintag_str text, size_t *shown) {
    uint32_t c = 0, low = 0;
    size_t len = hex4(s.ptr, s.len, &c);
    if (len && c >= 0xD800 && c < 0xDC00 && hex4(s.ptr + 6, s.len - 6, &low)) {
        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
        len = 12;
    }
    if (!len && s.len > 3 && s.ptr[0] == '&' && s.ptr[1] == '#') {
        bool hex = s.ptr[2] == 'x' || s.ptr[2] == 'X';
        char digits[12] = {0}, *end;
        size_t from = hex ? 3 : 2, take = s.len - from < 11 ? s.len - from : 11;
        memcpy(digits, s.ptr + from, take);
        c = (uint32_t)strtoul(digits, &end, hex ? 16 : 10);
        len = from + (size_t)(end - digits) + (*end == ';');
    }
    char utf8[4];
    if (len) {
        *shown = ft_utf8_put(utf8, c);
        return *shown <= text.len && memcmp(utf8, text.ptr, *shown) == 0 ? len : 0;
    }
    *shown = text.len ? ft_utf8_len((unsigned char)text.ptr[0]) : 0;
    if (s.len > 2 && s.ptr[0] == '&') { /* a named reference: one character, whichever */
        for (len = 1; len < s.len && len < 40 && s.ptr[len] != ';' && !is_space(s.ptr[len]); len++) {
        }
        return len < s.len && s.ptr[len] == ';' ? len + 1 : len;
    }
    return s.len > 1 && s.ptr[0] == '\\' ? 2 : 0;
}

static bool walk(fintag_str cut, fintag_str text) {
    while (text.len) {
        size_t shown = 1, used = 1;
        if (!cut.len) return false;
        if (is_space(cut.ptr[0]) && text.ptr[0] == ' ') {
            for (used = 1; used < cut.len && (is_space(cut.ptr[used]) || cut.ptr[used] == '>'); used++) {
            }
        } else if (cut.ptr[0] != text.ptr[0] || (cut.ptr[0] == '&' && cut.len > text.len)) {
            size_t skipped = tag(cut);
            used = skipped ? skipped : escape(cut, text, &shown);
            if (skipped) shown = 0;
            if (!used && strchr("*_`[]>\n\r\t ", cut.ptr[0])) used = 1, shown = 0;
            if (!used) return false;
        }
        cut.ptr += used;
        cut.len -= used;
        text.ptr += shown;
        text.len -= shown;
    }
    while (cut.len) { /* only what shows nothing may be left */
        size_t skipped = tag(cut);
        if (!skipped) return false;
        cut.ptr += skipped;
        cut.len -= skipped;
    }
    return true;
}

/* Two quotes are one. */
static void undo_csv(fintag_str cut, ft_buf *out) {
    for (size_t i = 0; i < cut.len; i++) {
        ft_buf_byte(out, cut.ptr[i]);
        if (cut.ptr[i] == '"' && i + 1 < cut.len && cut.ptr[i + 1] == '"') i++;
    }
}

/* \" and its like; \uXXXX of anything that can be a mark. */
static void undo_json(fintag_str cut, ft_buf *out) {
    static const char letters[] = "nrtbf", meant[] = "\n\r\t\b\f";
    for (size_t i = 0; i < cut.len; i++) {
        uint32_t c;
        const char *letter = NULL;
        if (cut.ptr[i] == '\\' && hex4(cut.ptr + i, cut.len - i, &c) && c < 0x80) {
            ft_buf_byte(out, (char)c);
            i += 5;
        } else if (cut.ptr[i] == '\\' && i + 1 < cut.len && cut.ptr[i + 1] != 'u') {
            i++;
            letter = cut.ptr[i] ? strchr(letters, cut.ptr[i]) : NULL;
            ft_buf_byte(out, letter ? meant[letter - letters] : cut.ptr[i]);
        } else {
            ft_buf_byte(out, cut.ptr[i]);
        }
    }
}

/* The references that XML knows, and the marks of CDATA sections. */
static void undo_xml(fintag_str cut, ft_buf *out) {
    static const struct {
        const char *written, *meant;
    } marks[] = {{"&lt;", "<"},  {"&gt;", ">"},  {"&amp;", "&"}, {"&quot;", "\""},  {"&apos;", "'"},
                 {"&#60;", "<"}, {"&#62;", ">"}, {"&#38;", "&"}, {"<![CDATA[", ""}, {"]]>", ""}};
    for (size_t i = 0; i < cut.len;) {
        size_t k = 0, n = sizeof marks / sizeof *marks, len = 0;
        for (; k < n; k++) {
            len = strlen(marks[k].written);
            if (cut.len - i >= len && memcmp(cut.ptr + i, marks[k].written, len) == 0) break;
        }
        if (k < n)
            ft_buf_put(out, marks[k].meant, strlen(marks[k].meant));
        else
            ft_buf_byte(out, cut.ptr[i]);
        i += k < n ? len : 1;
    }
}

static bool decoded_agrees(ft_cutter *cutter, fintag_str cut, const char *format, fintag_str text) {
    if (walk(cut, text)) return true;
    void (*undo)(fintag_str, ft_buf *) = strcmp(format, "csv") == 0     ? undo_csv
                                         : strcmp(format, "rss") == 0   ? undo_xml
                                         : strcmp(format, "jsonl") == 0 ? undo_json
                                                                        : NULL;
    if (!undo) return false;
    ft_buf *out = &cutter->unescaped;
    ft_buf_clear(out);
    undo(cut, out);
    return !out->failed && walk((fintag_str){out->len ? out->ptr : "", out->len}, text);
}

bool ft_cut_agrees(ft_cutter *cutter, fintag_str cut, const char *format, fintag_str text) {
    if (!format) format = "";
    if (decoded_agrees(cutter, cut, format, text)) return true;
    for (unsigned n = 0; ft_recode(cut, n, &cutter->decoded); n++) {
        fintag_str decoded = {cutter->decoded.len ? cutter->decoded.ptr : "", cutter->decoded.len};
        if (decoded_agrees(cutter, decoded, format, text)) return true;
    }
    return false;
}

void ft_cutter_free(ft_cutter *cutter) {
    ft_buf_free(&cutter->decoded);
    ft_buf_free(&cutter->unescaped);
}
