/* Assembly of an article: decoding, the format's reader, what the metadata falls back to, the map to the source. */
#include "source/article.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/error.h"
#include "source/ascii.h"
#include "source/identity.h"
#include "source/language.h"
#include "source/media.h"
#include "source/published.h"
#include "source/reading.h"
#include "text/decode.h"

enum {
    BYTES_MAX = 256 << 20,
    UTF8_PROOF = 8 /* so many characters of several bytes in a row, all well-formed, are UTF-8 whatever the page says */
};

void ft_article_warn(ft_article *article, ft_arena *arena, const char *code, int64_t at, const char *format, ...) {
    char message[256];
    va_list args;
    va_start(args, format);
    int len = vsnprintf(message, sizeof message, format, args);
    va_end(args);
    if (len < 0) return;
    size_t kept = (size_t)len < sizeof message ? (size_t)len : sizeof message - 1;
    /* A message that was cut is cut between characters. */
    while (kept < (size_t)len && kept && ((unsigned char)message[kept - 1] & 0xC0) == 0x80) kept--;
    if (kept < (size_t)len && kept && (unsigned char)message[kept - 1] >= 0xC0) kept--;
    fintag_str text = ft_copy(arena, message, kept);
    fintag_warning *warning = text.ptr ? FT_PUSH(arena, &article->warnings) : NULL;
    if (warning) *warning = (fintag_warning){{code, strlen(code)}, text, at};
}

void ft_article_free(ft_article *article) {
    ft_buf_free(&article->shown);
    ft_buf_free(&article->decoded);
    ft_buf_free(&article->scratch);
    ft_offmap_free(&article->map);
    ft_offmap_free(&article->decoded_map);
    ft_offmap_free(&article->scratch_map);
    ft_offmap_free(&article->field_map);
    *article = (ft_article){0};
}

static void reset(ft_article *article) {
    article->meta = (fintag_article){0};
    article->body = 0;
    memset(&article->warnings, 0, sizeof article->warnings); /* the arena held them */
    memset(&article->tags, 0, sizeof article->tags);
    ft_buf_clear(&article->shown);
    ft_buf_clear(&article->decoded);
    ft_buf_clear(&article->scratch);
    ft_offmap_clear(&article->map);
    ft_offmap_clear(&article->decoded_map);
    ft_offmap_clear(&article->scratch_map);
    ft_offmap_clear(&article->field_map);
}

static uint64_t image(const ft_offmap *map, uint64_t at) {
    uint64_t begin = 0, end;
    if (at < map->out_len)
        ft_offmap_span(map, (uint32_t)at, (uint32_t)at + 1, &begin, &end);
    else if (map->count)
        begin = map->runs[map->count - 1].in + map->runs[map->count - 1].in_len;
    return begin;
}

uint64_t ft_reading_place(const ft_reading *reading, size_t at) {
    uint64_t place = reading->escapes ? image(reading->escapes, at) : at;
    return image(&reading->article->decoded_map, place) + reading->about->base;
}

void ft_reading_warn(ft_reading *reading, const char *code, size_t at, const char *format, ...) {
    char message[256];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    ft_article_warn(reading->article, reading->arena, code, (int64_t)ft_reading_place(reading, at), "%s", message);
}

void ft_reading_set(ft_reading *reading, ft_field *field, fintag_str text, size_t at) {
    text = ft_ascii_trim(text);
    if (!field->text.ptr && text.len) *field = (ft_field){text, ft_reading_place(reading, at)};
}

void ft_reading_tag(ft_reading *reading, fintag_str tag) {
    tag = ft_ascii_trim(tag);
    if (!tag.len) return;
    fintag_str *slot = FT_PUSH(reading->arena, &reading->article->tags);
    if (slot) *slot = ft_copy(reading->arena, tag.ptr, tag.len);
}

void ft_reading_title(ft_reading *reading) {
    ft_article *article = reading->article;
    reading->has_title = ft_ascii_trim((fintag_str){article->shown.ptr, article->shown.len}).len > 0;
    if (reading->has_title) return;
    article->shown.len = 0;
    ft_offmap_clear(&article->field_map);
}

void ft_reading_text(ft_reading *reading) {
    ft_article *article = reading->article;
    ft_offmap *map = &article->field_map;
    uint64_t at = map->count ? map->runs[map->count - 1].in + map->runs[map->count - 1].in_len : 0;
    ft_buf_byte(&article->shown, '\n');
    ft_offmap_atom(map, 1, at, 0);
    article->body = (uint32_t)article->shown.len;
    ft_shown_begin(&reading->shown, &article->shown, map, reading->content.ptr);
}

