/* Rules as their authors wrote them, in memory, before they are compiled into a pack. */
#ifndef FT_RULE_SOURCE_H
#define FT_RULE_SOURCE_H

#include "base/arena.h"
#include "rule/rules.h"

enum {
    FT_SURFACE_MAX = 120,     /* units of a surface form; longer ones are refused */
    FT_MATCH_MAX = 256,       /* units that a pattern may look at from where it is tried */
    FT_MACRO_SURFACES = 4000, /* surfaces of a class that a pattern may name */
    FT_DEPTH_MAX = 16         /* macros inside macros */
};

/* Which places before a hit a pattern is tried at. */
typedef enum { FT_BACK_NONE, FT_BACK_NUMBER, FT_BACK_WORDS, FT_BACK_NAME, FT_BACK_COUNT } ft_back;

typedef struct {
    fintag_str text;
    const char *file; /* path relative to the rules folder */
    unsigned line, column;
} ft_line;

typedef struct {
    fintag_str name;
    bool has_entity, key_only;
    fintag_type entity;
    int32_t priority;
    double confidence;
    const char *file;
    unsigned line;
    bool triggers; /* a rule names it in `near` */
    uint32_t rule; /* its pseudo-rule, when has_entity */
} ft_class_source;

/* Column c of a row is cells[index[c]], absent when index[c] is FT_NO_CELL. */
enum { FT_NO_CELL = 255 };
typedef struct {
    uint8_t index[FT_COL_COUNT];
    uint8_t count;
} ft_schema;

typedef struct {
    uint32_t class; /* index into classes */
    uint32_t schema;
    ft_ustr surface;
    uint64_t upper[2]; /* which units were written in upper case */
    bool exact_case;
    const fintag_str *cells;
    const char *file;
    unsigned line;
} ft_row_source;

typedef struct {
    fintag_str name;
    ft_line body;
} ft_def_source;

typedef struct {
    fintag_str text;
    bool is_class, is_digit;
    ft_line at;
} ft_near_source;

typedef struct {
    fintag_str key, value;
} ft_arg_source;

typedef struct {
    fintag_rule info;
    fintag_type type;
    ft_line pattern;
    unsigned header_line;
    ft_back back;
    double confidence;
    bool only_numbers;
    bool dictionary; /* pseudo-rule of a class */
    uint32_t positives, negatives;
    struct {
        ft_near_source *items;
        size_t count, capacity;
    } near;
    struct {
        ft_arg_source *items;
        size_t count, capacity;
    } args;
} ft_rule_source;

typedef struct {
    ft_arena *arena;
    const char *const *values; /* names of the value functions, NULL-terminated */
    struct {
        ft_class_source *items;
        size_t count, capacity;
    } classes;
    struct {
        ft_schema *items;
        size_t count, capacity;
    } schemas;
    struct {
        ft_row_source *items;
        size_t count, capacity;
    } rows;
    struct {
        ft_def_source *items;
        size_t count, capacity;
    } defs;
    struct {
        ft_rule_source *items;
        size_t count, capacity;
    } rules;
    struct {
        fintag_example *items;
        size_t count, capacity;
    } examples;
} ft_rule_set;

/* Read every .tsv and .rules file below dir, in the order of their paths. */
fintag_status ft_rule_set_read(ft_rule_set *set, const char *dir, fintag_error *err);
/* Read one dictionary of the user's: `%class company` and `%entity company` unless it says otherwise. */
fintag_status ft_rule_set_read_dict(ft_rule_set *set, const char *path, fintag_error *err);

/* The parts, by file kind. text is the file's content and stays in use. */
fintag_status ft_read_tsv(ft_rule_set *set, const char *file, fintag_str text, bool user, fintag_error *err);
fintag_status ft_read_patterns(ft_rule_set *set, const char *file, fintag_str text, fintag_error *err);
/* Parse what follows + or - on an example line of rule number `rule`. */
fintag_status ft_read_example(ft_rule_set *set, uint32_t rule, bool positive, ft_line line, fintag_error *err);
/* Index of the class, added when new; UINT32_MAX when out of memory. */
uint32_t ft_class_index(ft_rule_set *set, fintag_str name);
/* "date" -> FINTAG_DATE; false when there is no such type. */
bool ft_type_parse(fintag_str name, fintag_type *type);

/* Reading lines and words. */
bool ft_next_line(fintag_str *rest, ft_line *line);
fintag_str ft_trim(fintag_str text);
/* Cut the first blank-separated word off. */
fintag_str ft_next_word(fintag_str *rest);

#endif
