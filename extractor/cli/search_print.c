#include "cli/search_print.h"

#include <jansson.h>
#include <stdio.h>

#include "base/str.h"
#include "base/utf8.h"
#include "cli/width.h"

static const char RESET[] = "\033[0m", TITLE[] = "\033[1m", DIM[] = "\033[2m", WORD[] = "\033[1;33m";

static const char *colour_of(const ft_mark *mark) {
    static const struct {
        const char *type, *colour;
    } colours[] = {{"ticker", "\033[1;35m"}, {"company", "\033[1;32m"}, {"organization", "\033[1;34m"},
                   {"index", "\033[1;36m"},  {"date", "\033[1;31m"},    {"quantity", "\033[1;94m"}};
    for (size_t i = 0; mark->is_entity && i < sizeof colours / sizeof *colours; i++)
        if (ft_str_is(mark->type, colours[i].type)) return colours[i].colour;
    return WORD;
}

/* An article may hold anything: nothing of it may command the terminal. */
static void put_safe(fintag_str text) {
    unsigned len;
    for (size_t i = 0; i < text.len; i += len) {
        uint32_t point = ft_utf8_get(text.ptr + i, &len);
        if (point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0x2028 || point == 0x2029)
            putchar(' ');
        else
            fwrite(text.ptr + i, 1, len, stdout);
    }
}

/* Bytes begin..end of a field with its marks. */
static void put_marked(const ft_found *found, bool in_title, size_t begin, size_t end, bool colour) {
    fintag_str field = in_title ? found->title : found->text;
    size_t at = begin;
    for (size_t i = 0; i < found->marks.count; i++) {
        const ft_mark *mark = &found->marks.items[i];
        if (mark->in_title != in_title || mark->byte_begin < at || mark->byte_end > end) continue;
        put_safe((fintag_str){field.ptr + at, mark->byte_begin - at});
        fputs(colour ? colour_of(mark) : "[", stdout);
        put_safe(mark->text);
        fputs(colour ? RESET : "]", stdout);
        if (colour && in_title) fputs(TITLE, stdout);
        at = mark->byte_end;
    }
    if (end > at) put_safe((fintag_str){field.ptr + at, end - at});
}

void ft_search_print_text(const ft_found *found, size_t number, bool colour) {
    const fintag_str parts[] = {found->published, found->media, found->id, found->path};
    bool any = false;
    printf("%zu. %s", number, colour ? TITLE : "");
    if (found->title.len)
        put_marked(found, true, 0, found->title.len, colour);
    else
        put_safe(found->id);
    printf("%s\n   %s", colour ? RESET : "", colour ? DIM : "");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!parts[i].len) continue;
        if (any) fputs(" · ", stdout);
        put_safe(parts[i]);
        any = true;
    }
    printf("%s\n   ", colour ? RESET : "");
    if (found->begin > 0) fputs("…", stdout);
    put_marked(found, false, found->begin, found->end, colour);
    puts(found->end < found->text.len ? "…\n" : "\n");
}

static json_t *string_of(fintag_str s) {
    return s.ptr ? json_stringn_nocheck(s.ptr, s.len) : json_null();
}

static json_t *mark_of(const ft_mark *mark) {
    json_t *object = json_object();
    if (mark->is_entity) json_object_set_new(object, "type", string_of(mark->type));
    json_object_set_new(object, "in", json_string(mark->in_title ? "title" : "text"));
    json_object_set_new(object, "start", json_integer(mark->begin));
    json_object_set_new(object, "end", json_integer(mark->end));
    json_object_set_new(object, "text", string_of(mark->text));
    if (mark->id.len) json_object_set_new(object, "id", string_of(mark->id));
    if (mark->si_unit.len) {
        json_object_set_new(object, "min", json_real(mark->si_min));
        json_object_set_new(object, "max", json_real(mark->si_max));
        json_object_set_new(object, "unit", string_of(mark->si_unit));
    }
    if (mark->from.len || mark->until.len) {
        json_object_set_new(object, "from", string_of(mark->from));
        json_object_set_new(object, "until", string_of(mark->until));
    }
    return object;
}

static json_int_t points_before(fintag_str text, size_t end) {
    json_int_t points = 0;
    for (size_t i = 0; i < end; i++) points += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
    return points;
}

bool ft_search_print_json(const ft_found *found, double score) {
    json_t *object = json_object(), *words = json_array(), *entities = json_array(), *snippet = json_object();
    fintag_str cut = {found->text.ptr, 0};
    if (found->end > found->begin) cut = (fintag_str){found->text.ptr + found->begin, found->end - found->begin};
    json_object_set_new(snippet, "start", json_integer(points_before(found->text, found->begin)));
    json_object_set_new(snippet, "end", json_integer(points_before(found->text, found->end)));
    json_object_set_new(snippet, "text", string_of(cut));
    for (size_t i = 0; i < found->marks.count; i++)
        json_array_append_new(found->marks.items[i].is_entity ? entities : words, mark_of(&found->marks.items[i]));
    json_object_set_new(object, "id", string_of(found->id));
    json_object_set_new(object, "score", json_real(score));
    json_object_set_new(object, "title", string_of(found->title));
    json_object_set_new(object, "published", string_of(found->published));
    json_object_set_new(object, "lang", string_of(found->lang));
    json_object_set_new(object, "url", string_of(found->url));
    json_object_set_new(object, "media", string_of(found->media));
    json_object_set_new(object, "path", string_of(found->path));
    json_object_set_new(object, "snippet", snippet);
    json_object_set_new(object, "words", words);
    int failed = json_object_set_new(object, "entities", entities);
    if (!failed) failed = json_dumpf(object, stdout, JSON_COMPACT | JSON_REAL_PRECISION(15));
    json_decref(object);
    putchar('\n');
    return !failed;
}

void ft_search_print_place(fintag_str query, const ft_query_error *error) {
    size_t at = error->at < query.len ? error->at : query.len;
    size_t len = error->len < query.len - at ? error->len : query.len - at;
    fputs("  ", stderr);
    ft_print_cell(stderr, query, 0, (size_t)-1);
    fprintf(stderr, "\n  %*s^", (int)ft_width((fintag_str){query.ptr, at}), "");
    for (size_t i = 1, columns = ft_width((fintag_str){query.ptr + at, len}); i < columns; i++) fputc('~', stderr);
    fputc('\n', stderr);
}
