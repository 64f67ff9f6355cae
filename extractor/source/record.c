/* One JSON object: {"id", "title", "text" or "html" or "body", "published", "url", "tags", "media", "author"}. */
#include "base/error.h"
#include "source/ascii.h"
#include "source/escape.h"
#include "source/json_path.h"
#include "source/json_scan.h"
#include "source/scratch.h"

#define MEMBERS(X) \
    X(id) X(title) X(text) X(html) X(body) X(content) X(published) X(date) X(time) X(url) X(tags) X(media) X(author)

typedef enum {
#define X(name) MEMBER_##name,
    MEMBERS(X)
#undef X
        MEMBER_COUNT
} member;

typedef struct {
    ft_reading *reading;
    ft_json json;
    ft_json_value values[MEMBER_COUNT];
    bool there[MEMBER_COUNT]; /* not null */
} record;

static fintag_status fail(const record *r, fintag_error *err, const char *problem) {
    fintag_status status = ft_fail(err, FINTAG_EINPUT, "not a JSON object: %s", problem);
    if (err) err->at = (int64_t)ft_reading_place(r->reading, r->json.at);
    return status;
}

/* What a JSON string says, in the arena unless it needs no unescaping. */
static fintag_str string_of(record *r, ft_json_value value) {
    const char *input = r->json.input;
    fintag_str raw = {input + value.begin, value.end - value.begin};
    if (value.kind != FT_JSON_STRING || !memchr(raw.ptr, '\\', raw.len)) return raw;
    ft_buf text = {0};
    ft_offmap map = {0};
    ft_json_unescape(input, value.begin, value.end, &text, &map);
    fintag_str copy = {0};
    if (text.failed)
        r->reading->arena->failed = true;
    else
        copy = ft_copy(r->reading->arena, text.len ? text.ptr : "", text.len);
    ft_buf_free(&text);
    ft_offmap_free(&map);
    return copy;
}

/* Which member a name means; MEMBER_COUNT for one that means nothing here. */
static member member_of(record *r, ft_json_value name) {
    static const char *const names[] = {
#define X(name) #name,
        MEMBERS(X)
#undef X
    };
    /* Names that matter are short, however they are escaped. */
    if (name.end - name.begin > 6 * sizeof "published") return MEMBER_COUNT;
    fintag_str text = string_of(r, name);
    member found = 0;
    while (found < MEMBER_COUNT && !ft_str_is(text, names[found])) found++;
    return found;
}

static fintag_status scan(record *r, fintag_error *err) {
    ft_json *json = &r->json;
    ft_json_value name, value;
    if (!ft_json_take(json, '{')) return fail(r, err, "'{' is expected");
    bool more = !ft_json_take(json, '}');
    while (more) {
        if (ft_json_peek(json) != '"') return fail(r, err, "a member's name in double quotes is expected");
        if (!ft_json_next(json, &name)) return fail(r, err, json->problem);
        if (!ft_json_take(json, ':')) return fail(r, err, "':' is expected");
        if (!ft_json_next(json, &value)) return fail(r, err, json->problem);
        member which = member_of(r, name);
        if (which < MEMBER_COUNT) {
            r->values[which] = value;
            r->there[which] = value.kind != FT_JSON_NULL;
        }
        more = ft_json_take(json, ',');
        if (!more && !ft_json_take(json, '}')) return fail(r, err, "',' or '}' is expected");
    }
    ft_json_peek(json);
    return json->at == json->len ? FINTAG_OK : fail(r, err, "something follows the object");
}

/* Where the caller says that fields stand, they stand nowhere else; of texts, and of dates, one is as good as another.
 */
static void apply_map(record *r) {
    static const struct {
        fintag_field_name field;
        member member;
    } fields[] = {{FINTAG_FIELD_ID, MEMBER_id},         {FINTAG_FIELD_TITLE, MEMBER_title},
                  {FINTAG_FIELD_TEXT, MEMBER_text},     {FINTAG_FIELD_HTML, MEMBER_html},
                  {FINTAG_FIELD_BODY, MEMBER_body},     {FINTAG_FIELD_PUBLISHED, MEMBER_published},
                  {FINTAG_FIELD_URL, MEMBER_url},       {FINTAG_FIELD_MEDIA, MEMBER_media},
                  {FINTAG_FIELD_AUTHOR, MEMBER_author}, {FINTAG_FIELD_TAGS, MEMBER_tags}};
    static const member texts[] = {MEMBER_text, MEMBER_html, MEMBER_body, MEMBER_content};
    const fintag_str *names = r->reading->about->map->names;
    if (names[FINTAG_FIELD_TEXT].len || names[FINTAG_FIELD_HTML].len || names[FINTAG_FIELD_BODY].len)
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) r->there[texts[i]] = false;
    if (names[FINTAG_FIELD_PUBLISHED].len) r->there[MEMBER_date] = r->there[MEMBER_time] = false;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (!names[fields[i].field].len) continue;
        ft_json_value value;
        bool found = ft_json_path(r->json.input, r->json.len, names[fields[i].field], &value);
        r->there[fields[i].member] = found && value.kind != FT_JSON_NULL;
        if (found) r->values[fields[i].member] = value;
    }
}

