#include "match/scan.h"

#include "text/fold.h"

enum { SCAN_BLOCK = 64 };

static unsigned class_at(const ft_scan *scan, uint32_t at) {
    return ft_unit_class[scan->text[at]];
}

/* ---- Trying
 * ------------------------------------------------------------------------------------------------------------ */

static void try_one(void *context, const ft_try *item) {
    ft_scan *scan = context;
    ft_scan_state *state = &scan->state[item->rule];
    if (item->near_begin < state->covered || item->at < state->covered || state->done == item->order) return;
    struct ft_compiled_rule *rule = &scan->rules->rules[item->rule];
    uint32_t number = (uint32_t)(rule->packed - rule->pack->rules);
    const size_t *ovector;
    if (!ft_gate_open(rule->pack, number, scan->text, item->at, scan->count)) return;
    if (!ft_regex_try(scan->regex, rule, scan->text, scan->count, item->at, &ovector, &scan->broken)) return;
    ft_hit hit = {.rule = rule,
                  .ovector = ovector,
                  .begin = (uint32_t)ovector[0],
                  .end = (uint32_t)ovector[1],
                  .near_begin = item->near_begin,
                  .near_end = item->near_end,
                  .order = item->order};
    if (hit.end <= hit.near_begin || hit.end <= hit.begin) return;
    state->done = item->order;
    state->covered = scan->emit(scan->context, &hit);
}

/* Leave the rule to be tried at `at`, if a match may begin there. */
static void queue_at(ft_scan *scan, const struct ft_compiled_rule *rule, uint32_t at, uint32_t begin, uint32_t end) {
    size_t number = (size_t)(rule->packed - rule->pack->rules);
    if (!(ft_gate_at(&scan->gates, at)[number / 64] >> (number % 64) & 1)) return;
    ft_try item = {rule->index, at, begin, end, scan->orders};
    if (ft_tries_add(scan->tries, &item)) return;
    ft_tries_take(scan->tries, try_one, scan);
    ft_tries_add(scan->tries, &item);
}

static void queue_rule(ft_scan *scan, const struct ft_compiled_rule *rule, uint32_t begin, uint32_t end) {
    ft_scan_state *state = &scan->state[rule->index];
    if (begin < state->covered || state->queued == begin + 1) return;
    state->queued = begin + 1;
    scan->orders++;
    ft_back back = (ft_back)rule->packed->back;
    if (back != FT_BACK_NONE) {
        const ft_gate_back *before = ft_gate_before(&scan->gates, back, begin);
        uint32_t from = before->from;
        for (uint64_t begins = before->begins; begins; begins &= begins - 1)
            queue_at(scan, rule, from + (uint32_t)__builtin_ctzll(begins), begin, end);
    }
    queue_at(scan, rule, begin, begin, end);
}

/* The rules of a set, in their order, that may match where this trigger stands. */
static void queue_set(ft_scan *scan, const ft_pack *pack, const uint64_t *set, uint32_t begin, uint32_t end) {
    size_t words = pack->set_words;
    const uint64_t *only_numbers = pack->backs + FT_BACK_COUNT * words;
    for (size_t w = 0; w < words; w++) {
        uint64_t wanted = scan->numbers ? set[w] : set[w] & ~only_numbers[w];
        if (!wanted) continue;
        uint64_t open = wanted & ft_gate_at(&scan->gates, begin)[w];
        for (ft_back back = FT_BACK_NUMBER; back < FT_BACK_COUNT; back++) {
            uint64_t backward = wanted & pack->backs[back * words + w];
            if (backward & ~open) open |= backward & ft_gate_before(&scan->gates, back, begin)->rules[w];
        }
        for (; open; open &= open - 1)
            queue_rule(scan, &scan->rules->rules[scan->first_rule + w * 64 + (size_t)__builtin_ctzll(open)], begin,
                       end);
    }
}

/* ---- Hits
 * -------------------------------------------------------------------------------------------------------------- */

/* IMF4月预测, LG2022年: a date that Chinese writes against the letters before it. */
static bool begins_date(const ft_scan *scan, uint32_t at) {
    enum { FIGURES = 4 };
    uint32_t end = at;
    while (class_at(scan, end) & FT_C_DIGIT && end - at < FIGURES) end++;
    char16_t c = scan->text[end];
    return end > at && (c == u'年' || c == u'月' || c == u'日');
}

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
        bool joined = after & (last & FT_C_DIGIT || name ? word : (unsigned)FT_C_LETTER);
        if (joined && !(name && last & FT_C_LETTER && begins_date(scan, end))) return false;
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
    ft_hit hit = {.rule = &scan->rules->rules[scan->first_rule + pack->speakers[row->class]],
                  .row = row,
                  .begin = begin,
                  .end = end,
                  .near_begin = begin,
                  .near_end = end,
                  .order = ++scan->orders};
    scan->emit(scan->context, &hit);
}

static void on_surface(ft_scan *scan, const ft_pack *pack, uint32_t index, uint32_t begin) {
    const ft_surface *surface = &pack->surfaces[index];
    uint32_t end = begin + surface->len;
    for (uint32_t i = 0; i < surface->ref_count; i++)
        emit_row(scan, pack, &pack->rows[pack->refs[surface->refs + i]], begin, end);
    if (surface->set && at_edges(scan, begin, end, false))
        queue_set(scan, pack, pack->sets + surface->set * pack->set_words, begin, end);
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

static void queue_digits(ft_scan *scan, const ft_pack *pack, uint32_t at) {
    uint32_t end = at;
    while (class_at(scan, end) & FT_C_DIGIT && end - at < FT_MATCH_MAX) end++;
    queue_set(scan, pack, pack->digit, at, end);
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

static void scan_block(ft_scan *scan, const ft_pack *pack, uint32_t begin, uint32_t end) {
    uint32_t nodes[SCAN_BLOCK] = {0};
    find_nodes(scan, pack, begin, end, nodes);
    unsigned before = begin ? class_at(scan, begin - 1) : 0;
    for (uint32_t at = begin; at < end; at++) {
        unsigned class = class_at(scan, at);
        if (class & FT_C_DIGIT && !(before & FT_C_DIGIT)) queue_digits(scan, pack, at);
        before = class;
        if (nodes[at - begin]) walk(scan, pack, nodes[at - begin] - 1, at);
        if (pack->first[scan->text[at]] & FT_FIRST_SINGLE && !inside_word(scan, at)) {
            const ft_start *start = find_start(pack->singles, pack->single_mask, scan->text[at]);
            if (start) on_surface(scan, pack, start->to, at);
        }
    }
}

static void scan_pack(ft_scan *scan, const ft_pack *pack) {
    ft_gates_init(&scan->gates, pack, scan->text);
    for (uint32_t at = 0; at < scan->count; at += SCAN_BLOCK)
        scan_block(scan, pack, at, scan->count - at > SCAN_BLOCK ? at + SCAN_BLOCK : scan->count);
}

void ft_scan_run(ft_scan *scan) {
    memset(scan->state, 0, scan->rules->rule_count * sizeof *scan->state);
    scan->first_rule = scan->orders = 0;
    for (uint32_t p = 0; p < scan->rules->pack_count; p++) {
        scan_pack(scan, &scan->rules->pack[p]);
        scan->first_rule += scan->rules->pack[p].rule_count;
    }
    ft_tries_take(scan->tries, try_one, scan);
}
