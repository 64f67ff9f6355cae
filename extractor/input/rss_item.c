#include "input/rss_item.h"

#include <string.h>

/* Elements by name. The higher rank wins; of equal ones the first. */
static const struct {
    const char *name;
    fintag_field_name field;
    int rank;
} elements[] = {{"guid", FINTAG_FIELD_ID, 3},
                {"id", FINTAG_FIELD_ID, 3},
                {"title", FINTAG_FIELD_TITLE, 1},
                {"content:encoded", FINTAG_FIELD_HTML, 5},
                {"content", FINTAG_FIELD_BODY, 4},
                {"description", FINTAG_FIELD_BODY, 3},
                {"summary", FINTAG_FIELD_BODY, 2},
                {"pubDate", FINTAG_FIELD_PUBLISHED, 5},
                {"published", FINTAG_FIELD_PUBLISHED, 4},
                {"dc:date", FINTAG_FIELD_PUBLISHED, 3},
                {"updated", FINTAG_FIELD_PUBLISHED, 2},
                {"link", FINTAG_FIELD_URL, 3},
                {"dc:creator", FINTAG_FIELD_AUTHOR, 4},
                {"author", FINTAG_FIELD_AUTHOR, 2},
                {"source", FINTAG_FIELD_MEDIA, 1},
                {"category", FINTAG_FIELD_TAGS, 1},
                {"dc:subject", FINTAG_FIELD_TAGS, 1}};

enum { ELEMENTS = sizeof elements / sizeof *elements };

static unsigned unit_at(const ft_item *item, fintag_str tag, size_t at, unsigned *len) {
    *len = 0;
    return at < tag.len ? ft_unit(tag.ptr + at, tag.len - at, item->units, len) : 0;
}

