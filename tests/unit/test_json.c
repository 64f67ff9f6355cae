/* The JSON writer: exact text of every kind of value, escapes, the whole object read back by another library. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "engine/doc.h"
#include "sink/stream.h"

typedef struct {
    char *ptr;
    size_t len;
    size_t room; /* refuse more than this */
} sink;

static int collect(void *ctx, const char *bytes, size_t len) {
    sink *out = ctx;
    if (out->room && out->len + len > out->room) return 1;
    char *grown = realloc(out->ptr, out->len + len + 1);
    if (!grown) return 1;
    out->ptr = grown;
    memcpy(out->ptr + out->len, bytes, len);
    out->len += len;
    out->ptr[out->len] = 0;
    return 0;
}

static void assert_value(fintag_entity entity, const char *expected) {
    sink out = {0};
    assert_int_equal(fintag_write_value(&entity, collect, &out), FINTAG_OK);
    assert_string_equal(out.ptr, expected);
    free(out.ptr);
}

#define S(literal) FINTAG_STR(literal)
#define QUANTITY(json, ...) \
    assert_value((fintag_entity){.type = FINTAG_QUANTITY, .value.quantity = {__VA_ARGS__}}, json)
#define DATE(json, ...) assert_value((fintag_entity){.type = FINTAG_DATE, .value.time = {__VA_ARGS__}}, json)
#define TICKER(json, ...) assert_value((fintag_entity){.type = FINTAG_TICKER, .value.ticker = {__VA_ARGS__}}, json)
#define NAME(kind, json, ...) assert_value((fintag_entity){.type = (kind), .value.name = {__VA_ARGS__}}, json)

static void test_measures(void **state) {
    (void)state;
    QUANTITY("{\"kind\":\"measure\",\"number\":21,\"unit\":\"t\",\"si\":{\"number\":21000,\"unit\":\"kg\"}}",
             .kind = FINTAG_MEASURE, .figure.number = S("21"), .unit = S("t"), .si.number = S("21000"),
             .si_unit = S("kg"));
    QUANTITY(
        "{\"kind\":\"measure\",\"number\":8000,\"unit\":\"t\",\"per\":\"a\",\"approx\":\"about\",\"si\":{\"number\":"
        "8000000,\"unit\":\"kg\"}}",
        .kind = FINTAG_MEASURE, .figure.number = S("8000"), .unit = S("t"), .per = S("a"), .approx = FINTAG_ABOUT,
        .si.number = S("8000000"), .si_unit = S("kg"));
    QUANTITY("{\"kind\":\"measure\",\"number\":2580000000,\"unit\":\"m2\",\"written\":{\"number\":3870000,\"unit\":"
             "\"亩\"},\"si\":{\"number\":2580000000,\"unit\":\"m2\"}}",
             .kind = FINTAG_MEASURE, .figure.number = S("2580000000"), .unit = S("m2"), .written.number = S("3870000"),
             .written_unit = S("亩"), .si.number = S("2580000000"), .si_unit = S("m2"));
}

static void test_counts(void **state) {
    (void)state;
    QUANTITY("{\"kind\":\"count\",\"number\":120,\"unit\":\"{device}\",\"word\":\"台\"}", .kind = FINTAG_COUNT,
             .figure.number = S("120"), .unit = S("{device}"), .word = S("台"));
    QUANTITY("{\"kind\":\"count\",\"number\":1000,\"unit\":\"{unit}\",\"word\":\"份\",\"approx\":\"more_than\"}",
             .kind = FINTAG_COUNT, .figure.number = S("1000"), .unit = S("{unit}"), .word = S("份"),
             .approx = FINTAG_MORE_THAN);
}

