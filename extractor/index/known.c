#include "index/known.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "index/schema.h"

struct ft_known {
    pthread_mutex_t lock; /* guards the connection: asking is short beside tagging */
    sqlite3 *db;
    sqlite3_stmt *find;
};

fintag_status ft_known_open(const char *path, ft_known **out, fintag_error *err) {
    ft_known *known = calloc(1, sizeof *known);
    *out = NULL;
    if (!known) return ft_fail_memory(err);
    pthread_mutex_init(&known->lock, NULL);
    int code = sqlite3_open_v2(path, &known->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);
    if (code == SQLITE_OK) {
        sqlite3_busy_timeout(known->db, 5000);
        code = sqlite3_prepare_v3(known->db, "SELECT hash FROM articles WHERE id = ?1", -1, SQLITE_PREPARE_PERSISTENT,
                                  &known->find, NULL);
    }
    if (code == SQLITE_OK) {
        *out = known;
        return FINTAG_OK;
    }
    fintag_status status = ft_sqlite_fail(known->db, path, err);
    ft_known_close(known);
    return status;
}

void ft_known_close(ft_known *known) {
    if (!known) return;
    sqlite3_finalize(known->find);
    sqlite3_close(known->db);
    pthread_mutex_destroy(&known->lock);
    free(known);
}

bool ft_known_has(ft_known *known, fintag_str id, const uint8_t hash[static FT_HASH]) {
    pthread_mutex_lock(&known->lock);
    ft_bind_str(known->find, 1, id);
    bool has = sqlite3_step(known->find) == SQLITE_ROW && sqlite3_column_bytes(known->find, 0) == FT_HASH &&
               memcmp(sqlite3_column_blob(known->find, 0), hash, FT_HASH) == 0;
    sqlite3_reset(known->find);
    pthread_mutex_unlock(&known->lock);
    return has;
}
