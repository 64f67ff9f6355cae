#include "cli/trace.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "cli/collect.h"
#include "cli/width.h"

enum { WHOLE = 100000, EXCERPT = 12 };

/* What SGR sets; one fate, one look. */
#define BOLD "1"
#define DIM "2"
#define UNDERLINED "1;4"
static const char *const fate_looks[] = {"32", "33", "2"};
static const char *const fate_words[] = {"kept", "rejected", "lost"};

static void look(const ft_trace *t, const char *sgr) {
    if (t->color) fprintf(t->out, "\033[%sm", sgr);
}

static void cell(const ft_trace *t, fintag_str text, size_t least) {
    ft_print_cell(t->out, text, least, WHOLE);
}

static fintag_str word(const char *text) {
    return (fintag_str){text, strlen(text)};
}

bool ft_trace_wants(const ft_trace *t, const fintag_candidate *c) {
    if (t->in != FT_IN_ANY && c->in_title != (t->in == FT_IN_TITLE)) return false;
    return t->at < 0 || ((long)c->span.begin <= t->at && t->at < (long)c->span.end);
}

/* Columns that align the rows of an article. Wider ones are printed whole and push the rest of their row aside. */
typedef struct {
    size_t place, text, rule, entry;
} layout;

enum { TEXT_MOST = 28, RULE_MOST = 30, ENTRY_MOST = 18 };

static void widen(size_t *column, fintag_str text, size_t most) {
    size_t width = ft_width(text);
    if (width > *column && width <= most) *column = width;
}

static fintag_str place(const fintag_candidate *c, char *buf, size_t size) {
    int len = snprintf(buf, size, "%u-%u", c->span.begin, c->span.end);
    return (fintag_str){buf, len > 0 ? (size_t)len : 0};
}

static layout measure(const ft_trace *t, const fintag_candidate *all, size_t count) {
    layout l = {0};
    char buf[32];
    for (size_t i = 0; i < count; i++) {
        if (!ft_trace_wants(t, &all[i])) continue;
        widen(&l.place, place(&all[i], buf, sizeof buf), sizeof buf);
        widen(&l.text, all[i].text, TEXT_MOST);
        widen(&l.rule, all[i].rule, RULE_MOST);
        widen(&l.entry, all[i].entry, ENTRY_MOST);
    }
    return l;
}

/* The figures behind the weight that a candidate lost by. */
static void print_weight(const ft_trace *t, const fintag_candidate *c, const fintag_candidate *winner) {
    cell(t, c->reason, 0);
    if (ft_str_is(c->reason, "lower priority"))
        fprintf(t->out, ", %d < %d", c->priority, winner->priority);
    else if (ft_str_is(c->reason, "shorter"))
        fprintf(t->out, ", %u < %u", c->span.end - c->span.begin, winner->span.end - winner->span.begin);
    else if (ft_str_is(c->reason, "lower type rank"))
        fprintf(t->out, ", %s < %s", fintag_type_name(c->type), fintag_type_name(winner->type));
}

static void print_outcome(ft_trace *t, const fintag_candidate *c, const fintag_candidate *all,
                          const fintag_entity *entities) {
    if (c->fate == FINTAG_LOST) {
        const fintag_candidate *winner = &all[c->lost_to];
        fputs("to ", t->out);
        cell(t, winner->text, 0);
        fputs(" (", t->out);
        cell(t, winner->rule, 0);
        fputs("): ", t->out);
        print_weight(t, c, winner);
    } else if (c->fate == FINTAG_REJECTED) {
        cell(t, c->reason, 0);
    } else if (c->type == FINTAG_TRAP) {
        fputs("reports nothing: a phrase that only looks like an entity", t->out);
    } else {
        cell(t, ft_collect_value(&t->buf, &entities[c->entity]), 0);
    }
}

static void print_row(ft_trace *t, const layout *l, const fintag_candidate *c, const fintag_candidate *all,
                      const fintag_entity *entities) {
    char buf[32];
    fputs("  ", t->out);
    look(t, fate_looks[c->fate]);
    cell(t, word(fate_words[c->fate]), 8);
    look(t, "0");
    fputs("  ", t->out);
    if (c->fate == FINTAG_LOST) look(t, DIM);
    cell(t, place(c, buf, sizeof buf), l->place + 2);
    if (c->fate == FINTAG_KEPT) look(t, BOLD);
    cell(t, c->text, l->text);
    if (c->fate == FINTAG_KEPT) look(t, "0");
    fputs("  ", t->out);
    cell(t, c->rule, l->rule);
    if (l->entry) {
        fputs("  ", t->out);
        cell(t, c->entry, l->entry);
    }
    fputs("  ", t->out);
    print_outcome(t, c, all, entities);
    look(t, "0");
    fputc('\n', t->out);
}

