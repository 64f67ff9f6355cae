/* What bytes say of their own format and charset. */
#include "source/ascii.h"
#include "source/identity.h"
#include "source/reading.h"

enum { CHARSET_LOOK = 4096 /* bytes; the standard asks for 1024, Chinese pages are not always that tidy */ };

static fintag_str skip_space(fintag_str text) {
    while (text.len && ft_ascii_space(text.ptr[0])) text.ptr++, text.len--;
    return text;
}

static bool is_front_matter(fintag_str text) {
    size_t at = 3;
    if (text.len < at || memcmp(text.ptr, "---", at) != 0) return false;
    while (at < text.len && (ft_ascii_blank(text.ptr[at]) || text.ptr[at] == '\r')) at++;
    return at < text.len && text.ptr[at] == '\n';
}

static bool is_object(fintag_str text) {
    if (!text.len || text.ptr[0] != '{') return false;
    text = skip_space((fintag_str){text.ptr + 1, text.len - 1});
    return text.len && (text.ptr[0] == '"' || text.ptr[0] == '}');
}

/* Name of the tag that the text begins with, behind comments and declarations. */
static ft_element first_tag(fintag_str text, bool *doctype) {
    char name[24];
    size_t len = 0;
    *doctype = false;
    while (text.len > 3 && text.ptr[0] == '<' && (text.ptr[1] == '!' || text.ptr[1] == '?')) {
        bool comment = memcmp(text.ptr, "<!--", 4) == 0;
        if (ft_ascii_starts(text, "<!doctype html")) *doctype = true;
        const char *end = memmem(text.ptr + 2, text.len - 2, comment ? "-->" : ">", comment ? 3 : 1);
        if (!end || *doctype) return FT_E_other;
        end += comment ? 3 : 1;
        text = skip_space((fintag_str){end, text.len - (size_t)(end - text.ptr)});
    }
    if (text.len < 2 || text.ptr[0] != '<') return FT_E_other;
    for (; len + 1 < sizeof name && len + 1 < text.len; len++) {
        char c = ft_ascii_lower(text.ptr[len + 1]);
        if (!ft_ascii_letter(c) && !ft_ascii_digit(c)) break;
        name[len] = c;
    }
    name[len] = 0;
    bool ends = len + 1 < text.len && (ft_ascii_space(text.ptr[len + 1]) || strchr("/>", text.ptr[len + 1]));
    return ends ? ft_element_find(name) : FT_E_other;
}

static bool is_page(ft_element element) {
    return element == FT_E_html || element == FT_E_head || element == FT_E_body || element == FT_E_meta ||
           element == FT_E_title;
}

static bool ends_in(fintag_str path, const char *const *endings) {
    for (; *endings; endings++) {
        size_t len = strlen(*endings);
        if (path.len > len && ft_ascii_is((fintag_str){path.ptr + path.len - len, len}, *endings)) return true;
    }
    return false;
}

fintag_format ft_guess_format(fintag_str decoded, fintag_str path) {
    static const char *const markdown[] = {".md", ".markdown", ".mkd", ".mkdown", NULL};
    static const char *const html[] = {".html", ".htm", ".xhtml", ".shtml", NULL};
    static const char *const json[] = {".json", ".jsonl", ".ndjson", NULL};
    static const char *const plain[] = {".txt", ".text", ".log", NULL};
    fintag_str text = skip_space(decoded), name = ft_file_name(path);
    bool doctype;
    if (is_front_matter(decoded)) return FINTAG_JEKYLL;
    if (is_object(text)) return FINTAG_RECORD;
    ft_element first = first_tag(text, &doctype);
    if (doctype || is_page(first)) return FINTAG_HTML;
    if (ends_in(name, markdown)) return FINTAG_JEKYLL;
    if (ends_in(name, html)) return FINTAG_HTML;
    if (ends_in(name, json)) return FINTAG_RECORD;
    if (ends_in(name, plain)) return FINTAG_TEXT;
    return first != FT_E_other ? FINTAG_HTML : FINTAG_TEXT;
}

/* The value of charset= inside one <meta> tag. */
static fintag_str charset_in(fintag_str tag) {
    static const char word[] = "charset";
    for (size_t at = 0; at + sizeof word - 1 < tag.len; at++) {
        if (!ft_ascii_starts((fintag_str){tag.ptr + at, tag.len - at}, word)) continue;
        size_t from = at + sizeof word - 1, to;
        while (from < tag.len && ft_ascii_space(tag.ptr[from])) from++;
        if (from == tag.len || tag.ptr[from] != '=') continue;
        from++;
        while (from < tag.len && (ft_ascii_space(tag.ptr[from]) || tag.ptr[from] == '"' || tag.ptr[from] == '\''))
            from++;
        for (to = from; to < tag.len && !ft_ascii_space(tag.ptr[to]) && !strchr("\"';/>", tag.ptr[to]); to++) {
        }
        if (to > from) return (fintag_str){tag.ptr + from, to - from};
    }
    return (fintag_str){0};
}

/* encoding="..." of an XML declaration, which XHTML may begin with. */
static fintag_str xml_charset(fintag_str bytes) {
    fintag_str text = skip_space(bytes);
    const char *end = ft_ascii_starts(text, "<?xml") ? memmem(text.ptr, text.len, "?>", 2) : NULL;
    const char *word = end ? memmem(text.ptr, (size_t)(end - text.ptr), "encoding", 8) : NULL;
    if (!word) return (fintag_str){0};
    const char *from = word + 8;
    while (from < end && (ft_ascii_space(*from) || *from == '=')) from++;
    if (from == end || (*from != '"' && *from != '\'')) return (fintag_str){0};
    const char *to = memchr(from + 1, *from, (size_t)(end - from - 1));
    return to ? (fintag_str){from + 1, (size_t)(to - from - 1)} : (fintag_str){0};
}

fintag_str ft_declared_charset(fintag_str bytes) {
    if (bytes.len > CHARSET_LOOK) bytes.len = CHARSET_LOOK;
    fintag_str declared = xml_charset(bytes);
    if (declared.len) return ft_ascii_starts(declared, "utf-16") ? FINTAG_STR("utf-8") : declared;
    for (size_t at = 0; at < bytes.len;) {
        const char *tag = memchr(bytes.ptr + at, '<', bytes.len - at);
        if (!tag) break;
        at = (size_t)(tag - bytes.ptr);
        fintag_str rest = {tag, bytes.len - at};
        bool comment = rest.len >= 4 && memcmp(tag, "<!--", 4) == 0;
        const char *end = comment ? memmem(tag, rest.len, "-->", 3) : memchr(tag, '>', rest.len);
        if (!end) break;
        if (ft_ascii_starts(rest, "<meta") && rest.len > 5 && (ft_ascii_space(tag[5]) || tag[5] == '/')) {
            fintag_str charset = charset_in((fintag_str){tag, (size_t)(end - tag)});
            /* Bytes in which this can be read are not UTF-16. */
            if (charset.ptr) return ft_ascii_starts(charset, "utf-16") ? FINTAG_STR("utf-8") : charset;
        }
        at = (size_t)(end - bytes.ptr) + 1;
    }
    return (fintag_str){0};
}
