/* fintag.h - find tickers, companies, dates and quantities in financial news and resolve them to values.
 *
 * This header is the reference manual of libfintag; `fintag --help` and README.md are the manual of the program.
 *
 * READING GUIDE
 *   Rules      fintag_rules_load() maps a compiled rule pack: dictionaries, patterns, context words.
 *   Document   fintag_doc_read() takes the bytes of one article, fintag_doc_tag() finds its entities.
 *   Results    fintag_doc_article(), fintag_doc_entities(), fintag_doc_companies(), fintag_doc_candidates().
 *   Writing    fintag_write_json() writes the annotated object; other sinks live in the program.
 *
 * A first program:
 *
 *     fintag_error err;
 *     fintag_rules *rules = NULL;
 *     if (fintag_rules_load(NULL, &rules, &err)) { fputs(err.message, stderr); return 2; }
 *     fintag_doc *doc = fintag_doc_new(rules);
 *     fintag_source about = {.format = FINTAG_TEXT, .published = FINTAG_STR("2022-04-10T17:45:11+08:00")};
 *     if (!fintag_doc_read(doc, bytes, len, &about, &err) && !fintag_doc_tag(doc, NULL, &err)) {
 *         size_t n;
 *         const fintag_entity *e = fintag_doc_entities(doc, &n);
 *         for (size_t i = 0; i < n; i++) printf("%.*s\n", (int)e[i].text.len, e[i].text.ptr);
 *     }
 *     fintag_doc_free(doc);
 *     fintag_rules_free(rules);
 *
 * LIFETIMES. Two handles own memory: rules and doc. Everything else is a plain struct that borrows from one of them and
 * stays valid until the document is read again or freed. No function here keeps a pointer to what the caller passed
 * except where it says so.
 *
 * THREADS. A fintag_rules is immutable after load: any number of threads may share it. A fintag_doc belongs to one
 * thread at a time; make one per thread. The library has no global state that can be written.
 *
 * ERRORS. Functions return a fintag_status, FINTAG_OK being 0, and fill *err when err is not NULL. Bad input text is
 * repaired and reported as a warning of the article, never as an error.
 *
 * ENCODING. All strings are UTF-8 without a terminating NUL (ptr, len), except `char` arrays in fintag_error.
 */
#ifndef FINTAG_H
#define FINTAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <fintag/version.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef FINTAG_API
#define FINTAG_API
#endif

/* ---- Plain values ---------------------------------------------------------------------------------------------- */

/* A borrowed slice of UTF-8; not NUL-terminated. ptr is NULL when the value is absent, "" when it is there but empty.
 */
typedef struct {
    const char *ptr;
    size_t len;
} fintag_str;

/* A slice of a string literal. */
#define FINTAG_STR(literal) ((fintag_str){(literal), sizeof(literal) - 1})

/* Half-open range of bytes of the source exactly as it was read (fintag_doc_read's bytes, plus fintag_source.base). */
typedef struct {
    uint64_t begin, end;
} fintag_src_span;

/* Half-open range of Unicode code points of one field, `title` or `text`, as shown (before any folding). A type of its
 * own: handing one kind of span where the other is wanted does not compile. */
typedef struct {
    uint32_t begin, end;
} fintag_text_span;

typedef enum {
    FINTAG_OK = 0,
    FINTAG_ENOMEM,   /* an allocation failed; the handle is still valid and may be freed or read again */
    FINTAG_EIO,      /* a file could not be read, or a write callback asked to stop */
    FINTAG_ESYNTAX,  /* a rule, dictionary or option is malformed; the error names file, line and column */
    FINTAG_EVERSION, /* a rule pack was compiled by another version */
    FINTAG_ELIMIT,   /* the input is larger than a limit (256 MiB for an article, by default 64 MiB in the program) */
    FINTAG_EINPUT,   /* a container (front matter, JSON record) is so broken that no article can be read from it */
    FINTAG_EUSAGE    /* the call's arguments make no sense together */
} fintag_status;

/* "FINTAG_ESYNTAX" and friends. Never NULL. */
FINTAG_API const char *fintag_status_name(fintag_status status);

