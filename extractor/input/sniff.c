#include "input/sniff.h"

#include <strings.h>

#include "base/str.h"
#include "input/csv.h"
#include "text/decode.h"
#include "text/detect.h"

enum { LOOK = 64 * 1024, TAR_MAGIC = 257, TAR_LOOK = 512, PROJECTED = 4096 };

static const char *const compressed_endings[] = {".gz", ".zst", ".xz", ".bz2", ".lz4", NULL};
static const char *const tar_endings[] = {".tar", ".tgz", ".tzst", ".txz", ".tbz2", NULL};
static const char *const zip_endings[] = {".zip", NULL};
static const char *const lines_endings[] = {".jsonl", ".ndjson", NULL};
static const char *const json_endings[] = {".json", NULL};
static const char *const csv_endings[] = {".csv", ".tsv", NULL};
static const char *const feed_endings[] = {".rss", ".atom", ".xml", ".rdf", NULL};
static const char *const warc_endings[] = {".warc", NULL};
static const char *const article_endings[] = {".md", ".markdown", ".html", ".htm", ".txt", NULL};

/* Does name[0..len) end so? */
static bool ends_in(const char *name, size_t len, const char *const *endings) {
    for (; *endings; endings++) {
        size_t ending = strlen(*endings);
        if (len > ending && strncasecmp(name + len - ending, *endings, ending) == 0) return true;
    }
    return false;
}

/* Length of the name without the ending that says it is compressed. */
static size_t uncompressed(const char *name) {
    size_t len = strlen(name);
    if (!ends_in(name, len, compressed_endings)) return len;
    while (name[len - 1] != '.') len--;
    return len - 1;
}

bool ft_sniff_name(const char *name) {
    static const char *const *const all[] = {tar_endings, zip_endings,  lines_endings, json_endings,
                                             csv_endings, feed_endings, warc_endings,  article_endings};
    size_t len = uncompressed(name);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (ends_in(name, len, all[i])) return true;
    const char *slash = strrchr(name, '/');
    const char *file = slash ? slash + 1 : name;
    return name[len] && !memchr(file, '.', len - (size_t)(file - name)); /* dump.gz */
}

static bool starts(fintag_str bytes, const char *magic, size_t len) {
    return bytes.len >= len && memcmp(bytes.ptr, magic, len) == 0;
}

static bool is_gzip(fintag_str bytes) {
    return starts(bytes, "\x1F\x8B", 2);
}

static bool is_compressed(fintag_str bytes) {
    return starts(bytes, "\x28\xB5\x2F\xFD", 4) || starts(bytes, "\xFD\x37\x7A\x58\x5A\x00", 6) ||
           starts(bytes, "\x04\x22\x4D\x18", 4) || (starts(bytes, "BZh", 3) && bytes.len > 4 && bytes.ptr[4] == '1');
}

static bool is_zip(fintag_str bytes) {
    return starts(bytes, "PK\x03\x04", 4) || starts(bytes, "PK\x05\x06", 4);
}

static bool is_tar(fintag_str bytes) {
    return bytes.len >= TAR_MAGIC + 5 && memcmp(bytes.ptr + TAR_MAGIC, "ustar", 5) == 0;
}

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The ASCII that text begins with, marks and NUL bytes left out, so that UTF-16 reads like the rest. */
static fintag_str project(fintag_str bytes, char *to) {
    size_t len = 0, at = 0;
    bool begun = false;
    if (starts(bytes, "\xEF\xBB\xBF", 3)) at = 3;
    if (starts(bytes, "\xFF\xFE", 2) || starts(bytes, "\xFE\xFF", 2)) at = 2;
    for (; at < bytes.len && len < PROJECTED; at++) {
        char c = bytes.ptr[at];
        begun = begun || (c && !is_space(c));
        if (begun && c) to[len++] = c;
    }
    return (fintag_str){to, len};
}

/* Is the root a feed's? Comments, declarations and instructions may stand before it. */
static bool is_feed(fintag_str text) {
    static const char *const roots[] = {"<rss", "<rdf:RDF", "<feed", "<atom:feed", NULL};
    while (text.len > 3 && (text.ptr[0] != '<' || text.ptr[1] == '?' || text.ptr[1] == '!')) {
        bool comment = starts(text, "<!--", 4);
        const char *end = text.ptr[0] != '<' ? text.ptr
                          : comment          ? memmem(text.ptr + 4, text.len - 4, "-->", 3)
                                             : memchr(text.ptr, '>', text.len);
        if (!end) return false;
        text.len -= (size_t)(end - text.ptr) + 1;
        text.ptr = end + 1;
    }
    for (const char *const *root = roots; *root; root++) {
        size_t len = strlen(*root);
        if (starts(text, *root, len) && text.len > len && (is_space(text.ptr[len]) || text.ptr[len] == '>'))
            return true;
    }
    return false;
}

