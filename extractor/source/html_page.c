#include "source/html_page.h"

#include "source/ascii.h"
#include "source/published.h"

enum { HEADING_MAX = 2000 /* bytes; what is longer is an <h1> that was never closed */ };

typedef struct {
    ft_reading *reading;
    ft_html html;
    ft_html_token token;
    ft_html_text state; /* follows the tags while a heading may become the title, writes that heading */
    ft_shown title;
    ft_shown_mark begin; /* of the title */
    bool wants_title, in_heading, has_heading;
    ft_html_page page;
    int date_rank;
    fintag_str date;
    size_t date_at;
} scanner;

static fintag_str attribute(scanner *s, const char *name) {
    const ft_html_attribute *found = ft_html_find(&s->token, name);
    return found && found->value.ptr ? ft_html_value(s->reading->arena, found->value) : (fintag_str){0};
}

/* Of several dates the most telling kind counts, of its kind the first; one that can be read before one that cannot. */
static void consider_date(scanner *s, fintag_str text, int rank) {
    if (!text.len) return;
    if (ft_published_read(s->reading->arena, text, (ft_default_zone){0}).ptr) rank += 10;
    if (rank <= s->date_rank) return;
    s->date_rank = rank;
    s->date = text;
    s->date_at = s->token.begin;
}

static bool among(fintag_str word, const char *const *words) {
    for (; *words; words++)
        if (ft_ascii_is(word, *words)) return true;
    return false;
}

static void read_meta(scanner *s) {
    static const char *const stamped[] = {"article:published_time", "og:published_time", "datepublished", NULL};
    static const char *const dated[] = {"date",
                                        "pubdate",
                                        "publishdate",
                                        "publish_date",
                                        "publication_date",
                                        "dc.date",
                                        "dc.date.issued",
                                        "dcterms.created",
                                        "weibo:article:create_at",
                                        NULL};
    static const char *const authors[] = {"author", "article:author", "dc.creator", NULL};
    static const char *const sources[] = {"source", "mediaid", NULL};
    ft_reading *reading = s->reading;
    fintag_str name = attribute(s, "name"), content = attribute(s, "content");
    if (!name.len) name = attribute(s, "property");
    if (!name.len) name = attribute(s, "itemprop");
    size_t at = s->token.begin;
    if (among(name, stamped)) consider_date(s, content, 3);
    if (among(name, dated)) consider_date(s, content, 2);
    if (among(name, authors)) ft_reading_set(reading, &reading->author, content, at);
    if (among(name, sources)) ft_reading_set(reading, &reading->media, content, at);
    if (ft_ascii_is(name, "article:tag")) ft_reading_tag(reading, content);
    if (ft_ascii_is(name, "og:url") && ft_ascii_starts(content, "http"))
        ft_reading_set(reading, &reading->url, content, at);
}

static void read_link(scanner *s) {
    ft_reading *reading = s->reading;
    fintag_str address = attribute(s, "href");
    if (!ft_ascii_is(ft_ascii_trim(attribute(s, "rel")), "canonical")) return;
    bool absolute = ft_ascii_starts(address, "http://") || ft_ascii_starts(address, "https://");
    if (!absolute) return;
    reading->url = (ft_field){0}; /* it is more to the point than og:url */
    ft_reading_set(reading, &reading->url, address, s->token.begin);
}

/* The content of <title>, whose start tag was just read. */
static void read_title(scanner *s) {
    ft_shown_back(&s->title, &s->begin);
    ft_shown_begin(&s->title, s->title.out, s->title.map, s->html.input);
    s->title.one_line = true;
    do {
        ft_html_next(&s->html, &s->token);
        if (s->token.kind == FT_HTML_TEXT) ft_shown_text(&s->title, s->token.begin, s->token.end);
        if (s->token.kind == FT_HTML_REFERENCE)
            ft_shown_char(&s->title, s->token.text, s->token.text_len, s->token.begin,
                          (uint32_t)(s->token.end - s->token.begin));
    } while (s->token.kind == FT_HTML_TEXT || s->token.kind == FT_HTML_REFERENCE);
    if (s->title.out->len == s->begin.len) return;
    s->wants_title = s->has_heading = s->in_heading = false;
    s->page.title_at = SIZE_MAX;
}

/* Follow the tags to the first heading that is seen and says something. */
static void seek_heading(scanner *s) {
    bool text = s->token.kind == FT_HTML_TEXT || s->token.kind == FT_HTML_REFERENCE;
    if (text && !s->in_heading) return;
    bool begins = s->token.kind == FT_HTML_START && strcmp(s->token.name, "h1") == 0 && !s->has_heading;
    size_t at = s->token.begin;
    ft_html_text_token(&s->state, &s->token);
    if (begins && s->state.open.open[FT_E_h1] && ft_html_text_visible(&s->state, at)) {
        s->in_heading = true;
        s->page.title_at = at;
    }
    if (!s->in_heading || s->state.open.open[FT_E_h1]) return;
    s->in_heading = false;
    s->has_heading = s->title.out->len > s->begin.len;
    if (!s->has_heading) s->page.title_at = SIZE_MAX;
}

static void take_start(scanner *s) {
    ft_html_token *token = &s->token;
    switch (ft_element_find(token->name)) {
    case FT_E_meta: read_meta(s); break;
    case FT_E_link: read_link(s); break;
    case FT_E_main:
    case FT_E_article: s->page.has_main = true; break;
    default:
        if (strcmp(token->name, "time") == 0) consider_date(s, attribute(s, "datetime"), 1);
        break;
    }
}

ft_html_page ft_html_page_scan(ft_reading *reading, size_t from) {
    ft_article *article = reading->article;
    fintag_str content = reading->content;
    scanner s = {.reading = reading, .wants_title = !reading->has_title, .page = {.title_at = SIZE_MAX}};
    ft_shown_begin(&s.title, &article->shown, &article->field_map, content.ptr);
    s.title.one_line = true;
    s.begin = ft_shown_here(&s.title);
    ft_html_text_begin(&s.state, &s.title, reading->arena, content.ptr, content.len);
    ft_html_begin(&s.html, content.ptr, content.len, FT_HTML_DATA);
    s.html.at = from;
    do {
        ft_html_next(&s.html, &s.token);
        bool starts = s.token.kind == FT_HTML_START;
        if (starts) take_start(&s);
        if (!s.wants_title) continue;
        if (starts && !s.state.open.open[FT_E_svg] && strcmp(s.token.name, "title") == 0)
            read_title(&s);
        else
            seek_heading(&s);
    } while (s.token.kind != FT_HTML_EOF && !reading->arena->failed);
    if (s.title.out->len - s.begin.len > HEADING_MAX && s.page.title_at != SIZE_MAX) ft_shown_back(&s.title, &s.begin);
    if (!reading->has_title) ft_reading_title(reading);
    if (!reading->has_title) s.page.title_at = SIZE_MAX;
    if (s.date.ptr) ft_reading_set(reading, &reading->published, s.date, s.date_at);
    return s.page;
}

void ft_read_html_from(ft_reading *reading, size_t from) {
    ft_html_text state;
    ft_html_page page = ft_html_page_scan(reading, from);
    ft_reading_text(reading);
    ft_html_text_begin(&state, &reading->shown, reading->arena, reading->content.ptr, reading->content.len);
    state.has_main = page.has_main;
    state.title_at = page.title_at;
    ft_html_text_run(&state, from);
    ft_shown_end(&reading->shown);
}

void ft_read_html(ft_reading *reading) {
    ft_read_html_from(reading, 0);
}
