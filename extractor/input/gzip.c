#include "input/gzip.h"

#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

struct ft_gzip {
    ft_supply supply; /* first, so that it can be cast back */
    z_stream z;
    ft_reader *outer;
    ft_budget *budget;
    ft_expansion expansion;
    bool between; /* of two members, or of the last one and what is none */
    char problem[256];
};

static ft_read_result fail(ft_gzip *gzip, const char *problem) {
    snprintf(gzip->problem, sizeof gzip->problem, "%s", problem);
    return FT_READ_FAILED;
}

/* Make sure that there is input. END: there is none left. */
static ft_read_result fill(ft_gzip *gzip) {
    if (ft_reader_rest(gzip->outer).len) return FT_READ_OK;
    ft_read_result result = ft_reader_more(gzip->outer);
    if (result == FT_READ_FAILED && gzip->outer->supply->problem) return fail(gzip, gzip->outer->supply->problem);
    return result;
}

/* Inflate what is here; *got says how much came of it. */
static ft_read_result inflate_some(ft_gzip *gzip, char *to, size_t room, size_t *got) {
    enum { STEP = 1 << 20 };
    fintag_str rest = ft_reader_rest(gzip->outer);
    size_t in = rest.len < STEP ? rest.len : STEP, out = room < STEP ? room : STEP;
    gzip->z.next_in = (Bytef *)(uintptr_t)rest.ptr;
    gzip->z.avail_in = (uInt)in;
    gzip->z.next_out = (Bytef *)to;
    gzip->z.avail_out = (uInt)out;
    int result = inflate(&gzip->z, Z_NO_FLUSH);
    ft_reader_skip(gzip->outer, in - gzip->z.avail_in);
    gzip->expansion.in += in - gzip->z.avail_in;
    *got = out - gzip->z.avail_out;
    gzip->expansion.out += *got;
    gzip->budget->out += *got;
    if (result == Z_STREAM_END) {
        gzip->between = true;
        return inflateReset(&gzip->z) == Z_OK ? FT_READ_OK : fail(gzip, "out of memory");
    }
    if (result == Z_OK || result == Z_BUF_ERROR) return FT_READ_OK;
    if (result == Z_MEM_ERROR) return fail(gzip, "out of memory");
    return *got ? FT_READ_OK : fail(gzip, "the gzip data is damaged"); /* what is good comes first */
}

/* Does another member follow? What else stands behind the last one is padding. */
static ft_read_result next_member(ft_gzip *gzip) {
    ft_read_result result = ft_reader_want(gzip->outer, 2);
    fintag_str rest = ft_reader_rest(gzip->outer);
    if (result != FT_READ_OK) return result;
    gzip->between = rest.len < 2 || (unsigned char)rest.ptr[0] != 0x1F || (unsigned char)rest.ptr[1] != 0x8B;
    return gzip->between ? FT_READ_END : FT_READ_OK;
}

static ft_read_result pull(ft_supply *supply, char *to, size_t room, size_t *got) {
    ft_gzip *gzip = (ft_gzip *)supply;
    *got = 0;
    if (ft_is_bomb(gzip->budget, &gzip->expansion, gzip->problem, sizeof gzip->problem)) return FT_READ_FAILED;
    while (!*got) {
        ft_read_result result = gzip->between ? next_member(gzip) : fill(gzip);
        if (result == FT_READ_END && !gzip->between && !ft_reader_rest(gzip->outer).len)
            return fail(gzip, "the gzip data is cut: its end is missing");
        if (result == FT_READ_OK) result = inflate_some(gzip, to, room, got);
        if (result != FT_READ_OK) return result;
    }
    return FT_READ_OK;
}

ft_gzip *ft_gzip_open(ft_reader *outer, ft_budget *budget) {
    enum { GZIP_ONLY = 15 + 16 };
    ft_gzip *gzip = calloc(1, sizeof *gzip);
    if (!gzip) return NULL;
    gzip->supply = (ft_supply){.pull = pull, .problem = gzip->problem, .waits = outer->supply->waits};
    gzip->outer = outer;
    gzip->budget = budget;
    if (inflateInit2(&gzip->z, GZIP_ONLY) == Z_OK) return gzip;
    free(gzip);
    return NULL;
}

void ft_gzip_close(ft_gzip *gzip) {
    if (!gzip) return;
    inflateEnd(&gzip->z);
    free(gzip);
}

ft_supply *ft_gzip_supply(ft_gzip *gzip) {
    return &gzip->supply;
}