/* Is the member a string? One of another kind is as good as absent, but not in silence. */
static bool is_string(record *r, member which, const char *name) {
    if (!r->there[which] || r->values[which].kind == FT_JSON_STRING) return r->there[which];
    ft_reading_warn(r->reading, "bad_member", r->values[which].begin, "\"%s\" is not a string", name);
    r->there[which] = false;
    return false;
}

static void set_string(record *r, member which, const char *name, ft_field *field) {
    if (is_string(r, which, name))
        ft_reading_set(r->reading, field, string_of(r, r->values[which]), r->values[which].begin);
}

static void set_published(record *r) {
    static const member forms[] = {MEMBER_published, MEMBER_date, MEMBER_time};
    ft_reading *reading = r->reading;
    for (size_t i = 0; i < sizeof forms / sizeof *forms && !reading->published.text.ptr; i++) {
        ft_json_value value = r->values[forms[i]];
        if (!r->there[forms[i]]) continue;
        reading->epoch = value.kind == FT_JSON_NUMBER;
        if (reading->epoch || is_string(r, forms[i], "published"))
            ft_reading_set(reading, &reading->published, string_of(r, value), value.begin);
    }
}

static void set_tags(record *r) {
    ft_json_value list = r->values[MEMBER_tags], item;
    if (!r->there[MEMBER_tags]) return;
    if (list.kind == FT_JSON_STRING) ft_reading_tag(r->reading, string_of(r, list));
    if (list.kind != FT_JSON_ARRAY) return;
    ft_json json = {.input = r->json.input, .at = list.begin + 1, .len = list.end};
    while (ft_json_peek(&json) != ']' && ft_json_next(&json, &item)) {
        if (item.kind == FT_JSON_STRING) ft_reading_tag(r->reading, string_of(r, item));
        ft_json_take(&json, ',');
    }
}

static void set_meta(record *r) {
    ft_reading *reading = r->reading;
    ft_json_value id = r->values[MEMBER_id];
    if (r->there[MEMBER_id] && id.kind == FT_JSON_NUMBER)
        ft_reading_set(reading, &reading->id, string_of(r, id), id.begin);
    else
        set_string(r, MEMBER_id, "id", &reading->id);
    set_published(r);
    set_string(r, MEMBER_url, "url", &reading->url);
    set_string(r, MEMBER_media, "media", &reading->media);
    set_string(r, MEMBER_author, "author", &reading->author);
    set_tags(r);
}

static void unescape(record *r, member which, ft_buf *out, ft_offmap *map) {
    ft_json_value value = r->values[which];
    size_t alone = ft_json_unescape(r->json.input, value.begin, value.end, out, map);
    if (alone != SIZE_MAX)
        ft_reading_warn(r->reading, "lone_surrogate", alone, "half of a surrogate pair was replaced by U+FFFD");
}

static void write_text(record *r, bool has_title, bool has_text) {
    ft_article *article = r->reading->article;
    if (has_title) unescape(r, MEMBER_title, &article->shown, &article->field_map);
    ft_reading_title(r->reading);
    ft_reading_text(r->reading);
    if (has_text) unescape(r, MEMBER_text, &article->shown, &article->field_map);
}

/* HTML can only be read once it is unescaped. */
static void write_body(record *r, bool has_title, member body) {
    ft_article *article = r->reading->article;
    if (has_title) unescape(r, MEMBER_title, &article->scratch, &article->scratch_map);
    size_t title = article->scratch.len;
    unescape(r, body, &article->scratch, &article->scratch_map);
    ft_read_scratch(r->reading, title, body == MEMBER_html ? FT_BODY_HTML : FT_BODY_EITHER, false);
}

static bool says_something(const record *r, member which) {
    return r->there[which] && r->values[which].end > r->values[which].begin;
}

fintag_status ft_read_record(ft_reading *reading, fintag_error *err) {
    record r = {.reading = reading, .json = {.input = reading->content.ptr, .len = reading->content.len}};
    fintag_status status = scan(&r, err);
    if (status) return status;
    if (reading->about->map) apply_map(&r);
    set_meta(&r);
    bool has_title = is_string(&r, MEMBER_title, "title"), has_text = is_string(&r, MEMBER_text, "text");
    bool has_html = is_string(&r, MEMBER_html, "html"), has_body = is_string(&r, MEMBER_body, "body");
    member body = has_html ? MEMBER_html : MEMBER_body;
    if (!has_html && !has_body && !has_text && r.values[MEMBER_content].kind == FT_JSON_STRING &&
        r.there[MEMBER_content]) {
        body = MEMBER_content;
        has_body = true;
    }
    if (!has_text && !has_html && !has_body)
        ft_reading_warn(reading, "text_missing", 0, "the record has neither \"text\" nor \"html\" nor \"body\"");
    if ((has_html || has_body) && !says_something(&r, MEMBER_text))
        write_body(&r, has_title, has_html && has_body && !says_something(&r, MEMBER_html) ? MEMBER_body : body);
    else
        write_text(&r, has_title, has_text);
    return FINTAG_OK;
}