/* A place in a field that only moves on, so that a whole article costs one walk over its text. */
typedef struct {
    fintag_str field;
    size_t byte;
    uint32_t code_point;
} cursor;

static size_t walk_to(cursor *at, uint32_t code_point) {
    for (; at->code_point < code_point && at->byte < at->field.len; at->code_point++)
        at->byte += ft_utf8_len((unsigned char)at->field.ptr[at->byte]);
    return at->byte;
}

static size_t back(fintag_str field, size_t byte) {
    do byte--;
    while (byte && (field.ptr[byte] & 0xC0) == 0x80);
    return byte;
}

/* The line of an excerpt as far as it is printed, and the marks that go under it where there are no colours. */
typedef struct {
    ft_trace *trace;
    cursor *at;
} excerpt;

static void print_piece(excerpt *e, uint32_t end, bool marked) {
    size_t from = e->at->byte;
    fintag_str piece = {e->at->field.ptr + from, walk_to(e->at, end) - from};
    if (!piece.len) return;
    if (marked) look(e->trace, UNDERLINED);
    cell(e->trace, piece, 0);
    if (marked) look(e->trace, "0");
    for (size_t width = ft_width(piece); width; width--) ft_buf_byte(&e->trace->buf, marked ? '~' : ' ');
}

/* What stands before the candidates on their line, cut to what tells where they are. */
static void print_lead(excerpt *e, bool in_title) {
    fintag_str field = e->at->field;
    size_t begin = e->at->byte, from = begin;
    for (unsigned n = 0; n < EXCERPT && from && field.ptr[from - 1] != '\n'; n++) from = back(field, from);
    const char *before = from && field.ptr[from - 1] != '\n' ? "…" : "";
    fintag_str lead = {field.ptr + from, begin - from};
    look(e->trace, DIM);
    fprintf(e->trace->out, "\n%-6s", in_title ? "title" : "text");
    look(e->trace, "0");
    fputs(before, e->trace->out);
    cell(e->trace, lead, 0);
    ft_buf_clear(&e->trace->buf);
    for (size_t width = 6 + ft_width(word(before)) + ft_width(lead); width; width--) ft_buf_byte(&e->trace->buf, ' ');
}

static void print_rest(excerpt *e) {
    fintag_str field = e->at->field;
    size_t end = e->at->byte, to = end;
    for (unsigned n = 0; n < EXCERPT && to < field.len && field.ptr[to] != '\n'; n++)
        to += ft_utf8_len((unsigned char)field.ptr[to]);
    cell(e->trace, (fintag_str){field.ptr + end, to - end}, 0);
    fputs(to < field.len && field.ptr[to] != '\n' ? "…\n" : "\n", e->trace->out);
}

/* The line of text that candidates stand in, each stretch of overlapping ones marked. */
static void print_excerpt(ft_trace *t, cursor *at, const fintag_candidate *all, size_t i, size_t next) {
    excerpt e = {t, at};
    uint32_t end = all[i].span.begin;
    bool in_title = all[i].in_title;
    walk_to(at, end);
    print_lead(&e, in_title);
    for (; i < next; i++) {
        if (!ft_trace_wants(t, &all[i])) continue;
        if (all[i].span.begin >= end) {
            print_piece(&e, end, true);
            print_piece(&e, all[i].span.begin, false);
        }
        if (all[i].span.end > end) end = all[i].span.end;
    }
    print_piece(&e, end, true);
    print_rest(&e);
    if (!t->color && !t->buf.failed) fprintf(t->out, "%.*s\n", (int)t->buf.len, t->buf.ptr);
}

/* Candidates from `i` on that overlap, or are near each other on one line; returns the one behind them. */
static size_t together(const ft_trace *t, const fintag_candidate *all, size_t count, size_t i, const cursor *at) {
    enum { NEAR = 24 };
    bool in_title = all[i].in_title;
    uint32_t begin = all[i].span.begin, end = all[i].span.end;
    cursor ahead = *at;
    size_t line = walk_to(&ahead, begin);
    const char *feed = memchr(ahead.field.ptr + line, '\n', ahead.field.len - line);
    size_t line_end = feed ? (size_t)(feed - ahead.field.ptr) : ahead.field.len;
    for (i++; i < count; i++) {
        if (!ft_trace_wants(t, &all[i])) continue;
        if (all[i].in_title != in_title) break;
        bool overlaps = all[i].span.begin < end;
        bool near = all[i].span.end - begin <= NEAR && walk_to(&ahead, all[i].span.begin) < line_end;
        if (!overlaps && !near) break;
        if (all[i].span.end > end) end = all[i].span.end;
    }
    return i;
}

