/* Cost of each stage: bench_stages ROUNDS FILE... reads the posts, and prints the processor time of a round over all.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "engine/doc.h"

enum { DECODE_AND_READ, FOLD, SCAN, TAG, WRITE, STAGES };

static double now(void) {
    struct timespec at;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
    return (double)at.tv_sec + (double)at.tv_nsec * 1e-9;
}

static uint32_t no_hit(void *context, const ft_hit *hit) {
    (void)context;
    return hit->end;
}

static int no_write(void *context, const char *bytes, size_t len) {
    (void)bytes;
    *(size_t *)context += len;
    return 0;
}

/* Folding and scanning are done once more for themselves: they are parts of tagging. */
static void scan_again(fintag_doc *doc) {
    ft_scan scan = {.rules = doc->rules,
                    .text = doc->folded.unit,
                    .upper = doc->folded.upper,
                    .count = doc->folded.count,
                    .regex = doc->regex,
                    .tries = doc->tries,
                    .state = doc->state,
                    .emit = no_hit};
    ft_scan_run(&scan);
}

static int run_stages(fintag_doc *doc, fintag_str post, double *seconds) {
    size_t written = 0;
    double at[STAGES + 1];
    at[0] = now();
    if (fintag_doc_read(doc, post.ptr, post.len, NULL, NULL)) return 1;
    at[1] = now();
    if (!ft_fold(doc->article.shown.ptr, doc->article.shown.len, &doc->folded)) return 1;
    at[2] = now();
    scan_again(doc);
    at[3] = now();
    if (fintag_doc_tag(doc, NULL, NULL)) return 1;
    at[4] = now();
    if (fintag_write_json(doc, NULL, no_write, &written)) return 1;
    at[5] = now();
    for (int s = 0; s < STAGES; s++) seconds[s] += at[s + 1] - at[s];
    return 0;
}

static fintag_str read_file(const char *path) {
    fintag_str post = {0};
    FILE *file = fopen(path, "rb");
    if (!file) return post;
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *bytes = size > 0 ? malloc((size_t)size) : NULL;
    if (bytes && fread(bytes, 1, (size_t)size, file) == (size_t)size) post = (fintag_str){bytes, (size_t)size};
    fclose(file);
    return post;
}

static void print(const double *seconds, int rounds, size_t bytes) {
    static const char *const names[] = {"decode, markup", "fold", "scan, patterns", "values, links, choice", "JSON"};
    for (int s = 0; s < STAGES; s++) {
        double took = seconds[s] - (s == TAG ? seconds[FOLD] + seconds[SCAN] : 0);
        printf("%-44s %9.4f s %8.1f ns/byte\n", names[s], took / rounds, took / rounds / (double)bytes * 1e9);
    }
}

int main(int argc, char **argv) {
    fintag_error err;
    fintag_rules *rules;
    int rounds = argc > 2 ? atoi(argv[1]) : 0, failed = 0;
    if (rounds < 1) return fprintf(stderr, "usage: bench_stages ROUNDS FILE...\n"), 2;
    if (fintag_rules_load(&(fintag_rules_source){.pack = getenv("FINTAG_RULES")}, &rules, &err))
        return fprintf(stderr, "%s\n", err.message), 1;
    fintag_doc *doc = fintag_doc_new(rules);
    fintag_str *posts = calloc((size_t)argc, sizeof *posts);
    double seconds[STAGES] = {0}, warm[STAGES] = {0};
    size_t bytes = 0;
    for (int i = 2; posts && i < argc; i++) {
        posts[i] = read_file(argv[i]);
        bytes += posts[i].len;
    }
    failed = !doc || !posts || !bytes;
    for (int r = 0; r <= rounds && !failed; r++) /* the first round makes the machine code of patterns */
        for (int i = 2; i < argc && !failed; i++) failed = run_stages(doc, posts[i], r ? seconds : warm);
    if (!failed) print(seconds, rounds, bytes);
    for (int i = 2; posts && i < argc; i++) free((void *)(uintptr_t)posts[i].ptr);
    free(posts);
    fintag_doc_free(doc);
    fintag_rules_free(rules);
    return failed;
}
