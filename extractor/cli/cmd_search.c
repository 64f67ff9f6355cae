/* Full text and entity filters over an index. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "cli/cmd.h"
#include "cli/color.h"
#include "cli/message.h"
#include "cli/rules_find.h"
#include "cli/search_print.h"
#include "cli/suggest.h"

enum { O_LIMIT, O_JSON, O_TEXT, O_COUNT, O_COLOR };

static const ft_option options[] = {
    {.id = O_LIMIT,
     .letter = 'n',
     .name = "limit",
     .argument = "N",
     .help = "at most so many hits (default 10, 0: all)"},
    {.id = O_JSON, .name = "json", .help = "JSON lines, as when the output is no terminal"},
    {.id = O_TEXT, .name = "text", .help = "text for people, as on a terminal"},
    {.id = O_COUNT, .name = "count", .help = "only the number of articles found"},
    {.id = O_COLOR,
     .name = "color",
     .argument = "WHEN",
     .choices = ft_color_choices,
     .help = "colours (auto: on a terminal, without NO_COLOR):"},
    FT_RULES_OPTIONS,
};

typedef struct {
    const ft_command *self;
    const char *path;
    ft_buf query;
    size_t limit;
    bool json, text, count;
    ft_color_when color;
    ft_rules_choice rules;
    ft_arena arena;
} run;

static bool take_limit(run *r, const char *value) {
    char *end;
    unsigned long limit = strtoul(value, &end, 10);
    r->limit = limit;
    if (value[0] >= '0' && value[0] <= '9' && !*end) return true;
    ft_say_usage(r->self->name, "--limit: '%s' is no number", value);
    return false;
}

static bool take(void *context, const ft_opt *opt, int id) {
    run *r = context;
    if (ft_rules_take(&r->rules, id, opt->value)) return true;
    switch (id) {
    case O_LIMIT: return take_limit(r, opt->value);
    case O_JSON: r->json = true; return true;
    case O_TEXT: r->text = true; return true;
    case O_COUNT: r->count = true; return true;
    case O_COLOR: r->color = (ft_color_when)opt->choice; return true;
    case FT_OPT_OPERAND:
        if (!r->path) {
            r->path = opt->value;
            return true;
        }
        if (r->query.len) ft_buf_byte(&r->query, ' ');
        ft_buf_put(&r->query, opt->value, strlen(opt->value));
        return true;
    default: return false;
    }
}

/* The query itself is at fault. */
static int say_query_error(const run *r, const ft_search *search) {
    const ft_query_error *error = &search->query_error;
    if (error->unknown.len) {
        ft_suggestion near = {.word = error->unknown.ptr, .len = error->unknown.len};
        for (const char *const *name = ft_field_names; *name; name++) ft_suggest(&near, *name);
        if (near.best)
            ft_say_usage(r->self->name, "unknown filter '%.*s'; did you mean '%s'?", (int)error->unknown.len,
                         error->unknown.ptr, near.best);
        else
            ft_say_usage(r->self->name, "unknown filter '%.*s' (quote it to look for the text)",
                         (int)error->unknown.len, error->unknown.ptr);
    } else {
        ft_say_usage(r->self->name, "%s", error->message);
    }
    ft_search_print_place(search->query, error);
    return FT_EXIT_USAGE;
}

static int print_hits(run *r, sqlite3 *db, const ft_search *search) {
    bool text = r->text || (!r->json && isatty(STDOUT_FILENO));
    bool colour = text && ft_color_wanted(r->color, stdout);
    ft_arena arena = {0};
    for (size_t i = 0; i < search->hit_count; i++) {
        ft_found found;
        fintag_error error;
        ft_arena_reset(&arena);
        if (ft_found_read(db, r->path, &arena, &search->wanted, search->hits[i].docid, &found, &error)) {
            ft_say_error(&error, NULL);
            ft_arena_free(&arena);
            return FT_EXIT_IO;
        }
        if (text)
            ft_search_print_text(&found, i + 1, colour);
        else
            ft_search_print_json(&found, search->hits[i].score);
    }
    ft_arena_free(&arena);
    if (text && search->count > search->hit_count)
        ft_say("%zu of %llu articles; see --limit", search->hit_count, (unsigned long long)search->count);
    return FT_EXIT_OK;
}

