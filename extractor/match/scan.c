#include "match/scan.h"

#include "text/fold.h"

enum { BACK_NUMBER_MAX = 32, BACK_WORDS_MAX = 48, BACK_NAME_MAX = 48 };
enum { SCAN_BLOCK = 64 };

static unsigned class_at(const ft_scan *scan, uint32_t at) {
    return ft_unit_class[scan->text[at]];
}

/* ---- Where to try
 * ---------------------------------------------------------------------------------------------------- */

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
    return ft_unit_class[c] & (FT_C_DIGIT | FT_C_LETTER) || c == ' ' || c == '.' || c == ',' || c == '-' || c == '$' ||
           c == '\'';
}

static bool in_name(char16_t c) {
    return ft_unit_class[c] & (FT_C_DIGIT | FT_C_LETTER | FT_C_HAN | FT_C_KANA) || c == '(' || c == ')' || c == u'·' ||
           c == '&' || c == '-';
}

/* A figure may begin here: not inside a run of digits or numerals, nor after its point or comma. 数 几 半 may stand
 * before one. */
static bool begins_number(const ft_scan *scan, uint32_t at) {
    unsigned here = class_at(scan, at);
    if (!(here & (FT_C_DIGIT | FT_C_NUMERAL)) && scan->text[at] != '-' && scan->text[at] != '+') return false;
    if (!at) return true;
    char16_t before = scan->text[at - 1];
    if (before == u'数' || before == u'几' || before == u'半') return true;
    if (ft_unit_class[before] & (FT_C_DIGIT | FT_C_NUMERAL)) return false;
    if ((before != '.' && before != ',') || !(here & FT_C_DIGIT) || at < 2 || !(class_at(scan, at - 2) & FT_C_DIGIT))
        return true;
    uint32_t end = at;
    while (end - at < 4 && class_at(scan, end) & FT_C_DIGIT) end++;
    bool joins = before == '.' || end - at == 3; /* 1,234 is one figure; 002594,01211 are two */
    return !joins;
}

static bool begins_word(const ft_scan *scan, uint32_t at) {
    char16_t c = scan->text[at];
    if (!(ft_unit_class[c] & (FT_C_DIGIT | FT_C_LETTER)) && c != '$' && c != '-') return false;
    if (!at) return true;
    char16_t before = scan->text[at - 1];
    return !(ft_unit_class[before] & (FT_C_DIGIT | FT_C_LETTER)) && before != '.' && before != '\'';
}

static uint32_t walk_back(ft_scan *scan, ft_back back, uint32_t from) {
    ft_scan_memo *memo = &scan->memo;
    if (memo->back_at[back] == from + 1) return memo->back_from[back];
    uint32_t most = back == FT_BACK_NUMBER ? BACK_NUMBER_MAX : back == FT_BACK_WORDS ? BACK_WORDS_MAX : BACK_NAME_MAX;
    bool (*in)(char16_t) = back == FT_BACK_NUMBER ? in_number : back == FT_BACK_WORDS ? in_words : in_name;
    uint32_t at = from;
    while (at && from - at < most && in(scan->text[at - 1])) at--;
    memo->back_at[back] = from + 1;
    memo->back_from[back] = at;
    return at;
}

static bool begins(const ft_scan *scan, ft_back back, uint32_t at) {
    return back == FT_BACK_NUMBER ? begins_number(scan, at) : back == FT_BACK_WORDS ? begins_word(scan, at) : true;
}

/* ---- Trying
 * ------------------------------------------------------------------------------------------------------------ */

static bool is_digit(char16_t c) {
    return c >= '0' && c <= '9';
}

/* Behind a run of digits, of which no more than `most` count. */
static uint32_t skip_digits(const char16_t *text, uint32_t at, uint32_t most) {
    uint32_t end = at;
    while (is_digit(text[end]) && end - at <= most) end++;
    return end;
}

/* The rows of the gates for a beginning here: of the first unit, or the unit behind a run of digits, and of the same
 * once more behind that. */
