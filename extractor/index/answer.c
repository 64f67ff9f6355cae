/* Sets of articles for the parts of a query. */
#include <math.h>

#include "index/plan.h"
#include "index/schema.h"

/* Put the numbers of the first column into the set; stop after `most` rows with *cut set. */
static bool collect(sqlite3_stmt *stmt, ft_set *set, uint64_t most, bool *cut) {
    int code;
    while ((code = sqlite3_step(stmt)) == SQLITE_ROW) {
        if (!most--) {
            *cut = true;
            return true;
        }
        ft_set_add(set, sqlite3_column_int64(stmt, 0));
    }
    return code == SQLITE_DONE;
}

static bool answer_words(sqlite3 *db, const ft_plan *plan, ft_set *set) {
    sqlite3_stmt *stmt;
    bool cut = false;
    if (sqlite3_prepare_v2(db, "SELECT rowid FROM words WHERE words MATCH ?1", -1, &stmt, NULL) != SQLITE_OK)
        return false;
    ft_bind_str(stmt, 1, plan->match);
    bool fine = collect(stmt, set, UINT64_MAX, &cut);
    sqlite3_finalize(stmt);
    return fine;
}

static bool answer_names(sqlite3 *db, const ft_test *test, ft_set *set) {
    sqlite3_stmt *stmt;
    bool fine = true, cut = false;
    if (sqlite3_prepare_v2(db, "SELECT article FROM mentions WHERE name = ?1", -1, &stmt, NULL) != SQLITE_OK)
        return false;
    for (size_t i = 0; fine && i < test->keys.count; i++) {
        sqlite3_bind_int64(stmt, 1, test->keys.items[i]);
        fine = collect(stmt, set, UINT64_MAX, &cut);
        sqlite3_reset(stmt);
    }
    sqlite3_finalize(stmt);
    return fine;
}

/* Of the two statements of a test: all articles that pass it, and whether the article ?9 does. Parameters are those of
 * bind_test. */
typedef struct {
    const char *all, *one;
} question;

#define MEETS "si_unit = ?1 AND si_max >= ?4 AND si_min <= ?5 AND (?3 IS NULL OR unit = ?3)"
/* Is there one quantity, one length of time, that meets both bounds? A row of measures spans several: it tells only of
 * one bound, ?6, or when one of its own ends lies within both. */
#define ONE_OF(TABLE, MORE)                                                                                            \
    "EXISTS (SELECT 1 FROM " TABLE " e WHERE e.entity >= (SELECT entity FROM articles WHERE docid = measures.article)" \
    " AND e.entity < (SELECT entity + entity_count FROM articles WHERE docid = measures.article)"                      \
    " AND e.si_max >= ?4 AND e.si_min <= ?5" MORE ")"
#define MEASURES(MORE)                                                                                      \
    "SELECT article FROM measures WHERE " MEETS MORE " AND (?6 OR si_min >= ?4 OR si_max <= ?5 OR " ONE_OF( \
        "quantities",                                                                                       \
        " AND e.si_unit = ?1 AND e.per IS measures.per AND e.unit IS "                                      \
        "measures.unit") " OR " ONE_OF("times",                                                             \
                                       " AND ?1 = 's' AND measures.per IS NULL AND measures.unit IS NULL") ")"
/* ?3: add the zone, for the time on the wall. */
#define OVERLAPS(FROM, UNTIL)                                                                     \
    "(" FROM " IS NULL OR " FROM " + ?3 * ifnull(zone, 0) < ?2) AND (" UNTIL " IS NULL OR " UNTIL \
    " + ?3 * ifnull(zone, 0) > ?1)"
