#include "cli/types.h"

#include <string.h>

#include <fintag/fintag.h>

const ft_choice ft_type_choices[] = {{"ticker", FINTAG_TICKER, false},
                                     {"company", FINTAG_COMPANY, false},
                                     {"organization", FINTAG_ORGANIZATION, false},
                                     {"index", FINTAG_INDEX, false},
                                     {"date", FINTAG_DATE, false},
                                     {"quantity", FINTAG_QUANTITY, false},
                                     {0}};

bool ft_types_parse(const char *command, const char *list, uint32_t *types) {
    while (*list) {
        size_t len = strcspn(list, ",");
        int type;
        if (!ft_choose(command, "type", ft_type_choices, list, len, &type)) return false;
        *types |= 1u << type;
        list += len + (list[len] == ',');
    }
    return true;
}
