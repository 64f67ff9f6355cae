#include "rule/widen.h"

/* The syntax is PCRE2's extended mode, as expand.c writes it and rule authors do. Dropped: what makes quantifiers and
 * groups possessive, and assertions but for looks ahead; negative ones stay where all digits are the same to them. What
 * is not known here makes ft_widen give up, never guess. */

typedef struct {
    ft_arena *arena;
    ft_ustr in;
    uint32_t at;
    ft_units *out;
    bool strict;     /* keep negative looks ahead where that is right */
    bool quantified; /* a quantifier was the last thing */
    bool failed;
} widener;

static char16_t unit_at(const widener *w, uint32_t at) {
    return at < w->in.len ? w->in.ptr[at] : 0;
}

static bool is_digit(char16_t c) {
    return c >= '0' && c <= '9';
}

static bool is_space(char16_t c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void put(widener *w, char16_t unit) {
    char16_t *at = FT_PUSH(w->arena, w->out);
    if (at) *at = unit;
}

static void put_text(widener *w, const char *text) {
    for (; *text; text++) put(w, (char16_t)(unsigned char)*text);
}

/* Copy up to and with `last`. */
static void copy_to(widener *w, char16_t last) {
    for (; w->at < w->in.len; w->at++) {
        put(w, w->in.ptr[w->at]);
        if (w->in.ptr[w->at] != last) continue;
        w->at++;
        return;
    }
    w->failed = true;
}

uint32_t ft_widen_hex(ft_ustr pattern, uint32_t at, char16_t *unit) {
    unsigned value = 0;
    bool braced = at + 2 < pattern.len && pattern.ptr[at + 2] == '{';
    uint32_t end = at + 2 + braced;
    for (; end < pattern.len && (braced ? pattern.ptr[end] != '}' : end < at + 4); end++) {
        unsigned c = pattern.ptr[end];
        value = value * 16 + (c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    *unit = (char16_t)value;
    return end + braced;
}

/* ---- Classes ----------------------------------------------------------------------------------------------------- */

typedef struct {
    uint32_t end; /* behind the bracket */
    bool negated;
    bool some_digit;  /* a digit, or a range with digits in it */
    bool every_digit; /* \d or 0-9 */
} class_facts;

/* One member at `at`: its unit, or 0 for an escape such as \d or \h; the place behind it. */
static uint32_t read_member(const widener *w, uint32_t at, char16_t *unit, class_facts *facts) {
    *unit = unit_at(w, at);
    if (*unit != '\\') return at + 1;
    char16_t escape = unit_at(w, at + 1);
    if (escape != 'x') {
        facts->every_digit |= escape == 'd';
        *unit = escape < 0x80 && (is_digit(escape) || (escape | 0x20) >= 'a') && escape != '\\' && escape != ']'
                    ? 0
                    : escape;
        return at + 2;
    }
    return ft_widen_hex(w->in, at, unit);
}

static bool read_class(const widener *w, uint32_t at, class_facts *facts) {
    *facts = (class_facts){.negated = unit_at(w, at + 1) == '^'};
    at += 1 + facts->negated;
    for (bool first = true; at < w->in.len && (first || w->in.ptr[at] != ']'); first = false) {
        char16_t low, high;
        if (w->in.ptr[at] == '[' && unit_at(w, at + 1) == ':') return false;
        at = read_member(w, at, &low, facts);
        high = low;
        if (low && unit_at(w, at) == '-' && unit_at(w, at + 1) != ']') at = read_member(w, at + 1, &high, facts);
        facts->some_digit |= low <= '9' && high >= '0';
        facts->every_digit |= low && low <= '0' && high >= '9';
    }
    facts->end = at + 1;
    return at < w->in.len;
}

static void widen_class(widener *w) {
    class_facts facts;
    if (!read_class(w, w->at, &facts) || (facts.negated && facts.some_digit && !facts.every_digit)) {
        w->failed = true;
        return;
    }
    put(w, '[');
    w->at++;
    if (facts.some_digit && !facts.negated) put_text(w, "\\d");
    while (w->at < facts.end) put(w, w->in.ptr[w->at++]);
}

/* ---- Groups and escapes ------------------------------------------------------------------------------------------ */

/* Behind the escape, the class or the unit at `at`. */
static uint32_t skip_one(widener *w, uint32_t at) {
    class_facts facts;
    if (unit_at(w, at) == '\\') return at + 2;
    if (unit_at(w, at) != '[') return at + 1;
    w->failed |= !read_class(w, at, &facts);
    return facts.end;
}

/* Behind the group that opens at w->at. */
static void skip_group(widener *w) {
    unsigned depth = 0;
    while (w->at < w->in.len && !w->failed) {
        char16_t c = w->in.ptr[w->at];
        depth += c == '(';
        w->at = skip_one(w, w->at);
        if (c == ')' && !--depth) return;
    }
    w->failed = true;
}

/* Behind an escape that takes all digits for the same and asks for nothing that stands before it; 0 for others. */
static uint32_t skip_plain_escape(const widener *w, uint32_t at) {
    char16_t c = unit_at(w, at + 1), unit;
    if (c == 'x') {
        uint32_t end = ft_widen_hex(w->in, at, &unit);
        return is_digit(unit) ? 0 : end;
    }
    bool known = c == 'd' || c == 'h' || c == 's' || c == 'w' || c == 'n' || c == 't' ||
                 !(is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'));
    return known ? at + 2 : 0;
}

/* Behind one thing inside a negative look ahead that stays the same when widened, or 0. */
static uint32_t skip_plain(const widener *w, uint32_t at) {
    class_facts facts;
    char16_t c = unit_at(w, at), kind = unit_at(w, at + 2);
    switch (c) {
    case '\\': return skip_plain_escape(w, at);
    case '[': return read_class(w, at, &facts) && (!facts.some_digit || facts.every_digit) ? facts.end : 0;
    case '(':
        if (unit_at(w, at + 1) != '?') return unit_at(w, at + 1) == '*' ? 0 : at + 1;
        return kind == ':' || kind == '>' || kind == '=' || kind == '!' ? at + 3 : 0;
    case '{':
        while (at < w->in.len && w->in.ptr[at] != '}') at++;
        return at + 1;
    case '#':
    case '^':
    case '$': return 0;
    default: return is_digit(c) ? 0 : at + 1;
    }
}

/* The end of the alternative at `at`; *plain: it is the same for all digits. */
static uint32_t skip_alternative(widener *w, uint32_t at, bool *plain) {
    unsigned depth = 0;
    *plain = true;
    while (at < w->in.len && !w->failed) {
        char16_t c = w->in.ptr[at];
        if (!depth && (c == '|' || c == ')')) return at;
        depth += c == '(';
        depth -= c == ')';
        uint32_t next = skip_plain(w, at);
        *plain &= next != 0;
        at = next ? next : skip_one(w, at);
    }
    w->failed = true;
    return at;
}

/* Of what must not follow, what says the same of all digits. */
static void keep_plain(widener *w) {
    uint32_t at = w->at + 3, end;
    bool some = false, plain;
    do {
        end = skip_alternative(w, at, &plain);
        if (plain) put_text(w, some ? "|" : "(?!");
        for (; plain && at < end; at++) put(w, w->in.ptr[at]);
        some |= plain;
        at = end + 1;
    } while (!w->failed && w->in.ptr[end] == '|');
    if (some) put(w, ')');
}

/* An assertion goes, or is copied; one with a quantifier behind it is not known here. */
static void take_assertion(widener *w, bool keep) {
    if (keep) keep_plain(w);
    skip_group(w);
    uint32_t at = w->at;
    while (is_space(unit_at(w, at))) at++;
    char16_t next = unit_at(w, at);
    w->failed |= next == '*' || next == '+' || next == '?' || next == '{';
}

static void widen_group(widener *w) {
    char16_t kind = unit_at(w, w->at + 2), after = unit_at(w, w->at + 3);
    if (unit_at(w, w->at + 1) == '*') {
        w->failed = true;
    } else if (unit_at(w, w->at + 1) != '?') {
        put(w, w->in.ptr[w->at++]);
    } else if (kind == '=') { /* it asks for more than the text at hand: then a partial match says so */
        put_text(w, "(?=");
        w->at += 3;
    } else if (kind == '!') {
        take_assertion(w, w->strict);
    } else if (kind == '<' && (after == '=' || after == '!')) {
        take_assertion(w, false);
    } else if (kind == ':' || kind == '>') {
        put_text(w, "(?:");
        w->at += 3;
    } else if (kind == '<') {
        copy_to(w, '>');
    } else if (kind == '&' || (kind == '(' && after != '?')) {
        copy_to(w, ')');
    } else {
        w->failed = true;
    }
}

static void widen_escape(widener *w) {
    char16_t c = unit_at(w, w->at + 1), unit;
    if (c == 'x') {
        uint32_t end = ft_widen_hex(w->in, w->at, &unit);
        if (is_digit(unit)) {
            put_text(w, "\\d");
            w->at = end;
        }
        while (w->at < end) put(w, w->in.ptr[w->at++]);
    } else if (c == 'b' || c == 'B' || c == 'A' || c == 'z' || c == 'Z' || c == 'K') {
        w->at += 2; /* an assertion, or where the match is said to begin */
    } else if ((c == 'p' || c == 'P') && unit_at(w, w->at + 2) == '{') {
        copy_to(w, '}'); /* \p{Han}: no property tells one digit from another */
    } else if (c == 'k') {
        copy_to(w, '>'); /* what is equal stays so when digits are taken for each other */
    } else if (is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z' && c != 'd' && c != 'h' && c != 'w' && c != 's' &&
                               c != 'n' && c != 't' && c != 'H' && c != 'S')) {
        w->failed = true;
    } else {
        put(w, '\\');
        put(w, c);
        w->at += 2;
    }
}

/* ---- The whole --------------------------------------------------------------------------------------------------- */

static void widen_quantifier(widener *w, char16_t c) {
    bool again = w->quantified;
    w->quantified = !again;
    if (c == '{') {
        copy_to(w, '}');
    } else {
        if (!again || c != '+') put(w, c);
        w->at++;
    }
}

static void widen_one(widener *w) {
    char16_t c = w->in.ptr[w->at];
    if (is_space(c)) {
        put(w, c);
        w->at++;
        return;
    }
    if (c == '*' || c == '+' || c == '?' || c == '{') {
        widen_quantifier(w, c);
        return;
    }
    w->quantified = false;
    switch (c) {
    case '\\': widen_escape(w); break;
    case '[': widen_class(w); break;
    case '(': widen_group(w); break;
    case '#': copy_to(w, '\n'); break;
    case '^':
    case '$': w->at++; break; /* assertions */
    default:
        if (is_digit(c))
            put_text(w, "\\d");
        else
            put(w, c);
        w->at++;
    }
}

bool ft_widen(ft_arena *arena, ft_ustr pattern, bool strict, ft_units *out) {
    widener w = {.arena = arena, .in = pattern, .out = out, .strict = strict};
    while (w.at < w.in.len && !w.failed) widen_one(&w);
    return !w.failed && !arena->failed;
}