static void find_gates(ft_scan_memo *memo, const ft_pack *pack, const char16_t *text, uint32_t at) {
    uint32_t end = skip_digits(text, at, FT_GATE_DIGITS), digits = end - at;
    memo->gate_at = at + 1;
    memo->gate_pack = pack;
    memo->gate = NULL;
    memo->lead = memo->next = NULL;
    if (digits > FT_GATE_DIGITS) return;
    size_t kind = pack->kinds[text[end]];
    memo->gate = pack->gates + (kind * FT_GATE_ROWS + digits) * pack->gate_words;
    if (digits > FT_FOLLOW_DIGITS || !text[end]) return;
    const uint8_t *lead = pack->leads + (kind * FT_FOLLOW_ROWS + digits) * pack->rule_count;
    uint32_t begin = end + 1;
    end = skip_digits(text, begin, FT_FOLLOW_DIGITS);
    digits = end - begin;
    if (digits > FT_FOLLOW_DIGITS) return;
    kind = pack->kinds[text[end]];
    memo->lead = lead;
    memo->next = pack->nexts + (kind * FT_FOLLOW_ROWS + digits) * pack->rule_count;
}

/* May a match of the rule begin here? */
static bool gate_open(ft_scan *scan, const struct ft_compiled_rule *rule, uint32_t at) {
    const ft_pack *pack = rule->pack;
    ft_scan_memo *memo = &scan->memo;
    uint32_t local = (uint32_t)(rule->packed - pack->rules);
    if (memo->gate_at != at + 1 || memo->gate_pack != pack) find_gates(memo, pack, scan->text, at);
    if (memo->gate && !(memo->gate[local / 64] >> (local % 64) & 1)) return false;
    if (!memo->lead) return true;
    const uint64_t *follows = pack->follows + pack->follow_at[local] + (size_t)memo->lead[local] * FT_GATE_NEXT_WORDS;
    uint32_t next = memo->next[local];
    return follows[next / 64] >> (next % 64) & 1;
}

static bool try_at(ft_scan *scan, struct ft_compiled_rule *rule, uint32_t at, uint32_t near_begin, uint32_t near_end) {
    const size_t *ovector;
    if (!gate_open(scan, rule, at)) return false;
    if (!ft_regex_try(scan->regex, rule, scan->text, scan->count, at, &ovector, &scan->broken)) return false;
    ft_hit hit = {.rule = rule,
                  .ovector = ovector,
                  .begin = (uint32_t)ovector[0],
                  .end = (uint32_t)ovector[1],
                  .near_begin = near_begin,
                  .near_end = near_end};
    if (hit.end <= near_begin || hit.end <= hit.begin) return false;
    scan->state[rule->index].covered = hit.end;
    scan->emit(scan->context, &hit);
    return true;
}

static void try_rule(ft_scan *scan, struct ft_compiled_rule *rule, uint32_t begin, uint32_t end) {
    ft_scan_state *state = &scan->state[rule->index];
    if (begin < state->covered || state->tried == begin + 1) return;
    state->tried = begin + 1;
    if (rule->packed->only_numbers && !scan->numbers) return;
    ft_back back = (ft_back)rule->packed->back;
    if (back != FT_BACK_NONE) {
        uint32_t from = walk_back(scan, back, begin);
        if (from < state->covered) from = state->covered;
        for (uint32_t at = from; at < begin; at++)
            if (begins(scan, back, at) && try_at(scan, rule, at, begin, end)) return;
    }
    try_at(scan, rule, begin, begin, end);
}

/* ---- Hits
 * -------------------------------------------------------------------------------------------------------------- */

/* A surface that begins or ends with a letter or digit is a whole word there. As the trigger of a pattern it may stand
 * against a digit (21kg, q3), as a name not. */
static bool at_edges(const ft_scan *scan, uint32_t begin, uint32_t end, bool name) {
    unsigned word = FT_C_LETTER | FT_C_DIGIT;
    unsigned first = class_at(scan, begin), last = class_at(scan, end - 1);
    if (begin && first & word) {
        unsigned before = class_at(scan, begin - 1);
        if (before & (first & FT_C_DIGIT || name ? word : (unsigned)FT_C_LETTER)) return false;
    }
    if (last & word) {
        unsigned after = class_at(scan, end);
        if (after & (last & FT_C_DIGIT || name ? word : (unsigned)FT_C_LETTER)) return false;
    }
    return true;
}

