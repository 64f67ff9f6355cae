#include "cli/opt.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli/message.h"
#include "cli/suggest.h"

bool ft_choose(const char *command, const char *what, const ft_choice *choices, const char *word, size_t len,
               int *value) {
    ft_suggestion near = {.word = word, .len = len};
    for (const ft_choice *choice = choices; choice->name; choice++) {
        if (strlen(choice->name) == len && memcmp(choice->name, word, len) == 0) {
            *value = choice->value;
            if (choice->later) ft_say_usage(command, "%s %s is not in this version", what, choice->name);
            return !choice->later;
        }
        if (!choice->later) ft_suggest(&near, choice->name);
    }
    if (near.best)
        ft_say_usage(command, "unknown %s '%.*s': did you mean %s?", what, (int)len, word, near.best);
    else {
        fprintf(stderr, "fintag %s: unknown %s '%.*s'; known:", command, what, (int)len, word);
        for (const ft_choice *choice = choices; choice->name; choice++)
            if (!choice->later) fprintf(stderr, " %s", choice->name);
        fputc('\n', stderr);
    }
    return false;
}

const char *ft_choice_name(const ft_choice *choices, int value) {
    for (; choices->name; choices++)
        if (choices->value == value && !choices->later) return choices->name;
    return "";
}

static int unknown(const ft_opt *opt, const char *name, size_t len) {
    ft_suggestion near = {.word = name, .len = len};
    for (size_t i = 0; i < opt->count; i++)
        if (!opt->options[i].later) ft_suggest(&near, opt->options[i].name);
    ft_suggest(&near, "help");
    if (near.best)
        ft_say_usage(opt->command, "unknown option '--%.*s': did you mean --%s?", (int)len, name, near.best);
    else
        ft_say_usage(opt->command, "unknown option '--%.*s' (see fintag %s --help)", (int)len, name, opt->command);
    return FT_OPT_BAD;
}

static int refuse_later(const ft_opt *opt, const ft_option *option) {
    ft_say_usage(opt->command, "--%s is not in this version", option->name);
    return FT_OPT_BAD;
}

/* Give the option its argument: the text after '=' or behind the letter (`attached`), else the next word. */
static int take(ft_opt *opt, const ft_option *option, const char *attached) {
    opt->option = option;
    opt->value = attached;
    if (option->later) return refuse_later(opt, option);
    if (!option->argument) {
        if (!attached) return option->id;
        ft_say_usage(opt->command, "--%s takes no value", option->name);
        return FT_OPT_BAD;
    }
    if (!attached && !option->optional) {
        if (opt->at >= opt->argc) {
            ft_say_usage(opt->command, "--%s needs a value: %s", option->name, option->argument);
            return FT_OPT_BAD;
        }
        opt->value = opt->argv[opt->at++];
    }
    if (!opt->value || !option->choices) return option->id;
    char what[64];
    snprintf(what, sizeof what, "--%s value", option->name);
    bool known = ft_choose(opt->command, what, option->choices, opt->value, strlen(opt->value), &opt->choice);
    return known ? option->id : FT_OPT_BAD;
}

static int long_option(ft_opt *opt, const char *name) {
    const char *equals = strchr(name, '=');
    size_t len = equals ? (size_t)(equals - name) : strlen(name);
    if (len == 4 && memcmp(name, "help", 4) == 0) return FT_OPT_HELP;
    for (size_t i = 0; i < opt->count; i++) {
        const ft_option *option = &opt->options[i];
        if (strlen(option->name) == len && memcmp(option->name, name, len) == 0)
            return take(opt, option, equals ? equals + 1 : NULL);
    }
    return unknown(opt, name, len);
}

static int short_option(ft_opt *opt) {
    char letter = *opt->letters++;
    if (letter == 'h') return FT_OPT_HELP;
    for (size_t i = 0; i < opt->count; i++) {
        const ft_option *option = &opt->options[i];
        if (option->letter != letter) continue;
        const char *rest = *opt->letters && option->argument ? opt->letters : NULL;
        if (rest || !*opt->letters) opt->letters = NULL;
        return take(opt, option, rest);
    }
    ft_say_usage(opt->command, "unknown option '-%c' (see fintag %s --help)", letter, opt->command);
    return FT_OPT_BAD;
}

int ft_opt_next(ft_opt *opt) {
    if (opt->letters && *opt->letters) return short_option(opt);
    if (opt->at >= opt->argc) return FT_OPT_END;
    char *word = opt->argv[opt->at++];
    if (opt->operands_only || word[0] != '-' || !word[1]) {
        opt->value = word;
        return FT_OPT_OPERAND;
    }
    if (word[1] != '-') {
        opt->letters = word + 1;
        return short_option(opt);
    }
    if (word[2]) return long_option(opt, word + 2);
    opt->operands_only = true;
    return ft_opt_next(opt);
}

static int heading(const ft_option *option, char *text, size_t size) {
    char letter[5] = "";
    if (option->letter) snprintf(letter, sizeof letter, "-%c, ", option->letter);
    const char *open = option->optional ? "[=" : option->argument ? " " : "";
    return snprintf(text, size, "  %s--%s%s%s%s", letter, option->name, open, option->argument ? option->argument : "",
                    option->optional ? "]" : "");
}

void ft_opt_print(FILE *out, const ft_option *options, size_t count) {
    enum { COLUMN = 24 };
    char text[80];
    for (size_t i = 0; i < count; i++) {
        const ft_option *option = &options[i];
        if (option->later) continue;
        int width = heading(option, text, sizeof text);
        if (width >= COLUMN)
            fprintf(out, "%s\n%*s%s\n", text, COLUMN, "", option->help);
        else
            fprintf(out, "%-*s%s\n", COLUMN, text, option->help);
        if (!ft_opt_words(option)) continue;
        fprintf(out, "%*s", COLUMN, "");
        const char *separator = "";
        for (const ft_choice *choice = ft_opt_words(option); choice->name; choice++) {
            if (choice->later) continue;
            fprintf(out, "%s%s", separator, choice->name);
            separator = ", ";
        }
        fputc('\n', out);
    }
    fprintf(out, "%-*sthis help\n", COLUMN, "  -h, --help");
}

bool ft_parse_size(const char *text, size_t most, size_t *size) {
    size_t value = 0;
    const char *at = text;
    for (; *at >= '0' && *at <= '9'; at++) {
        if (value > most / 10) return false;
        value = value * 10 + (size_t)(*at - '0');
    }
    if (at == text) return false;
    unsigned shift = *at == 'K' || *at == 'k' ? 10 : *at == 'M' || *at == 'm' ? 20 : *at == 'G' || *at == 'g' ? 30 : 0;
    if (shift) at++;
    if (*at || value > most >> shift) return false;
    *size = value << shift;
    return *size > 0;
}
