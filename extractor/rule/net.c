#include "rule/net.h"

/* The syntax is PCRE2's extended mode, as expand.c writes it and rule authors do. What is not known here may match
 * anything, and inside a negative look ahead nothing. Patterns are read from their end to their beginning, since a node
 * must know what follows it; a part that is repeated is read as often. */

enum { NODES_MAX = 1 << 20, DEPTH_MAX = 500, CALLS = 1 << 16, END = 0 };

/* Of a group with what follows it: patterns call some groups very often with the same behind. */
typedef struct {
    uint32_t open, next, node;
    bool exact;
} call;

typedef struct {
    ft_arena *arena;
    ft_ustr in;
    ft_net *net;
    uint32_t
        *jump; /* from ( and | to the next | or ) of the same group, from [ to ]; [len]: the first outside groups */
    uint32_t *single; /* per unit: its set + 1 */
    uint32_t *seen;   /* per node: the last search that came by */
    bool *called;     /* the group at this place is being read for a call */
    call *calls;      /* made before, by hash */
    uint32_t word;    /* the set of \w; the next one is the rest */
    uint32_t searches, depth;
    bool exact; /* of what must not match: what is not known here matches nothing */
    bool failed;
} reader;

static char16_t unit_at(const reader *r, uint32_t at) {
    return at < r->in.len ? r->in.ptr[at] : 0;
}

/* ---- Nodes ------------------------------------------------------------------------------------------------------- */

static uint32_t add_node(reader *r, ft_net_kind kind, uint32_t set, uint32_t next, uint32_t other) {
    ft_net_node *node = r->net->nodes.count < NODES_MAX ? FT_PUSH(r->arena, &r->net->nodes) : NULL;
    r->failed |= !node;
    if (!node) return END;
    *node = (ft_net_node){kind, set, next, other};
    return (uint32_t)r->net->nodes.count - 1;
}

static uint32_t add_set(reader *r, ft_unit_set set) {
    ft_unit_set_sort(&set);
    ft_unit_set *item = FT_PUSH(r->arena, &r->net->sets);
    r->failed |= !item;
    if (!item) return 0;
    *item = set;
    return (uint32_t)r->net->sets.count - 1;
}

/* No way on. */
static uint32_t add_nothing(reader *r) {
    return add_node(r, FT_NET_UNIT, add_set(r, (ft_unit_set){0}), END, 0);
}

static uint32_t unknown(reader *r) {
    return r->exact ? add_nothing(r) : END;
}

/* ---- Finding the way --------------------------------------------------------------------------------------------- */

/* Behind the class at `at`; past the end of the pattern for what is not known here. */
static uint32_t behind_class(const reader *r, uint32_t at) {
    at += unit_at(r, at + 1) == '^' ? 2 : 1;
    at += unit_at(r, at) == ']';
    for (; at < r->in.len && r->in.ptr[at] != ']'; at += r->in.ptr[at] == '\\' ? 2 : 1)
        if (r->in.ptr[at] == '[' && unit_at(r, at + 1) == ':') return r->in.len + 1;
    return at + 1;
}

static uint32_t skip_blank(const reader *r, uint32_t at) {
    for (;; at++) {
        char16_t c = unit_at(r, at);
        if (c == '#')
            while (at < r->in.len && r->in.ptr[at] != '\n') at++;
        else if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
            return at;
    }
}

static bool find_jumps(reader *r) {
    uint32_t *open = ft_alloc(r->arena, (r->in.len + 1) * sizeof *open), depth = 0;
    if (!open) return false;
    open[0] = r->in.len;
    for (uint32_t at = 0; at < r->in.len;) {
        char16_t c = r->in.ptr[at];
        uint32_t next = c == '\\' ? at + 2 : c == '[' ? behind_class(r, at) : at + 1;
        if (next > r->in.len || (c == '\\' && r->in.ptr[at + 1] == 'Q')) return false;
        if (c == '#') next = skip_blank(r, at);
        if (c == '[') r->jump[at] = next - 1;
        if (c == '|' || c == ')') r->jump[open[depth]] = at;
        if (c == '|') open[depth] = at;
        if (c == '(') open[++depth] = at;
        if (c == ')' && !depth--) return false;
        at = next;
    }
    r->jump[open[0]] = r->in.len;
    return !depth;
}

