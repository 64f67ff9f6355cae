/* 该公司, 公司, 集团: the company that the sentence and the one before it name, when they name one and no other. */
#include "link/names.h"
#include "value/kinds.h"

const char *ft_value_company_pronoun(const ft_match *match, ft_candidate *candidate) {
    uint32_t begin = ft_slot_begin(match, FT_SLOT_word);
    candidate->begin = begin;
    candidate->end = begin + ft_slot_text(match, FT_SLOT_word).len;
    return NULL; /* who is meant is found after selection */
}

static bool ends_sentence(char16_t c) {
    return c == u'。' || c == '!' || c == '?';
}

/* Where the sentence before the one of `at` begins, in the same paragraph. */
static uint32_t reach(const ft_context *context, uint32_t at) {
    int ends = 0;
    for (; at; at--) {
        char16_t c = context->text->unit[at - 1];
        if (c == '\n' || (ends_sentence(c) && ++ends == 2)) break;
    }
    return at;
}

/* A bare 公司 needs an article that has named no other company so far. */
static const fintag_name *antecedent(const ft_context *context, ft_candidate *const *kept, size_t index) {
    const fintag_name *only = NULL;
    const ft_candidate *pronoun = kept[index];
    bool bare = pronoun->end - pronoun->begin == 2;
    uint32_t near = reach(context, pronoun->begin), from = bare ? 0 : near, last = 0;
    for (size_t i = index; i-- > 0 && kept[i]->begin >= from;) {
        const ft_candidate *c = kept[i];
        if (c->type != FINTAG_COMPANY || c->fate != FINTAG_KEPT || !c->value.named) continue;
        const fintag_name *name = &c->value.named->out;
        if (c->begin > last) last = c->begin;
        if (c->confidence < 0.9f || (only && !ft_str_eq(only->id, name->id))) return NULL;
        only = name;
    }
    return last >= near ? only : NULL;
}

void ft_link_pronouns(const ft_context *context, ft_candidate *const *kept, size_t count) {
    for (size_t i = 0; i < count; i++) {
        ft_candidate *c = kept[i];
        if (c->type != FINTAG_COMPANY || c->fate != FINTAG_KEPT || c->value.named || c->entry) continue;
        const fintag_name *name = antecedent(context, kept, i);
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
