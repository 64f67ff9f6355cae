/* The annotated object and the error record. Keys stand in the order of the manual; `fintag check` holds us to it. */
#include "sink/value.h"

#define SCHEMA_ID "fintag/1"

static void write_string(ft_stream *out, const char *key, size_t key_len, fintag_str text) {
    ft_stream_key(out, key, key_len);
    ft_stream_string(out, text);
}
#define STRING(out, key, text) write_string((out), (key), sizeof(key) - 1, (text))

void ft_write_tags(ft_stream *out, const fintag_article *article) {
    FT_KEY(out, "tags");
    ft_stream_open(out, '[');
    for (size_t i = 0; i < article->tag_count; i++) {
        ft_stream_item(out);
        ft_stream_string(out, article->tags[i]);
    }
    ft_stream_close(out, ']');
}

/* Everything before the entities. */
static void write_article(ft_stream *out, const fintag_article *article, const fintag_json_options *options) {
    static const char *const offsets[] = {"codepoint", "utf16", "byte"};
    FT_KEY(out, "schema");
    ft_stream_literal(out, SCHEMA_ID);
    STRING(out, "id", article->id);
    FT_MEMBER(out, "source_id", article->source_id);
    FT_KEY(out, "status");
    ft_stream_literal(out, "ok");
    STRING(out, "path", article->path);
    STRING(out, "format", article->format);
    STRING(out, "title", article->title.len ? article->title : (fintag_str){0});
    STRING(out, "published", article->published);
    STRING(out, "lang", article->lang);
    STRING(out, "url", article->url);
    STRING(out, "media", article->media);
    STRING(out, "author", article->author);
    ft_write_tags(out, article);
    FT_KEY(out, "offsets");
    ft_stream_literal(out, offsets[options->offsets]);
    FT_KEY(out, "text");
    if (options->no_text)
        ft_stream_null(out);
    else
        ft_stream_text(out, article->text);
}

static void write_range(ft_stream *out, uint64_t begin, uint64_t end) {
    FT_KEY(out, "start");
    ft_stream_unsigned(out, begin);
    FT_KEY(out, "end");
    ft_stream_unsigned(out, end);
}

void ft_write_entity_members(ft_stream *out, const fintag_entity *entity, fintag_offsets offsets) {
    FT_KEY(out, "type");
    ft_stream_literal(out, fintag_type_name(entity->type));
    FT_KEY(out, "in");
    ft_stream_literal(out, entity->in_title ? "title" : "text");
    switch (offsets) {
    case FINTAG_CODEPOINT: write_range(out, entity->span.begin, entity->span.end); break;
    case FINTAG_UTF16: write_range(out, entity->utf16_begin, entity->utf16_end); break;
    case FINTAG_BYTE: write_range(out, entity->byte_begin, entity->byte_end); break;
    }
    FT_KEY(out, "text");
    ft_stream_text(out, entity->text);
    FT_KEY(out, "source");
    ft_stream_open(out, '{');
    write_range(out, entity->source.begin, entity->source.end);
    ft_stream_close(out, '}');
    FT_KEY(out, "value");
    ft_write_entity_value(out, entity);
    STRING(out, "rule", entity->rule);
    FT_KEY(out, "confidence");
    ft_stream_fraction(out, entity->confidence);
}

static void write_company(ft_stream *out, const fintag_company *company) {
    ft_stream_open(out, '{');
    STRING(out, "id", company->name.id);
    STRING(out, "name", company->name.name);
    STRING(out, "kind", company->name.kind);
    ft_write_listings(out, &company->name);
    FT_KEY(out, "mentions");
    ft_stream_unsigned(out, company->mentions);
    FT_KEY(out, "salience");
    ft_stream_fraction(out, company->salience);
    ft_stream_close(out, '}');
}

