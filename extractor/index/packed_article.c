#include "index/packed_article.h"

#include <string.h>

#include "index/mentions.h"
#include "index/moment.h"
#include "index/rows.h"
#include "text/fold.h"

/* ["a","b"] */
static fintag_str tags_text(ft_buf *out, const fintag_article *article) {
    ft_buf_byte(out, '[');
    for (size_t i = 0; i < article->tag_count; i++) {
        ft_buf_put(out, i ? ",\"" : "\"", i ? 2 : 1);
        for (size_t c = 0; c < article->tags[i].len; c++) {
            unsigned char byte = (unsigned char)article->tags[i].ptr[c];
            if (byte == '"' || byte == '\\') ft_buf_byte(out, '\\');
            ft_buf_byte(out, byte < 0x20 ? ' ' : (char)byte);
        }
        ft_buf_byte(out, '"');
    }
    ft_buf_byte(out, ']');
    return (fintag_str){out->ptr, out->len};
}

enum {
    A_SOURCE_ID = FT_ARTICLE_ID + 1,
    A_PATH,
    A_BASE,
    A_FORMAT,
    A_PUBLISHED,
    A_PUBLISHED_TIME,
    A_PUBLISHED_EPOCH,
    A_ZONE,
    A_LANG,
    A_URL,
    A_MEDIA,
    A_AUTHOR,
    A_TAGS,
    A_COUNTS
};
_Static_assert(A_COUNTS + FINTAG_TYPE_COUNT == FT_ARTICLE_CELLS, "a cell for each column");

static void pack_columns(ft_buf *out, const fintag_doc *doc, uint64_t base) {
    const fintag_article *a = fintag_doc_article(doc);
    ft_cell cells[FT_ARTICLE_CELLS] = {0};
    size_t count, of_type[FINTAG_TYPE_COUNT] = {0};
    const fintag_entity *entities = fintag_doc_entities(doc, &count);
    ft_buf tags = {0};
    ft_instant instant;
    char time[FT_INSTANT_TEXT];
    for (size_t i = 0; i < count; i++) of_type[entities[i].type]++;
    ft_cell_text(&cells[FT_ARTICLE_ID], a->id);
    ft_cell_text(&cells[A_SOURCE_ID], a->source_id);
    ft_cell_text(&cells[A_PATH], a->path);
    ft_cell_integer(&cells[A_BASE], (int64_t)base);
    ft_cell_text(&cells[A_FORMAT], a->format);
    ft_cell_text(&cells[A_PUBLISHED], a->published);
    if (ft_instant_read(a->published, &instant)) {
        size_t len = ft_instant_text(instant, time);
        if (len) ft_cell_text(&cells[A_PUBLISHED_TIME], (fintag_str){time, len});
        ft_cell_integer(&cells[A_PUBLISHED_EPOCH], instant.epoch);
        if (instant.has_zone) ft_cell_integer(&cells[A_ZONE], instant.zone);
    }
    ft_cell_text(&cells[A_LANG], a->lang);
    ft_cell_text(&cells[A_URL], a->url);
    ft_cell_text(&cells[A_MEDIA], a->media);
    ft_cell_text(&cells[A_AUTHOR], a->author);
    ft_cell_text(&cells[A_TAGS], tags_text(&tags, a));
    for (int i = 0; i < FINTAG_TYPE_COUNT; i++) ft_cell_integer(&cells[A_COUNTS + i], (int64_t)of_type[i]);
    ft_pack_cells(out, cells, FT_ARTICLE_CELLS);
    out->failed |= tags.failed;
    ft_buf_free(&tags);
}

static void pack_units(ft_buf *out, ft_folded *folded, fintag_str text) {
    if (!ft_fold(text.ptr ? text.ptr : "", text.len, folded)) out->failed = true;
    ft_pack_str(out, (fintag_str){out->failed ? "" : (const char *)folded->unit, folded->count * sizeof *folded->unit});
}

bool ft_article_pack(ft_buf *out, const fintag_doc *doc, uint64_t base) {
    const fintag_article *article = fintag_doc_article(doc);
    ft_folded folded = {0};
    pack_columns(out, doc, base);
    ft_pack_str(out, article->title);
    ft_pack_str(out, article->text);
    pack_units(out, &folded, article->title);
    pack_units(out, &folded, article->text);
    ft_folded_free(&folded);
    size_t size_at = out->len;
    ft_pack_number(out, 0);
    ft_rows_pack(out, doc, base);
    uint64_t size = out->len - size_at - sizeof size;
    if (!out->failed) memcpy(out->ptr + size_at, &size, sizeof size);
    ft_mentions_pack(out, doc);
    return !out->failed;
}

void ft_article_unpack(ft_packed from, ft_packed_article *article) {
    ft_unpack_cells(&from, article->cells, FT_ARTICLE_CELLS);
    article->title = ft_unpack_str(&from);
    article->text = ft_unpack_str(&from);
    article->title_units = ft_unpack_str(&from);
    article->text_units = ft_unpack_str(&from);
    uint64_t size = ft_unpack_number(&from);
    article->rows = from;
    from.at += size;
    article->mentions = from;
}