static question question_of(const ft_test *test) {
    static const char *const of_type[FINTAG_TYPE_COUNT] = {
        "SELECT docid FROM articles WHERE tickers > 0",       "SELECT docid FROM articles WHERE companies > 0",
        "SELECT docid FROM articles WHERE organizations > 0", "SELECT docid FROM articles WHERE indices > 0",
        "SELECT docid FROM articles WHERE dates > 0",         "SELECT docid FROM articles WHERE quantities > 0"};
    switch (test->kind) {
    case FT_TEST_TYPE: return (question){of_type[test->type], NULL};
    case FT_TEST_QUANTITY:
        if (test->any_per) return (question){MEASURES(""), MEASURES(" AND article = ?9") " LIMIT 1"};
        return (question){MEASURES(" AND per IS ?2"), MEASURES(" AND per IS ?2 AND article = ?9") " LIMIT 1"};
    case FT_TEST_DATE:
        return (question){
            "SELECT article FROM periods WHERE " OVERLAPS("from_epoch", "until_epoch"),
            "SELECT ?9 FROM periods WHERE article = ?9 AND " OVERLAPS("from_epoch", "until_epoch") " LIMIT 1"};
    case FT_TEST_PUBLISHED:
        return (question){"SELECT docid FROM articles WHERE published_epoch + ?3 * ifnull(zone, 0) >= ?1"
                          " AND published_epoch + ?3 * ifnull(zone, 0) < ?2",
                          NULL};
    case FT_TEST_LANG:
        return (question){"SELECT docid FROM articles WHERE lang = ?1 OR substr(lang, 1, length(?1) + 1) = ?1 || '-'",
                          NULL};
    case FT_TEST_MEDIA: return (question){"SELECT docid FROM articles WHERE media = ?1 COLLATE NOCASE", NULL};
    case FT_TEST_ID: return (question){"SELECT docid FROM articles WHERE id = ?1", NULL};
    case FT_TEST_NAME: break;
    }
    return (question){0};
}

static void bind_test(sqlite3_stmt *stmt, const ft_test *test) {
    switch (test->kind) {
    case FT_TEST_QUANTITY:
        ft_bind_str(stmt, 1, test->si_unit);
        ft_bind_str(stmt, 2, test->per);
        ft_bind_str(stmt, 3, test->unit);
        sqlite3_bind_double(stmt, 4, test->low);
        sqlite3_bind_double(stmt, 5, test->high);
        sqlite3_bind_int(stmt, 6, test->low == -INFINITY || test->high == INFINITY);
        break;
    case FT_TEST_DATE:
    case FT_TEST_PUBLISHED:
        sqlite3_bind_int64(stmt, 1, test->from);
        sqlite3_bind_int64(stmt, 2, test->until);
        sqlite3_bind_int(stmt, 3, !test->utc);
        break;
    case FT_TEST_LANG:
    case FT_TEST_MEDIA:
    case FT_TEST_ID: ft_bind_str(stmt, 1, test->text); break;
    case FT_TEST_TYPE:
    case FT_TEST_NAME: break;
    }
}

/* Ask each article of `within`. */
static bool probe(sqlite3 *db, const ft_test *test, const char *sql, const ft_set *within, ft_set *set) {
    sqlite3_stmt *stmt;
    bool fine = true, cut = false;
    if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK) return false;
    bind_test(stmt, test);
    int ninth = sqlite3_bind_parameter_index(stmt, "?9");
    for (int64_t docid = -1; fine && (docid = ft_set_next(within, docid)) >= 0;) {
        sqlite3_bind_int64(stmt, ninth, docid);
        fine = collect(stmt, set, UINT64_MAX, &cut);
        sqlite3_reset(stmt);
    }
    sqlite3_finalize(stmt);
    return fine;
}

static bool answer_test(sqlite3 *db, const ft_test *test, const ft_set *within, ft_set *set) {
    /* Rows of the index that cost about as much as asking one article. */
    enum { ROWS_PER_PROBE = 16 };
    if (test->kind == FT_TEST_NAME) return answer_names(db, test, set);
    question asked = question_of(test);
    sqlite3_stmt *stmt;
    bool cut = false;
    uint64_t most = within && asked.one ? ft_set_count(within) * ROWS_PER_PROBE : UINT64_MAX;
    /* The dates of all articles are read to find some of them: ask one by one unless it is about nearly all. */
    if (test->kind == FT_TEST_DATE && within && most < within->words * 64 * ROWS_PER_PROBE / 2)
        return probe(db, test, asked.one, within, set);
    if (sqlite3_prepare_v2(db, asked.all, -1, &stmt, NULL) != SQLITE_OK) return false;
    bind_test(stmt, test);
    bool fine = collect(stmt, set, most, &cut);
    sqlite3_finalize(stmt);
    if (!fine || !cut) return fine;
    memset(set->bits, 0, set->words * sizeof *set->bits);
    return probe(db, test, asked.one, within, set);
}