static uint32_t behind_group(const reader *r, uint32_t at) {
    do at = r->jump[at];
    while (unit_at(r, at) == '|');
    return at + 1;
}

/* Where the alternatives of a group begin. */
static uint32_t body_of(const reader *r, uint32_t at) {
    if (unit_at(r, at + 1) != '?') return at + 1;
    char16_t kind = unit_at(r, at + 2), after = unit_at(r, at + 3);
    if (kind != '<') return at + 3;
    if (after == '=' || after == '!') return at + 4;
    while (at < r->in.len && r->in.ptr[at] != '>') at++;
    return at + 1;
}

/* A group that is there for what it holds: it asserts nothing and calls nothing. */
static bool is_plain_group(const reader *r, uint32_t at) {
    if (unit_at(r, at) != '(' || unit_at(r, at + 1) == '*') return false;
    char16_t kind = unit_at(r, at + 2), after = unit_at(r, at + 3);
    if (unit_at(r, at + 1) != '?') return true;
    return kind == ':' || kind == '>' || (kind == '<' && after != '=' && after != '!');
}

static bool is_look(const reader *r, uint32_t at, char16_t kind) {
    return unit_at(r, at) == '(' && unit_at(r, at + 1) == '?' && unit_at(r, at + 2) == kind;
}

/* The set of a literal, class or escape, and the place behind it; false for all else. */
static bool read_set(reader *r, uint32_t at, ft_unit_set *set, uint32_t *end) {
    static const ft_ustr han = {u"\\p{Han}", 7};
    char16_t c = unit_at(r, at);
    *set = (ft_unit_set){0};
    *end = at + 1;
    switch (c) {
    case 0:
    case '(':
    case ')':
    case '|':
    case '^':
    case '$': return false;
    case '[': *end = ft_unit_set_class(r->arena, r->in, at, set); return true;
    case '\\':
        if (r->exact && ft_ustr_starts((ft_ustr){r->in.ptr + at, r->in.len - at}, han)) {
            ft_unit_set_add(r->arena, set, 0x4E00, 0x9FA6); /* surely, if not all */
            *end = at + han.len;
            return true;
        }
        *end = ft_unit_set_escape(r->arena, r->in, at, set);
        return *end != 0;
    case '.':
        ft_unit_set_add(r->arena, set, 0, '\n');
        ft_unit_set_add(r->arena, set, '\n' + 1, FT_UNITS_END);
        return true;
    default: ft_unit_set_add(r->arena, set, c, c + 1u); return true;
    }
}

static uint32_t behind_atom(const reader *r, uint32_t at) {
    char16_t c = unit_at(r, at), escape = unit_at(r, at + 1), last;
    if (c == '(') return behind_group(r, at);
    if (c == '[') return r->jump[at] + 1;
    if (c != '\\') return at + 1;
    if (escape == 'x') return ft_unit_hex(r->in, at, &last);
    if (escape != 'p' && escape != 'P' && escape != 'k') return at + 2;
    for (last = escape == 'k' ? '>' : '}'; at < r->in.len && r->in.ptr[at] != last;) at++;
    return at + 1;
}

/* How often the atom at `at` may stand. */
typedef struct {
    uint32_t at, least, most; /* most UINT32_MAX: any number */
    uint32_t end;             /* behind it and its quantifier */
    bool possessive;
} repeat;

