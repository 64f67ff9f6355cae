/* Any bytes as WARC, and as an HTTP response: the pages are the same however the bytes come, and keep the limit. */
#include "../unit/memory_supply.h"
#include "input/http_response.h"
#include "input/warc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST = 2000 };

static uint64_t run(const uint8_t *data, size_t size, size_t step) {
    memory_supply m = supply_of(data, size, step);
    ft_reader reader = {0};
    ft_reader_begin(&reader, &m.supply);
    ft_warc warc = {.reader = &reader, .most = MOST};
    ft_warc_record record;
    uint64_t seen = size, last = 0;
    size_t count = 0;
    while (ft_warc_next(&warc, &record) == FT_READ_OK) {
        require(record.at >= last && record.at <= size, "records stand in the stream, in order");
        require(record.key[0] != 0, "every record has a key");
        require(!record.problem || !record.page.len, "what can't be had has no page");
        require(++count <= size, "there is an end");
        last = record.at;
        seen = digest(seen, record.key, strlen(record.key));
        seen = digest(seen, record.url.ptr, record.url.len);
        seen = digest(seen, record.page.ptr, record.page.len);
    }
    ft_warc_free(&warc);
    ft_reader_free(&reader);
    return seen;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ft_buf body = {0};
    ft_http_response response;
    ft_response_read((fintag_str){(const char *)data, size}, MOST, &body, &response);
    ft_buf_free(&body);
    uint64_t whole = run(data, size, SIZE_MAX);
    require(run(data, size, 1 + size % 11) == whole, "pages are the same however the bytes come");
    return 0;
}
