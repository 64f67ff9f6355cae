/* What the command line of `annotate` asks for. */
#ifndef FT_REQUEST_H
#define FT_REQUEST_H

#include "cli/pipeline.h"
#include "cli/reading.h"
#include "cli/results.h"
#include "cli/rules_find.h"
#include "cli/shard.h"

typedef struct {
    ft_rules_choice rules;
    ft_reading reading;
    ft_to to;
    ft_results_options results;
    ft_shard shard;
    char **paths;
    size_t path_count;
} ft_request;

enum { FT_REQUEST_OPTIONS = 26 };
extern const ft_option ft_request_options[FT_REQUEST_OPTIONS];

/* Take one option or operand. False: wrong usage, a message was printed. */
bool ft_request_take(ft_request *request, const ft_opt *opt, int id);
/* When all are taken: defaults, and what makes no sense together. False: a message was printed. */
bool ft_request_settle(ft_request *request);
/* Write down what shapes the output. */
void ft_request_describe(const ft_request *request, uint64_t rules, ft_journal *journal);

#endif
