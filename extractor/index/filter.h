/* What a filter of a query asks of articles and entities. Values are read by fintag itself: 20吨, 10亿港元, 2022年4月
 * and 2013.HK mean in a query what they mean in an article. */
#ifndef FT_FILTER_H
#define FT_FILTER_H

#include <sqlite3.h>

#include "index/query.h"

typedef enum {
    FT_TEST_NAME,      /* one of these names is mentioned */
    FT_TEST_TYPE,      /* an entity of the type */
    FT_TEST_QUANTITY,  /* a quantity whose si_min..si_max meets low..high */
    FT_TEST_DATE,      /* a date whose interval overlaps from..until */
    FT_TEST_PUBLISHED, /* published in from..until */
    FT_TEST_LANG,
    FT_TEST_MEDIA,
    FT_TEST_ID
} ft_test_kind;

typedef struct {
    ft_test_kind kind;
    fintag_type type; /* of TYPE and NAME */
    /* NAME */
    struct {
        int64_t *items;
        size_t count, capacity;
    } keys;
    struct {
        fintag_str *items; /* names.id */
        size_t count, capacity;
    } ids;
    /* QUANTITY: absent per and unit are NULL in the table and any unit; any_per asks for no per at all */
    double low, high;
    fintag_str si_unit, per, unit;
    bool any_per;
    /* DATE and PUBLISHED: seconds as the clock on the wall showed them, or in UTC when the query names a zone */
    int64_t from, until;
    bool utc;
    fintag_str text; /* of LANG, MEDIA, ID */
} ft_test;

/* What resolving needs. `doc` is made by the caller from rules; `today` is an ISO 8601 date, what 昨天 counts from. */
typedef struct {
    ft_arena *arena;
    sqlite3 *db;
    fintag_doc *doc;
    fintag_str today;
} ft_resolver;

/* Does a filter of the field need resolver->doc? */
bool ft_filter_needs_rules(ft_field field);
/* NULL, with *error filled, when the value makes no sense. */
ft_test *ft_filter_resolve(ft_resolver *resolver, const ft_query *node, ft_query_error *error);

#endif