static void test_money(void **state) {
    (void)state;
    QUANTITY(
        "{\"kind\":\"money\",\"number\":1525.5,\"currency\":\"CNY\",\"currency_by\":\"default\",\"per\":\"{share}\"}",
        .kind = FINTAG_MONEY, .figure.number = S("1525.5"), .currency = S("CNY"), .currency_by = FINTAG_BY_DEFAULT,
        .per = S("{share}"));
    QUANTITY(
        "{\"kind\":\"money\",\"number\":2000,\"currency\":\"CNY\",\"currency_by\":\"default\",\"approx\":\"at_least\"}",
        .kind = FINTAG_MONEY, .figure.number = S("2000"), .currency = S("CNY"), .currency_by = FINTAG_BY_DEFAULT,
        .approx = FINTAG_AT_LEAST);
    QUANTITY("{\"kind\":\"money\",\"number\":22.83,\"currency\":\"HKD\",\"currency_by\":\"word\"}",
             .kind = FINTAG_MONEY, .figure.number = S("22.83"), .currency = S("HKD"), .currency_by = FINTAG_BY_WORD);
    QUANTITY("{\"kind\":\"money\",\"number\":1200000000,\"currency\":\"HKD\",\"currency_by\":\"symbol\"}",
             .kind = FINTAG_MONEY, .figure.number = S("1200000000"), .currency = S("HKD"),
             .currency_by = FINTAG_BY_SYMBOL);
    QUANTITY("{\"kind\":\"money\",\"min\":2000000,\"max\":9000000,\"currency\":\"CNY\",\"currency_by\":\"context\","
             "\"approx\":\"about\"}",
             .kind = FINTAG_MONEY, .figure.min = S("2000000"), .figure.max = S("9000000"), .currency = S("CNY"),
             .currency_by = FINTAG_BY_CONTEXT, .approx = FINTAG_ABOUT);
    QUANTITY("{\"kind\":\"money\",\"number\":3,\"currency\":\"CNY\",\"currency_by\":\"code\",\"per\":\"10.{share}\"}",
             .kind = FINTAG_MONEY, .figure.number = S("3"), .currency = S("CNY"), .currency_by = FINTAG_BY_CODE,
             .per = S("10.{share}"));
}

static void test_percents_and_ratios(void **state) {
    (void)state;
    QUANTITY("{\"kind\":\"percent\",\"number\":2.5,\"unit\":\"%\",\"approx\":\"more_than\",\"direction\":\"up\"}",
             .kind = FINTAG_PERCENT, .figure.number = S("2.5"), .unit = S("%"), .approx = FINTAG_MORE_THAN,
             .direction = FINTAG_UP);
    QUANTITY("{\"kind\":\"percent\",\"number\":35.6,\"unit\":\"%\",\"direction\":\"down\",\"basis\":\"yoy\"}",
             .kind = FINTAG_PERCENT, .figure.number = S("35.6"), .unit = S("%"), .direction = FINTAG_DOWN,
             .basis = FINTAG_YOY);
    QUANTITY("{\"kind\":\"percent\",\"number\":17,\"unit\":\"%\",\"approx\":\"less_than\",\"basis\":\"qoq\"}",
             .kind = FINTAG_PERCENT, .figure.number = S("17"), .unit = S("%"), .approx = FINTAG_LESS_THAN,
             .basis = FINTAG_QOQ);
    QUANTITY("{\"kind\":\"percent\",\"number\":-0.5,\"unit\":\"{percentage_point}\",\"approx\":\"at_most\",\"basis\":"
             "\"mom\"}",
             .kind = FINTAG_PERCENT, .figure.number = S("-0.5"), .unit = S("{percentage_point}"),
             .approx = FINTAG_AT_MOST, .basis = FINTAG_MOM);
    QUANTITY("{\"kind\":\"ratio\",\"number\":0.3,\"terms\":[10,3]}", .kind = FINTAG_RATIO, .figure.number = S("0.3"),
             .terms = {S("10"), S("3")});
    QUANTITY("{\"kind\":\"ratio\",\"min\":2,\"max\":3,\"unit\":\"{times}\"}", .kind = FINTAG_RATIO,
             .figure.min = S("2"), .figure.max = S("3"), .unit = S("{times}"));
    QUANTITY("{\"kind\":\"ratio\",\"number\":4,\"unit\":\"{times}\",\"direction\":\"up\"}", .kind = FINTAG_RATIO,
             .figure.number = S("4"), .unit = S("{times}"), .direction = FINTAG_UP);
}

