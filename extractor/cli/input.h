/* From the paths of a command line to articles, one at a time, in order. */
#ifndef FT_INPUT_H
#define FT_INPUT_H

#include <fintag/fintag.h>

#include "cli/descriptor.h"
#include "cli/opt.h"
#include "input/reader.h"

/* Values of --from. */
typedef enum {
    FT_FROM_AUTO,
    FT_FROM_JEKYLL,
    FT_FROM_HTML,
    FT_FROM_TEXT,
    FT_FROM_JSONL,
    FT_FROM_JSON,
    FT_FROM_CSV,
    FT_FROM_RSS,
    FT_FROM_WARC,
    FT_FROM_TAR,
    FT_FROM_ZIP
} ft_from;
extern const ft_choice ft_from_choices[];

/* One article, or what stood in its place. All that it points to is valid until `each` returns, but for about.charset
 * and about.map, which stay: whoever keeps it copies bytes, about.path, about.id, about.url, about.fields, failure. */
typedef struct {
    fintag_str bytes;
    fintag_source about;         /* format, path, base, ... */
    uint64_t line;               /* number of its line or part from 1, when it is one of many in its file; else 0 */
    const fintag_error *failure; /* the article can't be had; bytes are empty */
} ft_input_article;

/* False stops the run. */
typedef bool ft_input_fn(void *ctx, const ft_input_article *article);

typedef struct {
    ft_from from;
    const fintag_map *map; /* NULL: the usual names */
    size_t max_article;
    int signal_fd; /* -1: none */
    ft_input_fn *each;
    void *ctx;
    /* results */
    bool stopped;      /* `each` said so, or a signal came */
    bool failed;       /* a path of the command line could not be read; a message was printed */
    uint64_t articles; /* handed out */
    /* private */
    uint64_t broken; /* times that reading broke off */
    ft_reader reader;
    ft_descriptor descriptor;
} ft_input;

enum { FT_MAX_ARTICLE = 64 << 20, FT_MAX_ARTICLE_LIMIT = 256 << 20 };

/* Read one path: a folder, a file, a pattern that matches some, or "-" for standard input. */
void ft_input_path(ft_input *input, const char *path);
/* Read them all; standard input when there are none. */
void ft_input_paths(ft_input *input, char *const *paths, size_t count);
/* Do the paths name a stream, which is passed on as it comes, rather than files? */
bool ft_input_is_stream(char *const *paths, size_t count);
void ft_input_free(ft_input *input);

#endif
