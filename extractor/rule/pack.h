/* The pack: rules compiled into one block of memory that a run maps read-only. Native byte order and alignment; a pack
 * made by another version or on another kind of machine is refused by its header, never misread.
 *
 *   header | strings | units | rows | cells | schemas | keys | surfaces | refs | filter | starts | nodes | children |
 * rules | ...
 *
 * All references are 32-bit indexes into a section. Strings are a 32-bit length and bytes; index 0 is the empty string.
 */
#ifndef FT_PACK_H
#define FT_PACK_H

#include <stdatomic.h>

#include "base/arena.h"
#include "rule/automaton.h"
#include "rule/source.h"

enum { FT_PACK_VERSION = 6 };

/* Rules in a pack, so that a set of them has a bounded size. */
enum { FT_RULES_MAX = 1024, FT_RULE_WORDS_MAX = FT_RULES_MAX / 64 };

typedef enum {
    FT_PACK_STRINGS,  /* bytes */
    FT_PACK_UNITS,    /* char16_t: surfaces and patterns */
    FT_PACK_ROWS,     /* ft_row */
    FT_PACK_CELLS,    /* uint32_t: strings */
    FT_PACK_SCHEMAS,  /* ft_schema */
    FT_PACK_KEYS,     /* ft_key: one table for each class */
    FT_PACK_TABLES,   /* ft_table: where the keys of each class are */
    FT_PACK_KEYBITS,  /* uint64_t: bits by hash of the keys of each class */
    FT_PACK_PAIRBITS, /* uint64_t: as many bits of each class by hash of what its surfaces begin and end with */
    FT_PACK_SURFACES, /* ft_surface: scanned surface forms, sorted */
    FT_PACK_REFS,     /* uint32_t: rows */
    FT_PACK_SETS,     /* uint64_t: sets of rules, a bit per rule; set 0 is empty */
    FT_PACK_FIRST,    /* uint8_t[65536]: FT_FIRST_ bits of a unit */
    FT_PACK_SINGLES,  /* ft_start: surfaces of one unit, open addressing */
    FT_PACK_FILTER,   /* uint64_t: bits by hash of two units */
    FT_PACK_STARTS,   /* ft_start: nodes of the first two units, open addressing */
    FT_PACK_NODES,    /* ft_node */
    FT_PACK_CHILDREN, /* ft_child */
    FT_PACK_RULES,    /* ft_packed_rule */
    FT_PACK_GROUPS,   /* ft_group: slot and group number */
    FT_PACK_ARGS,     /* uint32_t: key and value strings */
    FT_PACK_DIGIT,    /* uint64_t: set of the rules tried at the start of a run of digits */
    FT_PACK_BACKS,    /* uint64_t: set of the rules of each ft_back, then of those with `when numbers` */
    FT_PACK_EXAMPLES, /* ft_packed_example */
    FT_PACK_CLASSES,  /* uint32_t[FT_CLASS_COUNT]: class number of the classes that code knows, or UINT32_MAX */
    FT_PACK_SPANS,    /* uint8_t: longest surface of each class, in units */
    FT_PACK_SPEAKERS, /* uint32_t: pseudo-rule of each class, UINT32_MAX without %entity */
    FT_PACK_EDGES,    /* ft_edges: of each class */
    FT_PACK_CODE,     /* bytes: patterns as pcre2_serialize_encode writes them, each aligned to 16 */
    FT_PACK_KINDS,    /* uint16_t[65536]: which gates a unit has */
    FT_PACK_GATES,    /* uint64_t: per kind FT_GATE_ROWS sets of rules, a bit per rule: a match may begin so */
    FT_PACK_STATES,   /* uint16_t: ft_state_words of all rules */
    FT_PACK_FIRSTS,   /* uint32_t: where those of each rule are, UINT32_MAX: it may match anywhere */
    FT_PACK_SECTIONS
} ft_pack_section;

typedef struct {
    char magic[8];
    uint32_t version, byte_order;
    uint64_t layout; /* hash of the sizes of all structures: another build is another version */
    uint64_t size;
    uint64_t content; /* hash of the sources */
    struct {
        uint32_t count, pad;
        uint64_t at;
    } section[FT_PACK_SECTIONS];
} ft_pack_header;

struct ft_row {
    uint32_t surface, cells; /* into UNITS, CELLS */
    uint32_t next;           /* row + 1 of the same class and surface, 0 = none */
    uint16_t class;
    uint8_t schema, surface_len;
    uint64_t upper[2]; /* upper case as written; the last bit of all set: any case will do */
};

/* The whole hash stands beside the row, so that looking for what is not there touches no row. */
typedef struct {
    uint32_t hash, row; /* row + 1, 0 = free */
} ft_key;

/* The keys of one class: open addressing, mask + 1 places from `at`. A table each, since those of the small classes,
 * which are asked most, then stay in the nearest cache. */
typedef struct {
    uint32_t at, mask;
    uint32_t bits; /* first word of its FT_PACK_KEYBITS, (mask + 1) * FT_KEY_BITS bits by the top of the hash */
    uint32_t shift;
} ft_table;

/* Most look-ups find nothing. These bits of a large class stay in a near cache where its keys do not; one of eight
 * hashes that are not there passes. */
enum { FT_KEY_BITS = 4 };