static void test_numbers(void **state) {
    (void)state;
    QUANTITY("{\"kind\":\"number\",\"number\":0.3333333333333333,\"fraction\":\"1/3\"}", .kind = FINTAG_NUMBER,
             .figure.number = S("0.3333333333333333"), .fraction = S("1/3"));
    QUANTITY("{\"kind\":\"number\",\"number\":1234567890123456789012345678901234.5}", .kind = FINTAG_NUMBER,
             .figure.number = S("1234567890123456789012345678901234.5"));
}

static void test_dates(void **state) {
    (void)state;
    DATE("{\"kind\":\"time\",\"timex\":\"2022-04-10TMO\",\"from\":\"2022-04-10T00:00:00+08:00\",\"until\":\"2022-04-"
         "10T12:"
         "00:00+08:00\",\"grain\":\"daypart\"}",
         .kind = FINTAG_TIME, .timex = S("2022-04-10TMO"), .has_interval = true, .from = S("2022-04-10T00:00:00+08:00"),
         .until = S("2022-04-10T12:00:00+08:00"), .grain = S("daypart"));
    DATE("{\"kind\":\"date\",\"timex\":\"XXXX-05-24\",\"grain\":\"day\"}", .kind = FINTAG_CALENDAR_DATE,
         .timex = S("XXXX-05-24"), .grain = S("day"));
    DATE("{\"kind\":\"date\",\"timex\":\"2021\",\"from\":\"2021-12-01T00:00:00\",\"until\":\"2022-01-01T00:00:00\","
         "\"grain\":"
         "\"month\",\"mod\":\"END\"}",
         .kind = FINTAG_CALENDAR_DATE, .timex = S("2021"), .has_interval = true, .from = S("2021-12-01T00:00:00"),
         .until = S("2022-01-01T00:00:00"), .grain = S("month"), .mod = S("END"));
    DATE("{\"kind\":\"period\",\"timex\":\"2018-05/"
         "..\",\"from\":\"2018-05-01T00:00:00\",\"until\":null,\"grain\":\"month\"}",
         .kind = FINTAG_PERIOD, .timex = S("2018-05/.."), .has_interval = true, .from = S("2018-05-01T00:00:00"),
         .grain = S("month"));
    DATE("{\"kind\":\"period\",\"timex\":\"../"
         "2021-03-31\",\"from\":null,\"until\":\"2021-04-01T00:00:00\",\"grain\":\"day\"}",
         .kind = FINTAG_PERIOD, .timex = S("../2021-03-31"), .has_interval = true, .until = S("2021-04-01T00:00:00"),
         .grain = S("day"));
    DATE("{\"kind\":\"date\",\"timex\":\"2020-Q3\",\"from\":\"2020-07-01T00:00:00\",\"until\":\"2020-10-01T00:00:00\","
         "\"grain\":"
         "\"quarter\",\"anchor\":\"same_period\"}",
         .kind = FINTAG_CALENDAR_DATE, .timex = S("2020-Q3"), .has_interval = true, .from = S("2020-07-01T00:00:00"),
         .until = S("2020-10-01T00:00:00"), .grain = S("quarter"), .anchor = S("same_period"));
    DATE("{\"kind\":\"set\",\"timex\":\"P1Q\",\"grain\":\"quarter\"}", .kind = FINTAG_SET, .timex = S("P1Q"),
         .grain = S("quarter"));
}

