/* Any bytes as a file: archives, compressed files, whatever they hold. Articles come with bytes that can be read. Byte
 * 0 chooses --from. */
#include "../unit/memory_supply.h"
#include "cli/layer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct {
    fintag_doc *doc;
    size_t articles;
} reading;

static const fintag_rules *rules(void) {
    static fintag_rules *loaded; /* one process, one pack */
    fintag_error err;
    fintag_rules_source from = {.pack = getenv("FINTAG_RULES")};
    if (!loaded && fintag_rules_load(&from, &loaded, &err)) {
        fprintf(stderr, "%s: %s (set FINTAG_RULES to a pack)\n", err.file, err.message);
        exit(1);
    }
    return loaded;
}

static bool take(void *ctx, const ft_input_article *article) {
    reading *r = ctx;
    fintag_error err = {0};
    require(!article->failure || !article->bytes.len, "what can't be had has no bytes");
    require(!article->failure || article->failure->message[0], "and says why");
    fintag_status status = fintag_doc_read(r->doc, article->bytes.ptr, article->bytes.len, &article->about, &err);
    require(status != FINTAG_EUSAGE, "articles make sense");
    return ++r->articles < 1000;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (!size) return 0;
    reading r = {.doc = fintag_doc_new(rules())};
    if (!r.doc) return 0;
    memory_supply m = supply_of(data + 1, size - 1, 1 + data[0] * (size_t)16);
    fintag_map map = {.names = {[FINTAG_FIELD_TITLE] = FINTAG_STR("a.b"), [FINTAG_FIELD_BODY] = FINTAG_STR("content")}};
    ft_input input = {.from = (ft_from)(data[0] % (FT_FROM_ZIP + 1)),
                      .map = data[0] & 128 ? &map : NULL,
                      .max_article = 5000,
                      .signal_fd = -1,
                      .each = take,
                      .ctx = &r};
    ft_reader_begin(&input.reader, &m.supply);
    ft_layer layer = {.reader = &input.reader, .path = data[0] & 64 ? "f.csv" : NULL};
    ft_layer_read(&input, &layer);
    ft_reader_free(&input.reader);
    fintag_doc_free(r.doc);
    return 0;
}
