/* The tokenisation states of the HTML standard, written down one by one, a byte at a time: slow, and easy to hold
 * against the text of the standard. Tokens are written as text, adjacent characters as one: C(characters)
 * S(name;attribute=value;/) E(name;) !(comment) D(name) */
#ifndef FT_HTML_MODEL_H
#define FT_HTML_MODEL_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "text/html.h"

typedef enum {
    /* text */
    M_DATA,
    M_RCDATA,
    M_RAWTEXT,
    M_SCRIPT,
    M_PLAINTEXT,
    M_CDATA,
    M_CDATA_BRACKET,
    M_CDATA_END,
    M_TEXT_LESS,
    M_END_OPEN_IN_TEXT,
    M_END_NAME_IN_TEXT,
    /* script */
    M_ESCAPE_START,
    M_ESCAPE_START_DASH,
    M_ESCAPED,
    M_ESCAPED_DASH,
    M_ESCAPED_DASH_DASH,
    M_DOUBLE_START,
    M_DOUBLE,
    M_DOUBLE_DASH,
    M_DOUBLE_DASH_DASH,
    M_DOUBLE_LESS,
    M_DOUBLE_END,
    /* tags */
    M_TAG_OPEN,
    M_END_TAG_OPEN,
    M_TAG_NAME,
    M_BEFORE_NAME,
    M_NAME,
    M_AFTER_NAME,
    M_BEFORE_VALUE,
    M_DOUBLE_QUOTED,
    M_SINGLE_QUOTED,
    M_UNQUOTED,
    M_AFTER_QUOTED,
    M_SELF_CLOSING,
    /* comments and DOCTYPE */
    M_BOGUS,
    M_MARKUP,
    M_COMMENT_START,
    M_COMMENT_START_DASH,
    M_COMMENT,
    M_LESS,
    M_LESS_BANG,
    M_LESS_BANG_DASH,
    M_LESS_BANG_DASH_DASH,
    M_END_DASH,
    M_END,
    M_END_BANG,
    M_DOCTYPE,
    M_BEFORE_DOCTYPE_NAME,
    M_DOCTYPE_NAME,
    M_AFTER_DOCTYPE_NAME
} m_state;

typedef struct {
    const char *s;
    size_t len, at;
    m_state state, back; /* back: the text state of M_TEXT_LESS and the like */
    ft_buf *out, text, tag, word, last, value;
    size_t name_len; /* of the name in `tag` */
    bool is_end, closing, done;
} m_machine;

static void m_put(ft_buf *buf, int c) {
    if (c == 0)
        ft_buf_put(buf, "\xEF\xBF\xBD", 3);
    else
        ft_buf_byte(buf, (char)c);
}

