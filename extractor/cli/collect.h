/* What the library writes, kept in memory. */
#ifndef FT_COLLECT_H
#define FT_COLLECT_H

#include <fintag/fintag.h>

#include "base/buf.h"

/* A fintag_write_fn whose ctx is an ft_buf. */
static inline int ft_collect(void *ctx, const char *bytes, size_t len) {
    ft_buf *buf = ctx;
    ft_buf_put(buf, bytes, len);
    return buf->failed;
}

/* The value of an entity as JSON; empty when out of memory. `buf` is overwritten and holds it. */
static inline fintag_str ft_collect_value(ft_buf *buf, const fintag_entity *entity) {
    ft_buf_clear(buf);
    if (fintag_write_value(entity, ft_collect, buf) != FINTAG_OK) return FINTAG_STR("");
    return (fintag_str){buf->ptr, buf->len};
}

#endif
