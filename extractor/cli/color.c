#include "cli/color.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const ft_choice ft_color_choices[] = {
    {"auto", FT_COLOR_AUTO, false}, {"always", FT_COLOR_ALWAYS, false}, {"never", FT_COLOR_NEVER, false}, {0}};

bool ft_color_wanted(ft_color_when when, FILE *out) {
    const char *no = getenv("NO_COLOR"), *terminal = getenv("TERM");
    if (when != FT_COLOR_AUTO) return when == FT_COLOR_ALWAYS;
    return !(no && *no) && terminal && strcmp(terminal, "dumb") != 0 && isatty(fileno(out));
}
