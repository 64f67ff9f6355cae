#include "cli/gold.h"

#include <stdlib.h>
#include <string.h>

#include "cli/compare.h"
#include "cli/message.h"

bool ft_gold_read(ft_gold *gold, const char *path) {
    *gold = (ft_gold){0};
    json_error_t error;
    gold->root = json_load_file(path, JSON_DECODE_INT_AS_REAL, &error);
    if (!gold->root) {
        ft_say("%s:%d:%d: %s", path, error.line, error.column, error.text);
        return false;
    }
    gold->post = json_string_value(json_object_get(gold->root, "post"));
    if (gold->post && json_is_array(json_object_get(gold->root, "entities"))) return true;
    ft_say("%s: gold has the members post and entities", path);
    ft_gold_free(gold);
    return false;
}

static size_t find(fintag_str field, size_t from, const char *piece) {
    size_t len = strlen(piece);
    if (from > field.len) return SIZE_MAX;
    const char *at = memmem(field.ptr + from, field.len - from, piece, len);
    return at ? (size_t)(at - field.ptr) : SIZE_MAX;
}

/* Where an item stands, from `from` on; false when the article does not hold it. */
static bool place(const json_t *item, fintag_str field, size_t from, ft_gold_entity *out) {
    const char *text = json_string_value(json_object_get(item, "text"));
    const char *after = json_string_value(json_object_get(item, "after"));
    if (!text) return false;
    if (after) {
        size_t at = find(field, from, after);
        if (at == SIZE_MAX) return false;
        from = at + strlen(after);
    }
    out->begin = find(field, from, text);
    out->end = out->begin + strlen(text);
    return out->begin != SIZE_MAX;
}

static void report_lost(ft_gold *gold, const json_t *item, const char *what) {
    const char *text = json_string_value(json_object_get(item, "text"));
    ft_say("%s: the %s ‘%s’ is not found", gold->post, what, text ? text : "");
    gold->lost++;
}

static void place_items(ft_gold *gold, const fintag_article *article, const json_t *list, bool traps) {
    size_t index, cursor[2] = {0, 0};
    json_t *item;
    json_array_foreach(list, index, item) {
        const char *in = json_string_value(json_object_get(item, "in")),
                   *type = json_string_value(json_object_get(item, "type"));
        ft_gold_entity e = {.in_title = in && strcmp(in, "title") == 0,
                            .optional = json_is_true(json_object_get(item, "optional")),
                            .value = json_object_get(item, "value")};
        fintag_str field = e.in_title ? article->title : article->text;
        bool named = traps || (type && ft_type_named(type, &e.type));
        if (!named || !place(item, field, traps ? 0 : cursor[e.in_title], &e)) {
            report_lost(gold, item, traps ? "trap" : "entity");
            continue;
        }
        if (traps) {
            gold->traps[gold->trap_count++] = e;
        } else {
            cursor[e.in_title] = e.end;
            gold->entities[gold->entity_count++] = e;
        }
    }
}

bool ft_gold_place(ft_gold *gold, const fintag_article *article) {
    const json_t *entities = json_object_get(gold->root, "entities"), *traps = json_object_get(gold->root, "traps");
    gold->entities = calloc(json_array_size(entities) + 1, sizeof *gold->entities);
    gold->traps = calloc(json_array_size(traps) + 1, sizeof *gold->traps);
    if (!gold->entities || !gold->traps) return false;
    place_items(gold, article, entities, false);
    place_items(gold, article, traps, true);
    return true;
}

void ft_gold_free(ft_gold *gold) {
    json_decref(gold->root);
    free(gold->entities);
    free(gold->traps);
    *gold = (ft_gold){0};
}
