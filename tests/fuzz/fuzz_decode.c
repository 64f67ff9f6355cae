/* Any bytes in any charset: what comes out is UTF-8, and its map leads back into the bytes, in order. Byte 0 chooses.
 */
#include "../unit/memory_supply.h"
#include "text/decode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const charsets[] = {NULL,       "utf-8",  "gb18030", "big5", "utf-16le",
                                           "utf-16be", "euc-jp", "euc-kr",  "sjis", "latin1"};
    if (!size) return 0;
    const char *charset = charsets[data[0] % 10];
    fintag_str label = {charset, charset ? strlen(charset) : 0}, bytes = {(const char *)data + 1, size - 1};
    ft_buf out = {0};
    ft_offmap map = {0};
    ft_decoded how;
    require(ft_decode(bytes, label, &out, &map, &how), "memory");
    require(!out.len || ft_utf8_check(out.ptr, out.len) == out.len, "what comes out is UTF-8");
    require(map.out_len == out.len, "the map covers it");
    uint64_t last = 0;
    for (uint32_t at = 0; at < map.out_len; at++) {
        uint64_t begin, end;
        ft_offmap_span(&map, at, at + 1, &begin, &end);
        require(begin < end && end <= bytes.len && begin >= last, "the map leads back, in order");
        require(ft_offmap_output(&map, begin) <= at, "and forth again");
        last = begin;
    }
    require(ft_offmap_output(&map, bytes.len) == map.out_len, "behind the last byte is the end");
    ft_buf_free(&out);
    ft_offmap_free(&map);
    return 0;
}