/* Where and why something failed. line and column count from 1, 0 = not known; at is a byte offset, or -1. */
typedef struct {
    fintag_status status;
    unsigned line, column;
    int64_t at;
    char file[256];
    char message[512];
} fintag_error;

/* ---- Rules --------------------------------------------------------------------------------------------------------
 */

/* Compiled rules and dictionaries. Immutable after load; share between threads freely. */
typedef struct fintag_rules fintag_rules;

/* Where rules come from. NULL or all zero: the pack beside the program or at the install place. */
typedef struct {
    const char *pack;   /* a pack file made by fintag_rules_compile; mapped, not copied */
    const char *dir;    /* a folder of .rules and .tsv files; compiled in memory. Ignored when pack is set */
    const char **dicts; /* extra TSV dictionaries of the user's own names (surface, id, name...), may be NULL */
    size_t dict_count;
} fintag_rules_source;

/* Load rules. On failure *out is NULL and err names file, line and column. */
FINTAG_API fintag_status fintag_rules_load(const fintag_rules_source *from, fintag_rules **out, fintag_error *err);

/* Compile the folder `dir` into the pack file `path`, written to a temporary name first and renamed. */
FINTAG_API fintag_status fintag_rules_compile(const char *dir, const char *path, fintag_error *err);

/* Free. No document made from these rules may outlive them. NULL is fine. */
FINTAG_API void fintag_rules_free(fintag_rules *rules);

/* A hash of all that the rules were compiled from: with the version of the library it says what made an output. */
FINTAG_API uint64_t fintag_rules_content(const fintag_rules *rules);

/* One rule, as its author wrote it: for listings and for running its examples. */
typedef struct {
    fintag_str id;      /* "quantity.measure" */
    fintag_str type;    /* "quantity" */
    fintag_str value;   /* name of the value function */
    fintag_str file;    /* "zh/quantity.rules" */
    fintag_str pattern; /* as written, macros not expanded */
    uint32_t line;
    int32_t priority;
} fintag_rule;

/* An inline example. published is absent when the example gives none. */
typedef struct {
    uint32_t rule; /* index into fintag_rules_list */
    uint32_t line;
    bool positive;        /* a + example; otherwise a - example: `rule` must give nothing in `text` */
    fintag_str published; /* ISO 8601 */
    fintag_str text;
    fintag_str surface; /* what a + example must find */
    fintag_str value;   /* JSON, compared member for member; absent: not checked */
} fintag_example;

/* All rules, all examples. Owned by rules. */
FINTAG_API const fintag_rule *fintag_rules_list(const fintag_rules *rules, size_t *count);
FINTAG_API const fintag_example *fintag_rules_examples(const fintag_rules *rules, size_t *count);

/* ---- Reading one article ---------------------------------------------------------------------------------------- */

/* One document: the text of one article, its scratch memory and its entities. One thread at a time. */
typedef struct fintag_doc fintag_doc;

typedef enum {
    FINTAG_AUTO = 0, /* from content, then from the name's ending */
    FINTAG_JEKYLL,   /* YAML front matter, then Markdown with HTML in it */
    FINTAG_HTML,
    FINTAG_TEXT,
    FINTAG_RECORD, /* one JSON object {"id","title","text" or "html","published","url"} */
    FINTAG_ROW,    /* one row of a CSV file; fintag_source.fields says where its columns stand */
    FINTAG_ITEM    /* one item of an RSS or Atom feed; fintag_source.fields says where its elements stand */
} fintag_format;

/* What a member of a record, a column of a row, an element of an item can be. */
typedef enum {
    FINTAG_FIELD_ID,
    FINTAG_FIELD_TITLE,
    FINTAG_FIELD_TEXT, /* plain: passes unchanged */
    FINTAG_FIELD_HTML,
    FINTAG_FIELD_BODY, /* HTML when there are tags in it, else plain */
    FINTAG_FIELD_PUBLISHED,
    FINTAG_FIELD_URL,
    FINTAG_FIELD_MEDIA,
    FINTAG_FIELD_AUTHOR,
    FINTAG_FIELD_TAGS
} fintag_field_name;
#define FINTAG_FIELD_COUNT 10

