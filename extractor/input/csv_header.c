#include "input/csv_header.h"

#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "text/decode.h"

/* Names that need no --map. Of several for one field the first that is there counts. */
static const struct {
    const char *name;
    fintag_field_name field;
} known[] = {{"id", FINTAG_FIELD_ID},
             {"title", FINTAG_FIELD_TITLE},
             {"text", FINTAG_FIELD_TEXT},
             {"html", FINTAG_FIELD_HTML},
             {"body", FINTAG_FIELD_BODY},
             {"content", FINTAG_FIELD_BODY},
             {"published", FINTAG_FIELD_PUBLISHED},
             {"date", FINTAG_FIELD_PUBLISHED},
             {"time", FINTAG_FIELD_PUBLISHED},
             {"url", FINTAG_FIELD_URL},
             {"media", FINTAG_FIELD_MEDIA},
             {"author", FINTAG_FIELD_AUTHOR},
             {"tags", FINTAG_FIELD_TAGS}};

enum { KNOWN = sizeof known / sizeof *known };

typedef struct {
    fintag_str items[FT_CSV_COLUMNS];
    unsigned count;
    bool overflow;
} names;

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void add(names *list, fintag_str name) {
    while (name.len && is_space(name.ptr[0])) name.ptr++, name.len--;
    while (name.len && is_space(name.ptr[name.len - 1])) name.len--;
    if (name.len > 1 && name.ptr[0] == '"' && name.ptr[name.len - 1] == '"') name.ptr++, name.len -= 2;
    list->overflow = list->overflow || list->count == FT_CSV_COLUMNS;
    if (!list->overflow) list->items[list->count++] = name;
}

static void split(names *list, fintag_str row, char delimiter) {
    list->count = 0;
    list->overflow = false;
    size_t begin = 0;
    bool quoted = false;
    for (size_t at = 0; at <= row.len; at++) {
        if (at < row.len && row.ptr[at] == '"') quoted = !quoted;
        if (at < row.len && (quoted || row.ptr[at] != delimiter)) continue;
        add(list, (fintag_str){row.ptr + begin, at - begin});
        begin = at + 1;
    }
}

static bool is_word(fintag_str name, const char *word) {
    return name.len == strlen(word) && strncasecmp(name.ptr, word, name.len) == 0;
}

static bool is_text(fintag_field_name field) {
    return field == FINTAG_FIELD_TEXT || field == FINTAG_FIELD_HTML || field == FINTAG_FIELD_BODY;
}

/* Give each field its column; returns whether there is a text among them. */
static bool assign(ft_csv *csv, const names *list) {
    bool done[FINTAG_FIELD_COUNT] = {false}, text = false, mapped_text = false;
    memset(csv->fields, -1, sizeof csv->fields);
    for (int field = 0; csv->map && field < FINTAG_FIELD_COUNT; field++) {
        fintag_str name = csv->map->names[field];
        if (!name.len) continue;
        done[field] = true; /* what is mapped stands nowhere else */
        mapped_text = mapped_text || is_text((fintag_field_name)field);
        for (unsigned i = 0; i < list->count; i++) {
            if (!ft_str_eq(list->items[i], name) || csv->fields[i] >= 0) continue;
            csv->fields[i] = (short)field;
            text = text || is_text((fintag_field_name)field);
            break;
        }
    }
    for (size_t k = 0; k < KNOWN; k++) {
        fintag_field_name field = known[k].field;
        if (done[field] || (is_text(field) && mapped_text)) continue;
        for (unsigned i = 0; i < list->count && !done[field]; i++) {
            if (csv->fields[i] >= 0 || !is_word(list->items[i], known[k].name)) continue;
            csv->fields[i] = (short)field;
            done[field] = true;
            text = text || is_text(field);
        }
    }
    csv->columns = list->count;
    return text && !list->overflow;
}

static bool read_names(ft_csv *csv, fintag_str row) {
    static const char delimiters[] = ",\t;";
    names list;
    for (const char *delimiter = delimiters; *delimiter; delimiter++) {
        split(&list, row, *delimiter);
        csv->delimiter = *delimiter;
        if (assign(csv, &list)) return true;
    }
    return false;
}

bool ft_csv_header(ft_csv *csv, fintag_str row) {
    ft_buf utf8 = {0};
    ft_offmap map = {0};
    ft_decoded how;
    fintag_str label = {0};
    if (csv->charset) label = (fintag_str){csv->charset->name, strlen(csv->charset->name)};
    bool text =
        ft_decode(row, label, &utf8, &map, &how) && read_names(csv, (fintag_str){utf8.len ? utf8.ptr : "", utf8.len});
    ft_buf_free(&utf8);
    ft_offmap_free(&map);
    return text;
}

bool ft_csv_is_header(fintag_str bytes, const fintag_map *map) {
    ft_csv csv = {.map = map};
    bool wide = bytes.len > 1 && (!bytes.ptr[0] || !bytes.ptr[1] || memcmp(bytes.ptr, "\xFF\xFE", 2) == 0);
    const char *end = memchr(bytes.ptr, '\n', bytes.len);
    if (wide || !end) return false;
    return ft_csv_header(&csv, (fintag_str){bytes.ptr, (size_t)(end - bytes.ptr)}) && csv.columns > 1;
}
