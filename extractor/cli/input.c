#include "cli/input.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/layer.h"
#include "cli/message.h"
#include "cli/walk.h"

const ft_choice ft_from_choices[] = {
    {"auto", FT_FROM_AUTO, false}, {"jekyll", FT_FROM_JEKYLL, false}, {"html", FT_FROM_HTML, false},
    {"text", FT_FROM_TEXT, false}, {"jsonl", FT_FROM_JSONL, false},   {"json", FT_FROM_JSON, false},
    {"csv", FT_FROM_CSV, false},   {"rss", FT_FROM_RSS, false},       {"warc", FT_FROM_WARC, false},
    {"tar", FT_FROM_TAR, false},   {"zip", FT_FROM_ZIP, false},       {0}};

static void read_open(ft_input *input, int fd, const char *path, bool named) {
    ft_descriptor_begin(&input->descriptor, fd, input->signal_fd);
    ft_reader_begin(&input->reader, &input->descriptor.supply);
    ft_layer layer = {.reader = &input->reader, .path = path, .named = named};
    ft_layer_read(input, &layer);
    if (!named || !input->descriptor.failed || input->failed) return;
    ft_say("can't read %s: %s", path ? path : "standard input", input->descriptor.supply.problem);
    input->failed = true;
}

/* What could not be opened: a failure of the run where the command line names it, else of one article. */
static void can_not_open(ft_input *input, const char *path, bool named, int failure) {
    if (named) {
        ft_say("can't read %s: %s", path, strerror(failure));
        input->failed = true;
        return;
    }
    ft_layer layer = {.path = path};
    ft_layer_failure(input, &layer, 0, -1, FINTAG_EIO, strerror(failure));
}

static void read_file(ft_input *input, const char *path, bool named) {
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) {
        can_not_open(input, path, named, errno);
        return;
    }
    read_open(input, fd, path, named);
    close(fd);
}

static bool visit(void *ctx, const char *path, int failure) {
    ft_input *input = ctx;
    if (failure)
        can_not_open(input, path, false, failure);
    else
        read_file(input, path, false);
    return !input->stopped;
}

static void read_folder_or_file(ft_input *input, const char *path) {
    struct stat info;
    bool folder = stat(path, &info) == 0 && S_ISDIR(info.st_mode);
    uint64_t before = input->articles;
    int failure = 0;
    if (folder)
        failure = ft_walk(path, ft_sniff_name, visit, input);
    else
        read_file(input, path, true);
    if (failure)
        can_not_open(input, path, true, failure);
    else if (input->articles == before && !input->stopped && !input->failed)
        ft_say("no articles found in %s", path);
}

/* A pattern that the shell did not expand. */
static void read_pattern(ft_input *input, const char *pattern) {
    glob_t found;
    int result = glob(pattern, 0, NULL, &found);
    if (result == 0) {
        for (size_t i = 0; i < found.gl_pathc && !input->stopped; i++) read_folder_or_file(input, found.gl_pathv[i]);
    } else {
        ft_say(result == GLOB_NOMATCH ? "can't read %s: no file matches"
                                      : "can't read %s: the pattern can't be expanded",
               pattern);
        input->failed = true;
    }
    globfree(&found);
}

void ft_input_path(ft_input *input, const char *path) {
    struct stat info;
    if (strcmp(path, "-") == 0)
        read_open(input, STDIN_FILENO, NULL, true);
    else if (strpbrk(path, "*?[") && lstat(path, &info) != 0 && errno == ENOENT)
        read_pattern(input, path);
    else
        read_folder_or_file(input, path);
}

void ft_input_paths(ft_input *input, char *const *paths, size_t count) {
    if (!count) ft_input_path(input, "-");
    for (size_t i = 0; i < count && !input->stopped; i++) ft_input_path(input, paths[i]);
}

bool ft_input_is_stream(char *const *paths, size_t count) {
    struct stat info;
    bool read = !count;
    for (size_t k = 0; k < count; k++) read = read || strcmp(paths[k], "-") == 0;
    return read && (fstat(STDIN_FILENO, &info) != 0 || !S_ISREG(info.st_mode));
}

void ft_input_free(ft_input *input) {
    ft_reader_free(&input->reader);
}
