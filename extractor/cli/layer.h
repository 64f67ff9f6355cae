/* What a file holds, layer by layer: compressed files, archives, files of many articles, articles. */
#ifndef FT_LAYER_H
#define FT_LAYER_H

#include "cli/input.h"
#include "input/archive.h"

/* A file, a stream, or a member of an archive. */
typedef struct {
    ft_reader *reader;
    const char *path;          /* as shown; NULL: a stream without a name */
    bool named;                /* on the command line */
    unsigned depth;            /* layers around it */
    const ft_archive *archive; /* that it is a member of, or NULL */
} ft_layer;

enum { FT_LAYERS_MAX = 6 };

/* Read all articles of a layer. */
void ft_layer_read(ft_input *input, const ft_layer *layer);
/* Read the members of an archive, or what a compressed file holds. */
void ft_layer_read_archive(ft_input *input, const ft_layer *layer, ft_kind kind);

void ft_layer_read_gzip(ft_input *input, const ft_layer *layer);

/* Hand out an article of the layer. */
void ft_layer_article(ft_input *input, const ft_layer *layer, ft_input_article *article);
/* Hand out what stands in the place of one. */
void ft_layer_failure(ft_input *input, const ft_layer *layer, uint64_t part, int64_t at, fintag_status status,
                      const char *message);
/* It is longer than the limit. */
void ft_layer_too_long(ft_input *input, const ft_layer *layer, uint64_t part, uint64_t at);
/* Reading came to an end that is none: FAILED or STOPPED. A failure of what the command line names is one of the run,
 * else of one article. */
void ft_layer_broke_off(ft_input *input, const ft_layer *layer, ft_read_result result);

#endif
