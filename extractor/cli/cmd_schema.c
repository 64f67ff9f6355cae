#include <stdio.h>

#include <fintag/fintag.h>

#include "cli/cmd.h"
#include "cli/message.h"
#include "cli/output.h"

#include <string.h>

static int schema(const ft_command *self, int argc, char **argv) {
    ft_opt opt = ft_command_arguments(self, argc, argv);
    int id = ft_opt_next(&opt);
    if (id == FT_OPT_HELP) return ft_command_help(self);
    if (id == FT_OPT_OPERAND) ft_say_usage(self->name, "takes no arguments");
    if (id != FT_OPT_END) return FT_EXIT_USAGE;
    ft_output out;
    if (!ft_output_open(&out, NULL, 0, -1)) return FT_EXIT_IO;
    ft_output_write(&out, fintag_schema(), strlen(fintag_schema()));
    return ft_output_close(&out, FT_OUTPUT_APPEAR);
}

const ft_command ft_command_schema = {.name = "schema",
                                      .summary = "the JSON Schema of the output",
                                      .usage = "",
                                      .details =
                                          "Prints the JSON Schema (2020-12) that every line of the output satisfies.",
                                      .options = NULL,
                                      .option_count = 0,
                                      .run = schema};
