/* 该公司, 公司, 集团: the company that the sentence and the one before it name, when they name one and no other. */
#include "link/names.h"
#include "value/kinds.h"

const char *ft_value_company_pronoun(const ft_match *match, ft_candidate *candidate) {
    uint32_t begin = ft_slot_begin(match, FT_SLOT_word);
    candidate->begin = begin;
    candidate->end = begin + ft_slot_text(match, FT_SLOT_word).len;
    return NULL; /* who is meant is found after selection */
}

enum {
    LOOK = 400,
    NAMES_MAX = 64
}; /* units and candidates that are looked back over: what is farther is not certain */

static bool ends_sentence(char16_t c) {
    return c == u'。' || c == '!' || c == '?';
}

/* Where the sentence before the one of `at` begins, in the same paragraph. */
static uint32_t reach(const ft_context *context, uint32_t at) {
    int ends = 0;
    for (uint32_t low = at > LOOK ? at - LOOK : 0; at > low; at--) {
        char16_t c = context->text->unit[at - 1];
        if (c == '\n' || (ends_sentence(c) && ++ends == 2)) break;
    }
    return at;
}

static bool is_named(const ft_candidate *c) {
    return c->type == FINTAG_COMPANY && c->fate == FINTAG_KEPT && c->value.named;
}

/* The one company of the sentence and the one before it; NULL when there is none, more than one, or one that is not
 * sure.
 */
static const fintag_name *antecedent(const ft_context *context, ft_candidate *const *kept, size_t index) {
    const fintag_name *only = NULL;
    uint32_t near = reach(context, kept[index]->begin);
    size_t low = index > NAMES_MAX ? index - NAMES_MAX : 0, i = index;
    for (; i > low && kept[i - 1]->begin >= near; i--) {
        const ft_candidate *c = kept[i - 1];
        if (!is_named(c)) continue;
        const fintag_name *name = &c->value.named->out;
        if (c->confidence < 0.9f || (only && !ft_str_eq(only->id, name->id))) return NULL;
        only = name;
    }
    return i > low || !low ? only : NULL;
}

/* A bare 公司 needs an article that has named no other company so far. */
static void note(const ft_candidate *c, const fintag_name **first, bool *several) {
    if (!is_named(c)) return;
    if (*first && !ft_str_eq((*first)->id, c->value.named->out.id)) *several = true;
    *first = &c->value.named->out;
}

void ft_link_pronouns(const ft_context *context, ft_candidate *const *kept, size_t count) {
    const fintag_name *first = NULL;
    bool several = false;
    for (size_t i = 0; i < count; i++) {
        ft_candidate *c = kept[i];
        note(c, &first, &several);
        if (c->type != FINTAG_COMPANY || c->fate != FINTAG_KEPT || c->value.named || c->entry) continue;
        const fintag_name *name = c->end - c->begin == 2 && several ? NULL : antecedent(context, kept, i);
        ft_named *named = name ? ft_alloc_zero(context->arena, sizeof *named) : NULL;
        if (!named) {
            c->fate = FINTAG_REJECTED;
            c->reason = "no company, or more than one, that it can stand for";
            continue;
        }
        named->out = *name;
        named->out.resolved_by = FINTAG_STR("coreference");
        c->value.named = named;
    }
}