static int m_lower(int c) {
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

static bool m_alpha(int c) {
    return m_lower(c) >= 'a' && m_lower(c) <= 'z';
}

static bool m_space(int c) {
    return c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' ';
}

static void m_emit(m_machine *m, char kind, const ft_buf *what) {
    if (m->text.len && kind != 'C') m_emit(m, 'C', &m->text);
    ft_buf_byte(m->out, kind);
    ft_buf_byte(m->out, '(');
    if (what) ft_buf_put(m->out, what->ptr, what->len);
    ft_buf_put(m->out, ")\n", 2);
    if (kind == 'C') m->text.len = 0;
}

static bool m_end(m_machine *m) {
    if (m->text.len) m_emit(m, 'C', &m->text);
    m->done = true;
    return false;
}

static bool m_go(m_machine *m, m_state state) {
    m->state = state;
    return false;
}

static bool m_again(m_machine *m, m_state state) {
    m->state = state;
    return true;
}

static bool m_is(const ft_buf *buf, const char *word) {
    return buf->len == strlen(word) && memcmp(buf->ptr, word, buf->len) == 0;
}

/* tag holds "name;attribute=value;..." */
static bool m_emit_tag(m_machine *m) {
    static const struct {
        const char *name;
        m_state state;
    } states[] = {{"script", M_SCRIPT},   {"style", M_RAWTEXT},    {"title", M_RCDATA},
                  {"textarea", M_RCDATA}, {"xmp", M_RAWTEXT},      {"iframe", M_RAWTEXT},
                  {"noembed", M_RAWTEXT}, {"noframes", M_RAWTEXT}, {"plaintext", M_PLAINTEXT}};
    if (m->closing) ft_buf_byte(&m->tag, '/');
    m_emit(m, m->is_end ? 'E' : 'S', &m->tag);
    m->state = M_DATA;
    if (m->is_end) return false;
    ft_buf_clear(&m->last);
    ft_buf_put(&m->last, m->tag.ptr, m->name_len);
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (m_is(&m->last, states[i].name)) m->state = states[i].state;
    return false;
}

static void m_begin_tag(m_machine *m, bool is_end) {
    m->is_end = is_end;
    m->closing = false;
    ft_buf_clear(&m->tag);
}

/* Consume the reference whose '&' was just consumed, or take the '&' as it is. */
static void m_reference(m_machine *m, bool in_attribute, ft_buf *into) {
    char out[8];
    unsigned out_len;
    size_t used = ft_html_reference(m->s + m->at - 1, m->len - m->at + 1, in_attribute, out, &out_len);
    if (!used) {
        ft_buf_byte(into, '&');
        return;
    }
    ft_buf_put(into, out, out_len);
    m->at += used - 1;
}

static bool m_step_text(m_machine *m, int c) {
    switch (m->state) {
    case M_DATA:
    case M_RCDATA:
    case M_RAWTEXT:
    case M_SCRIPT:
    case M_PLAINTEXT:
        if (c < 0) return m_end(m);
        m->back = m->state;
        if (c == '<' && m->state == M_DATA) return m_go(m, M_TAG_OPEN);
        if (c == '<' && m->state != M_PLAINTEXT) return m_go(m, M_TEXT_LESS);
        if (c == '&' && (m->state == M_DATA || m->state == M_RCDATA))
            m_reference(m, false, &m->text);
        else if (m->state == M_DATA)
            ft_buf_byte(&m->text, (char)c);
        else
            m_put(&m->text, c);
        return false;
    case M_CDATA:
        if (c < 0) return m_end(m);
        if (c == ']') return m_go(m, M_CDATA_BRACKET);
        ft_buf_byte(&m->text, (char)c);
        return false;
    case M_CDATA_BRACKET:
        if (c == ']') return m_go(m, M_CDATA_END);
        ft_buf_byte(&m->text, ']');
        return m_again(m, M_CDATA);
    case M_CDATA_END:
        if (c == '>') return m_go(m, M_DATA);
        ft_buf_byte(&m->text, ']');
        if (c == ']') return false;
        ft_buf_byte(&m->text, ']');
        return m_again(m, M_CDATA);
    case M_TEXT_LESS: /* of RCDATA, RAWTEXT, script data, script data escaped */
        ft_buf_clear(&m->word);
        if (c == '/') return m_go(m, M_END_OPEN_IN_TEXT);
        ft_buf_byte(&m->text, '<');
        if (c == '!' && m->back == M_SCRIPT) {
            ft_buf_byte(&m->text, '!');
            return m_go(m, M_ESCAPE_START);
        }
        return m_again(m, m->back == M_ESCAPED && m_alpha(c) ? M_DOUBLE_START : m->back);
    case M_END_OPEN_IN_TEXT:
        if (m_alpha(c)) return m_begin_tag(m, true), m_again(m, M_END_NAME_IN_TEXT);
        ft_buf_put(&m->text, "</", 2);
        return m_again(m, m->back);
    default: /* M_END_NAME_IN_TEXT */
        if (m->tag.len && m->tag.len == m->last.len && memcmp(m->tag.ptr, m->last.ptr, m->tag.len) == 0 &&
            (m_space(c) || c == '/' || c == '>')) {
            m->name_len = m->tag.len;
            ft_buf_byte(&m->tag, ';');
            return c == '>' ? m_emit_tag(m) : m_go(m, c == '/' ? M_SELF_CLOSING : M_BEFORE_NAME);
        }
        if (m_alpha(c)) return m_put(&m->tag, m_lower(c)), m_put(&m->word, c), false;
        ft_buf_put(&m->text, "</", 2);
        ft_buf_put(&m->text, m->word.ptr, m->word.len);
        return m_again(m, m->back);
    }
}

/* Escaped script data; `twice`: double escaped. */
static bool m_step_escaped(m_machine *m, int c, bool twice) {
    m_state plain = twice ? M_DOUBLE : M_ESCAPED, dash = plain + 1, dash_dash = plain + 2, state = m->state;
    if (c < 0) return m_end(m);
    if (c == '<') {
        m->back = M_ESCAPED;
        if (twice) ft_buf_byte(&m->text, '<');
        return m_go(m, twice ? M_DOUBLE_LESS : M_TEXT_LESS);
    }
    m_put(&m->text, c);
    if (c == '-') return m_go(m, state == plain ? dash : dash_dash);
    return m_go(m, c == '>' && state == dash_dash ? M_SCRIPT : plain);
}

static bool m_step_script(m_machine *m, int c) {
    switch (m->state) {
    case M_ESCAPE_START:
        if (c != '-') return m_again(m, M_SCRIPT);
        return ft_buf_byte(&m->text, '-'), m_go(m, M_ESCAPE_START_DASH);
    case M_ESCAPE_START_DASH:
        if (c != '-') return m_again(m, M_SCRIPT);
        return ft_buf_byte(&m->text, '-'), m_go(m, M_ESCAPED_DASH_DASH);
    case M_DOUBLE_START:
    case M_DOUBLE_END: {
        bool start = m->state == M_DOUBLE_START;
        if (m_space(c) || c == '/' || c == '>') {
            ft_buf_byte(&m->text, (char)c);
            return m_go(m, m_is(&m->word, "script") == start ? M_DOUBLE : M_ESCAPED);
        }
        if (!m_alpha(c)) return m_again(m, start ? M_ESCAPED : M_DOUBLE);
        ft_buf_byte(&m->text, (char)c);
        ft_buf_byte(&m->word, (char)m_lower(c));
        return false;
    }
    case M_DOUBLE_LESS:
        if (c != '/') return m_again(m, M_DOUBLE);
        ft_buf_byte(&m->text, '/');
        ft_buf_clear(&m->word);
        return m_go(m, M_DOUBLE_END);
    case M_DOUBLE:
    case M_DOUBLE_DASH:
    case M_DOUBLE_DASH_DASH: return m_step_escaped(m, c, true);
    default: return m_step_escaped(m, c, false);
    }
}

static bool m_step_tag(m_machine *m, int c) {
    if (c < 0 && m->state >= M_TAG_NAME) return m_end(m); /* EOF in a tag: no token */
    switch (m->state) {
    case M_TAG_OPEN:
        if (c == '!') return m_go(m, M_MARKUP);
        if (c == '/') return m_go(m, M_END_TAG_OPEN);
        if (m_alpha(c)) return m_begin_tag(m, false), m_again(m, M_TAG_NAME);
        if (c == '?') return ft_buf_clear(&m->word), m_again(m, M_BOGUS);
        ft_buf_byte(&m->text, '<');
        return m_again(m, M_DATA);
    case M_END_TAG_OPEN:
        if (m_alpha(c)) return m_begin_tag(m, true), m_again(m, M_TAG_NAME);
        if (c == '>') return m_go(m, M_DATA);
        if (c >= 0) return ft_buf_clear(&m->word), m_again(m, M_BOGUS);
        ft_buf_put(&m->text, "</", 2);
        return m_again(m, M_DATA);
    case M_TAG_NAME:
        if (m_space(c) || c == '/' || c == '>') {
            m->name_len = m->tag.len;
            ft_buf_byte(&m->tag, ';');
            return c == '>' ? m_emit_tag(m) : m_go(m, c == '/' ? M_SELF_CLOSING : M_BEFORE_NAME);
        }
        return m_put(&m->tag, m_lower(c)), false;
    case M_SELF_CLOSING:
        if (c != '>') return m_again(m, M_BEFORE_NAME);
        m->closing = true;
        return m_emit_tag(m);
    case M_AFTER_QUOTED:
        if (c == '/') return m_go(m, M_SELF_CLOSING);
        return c == '>' ? m_emit_tag(m) : m_again(m, M_BEFORE_NAME);
    case M_BEFORE_NAME:
        if (m_space(c)) return false;
        if (c == '/' || c == '>') return m_again(m, M_AFTER_NAME);
        return m_put(&m->tag, m_lower(c)), m_go(m, M_NAME); /* '=' too */
    case M_NAME:
        if (m_space(c) || c == '/' || c == '>') return ft_buf_byte(&m->tag, ';'), m_again(m, M_AFTER_NAME);
        if (c == '=') return m_go(m, M_BEFORE_VALUE);
        return m_put(&m->tag, m_lower(c)), false;
    default: /* M_AFTER_NAME */
        if (m_space(c)) return false;
        if (c == '/') return m_go(m, M_SELF_CLOSING);
        if (c == '>') return m_emit_tag(m);
        if (c == '=' && m->tag.ptr[m->tag.len - 1] == ';') return m->tag.len--, m_go(m, M_BEFORE_VALUE);
        return m_put(&m->tag, m_lower(c)), m_go(m, M_NAME);
    }
}

static bool m_end_value(m_machine *m, m_state next) {
    ft_buf_byte(&m->tag, '=');
    ft_buf_put(&m->tag, m->value.ptr, m->value.len);
    ft_buf_byte(&m->tag, ';');
    return m_go(m, next);
}

static bool m_step_value(m_machine *m, int c) {
    if (m->state == M_BEFORE_VALUE) {
        if (m_space(c)) return false;
        ft_buf_clear(&m->value);
        if (c == '"') return m_go(m, M_DOUBLE_QUOTED);
        if (c == '\'') return m_go(m, M_SINGLE_QUOTED);
        if (c == '>') return m_end_value(m, M_DATA), m_emit_tag(m);
        return m_again(m, M_UNQUOTED);
    }
    if (c < 0) return m_end(m);
    if (m->state == M_UNQUOTED && m_space(c)) return m_end_value(m, M_BEFORE_NAME);
    if (m->state == M_UNQUOTED && c == '>') return m_end_value(m, M_DATA), m_emit_tag(m);
    if (c == (m->state == M_DOUBLE_QUOTED ? '"' : '\'') && m->state != M_UNQUOTED)
        return m_end_value(m, M_AFTER_QUOTED);
    if (c == '&')
        m_reference(m, true, &m->value);
    else
        m_put(&m->value, c);
    return false;
}

static bool m_emit_comment(m_machine *m, int c) {
    m_emit(m, '!', &m->word);
    return c < 0 ? m_end(m) : m_go(m, M_DATA);
}

static bool m_add(m_machine *m, const char *dashes, m_state state) {
    ft_buf_put(&m->word, dashes, strlen(dashes));
    return m_again(m, state);
}

static bool m_step_comment(m_machine *m, int c) {
    switch (m->state) {
    case M_COMMENT_START:
        if (c == '-') return m_go(m, M_COMMENT_START_DASH);
        return c == '>' ? m_emit_comment(m, c) : m_again(m, M_COMMENT);
    case M_COMMENT_START_DASH:
        if (c == '-') return m_go(m, M_END);
        return c == '>' || c < 0 ? m_emit_comment(m, c) : m_add(m, "-", M_COMMENT);
    case M_COMMENT:
        if (c < 0) return m_emit_comment(m, c);
        if (c == '-') return m_go(m, M_END_DASH);
        m_put(&m->word, c);
        return c == '<' ? m_go(m, M_LESS) : false;
    case M_LESS:
        if (c == '!' || c == '<') m_put(&m->word, c);
        return c == '!' ? m_go(m, M_LESS_BANG) : c == '<' ? false : m_again(m, M_COMMENT);
    case M_LESS_BANG: return c == '-' ? m_go(m, M_LESS_BANG_DASH) : m_again(m, M_COMMENT);
    case M_LESS_BANG_DASH: return c == '-' ? m_go(m, M_LESS_BANG_DASH_DASH) : m_again(m, M_END_DASH);
    case M_LESS_BANG_DASH_DASH: return m_again(m, M_END);
    case M_END_DASH:
        if (c == '-') return m_go(m, M_END);
        return c < 0 ? m_emit_comment(m, c) : m_add(m, "-", M_COMMENT);
    case M_END:
        if (c == '>' || c < 0) return m_emit_comment(m, c);
        if (c == '!') return m_go(m, M_END_BANG);
        if (c == '-') return ft_buf_byte(&m->word, '-'), false;
        return m_add(m, "--", M_COMMENT);
    default: /* M_END_BANG */
        if (c == '>' || c < 0) return m_emit_comment(m, c);
        if (c == '-') return ft_buf_put(&m->word, "--!", 3), m_go(m, M_END_DASH);
        return m_add(m, "--!", M_COMMENT);
    }
}

static bool m_starts(const m_machine *m, const char *word) {
    size_t len = strlen(word);
    if (m->len - m->at < len) return false;
    for (size_t i = 0; i < len; i++)
        if (m_lower(m->s[m->at + i]) != word[i]) return false;
    return true;
}

static bool m_step_declaration(m_machine *m, int c) {
    switch (m->state) {
    case M_BOGUS:
        if (c == '>' || c < 0) return m_emit_comment(m, c);
        return m_put(&m->word, c), false;
    case M_MARKUP: /* looks ahead, from the character that would be consumed */
        if (c >= 0) m->at--;
        ft_buf_clear(&m->word);
        if (m_starts(m, "--")) return m->at += 2, m_go(m, M_COMMENT_START);
        if (m_starts(m, "doctype")) return m->at += 7, m_go(m, M_DOCTYPE);
        return m_go(m, M_BOGUS);
    case M_DOCTYPE:
    case M_BEFORE_DOCTYPE_NAME:
        if (m_space(c)) return false;
        if (c >= 0 && c != '>') return m_again(m, M_DOCTYPE_NAME);
        m_emit(m, 'D', NULL);
        return c < 0 ? m_end(m) : m_go(m, M_DATA);
    default: /* in the name and behind it, where '>' ends it in every state */
        if (c == '>' || c < 0) return m_emit(m, 'D', &m->word), c < 0 ? m_end(m) : m_go(m, M_DATA);
        if (m_space(c)) m->state = M_AFTER_DOCTYPE_NAME;
        if (m->state == M_DOCTYPE_NAME) m_put(&m->word, m_lower(c));
        return false;
    }
}

static bool m_step(m_machine *m, int c) {
    if (m->state <= M_END_NAME_IN_TEXT) return m_step_text(m, c);
    if (m->state <= M_DOUBLE_END) return m_step_script(m, c);
    if (m->state >= M_BEFORE_VALUE && m->state <= M_UNQUOTED) return m_step_value(m, c);
    if (m->state <= M_SELF_CLOSING) return m_step_tag(m, c);
    if (m->state >= M_COMMENT_START && m->state <= M_END_BANG) return m_step_comment(m, c);
    return m_step_declaration(m, c);
}

static void html_model(const char *input, size_t len, ft_html_state state, const char *last_start, ft_buf *out) {
    static const m_state first[] = {M_DATA, M_RCDATA, M_RAWTEXT, M_SCRIPT, M_PLAINTEXT, M_CDATA};
    m_machine m = {.s = input, .len = len, .state = first[state], .out = out};
    ft_buf_put(&m.last, last_start, strlen(last_start));
    while (!m.done) {
        int c = m.at < len ? (unsigned char)input[m.at] : -1;
        if (c >= 0) m.at++;
        while (m_step(&m, c)) continue;
    }
    ft_buf_free(&m.text);
    ft_buf_free(&m.tag);
    ft_buf_free(&m.word);
    ft_buf_free(&m.last);
    ft_buf_free(&m.value);
}

#endif
