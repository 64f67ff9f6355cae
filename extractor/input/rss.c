#include "input/rss.h"

#include <expat.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input/rss_item.h"
#include "text/decode.h"

enum {
    CHUNK = 64 * 1024,
    FIRST_CHUNK = 1024,  /* behind an error there may soon be another one */
    TOKEN_MAX = 4 << 20, /* a tag or comment that is longer is no feed's */
    DEPTH_MAX = 1000,
    WORD_MAX = 8 /* longer than any word that is searched for */
};

struct ft_rss {
    ft_reader *reader;
    const ft_charset *charset;
    ft_units units;
    size_t most;
    XML_Parser parser;
    uint64_t origin; /* the stream's place of the parser's first byte */
    uint64_t start;  /* where it began */
    uint64_t parsed; /* up to where the parser has been given the stream */
    uint64_t seen;   /* up to where it has reported what is in it */
    bool suspended, final, resumed, read_again, done;
    size_t chunk;               /* how much the parser is given next */
    unsigned depth, item_depth; /* item_depth: of the item at hand, 0: none */
    uint64_t item_at, count;
    uint64_t item_end;
    bool item_ready, too_long;
    ft_item item;
    ft_item_element child, grandchild;
    char problem[128];
    char clean[CHUNK]; /* what the parser is given */
};

/* Where what is being reported stands; called by the handlers only. */
static uint64_t here(ft_rss *feed) {
    uint64_t begin = feed->origin + (uint64_t)XML_GetCurrentByteIndex(feed->parser);
    feed->seen = begin + (uint64_t)XML_GetCurrentByteCount(feed->parser);
    return begin;
}

/* A stretch of the item, as far as it is still in the window. */
static fintag_str stretch(const ft_rss *feed, uint64_t from, uint64_t to) {
    uint64_t place = ft_reader_place(feed->reader);
    fintag_str rest = ft_reader_rest(feed->reader);
    if (from < place || to < from || to - place > rest.len) return FINTAG_STR("");
    return (fintag_str){rest.ptr + (from - place), (size_t)(to - from)};
}

static bool is_item(const char *name) {
    return strcmp(name, "item") == 0 || strcmp(name, "entry") == 0 || strcmp(name, "atom:entry") == 0;
}

static void open_element(const ft_rss *feed, ft_item_element *element, const char *name, uint64_t begin, uint64_t end) {
    *element = (ft_item_element){.tag = (size_t)(begin - feed->item_at), .begin = (size_t)(end - feed->item_at)};
    size_t len = strlen(name);
    if (len < sizeof element->name) memcpy(element->name, name, len + 1);
}

static void XMLCALL on_start(void *ctx, const XML_Char *name, const XML_Char **attributes) {
    (void)attributes;
    ft_rss *feed = ctx;
    uint64_t begin = here(feed), end = feed->seen;
    feed->depth++;
    if (feed->depth > DEPTH_MAX) {
        snprintf(feed->problem, sizeof feed->problem, "nested more than %d deep", DEPTH_MAX);
        XML_StopParser(feed->parser, XML_FALSE);
        return;
    }
    if (!feed->item_depth) {
        if (!is_item(name)) return;
        feed->item_depth = feed->depth;
        feed->item_at = begin;
        feed->too_long = false;
        ft_item_begin(&feed->item, feed->units, name, stretch(feed, begin, end));
    } else if (feed->depth == feed->item_depth + 1) {
        open_element(feed, &feed->child, name, begin, end);
    } else {
        feed->child.has_children = true;
        if (feed->depth == feed->item_depth + 2) open_element(feed, &feed->grandchild, name, begin, end);
    }
}