static int search_open(run *r, sqlite3 *db, fintag_doc *doc) {
    char today[16] = "";
    time_t now = time(NULL);
    struct tm local;
    if (localtime_r(&now, &local)) strftime(today, sizeof today, "%Y-%m-%d", &local);
    fintag_error error;
    ft_search search = {.query = {r->query.ptr, r->query.len},
                        .doc = doc,
                        .today = {today, strlen(today)},
                        .limit = r->limit,
                        .count_only = r->count};
    fintag_status status = ft_search_run(db, r->path, &r->arena, &search, &error);
    if (status == FINTAG_ESYNTAX) return say_query_error(r, &search);
    if (status) {
        ft_say_error(&error, NULL);
        return FT_EXIT_IO;
    }
    int result = FT_EXIT_OK;
    if (r->count)
        printf("%llu\n", (unsigned long long)search.count);
    else
        result = print_hits(r, db, &search);
    for (size_t i = 0; !search.count && i < search.wanted.tests.count; i++) {
        const ft_test *test = search.wanted.tests.items[i];
        if (test->kind == FT_TEST_NAME && !test->keys.count)
            ft_say("no article of the index names the %s '%.*s'", fintag_type_name(test->type), (int)test->text.len,
                   test->text.ptr);
    }
    if (fflush(stdout) != 0 && !result) result = FT_EXIT_IO;
    return result ? result : search.count ? FT_EXIT_OK : FT_EXIT_FOUND;
}

static int prepare_and_search(run *r) {
    sqlite3 *db;
    fintag_error error;
    fintag_rules *rules = NULL;
    fintag_doc *doc = NULL;
    if (ft_search_open(r->path, &db, &error)) {
        ft_say_error(&error, NULL);
        return error.status == FINTAG_EVERSION || error.status == FINTAG_EUSAGE ? FT_EXIT_USAGE : FT_EXIT_IO;
    }
    int status = FT_EXIT_OK;
    if (ft_search_needs_rules((fintag_str){r->query.ptr, r->query.len})) {
        rules = ft_rules_find(&r->rules);
        if (!rules)
            status = FT_EXIT_USAGE;
        else if (!(doc = fintag_doc_new(rules)))
            status = FT_EXIT_IO;
    }
    if (!status) status = search_open(r, db, doc);
    fintag_doc_free(doc);
    fintag_rules_free(rules);
    ft_search_end(db);
    sqlite3_close(db);
    return status;
}

static int check_arguments(run *r) {
    if (!r->path || !r->query.len) {
        ft_say_usage(r->self->name, "%s? fintag search DB QUERY", r->path ? "search for what" : "which index");
        return FT_EXIT_USAGE;
    }
    size_t good = ft_search_valid(r->query.ptr, r->query.len);
    if (good == r->query.len) return FT_EXIT_OK;
    ft_say_usage(r->self->name, "the query is not UTF-8 at byte %zu", good);
    return FT_EXIT_USAGE;
}

static int search(const ft_command *self, int argc, char **argv) {
    run r = {.self = self, .limit = 10};
    int status = ft_command_take(self, argc, argv, take, &r);
    if (status < 0) {
        status = check_arguments(&r);
        if (!status) status = prepare_and_search(&r);
    }
    ft_buf_free(&r.query);
    ft_arena_free(&r.arena);
    return status;
}

const ft_command ft_command_search = {
    .name = "search",
    .summary = "full text and entity filters over an index",
    .usage = "[OPTION]... DB QUERY...",
    .details =
        "Finds the articles for which all terms of the query hold, the best first; without words the latest first.\n"
        "No hit is exit 1.\n\n"
        "  上海 weimob \"vaccine supply\"    words and phrases: traditional finds simplified, full width half width\n"
        "  weim*  -物资  a | b  (a b) | c   beginning of a word; not; or; groups\n"
        "  company:2013.HK company:微盟     the company by code, id or name; so too ticker: organization: index:\n"
        "  unit:t>=20  unit:亩<100          a quantity of that size, in whatever unit of the same kind it is written;\n"
        "  unit:t=20..30  unit:辆           > >= < <= = a..b; without a number: written in that unit\n"
        "  money:HKD>=1e9  money:CNY>10亿   the same for money; percent:>=30\n"
        "  date:2022-04  date:2022Q2        an interval of the text overlaps it; a..b; > >= < <=; 上周 is from today\n"
        "  published:2022-04..2022-06       publication time, in the same way\n"
        "  type:index lang:zh media:格隆汇 id:NW1\n\n"
        "A range (20至30吨) passes when a part of it does. 超20吨 is just over 20 t, 不足20吨 just under, 约20吨 is 20 "
        "t.\n"
        "What is per something (8000吨/年) is found as such: unit:t/年>=8000.",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .run = search};
