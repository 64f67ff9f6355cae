/* Precision, recall and F1 against gold. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/cmd.h"
#include "cli/collect.h"
#include "cli/compare.h"
#include "cli/gold.h"
#include "cli/message.h"
#include "cli/rules_find.h"

enum { O_SPLIT, O_ERRORS, O_MIN, O_TSV, O_GOLD_ONLY, MINIMA = 32 };

static const ft_option options[] = {
    FT_RULES_OPTIONS,
    {.id = O_SPLIT,
     .name = "split",
     .argument = "NAME",
     .help = "only posts of this split in MANIFEST.tsv (dev, test)"},
    {.id = O_ERRORS, .name = "errors", .help = "list each miss, extra and wrong value"},
    {.id = O_MIN,
     .name = "min",
     .argument = "SCORE=VALUE",
     .help = "fail when a score, such as date.span, is lower; may be given again"},
    {.id = O_TSV, .name = "tsv", .help = "name and value of every score, tab separated"},
    {.id = O_GOLD_ONLY, .name = "check-gold", .help = "only verify that the posts hold every gold surface and trap"}};

typedef struct {
    size_t right, missed, extra, valued;
} tally;

typedef struct {
    const ft_command *self;
    ft_rules_choice rules;
    const char *gold, *posts, *split;
    const char *minima[MINIMA];
    size_t minimum_count;
    bool errors, tsv, gold_only;
    tally types[FINTAG_TYPE_COUNT];
    size_t traps, trapped, lost, articles, meta, meta_wrong;
    size_t sure, sure_right, all_right; /* mentions with confidence 0.9 or more; of all right ones */
    size_t name_extras;
    bool below;
} evaluation;

static char *read_whole(const char *path, size_t *len) {
    FILE *file = fopen(path, "rb");
    struct stat info;
    char *bytes = NULL;
    if (file && fstat(fileno(file), &info) == 0 && (bytes = malloc((size_t)info.st_size + 1)))
        *len = fread(bytes, 1, (size_t)info.st_size, file);
    if (file) fclose(file);
    return bytes;
}

/* The context of a stretch, for reading. */
static void show(const evaluation *e, const char *what, const char *post, fintag_type type, fintag_str field,
                 size_t begin, size_t end, const char *more) {
    if (!e->errors) return;
    size_t from = begin > 30 ? begin - 30 : 0, to = end + 30 < field.len ? end + 30 : field.len;
    while (from && (field.ptr[from] & 0xC0) == 0x80) from--;
    while (to < field.len && (field.ptr[to] & 0xC0) == 0x80) to++;
    printf("%-6s %-12s %s: ", what, fintag_type_name(type), post);
    for (size_t i = from; i < to; i++) {
        if (i == begin) putchar('[');
        putchar(field.ptr[i] == '\n' ? ' ' : field.ptr[i]);
        if (i + 1 == end) putchar(']');
    }
    printf("  %s\n", more);
}

static bool agrees(const ft_gold_entity *gold, const fintag_entity *entity, ft_buf *buf) {
    if (!gold->value) return true; /* only the span is gold */
    json_error_t error;
    fintag_str text = ft_collect_value(buf, entity);
    json_t *actual = ft_json_parse(text.ptr, text.len, &error);
    bool same = actual && gold->value && ft_value_agrees(entity->type, gold->value, actual);
    json_decref(actual);
    return same;
}

static void score_entity(evaluation *e, ft_gold *gold, const fintag_article *article, const fintag_entity *entity,
                         ft_buf *buf) {
    fintag_str field = entity->in_title ? article->title : article->text;
    tally *t = &e->types[entity->type];
    ft_gold_entity *match = NULL;
    for (size_t i = 0; i < gold->entity_count && !match; i++) {
        ft_gold_entity *g = &gold->entities[i];
        if (g->type == entity->type && g->in_title == entity->in_title && g->begin == entity->byte_begin &&
            g->end == entity->byte_end)
            match = g;
    }
    bool name = entity->type == FINTAG_COMPANY || entity->type == FINTAG_TICKER;
    bool right = match && agrees(match, entity, buf);
    if (name && entity->confidence >= 0.9) e->sure++;
    if (name && entity->confidence >= 0.9 && right) e->sure_right++;
    if (name && right) e->all_right++;
    if (!match) {
        t->extra++;
        if (entity->type == FINTAG_COMPANY) e->name_extras++;
        show(e, "extra", gold->post, entity->type, field, entity->byte_begin, entity->byte_end, "");
        return;
    }
    match->matched = true;
    t->right++;
    if (right) {
        t->valued++;
        return;
    }
    char *wanted = json_dumps(match->value, JSON_COMPACT | JSON_REAL_PRECISION(15));
    show(e, "value", gold->post, entity->type, field, entity->byte_begin, entity->byte_end, wanted ? wanted : "");
    if (e->errors) printf("       got %.*s\n", (int)buf->len, buf->ptr);
    free(wanted);
}