static void XMLCALL on_end(void *ctx, const XML_Char *name) {
    (void)name;
    ft_rss *feed = ctx;
    uint64_t at = here(feed);
    unsigned depth = feed->depth--;
    if (!feed->item_depth) return;
    size_t end = (size_t)(at - feed->item_at);
    if (depth == feed->item_depth) {
        feed->item_end = feed->seen;
        feed->item_depth = 0;
        feed->item_ready = true;
        XML_StopParser(feed->parser, XML_TRUE);
    } else if (!feed->too_long && depth <= feed->item_depth + 2) {
        bool child = depth == feed->item_depth + 1;
        ft_item_take(&feed->item, child ? &feed->child : &feed->grandchild, child ? NULL : feed->child.name,
                     stretch(feed, feed->item_at, at), end);
    }
}

/* With this handler Expat expands no entities that the file declares; those of HTML are resolved by who reads the item.
 */
static void XMLCALL on_other(void *ctx, const XML_Char *text, int len) {
    (void)text, (void)len;
    here(ctx);
}

static int XMLCALL any_character(void *ctx, const char *bytes) {
    (void)ctx, (void)bytes;
    return 0x4E00;
}

/* Expat only has to find the marks; so any character above ASCII is as good as another, also a damaged one. */
static int XMLCALL on_encoding(void *ctx, const XML_Char *name, XML_Encoding *info) {
    (void)name;
    const ft_rss *feed = ctx;
    for (int c = 0; c < 256; c++) info->map[c] = c < 0x80 ? c : 0xC0;
    if (feed->units == FT_UNITS_DOUBLE)
        for (int c = 0x81; c < 0xFF; c++) info->map[c] = -2;
    info->convert = any_character;
    info->release = NULL;
    info->data = NULL;
    return XML_STATUS_OK;
}

static bool is_wide(const ft_rss *feed) {
    return feed->units == FT_UNITS_LITTLE || feed->units == FT_UNITS_BIG;
}

/* A new parser at a place of the stream. */
static bool start(ft_rss *feed, uint64_t place) {
    if (feed->parser) XML_ParserFree(feed->parser);
    const char *encoding = feed->units == FT_UNITS_LITTLE ? "UTF-16LE"
                           : feed->units == FT_UNITS_BIG  ? "UTF-16BE"
                                                          : "x-fintag";
    feed->parser = XML_ParserCreate(encoding);
    if (!feed->parser) return false;
    XML_SetUserData(feed->parser, feed);
    XML_SetElementHandler(feed->parser, on_start, on_end);
    XML_SetDefaultHandler(feed->parser, on_other);
    XML_SetUnknownEncodingHandler(feed->parser, on_encoding, feed);
    XML_UseForeignDTD(feed->parser, XML_TRUE); /* references to what is not declared are no errors then */
    XML_SetHashSalt(feed->parser, 1);          /* the same input takes the same way */
    feed->origin = feed->start = feed->parsed = feed->seen = place;
    feed->depth = feed->item_depth = 0;
    feed->chunk = FIRST_CHUNK;
    feed->suspended = feed->final = feed->item_ready = false;
    return true;
}

ft_rss *ft_rss_open(ft_reader *reader, const ft_charset *charset, size_t most) {
    ft_rss *feed = calloc(1, sizeof *feed);
    if (!feed) return NULL;
    feed->reader = reader;
    feed->charset = charset;
    feed->units = ft_units_of(charset);
    feed->most = most;
    if (!start(feed, ft_reader_place(reader))) {
        free(feed);
        return NULL;
    }
    return feed;
}

void ft_rss_close(ft_rss *feed) {
    if (!feed) return;
    XML_ParserFree(feed->parser);
    free(feed);
}

/* Bytes that no XML may hold would end it all: the parser sees spaces. */
static void clean(const ft_rss *feed, char *to, const char *from, size_t len) {
    memcpy(to, from, len);
    if (is_wide(feed)) return;
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)to[i] < ' ' && to[i] != '\t' && to[i] != '\n' && to[i] != '\r') to[i] = ' ';
}

/* Forget what nobody will ask for: all before the item at hand, and that one too once it is too long. */
static void forget(ft_rss *feed) {
    uint64_t keep = feed->parsed;
    if (feed->item_depth || feed->item_ready) {
        feed->too_long = feed->too_long || feed->parsed - feed->item_at > feed->most;
        if (!feed->too_long && feed->item_at < keep) keep = feed->item_at;
    } else if (feed->seen < keep) {
        keep = feed->seen; /* a tag that has begun may be an item's */
    }
    uint64_t place = ft_reader_place(feed->reader);
    if (keep > place) ft_reader_skip(feed->reader, (size_t)(keep - place));
}

