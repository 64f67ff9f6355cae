#include "cli/suggest.h"

#include <string.h>

enum { LONGEST = 40 };

static unsigned least(unsigned a, unsigned b, unsigned c) {
    unsigned ab = a < b ? a : b;
    return ab < c ? ab : c;
}

/* Edits between two words: insertions, deletions, replacements, neighbours swapped. */
static unsigned distance(const char *a, size_t a_len, const char *b, size_t b_len) {
    unsigned row[3][LONGEST + 1];
    for (unsigned j = 0; j <= b_len; j++) row[0][j] = j;
    for (size_t i = 1; i <= a_len; i++) {
        unsigned *now = row[i % 3];
        const unsigned *before = row[(i + 2) % 3], *earlier = row[(i + 1) % 3];
        now[0] = (unsigned)i;
        for (size_t j = 1; j <= b_len; j++) {
            now[j] = least(before[j] + 1, now[j - 1] + 1, before[j - 1] + (a[i - 1] != b[j - 1]));
            bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped && earlier[j - 2] + 1 < now[j]) now[j] = earlier[j - 2] + 1;
        }
    }
    return row[a_len % 3][b_len];
}

void ft_suggest(ft_suggestion *suggestion, const char *name) {
    size_t len = strlen(name);
    if (len > LONGEST || suggestion->len > LONGEST || !suggestion->len) return;
    unsigned far = distance(suggestion->word, suggestion->len, name, len);
    bool begins = len > suggestion->len && suggestion->len >= 2 && memcmp(name, suggestion->word, suggestion->len) == 0;
    if (begins) far = 1;
    if (far > 1 + suggestion->len / 4 || (suggestion->best && far >= suggestion->distance)) return;
    suggestion->best = name;
    suggestion->distance = far;
}
