#include "input/warc.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "input/http_response.h"
#include "text/charset.h"
#include "text/decode.h"

enum { HEAD_MAX = 64 * 1024, HTTP_HEAD_MAX = 256 * 1024 };

void ft_warc_free(ft_warc *warc) {
    ft_buf_free(&warc->body);
    ft_buf_free(&warc->meta);
}

static bool starts(fintag_str bytes, const char *word) {
    size_t len = strlen(word);
    return bytes.len >= len && memcmp(bytes.ptr, word, len) == 0;
}

/* Pass over so many bytes; *cut when the stream ends before. */
static ft_read_result pass(ft_reader *reader, uint64_t len, bool *cut) {
    *cut = false;
    while (len) {
        size_t here = ft_reader_rest(reader).len;
        if (here > len) here = (size_t)len;
        ft_reader_skip(reader, here);
        len -= here;
        if (!len) break;
        ft_read_result result = ft_reader_more(reader);
        *cut = result == FT_READ_END;
        if (*cut) return FT_READ_OK;
        if (result != FT_READ_OK) return result;
    }
    return FT_READ_OK;
}

/* Skip line ends between records. */
static ft_read_result skip_blank(ft_reader *reader) {
    for (;;) {
        fintag_str rest = ft_reader_rest(reader);
        size_t at = 0;
        while (at < rest.len && (rest.ptr[at] == '\r' || rest.ptr[at] == '\n')) at++;
        ft_reader_skip(reader, at);
        if (at < rest.len) return FT_READ_OK;
        ft_read_result result = ft_reader_more(reader);
        if (result != FT_READ_OK) return result;
    }
}

/* What is here is no record: go to the next line that begins one. */
static ft_read_result seek_record(ft_reader *reader) {
    static const char word[] = "\nWARC/";
    for (;;) {
        fintag_str rest = ft_reader_rest(reader);
        const char *found = rest.len ? memmem(rest.ptr, rest.len, word, sizeof word - 1) : NULL;
        if (found) {
            ft_reader_skip(reader, (size_t)(found - rest.ptr) + 1);
            return FT_READ_OK;
        }
        if (rest.len >= sizeof word) ft_reader_skip(reader, rest.len - sizeof word + 1);
        ft_read_result result = ft_reader_more(reader);
        if (result == FT_READ_END) ft_reader_skip(reader, ft_reader_rest(reader).len);
        if (result != FT_READ_OK) return result;
    }
}

/* How much of the bytes may belong to one head: up to where the next record begins. */
static fintag_str one_head(fintag_str bytes) {
    static const char word[] = "\nWARC/";
    if (bytes.len > HEAD_MAX) bytes.len = HEAD_MAX;
    const char *next = memmem(bytes.ptr, bytes.len, word, sizeof word - 1);
    if (next) bytes.len = (size_t)(next - bytes.ptr) + 1;
    return bytes;
}

/* The length of the record's head, here as a whole; 0 when there is none. */
static ft_read_result find_head(ft_reader *reader, size_t *head) {
    ft_read_result result = ft_reader_want(reader, 5);
    *head = 0;
    while (result == FT_READ_OK && starts(ft_reader_rest(reader), "WARC/")) {
        fintag_str rest = ft_reader_rest(reader);
        fintag_str lines = one_head(rest);
        *head = ft_response_head(lines);
        if (*head || lines.len < rest.len || lines.len == HEAD_MAX || reader->eof) break;
        result = ft_reader_want(reader, rest.len + 1);
    }
    return result;
}

static bool number_of(fintag_str text, uint64_t *value) {
    *value = 0;
    if (!text.len || text.len > 15) return false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') return false;
        *value = *value * 10 + (uint64_t)(text.ptr[i] - '0');
    }
    return true;
}

static bool is_plain(fintag_str text) {
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
        if (!plain) return false;
    }
    return text.len > 0;
}

/* Keep what the head says: the window moves on. */
static void name_record(ft_warc *warc, fintag_str head, ft_warc_record *record) {
    static const char urn[] = "<urn:uuid:";
    fintag_str id = ft_response_header(head, "warc-record-id"), url = ft_response_header(head, "warc-target-uri");
    if (url.len > 1 && url.ptr[0] == '<' && url.ptr[url.len - 1] == '>') url.ptr++, url.len -= 2; /* WARC 1.0 drafts */
    ft_buf_clear(&warc->meta);
    ft_buf_put(&warc->meta, url.ptr, url.len);
    ft_buf_put(&warc->meta, id.ptr, id.len);
    if (!warc->meta.failed && warc->meta.len) {
        record->url = (fintag_str){warc->meta.ptr, url.len};
        record->id = (fintag_str){warc->meta.ptr + url.len, id.len};
    }
    fintag_str uuid = id;
    if (starts(id, urn) && id.ptr[id.len - 1] == '>') {
        uuid.ptr += sizeof urn - 1;
        uuid.len -= sizeof urn;
    }
    if (is_plain(uuid) && uuid.len < sizeof record->key) {
        memcpy(record->key, uuid.ptr, uuid.len);
        record->key[uuid.len] = 0;
        record->id = (fintag_str){0};
    } else {
        snprintf(record->key, sizeof record->key, "@%llu", (unsigned long long)record->at);
        if (!id.len) record->id = record->url;
    }
}

