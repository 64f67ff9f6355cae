#include "cli/compress.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

enum { CHUNK = 128 * 1024, GZIP_WINDOW = 15 + 16, GZIP_MEMORY = 8 };

struct ft_encoder {
    ft_compression compression;
    bool open; /* in a frame */
    z_stream gzip;
    ZSTD_CCtx *zstd;
    size_t used;
    char in[CHUNK], out[CHUNK];
};

const ft_choice ft_compress_choices[] = {
    {"none", FT_COMPRESS_NONE, false}, {"gzip", FT_COMPRESS_GZIP, false}, {"zstd", FT_COMPRESS_ZSTD, false}, {0}};

static bool ends_in(const char *text, const char *ending) {
    size_t len = strlen(text), tail = strlen(ending);
    return len > tail && strcmp(text + len - tail, ending) == 0;
}

ft_compression ft_compression_of(const char *path) {
    return ends_in(path, ".gz") ? FT_COMPRESS_GZIP : ends_in(path, ".zst") ? FT_COMPRESS_ZSTD : FT_COMPRESS_NONE;
}

const char *ft_compression_ending(ft_compression compression) {
    return compression == FT_COMPRESS_GZIP ? ".gz" : compression == FT_COMPRESS_ZSTD ? ".zst" : "";
}

ft_encoder *ft_encoder_new(ft_compression compression) {
    ft_encoder *encoder = calloc(1, sizeof *encoder);
    if (!encoder) return NULL;
    encoder->compression = compression;
    bool made = true;
    if (compression == FT_COMPRESS_GZIP)
        made = deflateInit2(&encoder->gzip, Z_DEFAULT_COMPRESSION, Z_DEFLATED, GZIP_WINDOW, GZIP_MEMORY,
                            Z_DEFAULT_STRATEGY) == Z_OK;
    if (compression == FT_COMPRESS_ZSTD) {
        encoder->zstd = ZSTD_createCCtx();
        made = encoder->zstd && !ZSTD_isError(ZSTD_CCtx_setParameter(encoder->zstd, ZSTD_c_checksumFlag, 1));
    }
    if (made) return encoder;
    ZSTD_freeCCtx(encoder->zstd);
    free(encoder);
    return NULL;
}

void ft_encoder_free(ft_encoder *encoder) {
    if (!encoder) return;
    if (encoder->compression == FT_COMPRESS_GZIP) deflateEnd(&encoder->gzip);
    ZSTD_freeCCtx(encoder->zstd);
    free(encoder);
}

static bool run_gzip(ft_encoder *encoder, bool last, ft_output *to) {
    z_stream *gzip = &encoder->gzip;
    int result;
    gzip->next_in = (Bytef *)encoder->in;
    gzip->avail_in = (uInt)encoder->used;
    do {
        gzip->next_out = (Bytef *)encoder->out;
        gzip->avail_out = CHUNK;
        result = deflate(gzip, last ? Z_FINISH : Z_NO_FLUSH);
        ft_output_write(to, encoder->out, CHUNK - gzip->avail_out);
    } while (result == Z_OK && (last || gzip->avail_in || !gzip->avail_out));
    if (last) deflateReset(gzip);
    return last ? result == Z_STREAM_END : result == Z_OK || result == Z_BUF_ERROR;
}

static bool run_zstd(ft_encoder *encoder, bool last, ft_output *to) {
    ZSTD_inBuffer in = {encoder->in, encoder->used, 0};
    size_t left;
    do {
        ZSTD_outBuffer out = {encoder->out, CHUNK, 0};
        left = ZSTD_compressStream2(encoder->zstd, &out, &in, last ? ZSTD_e_end : ZSTD_e_continue);
        if (ZSTD_isError(left)) return false;
        ft_output_write(to, encoder->out, out.pos);
    } while (last ? left != 0 : in.pos < in.size);
    return true;
}

/* Encode what is waiting. */
static bool run(ft_encoder *encoder, bool last, ft_output *to) {
    bool done = encoder->compression == FT_COMPRESS_GZIP ? run_gzip(encoder, last, to) : run_zstd(encoder, last, to);
    encoder->used = 0;
    if (!done && !to->failure) to->failure = ENOMEM; /* the only thing that can go wrong in them */
    return to->failure == 0;
}

bool ft_encoder_put(ft_encoder *encoder, const char *bytes, size_t len, ft_output *to) {
    if (encoder->compression == FT_COMPRESS_NONE) return ft_output_write(to, bytes, len) == 0;
    while (len) {
        /* Only whole chunks go in, counted from the frame's begin: the result must not depend on `len`. */
        if (encoder->used == CHUNK && !run(encoder, false, to)) return false;
        size_t part = len < CHUNK - encoder->used ? len : CHUNK - encoder->used;
        memcpy(encoder->in + encoder->used, bytes, part);
        encoder->used += part;
        encoder->open = true;
        bytes += part;
        len -= part;
    }
    return to->failure == 0;
}

bool ft_encoder_end(ft_encoder *encoder, bool wanted, ft_output *to) {
    if (encoder->compression == FT_COMPRESS_NONE || (!encoder->open && !wanted)) return to->failure == 0;
    encoder->open = false;
    return run(encoder, true, to);
}
