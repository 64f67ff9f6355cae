#include "index/schema.h"

#include <stdio.h>

#include "base/error.h"
#include "index/segment.h"

/* Columns of every entity. */
#define PLACE                                                                                                \
    "  field TEXT NOT NULL,       -- title or text\n"                                                        \
    "  start INTEGER NOT NULL, stop INTEGER NOT NULL, -- code points of the field, stop exclusive\n"         \
    "  source_start INTEGER NOT NULL, source_stop INTEGER NOT NULL, -- bytes of the article; add its base\n" \
    "  text TEXT NOT NULL, rule TEXT, confidence REAL,\n"

static const char tables[] =
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;\n"
    "CREATE TABLE articles (\n"
    "  docid INTEGER PRIMARY KEY, -- also of contents; rowid of words, article of the other tables\n"
    "  id TEXT NOT NULL UNIQUE, source_id TEXT,\n"
    "  path TEXT, base INTEGER,   -- where its bytes begin in that file or stream\n"
    "  format TEXT, published TEXT,\n"
    "  published_time TEXT,       -- UTC with Z, floating without: sorts\n"
    "  published_epoch INTEGER,   -- seconds; of a floating time as if it were UTC\n"
    "  zone INTEGER,              -- seconds east of UTC; NULL: floating\n"
    "  lang TEXT, url TEXT, media TEXT, author TEXT,\n"
    "  tags TEXT,                 -- JSON array\n"
    "  tickers INTEGER, companies INTEGER, organizations INTEGER, indices INTEGER, dates INTEGER, quantities INTEGER,\n"
    "  entity INTEGER, entity_count INTEGER,   -- the first of them, and how many\n"
    "  mention INTEGER, mention_count INTEGER,\n"
    "  hash BLOB NOT NULL,        -- of its bytes, the options and the rules\n"
    "  seen INTEGER NOT NULL      -- last run of fintag index that met it\n"
    ");\n"
    "CREATE INDEX articles_published ON articles (published_epoch);\n"
    "CREATE TABLE contents (docid INTEGER PRIMARY KEY, title TEXT, text TEXT);\n"
    "-- Folded text: simplified, half width, lower case; Chinese as overlapping pairs: MATCH '\"上海\"', '\"微盟 盟集 "
    "集团\"'.\n"
    "CREATE VIRTUAL TABLE words USING fts5 (title, text, content = '', tokenize = 'ascii');\n"
    "-- Entities, numbered as they follow one another; all of them in the view `entities`.\n"
    "CREATE TABLE quantities (\n"
    "  article INTEGER NOT NULL, entity INTEGER PRIMARY KEY,\n"
    "  si_unit TEXT,              -- the SI unit, the unit of counts and percents, the currency of money\n"
    "  si_min REAL, si_max REAL,  -- for comparisons: of measures in SI units, else in the unit itself;\n"
    "                             -- more_than and less_than lie just beyond their figure\n"
    "  per TEXT, unit TEXT,\n" PLACE "  kind TEXT NOT NULL,        -- measure count money percent ratio number\n"
    "  currency TEXT,\n"
    "  number, min, max,          -- numeric: one figure, or two\n"
    "  word TEXT, approx TEXT, direction TEXT, basis TEXT\n"
    ");\n"
    "CREATE TABLE times (\n"
    "  article INTEGER NOT NULL, entity INTEGER PRIMARY KEY,\n"
    "  from_epoch INTEGER, until_epoch INTEGER, zone INTEGER, -- as of articles; NULL beside a known end: open\n"
    "  si_min REAL, si_max REAL,  -- seconds, of durations; as of quantities\n" PLACE
    "  kind TEXT NOT NULL,        -- date time period duration set\n"
    "  approx TEXT, timex TEXT, grain TEXT\n"
    ");\n"
    "CREATE TABLE named (\n"
    "  article INTEGER NOT NULL, entity INTEGER PRIMARY KEY,\n"
    "  type TEXT NOT NULL,        -- ticker company organization index\n" PLACE
    "  kind TEXT,                 -- of all but tickers\n"
    "  id TEXT,                   -- of a ticker: its company\n"
    "  scheme TEXT, symbol TEXT, mic TEXT, code TEXT, isin TEXT -- of tickers; code also of indices\n"
    ");\n"
    "-- What the quantities and lengths of time of an article come to, unit by unit: to find articles.\n"
    "CREATE TABLE measures (\n"
    "  article INTEGER NOT NULL, n INTEGER NOT NULL,\n"
    "  si_unit TEXT NOT NULL, si_min REAL, si_max REAL, -- the least and the most of those of one unit and rate\n"
    "  per TEXT, unit TEXT,\n"
    "  PRIMARY KEY (si_unit, article, n)\n"
    ") WITHOUT ROWID;\n"
    "-- The same of its dates: intervals that overlap are one.\n"
    "CREATE TABLE periods (\n"
    "  article INTEGER NOT NULL, n INTEGER NOT NULL,\n"
    "  from_epoch INTEGER, until_epoch INTEGER, zone INTEGER, -- NULL: open; seconds east of UTC, NULL: none\n"
    "  PRIMARY KEY (article, n)\n"
    ") WITHOUT ROWID;\n"
    "CREATE VIEW entities AS\n"
    "  SELECT entity, article, 'quantity' AS type, field, start, stop, source_start, source_stop, text, rule, "
    "confidence, kind,\n"
    "    si_min, si_max, si_unit, per, unit, currency, number, min, max, word, approx, direction, basis,\n"
    "    NULL AS from_epoch, NULL AS until_epoch, NULL AS zone, NULL AS timex, NULL AS grain,\n"
    "    NULL AS id, NULL AS scheme, NULL AS symbol, NULL AS mic, NULL AS code, NULL AS isin FROM quantities\n"
    "  UNION ALL SELECT entity, article, 'date', field, start, stop, source_start, source_stop, text, rule, "
    "confidence, kind,\n"
    "    si_min, si_max, iif(si_max IS NULL, NULL, 's'), NULL, NULL, NULL, NULL, NULL, NULL, NULL, approx, NULL, "
    "NULL,\n"
    "    from_epoch, until_epoch, zone, timex, grain, NULL, NULL, NULL, NULL, NULL, NULL FROM times\n"
    "  UNION ALL SELECT entity, article, type, field, start, stop, source_start, source_stop, text, rule, confidence, "
    "kind,\n"
    "    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,\n"
    "    NULL, NULL, NULL, NULL, NULL, id, scheme, symbol, mic, code, isin FROM named;\n"
    "CREATE TABLE names (\n"
    "  key INTEGER PRIMARY KEY, type TEXT NOT NULL, -- company organization index ticker\n"
    "  id TEXT NOT NULL,          -- of a ticker: its symbol\n"
    "  name TEXT, kind TEXT,\n"
    "  listings TEXT,             -- of a company: XHKG:09866 XNYS:NIO\n"
    "  UNIQUE (type, id)\n"
    ");\n"
    "CREATE INDEX names_name ON names (name);\n"
    "CREATE TABLE mentions (\n"
    "  mention INTEGER PRIMARY KEY, -- those of an article follow one another\n"
    "  article INTEGER NOT NULL, name INTEGER NOT NULL, -- names.key\n"
    "  mentions INTEGER NOT NULL, salience REAL         -- salience: of companies\n"
    ");\n"
    "CREATE VIEW dates AS\n"
    "  SELECT entity, article, field, start, stop, text, kind, timex, grain,\n"
    "    strftime('%Y-%m-%dT%H:%M:%S', from_epoch, 'unixepoch') || iif(zone IS NULL, '', 'Z') AS from_time,\n"
    "    strftime('%Y-%m-%dT%H:%M:%S', until_epoch, 'unixepoch') || iif(zone IS NULL, '', 'Z') AS until_time\n"
    "  FROM times;\n"
    "CREATE VIEW companies AS\n"
    "  SELECT article, articles.id AS article_id, names.id AS id, names.name AS name, names.kind AS kind, "
    "names.listings AS listings, mentions, salience\n"
    "  FROM mentions JOIN names ON names.key = mentions.name JOIN articles ON docid = article WHERE names.type = "
    "'company';\n";