void ft_write_companies(ft_stream *out, const fintag_doc *doc) {
    size_t count;
    const fintag_company *companies = fintag_doc_companies(doc, &count);
    FT_KEY(out, "companies");
    ft_stream_open(out, '[');
    for (size_t i = 0; i < count; i++) {
        ft_stream_item(out);
        write_company(out, &companies[i]);
    }
    ft_stream_close(out, ']');
}

static void write_at(ft_stream *out, int64_t at) {
    FT_KEY(out, "at");
    if (at < 0)
        ft_stream_null(out);
    else
        ft_stream_unsigned(out, (uint64_t)at);
}

static void write_warning(ft_stream *out, const fintag_warning *warning) {
    ft_stream_open(out, '{');
    STRING(out, "code", warning->code);
    STRING(out, "message", warning->message);
    write_at(out, warning->at);
    ft_stream_close(out, '}');
}

static void write_lists(ft_stream *out, const fintag_doc *doc, const fintag_article *article, fintag_offsets offsets) {
    size_t count;
    const fintag_entity *entities = fintag_doc_entities(doc, &count);
    FT_KEY(out, "entities");
    ft_stream_open(out, '[');
    for (size_t i = 0; i < count; i++) {
        ft_stream_item(out);
        ft_stream_open(out, '{');
        ft_write_entity_members(out, &entities[i], offsets);
        ft_stream_close(out, '}');
    }
    ft_stream_close(out, ']');
    ft_write_companies(out, doc);
    FT_KEY(out, "warnings");
    ft_stream_open(out, '[');
    for (size_t i = 0; i < article->warning_count; i++) {
        ft_stream_item(out);
        write_warning(out, &article->warnings[i]);
    }
    ft_stream_close(out, ']');
}

fintag_status fintag_write_json(const fintag_doc *doc, const fintag_json_options *options, fintag_write_fn write,
                                void *ctx) {
    static const fintag_json_options defaults;
    if (!options) options = &defaults;
    if ((unsigned)options->offsets > FINTAG_BYTE) return FINTAG_EUSAGE;
    const fintag_article *article = fintag_doc_article(doc);
    ft_stream out;
    ft_stream_begin(&out, write, ctx, options->pretty);
    ft_stream_open(&out, '{');
    write_article(&out, article, options);
    write_lists(&out, doc, article, options->offsets);
    ft_stream_close(&out, '}');
    ft_stream_raw(&out, "\n", 1);
    return ft_stream_end(&out) ? FINTAG_OK : FINTAG_EIO;
}

/* Error codes of records, by status. */
static const char *error_code(fintag_status status) {
    switch (status) {
    case FINTAG_ENOMEM: return "out_of_memory";
    case FINTAG_EIO: return "unreadable";
    case FINTAG_ESYNTAX: return "bad_rules";
    case FINTAG_EVERSION: return "wrong_version";
    case FINTAG_ELIMIT: return "too_large";
    case FINTAG_EINPUT: return "bad_input";
    case FINTAG_OK:
    case FINTAG_EUSAGE: break;
    }
    return "bad_usage";
}

fintag_status fintag_write_error(const fintag_error *error, fintag_str id, fintag_str path, fintag_write_fn write,
                                 void *ctx) {
    ft_stream out;
    ft_stream_begin(&out, write, ctx, false);
    ft_stream_open(&out, '{');
    FT_KEY(&out, "schema");
    ft_stream_literal(&out, SCHEMA_ID);
    STRING(&out, "id", id);
    FT_KEY(&out, "status");
    ft_stream_literal(&out, "error");
    STRING(&out, "path", path);
    FT_KEY(&out, "error");
    ft_stream_open(&out, '{');
    FT_KEY(&out, "code");
    ft_stream_literal(&out, error_code(error->status));
    size_t len = 0;
    while (len < sizeof error->message && error->message[len]) len++;
    STRING(&out, "message", ((fintag_str){error->message, len}));
    write_at(&out, error->at);
    ft_stream_close(&out, '}');
    ft_stream_close(&out, '}');
    ft_stream_raw(&out, "\n", 1);
    return ft_stream_end(&out) ? FINTAG_OK : FINTAG_EIO;
}