static bool case_agrees(const ft_scan *scan, const struct ft_row *row, uint32_t begin) {
    if (row->upper[1] >> 63) return true;
    for (uint32_t i = 0; i < row->surface_len; i++) {
        uint32_t at = begin + i;
        if ((scan->upper[at >> 6] >> (at & 63) & 1) != (row->upper[i >> 6] >> (i & 63) & 1)) return false;
    }
    return true;
}

static void emit_row(ft_scan *scan, const ft_pack *pack, const struct ft_row *row, uint32_t begin, uint32_t end) {
    while (row && !case_agrees(scan, row, begin)) row = row->next ? &pack->rows[row->next - 1] : NULL;
    if (!row || !at_edges(scan, begin, end, true)) return;
    uint32_t first = pack == &scan->rules->pack[0] ? 0 : scan->rules->pack[0].rule_count;
    ft_hit hit = {.rule = &scan->rules->rules[first + pack->speakers[row->class]],
                  .row = row,
                  .begin = begin,
                  .end = end,
                  .near_begin = begin,
                  .near_end = end};
    scan->emit(scan->context, &hit);
}

static void on_surface(ft_scan *scan, const ft_pack *pack, uint32_t index, uint32_t begin) {
    const ft_surface *surface = &pack->surfaces[index];
    uint32_t end = begin + surface->len;
    uint32_t first = pack == &scan->rules->pack[0] ? 0 : scan->rules->pack[0].rule_count;
    bool edges = at_edges(scan, begin, end, false);
    for (uint32_t i = 0; i < surface->ref_count; i++) {
        uint32_t ref = pack->refs[surface->refs + i];
        if (!(ref & 1))
            emit_row(scan, pack, &pack->rows[ref >> 1], begin, end);
        else if (edges)
            try_rule(scan, &scan->rules->rules[first + (ref >> 1)], begin, end);
    }
}

/* ---- The pass
 * ---------------------------------------------------------------------------------------------------------- */

static uint32_t pair_key(const char16_t *pair) {
    return (uint32_t)pair[0] << 16 | pair[1];
}

static uint32_t pair_bit(const ft_pack *pack, const char16_t *pair) {
    return ft_hash32(pair_key(pair)) >> pack->filter_shift;
}

static uint32_t start_slot(uint32_t mask, uint32_t key) {
    return ft_hash32(key) >> 7 & mask;
}

static const ft_start *find_start(const ft_start *table, uint32_t mask, uint32_t key) {
    for (uint32_t slot = start_slot(mask, key); table[slot].key; slot = (slot + 1) & mask)
        if (table[slot].key == key) return &table[slot];
    return NULL;
}

/* No surface begins inside a run of letters. */
static bool inside_word(const ft_scan *scan, uint32_t at) {
    return class_at(scan, at) & FT_C_LETTER && at && class_at(scan, at - 1) & FT_C_LETTER;
}

static bool tail_matches(const ft_scan *scan, const ft_pack *pack, const ft_surface *surface, uint32_t begin,
                         uint32_t depth) {
    if (scan->count - begin < surface->len) return false;
    const char16_t *units = pack->units + surface->units;
    return memcmp(units + depth, scan->text + begin + depth, (surface->len - depth) * sizeof *units) == 0;
}

static const ft_child *find_child(const ft_pack *pack, const ft_node *node, char16_t unit) {
    const ft_child *low = pack->children + node->children;
    uint32_t count = node->child_count;
    while (count > 1) {
        uint32_t half = count / 2;
        if (low[half].unit <= unit) low += half;
        count -= half;
    }
    return count && low->unit == unit ? low : NULL;
}

