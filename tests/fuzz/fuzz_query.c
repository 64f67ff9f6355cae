/* Any bytes as a query of an index: it is understood, or the place where it is not lies in it; SQLite and FTS5 never
 * complain; what is found is the same twice, and its marks cut out what they say. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "index/marks.h"
#include "index/store.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int holds, const char *what) {
    if (holds) return;
    fprintf(stderr, "broken promise: %s\n", what);
    abort();
}

static const char *const articles[] = {
    "微盟集团(2013.HK)首批捐赠21吨物资。4月10日上午，物资运抵上海。",
    "騰訊(0700.HK)上半年收入約3,000億港元，同比增長11%。Vaccine supply is tight. 恒生指數跌1%。",
    "贵州茅台(600519)涨逾2%，股价重回2000元之上。沪指涨0.5%，中国证监会昨日发布通知。"};

typedef struct {
    fintag_rules *rules;
    fintag_doc *doc;
    sqlite3 *db;
} world;

static void put_article(ft_store *store, fintag_doc *doc, ft_buf *packed) {
    static const uint8_t hash[FT_HASH];
    static const fintag_tag_options tagging;
    const fintag_str id = fintag_doc_article(doc)->id;
    ft_packed_article article;
    ft_article_state state;
    fintag_error err;
    require(!fintag_doc_tag(doc, &tagging, &err), "an article is tagged");
    ft_buf_clear(packed);
    require(ft_article_pack(packed, doc, 0), "an article is packed");
    ft_article_unpack((ft_packed){packed->ptr}, &article);
    require(!ft_store_meet(store, id, hash, (fintag_str){0}, 0, &state, &err), "an article is looked for");
    require(state == FT_ARTICLE_NEW, "it is new");
    require(!ft_store_put(store, &article, &err), "an article is written");
}

static void make_index(const fintag_rules *rules, const char *path) {
    ft_buf packed = {0};
    ft_store *store;
    fintag_error err;
    fintag_doc *doc = fintag_doc_new(rules);
    if (ft_store_open(path, &store, &err)) {
        fprintf(stderr, "%s\n", err.message);
        exit(1);
    }
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++) {
        char id[2] = {(char)('a' + i), 0};
        fintag_source about = {
            .format = FINTAG_TEXT, .id = {id, 1}, .published = FINTAG_STR("2022-04-10T17:45:11+08:00")};
        require(!fintag_doc_read(doc, articles[i], strlen(articles[i]), &about, &err), "an article is read");
        put_article(store, doc, &packed);
    }
    require(!ft_store_close(store, &err), "the index is closed");
    fintag_doc_free(doc);
    ft_buf_free(&packed);
}

static const world *the_world(void) {
    static world w; /* one process, one index */
    fintag_error err;
    if (w.db) return &w;
    char path[] = "/tmp/fuzz_query.XXXXXX";
    fintag_rules_source from = {.pack = getenv("FINTAG_RULES")};
    int fd = mkstemp(path);
    if (fd < 0 || fintag_rules_load(&from, &w.rules, &err)) {
        fprintf(stderr, "set FINTAG_RULES to a pack\n");
        exit(1);
    }
    close(fd);
    make_index(w.rules, path);
    w.doc = fintag_doc_new(w.rules);
    require(!ft_search_open(path, &w.db, &err), "the index is opened");
    unlink(path);
    return &w;
}

static uint64_t search(const world *w, fintag_str query, bool count_only) {
    ft_arena arena = {0};
    fintag_error err;
    ft_search search = {.query = query, .doc = w->doc, .today = FINTAG_STR("2022-04-12"), .count_only = count_only};
    fintag_status status = ft_search_run(w->db, "index", &arena, &search, &err);
    if (status == FINTAG_ESYNTAX) {
        require(search.query_error.at <= query.len, "an error has its place in the query");
        require(search.query_error.message[0] != 0, "an error says something");
        ft_search_end(w->db);
        ft_arena_free(&arena);
        return UINT64_MAX;
    }
    if (status) fprintf(stderr, "%s\n", err.message);
    require(!status, "SQLite doesn't complain");
    require(search.count <= 3 && (count_only || search.hit_count == search.count), "hits are counted");
    for (size_t i = 0; i < search.hit_count; i++) {
        ft_found found;
        require(!ft_found_read(w->db, "index", &arena, &search.wanted, search.hits[i].docid, &found, &err),
                "a hit is read");
        require(found.begin <= found.end && found.end <= found.text.len, "a snippet lies in its text");
        for (size_t m = 0; m < found.marks.count; m++) {
            const ft_mark *mark = &found.marks.items[m];
            fintag_str field = mark->in_title ? found.title : found.text;
            require(mark->byte_begin < mark->byte_end && mark->byte_end <= field.len, "a mark lies in its field");
        }
    }
    ft_search_end(w->db);
    ft_arena_free(&arena);
    return search.count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const world *w = the_world();
    if (ft_search_valid((const char *)data, size) != size) return 0;
    /* An exact copy, for reads beyond it to be seen. */
    char *query = malloc(size ? size : 1);
    if (!query) return 0;
    if (size) memcpy(query, data, size);
    uint64_t found = search(w, (fintag_str){query, size}, false);
    require(search(w, (fintag_str){query, size}, true) == found, "counting gives the number of hits");
    free(query);
    return 0;
}
