#include "cli/version.h"

#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#define PCRE2_CODE_UNIT_WIDTH 16
#include <archive.h>
#include <expat.h>
#include <jansson.h>
#include <nettle/version.h>
#include <pcre2.h>
#include <sqlite3.h>
#include <utf8proc.h>
#include <yaml.h>
#include <zlib.h>

#include <fintag/fintag.h>

#include "cli/rules_find.h"

/* The number in "libarchive 3.6.2", "expat_2.5.0", "10.42 2022-12-11". */
static void print_library(FILE *out, const char *name, const char *version) {
    size_t begin = strcspn(version, "0123456789");
    fprintf(out, "%s %.*s, ", name, (int)strcspn(version + begin, " "), version + begin);
}

static void print_libraries(FILE *out) {
    char pcre2[64] = "";
    PCRE2_UCHAR wide[64];
    int len = pcre2_config(PCRE2_CONFIG_VERSION, NULL);
    if (len > 0 && (size_t)len <= sizeof wide / sizeof *wide && pcre2_config(PCRE2_CONFIG_VERSION, wide) > 0)
        for (int i = 0; i < len; i++) pcre2[i] = (char)wide[i];
    fputs("libraries: ", out);
    print_library(out, "pcre2", pcre2);
    print_library(out, "utf8proc", utf8proc_version());
    print_library(out, "jansson", jansson_version_str());
    print_library(out, "libyaml", yaml_get_version_string());
    print_library(out, "libarchive", archive_version_string());
    print_library(out, "expat", XML_ExpatVersion());
    print_library(out, "zlib", zlibVersion());
    print_library(out, "sqlite", sqlite3_libversion());
    fprintf(out, "nettle %d.%d\n", nettle_version_major(), nettle_version_minor());
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