/* Give the parser some more. */
static ft_read_result feed_more(ft_rss *feed, enum XML_Status *status) {
    size_t given = (size_t)(feed->parsed - ft_reader_place(feed->reader));
    fintag_str rest = ft_reader_rest(feed->reader);
    if (rest.len == given && !feed->reader->eof) {
        forget(feed);
        ft_read_result result = ft_reader_more(feed->reader);
        if (result != FT_READ_OK && result != FT_READ_END) return result;
        given = (size_t)(feed->parsed - ft_reader_place(feed->reader));
        rest = ft_reader_rest(feed->reader);
    }
    size_t len = rest.len - given < feed->chunk ? rest.len - given : feed->chunk;
    if (feed->chunk < CHUNK) feed->chunk *= 2;
    feed->final = feed->reader->eof && given + len == rest.len;
    clean(feed, feed->clean, rest.ptr + given, len);
    feed->parsed += len;
    *status = XML_Parse(feed->parser, feed->clean, (int)len, feed->final);
    bool stuck = *status == XML_STATUS_OK && feed->parsed > feed->seen && feed->parsed - feed->seen > TOKEN_MAX;
    if (stuck && !feed->final) {
        snprintf(feed->problem, sizeof feed->problem, "a tag or comment of more than %d bytes", TOKEN_MAX);
        *status = XML_STATUS_ERROR;
    }
    return FT_READ_OK;
}

/* Go to the next item by the look of it, behind `from`. */
static ft_read_result seek_item(ft_rss *feed, uint64_t from) {
    static const char *const words[] = {"<item", "<entry"};
    for (;;) {
        uint64_t place = ft_reader_place(feed->reader);
        if (from > place) ft_reader_skip(feed->reader, (size_t)(from - place));
        fintag_str rest = ft_reader_rest(feed->reader);
        const char *found = NULL;
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
            const char *hit =
                rest.len ? memmem(rest.ptr, found ? (size_t)(found - rest.ptr) : rest.len, words[i], strlen(words[i]))
                         : NULL;
            if (hit) found = hit;
        }
        if (found) {
            ft_reader_skip(feed->reader, (size_t)(found - rest.ptr));
            return FT_READ_OK;
        }
        if (rest.len > WORD_MAX) ft_reader_skip(feed->reader, rest.len - WORD_MAX);
        ft_read_result result = ft_reader_more(feed->reader);
        if (result != FT_READ_OK) return result;
    }
}

/* Does the error say that the file ends too early? */
static bool is_cut(enum XML_Error code) {
    return code == XML_ERROR_NO_ELEMENTS || code == XML_ERROR_UNCLOSED_TOKEN || code == XML_ERROR_PARTIAL_CHAR ||
           code == XML_ERROR_UNCLOSED_CDATA_SECTION;
}

/* Where to look for the next item. A file that ends within one may have others in what that one has swallowed, by a
 * comment that is not closed, say: then it is read once more from there, once only, lest time grow with the square. */
static uint64_t look_from(ft_rss *feed, uint64_t at, bool cut) {
    if (!cut) return at > feed->start ? at : feed->start + 1;
    bool again = feed->item_depth && !feed->read_again && feed->parsed - feed->item_at <= feed->most;
    feed->read_again = true;
    return again ? feed->item_at + 1 : feed->parsed;
}

