#include "link/proper_noun.h"

enum { ACRONYM = 3 };

static bool is_word_unit(char16_t c) {
    return ft_unit_class[c] & (FT_C_LETTER | FT_C_DIGIT);
}

/* All capitals: IT, ALL, ON are too often something else. */
static bool is_acronym(const ft_folded *text, uint32_t begin, uint32_t end) {
    for (uint32_t at = begin; at < end; at++)
        if (!ft_was_upper(text, at)) return false;
    return end - begin <= ACRONYM;
}

/* the Target date, a Visa: after these words a name is hardly the company's. */
static bool is_determiner(ft_ustr word) {
    static const ft_ustr determiners[] = {FT_USTR(u"a"),   FT_USTR(u"an"),  FT_USTR(u"the"),  FT_USTR(u"this"),
                                          FT_USTR(u"its"), FT_USTR(u"his"), FT_USTR(u"her"),  FT_USTR(u"their"),
                                          FT_USTR(u"our"), FT_USTR(u"my"),  FT_USTR(u"that"), FT_USTR(u"no")};
    for (size_t i = 0; i < sizeof determiners / sizeof *determiners; i++)
        if (ft_ustr_eq(word, determiners[i])) return true;
    return false;
}

/* The word before goes on in the same sentence, in small letters or with a figure. */
static bool goes_on_before(const ft_folded *text, uint32_t begin) {
    if (begin < 2 || text->unit[begin - 1] != ' ') return false;
    uint32_t end = begin - 1;
    if (text->unit[end - 1] == ',') end--;
    uint32_t at = end;
    bool figure = false;
    for (; at && is_word_unit(text->unit[at - 1]); at--)
        figure |= (ft_unit_class[text->unit[at - 1]] & FT_C_DIGIT) != 0;
    if (at == end || is_determiner((ft_ustr){text->unit + at, end - at})) return false;
    return figure || !ft_was_upper(text, at);
}

/* The word behind is in small letters or a figure, or the clause ends. */
static bool goes_on_behind(const ft_folded *text, uint32_t end) {
    char16_t next = text->unit[end];
    if (next == '.' || next == ',' || next == ';' || next == ')') return true;
    if (next != ' ') return false;
    uint32_t at = end + 1;
    return at < text->count && is_word_unit(text->unit[at]) && !ft_was_upper(text, at);
}

bool ft_is_proper_noun(const ft_context *context, uint32_t begin, uint32_t end) {
    const ft_folded *text = context->text;
    if (!(ft_unit_class[text->unit[begin]] & FT_C_LETTER) || !ft_was_upper(text, begin)) return false;
    return !is_acronym(text, begin, end) && goes_on_before(text, begin) && goes_on_behind(text, end);
}
