/* Growing byte buffer on the heap, for what must be contiguous and large (the text of a document). Reused over
 * documents. A failed growth sets `failed` and drops what is appended from then on; check once at the end. */
#ifndef FT_BUF_H
#define FT_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

typedef struct {
    char *ptr;
    size_t len, capacity;
    bool failed;
} ft_buf;

/* Make room for `more` further bytes. False when out of memory. */
bool ft_buf_reserve(ft_buf *buf, size_t more);
void ft_buf_free(ft_buf *buf);

static inline void ft_buf_clear(ft_buf *buf) {
    buf->len = 0;
    buf->failed = false;
}
static inline void ft_buf_put(ft_buf *buf, const char *ptr, size_t len) {
    if (buf->capacity - buf->len < len && !ft_buf_reserve(buf, len)) return;
    if (len) memcpy(buf->ptr + buf->len, ptr, len);
    buf->len += len;
}
static inline void ft_buf_byte(ft_buf *buf, char byte) {
    if (buf->len == buf->capacity && !ft_buf_reserve(buf, 1)) return;
    buf->ptr[buf->len++] = byte;
}

#endif