static void test_durations(void **state) {
    (void)state;
    DATE("{\"kind\":\"duration\",\"timex\":\"PT20H/"
         "PT90H\",\"grain\":\"hour\",\"approx\":\"about\",\"si\":{\"min\":72000,\"max\":"
         "324000,\"unit\":\"s\"}}",
         .kind = FINTAG_DURATION, .timex = S("PT20H/PT90H"), .grain = S("hour"), .approx = FINTAG_ABOUT,
         .si.min = S("72000"), .si.max = S("324000"));
    DATE("{\"kind\":\"duration\",\"timex\":\"P15BD\",\"grain\":\"day\",\"calendar\":\"business\"}",
         .kind = FINTAG_DURATION, .timex = S("P15BD"), .grain = S("day"), .calendar = S("business"));
}

static void test_names_and_tickers(void **state) {
    static const fintag_listing listings[] = {{S("XHKG"), S("09866"), S("KYG6525F1028")},
                                              {.mic = S("XNYS"), .code = S("NIO")}};
    (void)state;
    TICKER("{\"scheme\":\"suffix\",\"mic\":\"XHKG\",\"code\":\"02013\",\"symbol\":\"02013.HK\",\"isin\":"
           "\"KYG9T20A1060\",\"id\":"
           "\"XHKG:02013\",\"known\":true}",
           .scheme = S("suffix"), .mic = S("XHKG"), .code = S("02013"), .symbol = S("02013.HK"),
           .isin = S("KYG9T20A1060"), .id = S("XHKG:02013"), .known = true);
    TICKER("{\"scheme\":\"cashtag\",\"code\":\"XYZ\",\"known\":false}", .scheme = S("cashtag"), .code = S("XYZ"));
    NAME(FINTAG_COMPANY,
         "{\"id\":\"XHKG:09866\",\"name\":\"蔚来\",\"kind\":\"listed\",\"listings\":[{\"mic\":\"XHKG\",\"code\":"
         "\"09866\",\"isin\":"
         "\"KYG6525F1028\"},{\"mic\":\"XNYS\",\"code\":\"NIO\"}],\"resolved_by\":\"dictionary\"}",
         .id = S("XHKG:09866"), .name = S("蔚来"), .kind = S("listed"), .listings = listings, .listing_count = 2,
         .resolved_by = S("dictionary"));
    NAME(
        FINTAG_COMPANY,
        "{\"id\":\"name:上海盘点食品科技公司\",\"name\":\"上海盘点食品科技公司\",\"kind\":\"unlisted\",\"listings\":[],"
        "\"resolved_by\":\"pattern\"}",
        .id = S("name:上海盘点食品科技公司"), .name = S("上海盘点食品科技公司"), .kind = S("unlisted"),
        .resolved_by = S("pattern"));
    NAME(FINTAG_ORGANIZATION, "{\"id\":\"SSN\",\"name\":\"上海证券报\",\"kind\":\"media\"}", .id = S("SSN"),
         .name = S("上海证券报"), .kind = S("media"));
    NAME(FINTAG_INDEX, "{\"id\":\"SSE.000001\",\"name\":\"上证指数\",\"code\":\"000001\"}", .id = S("SSE.000001"),
         .name = S("上证指数"), .code = S("000001"));
}

static void assert_string(fintag_str text, bool any_bytes, const char *expected) {
    sink out = {0};
    ft_stream stream;
    ft_stream_begin(&stream, collect, &out, false);
    if (any_bytes)
        ft_stream_string(&stream, text);
    else
        ft_stream_text(&stream, text);
    assert_true(ft_stream_end(&stream));
    assert_string_equal(out.ptr, expected);
    free(out.ptr);
}

