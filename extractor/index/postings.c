#include "index/postings.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum { FIRST_POSTINGS = 4096, KEPT_POSTINGS = 4 << 20, DIGIT_BITS = 11, DIGITS = 3, BUCKETS = 1 << DIGIT_BITS };

static bool reserve(ft_posting_list *list, size_t count) {
    if (count <= list->capacity) return true;
    size_t capacity = list->capacity ? list->capacity : FIRST_POSTINGS;
    while (capacity < count) capacity *= 2;
    ft_posting *items = realloc(list->items, capacity * sizeof *items);
    if (!items) return false;
    list->items = items;
    list->capacity = capacity;
    return true;
}

static void free_list(ft_posting_list *list) {
    free(list->items);
    *list = (ft_posting_list){0};
}

void ft_postings_free(ft_postings *postings) {
    free_list(&postings->shorts);
    free_list(&postings->longs);
    free_list(&postings->spare);
    ft_terms_free(&postings->terms);
    free(postings->articles.items);
    *postings = (ft_postings){0};
}

void ft_postings_clear(ft_postings *postings) {
    if (postings->shorts.capacity > KEPT_POSTINGS) free_list(&postings->shorts);
    if (postings->longs.capacity > KEPT_POSTINGS) free_list(&postings->longs);
    if (postings->spare.capacity > KEPT_POSTINGS) free_list(&postings->spare);
    ft_terms_clear(&postings->terms);
    postings->shorts.count = postings->longs.count = postings->articles.count = 0;
    postings->next_short = postings->next_long = 0;
    postings->unordered = postings->failed = false;
}

void ft_postings_article(ft_postings *postings, int64_t row) {
    size_t count = postings->articles.count;
    int64_t *items = postings->articles.items;
    if (count && items[count - 1] == row) return;
    if (count == postings->articles.capacity) {
        size_t capacity = count ? count * 2 : 256;
        items = realloc(items, capacity * sizeof *items);
        if (!items) {
            postings->failed = true;
            return;
        }
        postings->articles.items = items;
        postings->articles.capacity = capacity;
    }
    postings->unordered |= count && items[count - 1] > row;
    items[postings->articles.count++] = row;
}

static void add(ft_postings *postings, ft_posting_list *list, uint32_t term, uint32_t at) {
    if (list->count == list->capacity && !reserve(list, list->count + 1)) {
        postings->failed = true;
        return;
    }
    list->items[list->count++] = (ft_posting){term, (uint32_t)postings->articles.count - 1, at};
}

static void add_token(ft_postings *postings, ft_ustr text, ft_token token, uint32_t at) {
    uint32_t length = token.end - token.begin, number;
    const char16_t *unit = text.ptr + token.begin;
    if (length <= 2)
        add(postings, &postings->shorts, (uint32_t)unit[0] << 16 | (length == 2 ? unit[1] : 0), at);
    else if (ft_terms_number(&postings->terms, (ft_ustr){unit, length}, &number))
        add(postings, &postings->longs, number, at);
    else
        postings->failed = true;
}

uint32_t ft_postings_add(ft_postings *postings, ft_ustr text, uint32_t column) {
    uint32_t count = 0, mark = column ? FT_POSTING_COLUMN : 0;
    ft_token token;
    for (uint32_t at = 0; !postings->failed && ft_token_next(text, &at, &token);)
        add_token(postings, text, token, count++ | mark);
    return count;
}

uint32_t ft_postings_remove(ft_postings *postings, ft_ustr text) {
    uint32_t count = 0;
    ft_token token;
    for (uint32_t at = 0; !postings->failed && ft_token_next(text, &at, &token); count++)
        add_token(postings, text, token, FT_POSTING_REMOVED);
    return count;
}

/* One pass: from list to spare, which then change places. */
static void sort_by_digit(ft_posting_list *list, ft_posting_list *spare, const uint32_t *sizes, unsigned shift) {
    uint32_t place[BUCKETS], sum = 0;
    for (unsigned i = 0; i < BUCKETS; i++) {
        place[i] = sum;
        sum += sizes[i];
    }
    for (size_t i = 0; i < list->count; i++) {
        ft_posting posting = list->items[i];
        spare->items[place[posting.term >> shift & (BUCKETS - 1)]++] = posting;
    }
    spare->count = list->count;
    ft_posting_list sorted = *spare;
    *spare = *list;
    *list = sorted;
}