/* All surfaces of two units or more that begin here, the longest last; reported longest first. */
static void walk(ft_scan *scan, const ft_pack *pack, uint32_t node_index, uint32_t begin) {
    uint32_t found[FT_SURFACE_MAX], n = 0, depth = 2;
    const ft_node *node = &pack->nodes[node_index];
    while (true) {
        if (node->surface) found[n++] = node->surface - 1;
        if (node->tail) {
            if (tail_matches(scan, pack, &pack->surfaces[node->tail - 1], begin, depth)) found[n++] = node->tail - 1;
            break;
        }
        const ft_child *child = begin + depth < scan->count ? find_child(pack, node, scan->text[begin + depth]) : NULL;
        if (!child) break;
        node = &pack->nodes[child->node];
        depth++;
    }
    while (n) on_surface(scan, pack, found[--n], begin);
}

static void try_digits(ft_scan *scan, const ft_pack *pack, uint32_t first, uint32_t at) {
    uint32_t end = at;
    while (class_at(scan, end) & FT_C_DIGIT && end - at < FT_MATCH_MAX) end++;
    for (uint32_t i = 0; i < pack->digit_count; i++)
        try_rule(scan, &scan->rules->rules[first + pack->digit[i]], at, end);
}

/* Nodes (+ 1) of the pairs of units at begin..end, 0 for none. Table by table, so that the memory of all places is on
 * its way before that of the first one is needed: most of these look-ups miss the near caches. */
static void find_nodes(const ft_scan *scan, const ft_pack *pack, uint32_t begin, uint32_t end, uint32_t *nodes) {
    const char16_t *text = scan->text;
    uint8_t place[SCAN_BLOCK];
    uint32_t count = 0, hits = 0;
    if (end >= scan->count) end = scan->count - 1; /* the last unit begins no pair */
    for (uint32_t at = begin; at < end; at++) {
        nodes[at - begin] = 0;
        if (!(pack->first[text[at]] & FT_FIRST_PAIR) || inside_word(scan, at)) continue;
        __builtin_prefetch(&pack->filter[pair_bit(pack, text + at) >> 6]);
        place[count++] = (uint8_t)(at - begin);
    }
    for (uint32_t i = 0; i < count; i++) {
        const char16_t *pair = text + begin + place[i];
        uint32_t bit = pair_bit(pack, pair);
        if (!(pack->filter[bit >> 6] >> (bit & 63) & 1)) continue;
        __builtin_prefetch(&pack->starts[start_slot(pack->start_mask, pair_key(pair))]);
        place[hits++] = place[i];
    }
    for (uint32_t i = 0; i < hits; i++) {
        const ft_start *start = find_start(pack->starts, pack->start_mask, pair_key(text + begin + place[i]));
        if (!start) continue;
        nodes[place[i]] = start->to + 1;
        __builtin_prefetch(&pack->nodes[start->to]);
    }
}

static void scan_block(ft_scan *scan, const ft_pack *pack, uint32_t first_rule, uint32_t begin, uint32_t end) {
    uint32_t nodes[SCAN_BLOCK] = {0};
    find_nodes(scan, pack, begin, end, nodes);
    unsigned before = begin ? class_at(scan, begin - 1) : 0;
    for (uint32_t at = begin; at < end; at++) {
        unsigned class = class_at(scan, at);
        if (class & FT_C_DIGIT && !(before & FT_C_DIGIT)) try_digits(scan, pack, first_rule, at);
        before = class;
        if (nodes[at - begin]) walk(scan, pack, nodes[at - begin] - 1, at);
        if (pack->first[scan->text[at]] & FT_FIRST_SINGLE && !inside_word(scan, at)) {
            const ft_start *start = find_start(pack->singles, pack->single_mask, scan->text[at]);
            if (start) on_surface(scan, pack, start->to, at);
        }
    }
}

static void scan_pack(ft_scan *scan, const ft_pack *pack, uint32_t first_rule) {
    for (uint32_t at = 0; at < scan->count; at += SCAN_BLOCK)
        scan_block(scan, pack, first_rule, at, scan->count - at > SCAN_BLOCK ? at + SCAN_BLOCK : scan->count);
}

void ft_scan_run(ft_scan *scan) {
    memset(scan->state, 0, scan->rules->rule_count * sizeof *scan->state);
    uint32_t first = 0;
    for (uint32_t p = 0; p < scan->rules->pack_count; p++) {
        scan_pack(scan, &scan->rules->pack[p], first);
        first += scan->rules->pack[p].rule_count;
    }
}