static bool is_space(unsigned c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Does `word` stand at `at`? *end gets the place behind it. */
static bool stands(const ft_item *item, fintag_str text, size_t at, const char *word, size_t *end) {
    unsigned len;
    for (; *word; word++, at += len)
        if (unit_at(item, text, at, &len) != (unsigned char)*word || !len) return false;
    *end = at;
    return true;
}

/* Find an attribute in a well-formed start tag; its value's place, without the quotes. */
static bool attribute(const ft_item *item, fintag_str tag, const char *name, size_t *begin, size_t *end) {
    unsigned len = 0, quote = 0, last = 0;
    for (size_t at = 0; at < tag.len; at += len) {
        unsigned c = unit_at(item, tag, at, &len);
        size_t behind;
        if (!len) return false;
        if (quote) {
            quote = c == quote ? 0 : quote;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (is_space(last) && stands(item, tag, at, name, &behind)) {
            while (c = unit_at(item, tag, behind, &len), is_space(c) || c == '=') behind += len;
            if (c == '"' || c == '\'') {
                *begin = *end = behind + len;
                while (unit_at(item, tag, *end, &len) != c && len) *end += len;
                return len != 0;
            }
            unit_at(item, tag, at, &len);
        }
        last = quote ? 0 : c;
    }
    return false;
}

static bool attribute_is(const ft_item *item, fintag_str tag, const char *name, const char *value) {
    size_t begin, end, behind;
    return attribute(item, tag, name, &begin, &end) && stands(item, tag, begin, value, &behind) && behind == end;
}

static void offer(ft_item *item, fintag_field_name slot, int rank, fintag_field field) {
    if (rank <= item->ranks[slot] || field.end <= field.begin) return;
    item->ranks[slot] = rank;
    item->best[slot] = field;
}

/* Nothing but white space, in a CDATA section or not. */
static bool is_empty(const ft_item *item, fintag_str content) {
    unsigned len = 0;
    size_t behind;
    for (size_t at = 0; at < content.len; at += len) {
        unsigned c = unit_at(item, content, at, &len);
        if (!len) return true;
        if (is_space(c)) continue;
        if (!stands(item, content, at, "<![CDATA[", &behind) && !stands(item, content, at, "]]>", &behind))
            return false;
        at = behind;
        len = 0;
    }
    return true;
}

/* What an Atom text is, by its type, plain without one; RSS has none, and its descriptions are HTML or not. */
static void set_type(const ft_item *item, fintag_str tag, fintag_field *field) {
    size_t begin, end;
    if (attribute_is(item, tag, "type", "xhtml")) {
        field->name = FINTAG_FIELD_HTML;
        field->escape = FINTAG_ESCAPE_NONE;
    } else if (attribute_is(item, tag, "type", "html") || attribute_is(item, tag, "type", "text/html")) {
        field->name = FINTAG_FIELD_HTML;
    } else if (attribute_is(item, tag, "type", "text") || attribute_is(item, tag, "type", "text/plain") ||
               (item->is_entry && !attribute(item, tag, "type", &begin, &end))) {
        field->name = FINTAG_FIELD_TEXT;
    }
}

static void take_link(ft_item *item, fintag_str tag, const fintag_field *content, size_t tag_at) {
    size_t begin, end, ignored;
    if (!attribute(item, tag, "href", &begin, &end)) {
        offer(item, FINTAG_FIELD_URL, 3, *content);
        return;
    }
    bool other = attribute(item, tag, "rel", &ignored, &ignored) && !attribute_is(item, tag, "rel", "alternate");
    if (!other)
        offer(item, FINTAG_FIELD_URL, 2,
              (fintag_field){FINTAG_FIELD_URL, FINTAG_ESCAPE_XML, tag_at + begin, tag_at + end});
}

static void take_tag(ft_item *item, fintag_str tag, fintag_field content, size_t tag_at) {
    size_t begin, end;
    if (attribute(item, tag, "term", &begin, &end)) {
        content.begin = tag_at + begin;
        content.end = tag_at + end;
    }
    if (content.end > content.begin && item->tag_count < FT_ITEM_TAGS) item->tags[item->tag_count++] = content;
}

void ft_item_begin(ft_item *item, ft_units units, const char *name, fintag_str tag) {
    size_t begin, end;
    memset(item->ranks, 0, sizeof item->ranks);
    item->tag_count = 0;
    item->units = units;
    item->prefixed = strcmp(name, "atom:entry") == 0;
    item->is_entry = strcmp(name, "item") != 0;
    if (attribute(item, tag, "rdf:about", &begin, &end))
        offer(item, FINTAG_FIELD_ID, 1, (fintag_field){FINTAG_FIELD_ID, FINTAG_ESCAPE_XML, begin, end});
}

void ft_item_take(ft_item *item, const ft_item_element *element, const char *parent, fintag_str item_bytes,
                  size_t end) {
    const char *name = element->name;
    if (item->prefixed && strncmp(name, "atom:", 5) == 0) name += 5;
    fintag_field field = {.escape = FINTAG_ESCAPE_XML, .begin = element->begin, .end = end};
    if (end < element->begin) field.end = field.begin; /* <element/> */
    size_t tag_at = element->tag, behind;
    fintag_str tag = {item_bytes.ptr + tag_at, element->begin - tag_at};
    if (parent) {
        field.name = FINTAG_FIELD_AUTHOR;
        bool person = strcmp(parent, "author") == 0 || strcmp(parent, "atom:author") == 0;
        if (person && strcmp(name, "name") == 0) offer(item, FINTAG_FIELD_AUTHOR, 3, field);
        return;
    }
    size_t k = 0;
    while (k < ELEMENTS && strcmp(elements[k].name, name) != 0) k++;
    if (k == ELEMENTS) return;
    field.name = elements[k].field;
    fintag_field_name slot = field.name == FINTAG_FIELD_HTML ? FINTAG_FIELD_BODY : field.name;
    bool person_or_source = slot == FINTAG_FIELD_AUTHOR || slot == FINTAG_FIELD_MEDIA;
    if (element->has_children && person_or_source) return; /* Atom's, which hold elements */
    fintag_str content = {item_bytes.ptr + field.begin, field.end - field.begin};
    if (slot == FINTAG_FIELD_BODY) {
        if (is_empty(item, content)) return;
        if (elements[k].rank != 5) set_type(item, tag, &field);
    }
    if (slot == FINTAG_FIELD_URL) {
        take_link(item, tag, &field, tag_at);
    } else if (slot == FINTAG_FIELD_TAGS) {
        take_tag(item, tag, field, tag_at);
    } else {
        offer(item, slot, elements[k].rank, field);
    }
    if (strcmp(name, "guid") == 0 && stands(item, content, 0, "http", &behind) &&
        !attribute_is(item, tag, "isPermaLink", "false")) {
        field.name = FINTAG_FIELD_URL;
        offer(item, FINTAG_FIELD_URL, 1, field);
    }
}

size_t ft_item_end(ft_item *item) {
    size_t count = 0;
    for (int slot = 0; slot < FINTAG_FIELD_COUNT; slot++)
        if (item->ranks[slot]) item->all[count++] = item->best[slot];
    for (unsigned i = 0; i < item->tag_count; i++) item->all[count++] = item->tags[i];
    return count;
}
