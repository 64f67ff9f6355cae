#include "index/leaves.h"

#include <string.h>

#include "index/varint.h"

enum { HEADER = 4, MAIN_INDEX = '0', SEGMENT_SHIFT = 37 };

static void put_u16(unsigned char *out, unsigned value) {
    out[0] = (unsigned char)(value >> 8);
    out[1] = (unsigned char)value;
}

static void put_varint(ft_leaves *leaves, uint64_t value) {
    leaves->len += ft_varint_put(leaves->bytes + leaves->len, value);
}

static bool is_full(const ft_leaves *leaves, unsigned more) {
    return leaves->len + leaves->terms_len + more >= FT_LEAF;
}

static void step(ft_leaves *leaves, sqlite3_stmt *stmt) {
    if (leaves->code == SQLITE_OK && sqlite3_step(stmt) != SQLITE_DONE) leaves->code = SQLITE_ERROR;
    int code = sqlite3_reset(stmt);
    if (code != SQLITE_OK) leaves->code = code;
}

/* The terms from the guide on, up to the next one, begin on its page. */
static void put_guide(ft_leaves *leaves) {
    sqlite3_bind_int64(leaves->put_term, 1, leaves->segment);
    sqlite3_bind_blob(leaves->put_term, 2, leaves->guide.bytes, (int)leaves->guide.len, SQLITE_STATIC);
    sqlite3_bind_int64(leaves->put_term, 3, (sqlite3_int64)leaves->guide_page << 1);
    step(leaves, leaves->put_term);
}

static void begin_page(ft_leaves *leaves) {
    memset(leaves->bytes, 0, HEADER);
    leaves->len = HEADER;
    leaves->terms_len = leaves->last_term = 0;
    leaves->has_row = false;
}

static void put_page(ft_leaves *leaves) {
    put_u16(leaves->bytes + 2, leaves->len);
    memcpy(leaves->bytes + leaves->len, leaves->terms, leaves->terms_len);
    sqlite3_bind_int64(leaves->put_page, 1, (leaves->segment << SEGMENT_SHIFT) + leaves->page);
    sqlite3_bind_blob(leaves->put_page, 2, leaves->bytes, (int)(leaves->len + leaves->terms_len), SQLITE_STATIC);
    step(leaves, leaves->put_page);
    leaves->page++;
    begin_page(leaves);
}

void ft_leaves_begin(ft_leaves *leaves, sqlite3_stmt *put_page_of, sqlite3_stmt *put_term_of, int64_t segment) {
    leaves->put_page = put_page_of;
    leaves->put_term = put_term_of;
    leaves->segment = segment;
    leaves->page = leaves->guide_page = 1;
    leaves->term.len = leaves->guide.len = 0;
    leaves->code = SQLITE_OK;
    begin_page(leaves);
}

static unsigned common_prefix(const ft_leaf_term *a, const ft_leaf_term *b) {
    unsigned i = 0;
    while (i < a->len && i < b->len && a->bytes[i] == b->bytes[i]) i++;
    return i;
}

static void put_term(ft_leaves *leaves, const ft_term_postings *postings) {
    ft_leaf_term term = {.len = postings->len + 1, .bytes = {MAIN_INDEX}};
    memcpy(term.bytes + 1, postings->bytes, postings->len);
    if (is_full(leaves, term.len + 2) && leaves->len > HEADER) put_page(leaves);
    unsigned same = common_prefix(&leaves->term, &term), shared = same;
    leaves->terms_len += ft_varint_put(leaves->terms + leaves->terms_len, leaves->len - leaves->last_term);
    bool first = !leaves->last_term;
    leaves->last_term = leaves->len;
    if (first) {
        shared = 0; /* a page is read without those before it */
        if (leaves->page > 1) {
            put_guide(leaves);
            leaves->guide = term;
            leaves->guide.len = same + 1; /* just enough to part it from what stands before */
            leaves->guide_page = leaves->page;
        }
    } else {
        put_varint(leaves, shared);
    }
    put_varint(leaves, term.len - shared);
    memcpy(leaves->bytes + leaves->len, term.bytes + shared, term.len - shared);
    leaves->len += term.len - shared;
    leaves->term = term;
    leaves->has_row = true; /* the page begins with the term, so its rows need not be found */
    leaves->row = 0;
}

static void put_row(ft_leaves *leaves, int64_t row, uint64_t positions_len, bool removed) {
    if (!leaves->has_row) {
        put_u16(leaves->bytes, leaves->len);
        leaves->row = 0;
        leaves->has_row = true;
    }
    put_varint(leaves, (uint64_t)(row - leaves->row));
    put_varint(leaves, positions_len * 2 + removed);
    leaves->row = row;
}

/* Positions of one article; the removal, if any, comes first. */
typedef struct {
    const ft_posting *items;
    size_t count;
} article_postings;

/* Each position as FTS5 writes it, to `out` or only counted. */
static unsigned position(const ft_posting *posting, uint32_t *last, unsigned char *out) {
    unsigned len = 0;
    if ((posting->at ^ *last) & FT_POSTING_COLUMN) { /* a column other than the first begins with its number */
        out[len++] = 1;
        out[len++] = 1;
        *last = FT_POSTING_COLUMN;
    }
    len += ft_varint_put(out + len, (uint64_t)(posting->at - *last) + 2);
    *last = posting->at;
    return len;
}

static void put_article(ft_leaves *leaves, article_postings a, int64_t row) {
    unsigned char bytes[2 + FT_VARINT_MOST];
    bool removed = a.items[0].at == FT_POSTING_REMOVED;
    uint64_t len = 0;
    uint32_t last = 0;
    while (a.count && a.items[0].at == FT_POSTING_REMOVED) {
        a.items++;
        a.count--;
    }
    for (size_t i = 0; i < a.count; i++) len += position(&a.items[i], &last, bytes);
    put_row(leaves, row, len, removed);
    last = 0;
    for (size_t i = 0; i < a.count; i++) {
        unsigned size = position(&a.items[i], &last, bytes);
        if (is_full(leaves, size)) put_page(leaves); /* never within a number: "\1\1" may stand before the next */
        memcpy(leaves->bytes + leaves->len, bytes, size);
        leaves->len += size;
    }
    if (is_full(leaves, 0)) put_page(leaves);
}

void ft_leaves_add(ft_leaves *leaves, const ft_term_postings *term, const int64_t *rows) {
    put_term(leaves, term);
    for (size_t i = 0, end; i < term->count; i = end) {
        uint32_t article = term->items[i].article;
        for (end = i + 1; end < term->count && term->items[end].article == article;) end++;
        put_article(leaves, (article_postings){term->items + i, end - i}, rows[article]);
    }
}

int ft_leaves_end(ft_leaves *leaves, uint32_t *pages) {
    if (leaves->len > HEADER) put_page(leaves);
    *pages = leaves->page - 1;
    if (*pages) put_guide(leaves);
    return leaves->code;
}
