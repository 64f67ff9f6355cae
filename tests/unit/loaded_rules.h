/* The pack of the build as the fixture of a group of tests. */
#ifndef FT_LOADED_RULES_H
#define FT_LOADED_RULES_H

#include <stdio.h>

#include <fintag/fintag.h>

static fintag_rules *rules;

static int load_rules(void **state) {
    (void)state;
    fintag_error err;
    if (!fintag_rules_load(&(fintag_rules_source){.pack = FINTAG_BUILD_DIR "/fintag.pack"}, &rules, &err)) return 0;
    fprintf(stderr, "%s: %s\n", err.file, err.message);
    return 1;
}

static int free_rules(void **state) {
    (void)state;
    fintag_rules_free(rules);
    return 0;
}

#endif
