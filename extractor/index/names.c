#include "index/names.h"

#include <stdlib.h>

#include "base/str.h"
#include "index/schema.h"

enum { SLOTS = 1 << 15, MOST = SLOTS / 4 * 3 };

struct ft_name_slot {
    fintag_str id; /* absent: free */
    int64_t key;
    uint32_t hash;
    fintag_type type;
};

static int prepare(sqlite3 *db, const char *sql, sqlite3_stmt **stmt) {
    return sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, stmt, NULL);
}

int ft_name_keys_open(ft_name_keys *keys, sqlite3 *db) {
    keys->slots = calloc(SLOTS, sizeof *keys->slots);
    if (!keys->slots) return SQLITE_NOMEM;
    keys->db = db;
    /* Not one statement with ON CONFLICT DO UPDATE: that takes a savepoint for each. */
    int code = prepare(db, "SELECT key FROM names WHERE type = ?1 AND id = ?2", &keys->find);
    if (code == SQLITE_OK)
        code = prepare(db, "INSERT INTO names (type, id, name, kind, listings) VALUES (?1, ?2, ?3, ?4, ?5)",
                       &keys->insert);
    if (code == SQLITE_OK)
        code = prepare(db, "UPDATE names SET name = ?3, kind = ?4, listings = ?5 WHERE type = ?1 AND id = ?2",
                       &keys->update);
    return code;
}

void ft_name_keys_close(ft_name_keys *keys) {
    sqlite3_finalize(keys->find);
    sqlite3_finalize(keys->insert);
    sqlite3_finalize(keys->update);
    ft_arena_free(&keys->arena);
    free(keys->slots);
}

void ft_name_keys_forget(ft_name_keys *keys) {
    memset(keys->slots, 0, SLOTS * sizeof *keys->slots);
    ft_arena_reset(&keys->arena);
    keys->used = 0;
}

static uint32_t hash_of(fintag_type type, fintag_str id) {
    uint32_t hash = 2166136261u ^ (uint32_t)type;
    for (size_t i = 0; i < id.len; i++) hash = (hash ^ (unsigned char)id.ptr[i]) * 16777619u;
    return hash;
}

/* The slot of the name, or the free one where it belongs. */
static ft_name_slot *find(ft_name_keys *keys, uint32_t hash, const ft_name_row *row) {
    for (uint32_t at = hash % SLOTS;; at = (at + 1) % SLOTS) {
        ft_name_slot *slot = &keys->slots[at];
        if (!slot->id.ptr) return slot;
        if (slot->hash == hash && slot->type == row->type && ft_str_eq(slot->id, row->id)) return slot;
    }
}

/* Find the row and bring it up to date, or make it. */
static int upsert(ft_name_keys *keys, const ft_name_row *row, int64_t *key) {
    const char *type = fintag_type_name(row->type);
    sqlite3_bind_text(keys->find, 1, type, -1, SQLITE_STATIC);
    ft_bind_str(keys->find, 2, row->id);
    int code = sqlite3_step(keys->find);
    bool found = code == SQLITE_ROW;
    if (found) *key = sqlite3_column_int64(keys->find, 0);
    sqlite3_reset(keys->find);
    if (!found && code != SQLITE_DONE) return code;
    sqlite3_stmt *stmt = found ? keys->update : keys->insert;
    sqlite3_clear_bindings(stmt);
    sqlite3_bind_text(stmt, 1, type, -1, SQLITE_STATIC);
    ft_bind_str(stmt, 2, row->id);
    ft_bind_str(stmt, 3, row->name);
    ft_bind_str(stmt, 4, row->kind);
    ft_bind_str(stmt, 5, row->listings);
    code = sqlite3_step(stmt);
    if (code == SQLITE_DONE && !found) *key = sqlite3_last_insert_rowid(keys->db);
    sqlite3_reset(stmt);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

int ft_name_key(ft_name_keys *keys, const ft_name_row *row, int64_t *key) {
    uint32_t hash = hash_of(row->type, row->id);
    ft_name_slot *slot = find(keys, hash, row);
    if (slot->id.ptr) {
        *key = slot->key;
        return SQLITE_OK;
    }
    int code = upsert(keys, row, key);
    if (code != SQLITE_OK) return code;
    if (keys->used == MOST) {
        ft_name_keys_forget(keys);
        slot = find(keys, hash, row);
    }
    fintag_str id = ft_copy(&keys->arena, row->id.ptr, row->id.len);
    if (!id.ptr) return SQLITE_NOMEM;
    *slot = (ft_name_slot){.id = id, .key = *key, .hash = hash, .type = row->type};
    keys->used++;
    return SQLITE_OK;
}
