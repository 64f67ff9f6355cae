/* Build-time program: frequent words that are no names, for the dictionary class commonword, from the word list that
 * Debian's python3-jieba brings. Lines of it are "word frequency tag"; words of our own lists stay out.
 *   gen_words WORD_LIST OUT OWN_TSV... */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

/* Numerals and places must be more frequent: rare ones are parts of names. */
enum {
    FREQUENT = 30,
    VERY_FREQUENT = 100,
    CHARACTERS_LEAST = 2,
    CHARACTERS_MOST = 4,
    OWN_MAX = 4096,
    LINE_MAX_BYTES = 1024
};

typedef struct {
    char *words[OWN_MAX];
    size_t count;
} own_list;

static bool is_one_of(const char *tag, const char *const *tags) {
    for (; *tags; tags++)
        if (strcmp(tag, *tags) == 0) return true;
    return false;
}

/* Persons, organizations and other names are none. */
static bool is_wanted(const char *tag, unsigned long frequency) {
    static const char *const names[] = {"nr", "nrt", "nrfg", "nt", "nz", NULL};
    static const char *const numerals_and_places[] = {"m", "mq", "ns", NULL};
    if (is_one_of(tag, names)) return false;
    return frequency >= (is_one_of(tag, numerals_and_places) ? VERY_FREQUENT : FREQUENT);
}

/* f: adverbs, conjunctions, prepositions, pronouns, times, particles; v: verbs. */
static const char *kind_of(const char *tag) {
    static const char *const function[] = {"d", "c", "p", "r", "t", "ad", "u", NULL};
    return is_one_of(tag, function) ? "f" : strcmp(tag, "v") == 0 ? "v" : "";
}

/* Two to four Chinese characters. */
static bool has_length(const char *word) {
    unsigned count = 0;
    for (const char *at = word; *at; at += 3, count++)
        if (ft_utf8_len((unsigned char)*at) != 3 || !at[1] || !at[2]) return false;
    return count >= CHARACTERS_LEAST && count <= CHARACTERS_MOST;
}

static bool read_own(const char *path, own_list *own) {
    char line[LINE_MAX_BYTES];
    FILE *file = fopen(path, "rb");
    if (!file) return false;
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\t\r\n")] = 0;
        if (*line == '#' || *line == '%' || !*line) continue;
        if (own->count == OWN_MAX || !(own->words[own->count] = strdup(line))) {
            errno = ENOMEM;
            fclose(file);
            return false;
        }
        own->count++;
    }
    fclose(file);
    return true;
}

static int by_text(const void *left, const void *right) {
    return strcmp(*(char *const *)left, *(char *const *)right);
}

static bool is_own(const own_list *own, const char *word) {
    return bsearch(&word, own->words, own->count, sizeof *own->words, by_text) != NULL;
}

static size_t write_words(FILE *in, FILE *out, const own_list *own) {
    char line[LINE_MAX_BYTES];
    size_t count = 0;
    fputs("%class commonword\n%key\nsurface\tkind\n", out);
    while (fgets(line, sizeof line, in)) {
        char *rest = line, *word = strsep(&rest, " "), *frequency = strsep(&rest, " "), *tag = strsep(&rest, " \r\n");
        if (!frequency || !tag || !is_wanted(tag, strtoul(frequency, NULL, 10))) continue;
        if (!has_length(word) || is_own(own, word)) continue;
        fprintf(out, "%s\t%s\n", word, kind_of(tag));
        count++;
    }
    return count;
}

static int fail(const char *path) {
    fprintf(stderr, "gen_words: %s: %s\n", path, errno ? strerror(errno) : "no list of words");
    return 1;
}

int main(int argc, char **argv) {
    static own_list own;
    if (argc < 4) {
        fputs("usage: gen_words WORD_LIST OUT OWN_TSV...\n", stderr);
        return 2;
    }
    for (int i = 3; i < argc; i++)
        if (!read_own(argv[i], &own)) return fail(argv[i]);
    qsort(own.words, own.count, sizeof *own.words, by_text);
    FILE *in = fopen(argv[1], "rb");
    if (!in) return fail(argv[1]);
    FILE *out = fopen(argv[2], "wb");
    if (!out) return fail(argv[2]);
    errno = 0;
    if (!write_words(in, out, &own)) return fail(argv[1]);
    fclose(in);
    return fclose(out) == 0 ? 0 : fail(argv[2]);
}