/* An array whose first element, if any, is an object. */
static bool is_array(fintag_str text) {
    size_t at = 1;
    while (at < text.len && is_space(text.ptr[at])) at++;
    return at < text.len && (text.ptr[at] == '{' || text.ptr[at] == ']');
}

static ft_kind kind_of_name(const char *name) {
    size_t whole = strlen(name), len = uncompressed(name);
    if (ends_in(name, len, tar_endings)) return FT_KIND_TAR;
    if (ends_in(name, len, zip_endings)) return FT_KIND_ZIP;
    if (len < whole && ends_in(name, whole, compressed_endings)) name = NULL;
    if (!name) return FT_KIND_ARTICLE;
    if (ends_in(name, len, lines_endings)) return FT_KIND_LINES;
    if (ends_in(name, len, csv_endings)) return FT_KIND_CSV;
    if (ends_in(name, len, warc_endings)) return FT_KIND_WARC;
    if (ends_in(name, len, feed_endings)) return FT_KIND_XML;
    return FT_KIND_ARTICLE;
}

/* The name that what a compressed file holds would have. */
static ft_kind kind_of_text_name(const char *name) {
    char inner[256];
    size_t len = uncompressed(name);
    if (len == strlen(name)) return kind_of_name(name);
    size_t kept = len < sizeof inner ? len : sizeof inner - 1;
    memcpy(inner, name + len - kept, kept);
    inner[kept] = 0;
    return kind_of_name(inner);
}

static ft_kind kind_of_text(fintag_str text, fintag_str bytes, const char *name, const fintag_map *map) {
    size_t len = name ? uncompressed(name) : 0;
    bool is_article = name && ends_in(name, len, article_endings);
    ft_kind named = name ? kind_of_text_name(name) : FT_KIND_ARTICLE;
    char first = text.len ? text.ptr[0] : 0;
    if (starts(text, "WARC/", 5)) return FT_KIND_WARC;
    if (first == '<' && is_feed(text)) return FT_KIND_FEED;
    if (named != FT_KIND_ARTICLE && (first != '[' || named != FT_KIND_LINES)) return named;
    if (first == '[' && is_array(text) && !is_article) return FT_KIND_JSON;
    if (named != FT_KIND_ARTICLE) return named;
    if (first == '{' && !is_article) return name ? FT_KIND_JSON : FT_KIND_LINES;
    if (!name && ft_csv_is_header(bytes, map)) return FT_KIND_CSV;
    return FT_KIND_ARTICLE;
}

ft_read_result ft_sniff_kind(ft_reader *reader, const char *name, bool lines, const fintag_map *map, ft_kind *kind) {
    char ascii[PROJECTED];
    ft_read_result result = ft_reader_want(reader, 1);
    fintag_str bytes = ft_reader_rest(reader), text = project(bytes, ascii);
    while (!lines && result == FT_READ_OK && !text.len && !reader->eof && bytes.len < LOOK) {
        result = ft_reader_want(reader, bytes.len + 1);
        bytes = ft_reader_rest(reader);
        text = project(bytes, ascii);
    }
    /* Whoever sends JSON Lines may wait for an answer to the first. Nothing else is answered before its end. */
    lines = reader->supply->waits && (lines || (text.len && text.ptr[0] == '{'));
    bool packed = is_gzip(bytes) || is_compressed(bytes) || is_zip(bytes);
    if (result == FT_READ_OK && !lines && !packed) result = ft_reader_want(reader, LOOK);
    bytes = ft_reader_rest(reader);
    text = project(bytes, ascii);
    if (result == FT_READ_FAILED && bytes.len) result = FT_READ_OK; /* it will fail again where that matters */
    *kind = is_gzip(bytes)         ? FT_KIND_GZIP
            : is_compressed(bytes) ? FT_KIND_COMPRESSED
            : is_zip(bytes)        ? FT_KIND_ZIP
            : is_tar(bytes)        ? FT_KIND_TAR
            : lines                ? FT_KIND_LINES
                                   : kind_of_text(text, bytes, name, map);
    return result;
}

const ft_charset *ft_sniff_charset(ft_reader *reader) {
    if (!reader->supply->waits) ft_reader_want(reader, LOOK);
    fintag_str bytes = ft_reader_rest(reader);
    size_t mark = 0;
    const ft_charset *marked = ft_charset_marked(bytes, &mark);
    ft_reader_skip(reader, mark);
    if (marked) return marked->bytes == FT_BYTES_UTF8 ? NULL : marked;
    if (bytes.len > LOOK) bytes.len = LOOK;
    const ft_charset *wide = ft_detect_utf16(bytes);
    if (wide) return wide;
    size_t good = ft_utf8_check(bytes.ptr, bytes.len);
    bool cut = bytes.len - good < 4 && bytes.len == LOOK; /* within a character */
    return good == bytes.len || cut ? NULL : ft_detect(bytes);
}