static uint32_t read_number(const reader *r, uint32_t *at) {
    uint32_t value = 0;
    for (; unit_at(r, *at) >= '0' && unit_at(r, *at) <= '9'; ++*at) value = value * 10 + unit_at(r, *at) - '0';
    return value;
}

static repeat read_repeat(const reader *r, uint32_t at) {
    repeat once = {at, 1, 1, behind_atom(r, at), false}, found = once;
    at = skip_blank(r, once.end);
    char16_t c = unit_at(r, at), digit = unit_at(r, at + 1);
    if (c == '*' || c == '+' || c == '?') {
        found.least = c == '+';
        found.most = c == '?' ? 1 : UINT32_MAX;
        found.end = at + 1;
    } else if (c == '{' && digit >= '0' && digit <= '9') {
        at++;
        found.least = found.most = read_number(r, &at);
        if (unit_at(r, at) == ',') {
            at++;
            found.most = unit_at(r, at) == '}' ? UINT32_MAX : read_number(r, &at);
        }
        found.end = at + 1;
    } else {
        return once;
    }
    at = skip_blank(r, found.end);
    c = unit_at(r, at);
    found.possessive = c == '+';
    if (c == '+' || c == '?') found.end = at + 1;
    return found;
}

/* ---- Searching the net ------------------------------------------------------------------------------------------- */

/* The units that may come first from here; false when it may end without any. */
static bool first_units(reader *r, uint32_t at, ft_unit_set *units) {
    const ft_net_node *nodes = r->net->nodes.items;
    for (; r->seen[at] != r->searches; at = nodes[at].next) {
        r->seen[at] = r->searches;
        if (nodes[at].kind == FT_NET_END) return false;
        if (nodes[at].kind == FT_NET_FORK && !first_units(r, nodes[at].other, units)) return false;
        if (nodes[at].kind != FT_NET_UNIT) continue;
        ft_unit_set_join(r->arena, units, &r->net->sets.items[nodes[at].set]);
        return true;
    }
    return true;
}

static bool may_end(reader *r, uint32_t at) {
    ft_unit_set units = {0};
    r->searches++;
    return !first_units(r, at, &units);
}

/* ---- Looks ahead and behind -------------------------------------------------------------------------------------- */

static uint32_t read_alternatives(reader *r, uint32_t open, uint32_t next);
static uint32_t read_sequence(reader *r, uint32_t at, uint32_t next);

/* The 0 that stands before and behind the text is no unit that must not be there. */
static void drop_end(ft_unit_set *set) {
    ft_unit_set_sort(set);
    if (set->count && !set->items[0].first) set->items[0].first = 1;
}

/* Is the alternative at `at` one unit, or one and a look ahead at another (*look, else 0)? Then its set. */
static bool read_lone_unit(reader *r, uint32_t at, ft_unit_set *set, uint32_t *look) {
    uint32_t end;
    *look = 0;
    if (!read_set(r, skip_blank(r, at), set, &end) || set->loose) return false;
    drop_end(set);
    repeat times = read_repeat(r, skip_blank(r, at));
    if (times.least != 1) return false;
    end = skip_blank(r, times.end);
    if (times.most == 1 && is_look(r, end, '=')) {
        *look = end;
        end = skip_blank(r, behind_group(r, end));
    }
    char16_t c = unit_at(r, end);
    return c == '|' || c == ')';
}

static uint32_t add_rest(reader *r, ft_unit_set set) {
    ft_unit_set_sort(&set);
    return add_set(r, ft_unit_set_rest(r->arena, &set));
}

/* A negative look behind, as far as single units say it: not these before; and where it looks ahead too, not this
 * before, or not that behind. */