static void test_escapes(void **state) {
    (void)state;
    assert_string(S("a\"b\\c/d"), false, "\"a\\\"b\\\\c/d\"");
    assert_string(S("\b\t\n\v\f\r\x1f\x7f"), false, "\"\\b\\t\\n\\u000b\\f\\r\\u001f\\u007f\"");
    assert_string((fintag_str){"a\0b", 3}, false, "\"a\\u0000b\"");
    assert_string(S("\xC2\x85\xC2\x86\xE2\x80\xA8\xE2\x80\xA9\xE2\x80\xAA"), false,
                  "\"\\u0085\xC2\x86\\u2028\\u2029\xE2\x80\xAA\"");
    assert_string((fintag_str){0}, false, "\"\"");
    assert_string((fintag_str){0}, true, "null");
    assert_string(S(""), true, "\"\"");
}

static void test_bad_utf8_is_replaced(void **state) {
    (void)state;
    assert_string(S("a\xFFz"), true, "\"a\xEF\xBF\xBDz\"");
    assert_string(S("\xE4\xB8"), true, "\"\xEF\xBF\xBD\"");
    assert_string(S("\xED\xA0\x80"), true, "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
    assert_string(S("\xC0\xAF\xF5\xF0\x9F\x98\x80\xF4\x90"), true,
                  "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xF0\x9F\x98\x80\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

static void test_fractions(void **state) {
    static const struct {
        double value;
        const char *text;
    } cases[] = {{0, "0"},     {1, "1"},     {0.9, "0.9"}, {0.98, "0.98"}, {0.051, "0.05"},
                 {0.004, "0"}, {0.996, "1"}, {-3, "0"},    {7, "1"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sink out = {0};
        ft_stream stream;
        ft_stream_begin(&stream, collect, &out, false);
        ft_stream_fraction(&stream, cases[i].value);
        ft_stream_end(&stream);
        assert_string_equal(out.ptr, cases[i].text);
        free(out.ptr);
    }
}

/* A document filled by hand. */
typedef struct {
    fintag_doc doc;
    fintag_entity entities[2];
    fintag_company companies[1];
    fintag_str tags[2];
    fintag_warning warnings[1];
} fixture;

static void fill(fixture *f) {
    memset(f, 0, sizeof *f);
    f->tags[0] = S("东财滚动新闻");
    f->tags[1] = S("a,\"b\"");
    f->warnings[0] = (fintag_warning){S("bad_utf8"), S("1 byte was not UTF-8"), 7};
    f->doc.article.meta = (fintag_article){.id = S("NW1"),
                                           .format = S("jekyll"),
                                           .path = S("a/\xFF.md"),
                                           .title = S(""),
                                           .text = S("首批21吨😀物资，微盟"),
                                           .published = S("2022-04-10T17:45:11+08:00"),
                                           .lang = S("zh-Hans"),
                                           .tags = f->tags,
                                           .tag_count = 2,
                                           .warnings = f->warnings,
                                           .warning_count = 1};
    f->entities[0] = (fintag_entity){.type = FINTAG_QUANTITY,
                                     .span = {2, 5},
                                     .byte_begin = 6,
                                     .byte_end = 11,
                                     .utf16_begin = 2,
                                     .utf16_end = 5,
                                     .source = {101, 106},
                                     .text = S("21吨"),
                                     .rule = S("quantity.measure"),
                                     .confidence = 0.98,
                                     .value.quantity = {.figure.number = S("21"), .unit = S("t")}};
    f->entities[1] = (fintag_entity){
        .type = FINTAG_COMPANY,
        .span = {9, 11},
        .byte_begin = 24,
        .byte_end = 30,
        .utf16_begin = 10,
        .utf16_end = 12,
        .source = {120, 126},
        .text = S("微盟"),
        .rule = S("company.dictionary"),
        .confidence = 1,
        .value.name = {
            .id = S("XHKG:02013"), .name = S("微盟集团"), .kind = S("listed"), .resolved_by = S("dictionary")}};
    f->companies[0] = (fintag_company){f->entities[1].value.name, 1, 0.5};
    f->doc.entities.items = f->entities;
    f->doc.entities.count = 2;
    f->doc.companies.items = f->companies;
    f->doc.companies.count = 1;
}

static sink written(const fintag_doc *doc, const fintag_json_options *options) {
    sink out = {0};
    assert_int_equal(fintag_write_json(doc, options, collect, &out), FINTAG_OK);
    return out;
}

static void test_object_is_exact(void **state) {
    fixture f;
    (void)state;
    fill(&f);
    sink out = written(&f.doc, NULL);
    assert_string_equal(
        out.ptr,
        "{\"schema\":\"fintag/1\",\"id\":\"NW1\",\"status\":\"ok\",\"path\":\"a/"
        "\xEF\xBF\xBD.md\",\"format\":\"jekyll\","
        "\"title\":null,\"published\":\"2022-04-10T17:45:11+08:00\",\"lang\":\"zh-Hans\",\"url\":null,\"media\":null,"
        "\"author\":null,\"tags\":[\"东财滚动新闻\",\"a,\\\"b\\\"\"],\"offsets\":\"codepoint\",\"text\":"
        "\"首批21吨😀物资，微盟\","
        "\"entities\":[{\"type\":\"quantity\",\"in\":\"text\",\"start\":2,\"end\":5,\"text\":\"21吨\",\"source\":{"
        "\"start\":101,"
        "\"end\":106},\"value\":{\"kind\":\"measure\",\"number\":21,\"unit\":\"t\"},\"rule\":\"quantity.measure\","
        "\"confidence\":0.98},{\"type\":\"company\",\"in\":\"text\",\"start\":9,\"end\":11,\"text\":\"微盟\","
        "\"source\":{"
        "\"start\":120,\"end\":126},\"value\":{\"id\":\"XHKG:02013\",\"name\":\"微盟集团\",\"kind\":\"listed\","
        "\"listings\":[],"
        "\"resolved_by\":\"dictionary\"},\"rule\":\"company.dictionary\",\"confidence\":1}],\"companies\":[{\"id\":"
        "\"XHKG:02013\",\"name\":\"微盟集团\",\"kind\":\"listed\",\"listings\":[],\"mentions\":1,\"salience\":0.5}],"
        "\"warnings\":[{\"code\":\"bad_utf8\",\"message\":\"1 byte was not UTF-8\",\"at\":7}]}\n");
    free(out.ptr);
}

static void test_pretty_says_the_same(void **state) {
    fixture f;
    (void)state;
    fill(&f);
    sink plain = written(&f.doc, NULL), pretty = written(&f.doc, &(fintag_json_options){.pretty = true});
    json_t *a = json_loadb(plain.ptr, plain.len, 0, NULL), *b = json_loadb(pretty.ptr, pretty.len, 0, NULL);
    assert_non_null(a);
    assert_true(json_equal(a, b));
    assert_non_null(strstr(pretty.ptr, "\n  \"warnings\": [\n    {\n      \"code\": \"bad_utf8\","));
    assert_non_null(strstr(pretty.ptr, "\"listings\": [],\n"));
    json_decref(a);
    json_decref(b);
    free(plain.ptr);
    free(pretty.ptr);
}

static json_int_t start_of(const sink *out, size_t entity) {
    json_t *root = json_loadb(out->ptr, out->len, 0, NULL);
    json_int_t start =
        json_integer_value(json_object_get(json_array_get(json_object_get(root, "entities"), entity), "start"));
    json_decref(root);
    return start;
}

static void test_offsets_and_no_text(void **state) {
    fixture f;
    (void)state;
    fill(&f);
    sink utf16 = written(&f.doc, &(fintag_json_options){.offsets = FINTAG_UTF16});
    sink bytes = written(&f.doc, &(fintag_json_options){.offsets = FINTAG_BYTE, .no_text = true});
    assert_int_equal(start_of(&utf16, 1), 10);
    assert_int_equal(start_of(&bytes, 1), 24);
    assert_non_null(strstr(utf16.ptr, "\"offsets\":\"utf16\",\"text\":\"首"));
    assert_non_null(strstr(bytes.ptr, "\"offsets\":\"byte\",\"text\":null,"));
    free(utf16.ptr);
    free(bytes.ptr);
}

static void test_long_text_passes_through_the_buffer(void **state) {
    enum { LEN = 3 * FT_STREAM_BUFFER + 17 };
    fixture f;
    (void)state;
    fill(&f);
    char *text = malloc(LEN);
    assert_non_null(text);
    for (size_t i = 0; i < LEN; i++) text[i] = i % 1000 == 999 ? '"' : (char)('a' + i % 26);
    f.doc.article.meta.text = (fintag_str){text, LEN};
    sink out = written(&f.doc, NULL);
    json_t *root = json_loadb(out.ptr, out.len, 0, NULL);
    json_t *read = json_object_get(root, "text");
    assert_int_equal(json_string_length(read), LEN);
    assert_memory_equal(json_string_value(read), text, LEN);
    json_decref(root);
    free(out.ptr);
    free(text);
}

static void test_a_refusing_callback_stops_the_writer(void **state) {
    fixture f;
    sink out = {.room = 10};
    (void)state;
    fill(&f);
    assert_int_equal(fintag_write_json(&f.doc, NULL, collect, &out), FINTAG_EIO);
    assert_int_equal(out.len, 0);
}

static void test_error_record(void **state) {
    fintag_error error = {.status = FINTAG_EINPUT, .at = 12, .message = "no \"text\"\n"};
    sink out = {0};
    (void)state;
    assert_int_equal(fintag_write_error(&error, S("x"), (fintag_str){0}, collect, &out), FINTAG_OK);
    assert_string_equal(out.ptr,
                        "{\"schema\":\"fintag/1\",\"id\":\"x\",\"status\":\"error\",\"path\":null,\"error\":{\"code\":"
                        "\"bad_input\",\"message\":\"no \\\"text\\\"\\n\",\"at\":12}}\n");
    free(out.ptr);
    out = (sink){0};
    error = (fintag_error){.status = FINTAG_EIO, .at = -1, .message = "cut \xE4\xB8"};
    assert_int_equal(fintag_write_error(&error, (fintag_str){0}, S("p"), collect, &out), FINTAG_OK);
    assert_string_equal(out.ptr,
                        "{\"schema\":\"fintag/1\",\"id\":null,\"status\":\"error\",\"path\":\"p\",\"error\":{\"code\":"
                        "\"unreadable\",\"message\":\"cut \xEF\xBF\xBD\",\"at\":null}}\n");
    free(out.ptr);
}

static void test_schema_is_json(void **state) {
    json_error_t error;
    json_t *schema = json_loads(fintag_schema(), JSON_REJECT_DUPLICATES, &error);
    (void)state;
    assert_non_null(schema);
    assert_string_equal(json_string_value(json_object_get(schema, "$schema")),
                        "https://json-schema.org/draft/2020-12/schema");
    json_decref(schema);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_measures),
                                       cmocka_unit_test(test_counts),
                                       cmocka_unit_test(test_money),
                                       cmocka_unit_test(test_percents_and_ratios),
                                       cmocka_unit_test(test_numbers),
                                       cmocka_unit_test(test_dates),
                                       cmocka_unit_test(test_durations),
                                       cmocka_unit_test(test_names_and_tickers),
                                       cmocka_unit_test(test_escapes),
                                       cmocka_unit_test(test_bad_utf8_is_replaced),
                                       cmocka_unit_test(test_fractions),
                                       cmocka_unit_test(test_object_is_exact),
                                       cmocka_unit_test(test_pretty_says_the_same),
                                       cmocka_unit_test(test_offsets_and_no_text),
                                       cmocka_unit_test(test_long_text_passes_through_the_buffer),
                                       cmocka_unit_test(test_a_refusing_callback_stops_the_writer),
                                       cmocka_unit_test(test_error_record),
                                       cmocka_unit_test(test_schema_is_json)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
