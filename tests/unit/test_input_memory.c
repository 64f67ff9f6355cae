/* Every allocation of the inputs fails once: nothing crashes, nothing leaks (under AddressSanitizer), what comes is
 * right, and what does not come is told. Linked with --wrap, so that only our own calls are counted. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cli/layer.h"
#include "failing_malloc.h"
#include "memory_supply.h"

enum { ARTICLES = 200 };

/* What came: a digest of each article, and whether something was told that did not come. */
typedef struct {
    uint64_t articles[ARTICLES];
    size_t count;
    bool told;
} arrival;

static bool take(void *ctx, const ft_input_article *article) {
    arrival *a = ctx;
    a->told = a->told || article->failure;
    if (article->failure || a->count == ARTICLES) return true;
    uint64_t seen = digest(1, article->about.path.ptr, article->about.path.len);
    seen = digest(seen, &article->about.base, sizeof article->about.base);
    seen = digest(seen, article->about.fields, article->about.field_count * sizeof *article->about.fields);
    a->articles[a->count++] = digest(seen, article->bytes.ptr, article->bytes.len);
    return true;
}

static void read_all(arrival *a, const char *bytes, size_t len) {
    memory_supply m = supply_of(bytes, len, 1000);
    ft_input input = {.max_article = 100000, .signal_fd = -1, .each = take, .ctx = a};
    *a = (arrival){0};
    ft_reader_begin(&input.reader, &m.supply);
    ft_layer layer = {.reader = &input.reader, .path = "file"};
    ft_layer_read(&input, &layer);
    ft_reader_free(&input.reader);
    a->told = a->told || input.failed;
}

static bool came(const arrival *a, uint64_t article) {
    for (size_t i = 0; i < a->count; i++)
        if (a->articles[i] == article) return true;
    return false;
}

static long fail_each(const char *bytes, size_t len) {
    static arrival whole, part;
    read_all(&whole, bytes, len);
    for (long n = 0;; n++) {
        countdown = n;
        read_all(&part, bytes, len);
        bool failed = countdown < 0;
        countdown = -1;
        for (size_t i = 0; i < part.count; i++) assert_true(came(&whole, part.articles[i]));
        assert_true(part.told || part.count == whole.count);
        if (!failed) return n;
    }
}

static void test_every_allocation_fails_once(void **state) {
    (void)state;
    static const char folder[] = FINTAG_SOURCE_DIR "/tests/fuzz/seeds/input";
    static char bytes[100000];
    long failures = 0;
    DIR *seeds = opendir(folder);
    assert_non_null(seeds);
    for (struct dirent *entry; (entry = readdir(seeds));) {
        char path[1000];
        if (entry->d_name[0] == '.') continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        FILE *file = fopen(path, "rb");
        assert_non_null(file);
        size_t len = fread(bytes, 1, sizeof bytes, file);
        fclose(file);
        failures += fail_each(bytes + 1, len - 1); /* the first byte is the fuzzer's */
    }
    closedir(seeds);
    assert_true(failures > 100);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_allocation_fails_once)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
