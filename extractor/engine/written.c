/* Names of companies that no dictionary knows, as the article writes them: the link step sees only the matching form,
 * in which 上海新昇 is 上海新升 and capitals are lost. Their ids stay folded, so that they are equal over articles. */
#include <stdlib.h>

#include "engine/doc.h"

typedef struct {
    fintag_str id, text;
    size_t order;
} written;

static int compare_ids(fintag_str a, fintag_str b) {
    size_t len = a.len < b.len ? a.len : b.len;
    int order = len ? memcmp(a.ptr, b.ptr, len) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

static int by_id(const void *left, const void *right) {
    const written *a = left, *b = right;
    int order = compare_ids(a->id, b->id);
    return order ? order : (a->order > b->order) - (a->order < b->order);
}

/* The name was taken from the text: it is the id without its scheme. */
static bool from_text(const fintag_name *name) {
    enum { SCHEME = sizeof "name:" - 1 };
    return name->id.len == name->name.len + SCHEME &&
           memcmp(name->id.ptr + SCHEME, name->name.ptr, name->name.len) == 0;
}

static void rename_as_written(fintag_name *name, const written *items, size_t count) {
    if (!from_text(name)) return;
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (compare_ids(items[middle].id, name->id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < count && ft_str_eq(items[low].id, name->id)) name->name = items[low].text;
}

void ft_names_as_written(fintag_doc *doc) {
    written *items = ft_alloc(&doc->arena, (doc->entities.count + 1) * sizeof *items);
    size_t count = 0;
    if (!items) return;
    for (size_t i = 0; i < doc->entities.count; i++) {
        const fintag_entity *entity = &doc->entities.items[i];
        if (entity->type != FINTAG_COMPANY || !ft_str_is(entity->value.name.resolved_by, "pattern") ||
            !from_text(&entity->value.name) || memchr(entity->text.ptr, '\n', entity->text.len))
            continue;
        items[count] = (written){entity->value.name.id, entity->text, count};
        count++;
    }
    if (!count) return;
    qsort(items, count, sizeof *items, by_id);
    for (size_t i = 0; i < doc->entities.count; i++)
        if (doc->entities.items[i].type == FINTAG_COMPANY)
            rename_as_written(&doc->entities.items[i].value.name, items, count);
    for (size_t i = 0; i < doc->companies.count; i++) rename_as_written(&doc->companies.items[i].name, items, count);
}