/* The HTTP head's charset, unless the bytes know better: valid UTF-8 is no GBK, and what is not is no UTF-8. */
static const char *trusted_charset(const ft_http_response *response) {
    const ft_charset *said = response->charset.len ? ft_charset_find(response->charset) : NULL;
    if (!said) return NULL;
    bool utf8 = ft_utf8_check(response->body.ptr, response->body.len) == response->body.len;
    bool wide = said->bytes == FT_BYTES_UTF16LE || said->bytes == FT_BYTES_UTF16BE;
    return wide || utf8 == (said->bytes == FT_BYTES_UTF8) ? said->name : NULL;
}

/* Make a page of a response. False when it is none of an article. */
static bool read_page(ft_warc *warc, fintag_str block, ft_warc_record *record) {
    ft_http_response response;
    const char *problem = ft_response_read(block, warc->most, &warc->body, &response);
    if (response.status != 200 && response.status) {
        warc->other_status++;
        return false;
    }
    if (ft_response_is(response.type, "text/html") || ft_response_is(response.type, "application/xhtml+xml"))
        record->format = FINTAG_HTML;
    else if (ft_response_is(response.type, "text/plain"))
        record->format = FINTAG_TEXT;
    else if (response.type.len) {
        warc->other_type++;
        return false;
    }
    if (warc->meta.failed) problem = "out of memory";
    record->problem = problem;
    record->page = problem ? FINTAG_STR("") : response.body;
    record->too_long = record->page.len > warc->most;
    record->charset = problem || record->too_long ? NULL : trusted_charset(&response);
    return true;
}

/* The block of a response; `page` when there is one for the caller. */
static ft_read_result take_response(ft_warc *warc, uint64_t len, ft_warc_record *record, bool *page) {
    ft_reader *reader = warc->reader;
    bool cut;
    *page = true;
    record->too_long = len > (uint64_t)warc->most + HTTP_HEAD_MAX;
    if (record->too_long) return pass(reader, len, &cut);
    ft_read_result result = ft_reader_want(reader, (size_t)len);
    if (result != FT_READ_OK) return result;
    fintag_str rest = ft_reader_rest(reader);
    if (rest.len < len) {
        record->problem = "the record is cut: the file ends within it";
        ft_reader_skip(reader, rest.len);
        return FT_READ_OK;
    }
    *page = read_page(warc, (fintag_str){rest.ptr, (size_t)len}, record);
    ft_reader_skip(reader, (size_t)len);
    return FT_READ_OK;
}

ft_read_result ft_warc_next(ft_warc *warc, ft_warc_record *record) {
    ft_reader *reader = warc->reader;
    for (;;) {
        size_t head;
        uint64_t len;
        bool page = false, cut = false;
        ft_read_result result = skip_blank(reader);
        if (result == FT_READ_OK) result = find_head(reader, &head);
        if (result != FT_READ_OK) return result;
        *record = (ft_warc_record){.at = ft_reader_place(reader)};
        fintag_str lines = {ft_reader_rest(reader).ptr, head};
        if (!head || !number_of(ft_response_header(lines, "content-length"), &len)) {
            snprintf(record->key, sizeof record->key, "@%llu", (unsigned long long)record->at);
            bool cut_head = reader->eof && starts(ft_reader_rest(reader), "WARC/");
            record->problem = head       ? "a WARC record without a Content-Length"
                              : cut_head ? "the record is cut: the file ends within it"
                                         : "not a WARC record";
            ft_reader_skip(reader, 1);
            result = seek_record(reader);
            return result == FT_READ_END ? FT_READ_OK : result;
        }
        bool response = ft_response_is(ft_response_header(lines, "warc-type"), "response");
        if (response) name_record(warc, lines, record);
        warc->other_records += !response;
        ft_reader_skip(reader, head);
        result = response ? take_response(warc, len, record, &page) : pass(reader, len, &cut);
        if (result != FT_READ_OK || page) return result;
    }
}
