#include "match/gate.h"

#include <string.h>

#include "text/fold.h"

/* At most 64: a bit each. */
enum { BACK_NUMBER_MAX = 32, BACK_WORDS_MAX = 48, BACK_NAME_MAX = 48 };

static unsigned class_at(const char16_t *text, uint32_t at) {
    return ft_unit_class[text[at]];
}

/* ---- Which units may stand between a beginning and the trigger
 * ---------------------------------------------------------------- */

static bool in_number(char16_t c) {
    if (ft_unit_class[c] & (FT_C_DIGIT | FT_C_NUMERAL)) return true;
    switch (c) {
    case '.':
    case ',':
    case '-':
    case '~':
    case '/':
    case ' ':
    case '+':
    case '%':
    case u'至':
    case u'到':
    case u'和':
    case u'与':
    case u'、':
    case u'点':
    case u'分':
    case u'之':
    case u'余':
    case u'多': return true;
    default: return false;
    }
}

static bool in_words(char16_t c) {
    return ft_unit_class[c] & (FT_C_DIGIT | FT_C_LETTER) || c == ' ' || c == '.' || c == ',' || c == '-' || c == '+' ||
           c == '$' || c == '\'';
}

static bool in_name(char16_t c) {
    return ft_unit_class[c] & (FT_C_DIGIT | FT_C_LETTER | FT_C_HAN | FT_C_KANA) || c == '(' || c == ')' || c == u'·' ||
           c == '&' || c == '-';
}

/* A figure may begin here: not inside a run of digits or numerals, nor after its point or comma. 数 几 半 may stand
 * before one. */
static bool begins_number(const char16_t *text, uint32_t at) {
    unsigned here = class_at(text, at);
    if (!(here & (FT_C_DIGIT | FT_C_NUMERAL)) && text[at] != '-' && text[at] != '+') return false;
    if (!at) return true;
    char16_t before = text[at - 1];
    if (before == u'数' || before == u'几' || before == u'半') return true;
    if (ft_unit_class[before] & (FT_C_DIGIT | FT_C_NUMERAL)) return false;
    if ((before != '.' && before != ',') || !(here & FT_C_DIGIT) || at < 2 || !(class_at(text, at - 2) & FT_C_DIGIT))
        return true;
    uint32_t end = at;
    while (end - at < 4 && class_at(text, end) & FT_C_DIGIT) end++;
    bool joins = before == '.' || end - at == 3; /* 1,234 is one figure; 002594,01211 are two */
    return !joins;
}

static bool begins_word(const char16_t *text, uint32_t at) {
    char16_t c = text[at];
    if (!(ft_unit_class[c] & (FT_C_DIGIT | FT_C_LETTER)) && c != '$' && c != '-') return false;
    if (!at) return true;
    char16_t before = text[at - 1];
    return !(ft_unit_class[before] & (FT_C_DIGIT | FT_C_LETTER)) && before != '.' && before != '\'';
}

static bool begins(const char16_t *text, ft_back back, uint32_t at) {
    return back == FT_BACK_NUMBER ? begins_number(text, at) : back == FT_BACK_WORDS ? begins_word(text, at) : true;
}

static uint32_t walk_back(const char16_t *text, ft_back back, uint32_t trigger) {
    uint32_t most = back == FT_BACK_NUMBER ? BACK_NUMBER_MAX : back == FT_BACK_WORDS ? BACK_WORDS_MAX : BACK_NAME_MAX;
    bool (*in)(char16_t) = back == FT_BACK_NUMBER ? in_number : back == FT_BACK_WORDS ? in_words : in_name;
    uint32_t at = trigger;
    while (at && trigger - at < most && in(text[at - 1])) at--;
    return at;
}

/* ---- The gates
 * --------------------------------------------------------------------------------------------------------- */

static bool is_digit(char16_t c) {
    return c >= '0' && c <= '9';
}

/* Behind a run of digits, of which no more than `most` count. */
static uint32_t skip_digits(const char16_t *text, uint32_t at, uint32_t most) {
    uint32_t end = at;
    while (is_digit(text[end]) && end - at <= most) end++;
    return end;
}

void ft_gates_init(ft_gates *gates, const ft_pack *pack, const char16_t *text) {
    gates->pack = pack;
    gates->text = text;
    for (size_t i = 0; i < FT_GATE_PLACES; i++) gates->place[i].at = 0;
    for (size_t i = 0; i < FT_BACK_COUNT; i++) gates->back[i].trigger = 0;
}

static const uint64_t *row_of(const ft_pack *pack, char16_t unit, uint32_t row) {
    return pack->gates + ((size_t)pack->kinds[unit] * FT_GATE_ROWS + row) * pack->set_words;
}

/* By the unit before, by what stands here, and by what stands behind that. */
static void find_rules(const ft_gates *gates, uint32_t at, uint64_t *rules) {
    const ft_pack *pack = gates->pack;
    const char16_t *text = gates->text;
    const uint64_t *before = row_of(pack, at ? text[at - 1] : 0, FT_GATE_BEFORE), *here = before, *behind = before;
    uint32_t end = skip_digits(text, at, FT_GATE_DIGITS), digits = end - at;
    if (digits <= FT_GATE_DIGITS) {
        here = row_of(pack, text[end], digits);
        uint32_t more = text[end] ? skip_digits(text, end + 1, FT_GATE_DIGITS) : end;
        digits = more - end - 1;
        if (digits <= FT_GATE_DIGITS)
            behind = row_of(pack, text[more], (text[end] == '.' ? FT_GATE_POINT : FT_GATE_MORE) + digits);
    }
    for (size_t w = 0; w < pack->set_words; w++) rules[w] = before[w] & here[w] & behind[w];
}

const uint64_t *ft_gate_at(ft_gates *gates, uint32_t at) {
    ft_gate *gate = &gates->place[at % FT_GATE_PLACES];
    if (gate->at != at + 1) find_rules(gates, at, gate->rules);
    gate->at = at + 1;
    return gate->rules;
}

const ft_gate_back *ft_gate_before(ft_gates *gates, ft_back back, uint32_t trigger) {
    ft_gate_back *before = &gates->back[back];
    if (before->trigger == trigger + 1) return before;
    size_t words = gates->pack->set_words;
    before->trigger = trigger + 1;
    before->from = walk_back(gates->text, back, trigger);
    before->begins = 0;
    memset(before->rules, 0, words * sizeof *before->rules);
    for (uint32_t at = before->from; at < trigger; at++) {
        if (!begins(gates->text, back, at)) continue;
        before->begins |= (uint64_t)1 << (at - before->from);
        const uint64_t *rules = ft_gate_at(gates, at);
        for (size_t w = 0; w < words; w++) before->rules[w] |= rules[w];
    }
    return before;
}

bool ft_gate_open(const ft_pack *pack, uint32_t rule, const char16_t *text, uint32_t at, uint32_t count) {
    if (pack->firsts[rule] == UINT32_MAX) return true;
    const uint16_t *states = pack->states + pack->firsts[rule];
    uint32_t end = count - at > FT_MATCH_MAX ? at + FT_MATCH_MAX : count;
    uint16_t state = ft_state_next(states, FT_STATE_FIRST, at ? text[at - 1] : 0);
    for (; state >= FT_STATE_FIRST; at++) {
        if (at == end && end < count) return true; /* what follows is out of the pattern's sight */
        state = ft_state_next(states, state, text[at]);
        if (at == end) break; /* the 0 behind the text */
    }
    return state == FT_STATE_OPEN;
}
