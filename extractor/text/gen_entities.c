/* Build-time program: makes entity_table.c from entities.tsv.
 *   gen_entities ENTITIES_TSV OUT */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "text/entity_table.h"

enum { NAMES = 2125, BARE_NAMES = 106, POOL_MAX = 65536 };

typedef struct {
    ft_entity entities[NAMES];
    unsigned count, bare;
    char pool[POOL_MAX];
    size_t pool_len;
    uint16_t slots[FT_ENTITY_SLOTS];
} table;

static uint32_t hash_name(const char *name, size_t len) {
    uint32_t hash = FT_ENTITY_HASH_START;
    for (size_t i = 0; i < len; i++) hash = ft_entity_hash(hash, name[i]);
    return hash;
}

static const char *insert(table *out, const char *name, size_t len) {
    uint32_t slot = ft_entity_slot(hash_name(name, len));
    while (out->slots[slot]) {
        const ft_entity *other = &out->entities[out->slots[slot] - 1];
        if (other->name_len == len && memcmp(out->pool + other->name, name, len) == 0)
            return "the name stands here twice";
        slot = (slot + 1) % FT_ENTITY_SLOTS;
    }
    out->slots[slot] = (uint16_t)(out->count + 1);
    return NULL;
}

static const char *read_line(table *out, const char *line) {
    size_t len = strspn(line, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
    if (!len || len > FT_ENTITY_NAME_MAX || line[len] != '\t')
        return "the name is not 1 to 31 letters and digits, then a tab";
    if (out->count == NAMES || out->pool_len + len > POOL_MAX) return "too many names";
    ft_entity entity = {.name = (uint16_t)out->pool_len, .name_len = (uint8_t)len};
    const char *at = line + len + 1;
    while (*at && *at != '\t' && *at != '\n') {
        char *end, utf8[4];
        unsigned long point = strtoul(at, &end, 16);
        if (end == at || point > 0x10FFFF) return "the code points are not hexadecimal numbers";
        unsigned bytes = ft_utf8_put(utf8, (uint32_t)point);
        if (entity.text_len + bytes > FT_ENTITY_TEXT_MAX) return "the text is longer than the table holds";
        memcpy(entity.text + entity.text_len, utf8, bytes);
        entity.text_len = (uint8_t)(entity.text_len + bytes);
        at = end + (*end == ' ');
    }
    entity.bare = strcmp(at, "\t*\n") == 0;
    if (!entity.text_len || (!entity.bare && strcmp(at, "\n") != 0)) return "the last column is neither absent nor *";
    if (entity.bare && len > FT_ENTITY_BARE_MAX) return "a name without semicolon is longer than the lookup tries";
    const char *why = insert(out, line, len);
    if (why) return why;
    memcpy(out->pool + out->pool_len, line, len);
    out->pool_len += len;
    out->bare += entity.bare;
    out->entities[out->count++] = entity;
    return NULL;
}

static bool read_table(table *out, const char *path) {
    FILE *file = fopen(path, "r");
    char line[256];
    unsigned number = 0;
    const char *why = file ? NULL : "cannot be opened";
    while (!why && fgets(line, sizeof line, file)) {
        number++;
        if (*line != '#') why = read_line(out, line);
    }
    if (file) fclose(file);
    if (!why && (out->count != NAMES || out->bare != BARE_NAMES))
        why = "not the 2125 names, 106 of them without semicolon";
    if (why) fprintf(stderr, "%s:%u: %s\n", path, number, why);
    return !why;
}

static void write_table(FILE *file, const table *out) {
    fputs("/* Made by gen_entities; do not edit. */\n#include \"text/entity_table.h\"\n\nconst ft_entity ft_entities[] "
          "= {\n",
          file);
    for (unsigned i = 0; i < out->count; i++) {
        const ft_entity *entity = &out->entities[i];
        fprintf(file, "{%u,%u,%u,%u,{", (unsigned)entity->name, (unsigned)entity->name_len, (unsigned)entity->bare,
                (unsigned)entity->text_len);
        for (unsigned k = 0; k < FT_ENTITY_TEXT_MAX; k++)
            fprintf(file, "(char)%u,", (unsigned)(unsigned char)entity->text[k]);
        fputs("}},\n", file);
    }
    fputs("};\n\nconst char ft_entity_names[] =\n", file);
    for (unsigned i = 0; i < out->count; i++)
        fprintf(file, "\"%.*s\"\n", (int)out->entities[i].name_len, out->pool + out->entities[i].name);
    fprintf(file, ";\n\nconst uint16_t ft_entity_slots[FT_ENTITY_SLOTS] = {");
    for (unsigned i = 0; i < FT_ENTITY_SLOTS; i++) fprintf(file, "%s%u,", i % 16 ? "" : "\n", (unsigned)out->slots[i]);
    fputs("\n};\n", file);
}

int main(int count, char **args) {
    if (count != 3) {
        fputs("usage: gen_entities ENTITIES_TSV OUT\n", stderr);
        return 2;
    }
    table *out = calloc(1, sizeof *out);
    bool good = out && read_table(out, args[1]);
    FILE *file = good ? fopen(args[2], "w") : NULL;
    if (file) write_table(file, out);
    good = file && !ferror(file) && fclose(file) == 0;
    if (!good) fprintf(stderr, "gen_entities: %s not made\n", args[2]);
    free(out);
    return good ? 0 : 1;
}
