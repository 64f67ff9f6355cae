/* Any bytes, cut as JSON Lines, JSON, CSV or a feed in any charset: parts lie in the stream, in order, and are the same
 * however the bytes come. Byte 0 chooses format and charset. */
#include "../unit/memory_supply.h"
#include "input/csv.h"
#include "input/json_values.h"
#include "input/lines.h"
#include "input/rss.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST = 1000 };

static uint64_t check_part(const memory_supply *m, const ft_part *part, uint64_t *last, uint64_t seen) {
    require(part->at >= *last && part->at <= m->len, "parts stand in the stream, in order");
    require(part->bytes.len <= MOST, "parts keep the limit");
    require(part->bytes.len <= m->len - part->at, "parts end in the stream");
    require(!part->bytes.len || memcmp(part->bytes.ptr, m->bytes + part->at, part->bytes.len) == 0,
            "a part is what stands in its place");
    require(!((part->too_long || part->problem) && part->bytes.len), "what can't be had has no bytes");
    for (size_t i = 0; i < part->field_count && part->bytes.len; i++)
        require(part->fields[i].begin <= part->fields[i].end && part->fields[i].end <= part->bytes.len,
                "fields lie in their part");
    *last = part->at + part->bytes.len;
    seen = digest(seen, &part->at, sizeof part->at);
    seen = digest(seen, &part->line, sizeof part->line);
    seen = digest(seen, &part->too_long, sizeof part->too_long);
    for (size_t i = 0; i < part->field_count && part->bytes.len; i++)
        seen = digest(seen, &part->fields[i].end, sizeof part->fields[i].end);
    return digest(seen, part->bytes.ptr, part->bytes.len);
}

static uint64_t run(const uint8_t *data, size_t size, size_t step) {
    static const char *const charsets[] = {"utf-8", "gb18030", "utf-16le", "utf-16be"};
    memory_supply m = supply_of(data + 1, size - 1, step);
    ft_reader reader = {0};
    ft_part part;
    uint64_t last = 0, seen = size;
    const ft_charset *charset = data[0] & 8 ? ft_charset_named(charsets[data[0] >> 4 & 3]) : NULL;
    ft_reader_begin(&reader, &m.supply);
    ft_lines lines = {.reader = &reader, .units = ft_units_of(charset), .most = MOST};
    ft_json_values values = {.reader = &reader, .units = ft_units_of(charset), .most = MOST};
    static ft_csv csv;
    csv = (ft_csv){.reader = &reader, .charset = charset, .most = MOST};
    ft_rss *feed = ft_rss_open(&reader, charset, MOST);
    require(feed != NULL, "memory");
    for (;;) {
        unsigned kind = data[0] & 3;
        ft_read_result result = kind == 0   ? ft_lines_next(&lines, &part)
                                : kind == 1 ? ft_json_values_next(&values, &part)
                                : kind == 2 ? ft_csv_next(&csv, &part)
                                            : ft_rss_next(feed, &part);
        require(result == FT_READ_OK || result == FT_READ_END, "memory can always be read");
        if (result == FT_READ_END) break;
        seen = check_part(&m, &part, &last, seen);
    }
    ft_rss_close(feed);
    ft_reader_free(&reader);
    return seen;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (!size) return 0;
    uint64_t whole = run(data, size, SIZE_MAX);
    require(run(data, size, 1 + size % 7) == whole, "parts are the same however the bytes come");
    return 0;
}
