#include "index/search.h"

#include <stdio.h>

#include "base/error.h"
#include "index/plan.h"
#include "index/schema.h"
#include "text/decode.h"

fintag_status ft_search_open(const char *path, sqlite3 **db, fintag_error *err) {
    *db = NULL;
    /* Without write permission the file of a running writer can't be read; a closed one always can. */
    int code = sqlite3_open_v2(path, db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);
    if (code == SQLITE_OK) sqlite3_busy_timeout(*db, 5000);
    fintag_status status = code == SQLITE_OK ? ft_schema_check(*db, path, false, err) : ft_sqlite_fail(*db, path, err);
    if (!status) status = ft_sqlite_run(*db, "PRAGMA cache_size = -65536", path, err);
    if (status) {
        sqlite3_close(*db);
        *db = NULL;
    }
    return status;
}

size_t ft_search_valid(const char *bytes, size_t len) {
    return ft_utf8_check(bytes, len);
}

static bool needs_rules(const ft_query *node) {
    if (node->kind == FT_QUERY_FILTER) return ft_filter_needs_rules(node->field);
    for (const ft_query *child = node->first; child; child = child->next)
        if (needs_rules(child)) return true;
    return false;
}

bool ft_search_needs_rules(fintag_str query) {
    ft_arena arena = {0};
    ft_query_error error;
    ft_query *node = ft_query_parse(&arena, query, &error);
    bool needed = node && needs_rules(node);
    ft_arena_free(&arena);
    return needed;
}

/* fintag_in(docid): is it in the set? */
static void in_set(sqlite3_context *context, int count, sqlite3_value **values) {
    (void)count;
    const ft_set *set = sqlite3_user_data(context);
    sqlite3_result_int(context, !set || ft_set_has(set, sqlite3_value_int64(values[0])));
}

typedef struct {
    ft_hit *items;
    size_t count, capacity;
} hit_list;

static int by_score(const void *a, const void *b) {
    const ft_hit *x = a, *y = b;
    if (x->score != y->score) return x->score > y->score ? -1 : 1;
    return (x->docid > y->docid) - (x->docid < y->docid);
}