/* How the bytes of a field are escaped. */
typedef enum {
    FINTAG_ESCAPE_NONE,
    FINTAG_ESCAPE_CSV, /* doubled quotes */
    FINTAG_ESCAPE_XML  /* character references, CDATA sections */
} fintag_escape;

/* Where a field stands in the bytes of a FINTAG_ROW or FINTAG_ITEM. Only FINTAG_FIELD_TAGS may come more than once. */
typedef struct {
    fintag_field_name name;
    fintag_escape escape;
    uint64_t begin, end;
} fintag_field;

/* Which members of a FINTAG_RECORD are its fields; absent ones keep their usual names. A name may be a path:
 * "data.title" or "items.0.text". */
typedef struct {
    fintag_str names[FINTAG_FIELD_COUNT];
} fintag_map;

/* What the caller knows of the bytes. NULL or zero: guess. All strings are copied. */
typedef struct {
    fintag_format format;
    fintag_str path;      /* printed as "path"; its stem supplies a missing id, its YYYY-MM-DD- prefix a missing date */
    fintag_str id;        /* overrides the article's own */
    fintag_str published; /* ISO 8601, used when the article has none */
    fintag_str url;       /* overrides the article's own */
    fintag_str charset;   /* "gb18030", ...; absent: BOM, declaration, then detection */
    int tz_minutes;       /* offset east of UTC for times without a zone, used when has_tz */
    bool has_tz;
    uint64_t base; /* where bytes[0] stands in the file or stream; added to every source span */
    uint64_t part; /* number of the record, row or item in its file, from 1; 0: not one of several. Such a one without
                      an id is known by its url, else by the file's stem and this number */
    const fintag_map *map;      /* of a FINTAG_RECORD; NULL: the usual names */
    const fintag_field *fields; /* of a FINTAG_ROW or FINTAG_ITEM */
    size_t field_count;
} fintag_source;

/* Make an empty document bound to rules. NULL when out of memory. */
FINTAG_API fintag_doc *fintag_doc_new(const fintag_rules *rules);

/* Free the document and everything borrowed from it. NULL is fine. */
FINTAG_API void fintag_doc_free(fintag_doc *doc);

/* Take the bytes of one article, dropping the previous one. The bytes are not modified and not needed after the call.
 */
FINTAG_API fintag_status fintag_doc_read(fintag_doc *doc, const void *bytes, size_t len, const fintag_source *about,
                                         fintag_error *err);

/* ---- What was read ----------------------------------------------------------------------------------------------- */

/* Something odd in the input that did not stop it. at is a byte offset into the source, or -1. */
typedef struct {
    fintag_str code; /* "bad_utf8", "front_matter_unclosed", ... */
    fintag_str message;
    int64_t at;
} fintag_warning;

/* The article's metadata. Absent members have ptr NULL. */
typedef struct {
    fintag_str id, source_id; /* source_id only when the id had to be changed to be safe for indexes */
    fintag_str path, format;  /* format: "jekyll", "html", "text", "jsonl", "csv", "rss" */
    fintag_str title, text;   /* as shown: plain UTF-8 */
    fintag_str published;     /* ISO 8601, with zone when known */
    fintag_str lang;          /* "zh-Hans", "zh-Hant", "en", "und" */
    fintag_str url, media, author;
    const fintag_str *tags;
    size_t tag_count;
    const fintag_warning *warnings;
    size_t warning_count;
} fintag_article;

FINTAG_API const fintag_article *fintag_doc_article(const fintag_doc *doc);

/* ---- Tagging ----------------------------------------------------------------------------------------------------- */

typedef enum {
    FINTAG_TICKER,
    FINTAG_COMPANY,
    FINTAG_ORGANIZATION,
    FINTAG_INDEX,
    FINTAG_DATE,
    FINTAG_QUANTITY,
    FINTAG_TRAP
} fintag_type;
#define FINTAG_TYPE_COUNT 6 /* the types that are reported; FINTAG_TRAP only ever makes other candidates lose */

