#include "input/http_response.h"

#include <string.h>
#include <strings.h>
#include <zlib.h>

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static fintag_str trim(fintag_str text) {
    while (text.len && is_space(text.ptr[0])) text.ptr++, text.len--;
    while (text.len && is_space(text.ptr[text.len - 1])) text.len--;
    return text;
}

fintag_str ft_response_header(fintag_str lines, const char *name) {
    size_t wanted = strlen(name);
    while (lines.len) {
        const char *end = memchr(lines.ptr, '\n', lines.len);
        size_t len = end ? (size_t)(end - lines.ptr) : lines.len;
        if (len > wanted && lines.ptr[wanted] == ':' && strncasecmp(lines.ptr, name, wanted) == 0)
            return trim((fintag_str){lines.ptr + wanted + 1, len - wanted - 1});
        size_t step = len < lines.len ? len + 1 : len;
        lines.ptr += step;
        lines.len -= step;
    }
    return (fintag_str){0};
}

size_t ft_response_head(fintag_str bytes) {
    size_t at = 0;
    while (at < bytes.len) {
        const char *end = memchr(bytes.ptr + at, '\n', bytes.len - at);
        if (!end) return 0;
        at = (size_t)(end - bytes.ptr) + 1;
        if (at < bytes.len && bytes.ptr[at] == '\n') return at + 1;
        if (at + 1 < bytes.len && bytes.ptr[at] == '\r' && bytes.ptr[at + 1] == '\n') return at + 2;
    }
    return 0;
}

bool ft_response_is(fintag_str value, const char *word) {
    const char *end = value.len ? memchr(value.ptr, ';', value.len) : NULL;
    if (end) value.len = (size_t)(end - value.ptr);
    value = trim(value);
    return value.len == strlen(word) && strncasecmp(value.ptr, word, value.len) == 0;
}

static fintag_str charset_of(fintag_str type) {
    static const char word[] = "charset=";
    for (size_t at = 0; at + sizeof word - 1 < type.len; at++) {
        if (strncasecmp(type.ptr + at, word, sizeof word - 1) != 0) continue;
        size_t from = at + sizeof word - 1, to;
        while (from < type.len && (type.ptr[from] == '"' || type.ptr[from] == '\'' || type.ptr[from] == ' ')) from++;
        for (to = from; to < type.len && !strchr("\"'; ,", type.ptr[to]); to++) {
        }
        return (fintag_str){type.ptr + from, to - from};
    }
    return (fintag_str){0};
}

/* The length in front of a chunk: hexadecimal digits, then perhaps an extension, to the line's end. */
static bool chunk_length(fintag_str bytes, size_t *at, size_t *len) {
    size_t digits = 0, value = 0;
    while (*at < bytes.len && digits < 9) {
        char c = bytes.ptr[*at];
        unsigned digit = c >= '0' && c <= '9'   ? (unsigned)(c - '0')
                         : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a' + 10)
                         : c >= 'A' && c <= 'F' ? (unsigned)(c - 'A' + 10)
                                                : 16;
        if (digit == 16) break;
        value = value << 4 | digit;
        (*at)++;
        digits++;
    }
    const char *end = digits ? memchr(bytes.ptr + *at, '\n', bytes.len - *at) : NULL;
    if (!end) return false;
    char c = bytes.ptr[*at];
    if (c != '\r' && c != '\n' && c != ';' && c != ' ') return false;
    *at = (size_t)(end - bytes.ptr) + 1;
    *len = value;
    return true;
}

/* Undo chunks. False when the body is not in chunks: archives often keep the header of a coding that they undid. */
static bool join_chunks(fintag_str bytes, ft_buf *out) {
    size_t at = 0, len;
    while (at < bytes.len) {
        if (!chunk_length(bytes, &at, &len)) return out->len > 0;
        if (!len) return true;
        if (len > bytes.len - at) len = bytes.len - at; /* cut: what is there counts */
        ft_buf_put(out, bytes.ptr + at, len);
        at += len;
        if (at < bytes.len && bytes.ptr[at] == '\r') at++;
        if (at < bytes.len && bytes.ptr[at] == '\n') at++;
    }
    return out->len > 0;
}

/* gzip, zlib, or deflate without either's head, which servers send under that name. */
static const char *inflate_into(fintag_str bytes, int window, size_t most, ft_buf *out) {
    enum { STEP = 64 * 1024 };
    z_stream z = {0};
    if (inflateInit2(&z, window) != Z_OK) return "out of memory";
    z.next_in = (Bytef *)(uintptr_t)bytes.ptr;
    z.avail_in = (uInt)bytes.len;
    int result = Z_OK;
    while (result == Z_OK && out->len <= most && ft_buf_reserve(out, STEP)) {
        z.next_out = (Bytef *)out->ptr + out->len;
        z.avail_out = STEP;
        result = inflate(&z, Z_NO_FLUSH);
        out->len += STEP - z.avail_out;
    }
    inflateEnd(&z);
    if (out->failed) return "out of memory";
    bool cut = result == Z_BUF_ERROR && out->len; /* what is there counts */
    return result == Z_STREAM_END || result == Z_OK || cut ? NULL : "the body can't be decompressed";
}

static const char *decompress(fintag_str coding, size_t most, ft_buf *buffer, fintag_str *body) {
    enum { AUTOMATIC = 15 + 32, RAW = -15 };
    bool gzip = ft_response_is(coding, "gzip") || ft_response_is(coding, "x-gzip"),
         deflate = ft_response_is(coding, "deflate");
    if (!coding.len || ft_response_is(coding, "identity")) return NULL;
    /* Text begins with other bytes: the archive undid the coding. */
    bool is_gzip = body->len > 2 && memcmp(body->ptr, "\x1F\x8B", 2) == 0;
    bool is_text = body->len && (body->ptr[0] == '<' || body->ptr[0] == '\n' || body->ptr[0] == '\r');
    if (!body->len || is_text || (gzip && !is_gzip)) return NULL;
    if (!gzip && !deflate) return "a content coding that is not gzip or deflate";
    ft_buf out = {0};
    const char *problem = inflate_into(*body, AUTOMATIC, most, &out);
    if (problem && deflate) {
        ft_buf_clear(&out);
        problem = inflate_into(*body, RAW, most, &out);
    }
    ft_buf_free(buffer);
    *buffer = out;
    *body = (fintag_str){out.len ? out.ptr : "", out.len};
    return problem;
}

const char *ft_response_read(fintag_str bytes, size_t most, ft_buf *body, ft_http_response *response) {
    *response = (ft_http_response){0};
    size_t head = ft_response_head(bytes);
    if (bytes.len < 12 || memcmp(bytes.ptr, "HTTP/", 5) != 0) return "not an HTTP response";
    if (!head) return "the head of the HTTP response does not end";
    const char *space = memchr(bytes.ptr, ' ', head);
    for (size_t i = 1; space && i < 4 && space[i] >= '0' && space[i] <= '9'; i++)
        response->status = response->status * 10 + (space[i] - '0');
    fintag_str lines = {bytes.ptr, head};
    response->type = ft_response_header(lines, "content-type");
    response->charset = charset_of(response->type);
    response->body = (fintag_str){bytes.ptr + head, bytes.len - head};
    ft_buf_clear(body);
    if (ft_response_is(ft_response_header(lines, "transfer-encoding"), "chunked") && join_chunks(response->body, body))
        response->body = (fintag_str){body->ptr, body->len};
    if (body->failed) return "out of memory";
    return decompress(ft_response_header(lines, "content-encoding"), most, body, &response->body);
}
