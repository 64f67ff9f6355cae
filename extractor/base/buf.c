#include "base/buf.h"

#include <stdint.h>
#include <stdlib.h>

bool ft_buf_reserve(ft_buf *buf, size_t more) {
    if (buf->failed) return false;
    if (buf->capacity - buf->len >= more) return true;
    if (more > SIZE_MAX / 4 || buf->len > SIZE_MAX / 4) {
        buf->failed = true;
        return false;
    }
    size_t capacity = buf->capacity ? buf->capacity : 4096;
    while (capacity - buf->len < more) capacity *= 2;
    char *ptr = realloc(buf->ptr, capacity);
    if (!ptr) {
        buf->failed = true;
        return false;
    }
    buf->ptr = ptr;
    buf->capacity = capacity;
    return true;
}

void ft_buf_free(ft_buf *buf) {
    free(buf->ptr);
    *buf = (ft_buf){0};
}