/* By term; what is of one term stays in the order it is in. */
static bool sort_by_term(ft_posting_list *list, ft_posting_list *spare) {
    uint32_t sizes[DIGITS][BUCKETS] = {0};
    if (!list->count) return true;
    if (!reserve(spare, list->count)) return false;
    for (size_t i = 0; i < list->count; i++)
        for (unsigned d = 0; d < DIGITS; d++) sizes[d][list->items[i].term >> d * DIGIT_BITS & (BUCKETS - 1)]++;
    for (unsigned d = 0; d < DIGITS; d++) {
        unsigned shift = d * DIGIT_BITS;
        bool all_equal = sizes[d][list->items[0].term >> shift & (BUCKETS - 1)] == list->count;
        if (!all_equal) sort_by_digit(list, spare, sizes[d], shift);
    }
    return true;
}

typedef struct {
    int64_t row;
    uint32_t was;
} row_place;

static int by_row(const void *a, const void *b) {
    const row_place *x = a, *y = b;
    if (x->row != y->row) return x->row < y->row ? -1 : 1;
    return (x->was > y->was) - (x->was < y->was);
}

/* Number the articles as their rows are, and bring the postings in that order. */
static bool order_articles(ft_postings *postings) {
    size_t count = postings->articles.count;
    row_place *places = malloc(count * sizeof *places);
    uint32_t *number = malloc(count * sizeof *number);
    bool fine = places && number;
    for (uint32_t i = 0; fine && i < count; i++) places[i] = (row_place){postings->articles.items[i], i};
    if (fine) qsort(places, count, sizeof *places, by_row);
    for (uint32_t i = 0; fine && i < count; i++) {
        postings->articles.items[i] = places[i].row;
        number[places[i].was] = i;
    }
    ft_posting_list *lists[] = {&postings->shorts, &postings->longs};
    for (unsigned l = 0; fine && l < 2; l++) {
        /* Sorted by a field that is the term for the while. */
        for (size_t i = 0; i < lists[l]->count; i++) {
            ft_posting *p = &lists[l]->items[i];
            *p = (ft_posting){number[p->article], p->term, p->at};
        }
        fine = sort_by_term(lists[l], &postings->spare);
        for (size_t i = 0; i < lists[l]->count; i++) {
            ft_posting *p = &lists[l]->items[i];
            *p = (ft_posting){p->article, p->term, p->at};
        }
    }
    free(places);
    free(number);
    return fine;
}

bool ft_postings_sort(ft_postings *postings) {
    if (postings->failed) return false;
    if (postings->unordered && !order_articles(postings)) return false;
    const uint32_t *rank = ft_terms_order(&postings->terms);
    if (!rank && postings->longs.count) return false;
    for (size_t i = 0; i < postings->longs.count; i++)
        postings->longs.items[i].term = rank[postings->longs.items[i].term];
    return sort_by_term(&postings->shorts, &postings->spare) && sort_by_term(&postings->longs, &postings->spare);
}

static void take(ft_posting_list *list, size_t *next, ft_ustr units, ft_term_postings *term) {
    size_t end = *next + 1;
    while (end < list->count && list->items[end].term == list->items[*next].term) end++;
    term->items = list->items + *next;
    term->count = end - *next;
    term->len = 0;
    for (size_t i = 0; i < units.len; i++) term->len += ft_utf8_put(term->bytes + term->len, units.ptr[i]);
    *next = end;
}

bool ft_postings_next(ft_postings *postings, ft_term_postings *term) {
    bool has_short = postings->next_short < postings->shorts.count;
    bool has_long = postings->next_long < postings->longs.count;
    char16_t two[2] = {0};
    ft_ustr brief = {two, 0}, longer = {0};
    if (has_short) {
        uint32_t key = postings->shorts.items[postings->next_short].term;
        two[0] = (char16_t)(key >> 16);
        two[1] = (char16_t)key;
        brief.len = two[1] ? 2 : 1;
    }
    if (has_long) longer = ft_terms_ranked(&postings->terms, postings->longs.items[postings->next_long].term);
    if (has_short && (!has_long || ft_ustr_compare(brief, longer) < 0))
        take(&postings->shorts, &postings->next_short, brief, term);
    else if (has_long)
        take(&postings->longs, &postings->next_long, longer, term);
    return has_short || has_long;
}
