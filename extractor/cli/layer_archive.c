/* Archives within archives, and the names of their members. */
#include <string.h>

#include "base/error.h"
#include "cli/layer.h"
#include "input/gzip.h"

/* As in a folder: nothing hidden, and only what may hold articles. */
static bool is_wanted(const char *name) {
    if (name[0] == '.' || strstr(name, "/.")) return false;
    return ft_sniff_name(name);
}

/* What is inside of a layer; not without end. */
static void go_in(ft_input *input, const ft_layer *inside) {
    if (inside->depth <= FT_LAYERS_MAX)
        ft_layer_read(input, inside);
    else
        ft_layer_failure(input, inside, 0, -1, FINTAG_ELIMIT, "archives and compression more than 6 layers deep");
}

void ft_layer_read_gzip(ft_input *input, const ft_layer *layer) {
    ft_gzip *gzip = ft_gzip_open(layer->reader, &input->descriptor.budget);
    ft_reader reader = {0};
    ft_layer inside = {.reader = &reader, .path = layer->path, .depth = layer->depth + 1};
    if (gzip) {
        ft_reader_begin(&reader, ft_gzip_supply(gzip));
        go_in(input, &inside);
    } else {
        ft_layer_failure(input, layer, 0, -1, FINTAG_ENOMEM, "out of memory");
    }
    ft_reader_free(&reader);
    ft_gzip_close(gzip);
}

static void read_member(ft_input *input, const ft_layer *layer, ft_kind kind, ft_archive *archive, ft_reader *reader,
                        ft_buf *path) {
    const char *name = ft_archive_name(archive);
    ft_layer member = {.reader = reader, .path = layer->path, .depth = layer->depth + 1};
    if (kind != FT_KIND_COMPRESSED) {
        if (!is_wanted(name)) return;
        ft_buf_clear(path);
        if (layer->path) ft_buf_put(path, layer->path, strlen(layer->path));
        ft_buf_byte(path, '!');
        ft_buf_put(path, name, strlen(name) + 1);
        if (path->failed) {
            ft_layer_failure(input, layer, 0, -1, FINTAG_ENOMEM, "out of memory");
            return;
        }
        member.path = path->ptr;
        member.archive = archive;
    }
    ft_reader_begin(reader, ft_archive_supply(archive));
    go_in(input, &member);
}

void ft_layer_read_archive(ft_input *input, const ft_layer *layer, ft_kind kind) {
    ft_from asked = input->from;
    ft_archive *archive = ft_archive_open(layer->reader, kind, &input->descriptor.budget);
    ft_reader reader = {0};
    ft_buf path = {0};
    bool said = false; /* that nothing more can be read, in the place of the last member */
    ft_read_result result = FT_READ_OK;
    /* The archive is what was asked for; what is in it speaks for itself. */
    if (kind != FT_KIND_COMPRESSED && (asked == FT_FROM_TAR || asked == FT_FROM_ZIP)) input->from = FT_FROM_AUTO;
    while (archive && !input->stopped && (result = ft_archive_next(archive)) == FT_READ_OK) {
        uint64_t before = input->broken;
        read_member(input, layer, kind, archive, &reader, &path);
        said = input->broken > before;
    }
    input->from = asked;
    if (!archive)
        ft_layer_failure(input, layer, 0, -1, FINTAG_ENOMEM, "out of memory");
    else if (result == FT_READ_STOPPED)
        input->stopped = true;
    else if (result == FT_READ_FAILED && !said) {
        fintag_error error;
        ft_fail(&error, FINTAG_EIO, "%s; nothing behind it can be read", ft_archive_problem(archive));
        ft_layer_failure(input, layer, 0, (int64_t)ft_reader_place(layer->reader), FINTAG_EIO, error.message);
        input->broken++;
    }
    ft_archive_close(archive);
    ft_reader_free(&reader);
    ft_buf_free(&path);
}