static void read_text(ft_reading *reading) {
    ft_article *article = reading->article;
    ft_reading_text(reading);
    ft_buf_put(&article->shown, reading->content.ptr, reading->content.len);
    ft_offmap_add(&article->field_map, (uint32_t)reading->content.len, 0, (uint32_t)reading->content.len);
}

/* The map of the shown text, from what it was cut from to the source's bytes. */
static void settle_map(ft_reading *reading) {
    ft_article *article = reading->article;
    ft_offmap *field = &article->field_map, *decoded = &article->decoded_map, swap;
    if (reading->escapes) {
        ft_offmap_compose(field, reading->escapes, &article->map);
        swap = *field;
        *field = article->map;
        article->map = swap;
    }
    bool plain = decoded->count <= 1 && (!decoded->count || decoded->runs[0].in_len == decoded->out_len) &&
                 !decoded->failed && (!decoded->count || !decoded->runs[0].shape);
    uint64_t shift = reading->about->base;
    if (plain) { /* UTF-8 that needed no repair: all there is to add is the byte order mark */
        if (decoded->count) shift += decoded->runs[0].in;
        swap = article->map;
        article->map = *field;
        *field = swap;
    } else {
        ft_offmap_compose(field, decoded, &article->map);
    }
    if (shift) ft_offmap_shift(&article->map, shift);
}

static fintag_str copied(ft_arena *arena, fintag_str text) {
    return text.ptr ? ft_copy(arena, text.ptr, text.len) : text;
}

static void settle_id(ft_reading *reading) {
    fintag_article *meta = &reading->article->meta;
    const fintag_source *about = reading->about;
    fintag_str own = about->id.len ? about->id : reading->id.text;
    if (!own.len && about->part) own = meta->url;
    if (!own.len) own = ft_file_stem(about->path);
    if (own.len && about->part && !about->id.len && !reading->id.text.len && !meta->url.len)
        own = ft_format(reading->arena, "%.*s-%llu", (int)own.len, own.ptr, (unsigned long long)about->part);
    if (!own.len) return;
    bool changed;
    meta->id = ft_safe_id(reading->arena, own, &changed);
    if (changed) meta->source_id = ft_copy(reading->arena, own.ptr, own.len);
}

/* The article's own date, else its file name's, else what the caller says; which is preferred where it only says more
 * of the file name's day. */
static void settle_published(ft_reading *reading) {
    const fintag_source *about = reading->about;
    ft_arena *arena = reading->arena;
    const ft_field *own = &reading->published;
    fintag_str *published = &reading->article->meta.published;
    ft_default_zone zone = {about->has_tz, about->tz_minutes};
    if (own->text.ptr) {
        *published = reading->epoch ? ft_published_epoch(arena, own->text) : ft_published_read(arena, own->text, zone);
        if (published->ptr) return;
        ft_article_warn(reading->article, arena, "bad_date", (int64_t)own->at, "the date is none that can be read");
    }
    fintag_str name = ft_file_name(about->path);
    size_t prefix = ft_published_prefix(name);
    if (prefix) *published = ft_copy(arena, name.ptr, prefix - 1);
    if (!about->published.len) return;
    fintag_str given = ft_published_read(arena, about->published, zone);
    if (!given.ptr)
        ft_article_warn(reading->article, arena, "bad_date", -1, "the date given for the article cannot be read");
    else if (!prefix || memcmp(given.ptr, published->ptr, prefix - 1) == 0)
        *published = given;
}

static void settle_meta(ft_reading *reading) {
    ft_article *article = reading->article;
    fintag_article *meta = &article->meta;
    ft_arena *arena = reading->arena;
    const char *shown = article->shown.ptr;
    if (reading->has_title) meta->title = (fintag_str){shown, article->body - 1};
    meta->text = (fintag_str){shown + article->body, article->shown.len - article->body};
    meta->url = copied(arena, reading->about->url.len ? reading->about->url : reading->url.text);
    settle_id(reading);
    settle_published(reading);
    meta->path =
        reading->about->path.len ? ft_copy(arena, reading->about->path.ptr, reading->about->path.len) : (fintag_str){0};
    const char *lang = ft_language(arena, (fintag_str){shown, article->shown.len});
    meta->lang = (fintag_str){lang, strlen(lang)};
    fintag_str media = ft_media_find(meta->text);
    meta->media = copied(arena, media.ptr ? media : reading->media.text);
    meta->author = copied(arena, reading->author.text);
    meta->tags = article->tags.items;
    meta->tag_count = article->tags.count;
    meta->warnings = article->warnings.items;
    meta->warning_count = article->warnings.count;
}

