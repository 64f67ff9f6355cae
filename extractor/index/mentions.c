#include "index/mentions.h"

#include <stdlib.h>

enum { C_article, C_name, C_mentions, C_salience, COLUMN_COUNT };
const char ft_mentions_insert[] = "INSERT OR FAIL INTO mentions (article, name, mentions, salience)"
                                  " SELECT article, name, mentions, salience FROM fintag_mentions";

static bool next_row(void *ctx, ft_cell *cells) {
    ft_mentions *m = ctx;
    if (m->at == m->list.count) return false;
    const ft_mention *mention = &m->list.items[m->at++];
    ft_cell_integer(&cells[C_article], m->article);
    ft_cell_integer(&cells[C_name], mention->key);
    ft_cell_integer(&cells[C_mentions], mention->count);
    if (mention->salience >= 0) ft_cell_real(&cells[C_salience], mention->salience);
    return true;
}

int ft_mentions_open(ft_mentions *m, sqlite3 *db) {
    m->feed = (ft_feed){
        .ctx = m, .next = next_row, .columns = "article, name, mentions, salience", .column_count = COLUMN_COUNT};
    int code = ft_feed_make(db, "fintag_mentions", &m->feed);
    return code == SQLITE_OK ? ft_name_keys_open(&m->names, db) : code;
}

void ft_mentions_close(ft_mentions *m) {
    ft_name_keys_close(&m->names);
    ft_arena_free(&m->arena);
}

static void pack_name(ft_buf *out, const ft_name_row *row, uint64_t count, double salience) {
    ft_cell cells[1];
    ft_pack_number(out, (uint64_t)row->type + 1);
    ft_pack_str(out, row->id);
    ft_pack_str(out, row->name);
    ft_pack_str(out, row->kind);
    ft_pack_str(out, row->listings);
    ft_pack_number(out, count);
    ft_cell_real(cells, salience);
    ft_pack_cells(out, cells, 1);
}

static void pack_entity(ft_buf *out, const fintag_entity *entity) {
    ft_name_row row = {.type = entity->type};
    if (entity->type == FINTAG_TICKER) {
        const fintag_ticker *t = &entity->value.ticker;
        row.id = t->symbol.len ? t->symbol : t->isin.len ? t->isin : t->code;
        row.name = row.id;
        row.kind = t->mic;
    } else if (entity->type == FINTAG_ORGANIZATION || entity->type == FINTAG_INDEX) {
        const fintag_name *name = &entity->value.name;
        row.id = name->id;
        row.name = name->name;
        row.kind = name->kind.len ? name->kind : name->code;
    } else {
        return; /* companies are listed apart */
    }
    if (row.id.len) pack_name(out, &row, 1, -1);
}

/* XHKG:09866 XNYS:NIO */
static fintag_str listings_text(ft_buf *text, const fintag_name *name) {
    ft_buf_clear(text);
    for (size_t i = 0; i < name->listing_count; i++) {
        const fintag_listing *listing = &name->listings[i];
        if (i) ft_buf_byte(text, ' ');
        ft_buf_put(text, listing->mic.ptr, listing->mic.len);
        ft_buf_byte(text, ':');
        ft_buf_put(text, listing->code.ptr, listing->code.len);
    }
    return text->len ? (fintag_str){text->ptr, text->len} : (fintag_str){0};
}

void ft_mentions_pack(ft_buf *out, const fintag_doc *doc) {
    size_t count, company_count;
    const fintag_entity *entities = fintag_doc_entities(doc, &count);
    const fintag_company *companies = fintag_doc_companies(doc, &company_count);
    ft_buf text = {0};
    for (size_t i = 0; i < count; i++) pack_entity(out, &entities[i]);
    for (size_t i = 0; i < company_count; i++) {
        const fintag_name *name = &companies[i].name;
        ft_name_row row = {FINTAG_COMPANY, name->id, name->name, name->kind, listings_text(&text, name)};
        if (row.id.len) pack_name(out, &row, companies[i].mentions, companies[i].salience);
    }
    ft_pack_number(out, 0);
    out->failed |= text.failed;
    ft_buf_free(&text);
}

static int by_key(const void *a, const void *b) {
    const ft_mention *x = a, *y = b;
    return (x->key > y->key) - (x->key < y->key);
}

/* Each name once. */
static void add_up(ft_mentions *m) {
    ft_mention *items = m->list.items;
    size_t kept = 0;
    if (m->list.count) qsort(items, m->list.count, sizeof *items, by_key);
    for (size_t i = 0; i < m->list.count; i++)
        if (kept && items[kept - 1].key == items[i].key)
            items[kept - 1].count += items[i].count;
        else
            items[kept++] = items[i];
    m->list.count = kept;
}

static int unpack_name(ft_mentions *m, fintag_type type, ft_packed *from) {
    ft_name_row row = {.type = type};
    ft_cell salience;
    int64_t key;
    row.id = ft_unpack_str(from);
    row.name = ft_unpack_str(from);
    row.kind = ft_unpack_str(from);
    row.listings = ft_unpack_str(from);
    uint64_t count = ft_unpack_number(from);
    ft_unpack_cells(from, &salience, 1);
    int code = ft_name_key(&m->names, &row, &key);
    if (code != SQLITE_OK) return code;
    ft_mention *item = FT_PUSH(&m->arena, &m->list);
    if (!item) return SQLITE_NOMEM;
    *item = (ft_mention){key, (int64_t)count, salience.real};
    return SQLITE_OK;
}

int ft_mentions_unpack(ft_mentions *m, int64_t article, ft_packed *from) {
    m->article = article;
    m->list.items = NULL;
    m->list.count = m->list.capacity = m->at = 0;
    ft_arena_reset(&m->arena);
    int code = SQLITE_OK;
    for (uint64_t type; code == SQLITE_OK && (type = ft_unpack_number(from)) != 0;)
        code = unpack_name(m, (fintag_type)(type - 1), from);
    add_up(m);
    return code;
}
