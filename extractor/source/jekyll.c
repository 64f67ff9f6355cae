/* A Jekyll post: front matter, then Markdown. */
#include "source/ascii.h"
#include "source/front_matter.h"
#include "source/markdown.h"
#include "source/reading.h"

/* A block scalar, or a flow scalar that our reading and the parser's differ on: every byte of the title stands for all
 * of it. */
static void write_whole(ft_reading *reading, size_t begin, size_t end, fintag_str value) {
    ft_article *article = reading->article;
    article->shown.len = 0;
    ft_offmap_clear(&article->field_map);
    ft_buf_put(&article->shown, value.ptr, value.len);
    ft_offmap_atom(&article->field_map, (uint32_t)value.len, begin, (uint32_t)(end - begin));
}

static void write_title(ft_reading *reading, const ft_scalar *title) {
    ft_article *article = reading->article;
    const char *input = reading->content.ptr;
    size_t begin = title->begin, end = title->end;
    while (begin < end && ft_ascii_space(input[begin])) begin++;
    while (end > begin && ft_ascii_space(input[end - 1])) end--;
    bool well_formed = ft_yaml_unescape(input, begin, end, title->style, &article->shown, &article->field_map);
    fintag_str parsed = ft_ascii_trim(title->value);
    bool same = ft_str_eq(parsed, (fintag_str){article->shown.ptr, article->shown.len});
    if (title->value.ptr && (!same || !well_formed) && !article->shown.failed) write_whole(reading, begin, end, parsed);
}

static bool is_address(fintag_str text) {
    return ft_ascii_starts(text, "http://") || ft_ascii_starts(text, "https://");
}

static void set_meta(ft_reading *reading, const ft_front_matter *matter) {
    reading->id = matter->id.text.ptr ? matter->id : matter->slug;
    reading->published = matter->date;
    reading->author = matter->author;
    if (is_address(matter->source.text))
        reading->url = matter->source;
    else
        reading->media = matter->source;
    if (is_address(matter->permalink.text)) reading->url = matter->permalink;
    if (matter->url.text.ptr) reading->url = matter->url;
}

void ft_read_jekyll(ft_reading *reading) {
    ft_front_matter matter;
    ft_front_matter_read(reading, &matter);
    set_meta(reading, &matter);
    if (matter.title.there) write_title(reading, &matter.title);
    ft_reading_title(reading);
    if (matter.present && !reading->has_title)
        ft_reading_warn(reading, matter.title.there ? "title_empty" : "title_missing", matter.title.begin,
                        "the front matter has no title");
    ft_reading_text(reading);
    ft_markdown(reading, matter.body);
    ft_shown_end(&reading->shown);
}