static uint32_t read_not_behind(reader *r, uint32_t open, uint32_t next) {
    for (uint32_t bar = open, at = body_of(r, open);; at = bar + 1) {
        uint32_t inner = skip_blank(r, at), look, other;
        ft_unit_set set = {0}, ahead = {0};
        bar = r->jump[bar];
        if (is_plain_group(r, inner) && skip_blank(r, behind_group(r, inner)) == bar) {
            next = read_not_behind(r, inner, next);
        } else if (!read_lone_unit(r, at, &set, &look)) {
            if (r->exact) return add_nothing(r);
        } else if (!look) {
            next = add_node(r, FT_NET_BEHIND, add_rest(r, set), next, 0);
        } else if (r->exact) {
            return add_nothing(r);
        } else if (r->jump[look] == behind_group(r, look) - 1 && read_lone_unit(r, body_of(r, look), &ahead, &other) &&
                   !other) {
            uint32_t never = add_node(r, FT_NET_UNIT, add_set(r, ahead), END, 0);
            next = add_node(r, FT_NET_FORK, 0, add_node(r, FT_NET_BEHIND, add_rest(r, set), next, 0),
                            add_node(r, FT_NET_NEVER, 0, next, never));
        }
        if (unit_at(r, bar) != '|') return next;
    }
}

static uint32_t read_not_ahead(reader *r, uint32_t open, uint32_t next) {
    if (r->exact) return add_nothing(r);
    r->exact = true;
    uint32_t never = read_alternatives(r, open, END);
    r->exact = false;
    return add_node(r, FT_NET_NEVER, 0, next, never);
}

/* Where nothing need follow, what is looked ahead at is as good as what follows; else its first unit counts. */
static uint32_t read_ahead(reader *r, uint32_t open, uint32_t next) {
    if (r->exact && next != END) return add_nothing(r);
    uint32_t body = read_alternatives(r, open, END);
    if (may_end(r, next)) return body;
    ft_unit_set units = {0};
    r->searches++;
    if (!first_units(r, body, &units)) return next;
    return add_node(r, FT_NET_NEVER, 0, next, add_node(r, FT_NET_UNIT, add_rest(r, units), END, 0));
}

/* The units that the alternatives of a group end with; false when that is not known, or when they ask for more. */
static bool last_units(reader *r, uint32_t open, ft_unit_set *units) {
    for (uint32_t bar = open, at = body_of(r, open);; at = bar + 1) {
        uint32_t last = 0, end, atoms = 0;
        ft_unit_set set;
        bar = r->jump[bar];
        for (at = skip_blank(r, at); at < bar; at = skip_blank(r, end), atoms++) {
            repeat times = read_repeat(r, at);
            last = times.least ? at : 0;
            end = times.end;
        }
        if (!last || (r->exact && atoms > 1)) return false;
        if (is_plain_group(r, last)) {
            if (!last_units(r, last, units)) return false;
        } else if (read_set(r, last, &set, &end)) {
            ft_unit_set_join(r->arena, units, &set);
            if (r->exact && set.loose) return false;
        } else {
            return false;
        }
        if (unit_at(r, bar) != '|') return true;
    }
}

static uint32_t read_behind(reader *r, uint32_t open, uint32_t next) {
    ft_unit_set units = {0};
    bool known = last_units(r, open, &units);
    if (!known) return r->exact ? add_nothing(r) : next;
    if (r->exact) drop_end(&units);
    return add_node(r, FT_NET_BEHIND, add_set(r, units), next, 0);
}

/* Letter or digit on one side of it only. */
static uint32_t read_word_edge(reader *r, uint32_t next) {
    if (r->exact && next != END) return add_nothing(r);
    uint32_t in = r->word, out = r->word + 1, begin, end;
    if (r->exact) {
        begin = add_node(r, FT_NET_UNIT, in, END, 0);
        end = add_node(r, FT_NET_UNIT, out, END, 0);
    } else {
        begin = add_node(r, FT_NET_NEVER, 0, next, add_node(r, FT_NET_UNIT, out, END, 0));
        end = add_node(r, FT_NET_NEVER, 0, next, add_node(r, FT_NET_UNIT, in, END, 0));
    }
    return add_node(r, FT_NET_FORK, 0, add_node(r, FT_NET_BEHIND, out, begin, 0),
                    add_node(r, FT_NET_BEHIND, in, end, 0));
}