/* Those that only searching needs: made when the first run ends, sorted, which takes half the time of row by row. */
static const char indexes[] = "CREATE INDEX IF NOT EXISTS mentions_name ON mentions (name, article);\n";

fintag_status ft_schema_complete(sqlite3 *db, const char *path, fintag_error *err) {
    /* Rows are sorted in as much memory as the cache may take, the rest on disk. */
    fintag_status status =
        ft_sqlite_run(db, "PRAGMA shrink_memory; PRAGMA temp_store = FILE; BEGIN IMMEDIATE", path, err);
    if (status) return status;
    status = ft_sqlite_run(db, indexes, path, err);
    if (!status) status = ft_sqlite_run(db, "COMMIT", path, err);
    if (status) sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    return status;
}

fintag_status ft_sqlite_fail(sqlite3 *db, const char *path, fintag_error *err) {
    int code = db ? sqlite3_errcode(db) : SQLITE_NOMEM;
    fintag_status status = code == SQLITE_NOMEM ? FINTAG_ENOMEM : FINTAG_EIO;
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
        return ft_fail(err, status, "%s is being written by another process", path);
    return ft_fail(err, status, "%s: %s", path, db ? sqlite3_errmsg(db) : sqlite3_errstr(code));
}

fintag_status ft_sqlite_run(sqlite3 *db, const char *sql, const char *path, fintag_error *err) {
    return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK ? FINTAG_OK : ft_sqlite_fail(db, path, err);
}

