/* Keys of the table `names`, those used lately kept in memory. */
#ifndef FT_NAMES_H
#define FT_NAMES_H

#include <sqlite3.h>

#include "base/arena.h"

/* One row of `names`. */
typedef struct {
    fintag_type type;
    fintag_str id, name, kind, listings;
} ft_name_row;

typedef struct ft_name_slot ft_name_slot;
typedef struct {
    sqlite3 *db;
    sqlite3_stmt *find, *insert, *update;
    ft_arena arena;
    ft_name_slot *slots;
    uint32_t used;
} ft_name_keys;

/* Zero `keys` first. An SQLite result code. */
int ft_name_keys_open(ft_name_keys *keys, sqlite3 *db);
void ft_name_keys_close(ft_name_keys *keys);
/* Drop what is in memory, as when another process may have changed the table. */
void ft_name_keys_forget(ft_name_keys *keys);
/* The key of a name, which is put into the table when it is not there. */
int ft_name_key(ft_name_keys *keys, const ft_name_row *row, int64_t *key);

#endif