/* The articles of `within` (NULL: any) that match, with FTS5's score. */
static bool score(sqlite3 *db, ft_arena *arena, fintag_str match, const ft_set *within, hit_list *hits) {
    sqlite3_stmt *stmt;
    int code = sqlite3_create_function_v2(db, "fintag_in", 1, SQLITE_UTF8 | SQLITE_DIRECTONLY, (void *)within, in_set,
                                          NULL, NULL, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_prepare_v2(
            db, "SELECT rowid, bm25(words, 4.0, 1.0) FROM words WHERE words MATCH ?1 AND fintag_in(rowid)", -1, &stmt,
            NULL);
    if (code != SQLITE_OK) return false;
    ft_bind_str(stmt, 1, match);
    while ((code = sqlite3_step(stmt)) == SQLITE_ROW) {
        ft_hit *hit = FT_PUSH(arena, hits);
        if (hit) *hit = (ft_hit){sqlite3_column_int64(stmt, 0), -sqlite3_column_double(stmt, 1)};
    }
    sqlite3_finalize(stmt);
    return code == SQLITE_DONE && !arena->failed;
}

/* The question to FTS5 that every hit answers, when there is one: the words that all must hold. */
static const ft_plan *words_of_all(const ft_plan *plan) {
    const ft_plan *words = plan->kind == FT_PLAN_ALL ? plan->first : plan;
    while (words && words->kind != FT_PLAN_WORDS) words = plan == words ? NULL : words->next;
    return words;
}

/* Nothing but words: one pass finds, counts and ranks. */
static bool rank_words(sqlite3 *db, ft_arena *arena, const ft_plan *plan, ft_search *search) {
    hit_list hits = {0};
    bool fine = score(db, arena, plan->match, NULL, &hits);
    if (hits.count) qsort(hits.items, hits.count, sizeof *hits.items, by_score);
    search->hits = hits.items;
    search->hit_count = hits.count;
    search->count = hits.count;
    return fine;
}

/* Hits in the order of their publication, the latest first. */
static bool rank_by_time(sqlite3 *db, ft_arena *arena, const ft_set *set, size_t most, hit_list *hits) {
    sqlite3_stmt *stmt;
    int code = SQLITE_DONE;
    if (sqlite3_prepare_v2(db, "SELECT docid FROM articles ORDER BY published_epoch DESC, docid", -1, &stmt, NULL) !=
        SQLITE_OK)
        return false;
    while (hits->count < most && (code = sqlite3_step(stmt)) == SQLITE_ROW) {
        int64_t docid = sqlite3_column_int64(stmt, 0);
        ft_hit *hit = ft_set_has(set, docid) ? FT_PUSH(arena, hits) : NULL;
        if (hit) *hit = (ft_hit){.docid = docid};
    }
    sqlite3_finalize(stmt);
    return (code == SQLITE_DONE || code == SQLITE_ROW) && !arena->failed;
}

/* Any query: the set of hits, then those that hold wanted words by score, then the others by time. */
static bool rank_set(sqlite3 *db, ft_arena *arena, const ft_plan *plan, ft_search *search) {
    ft_set set;
    hit_list hits = {0};
    if (!ft_plan_answer(db, plan, NULL, &set)) return false;
    search->count = ft_set_count(&set);
    size_t most = search->limit && search->limit < search->count ? search->limit : (size_t)search->count;
    const ft_plan *words = words_of_all(plan);
    ft_buf match = {0};
    if (words) ft_buf_put(&match, words->match.ptr, words->match.len);
    for (size_t i = 0; !words && i < search->wanted.phrases.count; i++) {
        if (i) ft_buf_put(&match, " OR ", 4);
        ft_phrase_put(&match, &search->wanted.phrases.items[i]);
    }
    bool fine = !match.failed;
    if (fine && match.len && search->count && !search->count_only)
        fine = score(db, arena, (fintag_str){match.ptr, match.len}, &set, &hits);
    ft_buf_free(&match);
    if (hits.count) qsort(hits.items, hits.count, sizeof *hits.items, by_score);
    for (size_t i = 0; i < hits.count; i++)
        set.bits[hits.items[i].docid / 64] &= ~(UINT64_C(1) << (hits.items[i].docid % 64));
    if (fine && !search->count_only) fine = rank_by_time(db, arena, &set, most, &hits);
    ft_set_free(&set);
    search->hits = hits.items;
    search->hit_count = hits.count;
    return fine;
}

static fintag_status run(sqlite3 *db, const char *path, ft_arena *arena, ft_search *search, fintag_error *err) {
    ft_query *query = ft_query_parse(arena, search->query, &search->query_error);
    ft_resolver resolver = {.arena = arena, .db = db, .doc = search->doc, .today = search->today};
    ft_plan *plan = query ? ft_plan_make(&resolver, query, &search->wanted, &search->query_error) : NULL;
    if (!plan) return ft_fail(err, FINTAG_ESYNTAX, "%s", search->query_error.message);
    bool only_words = plan->kind == FT_PLAN_WORDS && !search->count_only;
    bool fine = only_words ? rank_words(db, arena, plan, search) : rank_set(db, arena, plan, search);
    if (!fine && sqlite3_errcode(db) == SQLITE_OK) return ft_fail_memory(err);
    if (!fine) return ft_sqlite_fail(db, path, err);
    if (search->limit && search->hit_count > search->limit) search->hit_count = search->limit;
    return FINTAG_OK;
}

fintag_status ft_search_run(sqlite3 *db, const char *path, ft_arena *arena, ft_search *search, fintag_error *err) {
    /* One transaction: all parts see the same state of an index that is being written. */
    fintag_status status = ft_sqlite_run(db, "BEGIN", path, err);
    return status ? status : run(db, path, arena, search, err);
}

void ft_search_end(sqlite3 *db) {
    sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
}