/* "ticker", "company", ... Never NULL. */
FINTAG_API const char *fintag_type_name(fintag_type type);

typedef struct {
    uint32_t types; /* bit (1u << type) for each wanted type; 0 = all */
    bool numbers;   /* also bare numbers */
    bool explain;   /* keep candidates that were rejected or lost, for fintag_doc_candidates */
} fintag_tag_options;

/* Find, value, select and link. Deterministic: same rules, bytes and options give the same result. NULL options =
 * defaults. */
FINTAG_API fintag_status fintag_doc_tag(fintag_doc *doc, const fintag_tag_options *options, fintag_error *err);

/* ---- Values --------------------------------------------------------------------------------------------------------
 */
/* Decimals are exact and stand as text ("1525.5"): the shortest form without exponent, at most 34 digits. */

typedef enum {
    FINTAG_APPROX_NONE,
    FINTAG_ABOUT,
    FINTAG_AT_LEAST,
    FINTAG_AT_MOST,
    FINTAG_MORE_THAN,
    FINTAG_LESS_THAN
} fintag_approx;
typedef enum { FINTAG_DIRECTION_NONE, FINTAG_UP, FINTAG_DOWN } fintag_direction;
typedef enum { FINTAG_BASIS_NONE, FINTAG_YOY, FINTAG_QOQ, FINTAG_MOM } fintag_basis;
typedef enum {
    FINTAG_CURRENCY_NONE,
    FINTAG_BY_SYMBOL,
    FINTAG_BY_WORD,
    FINTAG_BY_CODE,
    FINTAG_BY_CONTEXT,
    FINTAG_BY_DEFAULT
} fintag_currency_by;
typedef enum {
    FINTAG_MEASURE,
    FINTAG_COUNT,
    FINTAG_MONEY,
    FINTAG_PERCENT,
    FINTAG_RATIO,
    FINTAG_NUMBER
} fintag_quantity_kind;
typedef enum { FINTAG_CALENDAR_DATE, FINTAG_TIME, FINTAG_PERIOD, FINTAG_DURATION, FINTAG_SET } fintag_time_kind;

/* One figure (number) or two (min and max); never both forms. */
typedef struct {
    fintag_str number, min, max;
} fintag_figure;

/* Keys as in the JSON; absent = ptr NULL or the _NONE enumerator. */
typedef struct {
    fintag_quantity_kind kind;
    fintag_figure figure;
    fintag_str fraction; /* "1/3" when the decimal does not end */
    fintag_str unit;     /* UCUM */
    fintag_str currency; /* ISO 4217 */
    fintag_currency_by currency_by;
    fintag_str per;  /* UCUM: what the amount is per */
    fintag_str word; /* the classifier of a count, simplified */
    fintag_approx approx;
    fintag_direction direction;
    fintag_basis basis;
    fintag_str terms[2];   /* of a ratio */
    fintag_figure written; /* in the unit as written, when its factor is not a power of ten */
    fintag_str written_unit;
    fintag_figure si; /* in coherent SI units */
    fintag_str si_unit;
} fintag_quantity;

/* A date, time, period, duration or set. from and until are half open; has_interval says that they are there at all,
 * and then an absent one is an open end (null). */
typedef struct {
    fintag_time_kind kind;
    fintag_str timex; /* TIMEX3 value (ISO-TimeML) */
    bool has_interval;
    fintag_str from, until; /* YYYY-MM-DDThh:mm:ss, with offset when the zone is known */
    fintag_str grain;       /* year half quarter month tenday week day daypart hour minute second */
    fintag_str mod;         /* START, MID, END */
    fintag_approx approx;
    fintag_str calendar; /* fiscal, business, lunar, ... */
    fintag_str anchor;
    fintag_figure si; /* seconds, for durations of fixed length */
} fintag_time;

typedef struct {
    fintag_str mic;  /* ISO 10383 */
    fintag_str code; /* as the exchange writes it */
    fintag_str isin;
} fintag_listing;