fintag_status ft_sqlite_number(sqlite3 *db, const char *sql, const char *path, int64_t *out, fintag_error *err) {
    sqlite3_stmt *stmt;
    *out = 0;
    if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK) return ft_sqlite_fail(db, path, err);
    int step = sqlite3_step(stmt);
    if (step == SQLITE_ROW) *out = sqlite3_column_int64(stmt, 0);
    fintag_status status = step == SQLITE_ROW || step == SQLITE_DONE ? FINTAG_OK : ft_sqlite_fail(db, path, err);
    sqlite3_finalize(stmt);
    return status;
}

/* The tables, and all that makes the file an index, in one transaction. */
static fintag_status make_tables(sqlite3 *db, const char *path, fintag_error *err) {
    char rest[1024];
    snprintf(rest, sizeof rest,
             /* When segments are merged is said in index/words. */
             "INSERT INTO words (words, rank) VALUES ('automerge', 0);"
             "INSERT INTO words (words, rank) VALUES ('rank', 'bm25(4.0, 1.0)');"
             "INSERT INTO meta VALUES ('run', 0), ('fintag', '%s'), ('segments', %lld);"
             "PRAGMA application_id = %d; PRAGMA user_version = %d;",
             FINTAG_VERSION, (long long)ft_segment_version(), FT_SCHEMA_APPLICATION, FT_SCHEMA_VERSION);
    fintag_status status = ft_sqlite_run(db, "PRAGMA page_size = 16384; BEGIN IMMEDIATE", path, err);
    int64_t version = 0;
    /* Another process may have been first. */
    if (!status) status = ft_sqlite_number(db, "PRAGMA user_version", path, &version, err);
    if (!status && !version) status = ft_sqlite_run(db, tables, path, err);
    if (!status && !version) status = ft_sqlite_run(db, rest, path, err);
    if (!status) status = ft_sqlite_run(db, "COMMIT", path, err);
    if (status) sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    return status;
}

fintag_status ft_schema_check(sqlite3 *db, const char *path, bool make, fintag_error *err) {
    int64_t objects, application, version, segments;
    fintag_status status = ft_sqlite_number(db, "SELECT count(*) FROM sqlite_master", path, &objects, err);
    if (!status && !objects && make) status = make_tables(db, path, err);
    if (!status) status = ft_sqlite_number(db, "PRAGMA application_id", path, &application, err);
    if (!status) status = ft_sqlite_number(db, "PRAGMA user_version", path, &version, err);
    if (status) return status;
    if (application != FT_SCHEMA_APPLICATION)
        return ft_fail(err, FINTAG_EUSAGE, "%s is not an index made by fintag", path);
    if (version != FT_SCHEMA_VERSION)
        return ft_fail(
            err, FINTAG_EVERSION,
            "%s is an index of schema version %lld, this program's is %d: index the articles anew, into another file",
            path, (long long)version, FT_SCHEMA_VERSION);
    status = ft_sqlite_number(db, "SELECT value FROM meta WHERE key = 'segments'", path, &segments, err);
    if (!status && segments != (int64_t)ft_segment_version())
        return ft_fail(err, FINTAG_EVERSION,
                       "%s was made with another folding of characters: index the articles anew, into another file",
                       path);
    return status;
}
