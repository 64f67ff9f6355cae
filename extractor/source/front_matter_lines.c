/* Front matter that is not YAML, line by line: "key: value", quotes off. */
#include "source/ascii.h"
#include "source/front_matter.h"

/* The value without its quotes. A quote that is never closed is no part of it either. */
static ft_scalar scalar_of(const char *input, size_t begin, size_t end) {
    ft_scalar scalar = {.there = true, .begin = begin, .end = end, .style = FT_YAML_PLAIN};
    char quote = begin < end ? input[begin] : 0;
    if (quote != '"' && quote != '\'') return scalar;
    scalar.begin++;
    if (end - begin > 1 && input[end - 1] == quote) scalar.end--;
    scalar.style = quote == '"' ? FT_YAML_DOUBLE : FT_YAML_SINGLE;
    return scalar;
}

static void take_line(ft_reading *reading, fintag_str key, size_t begin, size_t end, ft_front_matter *matter) {
    const char *input = reading->content.ptr;
    ft_scalar scalar = scalar_of(input, begin, end);
    fintag_str value = {input + scalar.begin, scalar.end - scalar.begin};
    ft_field *field = ft_front_matter_field(matter, key);
    if (ft_str_is(key, "title")) matter->title = scalar;
    if (field) ft_reading_set(reading, field, value, scalar.begin);
    if (!ft_str_is(key, "tags") || matter->has_tags) return;
    if (value.len > 1 && value.ptr[0] == '[' && value.ptr[value.len - 1] == ']') {
        value.ptr++;
        value.len -= 2;
    }
    ft_front_matter_tags(reading, value);
    matter->has_tags = true;
}

void ft_front_matter_lines(ft_reading *reading, size_t begin, size_t end, ft_front_matter *matter) {
    const char *input = reading->content.ptr;
    while (begin < end) {
        const char *newline = memchr(input + begin, '\n', end - begin);
        size_t stop = newline ? (size_t)(newline - input) : end, next = newline ? stop + 1 : end;
        const char *colon = memchr(input + begin, ':', stop - begin);
        if (colon) {
            size_t value = (size_t)(colon - input) + 1;
            fintag_str key = {input + begin, value - 1 - begin};
            while (value < stop && ft_ascii_space(input[value])) value++;
            while (stop > value && ft_ascii_space(input[stop - 1])) stop--;
            take_line(reading, key, value, stop, matter);
        }
        begin = next;
    }
}
