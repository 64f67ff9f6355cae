#include "cli/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>
#include <zlib.h>

#include "cli/message.h"

static const char heading[] = "fintag-journal 1";

bool ft_journal_init(ft_journal *journal, const char *path) {
    *journal = (ft_journal){.path = strdup(path), .fd = -1};
    ft_buf_put(&journal->settings, heading, sizeof heading - 1);
    return journal->path && !journal->settings.failed;
}

void ft_journal_clear(ft_journal *journal) {
    if (journal->fd >= 0) close(journal->fd);
    free(journal->path);
    ft_buf_free(&journal->settings);
    *journal = (ft_journal){.fd = -1};
}

void ft_journal_setting(ft_journal *journal, const char *key, const char *value) {
    static const char digits[] = "0123456789ABCDEF";
    ft_buf *settings = &journal->settings;
    ft_buf_byte(settings, ' ');
    ft_buf_put(settings, key, strlen(key));
    ft_buf_byte(settings, '=');
    for (; *value; value++) {
        unsigned char c = (unsigned char)*value;
        bool plain = c > ' ' && c < 0x7F && c != '%';
        if (!plain) {
            ft_buf_byte(settings, '%');
            ft_buf_byte(settings, digits[c >> 4]);
        }
        ft_buf_byte(settings, plain ? *value : digits[c & 15]);
    }
}

void ft_journal_number(ft_journal *journal, const char *key, uint64_t value) {
    char text[24];
    snprintf(text, sizeof text, "%" PRIu64, value);
    ft_journal_setting(journal, key, text);
}

static int format(char *line, size_t size, const ft_checkpoint *c) {
    const ft_tally *t = &c->tally;
    int len = snprintf(line, size,
                       "%s %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 " %d %" PRIu64 " %" PRIu64 " %" PRIu64
                       " %" PRIu64 " %" PRIu64 " %s",
                       c->done ? "done" : "at", c->part, c->length, c->written, c->errors_length, c->any, t->articles,
                       t->entities, t->warnings, t->failures, t->bytes, c->digest);
    unsigned long sum = crc32(0, (const Bytef *)line, (uInt)len);
    return len + snprintf(line + len, size - (size_t)len, " %08lx\n", sum);
}

/* Read a line back. It is right when it would be written in the very same way. */
static bool parse(const char *line, size_t len, ft_checkpoint *c) {
    char text[512], again[512], word[8];
    int any;
    ft_checkpoint read = {0};
    if (len >= sizeof text) return false;
    memcpy(text, line, len);
    text[len] = 0;
    ft_tally *t = &read.tally;
    int got = sscanf(text, /* NOLINT(cert-err34-c): checked by writing it again */
                     "%7s %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64 " %d %" SCNu64 " %" SCNu64 " %" SCNu64
                     " %" SCNu64 " %" SCNu64 " %64s",
                     word, &read.part, &read.length, &read.written, &read.errors_length, &any, &t->articles,
                     &t->entities, &t->warnings, &t->failures, &t->bytes, read.digest);
    if (got != 12) return false;
    read.done = strcmp(word, "done") == 0;
    read.any = any == 1;
    if ((size_t)format(again, sizeof again, &read) != len || memcmp(again, text, len) != 0) return false;
    *c = read;
    return true;
}

/* Name the first setting that differs. */
static ft_journal_state refuse(const ft_journal *journal, const char *theirs, size_t their_len) {
    const char *ours = journal->settings.ptr;
    size_t our_len = journal->settings.len, at = 0, word = 0;
    for (; at < our_len && at < their_len && ours[at] == theirs[at]; at++)
        if (ours[at] == ' ') word = at + 1;
    const char *our_end = memchr(ours + word, ' ', our_len - word);
    const char *their_end = memchr(theirs + word, ' ', their_len - word);
    int our_word = (int)(our_end ? our_end - (ours + word) : (ptrdiff_t)(our_len - word));
    int their_word = (int)(their_end ? their_end - (theirs + word) : (ptrdiff_t)(their_len - word));
    bool rules = our_word > 6 && memcmp(ours + word, "rules=", 6) == 0;
    if (rules)
        ft_say("--resume: the rules or dictionaries are not those of the interrupted run");
    else
        ft_say("--resume: the interrupted run had %.*s, this one has %.*s", their_word, theirs + word, our_word,
               ours + word);
    ft_say("give the same options, or leave --resume out to begin anew; see %s", journal->path);
    return FT_JOURNAL_REFUSED;
}