static void score_traps(evaluation *e, const ft_gold *gold, const fintag_article *article,
                        const fintag_entity *entities, size_t count) {
    for (size_t i = 0; i < gold->trap_count; i++) {
        const ft_gold_entity *trap = &gold->traps[i];
        e->traps++;
        for (size_t k = 0; k < count; k++) {
            const fintag_entity *entity = &entities[k];
            if (entity->in_title != trap->in_title || entity->byte_begin >= trap->end ||
                entity->byte_end <= trap->begin)
                continue;
            e->trapped++;
            show(e, "trap", gold->post, entity->type, trap->in_title ? article->title : article->text, trap->begin,
                 trap->end, "");
            break;
        }
    }
}

static void score_meta(evaluation *e, const ft_gold *gold, const fintag_article *a) {
    const struct {
        const char *name;
        fintag_str value;
    } members[] = {
        {"id", a->id}, {"title", a->title}, {"published", a->published}, {"url", a->url}, {"media", a->media}};
    const json_t *meta = json_object_get(gold->root, "meta");
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        const json_t *wanted = json_object_get(meta, members[i].name);
        if (!wanted) continue;
        fintag_str value = members[i].value;
        const char *text = json_string_value(wanted);
        bool same = text ? value.len == strlen(text) && memcmp(value.ptr, text, value.len) == 0 : !value.ptr;
        e->meta++;
        if (same) continue;
        e->meta_wrong++;
        if (e->errors)
            printf("meta   %s: %s is ‘%.*s’, gold says ‘%s’\n", gold->post, members[i].name, (int)value.len,
                   value.ptr ? value.ptr : "", text ? text : "null");
    }
}

static bool score_post(evaluation *e, fintag_doc *doc, ft_gold *gold) {
    char path[4096];
    fintag_error error;
    size_t len = 0, count;
    snprintf(path, sizeof path, "%s/%s", e->posts, gold->post);
    char *bytes = read_whole(path, &len);
    if (!bytes) {
        ft_say("%s: can't be read", path);
        return false;
    }
    fintag_source about = {.path = {path, strlen(path)}};
    fintag_status status = fintag_doc_read(doc, bytes, len, &about, &error);
    if (!status) status = fintag_doc_tag(doc, NULL, &error);
    free(bytes);
    if (status) {
        ft_say_error(&error, NULL);
        return false;
    }
    const fintag_article *article = fintag_doc_article(doc);
    const fintag_entity *entities = fintag_doc_entities(doc, &count);
    if (!ft_gold_place(gold, article)) return false;
    ft_buf buf = {0};
    for (size_t i = 0; i < count; i++) score_entity(e, gold, article, &entities[i], &buf);
    ft_buf_free(&buf);
    for (size_t i = 0; i < gold->entity_count; i++) {
        const ft_gold_entity *g = &gold->entities[i];
        if (g->matched || g->optional) continue;
        e->types[g->type].missed++;
        show(e, "miss", gold->post, g->type, g->in_title ? article->title : article->text, g->begin, g->end, "");
    }
    score_traps(e, gold, article, entities, count);
    score_meta(e, gold, article);
    e->lost += gold->lost;
    e->articles++;
    return true;
}

/* ---- Which posts ---------------------------------------------------------------------------------------------------
 */

/* Is the post of the wanted split, after the MANIFEST.tsv beside the gold folder? */
static bool in_split(const evaluation *e, const char *post) {
    char path[4096], line[1024];
    if (!e->split) return true;
    snprintf(path, sizeof path, "%s/../MANIFEST.tsv", e->gold);
    FILE *file = fopen(path, "rb");
    bool found = false;
    while (file && !found && fgets(line, sizeof line, file)) {
        char *at = line, *cell = strsep(&at, "\t");
        if (!cell || strcmp(cell, post) != 0) continue;
        for (int i = 0; i < 4 && at; i++) cell = strsep(&at, "\t");
        found = cell && strcmp(cell, e->split) == 0;
    }
    if (file)
        fclose(file);
    else
        ft_say("%s: can't be read", path);
    return found;
}

static int is_gold(const struct dirent *entry) {
    size_t len = strlen(entry->d_name);
    return len > 5 && strcmp(entry->d_name + len - 5, ".json") == 0;
}

static bool score_all(evaluation *e, fintag_doc *doc) {
    struct dirent **names;
    int count = scandir(e->gold, &names, is_gold, alphasort);
    bool ok = count > 0;
    if (!ok) ft_say("%s: no gold files", e->gold);
    for (int i = 0; i < count; i++) {
        char path[4096];
        ft_gold gold;
        snprintf(path, sizeof path, "%s/%s", e->gold, names[i]->d_name);
        if (ft_gold_read(&gold, path)) {
            if (in_split(e, gold.post)) ok &= score_post(e, doc, &gold);
            ft_gold_free(&gold);
        } else {
            ok = false;
        }
        free(names[i]);
    }
    if (count >= 0) free(names);
    return ok;
}

/* ---- The table
 * ------------------------------------------------------------------------------------------------------- */

static double ratio(size_t part, size_t whole) {
    return whole ? (double)part / (double)whole : 1;
}

