#include "index/plan.h"

#include <stdio.h>

#include "index/schema.h"
#include "text/fold.h"

typedef struct {
    ft_resolver *resolver;
    ft_wanted *wanted;
    ft_query_error *error;
} maker;

static ft_plan *make(maker *m, ft_plan_kind kind) {
    ft_plan *plan = ft_alloc_zero(m->resolver->arena, sizeof *plan);
    if (plan) plan->kind = kind;
    if (!plan) snprintf(m->error->message, sizeof m->error->message, "out of memory");
    return plan;
}

static ft_plan *plan_text(maker *m, const ft_query *node, bool wanted) {
    ft_arena *arena = m->resolver->arena;
    ft_phrase phrase;
    ft_buf match = {0};
    if (!ft_phrase_make(arena, ft_fold_str(arena, node->text), node->prefix, &phrase)) return make(m, FT_PLAN_WORDS);
    if (!phrase.count) {
        ft_query_fail(m->error, node, "there is nothing to look for in this");
        return NULL;
    }
    ft_phrase *item = wanted ? FT_PUSH(arena, &m->wanted->phrases) : NULL;
    if (item) *item = phrase;
    ft_phrase_put(&match, &phrase);
    ft_plan *plan = make(m, FT_PLAN_WORDS);
    if (plan) plan->match = ft_copy(arena, match.ptr, match.len);
    ft_buf_free(&match);
    return plan;
}

static ft_plan *plan_filter(maker *m, const ft_query *node, bool wanted) {
    ft_plan *plan = make(m, FT_PLAN_TEST);
    if (!plan || !(plan->test = ft_filter_resolve(m->resolver, node, m->error))) return NULL;
    ft_test **item = wanted ? FT_PUSH(m->resolver->arena, &m->wanted->tests) : NULL;
    if (item) *item = plan->test;
    return plan;
}

static ft_plan *plan_node(maker *m, const ft_query *node, bool wanted);

/* Children, those of words alone drawn together into the first of them. */
static ft_plan *plan_list(maker *m, const ft_query *node, bool wanted) {
    bool all = node->kind == FT_QUERY_ALL;
    ft_plan *list = make(m, all ? FT_PLAN_ALL : FT_PLAN_ANY), *words = NULL;
    if (!list) return NULL;
    ft_plan **last = &list->first;
    for (const ft_query *child = node->first; child; child = child->next) {
        ft_plan *plan = plan_node(m, child, wanted);
        if (!plan) return NULL;
        if (plan->kind == FT_PLAN_WORDS && words) {
            words->match = ft_format(m->resolver->arena, "%.*s %s %.*s", (int)words->match.len, words->match.ptr,
                                     all ? "AND" : "OR", (int)plan->match.len, plan->match.ptr);
            continue;
        }
        if (plan->kind == FT_PLAN_WORDS) words = plan;
        *last = plan;
        last = &plan->next;
    }
    if (words) words->match = ft_format(m->resolver->arena, "(%.*s)", (int)words->match.len, words->match.ptr);
    return list->first->next ? list : list->first;
}

static ft_plan *plan_node(maker *m, const ft_query *node, bool wanted) {
    switch (node->kind) {
    case FT_QUERY_ALL:
    case FT_QUERY_ANY: return plan_list(m, node, wanted);
    case FT_QUERY_TEXT: return plan_text(m, node, wanted);
    case FT_QUERY_FILTER: return plan_filter(m, node, wanted);
    case FT_QUERY_NOT: break;
    }
    ft_plan *plan = make(m, FT_PLAN_NOT);
    if (!plan || !(plan->first = plan_node(m, node->first, !wanted))) return NULL;
    return plan;
}

ft_plan *ft_plan_make(ft_resolver *resolver, const ft_query *query, ft_wanted *wanted, ft_query_error *error) {
    maker m = {resolver, wanted, error};
    ft_plan *plan = plan_node(&m, query, true);
    if (plan && resolver->arena->failed) {
        ft_query_fail(error, query, "out of memory");
        return NULL;
    }
    return plan;
}
