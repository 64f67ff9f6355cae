/* What has come through. */
#ifndef FT_TALLY_H
#define FT_TALLY_H

#include <stdint.h>

#include "cli/annotate.h"

typedef struct {
    uint64_t articles, entities, warnings, failures;
    uint64_t bytes; /* of the articles */
} ft_tally;

static inline void ft_tally_add(ft_tally *tally, const ft_record *record) {
    tally->articles++;
    tally->entities += record->entities;
    tally->warnings += record->warnings;
    tally->failures += record->failed;
    tally->bytes += record->bytes;
}

#endif
