/* What the tests of the readers share: one article, read again by each test. Include after cmocka.h. */
#ifndef FT_TEST_READING_H
#define FT_TEST_READING_H

#include "base/str.h"
#include "source/article.h"

static ft_article article;
static ft_arena arena;
static fintag_error err;

static inline fintag_status read_about(fintag_str bytes, fintag_source about) {
    ft_arena_reset(&arena);
    return ft_article_read(&article, &arena, bytes, &about, &err);
}

static inline void read_as(fintag_format format, const char *text) {
    assert_int_equal(read_about((fintag_str){text, strlen(text)}, (fintag_source){.format = format}), FINTAG_OK);
}

static inline int drop(void **state) {
    (void)state;
    ft_article_free(&article);
    ft_arena_free(&arena);
    return 0;
}

static inline void assert_says(fintag_str is, const char *expected) {
    if (!expected) {
        assert_null(is.ptr);
        return;
    }
    assert_non_null(is.ptr);
    if (!ft_str_is(is, expected)) fail_msg("\"%.*s\", not \"%s\"", (int)is.len, is.ptr, expected);
}

/* at below -1: wherever it is. */
static inline bool warned(const char *code, int64_t at) {
    for (size_t i = 0; i < article.meta.warning_count; i++)
        if (ft_str_is(article.meta.warnings[i].code, code) && (at < -1 || article.meta.warnings[i].at == at))
            return true;
    return false;
}

#endif