/* ---- Atoms ------------------------------------------------------------------------------------------------------- */

/* (?&name): the group of that name, as if it stood here; not inside itself. */
static uint32_t read_call(reader *r, uint32_t at, uint32_t next) {
    uint32_t len = behind_group(r, at) - 1 - (at + 3), open = 0;
    const char16_t *name = r->in.ptr + at + 3;
    for (;; open++) {
        if (open + len + 4 >= r->in.len) return unknown(r);
        if (is_look(r, open, '<') && r->in.ptr[open + 3 + len] == '>' &&
            memcmp(r->in.ptr + open + 3, name, len * sizeof *name) == 0)
            break;
    }
    call *known = &r->calls[(open * 0x9E3779B1u ^ next * 0x85EBCA6Bu ^ r->exact) >> 16];
    if (known->open == open && known->next == next && known->exact == r->exact) return known->node;
    if (r->called[open]) return unknown(r);
    r->called[open] = true;
    uint32_t node = read_alternatives(r, open, next);
    r->called[open] = false;
    *known = (call){open, next, node, r->exact};
    return node;
}

/* (?(name) one | other ): either, and when there is no other, nothing. */
static uint32_t read_condition(reader *r, uint32_t at, uint32_t next) {
    uint32_t body = behind_group(r, at + 2), bar = r->jump[at];
    if (unit_at(r, at + 3) == 'D') return next; /* DEFINE */
    if (r->exact) return add_nothing(r);
    uint32_t one = read_sequence(r, body, next);
    return add_node(r, FT_NET_FORK, 0, one, unit_at(r, bar) == '|' ? read_sequence(r, bar + 1, next) : next);
}

static uint32_t read_group(reader *r, uint32_t at, uint32_t next) {
    char16_t kind = unit_at(r, at + 2), after = unit_at(r, at + 3);
    if (is_plain_group(r, at)) {
        bool atomic = unit_at(r, at + 1) == '?' && kind == '>';
        return r->exact && atomic && next != END ? add_nothing(r) : read_alternatives(r, at, next);
    }
    if (kind == '=') return read_ahead(r, at, next);
    if (kind == '!') return read_not_ahead(r, at, next);
    if (kind == '<' && after == '=') return read_behind(r, at, next);
    if (kind == '<') return read_not_behind(r, at, next);
    if (kind == '&') return read_call(r, at, next);
    if (kind == '(' && after != '?') return read_condition(r, at, next);
    return unknown(r);
}

static uint32_t read_atom(reader *r, uint32_t at, uint32_t next) {
    char16_t c = unit_at(r, at), escape = unit_at(r, at + 1);
    if (c == '(') return read_group(r, at, next);
    if (c == '\\' && escape == 'b') return read_word_edge(r, next);
    if (c == '^' || c == '$' ||
        (c == '\\' && (escape == 'A' || escape == 'z' || escape == 'Z' || escape == 'K' || escape == 'B')))
        return r->exact ? add_nothing(r) : next;
    uint32_t end, *single = c != '[' && c != '\\' && c != '.' ? &r->single[c] : NULL;
    if (single && *single) return add_node(r, FT_NET_UNIT, *single - 1, next, 0);
    ft_unit_set set;
    if (!read_set(r, at, &set, &end) || (r->exact && set.loose)) return unknown(r);
    if (r->exact) drop_end(&set);
    uint32_t index = add_set(r, set);
    if (single) *single = index + 1;
    return add_node(r, FT_NET_UNIT, index, next, 0);
}