static void print_heading(const ft_trace *t, const fintag_article *article, const fintag_candidate *all, size_t count) {
    size_t fates[3] = {0};
    for (size_t i = 0; i < count; i++) fates[all[i].fate]++;
    fintag_str name = article->id.len ? article->id : article->path;
    look(t, BOLD);
    if (name.len) {
        cell(t, name, 0);
        fputs(": ", t->out);
    }
    fprintf(t->out, "%zu candidates: %zu kept, %zu rejected, %zu lost", count, fates[FINTAG_KEPT],
            fates[FINTAG_REJECTED], fates[FINTAG_LOST]);
    look(t, "0");
    fputc('\n', t->out);
}

void ft_trace_article(ft_trace *t, const fintag_doc *doc) {
    size_t count, entity_count;
    const fintag_candidate *all = fintag_doc_candidates(doc, &count);
    const fintag_entity *entities = fintag_doc_entities(doc, &entity_count);
    const fintag_article *article = fintag_doc_article(doc);
    cursor at[2] = {{.field = article->text}, {.field = article->title}};
    layout l = measure(t, all, count);
    print_heading(t, article, all, count);
    size_t shown = 0, next;
    for (size_t i = 0; i < count; i = next) {
        next = i + 1;
        if (!ft_trace_wants(t, &all[i])) continue;
        cursor *field = &at[all[i].in_title];
        next = together(t, all, count, i, field);
        print_excerpt(t, field, all, i, next);
        for (; i < next; i++) {
            if (!ft_trace_wants(t, &all[i])) continue;
            print_row(t, &l, &all[i], all, entities);
            shown++;
        }
    }
    if (!shown && t->at >= 0) fprintf(t->out, "\nno candidate touches character %ld\n", t->at);
    fputc('\n', t->out);
}

static void json_string(FILE *out, const char *key, fintag_str text) {
    fprintf(out, ",\"%s\":\"", key);
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c == '"' || c == '\\')
            fprintf(out, "\\%c", c);
        else if (c < 0x20)
            fprintf(out, "\\u%04x", c);
        else
            fputc(c, out);
    }
    fputc('"', out);
}

static void json_row(ft_trace *t, fintag_str id, const fintag_candidate *c, const fintag_candidate *all,
                     const fintag_entity *entities) {
    fprintf(t->out, "{\"fate\":\"%s\",\"in\":\"%s\",\"start\":%u,\"end\":%u,\"type\":\"%s\",\"priority\":%d",
            fate_words[c->fate], c->in_title ? "title" : "text", c->span.begin, c->span.end, fintag_type_name(c->type),
            c->priority);
    if (id.len) json_string(t->out, "id", id);
    json_string(t->out, "text", c->text);
    json_string(t->out, "rule", c->rule);
    if (c->entry.len) json_string(t->out, "entry", c->entry);
    if (c->reason.len) json_string(t->out, "reason", c->reason);
    if (c->fate == FINTAG_LOST) {
        const fintag_candidate *winner = &all[c->lost_to];
        fprintf(t->out, ",\"lost_to\":{\"start\":%u,\"end\":%u,\"priority\":%d", winner->span.begin, winner->span.end,
                winner->priority);
        json_string(t->out, "text", winner->text);
        json_string(t->out, "rule", winner->rule);
        fputc('}', t->out);
    }
    if (c->fate == FINTAG_KEPT && c->type != FINTAG_TRAP) {
        fintag_str value = ft_collect_value(&t->buf, &entities[c->entity]);
        fputs(",\"value\":", t->out);
        fwrite(value.ptr, 1, value.len, t->out);
    }
    fputs("}\n", t->out);
}

void ft_trace_json(ft_trace *t, const fintag_doc *doc) {
    size_t count, entity_count;
    const fintag_candidate *all = fintag_doc_candidates(doc, &count);
    const fintag_entity *entities = fintag_doc_entities(doc, &entity_count);
    for (size_t i = 0; i < count; i++)
        if (ft_trace_wants(t, &all[i])) json_row(t, fintag_doc_article(doc)->id, &all[i], all, entities);
}
