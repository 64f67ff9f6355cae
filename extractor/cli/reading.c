#include "cli/reading.h"

#include <stdlib.h>

#include "cli/map.h"
#include "cli/message.h"
#include "cli/pipeline.h"

const ft_choice ft_id_choices[] = {{"own", 0, false}, {"path", 1, false}, {0}};
const ft_choice ft_fail_choices[] = {{"error", 1, false}, {0}};

static bool take_size(ft_reading *r, const char *value) {
    if (ft_parse_size(value, FT_MAX_ARTICLE_LIMIT, &r->input.max_article)) return true;
    ft_say_usage(r->command, "--max-article: '%s' is no size of 1 to 256M", value);
    return false;
}

static bool take_map(ft_reading *r, const char *value) {
    r->mapped = value;
    r->input.map = &r->map;
    return ft_map_parse(r->command, value, &r->map);
}

static bool take_jobs(ft_reading *r, const char *value) {
    char *end;
    unsigned long jobs = strtoul(value, &end, 10);
    r->jobs = (unsigned)jobs;
    if (*value >= '0' && *value <= '9' && !*end && jobs <= FT_JOBS_MOST) return true;
    ft_say_usage(r->command, "--jobs: '%s' is no number of 0 to %d", value, FT_JOBS_MOST);
    return false;
}

bool ft_reading_take(ft_reading *r, const ft_opt *opt, int id) {
    ft_annotate_options *how = &r->how;
    switch (id) {
    case FT_OPT_FROM: r->input.from = (ft_from)opt->choice; return true;
    case FT_OPT_PUBLISHED: return ft_published_parse(r->command, opt->value, &how->published);
    case FT_OPT_TZ: r->tz = opt->value; return ft_zone_parse(r->command, opt->value, &how->zone);
    case FT_OPT_ID: how->id_is_path = opt->choice == 1; return true;
    case FT_OPT_TYPES: return ft_types_parse(r->command, opt->value, &how->tag.types);
    case FT_OPT_NUMBERS: how->tag.numbers = true; return true;
    case FT_OPT_MAX_ARTICLE: return take_size(r, opt->value);
    case FT_OPT_MAP: return take_map(r, opt->value);
    case FT_OPT_JOBS: return take_jobs(r, opt->value);
    case FT_OPT_FAIL_ON: r->fail_on_error = true; return true;
    case FT_OPT_PROGRESS:
        r->progress.when = opt->value ? (ft_progress_when)opt->choice : FT_PROGRESS_ALWAYS;
        return true;
    default: return false;
    }
}
