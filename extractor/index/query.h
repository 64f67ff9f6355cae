/* The language of `fintag search`: words, "phrases", filter:value, -not, |, parentheses.
 *
 *   query  = all {"|" all}              all = {term}, which all must hold
 *   term   = ["-"] ( word | word* | "phrase" | filter | "(" query ")" )
 *   filter = name ":" value             value may be quoted, and holds a comparison where the filter has one
 *
 * Full-width （）｜：“”＞＜＝ and the ideographic space mean the same as the ASCII ones. */
#ifndef FT_QUERY_H
#define FT_QUERY_H

#include "base/arena.h"

typedef enum { FT_QUERY_ALL, FT_QUERY_ANY, FT_QUERY_NOT, FT_QUERY_TEXT, FT_QUERY_FILTER } ft_query_kind;

typedef enum {
    FT_FIELD_COMPANY,
    FT_FIELD_TICKER,
    FT_FIELD_ORGANIZATION,
    FT_FIELD_INDEX,
    FT_FIELD_TYPE,
    FT_FIELD_UNIT,
    FT_FIELD_MONEY,
    FT_FIELD_PERCENT,
    FT_FIELD_DATE,
    FT_FIELD_PUBLISHED,
    FT_FIELD_LANG,
    FT_FIELD_MEDIA,
    FT_FIELD_ID,
    FT_FIELD_COUNT
} ft_field;
extern const char *const ft_field_names[FT_FIELD_COUNT + 1]; /* NULL-terminated */

typedef enum { FT_OP_NONE, FT_OP_EQ, FT_OP_GE, FT_OP_GT, FT_OP_LE, FT_OP_LT, FT_OP_RANGE } ft_op;

typedef struct ft_query ft_query;
struct ft_query {
    ft_query_kind kind;
    size_t begin, end;      /* bytes of the query as typed */
    ft_query *first, *next; /* children; sibling */
    fintag_str text;        /* of TEXT: what is looked for */
    bool prefix;            /* of TEXT: word* */
    ft_field field;         /* of FILTER, and the rest */
    fintag_str subject;     /* before the operator: a unit or currency, or all of the value */
    ft_op op;
    fintag_str value, until; /* behind it; until: the second one of a range. Empty: that side is open */
};

/* Where and why a query can't be understood. */
typedef struct {
    size_t at, len;     /* bytes of the query */
    fintag_str unknown; /* a filter that is none */
    char message[256];
} ft_query_error;

enum { FT_QUERY_LONGEST = 4096, FT_QUERY_DEEPEST = 32, FT_QUERY_TERMS = 256 };

/* NULL, with *error filled, when it can't be understood. Strings are slices of the query or copies in the arena. */
ft_query *ft_query_parse(ft_arena *arena, fintag_str query, ft_query_error *error);
/* Fill *error for a node; returns false. */
bool ft_query_fail(ft_query_error *error, const ft_query *node, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