static bool is_utf8_after_all(fintag_str bytes) {
    unsigned proof = 0;
    for (size_t i = 0; i < bytes.len && proof < UTF8_PROOF; i++) proof += (unsigned char)bytes.ptr[i] >= 0xC0;
    return proof == UTF8_PROOF && ft_utf8_check(bytes.ptr, bytes.len) == bytes.len;
}

/* The charset to decode with: what the caller says, or an HTML page itself. A page that was saved as UTF-8 often still
 * declares what it once was. */
static fintag_str choose_charset(ft_reading *reading, fintag_str bytes) {
    const fintag_source *about = reading->about;
    fintag_format format = about->format ? about->format : ft_guess_format(bytes, about->path);
    if (about->charset.len || format != FINTAG_HTML) return about->charset;
    fintag_str declared = ft_declared_charset(bytes);
    if (!declared.len || ft_ascii_is(declared, "utf-8") || !is_utf8_after_all(bytes)) return declared;
    ft_article_warn(reading->article, reading->arena, "charset_mismatch",
                    (int64_t)((size_t)(declared.ptr - bytes.ptr) + about->base),
                    "the page declares another charset, but it is UTF-8");
    return FINTAG_STR("utf-8");
}

static fintag_status decode(ft_reading *reading, fintag_str bytes, fintag_error *err) {
    ft_article *article = reading->article;
    ft_decoded how;
    fintag_str charset = choose_charset(reading, bytes);
    if (!ft_decode(bytes, charset, &article->decoded, &article->decoded_map, &how)) return ft_fail_memory(err);
    if (article->decoded.len > BYTES_MAX)
        return ft_fail(err, FINTAG_ELIMIT, "an article of %zu bytes as UTF-8; the limit is %d", article->decoded.len,
                       BYTES_MAX);
    if (how.first_bad >= 0) {
        bool utf8 = strcmp(how.charset, "utf-8") == 0;
        ft_article_warn(article, reading->arena, utf8 ? "bad_utf8" : "bad_bytes",
                        how.first_bad + (int64_t)reading->about->base, "bytes that are not %s were replaced by U+FFFD",
                        how.charset);
    }
    reading->content = (fintag_str){article->decoded.len ? article->decoded.ptr : "", article->decoded.len};
    return FINTAG_OK;
}

static fintag_status read_format(ft_reading *reading, fintag_error *err) {
    static const char *const names[] = {"text", "jekyll", "html", "text", "jsonl", "csv", "rss"};
    fintag_format format = reading->about->format;
    if ((unsigned)format >= sizeof names / sizeof *names) return ft_fail(err, FINTAG_EUSAGE, "no such format");
    if (format == FINTAG_AUTO) format = ft_guess_format(reading->content, reading->about->path);
    reading->article->meta.format = (fintag_str){names[format], strlen(names[format])};
    switch (format) {
    case FINTAG_JEKYLL: ft_read_jekyll(reading); break;
    case FINTAG_HTML: ft_read_html(reading); break;
    case FINTAG_RECORD: return ft_read_record(reading, err);
    case FINTAG_ROW:
    case FINTAG_ITEM: return ft_read_fields(reading, err);
    case FINTAG_TEXT:
    case FINTAG_AUTO: read_text(reading); break;
    }
    return FINTAG_OK;
}

static bool has_failed(const ft_reading *reading) {
    const ft_article *article = reading->article;
    return reading->arena->failed || article->shown.failed || article->scratch.failed || article->map.failed ||
           article->field_map.failed || article->scratch_map.failed;
}

fintag_status ft_article_read(ft_article *article, ft_arena *arena, fintag_str bytes, const fintag_source *about,
                              fintag_error *err) {
    ft_reading reading = {.article = article, .arena = arena, .about = about};
    reset(article);
    if (bytes.len > BYTES_MAX)
        return ft_fail(err, FINTAG_ELIMIT, "an article of %zu bytes; the limit is %d", bytes.len, BYTES_MAX);
    if (!bytes.len) bytes.ptr = "";
    fintag_status status = decode(&reading, bytes, err);
    if (!status) status = read_format(&reading, err);
    if (status) return status;
    if (reading.shown.nuls)
        ft_reading_warn(&reading, "nul_dropped", reading.shown.first_nul, "%zu NUL bytes were dropped",
                        reading.shown.nuls);
    settle_map(&reading);
    if (has_failed(&reading)) return ft_fail_memory(err);
    settle_meta(&reading);
    return arena->failed ? ft_fail_memory(err) : FINTAG_OK;
}