/* How long the surfaces of a class are that begin (end) with a unit, told by its low bits: bit n - 1 for n units, the
 * last bit for as many as there are bits, and more. Most places are no beginning of any. */
enum { FT_EDGE_UNITS = 512 };
typedef struct {
    uint32_t first[FT_EDGE_UNITS], last[FT_EDGE_UNITS];
} ft_edges;

typedef struct {
    uint32_t units, refs;
    uint16_t ref_count; /* rows */
    uint8_t len, pad;
    uint32_t set; /* of the rules to try */
} ft_surface;

enum { FT_FIRST_SINGLE = 1, FT_FIRST_PAIR = 2 };

typedef struct {
    uint32_t key, to; /* key 0 = free */
} ft_start;

typedef struct {
    uint32_t surface;  /* surface + 1 that ends here, 0 = none */
    uint32_t tail;     /* surface + 1: the only longer one; 0 = see children */
    uint32_t children; /* first of child_count, sorted by unit */
    uint32_t child_count;
} ft_node;

typedef struct {
    uint32_t unit, node;
} ft_child;

typedef struct {
    uint16_t slot, group;
} ft_group;

typedef struct {
    uint32_t id, type_name, value_name, file, written; /* strings */
    uint32_t line;
    uint32_t pattern, pattern_len; /* UNITS, macros expanded */
    uint32_t code, code_len;       /* CODE */
    uint32_t groups, group_count, args, arg_count;
    int32_t priority;
    float confidence;
    uint8_t type, back, only_numbers, dictionary;
} ft_packed_rule;

typedef struct {
    uint32_t rule, line, positive;
    uint32_t published, text, surface, value; /* strings, UINT32_MAX = absent */
} ft_packed_example;

/* Gates are told apart by how many digits stand in front of the unit; more are let through by every gate. */
enum { FT_GATE_DIGITS = 8 };
/* Rows of a gate: of the unit behind a run of digits, by their number; the same behind such a stretch and a point, or
 * behind such a stretch and another unit; of the unit before all. */
enum {
    FT_GATE_POINT = FT_GATE_DIGITS + 1,
    FT_GATE_MORE = FT_GATE_POINT + FT_GATE_DIGITS + 1,
    FT_GATE_BEFORE = FT_GATE_MORE + FT_GATE_DIGITS + 1,
    FT_GATE_ROWS
};

/* A pack in memory. */
typedef struct {
    const unsigned char *base;
    size_t size;
    bool mapped; /* munmap, else free */
    const ft_pack_header *header;
    const char *strings;
    const char16_t *units;
    const ft_row *rows;
    const uint32_t *cells;
    const ft_schema *schemas;
    const ft_key *keys;
    const ft_table *tables;
    const uint64_t *key_bits, *pair_bits;
    const ft_surface *surfaces;
    const uint32_t *refs;
    const uint8_t *first;
    const ft_start *singles, *starts;
    uint32_t single_mask, start_mask, filter_shift;
    const uint64_t *filter;
    const ft_node *nodes;
    const ft_child *children;
    const ft_packed_rule *rules;
    uint32_t rule_count, row_count;
    const ft_group *groups;
    const uint32_t *args, *classes, *speakers;
    const uint64_t *sets, *digit, *backs;
    const uint8_t *spans;
    const ft_edges *edges;
    const unsigned char *code;
    const uint16_t *kinds;
    const uint64_t *gates;
    uint32_t set_words; /* for one bit per rule */
    const uint16_t *states;
    const uint32_t *firsts;
} ft_pack;

/* Compile a rule set into a new block (*base by malloc). */
fintag_status ft_pack_build(const ft_rule_set *set, unsigned char **base, size_t *size, fintag_error *err);
/* Check the header and take views. The block must be aligned to 16 bytes and outlive the pack. */
fintag_status ft_pack_open(ft_pack *pack, const unsigned char *base, size_t size, const char *name, fintag_error *err);
void ft_pack_close(ft_pack *pack);

static inline fintag_str ft_pack_string(const ft_pack *pack, uint32_t at) {
    uint32_t len;
    memcpy(&len, pack->strings + at, sizeof len);
    return (fintag_str){pack->strings + at + sizeof len, len};
}
static inline uint32_t ft_hash32(uint32_t key) {
    return key * 0x9E3779B1u;
}
static inline uint32_t ft_edge_bit(size_t len) {
    size_t bit = len - 1;
    return (uint32_t)1 << (bit < 31 ? bit : 31);
}
uint32_t ft_key_hash(uint32_t class, ft_ustr surface);
/* Of the two units that a surface begins (ends) with. */
static inline uint32_t ft_pair_hash(const char16_t *pair, bool back) {
    return ft_hash32((uint32_t)pair[0] << 16 | pair[1]) ^ (back ? 0x85EBCA6Bu : 0);
}

/* A rule at run time. */
struct ft_compiled_rule {
    const ft_pack *pack;
    const ft_packed_rule *packed;
    uint32_t index;
    /* pcre2_code_16, both made by whichever thread comes first: the pattern out of the pack when it is first tried, and
     * machine code for it once it has been tried often enough to be worth the making. */
    _Atomic(void *) plain, jit;
    atomic_uint tries;   /* until there is machine code */
    atomic_bool making;  /* a thread makes it */
    void (*value)(void); /* its ft_value_fn, set by the engine */
};

#endif