typedef struct {
    fintag_str scheme; /* suffix prefix bare cashtag ric bloomberg eastmoney isin cusip sedol lei */
    fintag_str mic, code, symbol, isin;
    fintag_str id; /* of its company */
    bool known;    /* the code is in the security master */
} fintag_ticker;

/* A company, organization or index. */
typedef struct {
    fintag_str id, name, kind;
    fintag_str code;                /* of an index */
    const fintag_listing *listings; /* of a company */
    size_t listing_count;
    fintag_str resolved_by; /* of a company: dictionary user definition short_form code pattern coreference */
} fintag_name;

typedef struct {
    fintag_type type;
    bool in_title;
    fintag_text_span span;
    fintag_src_span source;
    uint32_t byte_begin, byte_end; /* in the field's UTF-8 */
    uint32_t utf16_begin, utf16_end;
    fintag_str text; /* surface form */
    fintag_str rule;
    double confidence; /* 0-1 */
    union {
        fintag_quantity quantity; /* FINTAG_QUANTITY */
        fintag_time time;         /* FINTAG_DATE */
        fintag_ticker ticker;     /* FINTAG_TICKER */
        fintag_name name;         /* FINTAG_COMPANY, FINTAG_ORGANIZATION, FINTAG_INDEX */
    } value;
} fintag_entity;

/* A company the article speaks of, listed or not. */
typedef struct {
    fintag_name name;
    uint32_t mentions; /* company entities in title and text; tickers do not count */
    double salience;   /* 0-1 */
} fintag_company;

/* Entities by field (title first), then position. Companies by salience, then first mention. Owned by doc. */
FINTAG_API const fintag_entity *fintag_doc_entities(const fintag_doc *doc, size_t *count);
FINTAG_API const fintag_company *fintag_doc_companies(const fintag_doc *doc, size_t *count);

/* One claim of a rule or dictionary entry on a stretch of text, and what became of it. */
typedef enum { FINTAG_KEPT, FINTAG_REJECTED, FINTAG_LOST } fintag_fate;
typedef struct {
    fintag_type type;
    bool in_title;
    fintag_text_span span;
    fintag_str text, rule;
    fintag_str entry; /* dictionary entry id, absent for patterns */
    fintag_fate fate;
    fintag_str reason; /* why it was rejected, or by which weight it lost */
    uint32_t lost_to;  /* index of the winner in this array, when LOST */
    int32_t priority;
    uint32_t entity; /* index into fintag_doc_entities when KEPT */
} fintag_candidate;

/* All candidates in text order, when tagging was asked to explain; otherwise none: the entities are what was kept. */
FINTAG_API const fintag_candidate *fintag_doc_candidates(const fintag_doc *doc, size_t *count);

/* ---- Writing --------------------------------------------------------------------------------------------------------
 */

typedef enum { FINTAG_CODEPOINT, FINTAG_UTF16, FINTAG_BYTE } fintag_offsets;

typedef struct {
    fintag_offsets offsets;
    bool no_text; /* leave "text" out (null) */
    bool pretty;  /* indented, over several lines */
} fintag_json_options;

/* Take len bytes; 0 = go on, anything else stops with FINTAG_EIO. */
typedef int (*fintag_write_fn)(void *ctx, const char *bytes, size_t len);

/* Write the annotated object, one line with its newline unless pretty. NULL options = defaults. */
FINTAG_API fintag_status fintag_write_json(const fintag_doc *doc, const fintag_json_options *options,
                                           fintag_write_fn write, void *ctx);

/* Write only the value of an entity, as in the object's "value". */
FINTAG_API fintag_status fintag_write_value(const fintag_entity *entity, fintag_write_fn write, void *ctx);

/* The error record of an article that could not be processed. id and path may be absent. */
FINTAG_API fintag_status fintag_write_error(const fintag_error *error, fintag_str id, fintag_str path,
                                            fintag_write_fn write, void *ctx);

/* The JSON Schema (2020-12) of the output. Static; never NULL. */
FINTAG_API const char *fintag_schema(void);

#ifdef __cplusplus
}
#endif
#endif