/* What a possessive repetition of single units takes, it would give back in vain: what follows begins with none. */
static bool takes_all(reader *r, uint32_t at, uint32_t next) {
    ft_unit_set follow = {0}, own, both = {0};
    uint32_t end;
    r->searches++;
    if (!first_units(r, next, &follow)) return true;
    if (!read_set(r, at, &own, &end)) return false;
    ft_unit_set_sort(&own);
    ft_unit_set_sort(&follow);
    ft_unit_set_join(r->arena, &both, &own);
    ft_unit_set_join(r->arena, &both, &follow);
    return ft_unit_set_size(&both) == ft_unit_set_size(&own) + ft_unit_set_size(&follow);
}

static uint32_t read_repeated(reader *r, repeat times, uint32_t next) {
    uint32_t node = next, least = times.least, at = times.at;
    if (r->exact && times.possessive && !takes_all(r, at, next)) return add_nothing(r);
    if (times.most == UINT32_MAX) {
        uint32_t fork = add_node(r, FT_NET_FORK, 0, next, next), body = read_atom(r, at, fork);
        if (fork) r->net->nodes.items[fork].other = body;
        node = least ? body : fork;
        least -= least > 0;
    } else {
        for (uint32_t i = least; i < times.most && !r->failed; i++)
            node = add_node(r, FT_NET_FORK, 0, next, read_atom(r, at, node));
    }
    for (; least && !r->failed; least--) node = read_atom(r, at, node);
    return node;
}

static uint32_t read_sequence(reader *r, uint32_t at, uint32_t next) {
    struct {
        repeat *items;
        size_t count, capacity;
    } atoms = {0};
    r->failed |= ++r->depth > DEPTH_MAX;
    for (at = skip_blank(r, at); at < r->in.len && r->in.ptr[at] != '|' && r->in.ptr[at] != ')' && !r->failed;) {
        repeat *times = FT_PUSH(r->arena, &atoms);
        r->failed |= !times;
        if (!times) break;
        *times = read_repeat(r, at);
        at = skip_blank(r, times->end);
    }
    for (size_t i = atoms.count; i-- > 0 && !r->failed;) next = read_repeated(r, atoms.items[i], next);
    r->depth--;
    return next;
}

static uint32_t read_alternatives(reader *r, uint32_t open, uint32_t next) {
    bool whole = open == r->in.len;
    uint32_t node = read_sequence(r, whole ? 0 : body_of(r, open), next);
    for (uint32_t bar = r->jump[open]; unit_at(r, bar) == '|' && !r->failed; bar = r->jump[bar])
        node = add_node(r, FT_NET_FORK, 0, node, read_sequence(r, bar + 1, next));
    return node;
}

bool ft_net_read(ft_arena *arena, ft_ustr pattern, ft_net *net) {
    reader r = {.arena = arena, .in = pattern, .net = net};
    *net = (ft_net){0};
    r.jump = ft_alloc_zero(arena, (pattern.len + 1) * sizeof *r.jump);
    r.single = ft_alloc_zero(arena, FT_UNITS_END * sizeof *r.single);
    r.seen = ft_alloc_zero(arena, NODES_MAX * sizeof *r.seen);
    r.called = ft_alloc_zero(arena, (pattern.len + 1) * sizeof *r.called);
    r.calls = ft_alloc_zero(arena, CALLS * sizeof *r.calls);
    if (!r.jump || !r.single || !r.seen || !r.called || !r.calls || !find_jumps(&r)) return false;
    ft_unit_set any = {0}, word = {0};
    ft_unit_set_add(arena, &any, 0, FT_UNITS_END);
    ft_unit_set_escape(arena, FT_USTR(u"\\w"), 0, &word);
    add_node(&r, FT_NET_END, 0, 0, 0);
    uint32_t all = add_set(&r, any);
    r.word = add_set(&r, word);
    add_rest(&r, word);
    if (!r.failed) net->before = add_node(&r, FT_NET_UNIT, all, read_alternatives(&r, pattern.len, END), 0);
    return !r.failed && !arena->failed;
}
