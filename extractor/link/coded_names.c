/* A name that no dictionary holds (new, shortened by the exchange, an alias of one site), before a code that exists:
 * 佳沃股份(300268), $N艾隆(SH688329)$. The code says which company it is. */
#include "link/name_begin.h"
#include "link/names.h"
#include "link/ordinary.h"

enum { NAME_MIN = 2, NAME_MAX = 8, CASHTAG_MAX = 24 };

static bool in_name(char16_t c) {
    return ft_unit_class[c] & (FT_C_HAN | FT_C_LETTER | FT_C_DIGIT) || c == '-' || c == '*' || c == '&' || c == u'·';
}

/* $NAME( : everything after the sign. */
static uint32_t cashtag_begin(const ft_context *context, uint32_t end) {
    const char16_t *unit = context->text->unit;
    uint32_t at = end;
    while (at && end - at < CASHTAG_MAX && unit[at - 1] != '$' && unit[at - 1] != '(' && unit[at - 1] != ')' &&
           unit[at - 1] != '\n')
        at--;
    return at && unit[at - 1] == '$' ? at : end;
}

/* In running text only what stands between marks is certain, or after a word that no name holds. */
static uint32_t plain_begin(const ft_context *context, uint32_t end) {
    const char16_t *unit = context->text->unit;
    uint32_t at = end;
    while (at && end - at <= NAME_MAX * 2 && in_name(unit[at - 1])) at--;
    at = ft_after_stop_word(context, at, end);
    bool han = ft_unit_class[unit[end - 1]] & FT_C_HAN;
    if (!han || end - at < NAME_MIN || end - at > NAME_MAX || ft_all_words(context, at, end)) return end;
    return at;
}

/* 台积电美股(NYSE: TSM): the dictionary has a name of the company there. */
static bool holds_name(const ft_names *names, uint32_t begin, uint32_t end, fintag_str id) {
    for (uint32_t at = begin; at < end; at++) {
        const ft_candidate *name = ft_names_beginning(names, at);
        if (name && name->type == FINTAG_COMPANY && name->entry && name->end <= end && ft_names_row(names, name, id))
            return true;
    }
    return false;
}

static void name_before(ft_names *names, const ft_candidate *code, uint32_t rule) {
    const ft_context *context = names->context;
    const char16_t *unit = context->text->unit;
    uint32_t end = code->begin;
    while (end && unit[end - 1] == ' ') end--;
    if (end < 1 + NAME_MIN || unit[end - 1] != '(') return;
    end--;
    ft_candidate *known = ft_names_ending(names, end);
    bool tagged = unit[code->end] == ')' && unit[code->end + 1] == '$';
    if (known && (known->value.named || !tagged)) return;
    uint32_t begin = tagged ? cashtag_begin(context, end) : end;
    if (begin == end) begin = plain_begin(context, end);
    if (end - begin < NAME_MIN) return;
    if (!tagged && holds_name(names, begin, end, code->value.ident->out.id)) return;
    ft_named *named = ft_named_by_code(context, code->value.ident->out.id);
    ft_candidate *made = named ? FT_PUSH(context->arena, names->candidates) : NULL;
    if (!made) return;
    *made = (ft_candidate){.begin = begin,
                           .end = end,
                           .type = FINTAG_COMPANY,
                           .rule = rule,
                           .priority = 50,
                           .confidence = tagged ? 0.97f : 0.9f};
    made->value.named = named;
}

/* The rule that these names are reported under. */
static uint32_t dictionary_rule(const fintag_rules *rules) {
    size_t count;
    const fintag_rule *list = fintag_rules_list(rules, &count);
    for (size_t r = 0; r < count; r++)
        if (ft_str_is(list[r].id, "company.dictionary")) return (uint32_t)r;
    return UINT32_MAX;
}

void ft_link_coded_names(ft_names *names) {
    size_t count = names->candidates->count;
    uint32_t rule = UINT32_MAX;
    for (size_t i = 0; i < count; i++) {
        const ft_candidate code = names->candidates->items[i]; /* a copy: the list moves when it grows */
        if (code.type != FINTAG_TICKER || code.fate != FINTAG_KEPT || !code.value.ident->out.known) continue;
        if (rule == UINT32_MAX) rule = dictionary_rule(names->context->rules);
        if (rule == UINT32_MAX) return;
        name_before(names, &code, rule);
    }
}
