#include "cli/rules_find.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "cli/message.h"
#include "cli/rules_cache.h"

bool ft_rules_take(ft_rules_choice *choice, int id, const char *value) {
    if (id == FT_OPT_RULES)
        choice->place = value;
    else if (id == FT_OPT_DICT && choice->dict_count++ < FT_DICTS)
        choice->dicts[choice->dict_count - 1] = value;
    return id == FT_OPT_RULES || id == FT_OPT_DICT;
}

/* The pack beside the running program, or where `make install` puts it seen from there. False when there is none. */
static bool pack_near_program(char *path, size_t size) {
    char program[PATH_MAX];
    ssize_t len = readlink("/proc/self/exe", program, sizeof program - 1);
    if (len <= 0) return false;
    program[len] = 0;
    char *slash = strrchr(program, '/');
    if (!slash) return false;
    *slash = 0;
    static const char *const places[] = {"", "/../share/fintag"};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        int written = snprintf(path, size, "%s%s/fintag.pack", program, places[i]);
        if (written > 0 && (size_t)written < size && access(path, R_OK) == 0) return true;
    }
    return false;
}

static bool is_folder(const char *path) {
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

/* --rules, else $FINTAG_RULES, else NULL. */
static const char *chosen_place(const ft_rules_choice *choice) {
    const char *place = choice->place ? choice->place : getenv("FINTAG_RULES");
    return place && *place ? place : NULL;
}

const char *ft_rules_place(const ft_rules_choice *choice, char *near, size_t size) {
    const char *place = chosen_place(choice);
    if (place) return place;
    return pack_near_program(near, size) ? near : FINTAG_PACK_PATH;
}

fintag_status ft_rules_load(const ft_rules_choice *choice, fintag_rules **rules, const char **folder,
                            fintag_error *error) {
    char near[PATH_MAX];
    const char *dicts[FT_DICTS];
    memcpy(dicts, choice->dicts, sizeof dicts);
    fintag_rules_source from = {.dicts = dicts, .dict_count = choice->dict_count};
    const char *chosen = chosen_place(choice);
    *rules = NULL;
    *folder = NULL;
    if (choice->dict_count > FT_DICTS)
        return ft_fail(error, FINTAG_EUSAGE, "at most %d dictionaries can be given", FT_DICTS);
    if (chosen && is_folder(chosen))
        from.dir = *folder = chosen;
    else
        from.pack = ft_rules_place(choice, near, sizeof near);
    return fintag_rules_load(&from, rules, error);
}

/* The pack that was made of the folder before, else a new one, put there. False: the folder must be compiled into
 * memory, be it for want of a place or for what is wrong with it. */
static bool load_cached(const ft_rules_choice *choice, const char *folder, fintag_rules **rules) {
    char path[PATH_MAX];
    const char *dicts[FT_DICTS];
    memcpy(dicts, choice->dicts, sizeof dicts);
    fintag_rules_source from = {.pack = path, .dicts = dicts, .dict_count = choice->dict_count};
    fintag_error ignored;
    if (choice->dict_count > FT_DICTS || !ft_rules_cache_path(folder, path, sizeof path)) return false;
    if (fintag_rules_load(&from, rules, &ignored) == FINTAG_OK) return true;
    if (fintag_rules_compile(folder, path, &ignored) != FINTAG_OK) return false;
    ft_rules_cache_trim(path);
    return fintag_rules_load(&from, rules, &ignored) == FINTAG_OK;
}

fintag_rules *ft_rules_find(const ft_rules_choice *choice) {
    fintag_rules *rules = NULL;
    const char *folder = chosen_place(choice);
    fintag_error error = {0};
    if (folder && is_folder(folder) && load_cached(choice, folder, &rules)) return rules;
    if (ft_rules_load(choice, &rules, &folder, &error)) ft_say_error(&error, folder);
    return rules;
}