/* Which part is asked first: those that an index answers at once, and that leave few articles to ask the others about.
 */
static int cost(const ft_plan *plan) {
    switch (plan->kind) {
    case FT_PLAN_TEST:
        return plan->test->kind == FT_TEST_NAME || plan->test->kind == FT_TEST_ID ? 0
               : plan->test->kind == FT_TEST_QUANTITY                             ? 3
               : plan->test->kind == FT_TEST_DATE                                 ? 4
                                                                                  : 2;
    case FT_PLAN_WORDS: return 1;
    case FT_PLAN_ALL:
    case FT_PLAN_ANY: return 5;
    case FT_PLAN_NOT: break;
    }
    return 6;
}

static bool answer_all(sqlite3 *db, const ft_plan *plan, const ft_set *within, ft_set *set) {
    bool first = true;
    for (int turn = 0; turn <= 6; turn++)
        for (const ft_plan *child = plan->first; child; child = child->next) {
            ft_set part;
            if (cost(child) != turn) continue;
            if (!ft_plan_answer(db, child, first ? within : set, &part)) return false;
            if (first)
                memcpy(set->bits, part.bits, set->words * sizeof *set->bits);
            else
                ft_set_and(set, &part);
            ft_set_free(&part);
            first = false;
        }
    return true;
}

static bool answer_any(sqlite3 *db, const ft_plan *plan, const ft_set *within, ft_set *set) {
    for (const ft_plan *child = plan->first; child; child = child->next) {
        ft_set part;
        if (!ft_plan_answer(db, child, within, &part)) return false;
        ft_set_or(set, &part);
        ft_set_free(&part);
    }
    return true;
}

static bool answer_not(sqlite3 *db, const ft_plan *plan, const ft_set *within, ft_set *set) {
    ft_set part = {0}, everything = {.words = set->words};
    everything.bits = within ? within->bits : NULL;
    bool fine = ft_plan_answer(db, plan->first, within, &part), cut = false;
    if (fine && everything.bits) {
        memcpy(set->bits, everything.bits, set->words * sizeof *set->bits);
    } else if (fine) {
        sqlite3_stmt *stmt;
        fine = sqlite3_prepare_v2(db, "SELECT docid FROM articles", -1, &stmt, NULL) == SQLITE_OK &&
               collect(stmt, set, UINT64_MAX, &cut);
        sqlite3_finalize(stmt);
    }
    if (fine) ft_set_minus(set, &part);
    ft_set_free(&part);
    return fine;
}

bool ft_plan_answer(sqlite3 *db, const ft_plan *plan, const ft_set *within, ft_set *set) {
    bool fine = false;
    int64_t most = 0;
    fintag_error err;
    if (within)
        most = (int64_t)within->words * 64 - 1;
    else if (ft_sqlite_number(db, "SELECT max(docid) FROM articles", "", &most, &err))
        return false;
    if (!ft_set_make(set, most)) return false;
    switch (plan->kind) {
    case FT_PLAN_ALL: fine = answer_all(db, plan, within, set); break;
    case FT_PLAN_ANY: fine = answer_any(db, plan, within, set); break;
    case FT_PLAN_NOT: fine = answer_not(db, plan, within, set); break;
    case FT_PLAN_WORDS: fine = answer_words(db, plan, set); break;
    case FT_PLAN_TEST: fine = answer_test(db, plan->test, within, set); break;
    }
    if (fine && within) ft_set_and(set, within);
    if (!fine) ft_set_free(set);
    return fine;
}
