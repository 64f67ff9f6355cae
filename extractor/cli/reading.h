/* The options of every command that reads articles, and what they ask for. */
#ifndef FT_READING_H
#define FT_READING_H

#include "cli/annotate.h"
#include "cli/input.h"
#include "cli/opt.h"
#include "cli/progress.h"
#include "cli/types.h"

/* A command lists those that it has, in the order of its help. */
enum {
    FT_OPT_FROM = 110,
    FT_OPT_PUBLISHED,
    FT_OPT_TZ,
    FT_OPT_ID,
    FT_OPT_TYPES,
    FT_OPT_NUMBERS,
    FT_OPT_MAX_ARTICLE,
    FT_OPT_MAP,
    FT_OPT_JOBS,
    FT_OPT_FAIL_ON,
    FT_OPT_PROGRESS,
    FT_OPT_READING_END
};

extern const ft_choice ft_id_choices[], ft_fail_choices[];

/* clang-format off */
#define FT_OPTION_FROM {.id = FT_OPT_FROM, .name = "from", .argument = "FORMAT", .choices = ft_from_choices, \
                        .help = "format of the input:"}
#define FT_OPTION_PUBLISHED {.id = FT_OPT_PUBLISHED, .name = "published", .argument = "TIME", \
                             .help = "ISO 8601, for articles that don't say it"}
#define FT_OPTION_TZ {.id = FT_OPT_TZ, .name = "tz", .argument = "ZONE", \
                      .help = "zone of times without one: +08:00, UTC, Asia/Shanghai"}
#define FT_OPTION_ID {.id = FT_OPT_ID, .name = "id", .argument = "FROM", .choices = ft_id_choices, \
                      .help = "the article's own id, or one made of its path:"}
#define FT_OPTION_TYPES {.id = FT_OPT_TYPES, .name = "types", .argument = "LIST", .list = ft_type_choices, \
                         .help = "only these, with commas:"}
#define FT_OPTION_NUMBERS {.id = FT_OPT_NUMBERS, .name = "numbers", .help = "also bare numbers"}
#define FT_OPTION_MAX_ARTICLE {.id = FT_OPT_MAX_ARTICLE, .name = "max-article", .argument = "SIZE", \
                               .help = "refuse longer ones (default 64M, at most 256M)"}
#define FT_OPTION_MAP {.id = FT_OPT_MAP, .name = "map", .argument = "LIST", \
                       .help = "where fields stand in JSON or CSV: title=headline,body=data.content"}
#define FT_OPTION_JOBS {.id = FT_OPT_JOBS, .letter = 'j', .name = "jobs", .argument = "N", \
                        .help = "articles worked on at once (default 0: as many as there are processors)"}
#define FT_OPTION_FAIL_ON {.id = FT_OPT_FAIL_ON, .name = "fail-on", .argument = "WHAT", .choices = ft_fail_choices, \
                           .help = "exit with 1 when there was one:"}
#define FT_OPTION_PROGRESS {.id = FT_OPT_PROGRESS, .name = "progress", .argument = "WHEN", .optional = true, \
                            .choices = ft_progress_choices, \
                            .help = "a bar on standard error; on a terminal by default:"}
/* clang-format on */

typedef struct {
    const char *command; /* for messages */
    ft_input input;      /* format and limit */
    fintag_map map;
    const char *mapped; /* --map, as given */
    ft_annotate_options how;
    const char *tz; /* as it was given, or NULL */
    unsigned jobs;
    ft_progress progress;
    bool fail_on_error;
} ft_reading;

static inline bool ft_reading_owns(int id) {
    return id >= FT_OPT_FROM && id < FT_OPT_READING_END;
}
/* Take an option that it owns. False: wrong usage, a message was printed. */
bool ft_reading_take(ft_reading *reading, const ft_opt *opt, int id);

#endif
