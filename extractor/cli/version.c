#include "cli/version.h"

#include <limits.h>
#include <sys/stat.h>
#include <time.h>

#define PCRE2_CODE_UNIT_WIDTH 16
#include <jansson.h>
#include <nettle/version.h>
#include <pcre2.h>
#include <utf8proc.h>
#include <yaml.h>

#include <fintag/fintag.h>

#include "cli/rules_find.h"

static void print_libraries(FILE *out) {
    char pcre2[64] = "";
    PCRE2_UCHAR wide[64];
    int len = pcre2_config(PCRE2_CONFIG_VERSION, NULL);
    if (len > 0 && (size_t)len <= sizeof wide / sizeof *wide && pcre2_config(PCRE2_CONFIG_VERSION, wide) > 0)
        for (int i = 0; i < len && wide[i] != ' '; i++) pcre2[i] = (char)wide[i];
    fprintf(out, "libraries: pcre2 %s, utf8proc %s, jansson %s, libyaml %s, nettle %d.%d\n", pcre2, utf8proc_version(),
            jansson_version_str(), yaml_get_version_string(), nettle_version_major(), nettle_version_minor());
}

/* When the pack was made, in UTC; a folder is compiled when it is used. */
static void print_date(FILE *out, const char *place) {
    struct stat info;
    struct tm when;
    char date[16];
    if (stat(place, &info) != 0 || !S_ISREG(info.st_mode) || !gmtime_r(&info.st_mtime, &when)) return;
    if (strftime(date, sizeof date, "%Y-%m-%d", &when)) fprintf(out, ", made %s", date);
}

static void print_rules(FILE *out) {
    char near[PATH_MAX];
    ft_rules_choice choice = {0};
    const char *place = ft_rules_place(&choice, near, sizeof near);
    fintag_rules *rules = ft_rules_find(&choice);
    if (!rules) {
        fprintf(out, "rules: none at %s\n", place);
        return;
    }
    size_t count;
    fintag_rules_list(rules, &count);
    fprintf(out, "rules: %s", place);
    print_date(out, place);
    fprintf(out, ", %zu rules, content %016llx\n", count, (unsigned long long)fintag_rules_content(rules));
    fintag_rules_free(rules);
}

void ft_version_print(FILE *out) {
    fprintf(out, "fintag %s\n", FINTAG_VERSION);
    print_libraries(out);
    print_rules(out);
}
