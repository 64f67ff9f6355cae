#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

static void fill(fintag_error *err, fintag_status status, const char *file, unsigned line, unsigned column,
                 const char *format, va_list args) {
    *err = (fintag_error){.status = status, .line = line, .column = column, .at = -1};
    if (file) snprintf(err->file, sizeof err->file, "%s", file);
    vsnprintf(err->message, sizeof err->message, format, args);
}

fintag_status ft_fail(fintag_error *err, fintag_status status, const char *format, ...) {
    if (!err) return status;
    va_list args;
    va_start(args, format);
    fill(err, status, NULL, 0, 0, format, args);
    va_end(args);
    return status;
}

fintag_status ft_fail_at(fintag_error *err, fintag_status status, const char *file, unsigned line, unsigned column,
                         const char *format, ...) {
    if (!err) return status;
    va_list args;
    va_start(args, format);
    fill(err, status, file, line, column, format, args);
    va_end(args);
    return status;
}

fintag_status ft_fail_memory(fintag_error *err) {
    return ft_fail(err, FINTAG_ENOMEM, "out of memory");
}

const char *fintag_status_name(fintag_status status) {
    static const char *const names[] = {"FINTAG_OK",       "FINTAG_ENOMEM", "FINTAG_EIO",    "FINTAG_ESYNTAX",
                                        "FINTAG_EVERSION", "FINTAG_ELIMIT", "FINTAG_EINPUT", "FINTAG_EUSAGE"};
    return (unsigned)status < sizeof names / sizeof *names ? names[status] : "FINTAG_UNKNOWN";
}
