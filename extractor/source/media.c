#include "source/media.h"

#include "source/ascii.h"

enum {
    LINES = 4, /* an editor's name and a disclaimer may follow */
    LOOK = 2000,
    NAME_MAX = 120 /* bytes */
};

/* Length of the first of the words that the text begins with, else 0. */
static size_t any_of(fintag_str text, const char *const *words) {
    for (; *words; words++) {
        size_t len = strlen(*words);
        if (text.len >= len && memcmp(text.ptr, *words, len) == 0) return len;
    }
    return 0;
}

static fintag_str from(fintag_str text, size_t at) {
    return (fintag_str){text.ptr + at, text.len - at};
}

/* White space, then the name of somebody else than the medium. */
static bool credits_follow(fintag_str text) {
    static const char *const spaces[] = {" ", "\t", "　", "\u00A0", NULL};
    static const char *const credits[] = {"作者", "责任编辑", "责编", "编辑", "記者", "记者", "責任編輯", "編輯", NULL};
    size_t at = 0, len;
    while ((len = any_of(from(text, at), spaces)) != 0) at += len;
    return at && any_of(from(text, at), credits);
}

/* What follows the label: up to the closing bracket, or to the end of the line where no bracket was opened. */
static fintag_str name_at(fintag_str rest, bool bracket) {
    static const char *const closers[] = {"）", ")", "】", "]", NULL};
    for (size_t at = 0; at <= rest.len && at <= NAME_MAX; at++) {
        bool line_ends = at == rest.len || rest.ptr[at] == '\n';
        bool closed = bracket ? any_of(from(rest, at), closers) != 0 : line_ends;
        if (closed || credits_follow(from(rest, at))) {
            fintag_str name = ft_ascii_trim((fintag_str){rest.ptr, at});
            return name.len ? name : (fintag_str){0};
        }
        if (line_ends) break;
    }
    return (fintag_str){0};
}

static bool ends(fintag_str text, const char *word) {
    size_t len = strlen(word);
    return text.len >= len && memcmp(text.ptr + text.len - len, word, len) == 0;
}

static bool ends_in_any(fintag_str text, const char *const *words) {
    while (*words && !ends(text, *words)) words++;
    return *words;
}

/* The name behind a label, whose last character 源 is at `at`. Only these labels: 图片来源 and 资料来源 credit a
 * picture or a table. */
static fintag_str media_at(fintag_str text, size_t at) {
    static const char *const labels[] = {"来", "來", NULL};
    static const char *const whats[] = {"文章", "本文", "稿件", "信息", "新闻", "消息", "内容", "新聞", "內容", NULL};
    static const char *const brackets[] = {"（", "(", "【", "[", NULL};
    static const char *const colons[] = {"：", ":", NULL};
    fintag_str before = {text.ptr, at};
    if (!ends_in_any(before, labels)) return (fintag_str){0};
    before.len -= sizeof "来" - 1;
    if (ends_in_any(before, whats)) before.len -= sizeof "文章" - 1;
    bool bracket = ends_in_any(before, brackets), line_begins = !before.len || ends(before, "\n");
    at += sizeof "源" - 1;
    size_t colon = any_of(from(text, at), colons);
    if (!colon || (!bracket && !line_begins)) return (fintag_str){0};
    return name_at(from(text, at + colon), bracket);
}

/* Where the last lines begin. */
static size_t tail_of(fintag_str text) {
    size_t at = text.len;
    for (unsigned lines = 0; at && text.len - at < LOOK && lines < LINES; lines++) {
        const char *newline = memrchr(text.ptr, '\n', at - 1);
        at = newline ? (size_t)(newline - text.ptr) + 1 : 0;
        if (!at || lines + 1 == LINES) break;
        at--;
    }
    return text.len - at > LOOK ? text.len - LOOK : at;
}

fintag_str ft_media_find(fintag_str text) {
    fintag_str last = {0};
    for (size_t at = tail_of(text); at < text.len;) {
        const char *found = memmem(text.ptr + at, text.len - at, "源", sizeof "源" - 1);
        if (!found) break;
        at = (size_t)(found - text.ptr);
        fintag_str media = media_at(text, at);
        if (media.ptr) last = media;
        at += sizeof "源" - 1;
    }
    return last;
}
