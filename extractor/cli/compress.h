/* gzip and zstd of an output, in frames of their own that may simply stand behind each other: so a file can be cut at
 * the end of a frame and continued. The bytes of a frame depend on what it holds alone, not on the sizes of the pieces
 * that it came in. */
#ifndef FT_COMPRESS_H
#define FT_COMPRESS_H

#include "cli/opt.h"
#include "cli/output.h"

/* Values of --compress. */
typedef enum { FT_COMPRESS_BY_NAME, FT_COMPRESS_NONE, FT_COMPRESS_GZIP, FT_COMPRESS_ZSTD } ft_compression;
extern const ft_choice ft_compress_choices[];

/* What the name's ending says. */
ft_compression ft_compression_of(const char *path);
/* ".gz", ".zst" or "". */
const char *ft_compression_ending(ft_compression compression);

typedef struct ft_encoder ft_encoder;
/* NULL when out of memory. */
ft_encoder *ft_encoder_new(ft_compression compression);
void ft_encoder_free(ft_encoder *encoder);
/* Add to the frame at hand, or begin one. False when writing failed. */
bool ft_encoder_put(ft_encoder *encoder, const char *bytes, size_t len, ft_output *to);
/* End the frame at hand; when there is none, nothing, or an empty frame when one is wanted: a file without any is no
 * gzip file. */
bool ft_encoder_end(ft_encoder *encoder, bool wanted, ft_output *to);

#endif
