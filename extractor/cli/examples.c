#include "cli/examples.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "cli/collect.h"
#include "cli/compare.h"

/* What became of one rule in one text. */
typedef struct {
    bool right;       /* the + example holds */
    bool kept;        /* the rule made an entity */
    bool turned_down; /* the rule made a candidate that was rejected or lost */
} outcome;

typedef struct {
    const fintag_rules *rules;
    const char *folder;
    fintag_doc *doc;
    ft_buf value;
    ft_example_result *result;
} runner;

#define ARG(s) (int)(s).len, (s).ptr

static void print_place(const runner *r, const fintag_rule *rule, uint32_t line) {
    printf("%s%s%.*s:%u: ", r->folder ? r->folder : "", r->folder ? "/" : "", ARG(rule->file), line);
}

static bool value_is(runner *r, const fintag_entity *entity, const json_t *expected) {
    if (!expected) return true;
    fintag_str text = ft_collect_value(&r->value, entity);
    json_t *actual = ft_json_parse(text.ptr, text.len, NULL);
    bool same = actual && ft_value_agrees(entity->type, expected, actual);
    json_decref(actual);
    return same;
}

/* Tag the example's text, with or without bare numbers, and look what the rule did. False when it could not be run. */
static bool try_example(runner *r, const fintag_rule *rule, const fintag_example *example, const json_t *expected,
                        bool numbers, outcome *out) {
    fintag_source about = {.format = FINTAG_TEXT, .published = example->published};
    fintag_tag_options options = {.numbers = numbers, .explain = true};
    *out = (outcome){0};
    if (fintag_doc_read(r->doc, example->text.ptr, example->text.len, &about, NULL)) return false;
    if (fintag_doc_tag(r->doc, &options, NULL)) return false;
    size_t count, entity_count;
    const fintag_entity *entities = fintag_doc_entities(r->doc, &entity_count);
    const fintag_candidate *candidates = fintag_doc_candidates(r->doc, &count);
    for (size_t i = 0; i < count; i++) {
        const fintag_candidate *c = &candidates[i];
        if (!ft_str_eq(c->rule, rule->id)) continue;
        if (c->fate != FINTAG_KEPT) {
            out->turned_down = true;
            continue;
        }
        out->kept = true;
        if (!ft_str_eq(c->text, example->surface)) continue;
        bool trap = c->type == FINTAG_TRAP; /* it only keeps others off, and has no value */
        if (trap || (c->entity < entity_count && value_is(r, &entities[c->entity], expected))) out->right = true;
    }
    return true;
}

/* What was found instead, one line per entity, and why the rule's own candidates fell. */
static void print_found(runner *r, const fintag_rule *rule) {
    size_t count;
    const fintag_entity *entities = fintag_doc_entities(r->doc, &count);
    if (!count) printf("    found: nothing\n");
    for (size_t i = 0; i < count; i++) {
        fintag_str value = ft_collect_value(&r->value, &entities[i]);
        printf("    found: %s %.*s => %.*s by %.*s\n", fintag_type_name(entities[i].type), ARG(entities[i].text),
               ARG(value), ARG(entities[i].rule));
    }
    const fintag_candidate *candidates = fintag_doc_candidates(r->doc, &count);
    for (size_t i = 0; i < count; i++) {
        const fintag_candidate *c = &candidates[i];
        if (c->fate == FINTAG_KEPT || !ft_str_eq(c->rule, rule->id)) continue;
        printf("    %s: %.*s (%.*s)\n", c->fate == FINTAG_LOST ? "lost" : "rejected", ARG(c->text), ARG(c->reason));
    }
}

static void fail_example(runner *r, const fintag_rule *rule, const fintag_example *example, const char *why) {
    r->result->failed++;
    print_place(r, rule, example->line);
    printf("%.*s: %s\n    %c %.*s", ARG(rule->id), why, example->positive ? '+' : '-', ARG(example->text));
    if (example->positive) printf(" => %.*s", ARG(example->surface));
    if (example->value.ptr) printf(" => %.*s", ARG(example->value));
    putchar('\n');
    print_found(r, rule);
}

/* Run one example; *turned_down is set when the rule's candidate was turned down in it. False when it could not be run.
 */
static bool run_example(runner *r, const fintag_example *example, bool *turned_down) {
    size_t count;
    const fintag_rule *rule = &fintag_rules_list(r->rules, &count)[example->rule];
    json_t *expected = NULL;
    outcome plain, numbers;
    r->result->run++;
    if (example->value.ptr) {
        expected = ft_json_parse(example->value.ptr, example->value.len, NULL);
        if (!json_is_object(expected)) {
            fail_example(r, rule, example, "its value is no JSON object");
            json_decref(expected);
            return true;
        }
    }
    /* A rule may work only when bare numbers are asked for; a - example must hold either way. */
    bool ran = try_example(r, rule, example, expected, true, &numbers);
    bool failed_with_numbers = ran && !example->positive && numbers.kept;
    if (failed_with_numbers)
        fail_example(r, rule, example, "found something in a - example");
    else if (ran)
        ran = try_example(r, rule, example, expected, false, &plain);
    json_decref(expected);
    if (!ran || failed_with_numbers) return ran;
    *turned_down = plain.turned_down || numbers.turned_down;
    if (example->positive && !plain.right && !numbers.right)
        fail_example(r, rule, example, plain.kept ? "found something else" : "found nothing");
    if (!example->positive && plain.kept) fail_example(r, rule, example, "found something in a - example");
    return true;
}

/* How a rule is provided with examples. */
typedef struct {
    bool positive, negative, turned_down;
} provision;

static void check_provision(runner *r, const fintag_rule *rule, const provision *has) {
    const char *lacks = !has->positive      ? "no + example"
                        : !has->negative    ? "no - example"
                        : !has->turned_down ? "no - example in which it matches and is turned down"
                                            : NULL;
    if (!lacks || !rule->pattern.len) return; /* dictionaries give as many examples as they like */
    r->result->failed++;
    print_place(r, rule, rule->line);
    printf("%.*s: %s\n", ARG(rule->id), lacks);
}

static bool is_wanted(const fintag_rule *rule, const char *filter) {
    return !filter || memmem(rule->id.ptr, rule->id.len, filter, strlen(filter)) != NULL;
}

bool ft_examples_run(const fintag_rules *rules, const char *filter, const char *folder, ft_example_result *result) {
    size_t rule_count, count;
    const fintag_rule *list = fintag_rules_list(rules, &rule_count);
    const fintag_example *examples = fintag_rules_examples(rules, &count);
    runner r = {.rules = rules, .folder = folder, .doc = fintag_doc_new(rules), .result = result};
    provision *has = calloc(rule_count + 1, sizeof *has);
    bool ran = r.doc && has;
    *result = (ft_example_result){0};
    for (size_t i = 0; ran && i < count; i++) {
        bool turned_down = false;
        if (!is_wanted(&list[examples[i].rule], filter)) continue;
        ran = run_example(&r, &examples[i], &turned_down);
        provision *of = &has[examples[i].rule];
        if (examples[i].positive)
            of->positive = true;
        else
            of->negative = true;
        if (!examples[i].positive && turned_down) of->turned_down = true;
    }
    for (size_t i = 0; ran && i < rule_count; i++)
        if (is_wanted(&list[i], filter)) check_provision(&r, &list[i], &has[i]);
    free(has);
    ft_buf_free(&r.value);
    fintag_doc_free(r.doc);
    return ran;
}
