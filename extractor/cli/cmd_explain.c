/* Which rule or dictionary entry made each candidate, and what became of it. */
#include <stdlib.h>
#include <string.h>

#include "cli/cmd.h"
#include "cli/collect.h"
#include "cli/input.h"
#include "cli/message.h"
#include "cli/rules_find.h"
#include "cli/width.h"

enum { O_AT, O_JSON, O_PUBLISHED, O_NUMBERS };

static const ft_option options[] = {
    FT_RULES_OPTIONS,
    {.id = O_AT, .name = "at", .argument = "N", .help = "only what touches code point N of its field"},
    {.id = O_JSON, .name = "json", .help = "one JSON object per candidate"},
    {.id = O_PUBLISHED, .name = "published", .argument = "TIME", .help = "publication time of articles that give none"},
    {.id = O_NUMBERS, .name = "numbers", .help = "also bare numbers"}};

typedef struct {
    fintag_doc *doc;
    const char *published;
    long at; /* -1: all */
    bool json, numbers, failed;
    ft_buf buf;
} explanation;

#define ARG(s) (int)(s).len, (s).ptr

static void print_string(fintag_str text) {
    putchar('"');
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c == '"' || c == '\\')
            printf("\\%c", c);
        else if (c < 0x20)
            printf("\\u%04x", c);
        else
            putchar(c);
    }
    putchar('"');
}

static void print_json(explanation *e, const fintag_candidate *c, const fintag_candidate *all,
                       const fintag_entity *entity) {
    static const char *const fates[] = {"kept", "rejected", "lost"};
    printf("{\"fate\":\"%s\",\"in\":\"%s\",\"start\":%u,\"end\":%u,\"type\":\"%s\",\"text\":", fates[c->fate],
           c->in_title ? "title" : "text", c->span.begin, c->span.end, fintag_type_name(c->type));
    print_string(c->text);
    printf(",\"rule\":");
    print_string(c->rule);
    printf(",\"priority\":%d", c->priority);
    if (c->entry.len) printf(",\"entry\":"), print_string(c->entry);
    if (c->reason.len) printf(",\"reason\":"), print_string(c->reason);
    if (c->fate == FINTAG_LOST)
        printf(",\"lost_to\":"), print_string(all[c->lost_to].text), printf(",\"lost_to_rule\":"),
            print_string(all[c->lost_to].rule);
    if (entity) {
        fintag_str value = ft_collect_value(&e->buf, entity);
        printf(",\"value\":%.*s", ARG(value));
    }
    puts("}");
}

static void print_padded(fintag_str text, size_t width) {
    size_t has = ft_width(text);
    printf("%.*s%*s", ARG(text), has < width ? (int)(width - has) : 1, "");
}

static void print_row(explanation *e, const fintag_candidate *c, const fintag_candidate *all,
                      const fintag_entity *entity) {
    static const char *const fates[] = {"kept    ", "rejected", "lost    "};
    printf("%s  %-5s %6u-%-6u  ", fates[c->fate], c->in_title ? "title" : "text", c->span.begin, c->span.end);
    print_padded(c->text, 26);
    print_padded(c->rule, 30);
    if (c->entry.len) printf("%.*s  ", ARG(c->entry));
    if (c->fate == FINTAG_LOST)
        printf("to ‘%.*s’ of %.*s: %.*s", ARG(all[c->lost_to].text), ARG(all[c->lost_to].rule), ARG(c->reason));
    else if (c->reason.len)
        printf("%.*s", ARG(c->reason));
    if (entity) {
        fintag_str value = ft_collect_value(&e->buf, entity);
        printf("%.*s", ARG(value));
    }
    putchar('\n');
}

static bool explain_article(void *ctx, const ft_input_article *article) {
    explanation *e = ctx;
    fintag_error error;
    fintag_source about = article->about;
    if (e->published) about.published = (fintag_str){e->published, strlen(e->published)};
    fintag_tag_options wanted = {.explain = true, .numbers = e->numbers};
    fintag_status status = article->failure
                               ? article->failure->status
                               : fintag_doc_read(e->doc, article->bytes.ptr, article->bytes.len, &about, &error);
    if (article->failure) error = *article->failure;
    if (!status) status = fintag_doc_tag(e->doc, &wanted, &error);
    if (status) {
        ft_say_error(&error, NULL);
        e->failed = true;
        return true;
    }
    size_t count, entities;
    const fintag_candidate *all = fintag_doc_candidates(e->doc, &count);
    const fintag_entity *entity = fintag_doc_entities(e->doc, &entities);
    fintag_str id = fintag_doc_article(e->doc)->id;
    if (!e->json) printf("== %.*s: %zu candidates, %zu entities\n", ARG(id), count, entities);
    for (size_t i = 0; i < count; i++) {
        const fintag_candidate *c = &all[i];
        if (e->at >= 0 && ((long)c->span.begin > e->at || (long)c->span.end <= e->at)) continue;
        const fintag_entity *kept =
            c->fate == FINTAG_KEPT && c->type != FINTAG_TRAP && c->entity < entities ? &entity[c->entity] : NULL;
        if (e->json)
            print_json(e, c, all, kept);
        else
            print_row(e, c, all, kept);
    }
    return true;
}

static int explain(const ft_command *self, int argc, char **argv) {
    explanation e = {.at = -1};
    ft_rules_choice choice = {0};
    ft_opt opt = ft_command_arguments(self, argc, argv);
    char **paths = calloc((size_t)argc + 1, sizeof *paths);
    size_t count = 0;
    int status = paths ? FT_EXIT_OK : FT_EXIT_IO;
    for (int id; !status && (id = ft_opt_next(&opt)) != FT_OPT_END;) {
        if (id == FT_OPT_HELP || id == FT_OPT_BAD) {
            free(paths);
            return id == FT_OPT_HELP ? ft_command_help(self) : FT_EXIT_USAGE;
        }
        if (id == O_AT) e.at = strtol(opt.value, NULL, 10);
        if (id == O_JSON) e.json = true;
        if (id == O_NUMBERS) e.numbers = true;
        if (id == O_PUBLISHED) e.published = opt.value;
        if (id == FT_OPT_OPERAND) paths[count++] = (char *)(uintptr_t)opt.value;
        ft_rules_take(&choice, id, opt.value);
    }
    fintag_rules *rules = status ? NULL : ft_rules_find(&choice);
    if (!status && !rules) status = FT_EXIT_USAGE;
    if (!status && !(e.doc = fintag_doc_new(rules))) status = FT_EXIT_IO;
    if (!status) {
        ft_input input = {.max_article = FT_MAX_ARTICLE, .signal_fd = -1, .each = explain_article, .ctx = &e};
        ft_input_paths(&input, paths, count);
        if (input.failed || fflush(stdout) != 0) status = FT_EXIT_IO;
        ft_input_free(&input);
    }
    fintag_doc_free(e.doc);
    fintag_rules_free(rules);
    ft_buf_free(&e.buf);
    free(paths);
    return status ? status : e.failed ? FT_EXIT_FOUND : FT_EXIT_OK;
}

const ft_command ft_command_explain = {
    .name = "explain",
    .summary = "which rule made, or lost, each candidate",
    .usage = "[PATH]...",
    .details =
        "Prints every candidate in text order: its fate, place, text, rule and dictionary entry, and its value, the "
        "reason of its rejection, or what it lost to and by which weight.",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .run = explain};