static void score(evaluation *e, const char *name, double value) {
    if (e->tsv) printf("%s\t%.4f\n", name, value);
    for (size_t i = 0; i < e->minimum_count; i++) {
        size_t len = strlen(name);
        if (strncmp(e->minima[i], name, len) != 0 || e->minima[i][len] != '=' ||
            value + 5e-5 >= strtod(e->minima[i] + len + 1, NULL))
            continue;
        ft_say("%s is %.4f, under %s", name, value, e->minima[i] + len + 1);
        e->below = true;
    }
}

static void print_row(evaluation *e, const char *name, tally t) {
    double p = ratio(t.right, t.right + t.extra), r = ratio(t.right, t.right + t.missed),
           f = p + r > 0 ? 2 * p * r / (p + r) : 0;
    double vp = ratio(t.valued, t.right + t.extra), vr = ratio(t.valued, t.right + t.missed),
           vf = vp + vr > 0 ? 2 * vp * vr / (vp + vr) : 0;
    char key[64];
    if (!e->tsv)
        printf("%-14s %6zu %9.4f %7.4f %7.4f %11.4f %11.4f\n", name, t.right + t.missed, p, r, f, vf,
               ratio(t.valued, t.right));
    snprintf(key, sizeof key, "%s.span", name);
    score(e, key, f);
    snprintf(key, sizeof key, "%s.value", name);
    score(e, key, ratio(t.valued, t.right));
}

static void print_table(evaluation *e) {
    tally all = {0};
    if (!e->tsv)
        printf("%-14s %6s %9s %7s %7s %11s %11s\n", "", "gold", "precision", "recall", "F1", "F1 w. value",
               "value right");
    for (int t = 0; t < FINTAG_TYPE_COUNT; t++) {
        print_row(e, fintag_type_name((fintag_type)t), e->types[t]);
        all.right += e->types[t].right;
        all.missed += e->types[t].missed;
        all.extra += e->types[t].extra;
        all.valued += e->types[t].valued;
    }
    print_row(e, "all", all);
    score(e, "traps.held", ratio(e->traps - e->trapped, e->traps));
    score(e, "sure.right", ratio(e->sure_right, e->sure));
    score(e, "right.sure", ratio(e->sure_right, e->all_right));
    if (e->tsv) return;
    printf("%zu articles; %zu of %zu traps gave something; %zu of %zu metadata members differ; %zu false companies\n",
           e->articles, e->trapped, e->traps, e->meta_wrong, e->meta, e->name_extras);
    printf("companies and tickers: of %zu mentions with confidence 0.9 or more %.1f %% are right; of the right ones "
           "%.1f %% carry it\n",
           e->sure, 100 * ratio(e->sure_right, e->sure), 100 * ratio(e->sure_right, e->all_right));
}

static int take_arguments(evaluation *e, int argc, char **argv) {
    ft_opt opt = ft_command_arguments(e->self, argc, argv);
    for (int id; (id = ft_opt_next(&opt)) != FT_OPT_END;) {
        if (id == FT_OPT_HELP) return ft_command_help(e->self);
        if (id == FT_OPT_BAD) return FT_EXIT_USAGE;
        if (id == O_SPLIT) e->split = opt.value;
        if (id == O_ERRORS) e->errors = true;
        if (id == O_TSV) e->tsv = true;
        if (id == O_GOLD_ONLY) e->gold_only = true;
        if (id == O_MIN && e->minimum_count < MINIMA) e->minima[e->minimum_count++] = opt.value;
        if (id == FT_OPT_OPERAND && !e->gold)
            e->gold = opt.value;
        else if (id == FT_OPT_OPERAND)
            e->posts = opt.value;
        ft_rules_take(&e->rules, id, opt.value);
    }
    if (e->gold) return -1;
    ft_say_usage(e->self->name, "needs the folder of the gold");
    return FT_EXIT_USAGE;
}

static int eval(const ft_command *self, int argc, char **argv) {
    evaluation e = {.self = self};
    char posts[4096];
    int status = take_arguments(&e, argc, argv);
    if (status >= 0) return status;
    snprintf(posts, sizeof posts, "%s/../posts", e.gold);
    if (!e.posts) e.posts = posts;
    fintag_rules *rules = ft_rules_find(&e.rules);
    if (!rules) return FT_EXIT_USAGE;
    fintag_doc *doc = fintag_doc_new(rules);
    bool ok = doc && score_all(&e, doc);
    fintag_doc_free(doc);
    fintag_rules_free(rules);
    if (!ok) return FT_EXIT_IO;
    if (!e.gold_only) print_table(&e);
    return e.lost || e.below ? FT_EXIT_FOUND : FT_EXIT_OK;
}

const ft_command ft_command_eval = {
    .name = "eval",
    .summary = "precision, recall and F1 against gold",
    .usage = "GOLD [POSTS]",
    .details =
        "GOLD is a folder of gold files (corpus/GUIDELINES.md); POSTS, the folder of the articles, is GOLD/../posts "
        "unless given. Prints span and value scores by type, traps, and calibration.",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .run = eval};
