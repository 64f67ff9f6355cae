#include "cli/manual.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <string.h>

#include <fintag/fintag.h>

#include "base/utf8.h"
#include "cli/message.h"

const char ft_program_summary[] =
    "Find tickers, companies, dates and quantities in financial news, and what they stand for.";

static const struct {
    const char *name, *says;
} exit_statuses[] =
    {{"0", "Done."},
     {"1",
      "Something was found wrong: a failed check, a score under its threshold, --fail-on; or a search found nothing."},
     {"2", "Wrong usage or configuration, rules among it."},
     {"3", "Input or output failed."},
     {"130, 143", "Stopped by SIGINT or SIGTERM."}},
  environment[] = {{"FINTAG_RULES", "Folder or pack of rules where --rules gives none."},
                   {"FINTAG_AUTHORIZATION", "Authorization header of fintag push, such as ApiKey and a key."},
                   {"NO_COLOR", "Not empty: no colours."}};

void ft_program_print_environment(FILE *out) {
    for (size_t i = 0; i < sizeof environment / sizeof *environment; i++)
        fprintf(out, "  %-16s %s\n", environment[i].name, environment[i].says);
}

/* Text that roff prints as it is. `line_start`: it begins a line of the source, where a dot or quote would be a
 * request.
 */
static void text(FILE *out, const char *at, size_t len, bool line_start) {
    for (const char *end = at + len; at < end; at++) {
        if (line_start && (*at == '.' || *at == '\'')) fputs("\\&", out);
        line_start = *at == '\n';
        if (*at == '\\')
            fputs("\\e", out);
        else if (*at == '-')
            fputs("\\-", out);
        else if ((unsigned char)*at >= 0x80) { /* by number: roff reads Latin-1 */
            unsigned len_here;
            fprintf(out, "\\[u%04X]", ft_utf8_get(at, &len_here));
            at += len_here - 1;
        } else
            fputc(*at, out);
    }
}

static void line(FILE *out, const char *words) {
    text(out, words, strlen(words), true);
    fputc('\n', out);
}

/* Paragraphs as a command's details give them. Lines that are aligned by several spaces stay lines. */
static void paragraphs(FILE *out, const char *words) {
    while (*words) {
        const char *end = strstr(words, "\n\n");
        size_t len = end ? (size_t)(end - words) : strlen(words);
        bool aligned = memmem(words, len, "  ", 2) != NULL;
        if (aligned) fputs(".nf\n", out);
        text(out, words, len, true);
        fputs(aligned ? "\n.fi\n" : "\n", out);
        words += len;
        words += strspn(words, "\n");
        if (*words) fputs(".PP\n", out);
    }
}

static void heading(FILE *out, const char *name, const char *summary) {
    fputs(".TH FINTAG", out);
    if (*name) fputc('-', out);
    for (const char *c = name; *c; c++) fputc(toupper((unsigned char)*c), out);
    fprintf(out, " 1 \"\" \"fintag %s\" \"fintag manual\"\n.SH NAME\nfintag%s%s \\- ", FINTAG_VERSION,
            *name ? "\\-" : "", name);
    line(out, summary);
}

static void option(FILE *out, const ft_option *o) {
    fputs(".TP\n", out);
    if (o->letter) fprintf(out, "\\fB\\-%c\\fR, ", o->letter);
    fputs("\\fB\\-\\-", out);
    text(out, o->name, strlen(o->name), false);
    fputs("\\fR", out);
    if (o->argument) fprintf(out, o->optional ? "[=\\fI%s\\fR]" : " \\fI%s\\fR", o->argument);
    fputc('\n', out);
    text(out, o->help, strlen(o->help), true);
    const char *separator = " ";
    for (const ft_choice *choice = ft_opt_words(o); choice && choice->name; choice++) {
        if (choice->later) continue;
        fputs(separator, out);
        text(out, choice->name, strlen(choice->name), false);
        separator = ", ";
    }
    fputc('\n', out);
}

static void command_body(FILE *out, const ft_command *command) {
    fprintf(out, ".SH SYNOPSIS\n.B fintag %s\n", command->name);
    if (*command->usage) line(out, command->usage);
    fputs(".SH DESCRIPTION\n", out);
    paragraphs(out, command->details);
    fputs(".SH OPTIONS\n", out);
    for (size_t i = 0; i < command->option_count; i++)
        if (!command->options[i].later) option(out, &command->options[i]);
    fputs(".TP\n\\fB\\-h\\fR, \\fB\\-\\-help\\fR\nthis help\n", out);
}

static void program_body(FILE *out) {
    fputs(".SH SYNOPSIS\n.B fintag\n.I COMMAND\n[\\fIARGUMENT\\fR]...\n.SH DESCRIPTION\n", out);
    line(out, ft_program_summary);
    fputs("Articles go in as files, folders or a stream; annotated JSON, a page to read or a feed comes out.\n", out);
    fputs(".SH COMMANDS\n", out);
    const ft_command *command;
    for (size_t i = 0; (command = ft_command_at(i)) != NULL; i++) {
        fprintf(out, ".TP\n.BR fintag\\-%s (1)\n", command->name);
        line(out, command->summary);
    }
    fputs(".SH OPTIONS\n.TP\n\\fB\\-h\\fR, \\fB\\-\\-help\\fR\nthe commands\n"
          ".TP\n\\fB\\-V\\fR, \\fB\\-\\-version\\fR\nversion, libraries and rules\n",
          out);
}

void ft_manual_print(FILE *out, const ft_command *command) {
    heading(out, command ? command->name : "", command ? command->summary : "financial entities in news, with values");
    if (command)
        command_body(out, command);
    else
        program_body(out);
    fputs(".SH EXIT STATUS\n", out);
    for (size_t i = 0; i < sizeof exit_statuses / sizeof *exit_statuses; i++) {
        fprintf(out, ".TP\n%s\n", exit_statuses[i].name);
        line(out, exit_statuses[i].says);
    }
    fputs(".SH ENVIRONMENT\n", out);
    for (size_t i = 0; i < sizeof environment / sizeof *environment; i++) {
        fprintf(out, ".TP\n.B %s\n", environment[i].name);
        line(out, environment[i].says);
    }
    if (command) fputs(".SH SEE ALSO\n.BR fintag (1)\n", out);
}

static bool write_page(const char *folder, const ft_command *command) {
    char path[PATH_MAX];
    int len = snprintf(path, sizeof path, "%s/fintag%s%s.1", folder, command ? "-" : "", command ? command->name : "");
    FILE *out = len > 0 && (size_t)len < sizeof path ? fopen(path, "wb") : NULL;
    if (out) ft_manual_print(out, command);
    if (out && fclose(out) == 0) return true;
    ft_say("can't write %s: %s", path, strerror(errno));
    return false;
}

bool ft_manual_write_all(const char *folder) {
    bool written = write_page(folder, NULL);
    const ft_command *command;
    for (size_t i = 0; written && (command = ft_command_at(i)) != NULL; i++) written = write_page(folder, command);
    return written;
}