/* The XML is broken: report it where it costs an article, and go on behind it. */
static ft_read_result recover(ft_rss *feed, ft_part *part, bool *report) {
    enum XML_Error code = XML_GetErrorCode(feed->parser);
    XML_Index index = XML_GetCurrentByteIndex(feed->parser);
    uint64_t at = index < 0 ? feed->seen : feed->origin + (uint64_t)index;
    if (!feed->problem[0])
        snprintf(feed->problem, sizeof feed->problem, "not well-formed XML: %s", XML_ErrorString(code));
    bool at_once = feed->seen <= feed->start; /* in the tag that looked like an item's */
    *report = feed->item_depth || !feed->resumed || at_once;
    if (is_cut(code) && feed->item_depth) at = feed->item_at; /* what does not end */
    *part = (ft_part){.at = at, .problem = feed->problem, .line = feed->count + 1};
    feed->count += *report;
    ft_read_result result = is_wide(feed) ? FT_READ_END : seek_item(feed, look_from(feed, at, is_cut(code)));
    feed->done = result == FT_READ_END;
    if (result != FT_READ_OK) return *report && feed->done ? FT_READ_OK : result;
    static const char root[] = "<r>";
    feed->resumed = true;
    if (!start(feed, ft_reader_place(feed->reader))) {
        feed->reader->supply->problem = "out of memory";
        return FT_READ_FAILED;
    }
    XML_Parse(feed->parser, root, sizeof root - 1, 0);
    feed->origin -= sizeof root - 1;
    feed->seen = feed->parsed;
    return FT_READ_OK;
}

static void hand_out(ft_rss *feed, ft_part *part) {
    *part = (ft_part){.at = feed->item_at, .line = ++feed->count};
    feed->item_ready = false;
    part->too_long = feed->too_long || feed->item_end - feed->item_at > feed->most;
    if (part->too_long) return;
    part->bytes = stretch(feed, feed->item_at, feed->item_end);
    part->field_count = ft_item_end(&feed->item);
    part->fields = feed->item.all;
}

ft_read_result ft_rss_next(ft_rss *feed, ft_part *part) {
    feed->problem[0] = 0;
    while (!feed->done) {
        enum XML_Status status = XML_STATUS_OK;
        if (feed->suspended)
            status = XML_ResumeParser(feed->parser);
        else {
            ft_read_result result = feed_more(feed, &status);
            if (result != FT_READ_OK) return result;
        }
        feed->suspended = status == XML_STATUS_SUSPENDED;
        if (feed->suspended) {
            hand_out(feed, part);
            return FT_READ_OK;
        }
        if (status == XML_STATUS_ERROR) {
            bool report = false;
            ft_read_result result = recover(feed, part, &report);
            if (report || result != FT_READ_OK) return result;
            feed->problem[0] = 0;
            continue;
        }
        feed->done = feed->final;
    }
    return FT_READ_END;
}

const ft_charset *ft_rss_charset(ft_reader *reader, const ft_charset *sniffed) {
    fintag_str rest = ft_reader_rest(reader);
    if (sniffed && (sniffed->bytes == FT_BYTES_UTF16LE || sniffed->bytes == FT_BYTES_UTF16BE)) return sniffed;
    if (rest.len < 5 || memcmp(rest.ptr, "<?xml", 5) != 0) return sniffed;
    const char *end = memmem(rest.ptr, rest.len, "?>", 2);
    const char *word = end ? memmem(rest.ptr, (size_t)(end - rest.ptr), "encoding", 8) : NULL;
    if (!word) return sniffed;
    size_t at = 8 + strspn(word + 8, " \t\r\n="), len = strcspn(word + at + 1, "\"'?>");
    const ft_charset *declared = ft_charset_find((fintag_str){word + at + 1, len});
    bool wide = declared && (declared->bytes == FT_BYTES_UTF16LE || declared->bytes == FT_BYTES_UTF16BE);
    if (!declared || wide) return sniffed;
    /* A feed that was saved as UTF-8 often still declares what it once was; and one that declares UTF-8 is not always.
     */
    bool high = false;
    for (size_t i = 0; i < rest.len && !high; i++) high = (unsigned char)rest.ptr[i] >= 0x80;
    if (!sniffed && high && declared->bytes != FT_BYTES_UTF8) return NULL;
    return sniffed && declared->bytes == FT_BYTES_UTF8 ? sniffed : declared;
}
