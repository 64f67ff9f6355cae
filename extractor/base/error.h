/* Filling fintag_error. */
#ifndef FT_ERROR_H
#define FT_ERROR_H

#include <fintag/fintag.h>

/* Fill *err (may be NULL) with status and message, no place. Returns status, so that `return ft_fail(...)` reads well.
 */
fintag_status ft_fail(fintag_error *err, fintag_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The same with a place in a file: line and column count from 1, 0 = not known. */
fintag_status ft_fail_at(fintag_error *err, fintag_status status, const char *file, unsigned line, unsigned column,
                         const char *format, ...) __attribute__((format(printf, 6, 7)));
/* Out of memory. */
fintag_status ft_fail_memory(fintag_error *err);

#endif
