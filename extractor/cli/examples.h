/* Running the examples that rules carry. */
#ifndef FT_EXAMPLES_H
#define FT_EXAMPLES_H

#include <fintag/fintag.h>

typedef struct {
    size_t run, failed;
} ft_example_result;

/* Run the examples of all rules whose id holds `filter` (NULL: of all), and print each failure on standard output with
 * its file, below `folder` when that is not NULL, and line. False when out of memory. */
bool ft_examples_run(const fintag_rules *rules, const char *filter, const char *folder, ft_example_result *result);

#endif
