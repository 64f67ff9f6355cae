/* CoNLL-U Plus with three columns: a character, its offset, its BIO tag. White space and control characters make no
 * token (the offsets show the gap); an empty line stands for a line feed and between title and text. */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "cli/sinks.h"

static bool makes_no_token(uint32_t c) {
    return c <= ' ' || (c >= 0x7F && c <= 0xA0) || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

static void put_word(ft_buf *out, const char *word) {
    ft_buf_put(out, word, strlen(word));
}

static void put_number(ft_buf *out, uint32_t number) {
    char digits[16];
    ft_buf_put(out, digits, (size_t)snprintf(digits, sizeof digits, "\t%u\t", number));
}

/* The value of a comment: one line of UTF-8. */
static void put_comment(ft_buf *out, const char *name, fintag_str text) {
    size_t bad;
    if (!text.len) return;
    put_word(out, name);
    for (size_t i = 0; i < text.len;) {
        size_t len = ft_utf8_sequence(text.ptr + i, text.len - i, &bad);
        if (!len)
            put_word(out, "\xEF\xBF\xBD");
        else if ((unsigned char)text.ptr[i] < ' ')
            ft_buf_byte(out, ' ');
        else
            ft_buf_put(out, text.ptr + i, len);
        i += len ? len : bad;
    }
    ft_buf_byte(out, '\n');
}

static void put_tag(ft_buf *out, const fintag_entity *entity, bool first) {
    static const char *const names[] = {"TICKER", "COMPANY", "ORGANIZATION", "INDEX", "DATE", "QUANTITY"};
    if (!entity || entity->type >= FINTAG_TYPE_COUNT) {
        put_word(out, "O\n");
        return;
    }
    put_word(out, first ? "B-" : "I-");
    put_word(out, names[entity->type]);
    ft_buf_byte(out, '\n');
}

/* One field, its entities in order. */
static void put_field(ft_buf *out, fintag_str whole, bool title, const fintag_entity *entities, size_t count) {
    size_t next = 0;
    uint32_t offset = 0;
    bool first = true, open = false; /* the next token is the first of its entity; the line has a token */
    unsigned len;
    for (size_t at = 0; at < whole.len; at += len, offset++) {
        uint32_t c = ft_utf8_get(whole.ptr + at, &len);
        while (next < count && (entities[next].in_title != title || entities[next].span.end <= offset)) {
            next++;
            first = true;
        }
        if (c == '\n' && open) {
            ft_buf_byte(out, '\n');
            open = false;
        }
        if (makes_no_token(c)) continue;
        bool inside = next < count && entities[next].span.begin <= offset;
        ft_buf_put(out, whole.ptr + at, len);
        put_number(out, offset);
        put_tag(out, inside ? &entities[next] : NULL, first);
        if (inside) first = false;
        open = true;
    }
    if (open) ft_buf_byte(out, '\n');
}

static void conll_begin(ft_sink *sink) {
    put_word(sink->out, "# global.columns = FORM FINTAG:OFFSET FINTAG:NER\n");
}

static fintag_status conll_article(ft_sink *sink, const fintag_doc *doc) {
    size_t count;
    const fintag_article *article = fintag_doc_article(doc);
    const fintag_entity *entities = fintag_doc_entities(doc, &count);
    put_comment(sink->out, "# newdoc id = ", article->id);
    put_comment(sink->out, "# path = ", article->path);
    if (article->title.len) {
        put_word(sink->out, "# field = title\n");
        put_field(sink->out, article->title, true, entities, count);
    }
    put_word(sink->out, "# field = text\n");
    put_field(sink->out, article->text, false, entities, count);
    return sink->out->failed ? FINTAG_ENOMEM : FINTAG_OK;
}

static fintag_status conll_failure(ft_sink *sink, const fintag_error *error, fintag_str id, fintag_str path) {
    put_comment(sink->out, "# newdoc id = ", id);
    put_comment(sink->out, "# path = ", path);
    put_comment(sink->out, "# error = ", (fintag_str){error->message, strnlen(error->message, sizeof error->message)});
    ft_buf_byte(sink->out, '\n');
    return sink->out->failed ? FINTAG_ENOMEM : FINTAG_OK;
}

const ft_sink_form ft_sink_conll = {
    .ending = ".conllup", .codepoints = true, .begin = conll_begin, .article = conll_article, .failure = conll_failure};