static ft_journal_state look(const ft_journal *journal, const char *bytes, size_t len, ft_checkpoint *last,
                             size_t *good) {
    const char *end = memchr(bytes, '\n', len);
    ft_journal_state state = FT_JOURNAL_NONE;
    if (!end) return state; /* killed while the first line was written: there is no checkpoint either */
    size_t line = (size_t)(end - bytes);
    *good = line + 1;
    if (line != journal->settings.len || memcmp(bytes, journal->settings.ptr, line) != 0)
        return refuse(journal, bytes, line);
    while ((end = memchr(bytes + *good, '\n', len - *good))) {
        line = (size_t)(end - bytes) + 1 - *good;
        if (!parse(bytes + *good, line, last)) break;
        *good += line;
        state = FT_JOURNAL_FOUND;
    }
    return state;
}

static int read_all(int fd, ft_buf *buf) {
    for (;;) {
        if (!ft_buf_reserve(buf, 64 * 1024)) return ENOMEM;
        ssize_t got = read(fd, buf->ptr + buf->len, buf->capacity - buf->len);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return errno;
        if (!got) return 0;
        buf->len += (size_t)got;
    }
}

ft_journal_state ft_journal_load(ft_journal *journal, ft_checkpoint *last) {
    ft_buf bytes = {0};
    size_t good = 0;
    ft_journal_state state = FT_JOURNAL_NONE;
    int fd = open(journal->path, O_RDWR | O_APPEND | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT) return FT_JOURNAL_NONE;
    int failure = fd < 0 || flock(fd, LOCK_EX | LOCK_NB) != 0 ? errno : read_all(fd, &bytes);
    if (!failure) state = look(journal, bytes.ptr, bytes.len, last, &good);
    if (!failure && state == FT_JOURNAL_FOUND && good < bytes.len && ftruncate(fd, (off_t)good) != 0) failure = errno;
    ft_buf_free(&bytes);
    if (state == FT_JOURNAL_FOUND && !failure)
        journal->fd = fd;
    else if (fd >= 0)
        close(fd);
    if (!failure) return state;
    ft_say("can't read %s: %s", journal->path,
           failure == EWOULDBLOCK ? "another run is writing it" : strerror(failure));
    return FT_JOURNAL_FAILED;
}

/* One write, so that a line is there or not; what a full disk leaves of it is no line. */
static int append(int fd, const char *bytes, size_t len) {
    ssize_t done = write(fd, bytes, len);
    if (done < 0) return errno;
    return (size_t)done == len ? 0 : ENOSPC;
}

int ft_journal_add(ft_journal *journal, const ft_checkpoint *checkpoint) {
    char line[512];
    int failure = 0;
    if (journal->settings.failed) return ENOMEM;
    if (journal->fd < 0) {
        journal->fd = open(journal->path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0666);
        if (journal->fd < 0 || flock(journal->fd, LOCK_EX | LOCK_NB) != 0) return errno;
        ft_buf_byte(&journal->settings, '\n');
        failure = journal->settings.failed ? ENOMEM : append(journal->fd, journal->settings.ptr, journal->settings.len);
        journal->settings.len--;
    }
    int len = format(line, sizeof line, checkpoint);
    if (!failure) failure = append(journal->fd, line, (size_t)len);
    if (!failure && fdatasync(journal->fd) != 0) failure = errno;
    return failure;
}

void ft_journal_remove(ft_journal *journal) {
    if (journal->fd >= 0) close(journal->fd);
    journal->fd = -1;
    unlink(journal->path);
}
