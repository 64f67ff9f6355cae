#include "cli/input.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "cli/message.h"
#include "cli/walk.h"

const ft_choice ft_from_choices[] = {{"auto", FT_FROM_AUTO, false},
                                     {"jekyll", FT_FROM_JEKYLL, false},
                                     {"html", FT_FROM_HTML, false},
                                     {"text", FT_FROM_TEXT, false},
                                     {"jsonl", FT_FROM_JSONL, false},
                                     {"json", 0, true},
                                     {"csv", 0, true},
                                     {"rss", 0, true},
                                     {"warc", 0, true},
                                     {"tar", 0, true},
                                     {"zip", 0, true},
                                     {0}};

static const char *const article_endings[] = {".md", ".markdown", ".html", ".htm", ".txt", ".jsonl", ".ndjson", NULL};
static const char *const line_endings[] = {".jsonl", ".ndjson", NULL};

static fintag_format format_of(ft_from from) {
    switch (from) {
    case FT_FROM_JEKYLL: return FINTAG_JEKYLL;
    case FT_FROM_HTML: return FINTAG_HTML;
    case FT_FROM_TEXT: return FINTAG_TEXT;
    case FT_FROM_JSONL: return FINTAG_RECORD;
    case FT_FROM_AUTO: break;
    }
    return FINTAG_AUTO;
}

static void hand_out(ft_input *input, const ft_input_article *article) {
    input->articles++;
    if (!input->each(input->ctx, article)) input->stopped = true;
}

static void hand_out_failure(ft_input *input, ft_input_article *article, fintag_status status, int64_t at,
                             const char *message) {
    fintag_error error;
    ft_fail(&error, status, "%s", message);
    error.at = at;
    article->bytes = FINTAG_STR("");
    article->failure = &error;
    hand_out(input, article);
}

static void too_long(ft_input *input, ft_input_article *article, uint64_t at) {
    fintag_error error;
    ft_fail(&error, FINTAG_ELIMIT, "longer than %zu bytes (--max-article)", input->max_article);
    hand_out_failure(input, article, FINTAG_ELIMIT, (int64_t)at, error.message);
}

static bool is_blank(const char *line, size_t len) {
    for (size_t i = 0; i < len; i++)
        if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') return false;
    return true;
}

/* Reading broke off: a failure of the whole run for what the command line names, else of one article. */
static void broke_off(ft_input *input, const char *path, bool named, int failure) {
    if (named) {
        ft_say("can't read %s: %s", path ? path : "standard input", strerror(failure));
        input->failed = true;
        return;
    }
    ft_input_article article = {.about.path = {path, strlen(path)}};
    hand_out_failure(input, &article, FINTAG_EIO, -1, strerror(failure));
}

static void read_lines(ft_input *input, const char *path, bool named) {
    fintag_str shown = {path, path ? strlen(path) : 0};
    for (uint64_t number = 1; !input->stopped; number++) {
        const char *line = NULL;
        size_t len = 0;
        uint64_t at = 0;
        ft_read_result result = ft_reader_line(&input->reader, input->max_article, &line, &len, &at);
        if (result == FT_READ_END) return;
        if (result == FT_READ_STOPPED) input->stopped = true;
        if (result == FT_READ_FAILED) broke_off(input, path, named, input->reader.failure);
        if (result == FT_READ_STOPPED || result == FT_READ_FAILED) return;
        ft_input_article article = {.about = {.format = FINTAG_RECORD, .path = shown, .base = at}, .line = number};
        if (result == FT_READ_TOO_LONG) {
            too_long(input, &article, at);
            continue;
        }
        if (at == 0 && len >= 3 && memcmp(line, "\xEF\xBB\xBF", 3) == 0) {
            line += 3;
            len -= 3;
            article.about.base = 3;
        }
        if (is_blank(line, len)) continue;
        article.bytes = (fintag_str){line, len};
        hand_out(input, &article);
    }
}

static void read_whole(ft_input *input, const char *path, bool named) {
    ft_input_article article = {.about = {.format = format_of(input->from), .path = {path, path ? strlen(path) : 0}}};
    ft_read_result result = ft_reader_all(&input->reader, input->max_article, &article.bytes.ptr, &article.bytes.len);
    switch (result) {
    case FT_READ_OK: hand_out(input, &article); break;
    case FT_READ_TOO_LONG: too_long(input, &article, 0); break;
    case FT_READ_FAILED: broke_off(input, path, named, input->reader.failure); break;
    case FT_READ_STOPPED: input->stopped = true; break;
    case FT_READ_END: break; /* never of a whole file */
    }
}

/* JSON Lines by option, by name, or, on a stream without a name, by its first byte. */
static bool is_lines(ft_input *input, const char *path) {
    char first;
    if (input->from != FT_FROM_AUTO) return input->from == FT_FROM_JSONL;
    if (path && ft_has_ending(path, line_endings)) return true;
    bool named_file = path && !input->reader.waits;
    return !named_file && ft_reader_peek(&input->reader, input->max_article, &first) == FT_READ_OK && first == '{';
}

static void read_open(ft_input *input, int fd, const char *path, bool named) {
    ft_reader_begin(&input->reader, fd, input->signal_fd);
    if (is_lines(input, path))
        read_lines(input, path, named);
    else
        read_whole(input, path, named);
}

static void read_file(ft_input *input, const char *path, bool named) {
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) {
        broke_off(input, path, named, errno);
        return;
    }
    read_open(input, fd, path, named);
    close(fd);
}

static bool visit(void *ctx, const char *path, int failure) {
    ft_input *input = ctx;
    if (failure)
        broke_off(input, path, false, failure);
    else
        read_file(input, path, false);
    return !input->stopped;
}

void ft_input_path(ft_input *input, const char *path) {
    struct stat info;
    if (strcmp(path, "-") == 0) {
        read_open(input, STDIN_FILENO, NULL, true);
        return;
    }
    if (stat(path, &info) != 0 || !S_ISDIR(info.st_mode)) {
        read_file(input, path, true);
        return;
    }
    uint64_t before = input->articles;
    int failure = ft_walk(path, article_endings, visit, input);
    if (failure)
        broke_off(input, path, true, failure);
    else if (input->articles == before && !input->stopped)
        ft_say("no articles found in %s", path);
}

void ft_input_paths(ft_input *input, char *const *paths, size_t count) {
    if (!count) ft_input_path(input, "-");
    for (size_t i = 0; i < count && !input->stopped; i++) ft_input_path(input, paths[i]);
}

void ft_input_free(ft_input *input) {
    ft_reader_free(&input->reader);
}
